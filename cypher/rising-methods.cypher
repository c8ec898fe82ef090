// Methods that rise
// Tabulates the methods named by at least $min_papers papers first listed since $since, by how those outnumber the
// earlier ones: rise = recent papers / (earlier papers + 1).
// Only links of at least $min_confidence; $unsupported adds those that stand only in a digest's summary.
:param since => '2026-03-09';
:param min_papers => 3;
:param min_confidence => 0.4;
:param unsupported => false;
:param limit => 25;
MATCH (d:Digest)
WHERE d.date >= $since
MATCH (d)-[:LISTS]->(p:Paper)
WHERE p.first_listed = d.date
WITH DISTINCT p
MATCH (p)-[r:PROPOSES|USES|COMPARES_WITH]->(m:Method)
WHERE r.confidence >= $min_confidence AND (r.supported OR $unsupported)
WITH m, count(DISTINCT p) AS recent
WHERE recent >= $min_papers
OPTIONAL MATCH (m)<-[r:PROPOSES|USES|COMPARES_WITH]-(q:Paper)
WHERE q.first_listed < $since AND r.confidence >= $min_confidence AND (r.supported OR $unsupported)
WITH m, recent, count(DISTINCT q) AS earlier
RETURN m.name AS name, recent, earlier, round(1000.0 * recent / (earlier + 1)) / 1000 AS rise, m.id AS method
ORDER BY rise DESC, recent DESC, method
LIMIT $limit;
