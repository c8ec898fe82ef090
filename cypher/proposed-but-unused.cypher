// Methods that nobody has taken up
// Tabulates the methods proposed from $since to before $until that no other paper uses or compares with.
// Only links of at least $min_confidence; $unsupported adds those that stand only in a digest's summary.
:param since => '2026-03-02';
:param until => '2026-03-13';
:param min_confidence => 0.4;
:param unsupported => false;
:param limit => 50;
MATCH (d:Digest)
WHERE d.date >= $since AND d.date < $until
MATCH (d)-[:LISTS]->(p:Paper)
WHERE p.first_listed = d.date
WITH DISTINCT p
MATCH (p)-[r:PROPOSES]->(m:Method)
WHERE r.confidence >= $min_confidence AND (r.supported OR $unsupported) AND NOT EXISTS { MATCH (m)<-[:USES|COMPARES_WITH]-(q:Paper) WHERE q.id <> p.id }
RETURN p.first_listed AS listed, m.name AS name, p.id AS paper, p.title AS title, m.id AS method
ORDER BY listed, paper, method
LIMIT $limit;
