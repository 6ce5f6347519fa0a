// The ownership map: places come from Python. A disc for each agency that owns tasks, its tasks inside; the rim of a task is
// the colour of its owner's role, so no line is needed to say whose it is.
const mapOf = () => (state.document >= 0 && data.maps[state.document + 1]) || data.maps[0];
// How many tasks of an agency stand in discs of others.
const elsewhere = (id) => {
  if (id === undefined || things[id].kind !== "agency") return "";
  const tasks = [...tasksOf(id)], away = tasks.filter((task) => owners.get(task) !== id).length;
  return away ? t("elsewhere", things[id].name, tasks.length, tasks.length - away, away) : "";
};
const mapScene = () => {
  link();
  const { at, discs } = mapOf(), nodes = new Map(), chosen = new Set(state.chosen);
  const best = new Map();
  passing.forEach((fact) => { if (isRole(fact.kind)) subjects(fact).forEach(() => { const task = fact.of[0]; if (owners.get(task) === fact.what && !(best.has(task) && ORDER.get(best.get(task)) <= ORDER.get(fact.kind))) best.set(task, fact.kind); }); });
  // Of what is chosen every part is shown: a task of several agencies stands with one of them, lines lead from the others.
  const tied = links.filter((l) => isRole(l.kind) && (chosen.has(l.from) || chosen.has(l.to)) && owners.get(l.to) !== l.from).map((l) => ({ ...l, strong: true })), guests = new Set(tied.map((l) => l.from));
  const owning = new Set([...best.keys()].map((task) => owners.get(task)));
  let left = data.canvas;
  for (let i = 0; i < at.length; i += 3) {
    const thing = things[at[i]], extra = EXTRAS.includes(thing.kind);
    const wanted = thing.kind === "task" ? best.has(thing.id) : thing.kind === "agency" ? owning.has(thing.id) || guests.has(thing.id) : state.extras.has(thing.kind);
    if (!wanted || left <= 0 || (extra ? !touching[thing.id].length : false) || state.off.has(thing.kind)) continue;
    left -= 1;
    const body = state.today && thing.current.length === 1 ? things[thing.current[0]] : thing;
    nodes.set(thing.id, { id: thing.id, kind: thing.kind, ...boxOf(body.label, thing.kind), x: at[i + 1], y: at[i + 2], chosen: chosen.has(thing.id), role: best.get(thing.id), rim: thing.kind === "task" ? lineColour(best.get(thing.id)) : undefined });
  }
  const edges = [...links.filter((l) => l.kind === "located"), ...tied].filter((l) => nodes.has(l.from) && nodes.has(l.to)).map((l) => ({ ...l, a: nodes.get(l.from), b: nodes.get(l.to), twin: 0 }));
  const shown = discs.map(([x, y, r, owner, kind, middle]) => ({ x, y, r, owner, kind: KINDS[kind], middle, chosen: chosen.has(owner), name: (state.today && things[owner].current.length === 1 ? things[things[owner].current[0]] : things[owner]).name }))
    .filter((d) => (d.kind === "agency" ? owning.has(d.owner) && nodes.has(d.owner) && !state.off.has("task") : state.extras.has("technology") && !state.off.has("technology") && open.some(Boolean) && touching[d.owner].length));
  const capped = things.filter((thing) => ["agency", "task", ...state.extras].includes(thing.kind) && touching[thing.id].length).length > data.canvas;
  return { nodes: [...nodes.values()], edges, discs: shown, title: t("mapOf"), note: [capped ? t("capped", data.canvas) : "", elsewhere(state.chosen[0])].filter(Boolean).join("　") };
};
// Seen from afar, where the words on boxes can't be read, a disc has its name across it: larger discs first and in larger
// letters, none over another's. Returns how many have to go without.
const discNames = (pen, scene, scale) => {
  const far = scale < 0.4, taken = [];
  let without = 0;
  scene.discs.forEach((d) => {
    if (d.kind === "agency" && !far) return;
    const pixels = Math.min(14, Math.max(10.5, d.r * scale * 0.4)), size = far ? pixels / scale : 16;
    const lines = far ? evenly(d.name, d.r * 2.1 / size) : [d.name.length <= 14 ? d.name : `${d.name.slice(0, 13)}…`];
    const w = (Math.max(...lines.map(wide)) * size) / 2 + size / 3, h = lines.length * size * 0.6 + size / 6, y = d.y + d.middle;
    if (far && taken.some(([ox, oy, ow, oh]) => Math.abs(d.x - ox) < w + ow && Math.abs(y - oy) < h + oh)) { without += 1; return; }
    taken.push([d.x, y, w, h]);
    pen.text(lines, d.x, y, size, palette.ink, !far || d.chosen || pixels > 12, far ? palette.halo : null);
  });
  return without;
};
// A name in lines of even length, as few as the room allows and three at the most.
const evenly = (name, room) => cutEvenly([...name], Math.min(3, Math.max(1, Math.ceil([...name].length / Math.max(room, 4)))));
