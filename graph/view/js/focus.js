// One thing in the middle, what it is tied to in columns beside it: agencies to the left, what they do to the right.
const PITCH = 46, MOST = { 1: 60, 2: 72 }, ROWS = 20;
const FOCUS_FOLD = { agency: [12, 2], task: [14, 2], technology: [14, 1], district: [12, 1], cluster: [14, 1], target: [20, 1], instrument: [20, 1] };
const linksOf = () => {
  const links = new Map(), put = (from, to, kind, fact) => {
    if (from === to || state.off.has(things[from].kind) || state.off.has(things[to].kind)) return;
    const key = `${from} ${to} ${kind}`;
    if (!links.has(key)) links.set(key, { from, to, kind, facts: [] });
    links.get(key).facts.push(fact);
  };
  passing.forEach((fact) => subjects(fact).forEach((what) => fact.of.forEach((end) => {
    // Arrows go from who acts to what is done, and from a task or cluster to what it is about.
    if (isRole(fact.kind) || fact.kind === "located") put(what, end, fact.kind, fact); else put(end, what, fact.kind, fact);
  })));
  return [...links.values()];
};
let linked = "", links = [], neighbours = new Map();
const link = () => {
  if (linked === filtered) return;
  linked = filtered;
  links = linksOf();
  neighbours = new Map();
  links.forEach((l) => [l.from, l.to].forEach((end) => neighbours.set(end, [...(neighbours.get(end) || []), l])));
};
const SIDE = { agency: 0, district: 1, task: 2, cluster: 3, technology: 4, target: 5, instrument: 6 };
const other = (l, id) => (l.from === id ? l.to : l.from);
const linkRank = (l) => ORDER.get(l.kind);
const focusNode = (id, extra) => ({ id, kind: things[id].kind, ...boxOf(folded(things[id].name, ...FOCUS_FOLD[things[id].kind]), things[id].kind), ...extra });
const focusScene = (centre) => {
  link();
  const nodes = new Map([[centre, focusNode(centre, { x: 0, y: 0, chosen: true })]]), own = SIDE[things[centre].kind], more = [];
  const sides = [[], []];
  const first = [...(neighbours.get(centre) || [])].sort((a, b) => linkRank(a) - linkRank(b) || a.facts[0].id - b.facts[0].id);
  [...new Set(first.map((l) => other(l, centre)))].forEach((id) => sides[SIDE[things[id].kind] < own ? 0 : 1].push(id));
  // With nothing on one side the other is shared out, so that the picture stays near its middle.
  if (!sides[0].length !== !sides[1].length) {
    const all = sides[0].concat(sides[1]), cut = all.length > ROWS ? Math.ceil(all.length / 2) : 0;
    sides.splice(0, 2, sides[0].length ? all.slice(0, all.length - cut) : all.slice(0, cut), sides[0].length ? all.slice(all.length - cut) : all.slice(cut));
  }
  const column = (ids, x, side) => {
    // A column is as wide as its widest box needs.
    const made = ids.map((id) => focusNode(id)), half = Math.max(0, ...made.map((n) => n.w)) / 2, at = x + side * half;
    const high = made.reduce((sum, n) => sum + Math.max(PITCH, n.h + 10), 0);
    let y = -high / 2;
    made.forEach((n) => { const room = Math.max(PITCH, n.h + 10); n.x = at; n.y = y + room / 2; y += room; nodes.set(n.id, n); });
    return at + side * half;
  };
  const columns = (ids, x, side, most) => {
    const shown = ids.slice(0, most);
    if (ids.length > most) more.push({ x, side, count: ids.length - most });
    const count = Math.ceil(shown.length / ROWS);
    let edge = x;
    // Dealt out row by row, each stays near the height that its place in the list gives it.
    for (let i = 0; i < count; i += 1) edge = column(shown.filter((_, k) => k % count === i), edge + side * (i ? 40 : 0), side);
    return edge;
  };
  const middle = nodes.get(centre).w / 2;
  sides.forEach((ids, right) => {
    const side = right ? 1 : -1;
    let edge = columns(ids, side * (middle + 150), side, MOST[1]);
    if (state.steps === 2) {
      const shown = ids.slice(0, MOST[1]), seen = new Set([centre, ...sides[0], ...sides[1], ...nodes.keys()]), height = new Map();
      shown.forEach((id) => (neighbours.get(id) || []).forEach((l) => {
        const far = other(l, id);
        if (!seen.has(far)) height.set(far, [...(height.get(far) || []), nodes.get(id).y]);
      }));
      const mean = (ys) => ys.reduce((a, b) => a + b, 0) / ys.length;
      // Those tied most often come first where not all have room; they stand at the height of what they are tied to.
      const far = [...height].sort((a, b) => b[1].length - a[1].length).slice(0, MOST[2]);
      if (height.size > far.length) more.push({ x: edge + side * 150, side, count: height.size - far.length });
      const heights = new Map(far.map(([id, ys]) => [id, mean(ys)])), kinds = [...new Set(far.map(([id]) => things[id].kind))].sort((a, b) => SIDE[a] - SIDE[b]);
      let gap = 150;
      kinds.forEach((kind) => {
        edge = columns([...heights.keys()].filter((id) => things[id].kind === kind).sort((a, b) => heights.get(a) - heights.get(b)), edge + side * gap, side, MOST[2]);
        gap = 60;
      });
    }
  });
  const twins = new Map(), edges = [];
  links.forEach((l) => {
    if (!nodes.has(l.from) || !nodes.has(l.to)) return;
    // Within one step only what ties to the middle is drawn: lines between the others would be the tangle again.
    if (state.steps === 1 && l.from !== centre && l.to !== centre) return;
    const pair = `${l.from} ${l.to}`, kinds = twins.get(pair) || [];
    if (kinds.length && !isRole(l.kind)) return;
    twins.set(pair, [...kinds, l.kind]);
    edges.push({ ...l, a: nodes.get(l.from), b: nodes.get(l.to), twin: kinds.length });
  });
  const bottom = Math.max(...[...nodes.values()].map((n) => n.y + n.h / 2));
  more.forEach(({ x, side, count }, i) => nodes.set(`more${i}`, { id: `more${i}`, kind: "more", ...boxOf(t("moreThings", count), "more"), x: x + side * 80, y: bottom + 40 }));
  return { nodes: [...nodes.values()], edges, discs: [], title: t("pictureOf", things[centre].name) };
};
