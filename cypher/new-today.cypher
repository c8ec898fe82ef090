// What is new on a day
// Tabulates the papers that a digest of $day lists for the first time, by main category and place in the digest.
:param day => '2026-03-13';
MATCH (d:Digest {date: $day})-[l:LISTS]->(p:Paper)
WHERE p.first_listed = $day
OPTIONAL MATCH (p)-[:IN_CATEGORY {primary: true}]->(c:Category)
WITH p, c, coalesce(min(l.rank), 0) AS rank
RETURN c.id AS category, rank, p.id AS paper, p.title AS title
ORDER BY category, rank, paper;
