// New papers that come with code
// Tabulates the papers first listed since $since, newest first, that give the address of their code or speak of code in
// the comment that their authors sent along.
:param since => '2026-03-02';
:param limit => 50;
MATCH (d:Digest)
WHERE d.date >= $since
MATCH (d)-[:LISTS]->(p:Paper)
WHERE p.first_listed = d.date
WITH DISTINCT p
WHERE size(coalesce(p.code_urls, [])) > 0 OR toLower(coalesce(p.comment, '')) CONTAINS 'code'
RETURN p.first_listed AS listed, p.id AS paper, p.title AS title, coalesce(p.code_urls, []) AS code, p.comment AS comment
ORDER BY listed DESC, paper
LIMIT $limit;
