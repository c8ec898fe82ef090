// Authors who bear one name, and what tells them apart
// Tabulates every author of exactly this $name with papers and their main categories.
:param name => 'Jing Wu';
:param limit => 100;
MATCH (a:Author {name: $name})-[w:AUTHORED]->(p:Paper)
OPTIONAL MATCH (p)-[:IN_CATEGORY {primary: true}]->(c:Category)
RETURN a.id AS author, p.first_listed AS listed, p.id AS paper, p.title AS title, min(c.id) AS category
ORDER BY author, listed, paper
LIMIT $limit;
