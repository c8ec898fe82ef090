// What the digest of a day says about its papers
// Tabulates for each paper that a digest of $day lists the summary in $language: a machine wrote it, not the authors.
// Papers whose summary failed are left out.
:param day => '2026-03-13';
:param language => 'English';
:param limit => 100;
MATCH (d:Digest {date: $day})-[l:LISTS]->(p:Paper)
WHERE l.language = $language AND l.tldr IS NOT NULL
RETURN p.id AS paper, p.title AS title, l.tldr AS tldr, l.method AS method, l.result AS result
ORDER BY coalesce(l.rank, 0), paper, d.id
LIMIT $limit;
