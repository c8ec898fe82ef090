// Who compares with a method, and in which words
// Tabulates the papers that compare with $method (an id or an exact name), newest first, with the sentence.
// Only links of at least $min_confidence; $unsupported adds those that stand only in a digest's summary.
:param method => 'MWPM';
:param min_confidence => 0.5;
:param unsupported => false;
:param limit => 50;
CALL () {
  MATCH (m:Method {id: $method}) RETURN m
  UNION
  MATCH (m:Method {name: $method}) RETURN m
}
MATCH (m)<-[r:COMPARES_WITH]-(p:Paper)
WHERE r.confidence >= $min_confidence AND (r.supported OR $unsupported)
RETURN p.first_listed AS listed, p.id AS paper, p.title AS title, r.evidence AS sentence, r.confidence AS confidence
ORDER BY listed DESC, paper, m.id
LIMIT $limit;
