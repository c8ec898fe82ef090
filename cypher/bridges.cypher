// Who joins a group of authors to other groups
// Draws the members of $community (an id or its label; of kind coauthor) with their co-authors in other groups.
:param community => 'community:coauthor:1';
:param limit => 60;
MATCH (c:Community)
WHERE c.id = $community OR c.label = $community
MATCH path = (c)<-[i:IN_COMMUNITY]-(a:Author)-[r:CO_AUTHOR]-(b:Author)-[j:IN_COMMUNITY]->(o:Community)
WHERE o.id <> c.id AND i.until IS NULL AND j.until IS NULL
RETURN path
ORDER BY r.papers DESC, r.weight DESC, a.id, b.id, o.id
LIMIT $limit;
