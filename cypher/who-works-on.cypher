// Who works on something
// Tabulates the authors whose papers name $entity: a method, dataset, task or metric, given by id or exact name.
// Only links of at least $min_confidence; $unsupported adds those that stand only in a digest's summary.
:param entity => 'FedHeron';
:param min_confidence => 0.4;
:param unsupported => false;
:param limit => 25;
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
MATCH (e)<-[r:PROPOSES|USES|COMPARES_WITH|EVALUATES_ON|ADDRESSES|MEASURES]-(p:Paper)<-[:AUTHORED]-(a:Author)
WHERE r.confidence >= $min_confidence AND (r.supported OR $unsupported)
RETURN a.id AS author, a.name AS name, count(DISTINCT p) AS papers, max(p.first_listed) AS latest
ORDER BY papers DESC, latest DESC, author
LIMIT $limit;
