// Which methods an author works with
// Tabulates the methods that papers of $author (an id or an exact name) propose, use or compare with.
// Only links of at least $min_confidence; $unsupported adds those that stand only in a digest's summary.
:param author => 'Zihan Fu';
:param min_confidence => 0.4;
:param unsupported => false;
:param limit => 50;
CALL () {
  MATCH (a:Author {id: $author}) RETURN a
  UNION
  MATCH (a:Author {name: $author}) RETURN a
}
MATCH (a)-[:AUTHORED]->(p:Paper)-[r:PROPOSES|USES|COMPARES_WITH]->(m:Method)
WHERE r.confidence >= $min_confidence AND (r.supported OR $unsupported)
WITH m, count(DISTINCT p) AS papers, sum(CASE WHEN type(r) = 'PROPOSES' THEN 1 ELSE 0 END) AS proposes,
     max(p.first_listed) AS latest
RETURN m.name AS name, papers, proposes, latest, m.id AS method
ORDER BY papers DESC, proposes DESC, latest DESC, method
LIMIT $limit;
