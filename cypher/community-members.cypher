// The members of a community
// Draws $community (an id or its label) with its members of today, the most typical first: authors, or papers and methods.
:param community => 'community:coauthor:4';
:param limit => 60;
MATCH (c:Community)
WHERE c.id = $community OR c.label = $community
MATCH path = (c)<-[i:IN_COMMUNITY]-(member)
WHERE i.until IS NULL
RETURN path
ORDER BY i.score DESC, member.id, c.id
LIMIT $limit;
