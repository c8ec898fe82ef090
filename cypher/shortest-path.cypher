// The shortest ways from one author to another
// Draws all shortest chains of co-authors, of at most six steps, from $author to $other (ids or exact names).
:param author => 'Amira Bouzaglou';
:param other => 'Junpeng Yao';
:param limit => 20;
CALL () {
  MATCH (a:Author {id: $author}) RETURN a
  UNION
  MATCH (a:Author {name: $author}) RETURN a
}
CALL () {
  MATCH (b:Author {id: $other}) RETURN b
  UNION
  MATCH (b:Author {name: $other}) RETURN b
}
MATCH path = allShortestPaths((a)-[:CO_AUTHOR*..6]-(b))
WHERE a.id <> b.id
RETURN path
ORDER BY length(path), reduce(chain = '', n IN nodes(path) | chain + ' ' + n.id)
LIMIT $limit;
