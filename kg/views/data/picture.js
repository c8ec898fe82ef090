// The picture: vis-network with our colours, what is hidden, what is selected, whose authors are open.

const theme = {};
function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  for (const name of ["ground", "panel", "ink", "soft", "faint", "edge", "accent"]) theme[name] = read("--" + name);
  theme.groups = [];
  for (let colour; (colour = read("--group-" + theme.groups.length)); ) theme.groups.push(colour);
  theme.none = read("--group-none");
}
readTheme();

function groupColour(id) {
  const group = groups.get(id);
  return (group && theme.groups[group.colour]) || theme.none;
}
function mixed(colour, ground, share) {
  const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const [a, b] = [parts(colour), parts(ground)];
  return "rgb(" + a.map((value, i) => Math.round(value * share + b[i] * (1 - share))).join(",") + ")";
}

const state = { selected: null, hovered: null, opened: [], kinds: new Set(KINDS), relations: new Set(Object.keys(RELATIONS)),
  groups: new Set([...groups.keys(), ""]), confidence: data.meta.min_confidence, from: "", to: "", forced: null };

const drawn = new Map(data.network.nodes.map((node) => [node.id, { ...node, name: node.label, visible: true }]));
let joins = data.network.edges.map((edge, place) => ({ ...edge, id: "e" + place, visible: true }));
const lasting = joins.length;

const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const network = new vis.Network(element("picture"), { nodes: nodeSet, edges: edgeSet }, data.network.options);

// The part of the picture that the card leaves free: left of it, or above it where it takes the whole width.
function freeArea() {
  const stage = element("stage").getBoundingClientRect();
  const area = { left: 0, top: 0, right: stage.width, bottom: stage.height };
  if (element("card").hidden) return area;
  const card = element("card").getBoundingClientRect();
  if (card.width > 0.7 * stage.width) area.bottom = Math.max(card.top - stage.top, 0);
  else area.right = Math.max(card.left - stage.left, 0);
  return area;
}

function neighbours(id) {
  const found = new Set([id]);
  for (const edge of joins) if (edge.visible) {
    if (edge.from === id) found.add(edge.to);
    if (edge.to === id) found.add(edge.from);
  }
  return found;
}

// What stands out beside the selected node: its neighbours; of an author also theirs, since co-authors are two steps away.
function litNodes() {
  if (!state.selected || !drawn.has(state.selected)) return null;
  const near = neighbours(state.selected);
  if (drawn.get(state.selected).kind !== "Author") return near;
  return new Set([...near].flatMap((id) => [...neighbours(id)]));
}

function nodeLook(node, lit) {
  const colour = node.kind === "Author" ? theme.soft : groupColour(node.group);
  const dim = lit && !lit.has(node.id);
  const isPaper = node.kind === "Paper";
  const fill = node.kind === "Author" ? theme.panel : isPaper ? mixed(hexOf(colour), hexOf(theme.ground), dim ? 0.22 : 0.82)
    : mixed(hexOf(colour), hexOf(theme.ground), dim ? 0.1 : 0.3);
  const border = node.id === state.selected ? theme.ink : mixed(hexOf(colour), hexOf(theme.ground), dim ? 0.25 : 1);
  return { id: node.id, x: node.x, y: node.y, shape: node.shape, size: node.size, hidden: !node.visible, font: { size: 0 },
    borderWidth: node.id === state.selected ? 3 : 1.6, color: { background: fill, border, hover: { background: fill, border: theme.ink } } };
}
function hexOf(colour) {
  return colour.length === 4 ? "#" + [...colour.slice(1)].map((digit) => digit + digit).join("") : colour;
}

function edgeLook(edge, lit) {
  const focus = lit ? state.selected : null;
  const touched = focus && (edge.from === focus || edge.to === focus);
  const weight = edge.relation === "AUTHORED" ? 0.5 : 0.2 + 0.45 * (edge.confidence || 0.6);
  const share = focus ? (lit.has(edge.from) && lit.has(edge.to) ? weight : 0.12) : weight;
  return { id: edge.id, from: edge.from, to: edge.to, hidden: !edge.visible,
    color: { color: mixed(hexOf(touched ? theme.ink : theme.edge), hexOf(theme.ground), touched ? 0.65 : share), inherit: false },
    width: edge.relation === "PROPOSES" || edge.relation === "BUILDS_ON" ? 2 : 1, dashes: edge.relation === "COMPARES_WITH" ? [4, 4] : false,
    arrows: { to: { enabled: edge.relation === "BUILDS_ON" || edge.relation === "CITES", scaleFactor: 0.45 } } };
}

function applyFilters() {
  const inside = (paper) => (!state.from || (paper.listed && paper.listed >= state.from)) && (!state.to || (paper.listed && paper.listed <= state.to));
  for (const node of drawn.values()) {
    const listed = papers.get(node.id);
    node.visible = state.kinds.has(node.kind) && (node.kind === "Author" || state.groups.has(node.group)) && (!listed || inside(listed));
    if (node.id === state.forced) node.visible = true;
  }
  for (const edge of joins) edge.allowed = state.relations.has(edge.relation) && (edge.confidence === undefined || edge.confidence >= state.confidence);
  const degree = new Map();
  for (const edge of joins) if (edge.allowed) {
    if (drawn.get(edge.from).visible) degree.set(edge.to, (degree.get(edge.to) || 0) + 1);
    if (drawn.get(edge.to).visible) degree.set(edge.from, (degree.get(edge.from) || 0) + 1);
  }
  for (const node of drawn.values()) {
    const alone = node.kind !== "Paper" && !degree.get(node.id) && state.kinds.has("Paper");
    if (alone && node.id !== state.forced && node.id !== data.meta.focus) node.visible = false;
  }
  for (const edge of joins) edge.visible = edge.allowed && drawn.get(edge.from).visible && drawn.get(edge.to).visible;
}

function repaint() {
  applyFilters();
  const lit = litNodes();
  const gone = nodeSet.getIds().filter((id) => !drawn.has(id));
  const kept = new Set(joins.map((edge) => edge.id));
  edgeSet.remove(edgeSet.getIds().filter((id) => !kept.has(id)));
  nodeSet.remove(gone);
  nodeSet.update([...drawn.values()].map((node) => nodeLook(node, lit)));
  edgeSet.update(joins.map((edge) => edgeLook(edge, lit)));
  element("empty").hidden = [...drawn.values()].some((node) => node.visible);
  network.redraw();
}

// A paper's authors stand around it where there is room; at most 40 are drawn, the card names all.
const MOST_AUTHORS = 40;
function openAuthors(paper) {
  closeAuthors();
  const centre = drawn.get(paper);
  if (!centre) return;
  const fresh = authorsOf(paper).filter((row) => authors.has(row.author) && !drawn.has(row.author)).slice(0, MOST_AUTHORS);
  const places = freePlaces(centre, fresh.length, neighbours(paper));
  fresh.forEach((row, place) => {
    drawn.set(row.author, { id: row.author, name: nameOf(row.author), kind: "Author", group: "", shape: "dot", size: 6, ...places[place], visible: true });
    for (const other of writtenBy(row.author)) if (drawn.has(other.paper)) {
      joins.push({ id: "a" + joins.length, from: row.author, to: other.paper, relation: "AUTHORED", visible: true });
    }
  });
  state.opened = fresh.map((row) => row.author);
}
function freePlaces(centre, count, near) {
  const taken = [...drawn.values()].filter((node) => node.visible);
  const found = [];
  for (let ring = 0; found.length < count; ring += 1) {
    const radius = 82 + 52 * ring;
    const slots = Math.floor((2 * Math.PI * radius) / 78);
    for (let slot = 0; slot < slots && found.length < count; slot += 1) {
      const angle = -Math.PI / 2 + (2 * Math.PI * slot) / slots + ring * 0.3;
      const place = { x: Math.round(centre.x + radius * Math.cos(angle)), y: Math.round(centre.y + radius * Math.sin(angle)) };
      if (taken.every((node) => Math.hypot(node.x - place.x, node.y - place.y) > (near.has(node.id) ? 48 : 20))) found.push(place);
    }
  }
  return found;
}
function closeAuthors() {
  for (const id of state.opened) drawn.delete(id);
  joins = joins.slice(0, lasting);
  state.opened = [];
}
