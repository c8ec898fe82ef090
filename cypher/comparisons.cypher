// What new papers compare with, and in which words
// Tabulates the methods that papers first listed since $since compare with, the latest first, with the sentence.
// Only links of at least $min_confidence; $unsupported adds those that stand only in a digest's summary.
:param since => '2026-03-02';
:param min_confidence => 0.4;
:param unsupported => false;
:param limit => 50;
MATCH (d:Digest)
WHERE d.date >= $since
MATCH (d)-[:LISTS]->(p:Paper)
WHERE p.first_listed = d.date
WITH DISTINCT p
MATCH (p)-[r:COMPARES_WITH]->(m:Method)
WHERE r.confidence >= $min_confidence AND (r.supported OR $unsupported)
RETURN p.first_listed AS listed, p.id AS paper, p.title AS title, m.name AS method, r.evidence AS sentence
ORDER BY listed DESC, paper, m.id
LIMIT $limit;
