// Who an author writes with
// Draws $author (an id or an exact name) with the co-authors, those of the closest and most frequent work first.
:param author => 'Qiaoyun Lin';
:param limit => 40;
CALL () {
  MATCH (a:Author {id: $author}) RETURN a
  UNION
  MATCH (a:Author {name: $author}) RETURN a
}
MATCH path = (a)-[r:CO_AUTHOR]-(b:Author)
RETURN path
ORDER BY r.papers DESC, r.weight DESC, b.id, a.id
LIMIT $limit;
