// The papers that a paper builds on, and what they build on
// Draws the chains of at most three steps from $paper (an id) back to the papers whose methods it uses or compares with.
// Only steps of at least $min_confidence.
:param paper => 'arxiv:2603.96172';
:param min_confidence => 0.3;
:param limit => 50;
MATCH path = (:Paper {id: $paper})-[:BUILDS_ON*1..3]->(:Paper)
WHERE all(step IN relationships(path) WHERE step.confidence >= $min_confidence)
RETURN path
ORDER BY length(path), reduce(chain = '', n IN nodes(path) | chain + ' ' + n.id)
LIMIT $limit;
