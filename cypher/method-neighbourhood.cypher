// What stands around a method
// Draws the papers that name $method (an id or an exact name), newest first, and what else each of them names.
// Only links of at least $min_confidence; $unsupported adds those that stand only in a digest's summary.
:param method => 'FedHeron';
:param min_confidence => 0.4;
:param unsupported => false;
:param limit => 80;
CALL () {
  MATCH (m:Method {id: $method}) RETURN m
  UNION
  MATCH (m:Method {name: $method}) RETURN m
}
MATCH path = (m)<-[r:PROPOSES|USES|COMPARES_WITH]-(p:Paper)-[s:PROPOSES|USES|COMPARES_WITH|EVALUATES_ON|ADDRESSES]->(e)
WHERE e.id <> m.id
  AND r.confidence >= $min_confidence AND (r.supported OR $unsupported)
  AND s.confidence >= $min_confidence AND (s.supported OR $unsupported)
RETURN path
ORDER BY p.first_listed DESC, p.id, type(r), type(s), e.id
LIMIT $limit;
