// Which methods go together with a method
// Tabulates the methods named by the same papers as $method (an id or an exact name), from two papers on, by npmi: 1 where
// neither stands without the other, 0 where they meet as often as chance would have it.
:param method => 'FedHeron';
:param limit => 25;
CALL () {
  MATCH (m:Method {id: $method}) RETURN m
  UNION
  MATCH (m:Method {name: $method}) RETURN m
}
MATCH (m)-[c:CO_OCCURS]-(o:Method)
CALL () { MATCH (p:Paper) RETURN count(p) AS total }
WITH o, c.papers AS together, toFloat(total) AS total, m.papers AS papers
WHERE together < total
WITH o, together, log(together * total / (papers * o.papers)) / -log(together / total) AS npmi
RETURN o.name AS name, together, o.papers AS papers, round(npmi * 1000) / 1000 AS npmi, o.id AS method
ORDER BY npmi DESC, together DESC, method
LIMIT $limit;
