// Selection, keyboard, and the first drawing.

function select(id, bring) {
  if (!thing(id)) return;
  state.selected = id;
  if (kindOf(id) === "Paper") openAuthors(id);
  else if (kindOf(id) !== "Author") closeAuthors();
  else if (!drawn.has(id)) {
    const written = writtenBy(id).find((row) => drawn.has(row.paper));
    if (written) openAuthors(written.paper);
  }
  state.forced = id;
  repaint();
  showCard(id);
  if (bring || covered(id)) bringIntoView(id);
}
function deselect() {
  state.selected = null;
  state.forced = null;
  closeAuthors();
  element("card").hidden = true;
  repaint();
}
// Whether the node stands outside the picture or under the card.
function covered(id) {
  const node = drawn.get(id);
  if (!node) return false;
  const { x, y } = network.canvasToDOM(node);
  const area = freeArea();
  return x < 20 || y < 20 || x > area.right - 20 || y > area.bottom - 20;
}
// Moves the point into the middle of what the card leaves free; a picture without room stays as it is.
function show({ x, y }, scale, animation) {
  const area = freeArea();
  const box = element("picture").getBoundingClientRect();
  if (!(box.width > 0 && box.height > 0 && scale > 0)) return;
  network.moveTo({ position: { x, y }, scale, offset: { x: (area.right - box.width) / 2, y: (area.bottom - box.height) / 2 }, animation });
}
function bringIntoView(id) {
  const node = drawn.get(id);
  if (node) show(node, Math.max(network.getScale(), 1), calm());
}
// Everything visible, beside the card, with room for the names below nodes and above groups.
function fit(animation) {
  const shown = [...drawn.values()].filter((node) => node.visible);
  if (!shown.length) return;
  const xs = shown.map((node) => node.x);
  const ys = shown.map((node) => node.y);
  const area = freeArea();
  const [width, height] = [Math.max(...xs) - Math.min(...xs) + 130, Math.max(...ys) - Math.min(...ys) + 130];
  const scale = Math.min((area.right - 40) / width, (area.bottom - 50) / height, 1.6);
  show({ x: (Math.max(...xs) + Math.min(...xs)) / 2, y: (Math.max(...ys) + Math.min(...ys)) / 2 - 8 / scale }, scale, animation);
}
function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
}
function zoom(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.1, network.getScale() * factor)), animation: calm() });
}

network.on("click", (event) => (event.nodes.length ? select(event.nodes[0]) : deselect()));
network.on("hoverNode", (event) => { state.hovered = event.node; element("picture").style.cursor = "pointer"; network.redraw(); });
network.on("blurNode", () => { state.hovered = null; element("picture").style.cursor = ""; network.redraw(); });
network.on("dragEnd", (event) => {
  for (const id of event.nodes) Object.assign(drawn.get(id), network.getPosition(id));
});
element("zoom-in").addEventListener("click", () => zoom(1.4));
element("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
element("fit").addEventListener("click", () => fit(calm()));
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
  if (event.key === "/" && !typing) { event.preventDefault(); search.focus(); }
  if (event.key === "Escape") deselect();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readTheme(); fillLegend(); repaint(); });

function headline() {
  const { meta } = data;
  const number = (value, word, many) => `${value.toLocaleString("en")} ${value === 1 ? word : many || word + "s"}`;
  const span = meta.first === meta.last ? meta.last : `${meta.first} to ${meta.last}`;
  const part = `List ${shortened(meta.list, 40)}: ${meta.about.toLocaleString("en")} of ${number(meta.counts.Paper, "paper")}`;
  element("heading").textContent = (meta.focus ? `Around ${shortened(meta.focus_name, 80)}${meta.list ? ", in the list " + shortened(meta.list, 40) : ""}`
    : meta.list ? part : span ? `Papers listed ${span}` : "Papers");
  document.title = element("heading").textContent;
  const whole = meta.counts.Paper > meta.shown ? `${number(meta.shown, "paper")} of ${meta.counts.Paper.toLocaleString("en")}` : number(meta.shown, "paper");
  element("subheading").textContent = `${whole}, and the methods, datasets, tasks and metrics that join them. The ${meta.list ? "whole " : ""}graph holds ${number(meta.counts.Author, "author")}, ${number(meta.counts.Method, "method")}.`;
  element("listed").textContent = span ? `${number(meta.counts.Digest, "digest")}, ${span}` : "";
  element("fingerprint").append("graph ", make("code", { title: meta.fingerprint }, meta.fingerprint.slice(0, 16)),
    " analysis ", make("code", { title: meta.analysis_fingerprint }, meta.analysis_fingerprint.slice(0, 16)));
}

headline();
fillLegend();
repaint();
if (data.meta.focus && thing(data.meta.focus)) select(data.meta.focus);
fit(false);
tellVisible();
