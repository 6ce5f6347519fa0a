// One way to draw, two pens: a canvas, and SVG as text. The picture on the screen, as PNG and as SVG is the same.
const FACE = '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif';
const LIGHT = {
  back: "#fbfbf9", ink: "#222", faint: "#595959", halo: "#fff", disc: "#eaf1f8", rim: "#b9cde0", grown: "#fbf1e3", grownRim: "#e3c9a4", chosen: "#d98200",
  agency: ["#1f4e79", "#fff", "#1f4e79"], task: ["#fff", "#222", "#777"], cluster: ["#6a3d9a", "#fff", "#6a3d9a"], district: ["#e4f2e5", "#1b5e20", "#2e7d32"], technology: ["#fbf1e3", "#7a3f00", "#e3c9a4"], target: ["#e6f4f4", "#0f5257", "#0f7d84"], instrument: ["#f7e9f2", "#7b1e57", "#a33b7c"], more: ["#f0f0f0", "#444", "#999"],
  lead: "#b03a2e", responsible: "#2471a3", support: "#6b7476", joint: "#8e44ad", supervise: "#a96500", located: "#3f8a44", sited: "#3f8a44", link: "#b9824a", target_: "#0f7d84", instrument_: "#a33b7c",
};
const DARK = {
  ...LIGHT, back: "#15181c", ink: "#e8e8e8", faint: "#b4b4b4", halo: "#15181c", disc: "#1c2836", rim: "#3a536d", grown: "#2c2418", grownRim: "#6b532c", chosen: "#ffb347",
  agency: ["#2f6aa3", "#fff", "#5b93c8"], task: ["#23282e", "#eee", "#8a9199"], cluster: ["#7d52ad", "#fff", "#a47fd0"], district: ["#1f3522", "#b9e3bb", "#5fa863"], technology: ["#372a17", "#f0cf9c", "#7d6233"], target: ["#143536", "#a8dfe2", "#3ba3a9"], instrument: ["#3b1f30", "#f0b9d7", "#c566a0"], more: ["#2a2d31", "#ccc", "#777"],
  lead: "#ec7063", responsible: "#5dade2", support: "#a6b0b2", joint: "#bb8fce", supervise: "#e0a030", located: "#6fbf73", sited: "#6fbf73", link: "#c9a06c",
};
let palette = LIGHT;
const lineColour = (kind) => palette[kind === "technology" || kind === "cluster" ? "link" : kind === "target" || kind === "instrument" ? `${kind}_` : kind];
const canvasPen = (ctx) => ({
  shape: (path, fill, stroke, width, dash) => {
    ctx.beginPath();
    path(ctx);
    if (fill) { ctx.fillStyle = fill; ctx.fill(); }
    if (stroke) { ctx.strokeStyle = stroke; ctx.lineWidth = width; ctx.setLineDash(dash || []); ctx.stroke(); if (dash) ctx.setLineDash([]); }
  },
  box(x, y, w, h, r, fill, stroke, width, dash) { this.shape((c) => (r ? c.roundRect(x - w / 2, y - h / 2, w, h, r) : c.rect(x - w / 2, y - h / 2, w, h)), fill, stroke, width, dash); },
  oval(x, y, w, h, fill, stroke, width) { this.shape((c) => c.ellipse(x, y, w / 2, h / 2, 0, 0, 2 * Math.PI), fill, stroke, width); },
  line(x1, y1, x2, y2, colour, width) { this.shape((c) => { c.moveTo(x1, y1); c.lineTo(x2, y2); }, null, colour, width); },
  arrow(points, colour) { this.shape((c) => { points.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y))); c.closePath(); }, colour); },
  text(lines, x, y, size, colour, bold, halo, align = "center") {
    ctx.font = `${bold ? "bold " : ""}${size}px ${FACE}`;
    ctx.textAlign = align;
    ctx.textBaseline = "middle";
    lines.forEach((line, i) => {
      const at = y + (i - (lines.length - 1) / 2) * size * 1.2;
      if (halo) { ctx.strokeStyle = halo; ctx.lineWidth = size / 4; ctx.lineJoin = "round"; ctx.strokeText(line, x, at); }
      ctx.fillStyle = colour;
      ctx.fillText(line, x, at);
    });
  },
});
const escaped = (words) => words.replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu, "□");
const svgPen = () => {
  const out = [], n = (x) => String(Math.round(x * 10) / 10);
  const paint = (fill, stroke, width, dash) => `fill="${fill || "none"}"${stroke ? ` stroke="${stroke}" stroke-width="${n(width)}"${dash ? ` stroke-dasharray="${dash.join(" ")}"` : ""}` : ""}`;
  return {
    out,
    box: (x, y, w, h, r, ...look) => out.push(`<rect x="${n(x - w / 2)}" y="${n(y - h / 2)}" width="${n(w)}" height="${n(h)}" rx="${r || 0}" ${paint(...look)}/>`),
    oval: (x, y, w, h, ...look) => out.push(`<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(w / 2)}" ry="${n(h / 2)}" ${paint(...look)}/>`),
    line: (x1, y1, x2, y2, colour, width) => out.push(`<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${colour}" stroke-width="${n(width)}"/>`),
    arrow: (points, colour) => out.push(`<polygon points="${points.map((p) => p.map(n).join(",")).join(" ")}" fill="${colour}"/>`),
    text: (lines, x, y, size, colour, bold, halo, align = "center") => lines.forEach((line, i) => out.push(
      `<text x="${n(x)}" y="${n(y + (i - (lines.length - 1) / 2) * size * 1.2 + size * 0.36)}" font-size="${n(size)}" fill="${colour}" text-anchor="${align === "center" ? "middle" : "start"}"${bold ? ' font-weight="bold"' : ""}${halo ? ` stroke="${halo}" stroke-width="${n(size / 4)}" paint-order="stroke"` : ""}>${escaped(line)}</text>`)),
  };
};
const wide = (line) => [...line].reduce((sum, c) => sum + (c.codePointAt(0) > 0x2e7f ? 1 : 0.6), 0);
const sizeOf = (kind) => data.sizes[kind] || 15;
// Half a line's height of room around the words, as graph/view/labels.py reckons it.
const boxOf = (label, kind) => {
  const lines = label.split("\n"), size = sizeOf(kind), w = Math.max(...lines.map(wide)) * size + 14, h = lines.length * size * 1.2 + 14;
  return { lines, size, w: kind === "cluster" ? w * 1.42 : w, h: kind === "cluster" ? h * 1.42 : h };
};
const folded = (name, width, most) => {
  const all = [...name];
  if (all.length > width * most) all.splice(width * most - 1, all.length, "…");
  return cutEvenly(all, Math.max(1, Math.ceil(all.length / width))).join("\n");
};
// So many lines of even length at the most; no mark begins one.
const cutEvenly = (letters, count) => {
  const long = Math.max(1, Math.ceil(letters.length / count)), lines = [];
  for (let from = 0, to; from < letters.length; from = to) {
    for (to = Math.min(from + long, letters.length); to < letters.length && "、，；：）)」》”".includes(letters[to]);) to += 1;
    lines.push(letters.slice(from, to).join(""));
  }
  return lines;
};
const paintNode = (pen, node, bare) => {
  const [fill, ink, edge] = palette[node.kind], stroke = node.chosen ? palette.chosen : node.rim || edge, width = node.chosen ? 4 : node.rim ? 1.8 : 1;
  if (node.kind === "cluster") pen.oval(node.x, node.y, node.w, node.h, fill, stroke, width);
  // Where no words are on it, a box is no more than a mark, and the name across the disc is to be read.
  else pen.box(node.x, node.y, node.w, node.h, node.kind === "agency" || bare ? 0 : 7, bare && node.kind === "agency" && !node.chosen ? palette.rim : fill, bare && !node.chosen ? null : stroke, width, node.kind === "district" && !bare ? [5, 3] : undefined);
  if (!bare) pen.text(node.lines, node.x, node.y, node.size, node.dim ? palette.faint : ink, node.chosen);
};
const meets = (node, dx, dy) => Math.min(Math.abs(node.w / 2 / (dx || 1e-9)), Math.abs(node.h / 2 / (dy || 1e-9)));
const weight = (edge) => (edge.strong ? 4 : edge.kind === "lead" ? 2.4 : 1.3);
const paintEdge = (pen, edge) => {
  const { a, b } = edge, off = edge.twin ? edge.twin * 7 : 0, dx = b.x - a.x, dy = b.y - a.y, long = Math.hypot(dx, dy) || 1, ox = (-dy / long) * off, oy = (dx / long) * off;
  const start = meets(a, dx, dy), end = 1 - meets(b, dx, dy);
  if (end <= start) return;
  const x1 = a.x + dx * start + ox, y1 = a.y + dy * start + oy, x2 = a.x + dx * end + ox, y2 = a.y + dy * end + oy, colour = lineColour(edge.kind);
  pen.line(x1, y1, x2, y2, colour, weight(edge));
  if (isRole(edge.kind)) { const ux = dx / long, uy = dy / long; pen.arrow([[x2, y2], [x2 - ux * 9 - uy * 4, y2 - uy * 9 + ux * 4], [x2 - ux * 9 + uy * 4, y2 - uy * 9 - ux * 4]], colour); }
};
const paintDisc = (pen, disc) => pen.oval(disc.x, disc.y, disc.r * 2, disc.r * 2, disc.kind === "agency" ? palette.disc : palette.grown, disc.chosen ? palette.chosen : disc.kind === "agency" ? palette.rim : palette.grownRim, disc.chosen ? 5 : 1);
