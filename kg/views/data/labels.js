// Names and group areas, drawn on the canvas at one size whatever the zoom; a name that would cover another waits.

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

function hull(points) {
  const sorted = points.slice().sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const half = (list) => {
    const line = [];
    for (const point of list) {
      while (line.length > 1 && turn(line[line.length - 2], line[line.length - 1], point) <= 0) line.pop();
      line.push(point);
    }
    return line.slice(0, -1);
  };
  return sorted.length < 3 ? sorted : [...half(sorted), ...half(sorted.reverse())];
}

function areas() {
  const members = new Map();
  for (const node of drawn.values()) {
    if (!node.visible || !groups.has(node.group)) continue;
    members.has(node.group) ? members.get(node.group).push(node) : members.set(node.group, [node]);
  }
  return members;
}

network.on("beforeDrawing", (context) => {
  for (const [id, members] of areas()) {
    const tint = mixed(hexOf(groupColour(id)), hexOf(theme.ground), 0.09);
    const line = hull(members);
    context.beginPath();
    line.forEach((point, place) => (place ? context.lineTo(point.x, point.y) : context.moveTo(point.x, point.y)));
    if (line.length === 1) context.lineTo(line[0].x + 0.1, line[0].y);
    context.closePath();
    Object.assign(context, { fillStyle: tint, strokeStyle: tint, lineWidth: 76, lineJoin: "round", lineCap: "round" });
    context.stroke();
    context.fill();
  }
});

// What lies over the picture: boxes [left, top, right, bottom] on the screen, seen from the picture's corner.
function overlaid() {
  const stage = element("stage").getBoundingClientRect();
  const boxes = ["card", "zoom"].filter((id) => !element(id).hidden).map((id) => element(id).getBoundingClientRect());
  return boxes.map((box) => [box.left - stage.left, box.top - stage.top, box.right - stage.left, box.bottom - stage.top]);
}

// A pen that writes at one size on the screen, inside the picture alone, and remembers where it wrote.
function pen(context, scale) {
  const origin = network.canvasToDOM({ x: 0, y: 0 });
  const moved = (box) => [box[0] - origin.x, box[1] - origin.y, box[2] - origin.x, box[3] - origin.y];
  const stage = element("stage");
  const edge = moved([2, 2, stage.clientWidth - 2, stage.clientHeight - 2]);
  const covers = overlaid().map(moved);
  const names = [];
  const blocks = [];
  const inside = (box) => box[0] >= edge[0] && box[1] >= edge[1] && box[2] <= edge[2] && box[3] <= edge[3];
  const free = (box, others) => others.every((other) => box[0] >= other[2] || box[2] <= other[0] || box[1] >= other[3] || box[3] <= other[1]);
  const around = (x, y, half, high) => [x * scale - half, y * scale - high, x * scale + half, y * scale + high];
  return {
    room: edge[2] - edge[0],
    block(node) {
      const half = node.size * scale * 0.9;
      (node.kind !== "Paper" && node.size > 13 ? names : blocks).push(around(node.x, node.y, half, half));
    },
    // Whether it wrote: at the first of the places that is free, over nodes where `over`, over names where it must; nowhere
    // that the edge or the card would cut it.
    write(text, places, { size, weight, colour, must, over, room = Infinity }) {
      context.font = `${weight} ${size / scale}px ${FONT}`;
      const half = (context.measureText(text).width * scale) / 2;
      if (2 * half > room) return false;
      const boxes = places.map(({ x, y, side }) => around(x + ((side || 0) * half) / scale, y, half + 3, size * 0.66));
      const whole = (box) => inside(box) && free(box, covers);
      const clear = boxes.findIndex((box) => whole(box) && free(box, names) && free(box, blocks));
      const readable = over && clear < 0 ? boxes.findIndex((box) => whole(box) && free(box, names)) : clear;
      const place = readable < 0 && must ? boxes.findIndex(whole) : readable;
      if (place < 0) return false;
      names.push(boxes[place]);
      const x = (boxes[place][0] + boxes[place][2]) / 2 / scale;
      Object.assign(context, { lineWidth: 3.5 / scale, strokeStyle: theme.ground, fillStyle: colour, lineJoin: "round", textAlign: "center", textBaseline: "middle" });
      context.strokeText(text, x, places[place].y);
      context.fillText(text, x, places[place].y);
      written.push({ text, box: [boxes[place][0] + origin.x, boxes[place][1] + origin.y, boxes[place][2] + origin.x, boxes[place][3] + origin.y] });
      return true;
    },
  };
}
// The names of the last drawing, with their boxes on the screen.
const written = [];

// A group's label (`A · B · C`) in full, then with fewer of its parts, for where there is less room.
function groupNames(label) {
  const parts = label.split(" · ");
  return parts.map((_, place) => shortened(parts.slice(0, parts.length - place).join(" · "), 48));
}

// A title's own name, where it begins with one (`TideNet: …`), else its beginning.
function shortTitle(title) {
  const colon = title.indexOf(": ");
  return colon > 1 && colon <= 26 ? title.slice(0, colon) : shortened(title, 32);
}

function placesAround(node, scale) {
  const away = node.size + 9 / scale;
  const beside = node.size + 6 / scale;
  const below = { x: node.x, y: node.y + away };
  const above = { x: node.x, y: node.y - away };
  const sides = [{ x: node.x + beside, y: node.y, side: 1 }, { x: node.x - beside, y: node.y, side: -1 }];
  const centre = drawn.get(state.selected);
  return node.kind === "Author" && centre && node.y < centre.y ? [above, ...sides, below] : [below, above, ...sides];
}

// A group's heading: above its area, else below it, else above with fewer words.
function writeHeading(write, scale, id, members) {
  const xs = members.map((node) => node.x);
  const ys = members.map((node) => node.y);
  const x = (Math.min(...xs) + Math.max(...xs)) / 2;
  const places = [{ x, y: Math.min(...ys) - 38 - 9 / scale }, { x, y: Math.max(...ys) + 38 + 9 / scale }];
  const look = { size: 13, weight: 650, colour: groupColour(id), room: (Math.max(...xs) - Math.min(...xs) + 130) * scale };
  const texts = groupNames(groups.get(id).label);
  const last = texts[texts.length - 1];
  return texts.some((text) => write(text, places, look)) || write(last, places, { ...look, room: Infinity }) || write(last, places, { ...look, room: Infinity, over: true });
}

network.on("afterDrawing", (context) => {
  const scale = network.getScale();
  const lit = litNodes();
  written.length = 0;
  const { block, write, room } = pen(context, scale);
  const pointed = (node) => node.id === state.hovered || node.id === state.selected;
  const near = (node) => node.id === state.hovered || (lit !== null && lit.has(node.id));
  const company = state.selected && authors.has(state.selected) ? "Author" : "";
  const worth = (node) => (node.id === state.selected ? 1e6 : node.id === state.hovered ? 1e5 : near(node) ? 1e4 : 0) + (node.kind === company ? 200 : node.kind === "Paper" ? 0 : 100) + node.size;
  const shown = [...drawn.values()].filter((node) => node.visible && (!lit || near(node))).sort((a, b) => worth(b) - worth(a) || (a.id < b.id ? -1 : 1));
  const nameNode = (node) => {
    const isPaper = node.kind === "Paper";
    if (isPaper && !near(node) && scale < 0.85 && shown.length > 60) return;
    const look = { size: isPaper ? 11 : 12, weight: node.id === state.selected ? 650 : isPaper ? 400 : node.kind === "Author" ? 500 : 550,
      colour: isPaper && !near(node) ? theme.soft : theme.ink, must: pointed(node), over: near(node) || (!isPaper && node.size > 13), room };
    const texts = pointed(node) ? [70, 45, 25, 12].map((most) => shortened(node.name, most)) : [isPaper ? shortTitle(node.name) : shortened(node.name, 30)];
    texts.some((text) => write(text, placesAround(node, scale), look));
  };
  context.save();
  shown.filter(pointed).forEach(nameNode);
  for (const [id, members] of areas()) writeHeading(write, scale, id, members);
  shown.forEach(block);
  shown.filter((node) => !pointed(node)).forEach(nameNode);
  context.restore();
});
