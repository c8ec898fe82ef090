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

network.on("afterDrawing", (context) => {
  const scale = network.getScale();
  const taken = [];
  context.save();
  context.textAlign = "center";
  context.textBaseline = "middle";
  const write = (text, x, y, size, weight, colour, must) => {
    context.font = `${weight} ${size / scale}px ${FONT}`;
    const width = (context.measureText(text).width * scale) / 2 + 3;
    const box = [x * scale - width, y * scale - size * 0.7, x * scale + width, y * scale + size * 0.7];
    if (!must && taken.some((o) => box[0] < o[2] && box[2] > o[0] && box[1] < o[3] && box[3] > o[1])) return false;
    taken.push(box);
    Object.assign(context, { lineWidth: 3.5 / scale, strokeStyle: theme.ground, fillStyle: colour, lineJoin: "round" });
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
    return true;
  };
  const lit = state.selected && drawn.has(state.selected) ? neighbours(state.selected) : null;
  for (const [id, members] of areas()) {
    const top = Math.min(...members.map((node) => node.y)) - 38;
    const middle = (Math.min(...members.map((n) => n.x)) + Math.max(...members.map((n) => n.x))) / 2;
    write(shortened(groups.get(id).label, 44), middle, top - 9 / scale, 13, 650, groupColour(id), false);
  }
  const worth = (node) => (node.id === state.selected ? 1e6 : node.id === state.hovered ? 1e5 : lit && lit.has(node.id) ? 1e4 : 0)
    + (node.kind === "Paper" ? 0 : 100) + node.size;
  const shown = [...drawn.values()].filter((node) => node.visible).sort((a, b) => worth(b) - worth(a) || (a.id < b.id ? -1 : 1));
  for (const node of shown) {
    const near = node.id === state.selected || node.id === state.hovered || (lit && lit.has(node.id));
    if (lit && !near) continue;
    if (node.kind === "Paper" && !near && scale < 0.85 && shown.length > 60) continue;
    const text = shortened(node.name, node.id === state.hovered || node.id === state.selected ? 70 : node.kind === "Paper" ? 34 : 28);
    write(text, node.x, node.y + node.size + 9 / scale, node.kind === "Paper" ? 11 : 12, node.kind === "Paper" ? 400 : 550,
      near ? theme.ink : node.kind === "Paper" ? theme.soft : theme.ink, node.id === state.selected || node.id === state.hovered);
  }
  context.restore();
});
