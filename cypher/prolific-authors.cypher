// Who publishes most in a category
// Tabulates the authors with the most papers in $category (an id such as cs.IR, or its name) first listed since $since.
:param category => 'cs.IR';
:param since => '2026-03-02';
:param limit => 20;
CALL () {
  MATCH (c:Category {id: $category}) RETURN c
  UNION
  MATCH (c:Category {name: $category}) RETURN c
}
MATCH (c)<-[:IN_CATEGORY]-(p:Paper)
WHERE p.first_listed >= $since
WITH DISTINCT p
MATCH (p)<-[:AUTHORED]-(a:Author)
WITH a, count(p) AS papers, max(p.first_listed) AS latest
RETURN a.id AS author, a.name AS name, papers, latest
ORDER BY papers DESC, latest DESC, author
LIMIT $limit;
