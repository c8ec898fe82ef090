// The central authors of a community
// Tabulates the authors of $community (an id or its label; of kind coauthor) by the number of other members they wrote
// with, then by the papers they share with them.
:param community => 'community:coauthor:1';
:param limit => 20;
MATCH (c:Community)
WHERE c.id = $community OR c.label = $community
MATCH (c)<-[i:IN_COMMUNITY]-(a:Author)
WHERE i.until IS NULL
OPTIONAL MATCH (a)-[r:CO_AUTHOR]-(b:Author)-[j:IN_COMMUNITY]->(c)
WHERE j.until IS NULL
WITH a, count(b) AS coauthors, sum(CASE WHEN b IS NULL THEN 0 ELSE r.papers END) AS shared
RETURN a.id AS author, a.name AS name, a.papers AS papers, coauthors, shared
ORDER BY coauthors DESC, shared DESC, author
LIMIT $limit;
