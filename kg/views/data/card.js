// The card of the selected node. Every text is put in as text; addresses come from the data and are checked again.

const SAFE = ["https://arxiv.org/", "https://doi.org/"];

function sign(kind, colour) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const paths = { Paper: "M8 3a5 5 0 1 0 .01 0z", Method: "M8 2l6 6-6 6-6-6z", Dataset: "M3 3h10v10H3z", Task: "M8 2.5l6 11H2z",
    Metric: "M5 3h6l3.2 5L11 13H5L1.8 8z", Author: "M8 4a4 4 0 1 0 .01 0z", Group: "M8 1.5a6.5 6.5 0 1 0 .01 0z" };
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths[kind]);
  path.setAttribute("fill", kind === "Paper" || kind === "Group" ? colour : kind === "Author" ? "none" : mixed(hexOf(colour), hexOf(theme.panel), 0.3));
  path.setAttribute("stroke", colour);
  path.setAttribute("stroke-width", "1.5");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "sign");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}
function outward([label, address]) {
  if (!SAFE.some((start) => address.startsWith(start))) return null;
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label);
}
function nameButton(id, text, style) {
  return make("button", { type: "button", class: style || "name", dir: "auto", onclick: () => select(id) }, text || nameOf(id));
}
function toml(table, entries) {
  return `[[${table}]]\n` + Object.entries(entries).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`).join("");
}
function correction(words, text) {
  return make("details", { class: "correction" }, make("summary", {}, words), make("p", { class: "meta" }, "Put this into overrides.toml, say why, and build again:"), make("pre", {}, text));
}
// Facts on one line, which breaks between them.
function facts(parts) {
  const line = make("p", { class: "meta", dir: "auto" });
  parts.filter(Boolean).forEach((part, place) => line.append(place ? " · " : "", make("span", { class: "part", dir: "auto" }, part)));
  return line;
}
function percent(confidence) {
  return Math.round(confidence * 100) + " %";
}

function counted(papers) {
  return `${(papers || 0).toLocaleString("en")} paper${papers === 1 ? "" : "s"} in the graph`;
}

function linkBlock(link, ending) {
  const [before, name, after] = link.evidence;
  const end = ending === "paper" ? link.paper : link.entity;
  const how = ending === "paper" ? RELATIONS[link.relation] : (entities.get(link.entity) || {}).label;
  const quote = make("blockquote", { dir: "auto" }, before, name ? make("mark", {}, name) : null, after);
  return make("div", { class: "link" },
    make("div", { class: "to" }, nameButton(end), make("span", { class: "how" }, how || "")),
    before || name ? quote : null,
    make("div", { class: "said" }, make("span", {}, `confidence ${percent(link.confidence)}`), make("span", {}, `said in the ${link.section}`), link.rule ? make("span", { class: "rule", title: `rule ${link.rule}` }, inWords(link.rule)) : null),
    correction("This is wrong", toml("drop", { paper: link.paper, relation: link.relation, entity: link.entity, reason: "…" })));
}

function listed(rows, most, block) {
  const made = rows.slice(0, most).map(block);
  if (rows.length <= most) return made;
  const more = make("button", { type: "button", class: "quiet", onclick: () => more.replaceWith(...rows.slice(most).map(block)) }, `show ${(rows.length - most).toLocaleString("en")} more`);
  return [...made, more];
}

function people(paper) {
  const rows = authorsOf(paper.id);
  const block = make("p", { class: "people" });
  const name = (row, place) => make("span", {}, place ? ", " : "", nameButton(row.author, row.name, "person"));
  const first = rows.slice(0, 12).map(name);
  block.append(...first);
  if (rows.length > 12) {
    const more = make("button", { type: "button", class: "quiet", onclick: () => more.replaceWith(...rows.slice(12).map((row) => name(row, 1))) }, ` and ${(rows.length - 12).toLocaleString("en")} more`);
    block.append(more);
  }
  return rows.length ? block : make("p", { class: "people meta" }, "No authors given.");
}

function paperCard(paper) {
  const where = [paper.listed ? `listed ${paper.listed}` : "listing date unknown", paper.categories.join(", "), paper.venue, paper.journal_ref];
  const parts = [people(paper), facts(where)];
  if (paper.comment) parts.push(make("p", { class: "meta", dir: "auto" }, paper.comment));
  parts.push(make("div", { class: "open" }, ...paper.links.map(outward)));
  for (const relation of Object.keys(RELATIONS)) {
    const rows = linksOf(paper.id).filter((link) => link.relation === relation && link.confidence >= state.confidence);
    if (rows.length) parts.push(make("h3", {}, RELATIONS[relation]), ...rows.map((link) => linkBlock(link, "entity")));
  }
  for (const [rows, end, words] of [[relatedFrom(paper.id), "target", ["builds on", "cites"]], [relatedTo(paper.id), "source", ["is built on by", "is cited by"]]]) {
    ["BUILDS_ON", "CITES"].forEach((relation, place) => {
      const found = rows.filter((row) => row.relation === relation);
      if (found.length) parts.push(make("h3", {}, words[place]), ...listed(found, 6, (row) => make("p", {}, nameButton(row[end]))));
    });
  }
  const alike = [...relatedFrom(paper.id), ...relatedTo(paper.id)].filter((row) => row.relation === "SIMILAR").sort((a, b) => b.score - a.score);
  if (alike.length) parts.push(make("h3", {}, "similar papers here"), ...listed(alike, 5, (row) => make("p", {}, nameButton(row.source === paper.id ? row.target : row.source))));
  if (paper.abstract) parts.push(make("details", {}, make("summary", {}, "Abstract"), make("p", { dir: "auto" }, paper.abstract)));
  for (const summary of paper.summaries) {
    const lines = summary.fields.map(([name, text]) => make("p", { dir: "auto" }, make("b", {}, name + ": "), text));
    parts.push(make("details", {}, make("summary", {}, `Machine-written summary, ${summary.language || "language unknown"}`), ...lines));
  }
  return parts;
}

function entityCard(entity) {
  const parts = [facts([entity.kind, counted(entity.papers), entity.listed ? `first listed ${entity.listed}` : ""])];
  if (entity.aliases) parts.push(make("p", { class: "meta", dir: "auto" }, "also " + entity.aliases.join(", ")));
  parts.push(make("h3", {}, "what papers here say"));
  const rows = linksTo(entity.id).filter((link) => link.confidence >= state.confidence).sort((a, b) => b.confidence - a.confidence);
  parts.push(...listed(rows, 12, (link) => linkBlock(link, "paper")));
  parts.push(...everything(entity.id, "All papers that name it"));
  parts.push(correction("This is no " + entity.label.toLowerCase() + ", or has another name", toml("not_an_entity", { entity: entity.id, reason: "…" }) + "\n" + toml("rename", { id: entity.id, to: entity.name || "", reason: "…" })));
  return parts;
}

function authorCard(author) {
  const span = author.first === author.last ? author.first : `${author.first} to ${author.last}`;
  const parts = [facts([counted(author.papers), author.first && author.last ? `listed ${span}` : "", author.orcid ? `ORCID ${author.orcid}` : ""])];
  if (author.name_variants) parts.push(make("p", { class: "meta", dir: "auto" }, "also written " + author.name_variants.join(", ")));
  const rows = writtenBy(author.id);
  parts.push(make("h3", {}, "papers here"), ...listed(rows, 20, (row) => paperEntry(papers.get(row.paper))));
  const others = coauthors(author.id);
  if (others.length) parts.push(make("h3", {}, "co-authors here"), ...listed(others, 20, ([id, count]) => make("p", { class: "entry coauthor" }, nameButton(id), make("span", { class: "meta" }, count > 1 ? ` ${count} papers` : ""))));
  if (rows.length > 1) parts.push(correction("One of these is another person's", toml("different", { a: `${rows[0].paper}#${rows[0].position}`, b: `${rows[1].paper}#${rows[1].position}`, reason: "…" })));
  parts.push(...everything(author.id, "All papers and co-authors"));
  return parts;
}

// [author, papers together], most first, then by name.
function coauthors(author) {
  const counts = new Map();
  for (const { paper } of writtenBy(author)) for (const row of authorsOf(paper)) counts.set(row.author, (counts.get(row.author) || 0) + 1);
  counts.delete(author);
  return [...counts].sort((a, b) => b[1] - a[1] || (nameOf(a[0]) < nameOf(b[0]) ? -1 : 1));
}

function byName(ids) {
  return ids.slice().sort((a, b) => nameOf(a).localeCompare(nameOf(b), "en") || (a < b ? -1 : 1));
}
function paperEntry(paper) {
  return make("p", { class: "entry" }, nameButton(paper.id), make("span", { class: "meta" }, " " + (paper.listed || "")));
}

function groupCard(group) {
  const inside = data.papers.filter((paper) => paper.group === group.id);
  const parts = [facts([`${group.size.toLocaleString("en")} members in the graph`, `${inside.length.toLocaleString("en")} papers here`])];
  if (group.terms.length) parts.push(make("p", { class: "meta", dir: "auto" }, group.terms.join(", ")));
  parts.push(make("div", { class: "open" }, make("button", { type: "button", onclick: () => only(group.id) }, "show only this")));
  parts.push(make("h3", {}, "papers here"), ...listed(inside, 40, paperEntry));
  parts.push(...everything(group.id, "The whole group"));
  return parts;
}
function wholeCard(whole) {
  const writers = whole.authors.filter((id) => authors.has(id));
  const written = data.papers.filter((paper) => !whole.papers.length || whole.papers.includes(paper.id));
  const parts = [facts([`${whole.size.toLocaleString("en")} members in the graph`, `${written.length.toLocaleString("en")} papers here`])];
  if (whole.terms) parts.push(make("p", { class: "meta", dir: "auto" }, whole.terms.join(", ")));
  if (writers.length) parts.push(make("h3", {}, "authors"), ...listed(byName(writers), 20, (id) => make("p", { class: "entry member" }, nameButton(id))));
  if (written.length) parts.push(make("h3", {}, "papers here"), ...listed(written, 40, paperEntry));
  return parts;
}
// How to get a page about the node; nothing on that very page.
function everything(id, words) {
  if (id === data.meta.focus) return [];
  return [make("p", { class: "meta more" }, words + ", in a page of its own:"), make("pre", {}, `kg view --focus ${id}`)];
}

function showCard(id) {
  const found = thing(id);
  const card = element("card");
  if (!found) return;
  const kind = kindOf(id);
  const group = groups.get(found.group);
  const colour = kind === "Author" ? theme.soft : groupColour(kind === GROUP ? id : found.group);
  const cards = { Paper: paperCard, Author: authorCard, [GROUP]: groupCard };
  const isWhole = found === wholes.get(id);
  const parts = (isWhole ? wholeCard : cards[kind] || entityCard)(found);
  card.replaceChildren(
    make("button", { type: "button", class: "close", "aria-label": "Close", onclick: deselect }, "×"),
    make("p", { class: "kind" }, sign(kind === GROUP || isWhole ? "Group" : kind, colour), make("span", { dir: "auto" }, group ? `${kind} · ${shortened(group.label, 60)}` : kind)),
    make("h2", { dir: "auto" }, nameOf(id)), ...parts);
  card.hidden = false;
  card.scrollTop = 0;
}
