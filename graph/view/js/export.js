const save = (name, blob) => {
  const url = URL.createObjectURL(blob), anchor = el("a", { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
};
const fileName = (words) => words.replace(/[\\/:*?"<>|\s]+/g, "_").slice(0, 60);
const stem = () => fileName(state.chosen.map((id) => things[id].name).join("×") || (state.document >= 0 ? docs[state.document].title : t("title")));
// Everything on show, with its title and legend, on a sheet of its own.
const sheet = (pen, place) => {
  scene.discs.forEach((disc) => paintDisc(pen, disc));
  scene.edges.forEach((edge) => paintEdge(pen, edge));
  scene.nodes.forEach((node) => paintNode(pen, node, false));
  discNames(pen, scene, 1);
  pen.text([scene.title + (docs.some((d) => open[d.id] && d.digest) ? `（${t("digest")}）` : "")], place.left + 20, place.top + 30, 22, palette.ink, true, null, "left");
  let x = place.left + 20;
  legendKinds().forEach((kind) => { pen.line(x, place.bottom - 24, x + 30, place.bottom - 24, lineColour(kind), 3); pen.text([t(kind)], x + 38, place.bottom - 24, 16, palette.ink, false, null, "left"); x += 70 + wide(t(kind)) * 16; });
};
const extent = () => {
  const bounds = boundsOf(scene);
  if (!bounds) return { left: 0, top: 0, right: 600, bottom: 200 };
  const left = bounds.left - 40;
  return { left, top: bounds.top - 80, right: Math.max(bounds.right + 40, left + 640), bottom: bounds.bottom + 70 };
};
const needPicture = () => {
  if (!["focus", "map"].includes(state.view)) change({ view: state.chosen.length ? "focus" : "map" });
  return data.options !== null;
};
const exportSvg = () => {
  if (!needPicture()) return;
  const pen = svgPen(), p = extent(), w = Math.round(p.right - p.left), h = Math.round(p.bottom - p.top);
  sheet(pen, p);
  const words = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${Math.round(p.left)} ${Math.round(p.top)} ${w} ${h}" width="${w}" height="${h}" font-family="${escaped(FACE)}"><title>${escaped(scene.title)}</title><rect x="${Math.round(p.left)}" y="${Math.round(p.top)}" width="${w}" height="${h}" fill="${palette.back}"/>${pen.out.join("")}</svg>\n`;
  save(`${stem()}.svg`, new Blob([words], { type: "image/svg+xml" }));
};
const exportPng = () => {
  if (!needPicture()) return;
  const p = extent(), w = p.right - p.left, h = p.bottom - p.top, scale = Math.min(2, 8000 / Math.max(w, h)), canvas = el("canvas", { width: Math.ceil(w * scale), height: Math.ceil(h * scale) }), ctx = canvas.getContext("2d");
  ctx.fillStyle = palette.back;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.setTransform(scale, 0, 0, scale, -p.left * scale, -p.top * scale);
  sheet(canvasPen(ctx), p);
  canvas.toBlob((blob) => save(`${stem()}.png`, blob), "image/png");
};
// A cell that begins like a formula would be run by a spreadsheet.
const field = (value) => { const words = String(value === undefined || value === null ? "" : value), safe = /^[=+\-@\t\r]/.test(words) && !/^-?\d+(\.\d+)?$/.test(words) ? `'${words}` : words; return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe; };
const csv = (rows) => new Blob([`\ufeff${rows.map((row) => row.map(field).join(",")).join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" });
const rowsOf = (list) => [
  ["document", "docNumber", "path", "section", "kindColumn", "term", "what", "printed", "of", "quote", "start", "end", "digest"].map((key) => t(key)),
  ...[...list].sort(byRole).map((fact) => {
    const d = docs[fact.document], section = sectionOf(fact);
    return [d.title, d.number, section ? section[0] : "", where(fact), t(fact.kind), fact.term, subjects(fact).map((id) => things[id].name).join("、"), slice(fact.document, fact.start, fact.end), fact.of.map((id) => things[id].name).join("、"), quote(fact), fact.from, fact.to, d.digest ? WORDS.zh.digest : ""];
  }),
];
const exportCsv = () => save(`${stem()}.csv`, csv(rowsOf(state.view === "list" && state.words.trim() ? showList() : chosenFacts())));
const exportTable = () => {
  if (state.view !== "matrix") change({ view: "matrix" });
  const words = (found) => (found ? (Array.isArray(found.text) ? found.text.map((part) => (part.textContent === undefined ? part : part.textContent)).join("") : found.text) : "");
  // The file is called after what it holds: the whole table, not what is chosen in it.
  save(`${fileName(table.caption)}-${t("matrix")}.csv`, csv([[table.corner, ...table.columns.map((c) => c.title)], ...table.rows.map((r) => (r.heading ? [r.heading] : [r.label, ...table.columns.map((c) => words(table.cell(r, c)))]))]));
};
