"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const KINDS = { agency: "单位", task: "任务", cluster: "集群", district: "区域", technology: "技术" };
  const ROLES = {
    lead: ["牵头", "#b03a2e"], responsible: ["负责", "#2471a3"], support: ["配合", "#6b7476"],
    joint: ["会同", "#8e44ad"], supervise: ["督导", "#a96500"],
  };
  const LINKS = { located: ["布局", "#3f8a44"], sited: ["承载", "#3f8a44"], technology: ["技术", "#b9824a"] };
  const BLOCKS = [["agency", "task"], ["cluster", "district"], ["technology"]];
  const ORDER = [...Object.keys(ROLES), ...Object.keys(LINKS)];
  const word = (kind) => (ROLES[kind] || LINKS[kind])[0];
  const colour = (kind) => (ROLES[kind] || LINKS[kind])[1];
  const state = { document: -1, kinds: new Set(["agency", "task"]), roles: new Set(Object.keys(ROLES)), focus: null, words: "", lent: [] };

  const element = (tag, text, className) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  // Links and duties of each thing, once: a duty is told in the panel of both its ends.
  const links = data.nodes.map(() => []);
  data.edges.forEach((edge) => { links[edge.from].push(edge); links[edge.to].push(edge); });
  const told = data.nodes.map(() => []);
  data.duties.forEach((duty) => {
    if (duty.source >= 0) told[duty.source].push(duty);
    if (duty.target >= 0) told[duty.target].push(duty);
  });

  const inDocument = (thing) => state.document < 0 || (thing.documents ? thing.documents.includes(state.document) : thing.document === state.document);
  const linkShown = (link) => inDocument(link) && (!(link.kind in ROLES) || state.roles.has(link.kind));
  const ownerOf = (task) => data.owners[task];
  const roleOf = new Map();
  data.edges.forEach((e) => {
    if (e.kind in ROLES && ownerOf(e.to) === e.from && !(ORDER.indexOf(roleOf.get(e.to)) <= ORDER.indexOf(e.kind) && roleOf.has(e.to))) roleOf.set(e.to, e.kind);
  });

  const home = byId("picture");
  const network = new vis.Network(byId("canvas"), { nodes: [], edges: [] }, { ...data.options, autoResize: true });
  // vis gives its canvas a place of its own in the order of Tab, before everything else.
  network.canvas.frame.tabIndex = 0;
  network.canvas.frame.setAttribute("role", "group");
  network.canvas.frame.setAttribute("aria-label", home.getAttribute("aria-label"));

  const drawn = (node, x, y) => {
    const style = data.styles[node.kind];
    const chosen = node.id === state.focus;
    const made = {
      ...style, id: node.id, label: node.label, x, y, title: node.name, borderWidth: chosen ? 4 : 1,
      font: { ...data.options.nodes.font, ...style.font, ...(chosen ? { size: 22 } : {}) }, shapeProperties: { borderRadius: node.kind === "agency" ? 0 : 7, borderDashes: node.kind === "district" && !chosen ? [5, 3] : false },
    };
    // A task has the colour of its owner's role, which is read where lines are too thin.
    const border = chosen ? "#f0a000" : node.kind === "task" ? colour(roleOf.get(node.id)) : node.kind === "district" ? "#2e7d32" : style.color;
    made.color = { background: style.color, border, highlight: { background: style.color, border: "#f0a000" }, hover: { background: style.color, border: "#f0a000" } };
    if (node.kind === "task" && !chosen) made.borderWidth = 1.6;
    return made;
  };
  // The sentences behind a line, each once and no more than a hand's breadth of them.
  const hint = (edge) => {
    const said = told[edge.from].filter((d) => d.target === edge.to && linkShown(d) && (d.kind === edge.kind || !(edge.kind in ROLES)));
    const quotes = [...new Set(said.map((d) => (data.documents[d.document].digest ? "〔摘编，非原文〕" : "") + d.sentence))];
    const more = quotes.length > 3 ? [`……另有 ${quotes.length - 3} 句`] : [];
    return [`${word(edge.kind)}：${data.nodes[edge.from].name} → ${data.nodes[edge.to].name}`, ...quotes.slice(0, 3), ...more].join("\n");
  };
  const line = (edge, index) => ({
    id: index, from: edge.from, to: edge.to, color: { color: colour(edge.kind), hover: "#111", highlight: "#111", opacity: state.focus === null ? 0.6 : 0.85 },
    width: edge.kind === "lead" ? 2.4 : 1.3, title: hint(edge), arrows: edge.kind in ROLES ? "to" : "",
    // A second role between the same two is a line of its own.
    smooth: edge.twin ? { enabled: true, type: "curvedCW", roundness: 0.15 * edge.twin } : false,
  });
  const apart = (edges) => {
    const seen = new Map();
    return edges.flatMap((e) => {
      const pair = `${e.from} ${e.to}`, kinds = seen.get(pair) || [];
      // What two documents say is one line, and so is a district that both hosts a cluster and has a part of it.
      if (kinds.includes(e.kind) || (kinds.length && !(e.kind in ROLES))) return [];
      seen.set(pair, [...kinds, e.kind]);
      return [{ ...e, twin: kinds.length }];
    });
  };

  // The whole: tasks with their owners, clusters with their districts. Other links would be a tangle; they come with a focus.
  const overview = () => {
    const edges = data.edges.filter((e) => linkShown(e) && state.kinds.has(data.nodes[e.from].kind) && state.kinds.has(data.nodes[e.to].kind)
      && (e.kind in ROLES ? ownerOf(e.to) === e.from : e.kind === "located" || (e.kind === "sited" && data.nodes[e.from].kind === "cluster")));
    const duties = data.edges.filter((e) => e.kind in ROLES && linkShown(e));
    // Agencies that own nothing are told in the list; with no tasks on show all agencies are.
    const telling = state.kinds.has("task") ? duties.filter((e) => ownerOf(e.to) === e.from) : duties;
    const busy = new Set(telling.flatMap((e) => [e.from, e.to]));
    const places = state.document < 0 ? null : data.places[state.document];
    const shown = data.nodes.filter((n) => state.kinds.has(n.kind) && inDocument(n)
      && (!BLOCKS[0].includes(n.kind) || busy.has(n.id)));
    return { nodes: shown.map((n) => (places ? drawn(n, ...places[n.id]) : drawn(n, n.x, n.y))), edges: apart(edges).map(line) };
  };

  // One thing in the middle, its neighbours in columns beside it: agencies to the left, what they own to the right.
  const around = (id) => {
    const own = data.nodes[id].kind;
    const asked = (n) => state.kinds.has(n.kind) || (own !== "agency" && own !== "task");
    const edges = links[id].filter((e) => linkShown(e) && asked(data.nodes[e.from === id ? e.to : e.from]));
    edges.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.document - b.document);
    const others = [...new Set(edges.map((e) => (e.from === id ? e.to : e.from)))];
    const before = others.filter((o) => Object.keys(KINDS).indexOf(data.nodes[o].kind) < Object.keys(KINDS).indexOf(own));
    const after = others.filter((o) => !before.includes(o));
    let sides = [before, after];
    if (!before.length || !after.length) {
      const all = before.concat(after), half = all.length > 8 ? Math.ceil(all.length / 2) : 0;
      sides = before.length ? [all.slice(half), all.slice(0, half)] : [all.slice(0, half), all.slice(half)];
    }
    const nodes = [drawn(data.nodes[id], 0, 0)];
    sides.forEach((side, right) => {
      const columns = Math.ceil(side.length / 18), rows = Math.ceil(side.length / columns);
      side.forEach((other, i) => {
        const column = Math.floor(i / rows), here = Math.min(rows, side.length - column * rows);
        // Columns bend towards the middle at their ends: a line then meets its own box first.
        const y = ((i % rows) - (here - 1) / 2) * 54, bend = Math.sqrt(1 - (y / (rows * 28)) ** 2);
        const x = (180 + 330 * bend + column * 230) * (right ? 1 : -1);
        nodes.push(drawn(data.nodes[other], x, y));
      });
    });
    return { nodes, edges: apart(edges).map(line) };
  };

  const discShown = (owner, kind) => (kind === "agency" ? state.kinds.has("task") && network.body.nodes[owner] : state.kinds.has(kind));
  // Discs behind the boxes; a disc of technologies has the name of what they belong to as its title.
  network.on("beforeDrawing", (canvas) => {
    if (state.focus !== null) return;
    data.discs[state.document + 1].forEach(([x, y, radius, owner, kind]) => {
      if (!discShown(owner, kind)) return;
      canvas.beginPath();
      canvas.arc(x, y, radius, 0, 2 * Math.PI);
      canvas.fillStyle = kind === "agency" ? "#eaf1f8" : "#fbf1e3";
      canvas.strokeStyle = kind === "agency" ? "#b9cde0" : "#e3c9a4";
      canvas.fill();
      canvas.stroke();
    });
  });
  // Seen from afar, where the words on boxes can't be read, a disc has its name across it, as far as there is room.
  network.on("afterDrawing", (canvas) => {
    if (state.focus !== null) return;
    const far = network.getScale() < 0.4, size = far ? 12 / network.getScale() : 16, taken = [];
    canvas.font = `bold ${size}px ${data.options.nodes.font.face}`;
    canvas.textAlign = "center";
    canvas.lineWidth = size / 4;
    canvas.strokeStyle = "#fff";
    // Largest first: they are in that order within their kind.
    data.discs[state.document + 1].forEach(([x, y, radius, owner, kind, middle]) => {
      if (!discShown(owner, kind) || (kind === "agency" && !far)) return;
      const name = data.nodes[owner].name, half = Math.ceil(name.length / 2);
      const lines = far && name.length * size > radius * 1.8 ? [name.slice(0, half), name.slice(half)] : [far || name.length <= 14 ? name : name.slice(0, 13) + "…"];
      const wide = Math.max(...lines.map((text) => canvas.measureText(text).width)) / 2 + size / 4, high = lines.length * size * 0.6;
      if (far && taken.some(([ox, oy, ow, oh]) => Math.abs(x - ox) < wide + ow && Math.abs(y + middle - oy) < high + oh)) return;
      taken.push([x, y + middle, wide, high]);
      canvas.fillStyle = kind === "agency" ? "#12324f" : "#5b3a10";
      lines.forEach((text, i) => {
        const below = y + middle + size * (0.35 + 1.15 * (i - (lines.length - 1) / 2));
        if (far) canvas.strokeText(text, x, below);
        canvas.fillText(text, x, below);
      });
    });
  });

  const button = (id) => {
    const go = element("button", data.nodes[id].name);
    go.type = "button";
    go.addEventListener("click", () => focus(id));
    return go;
  };

  // One sentence says who does what: it is told once, under all that it says of the thing in focus.
  const item = (duties, id) => {
    const li = element("li"), [first] = duties, doc = data.documents[first.document];
    duties.forEach((duty) => {
      const part = element("div"), mark = element("span", word(duty.kind), "role");
      mark.style.color = colour(duty.kind);
      part.append(mark);
      const other = duty.source === id ? duty.target : duty.source;
      if (other >= 0) part.append(button(other));
      // A cluster that a district hosts is the other end and need not be said again.
      const known = [word(duty.kind), ...[duty.source, duty.target].filter((end) => end >= 0).map((end) => data.nodes[end].name)];
      if (duty.term && !known.includes(duty.term)) part.append(element("span", duty.kind in ROLES ? `（${duty.term}）` : ` ${duty.term}`, "term"));
      li.append(part);
    });
    const where = element("div", [doc.title, first.path, first.start >= 0 ? `[${first.start}, ${first.end})` : ""].filter(Boolean).join(" "), "where");
    if (doc.digest) where.append(" ", element("span", "摘编，非原文", "digest"));
    li.append(element("blockquote", first.sentence), where);
    return li;
  };

  const tellAll = () => {
    const counts = new Map();
    new Set(data.edges.filter((e) => e.kind in ROLES && linkShown(e)).map((e) => `${e.from} ${e.to}`)).forEach((pair) => {
      const [agency, task] = pair.split(" ").map(Number);
      const c = counts.get(agency) || { lead: 0, owned: 0, all: 0 };
      counts.set(agency, c);
      c.all += 1;
      if (ownerOf(task) === agency) c.owned += 1;
      if (links[agency].some((e) => e.to === task && e.kind === "lead" && linkShown(e))) c.lead += 1;
    });
    byId("title").textContent = "谁负责什么";
    byId("note").textContent = counts.size
      ? "圆内是由该单位牵头的任务（无牵头时归首位负责单位），边框颜色示其角色；点选一项看全部分工与依据原文。"
      : "该文件未载明责任分工；图中是其集群、区域与技术。";
    if (!counts.size) return data.nodes.filter((n) => n.kind === "cluster" && inDocument(n)).map((n) => {
      const li = element("li"), hosts = links[n.id].filter((e) => e.kind === "located" && inDocument(e));
      li.append(button(n.id), element("span", hosts.map((e) => data.nodes[e.to].name).join("、"), "count"));
      return li;
    });
    return [...counts].sort(([, a], [, b]) => b.lead - a.lead || b.owned - a.owned || b.all - a.all).map(([id, c]) => {
      const li = element("li");
      li.append(button(id), element("span", `${c.lead ? `牵头 ${c.lead}，` : ""}共 ${c.all} 项`, "count"));
      return li;
    });
  };
  const tellOne = (id) => {
    const node = data.nodes[id], rank = (d) => ORDER.indexOf(d.kind);
    const duties = told[id].filter(linkShown).sort((a, b) => rank(a) - rank(b) || a.document - b.document);
    byId("title").textContent = node.name;
    byId("note").textContent = `${KINDS[node.kind]}${node.path ? " " + node.path : ""}，${duties.length} 条`;
    const sentences = new Map();
    duties.forEach((d) => {
      const key = [d.document, d.path, d.start, d.sentence].join("\n");
      sentences.set(key, [...(sentences.get(key) || []), d]);
    });
    return [...sentences.values()].map((said) => item(said, id));
  };
  const matches = () => data.nodes.filter((n) => n.name.includes(state.words) || n.short.includes(state.words))
    .sort((a, b) => (b.name === state.words) - (a.name === state.words) || Object.keys(KINDS).indexOf(a.kind) - Object.keys(KINDS).indexOf(b.kind));
  const tellMatches = () => {
    const found = matches();
    byId("title").textContent = `查找“${state.words}”`;
    byId("note").textContent = found.length ? `${found.length} 项；按回车键打开第一项` : `没有名称含“${state.words}”的事项`;
    return found.slice(0, 200).map((n) => {
      const li = element("li");
      li.append(button(n.id), element("span", KINDS[n.kind], "count"));
      return li;
    });
  };

  const panel = () => {
    byId("list").replaceChildren(...(state.words ? tellMatches() : state.focus === null ? tellAll() : tellOne(state.focus)));
    byId("list").parentElement.scrollTop = 0;
  };
  const show = (kind) => {
    const picture = state.focus === null ? overview() : around(state.focus);
    network.setData(picture);
    const kinds = Object.entries(KINDS).map(([key, name]) => [name, picture.nodes.filter((n) => data.nodes[n.id].kind === key).length]);
    byId("counts").textContent = [...kinds, ["连线", picture.edges.length]].filter(([, n]) => n).map(([name, n]) => `${name} ${n}`).join("、") || "没有可显示的内容";
    // A kind just asked for is what is looked at, with what it is linked to; the rest is a drag away.
    const block = BLOCKS.find((b) => b.includes(kind));
    const only = block && picture.nodes.filter((n) => block.includes(data.nodes[n.id].kind)).map((n) => n.id);
    network.fit({ animation: false, maxZoomLevel: 1.3, ...(only && only.length ? { nodes: only } : {}) });
    panel();
  };
  const focus = (id) => {
    state.focus = id;
    state.words = byId("search").value = "";
    // Something that the chosen document does not speak of is shown among all documents.
    if (!inDocument(data.nodes[id])) { state.document = -1; byId("document").value = "-1"; }
    show();
    byId("title").focus();
  };
  const back = () => { state.focus = null; state.words = byId("search").value = ""; open(); };

  const boxes = (where, entries, chosen, sample) => Object.entries(entries).forEach(([key, value]) => {
    const label = element("label"), box = element("input");
    box.type = "checkbox"; box.value = key; box.checked = chosen.has(key);
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(key); else chosen.delete(key);
      state.lent = state.lent.filter((kind) => kind !== key);
      show(box.checked && state.focus === null && key in KINDS ? key : undefined);
    });
    label.append(box, sample(key), Array.isArray(value) ? value[0] : value);
    where.append(label);
  });
  boxes(byId("kinds"), KINDS, state.kinds, (key) => {
    const mark = element("span", key === "technology" ? "字" : "", `mark ${key}`);
    if (key === "technology") mark.style.color = data.styles[key].font.color; else mark.style.background = data.styles[key].color;
    mark.setAttribute("aria-hidden", "true");
    return mark;
  });
  boxes(byId("roles"), ROLES, state.roles, (key) => { const stroke = element("span", "", "stroke"); stroke.style.borderColor = ROLES[key][1]; return stroke; });

  // A document without duties opens on its clusters, and one without these on its technologies.
  const open = () => {
    const has = (...kinds) => data.nodes.some((n) => kinds.includes(n.kind) && inDocument(n));
    const tick = (kind, on) => {
      if (on) state.kinds.add(kind); else state.kinds.delete(kind);
      byId("kinds").querySelector(`[value=${kind}]`).checked = on;
    };
    state.lent.forEach((kind) => tick(kind, false));
    state.lent = has("task") || has(...state.kinds) ? [] : has("cluster", "district") ? ["cluster", "district"] : ["technology"];
    state.lent.forEach((kind) => tick(kind, true));
    show();
  };
  const chooser = byId("document");
  chooser.append(new Option("全部文件", "-1"), ...data.documents.map((d, i) => new Option(d.title + (d.digest ? "（摘编，非原文）" : ""), String(i))));
  chooser.addEventListener("change", () => { state.document = Number(chooser.value); state.focus = null; state.words = byId("search").value = ""; open(); });

  const search = byId("search");
  search.addEventListener("input", () => { state.words = search.value.trim(); panel(); });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !state.words) return;
    const [first] = matches();
    if (first) focus(first.id);
  });
  byId("all").addEventListener("click", back);
  network.on("click", (event) => { if (event.nodes.length) focus(event.nodes[0]); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") back();
    if (event.key === "/" && document.activeElement !== search) { event.preventDefault(); search.focus(); }
  });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());

  open();
  if (data.focus !== null) focus(data.focus);
  document.body.dataset.ready = "yes";
})();
