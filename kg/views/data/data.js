// The page's data, and the look-ups that everything else uses. Maps, not objects: an id may be any text.

const data = JSON.parse(document.getElementById("graph").textContent);
const element = (id) => document.getElementById(id);

const KINDS = ["Paper", "Method", "Dataset", "Task", "Metric", "Author"];
const RELATIONS = {
  PROPOSES: "proposes", USES: "uses", COMPARES_WITH: "compares with", EVALUATES_ON: "evaluates on",
  ADDRESSES: "addresses", MEASURES: "measures", BUILDS_ON: "builds on", CITES: "cites", AUTHORED: "wrote",
};
const GROUP = data.meta.grouped_by === "topic" ? "Topic" : "Category";
const PLURALS = { Paper: "Papers", Method: "Methods", Dataset: "Datasets", Task: "Tasks", Metric: "Metrics", Author: "Authors" };

const papers = new Map(data.papers.map((paper) => [paper.id, paper]));
const entities = new Map(data.entities.map((entity) => [entity.id, entity]));
const authors = new Map(data.authors.map((author) => [author.id, author]));
const groups = new Map(data.groups.map((group) => [group.id, group]));
// What the page is about where that is no single node: a community of authors, a digest, a category, a list.
const wholes = new Map(data.wholes.map((whole) => [whole.id, whole]));

function gathered(rows, key) {
  const found = new Map();
  for (const row of rows) found.has(row[key]) ? found.get(row[key]).push(row) : found.set(row[key], [row]);
  return (id) => found.get(id) || [];
}
const authorsOf = gathered(data.authored, "paper");
const writtenBy = gathered(data.authored, "author");
const linksOf = gathered(data.links, "paper");
const linksTo = gathered(data.links, "entity");
const relatedFrom = gathered(data.related, "source");
const relatedTo = gathered(data.related, "target");

function thing(id) {
  return papers.get(id) || entities.get(id) || authors.get(id) || groups.get(id) || wholes.get(id);
}
function kindOf(id) {
  return papers.has(id) ? "Paper" : entities.has(id) ? entities.get(id).label : authors.has(id) ? "Author" : groups.has(id) || !wholes.has(id) ? GROUP : wholes.get(id).kind;
}
function nameOf(id) {
  const found = thing(id);
  return found ? found.title || found.name || ((groups.has(id) || wholes.has(id)) && found.label) || id : id;
}
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
function shortened(text, most) {
  const start = Array.from(text.slice(0, 2 * most + 2));
  return start.length > most ? start.slice(0, most - 1).join("").trimEnd() + "…" : text;
}
function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "onclick") made.addEventListener("click", value);
    else if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  for (const child of children) if (child !== null && child !== undefined) made.append(child);
  return made;
}
