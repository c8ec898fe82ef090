// On which datasets a task is tried
// Tabulates the datasets that papers on $task (an id or an exact name) evaluate on.
// Only links of at least $min_confidence; $unsupported adds those that stand only in a digest's summary.
:param task => 'mathematical reasoning';
:param min_confidence => 0.4;
:param unsupported => false;
:param limit => 25;
CALL () {
  MATCH (t:Task {id: $task}) RETURN t
  UNION
  MATCH (t:Task {name: $task}) RETURN t
}
MATCH (t)<-[r:ADDRESSES]-(p:Paper)
WHERE r.confidence >= $min_confidence AND (r.supported OR $unsupported)
WITH DISTINCT p
MATCH (p)-[r:EVALUATES_ON]->(e:Dataset)
WHERE r.confidence >= $min_confidence AND (r.supported OR $unsupported)
RETURN e.name AS name, count(DISTINCT p) AS papers, min(p.first_listed) AS since, max(p.first_listed) AS latest,
       e.id AS dataset
ORDER BY papers DESC, latest DESC, dataset
LIMIT $limit;
