// Authors who join two topics
// Draws the authors with a paper in each of $community and $community2 (ids or labels of topics), and those papers.
:param community => 'community:topic:2';
:param community2 => 'community:topic:12';
:param limit => 60;
MATCH (c:Community), (o:Community)
WHERE (c.id = $community OR c.label = $community) AND (o.id = $community2 OR o.label = $community2)
MATCH path = (c)<-[i:IN_COMMUNITY]-(p:Paper)<-[:AUTHORED]-(a:Author)-[:AUTHORED]->(q:Paper)-[j:IN_COMMUNITY]->(o)
WHERE c.id <> o.id AND i.until IS NULL AND j.until IS NULL
RETURN path
ORDER BY a.id, p.id, q.id, c.id, o.id
LIMIT $limit;
