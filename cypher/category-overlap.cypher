// Which categories share papers with a category
// Tabulates the other categories of the papers in $category (an id such as cs.LG, or its name) first listed since $since.
:param category => 'cs.LG';
:param since => '2026-03-02';
:param limit => 25;
CALL () {
  MATCH (c:Category {id: $category}) RETURN c
  UNION
  MATCH (c:Category {name: $category}) RETURN c
}
MATCH (c)<-[:IN_CATEGORY]-(p:Paper)-[:IN_CATEGORY]->(o:Category)
WHERE o.id <> c.id AND p.first_listed >= $since
RETURN o.id AS category, o.name AS name, count(DISTINCT p) AS papers
ORDER BY papers DESC, category
LIMIT $limit;
