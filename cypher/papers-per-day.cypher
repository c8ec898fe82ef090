// How many papers each day brought
// Tabulates for each day since $since the papers that its digests list, and how many of them were new.
:param since => '2026-03-02';
MATCH (d:Digest)
WHERE d.date >= $since
MATCH (d)-[:LISTS]->(p:Paper)
WITH d.date AS day, p.id AS paper, p.first_listed = d.date AS new
WITH DISTINCT day, paper, new
RETURN day, count(*) AS papers, sum(CASE WHEN new THEN 1 ELSE 0 END) AS new_papers
ORDER BY day;
