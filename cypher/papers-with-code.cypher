// New papers that link to their code
// Tabulates the papers first listed since $since, newest first, in whose record an address of code stands.
:param since => '2026-03-02';
:param limit => 50;
MATCH (d:Digest)
WHERE d.date >= $since
MATCH (d)-[:LISTS]->(p:Paper)
WHERE p.first_listed = d.date AND p.code_urls IS NOT NULL AND size(p.code_urls) > 0
RETURN DISTINCT p.first_listed AS listed, p.id AS paper, p.title AS title, p.code_urls[0] AS code
ORDER BY listed DESC, paper
LIMIT $limit;
