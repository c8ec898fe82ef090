// Authors who are new on a day
// Tabulates the authors first listed on $day with the papers that brought them, most papers first.
:param day => '2026-03-03';
:param limit => 100;
MATCH (d:Digest {date: $day})-[:LISTS]->(p:Paper)
WHERE p.first_listed = $day
WITH DISTINCT p
MATCH (p)<-[:AUTHORED]-(a:Author)
WHERE a.first_listed = $day
RETURN a.id AS author, a.name AS name, count(p) AS papers, min(p.id) AS paper
ORDER BY papers DESC, author
LIMIT $limit;
