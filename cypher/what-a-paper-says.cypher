// What a paper proposes, uses, is compared with and evaluates on
// Tabulates the methods, datasets, tasks and metrics of $paper (an id) with the sentence that says so.
// Only links of at least $min_confidence; $unsupported adds those that stand only in a digest's summary.
:param paper => 'arxiv:2603.93769';
:param min_confidence => 0.4;
:param unsupported => false;
MATCH (p:Paper {id: $paper})-[r:PROPOSES|USES|COMPARES_WITH|EVALUATES_ON|ADDRESSES|MEASURES]->(e)
WHERE r.confidence >= $min_confidence AND (r.supported OR $unsupported)
WITH r, e, CASE type(r) WHEN 'PROPOSES' THEN 1 WHEN 'USES' THEN 2 WHEN 'COMPARES_WITH' THEN 3
                        WHEN 'EVALUATES_ON' THEN 4 WHEN 'ADDRESSES' THEN 5 ELSE 6 END AS place
RETURN type(r) AS relation, e.name AS name, e.id AS entity, r.evidence AS sentence, r.section AS section,
       r.confidence AS confidence
ORDER BY place, entity;
