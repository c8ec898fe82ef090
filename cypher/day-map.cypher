// What joins the papers of a day
// Draws pairs of papers first listed on $day with the method, dataset, task or metric that both name, unless more than
// $max_papers papers name it, since that joins everything.
// Only links of at least $min_confidence; $unsupported adds those that stand only in a digest's summary.
:param day => '2026-03-13';
:param max_papers => 200;
:param min_confidence => 0.4;
:param unsupported => false;
:param limit => 100;
MATCH (d:Digest {date: $day})-[:LISTS]->(p:Paper)
WHERE p.first_listed = $day
WITH DISTINCT p
MATCH (p)-[:PROPOSES|USES|COMPARES_WITH|EVALUATES_ON|ADDRESSES|MEASURES]->(e)
WHERE e.papers <= $max_papers
WITH DISTINCT p, e
MATCH path = (p)-[r:PROPOSES|USES|COMPARES_WITH|EVALUATES_ON|ADDRESSES|MEASURES]->(e)
             <-[s:PROPOSES|USES|COMPARES_WITH|EVALUATES_ON|ADDRESSES|MEASURES]-(q:Paper)
WHERE p.id < q.id AND q.first_listed = $day
  AND r.confidence >= $min_confidence AND (r.supported OR $unsupported)
  AND s.confidence >= $min_confidence AND (s.supported OR $unsupported)
RETURN path
ORDER BY e.id, p.id, q.id, type(r), type(s)
LIMIT $limit;
