// vis-network moves, zooms and finds what is under the pointer; what it shows is drawn by our own pens.
let network = null, scene = { nodes: [], edges: [], discs: [] }, drawnKey = "";
const canvasNode = (node) => ({
  id: node.id, x: node.x, y: node.y, shape: "custom",
  ctxRenderer: ({ ctx }) => ({
    drawNode: () => paintNode(canvasPen(ctx), node, network.getScale() * node.size < 5),
    nodeDimensions: { width: node.w, height: node.h },
  }),
});
const canvasEdge = (edge, i) => ({
  id: i, from: edge.from, to: edge.to, color: { color: lineColour(edge.kind), hover: palette.chosen, highlight: palette.chosen, opacity: 0.85 }, width: weight(edge), arrows: isRole(edge.kind) ? "to" : "",
  smooth: edge.twin ? { enabled: true, type: "curvedCW", roundness: 0.15 * edge.twin } : false,
});
const hint = (words, at) => {
  const tip = byId("tip");
  tip.hidden = !words;
  tip.textContent = words || "";
  if (!words) return;
  const home = byId("canvas").getBoundingClientRect();
  tip.style.left = `${Math.min(at.x + 14, Math.max(0, home.width - 380))}px`;
  tip.style.top = `${Math.min(at.y + 14, Math.max(0, home.height - tip.offsetHeight - 4))}px`;
};
// The sentences behind a line, each once and no more than a hand's breadth of them.
const edgeWords = (edge) => {
  const quotes = [...new Set(edge.facts.map((fact) => digestWords(fact.document) + quote(fact)))];
  return [`${t(edge.kind)}：${things[edge.from].name} → ${things[edge.to].name}`, ...quotes.slice(0, 3), ...(quotes.length > 3 ? [`…… ${quotes.length - 3}`] : [])].join("\n");
};
const nodeWords = (id) => {
  const fact = scene.title === t("mapOf") && things[id].kind === "task" && touching[id].find((f) => f.what === owners.get(id));
  return fact ? `${things[id].name}\n${t(fact.kind)}：${subjects(fact).map((body) => things[body].name).join("、")}\n${digestWords(fact.document)}${quote(fact)}` : things[id].name;
};
const startCanvas = () => {
  network = new vis.Network(byId("canvas"), { nodes: [], edges: [] }, { ...data.options, autoResize: true });
  // vis gives its canvas a place of its own in the order of Tab, before everything else.
  const { frame } = network.canvas;
  frame.tabIndex = 0;
  frame.setAttribute("role", "application");
  network.on("beforeDrawing", (ctx) => { const pen = canvasPen(ctx); scene.discs.forEach((disc) => paintDisc(pen, disc)); });
  network.on("afterDrawing", (ctx) => {
    const without = discNames(canvasPen(ctx), scene, network.getScale());
    if (without !== unnamed) { unnamed = without; tellCounts(); }
  });
  network.on("click", ({ nodes }) => { if (nodes.length && typeof nodes[0] === "number") choose([nodes[0]]); });
  network.on("hoverNode", ({ node, pointer }) => { if (typeof node === "number") hint(nodeWords(node), pointer.DOM); });
  network.on("hoverEdge", ({ edge, pointer }) => hint(edgeWords(scene.edges[edge]), pointer.DOM));
  // A window that is made larger or smaller shows the whole again, unless somebody has moved it.
  ["dragStart", "zoom"].forEach((name) => network.on(name, () => { fitted = false; }));
  // vis looks only once in a while, and may take the size of a page that is still being laid out: we look ourselves.
  new ResizeObserver(() => { network.setSize("100%", "100%"); if (fitted) fit(); }).observe(byId("canvas"));
  ["blurNode", "blurEdge", "dragStart", "zoom"].forEach((name) => network.on(name, () => hint("")));
};
const boundsOf = ({ nodes, discs }) => {
  const boxes = [...nodes.map((n) => [n.x - n.w / 2, n.y - n.h / 2, n.x + n.w / 2, n.y + n.h / 2]), ...discs.map((d) => [d.x - d.r, d.y - d.r, d.x + d.r, d.y + d.r])];
  const of = (i, best) => boxes.reduce((found, box) => best(found, box[i]), i < 2 ? Infinity : -Infinity);
  return boxes.length ? { left: of(0, Math.min), top: of(1, Math.min), right: of(2, Math.max), bottom: of(3, Math.max) } : null;
};
// vis knows how wide a box of our own is only once it is drawn: what is in sight goes by our own sizes.
let fitted = false;
const fit = () => {
  const home = byId("canvas"), bounds = boundsOf(scene);
  if (!network || !bounds || !home.clientWidth || !home.clientHeight) return;
  const scale = Math.min(1.2, home.clientWidth / (bounds.right - bounds.left), home.clientHeight / (bounds.bottom - bounds.top));
  // A little room around it, for what lies over the corners.
  network.moveTo({ position: { x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 }, scale: scale * 0.92, animation: false });
  fitted = true;
};
// What is in the picture, and how many discs of it have no room for their name.
let inPicture = "", unnamed = 0;
const tellCounts = () => { byId("counts").textContent = [inPicture, unnamed ? t("unnamed", unnamed) : ""].filter(Boolean).join("　"); };
const showPicture = () => {
  const map = state.view === "map", centre = state.chosen[0];
  byId("map-extras").hidden = !map;
  byId("focus-steps").hidden = map;
  byId("picture-empty").hidden = map || centre !== undefined;
  if (!data.options) { byId("picture-empty").hidden = false; byId("picture-empty").textContent = t("noPicture"); return; }
  byId("picture-empty").textContent = t("pickOne");
  if (!network) startCanvas();
  const key = JSON.stringify([map, filtered, state.chosen, state.steps, [...state.extras], lang, palette === DARK]), moved = JSON.stringify([map, filtered, map ? [...state.extras] : state.chosen, state.steps]);
  if (key === drawnKey) return;
  drawnKey = key;
  scene = map ? mapScene() : centre === undefined || !touching[centre].length ? { nodes: [], edges: [], discs: [], title: "" } : focusScene(centre);
  network.setData({ nodes: scene.nodes.map(canvasNode), edges: scene.edges.map(canvasEdge) });
  network.canvas.frame.setAttribute("aria-label", `${scene.title}. ${t("listBeside")}`);
  const kinds = KINDS.map((kind) => [t(kind), scene.nodes.filter((n) => n.kind === kind).length]).filter(([, n]) => n).map(([name, n]) => `${name} ${n}`);
  inPicture = [...kinds, scene.note || ""].filter(Boolean).join("　") || (map ? t("nothing") : "");
  tellCounts();
  legend();
  if (byId("canvas").dataset.moved !== moved) { byId("canvas").dataset.moved = moved; fit(); }
  const spot = map && scene.nodes.find((n) => n.chosen), ties = map ? scene.edges.filter((e) => isRole(e.kind)).flatMap((e) => [e.from, e.to]) : [];
  if (ties.length || spot) fitted = false;
  if (ties.length) { network.fit({ nodes: [...new Set(ties)], animation: false, maxZoomLevel: 0.8 }); network.moveTo({ scale: network.getScale() * 0.85, animation: false }); } else if (spot) network.moveTo({ position: { x: spot.x, y: spot.y }, scale: Math.max(network.getScale(), 0.6), animation: false });
};
const legendKinds = () => [...new Set([...scene.edges.map((e) => e.kind), ...scene.nodes.map((n) => n.role).filter(Boolean)])].sort((a, b) => ORDER.get(a) - ORDER.get(b));
const legend = () => {
  byId("legend").replaceChildren(...legendKinds().map((kind) => { const stroke = el("span", { class: "stroke" }); stroke.style.borderColor = lineColour(kind); return el("li", {}, stroke, t(kind)); }));
};
