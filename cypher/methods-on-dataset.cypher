// Who evaluates on a dataset, and what they propose
// Tabulates the papers that evaluate on $dataset (an id or an exact name), newest first, with the methods they propose.
// Only links of at least $min_confidence; $unsupported adds those that stand only in a digest's summary.
:param dataset => 'ClinicSilo';
:param min_confidence => 0.4;
:param unsupported => false;
:param limit => 50;
CALL () {
  MATCH (e:Dataset {id: $dataset}) RETURN e
  UNION
  MATCH (e:Dataset {name: $dataset}) RETURN e
}
MATCH (e)<-[r:EVALUATES_ON]-(p:Paper)
WHERE r.confidence >= $min_confidence AND (r.supported OR $unsupported)
WITH DISTINCT p
OPTIONAL MATCH (p)-[r:PROPOSES]->(m:Method)
WHERE r.confidence >= $min_confidence AND (r.supported OR $unsupported)
WITH p, m
ORDER BY p.id, m.id
RETURN p.first_listed AS listed, p.id AS paper, p.title AS title, collect(m.name) AS proposes
ORDER BY listed DESC, paper
LIMIT $limit;
