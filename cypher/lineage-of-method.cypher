// The line of papers that came from a method
// Draws the chains of at most three steps from $method (an id or an exact name) through the paper that proposed it to
// those that build on it, on those again, and so on. Only steps of at least $min_confidence.
:param method => 'FedHeron';
:param min_confidence => 0.3;
:param limit => 60;
CALL () {
  MATCH (m:Method {id: $method}) RETURN m
  UNION
  MATCH (m:Method {name: $method}) RETURN m
}
MATCH path = (m)<-[r:PROPOSES]-(:Paper)<-[:BUILDS_ON*1..3]-(:Paper)
WHERE r.supported AND all(step IN relationships(path) WHERE step.confidence >= $min_confidence)
RETURN path
ORDER BY length(path), reduce(chain = '', n IN nodes(path) | chain + ' ' + n.id)
LIMIT $limit;
