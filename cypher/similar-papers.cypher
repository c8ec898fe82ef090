// Papers that are like a paper
// Draws $paper (an id) with the papers whose words and entities are most like its own.
:param paper => 'arxiv:2603.96172';
:param limit => 25;
MATCH path = (p:Paper {id: $paper})-[s:SIMILAR]-(q:Paper)
RETURN path
ORDER BY s.score DESC, q.id, startNode(s).id
LIMIT $limit;
