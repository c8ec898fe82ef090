// Which groups of authors meet in a topic
// Tabulates the groups of authors that wrote the papers of $community (an id or its label; of kind topic).
:param community => 'community:topic:10';
:param limit => 25;
MATCH (t:Community)
WHERE t.id = $community OR t.label = $community
MATCH (t)<-[i:IN_COMMUNITY]-(p:Paper)
WHERE i.until IS NULL
WITH p
MATCH (p)<-[:AUTHORED]-(a:Author)
WITH p, a
MATCH (a)-[j:IN_COMMUNITY]->(g:Community)
WHERE g.kind = 'coauthor' AND j.until IS NULL
RETURN g.id AS community, g.label AS label, count(DISTINCT p) AS papers, count(DISTINCT a) AS authors
ORDER BY papers DESC, authors DESC, community
LIMIT $limit;
