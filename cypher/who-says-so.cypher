// Why the graph links papers to something: the sentences
// Tabulates each paper that names $entity (a method, dataset, task or metric, by id or exact name), in what role,
// and the sentence, its place and the rule that the link rests on.
// Only links of at least $min_confidence; $unsupported adds those that stand only in a digest's summary.
:param entity => 'FedHeron';
:param min_confidence => 0.4;
:param unsupported => false;
:param limit => 100;
CALL () {
  MATCH (e:Method {id: $entity}) RETURN e
  UNION
  MATCH (e:Method {name: $entity}) RETURN e
  UNION
  MATCH (e:Dataset {id: $entity}) RETURN e
  UNION
  MATCH (e:Dataset {name: $entity}) RETURN e
  UNION
  MATCH (e:Task {id: $entity}) RETURN e
  UNION
  MATCH (e:Task {name: $entity}) RETURN e
  UNION
  MATCH (e:Metric {id: $entity}) RETURN e
  UNION
  MATCH (e:Metric {name: $entity}) RETURN e
}
MATCH (e)<-[r:PROPOSES|USES|COMPARES_WITH|EVALUATES_ON|ADDRESSES|MEASURES]-(p:Paper)
WHERE r.confidence >= $min_confidence AND (r.supported OR $unsupported)
RETURN p.first_listed AS listed, p.id AS paper, type(r) AS relation, r.evidence AS sentence, r.section AS section,
       r.rule AS rule, r.confidence AS confidence
ORDER BY listed, paper, relation, e.id
LIMIT $limit;
