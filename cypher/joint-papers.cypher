// Papers that two groups wrote together
// Draws the papers with authors of both $community and $community2 (ids or labels of groups of authors).
:param community => 'community:coauthor:1';
:param community2 => 'community:coauthor:10';
:param limit => 60;
MATCH (c:Community), (o:Community)
WHERE (c.id = $community OR c.label = $community) AND (o.id = $community2 OR o.label = $community2)
MATCH path = (c)<-[i:IN_COMMUNITY]-(a:Author)-[:AUTHORED]->(p:Paper)<-[:AUTHORED]-(b:Author)-[j:IN_COMMUNITY]->(o)
WHERE c.id <> o.id AND i.until IS NULL AND j.until IS NULL
RETURN path
ORDER BY p.id, a.id, b.id, c.id, o.id
LIMIT $limit;
