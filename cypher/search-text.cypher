// Papers whose title or abstract holds words
// Tabulates the papers that hold all of $words (joined by AND; OR, \"a phrase\" and NOT work too), newest first.
// It asks the full-text index, whose own order differs from one database to another; hence the dates.
:param words => 'mesh AND forecast';
:param limit => 25;
CALL db.index.fulltext.queryNodes('kg_paper_text', $words) YIELD node, score
RETURN node.first_listed AS listed, node.id AS paper, node.title AS title
ORDER BY listed DESC, paper
LIMIT $limit;
