// Whom an author could meet next: co-authors of co-authors
// Draws the walks of two steps from $author (an id or an exact name) to authors with whom there is no paper yet.
:param author => 'Qiaoyun Lin';
:param limit => 60;
CALL () {
  MATCH (a:Author {id: $author}) RETURN a
  UNION
  MATCH (a:Author {name: $author}) RETURN a
}
MATCH (a)-[:CO_AUTHOR]-(known:Author)
WITH a, collect(known.id) AS known_ids
MATCH path = (a)-[r:CO_AUTHOR]-(b:Author)-[s:CO_AUTHOR]-(c:Author)
WHERE c.id <> a.id AND NOT c.id IN known_ids
RETURN path
ORDER BY r.papers + s.papers DESC, c.id, b.id, a.id
LIMIT $limit;
