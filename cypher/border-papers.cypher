// Papers at the border of two topics
// Draws the papers of $community that are like, or build on, papers of $community2 (ids or labels of topics).
:param community => 'community:topic:1';
:param community2 => 'community:topic:2';
:param limit => 60;
MATCH (c:Community), (o:Community)
WHERE (c.id = $community OR c.label = $community) AND (o.id = $community2 OR o.label = $community2)
MATCH path = (c)<-[i:IN_COMMUNITY]-(p:Paper)-[s:SIMILAR|BUILDS_ON]-(q:Paper)-[j:IN_COMMUNITY]->(o)
WHERE i.until IS NULL AND j.until IS NULL
RETURN path
ORDER BY p.id, q.id, type(s), startNode(s).id, c.id, o.id
LIMIT $limit;
