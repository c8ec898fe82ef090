// The topics of the field
// Tabulates the communities of $kind ('topic', or 'coauthor' for groups of authors) that exist now, the largest first.
:param kind => 'topic';
:param limit => 50;
MATCH (c:Community {kind: $kind})
WHERE c.until IS NULL
RETURN c.id AS community, c.label AS label, c.size AS size, c.terms AS terms
ORDER BY size DESC, community
LIMIT $limit;
