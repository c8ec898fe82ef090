// Authors known before who now wrote together for the first time
// Tabulates the pairs of authors whose first common paper was listed since $since, while each had been listed earlier.
// Papers with more than 25 authors make no pairs.
:param since => '2026-03-09';
:param limit => 50;
MATCH (d:Digest)
WHERE d.date >= $since
MATCH (d)-[:LISTS]->(p:Paper)
WHERE p.first_listed = d.date
WITH DISTINCT p
MATCH (p)<-[w:AUTHORED]-(a:Author)
WHERE w.of <= 25 AND a.first_listed < p.first_listed
MATCH (p)<-[:AUTHORED]-(b:Author)
WHERE b.id > a.id AND b.first_listed < p.first_listed
MATCH (a)-[r:CO_AUTHOR]-(b)
WHERE r.first = p.first_listed
RETURN p.first_listed AS listed, a.name AS author, b.name AS other, p.id AS paper, p.title AS title
ORDER BY listed DESC, paper, a.id, b.id
LIMIT $limit;
