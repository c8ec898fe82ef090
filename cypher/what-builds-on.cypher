// What builds on a method
// Draws the papers that use or compare with $method (an id or an exact name) and the papers that proposed it.
// Only steps of at least $min_confidence.
:param method => 'FedHeron';
:param min_confidence => 0.3;
:param limit => 50;
CALL () {
  MATCH (m:Method {id: $method}) RETURN m
  UNION
  MATCH (m:Method {name: $method}) RETURN m
}
MATCH path = (m)<-[r:PROPOSES]-(p:Paper)<-[b:BUILDS_ON]-(q:Paper)
WHERE b.via = m.id AND b.confidence >= $min_confidence
RETURN path
ORDER BY q.first_listed, q.id, p.id, m.id
LIMIT $limit;
