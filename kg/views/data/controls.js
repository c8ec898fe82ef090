// Search, legend and filters.

const searchable = [...papers.keys(), ...entities.keys(), ...authors.keys(), ...new Set([...groups.keys(), ...wholes.keys()])].map((id) => {
  const found = thing(id);
  const names = [nameOf(id), ...(found.aliases || []), ...(found.name_variants || []), id].filter(Boolean);
  return { id, names: names.map(plain), weight: drawn.has(id) ? 1 : 0 };
});

function matches(query) {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const found = [];
  for (const { id, names, weight } of searchable) {
    const name = names.find((text) => words.every((word) => text.includes(word)));
    if (name === undefined) continue;
    const start = name === words.join(" ") ? 3 : name.startsWith(words[0]) ? 2 : name.includes(" " + words[0]) ? 1 : 0;
    found.push({ id, rank: start * 2 + weight });
  }
  return found.sort((a, b) => b.rank - a.rank || nameOf(a.id).length - nameOf(b.id).length || (a.id < b.id ? -1 : 1)).slice(0, 30);
}

const search = element("search");
const results = element("results");
let active = 0;
function showMatches() {
  const found = matches(search.value);
  active = 0;
  results.hidden = !search.value.trim();
  search.setAttribute("aria-expanded", String(!results.hidden));
  const none = make("li", { class: "none", role: "option", "aria-disabled": "true" }, "Nothing here bears that name.");
  results.replaceChildren(...(found.length ? found.map(({ id }, place) => {
    const item = make("li", { role: "option", id: "result-" + place, "aria-selected": String(place === 0) },
      make("span", { class: "kind" }, kindOf(id)),
      make("span", { class: "what" }, make("span", { class: "name", dir: "auto" }, shortened(nameOf(id), 200)), make("span", { class: "apart", dir: "auto" }, apart(id))));
    item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(id); });
    item.chosen = id;
    return item;
  }) : [none]));
  search.setAttribute("aria-activedescendant", found.length ? "result-0" : "");
}
function apart(id) {
  const kind = kindOf(id);
  const first = kind === "Author" ? writtenBy(id)[0] : null;
  if (first) return shortened(nameOf(first.paper), 80);
  if (kind === "Paper") return [papers.get(id).listed, authorsOf(id).length ? nameOf(authorsOf(id)[0].author) : ""].filter(Boolean).join(" · ");
  const { aliases } = thing(id);
  return aliases ? "also " + shortened(aliases.join(", "), 80) : "";
}
function move(step) {
  const items = [...results.querySelectorAll("[aria-selected]")];
  if (!items.length) return;
  active = (active + step + items.length) % items.length;
  items.forEach((item, place) => item.setAttribute("aria-selected", String(place === active)));
  items[active].scrollIntoView({ block: "nearest" });
  search.setAttribute("aria-activedescendant", items[active].id);
}
function choose(id) {
  closeSearch();
  select(id, true);
  element("card").focus();
}
function closeSearch() {
  results.hidden = true;
  search.setAttribute("aria-expanded", "false");
  search.value = "";
}
search.addEventListener("input", showMatches);
search.addEventListener("blur", () => { results.hidden = true; });
search.addEventListener("focus", showMatches);
search.addEventListener("keydown", (event) => {
  const items = results.querySelectorAll("[aria-selected]");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
  if (event.key === "Enter" && items[active]) choose(items[active].chosen);
  if (event.key === "Escape") { event.stopPropagation(); closeSearch(); search.blur(); }
});

function choice(list, set, value, text, count, mark) {
  const box = make("input", { type: "checkbox", "aria-label": text });
  box.checked = set.has(value);
  const name = groups.has(value) ? nameButton(value, text, "name") : make("span", { class: "name", dir: "auto" }, text);
  const number = make("span", { class: "count" }, count === null ? "" : count.toLocaleString("en"));
  const item = make("li", { title: text }, groups.has(value) ? make("div", {}, box, mark, name, number) : make("label", {}, box, mark, name, number));
  item.dataset.value = value;
  item.classList.toggle("off", !box.checked);
  box.addEventListener("change", () => { box.checked ? set.add(value) : set.delete(value); item.classList.toggle("off", !box.checked); filtered(); });
  list.append(item);
}
function filtered() {
  state.forced = null;
  repaint();
  if (state.selected) showCard(state.selected);
  tellVisible();
}
function tellVisible() {
  const shown = [...drawn.values()].filter((node) => node.visible);
  const count = shown.filter((node) => node.kind === "Paper").length;
  element("visible").textContent = `${count.toLocaleString("en")} papers and ${(shown.length - count).toLocaleString("en")} other nodes in the picture`;
  element("all-groups").hidden = state.groups.size === groups.size + 1;
}

function fillLegend() {
  for (const id of ["kinds", "groups", "relations"]) element(id).replaceChildren();
  const count = (test) => [...drawn.values()].filter(test).length;
  for (const kind of KINDS) {
    const number = count((node) => node.kind === kind);
    if (kind === "Author" ? authors.size : number) choice(element("kinds"), state.kinds, kind, kind === "Author" && !number ? "Authors (click a paper)" : PLURALS[kind], number || null, sign(kind, theme.none));
  }
  element("groups-heading").textContent = data.meta.grouped_by === "topic" ? "Topics" : "Categories";
  for (const [id, group] of groups) choice(element("groups"), state.groups, id, group.label, count((node) => node.group === id && node.kind === "Paper"), sign("Group", groupColour(id)));
  if (count((node) => node.group === "" && node.kind !== "Author")) choice(element("groups"), state.groups, "", "in several or none", null, sign("Group", theme.none));
  for (const relation of Object.keys(RELATIONS)) {
    const number = joins.filter((edge) => edge.relation === relation).length;
    if (number) choice(element("relations"), state.relations, relation, RELATIONS[relation], number, null);
  }
}
function only(id) {
  state.groups.clear();
  state.groups.add(id);
  fillLegend();
  filtered();
}
element("all-groups").addEventListener("click", () => {
  for (const id of [...groups.keys(), ""]) state.groups.add(id);
  fillLegend();
  filtered();
});

const slider = element("confidence");
slider.value = String(state.confidence);
function tellConfidence() { element("confidence-value").textContent = "≥ " + percent(state.confidence); }
slider.addEventListener("input", () => { state.confidence = Number(slider.value); tellConfidence(); filtered(); });
tellConfidence();

const days = data.papers.map((paper) => paper.listed).filter(Boolean).sort();
element("dates").hidden = !days.length || days[0] === days[days.length - 1];
for (const name of ["from", "to"]) {
  const field = element(name);
  if (days.length) { field.min = days[0]; field.max = days[days.length - 1]; field.value = name === "from" ? field.min : field.max; }
  field.addEventListener("change", () => { state[name] = field.value; filtered(); });
}

// Where the page is narrow, legend and filters stand folded behind a button.
element("filters-button").addEventListener("click", () => {
  element("filters-button").setAttribute("aria-expanded", String(element("filters").classList.toggle("open")));
});
