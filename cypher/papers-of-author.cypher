// The papers of an author
// Tabulates the papers of $author (an id or an exact name), newest first, with the name as written and the place.
:param author => 'Qiaoyun Lin';
:param limit => 100;
CALL () {
  MATCH (a:Author {id: $author}) RETURN a
  UNION
  MATCH (a:Author {name: $author}) RETURN a
}
MATCH (a)-[w:AUTHORED]->(p:Paper)
RETURN p.first_listed AS listed, p.id AS paper, p.title AS title, w.name_as_written AS written, w.position AS position,
       w.of AS authors
ORDER BY listed DESC, paper, a.id
LIMIT $limit;
