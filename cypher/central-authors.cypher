// The central authors of a community
// Tabulates the authors of $community (an id or its label; of kind coauthor) by the weight of their papers with other
// members; a paper weighs 1 / (authors - 1) for each pair.
:param community => 'community:coauthor:1';
:param limit => 20;
MATCH (c:Community)
WHERE c.id = $community OR c.label = $community
MATCH (c)<-[i:IN_COMMUNITY]-(a:Author)
WHERE i.until IS NULL
OPTIONAL MATCH (a)-[r:CO_AUTHOR]-(b:Author)-[j:IN_COMMUNITY]->(c)
WHERE j.until IS NULL
WITH a, count(b) AS coauthors, coalesce(sum(r.weight), 0.0) AS weight
RETURN a.id AS author, a.name AS name, a.papers AS papers, coauthors, round(weight * 1000) / 1000 AS weight
ORDER BY weight DESC, coauthors DESC, author
LIMIT $limit;
