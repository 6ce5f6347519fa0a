"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const KINDS = { agency: "单位", task: "任务", cluster: "集群", district: "区域", technology: "技术" };
  const ROLES = {
    lead: ["牵头", "#c0392b"], responsible: ["负责", "#2471a3"], support: ["配合", "#7f8c8d"],
    joint: ["会同", "#8e44ad"], supervise: ["督导", "#d68910"],
  };
  const LINKS = { technology: ["技术", "#c99a5b"], located: ["布局", "#66a06a"] };
  const colour = (kind) => (ROLES[kind] || LINKS[kind] || ["", "#66a06a"])[1];
  const state = { document: -1, kinds: new Set(["agency", "task"]), roles: new Set(Object.keys(ROLES)), focus: null };

  const element = (tag, text, className) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  // Links of each thing, once: a duty is told in the panel of both its ends.
  const links = data.nodes.map(() => []);
  data.edges.forEach((edge) => { links[edge.from].push(edge); links[edge.to].push(edge); });
  const told = data.nodes.map(() => []);
  data.duties.forEach((duty) => {
    if (duty.from >= 0) told[duty.from].push(duty);
    if (duty.to >= 0 && duty.to !== duty.from) told[duty.to].push(duty);
  });

  const inDocument = (thing) => state.document < 0 || (thing.documents ? thing.documents.includes(state.document) : thing.document === state.document);
  const edgeShown = (edge) => inDocument(edge) && (!(edge.kind in ROLES) || state.roles.has(edge.kind));
  const owns = (edge) => data.owners[edge.to] === edge.from;

  const network = new vis.Network(byId("picture"), { nodes: [], edges: [] }, {
    physics: false,
    interaction: { hover: true, hideEdgesOnDrag: true, hideEdgesOnZoom: true, tooltipDelay: 150 },
    nodes: { margin: 6, borderWidth: 1 },
    edges: { smooth: false, arrows: { to: { enabled: true, scaleFactor: 0.5 } } },
  });

  const drawn = (node, x, y) => ({
    ...data.styles[node.kind], id: node.id, label: node.label, x, y, title: node.name,
    borderWidth: node.id === state.focus ? 4 : 1,
  });
  const line = (edge, index) => ({
    id: index, from: edge.from, to: edge.to, color: { color: colour(edge.kind), opacity: 0.75 },
    width: edge.kind === "lead" ? 2.5 : 1.2, title: (ROLES[edge.kind] || LINKS[edge.kind] || [""])[0],
  });

  // The whole: every task with its owner. Other links would be a tangle; they come with a focus.
  const overview = () => {
    const edges = data.edges.filter((e) => edgeShown(e) && (!(e.kind in ROLES) || owns(e)));
    const linked = new Set(data.edges.filter((e) => e.kind in ROLES && edgeShown(e)).flatMap((e) => [e.from, e.to]));
    const nodes = data.nodes.filter((n) => state.kinds.has(n.kind) && inDocument(n)
      && (!["agency", "task"].includes(n.kind) || linked.has(n.id)));
    const present = new Set(nodes.map((n) => n.id));
    return {
      nodes: nodes.map((n) => drawn(n, n.x, n.y)),
      edges: edges.filter((e) => present.has(e.from) && present.has(e.to)).map(line),
    };
  };

  // One thing in the middle, its neighbours on rings around it, sorted by kind of link and name.
  const around = (id) => {
    const edges = links[id].filter(edgeShown);
    const order = [...Object.keys(ROLES), ...Object.keys(LINKS)];
    const rank = (e) => order.indexOf(e.kind);
    edges.sort((a, b) => rank(a) - rank(b) || a.document - b.document);
    const others = [...new Set(edges.map((e) => (e.from === id ? e.to : e.from)))];
    const nodes = [drawn(data.nodes[id], 0, 0)];
    let ring = 0, used = 0;
    others.forEach((other, i) => {
      const room = 14 + ring * 9;
      const here = Math.min(room, others.length - used);
      const angle = ((i - used) / here) * 2 * Math.PI - Math.PI / 2;
      const radius = 330 + ring * 200;
      nodes.push(drawn(data.nodes[other], radius * 1.35 * Math.cos(angle), radius * Math.sin(angle)));
      if (i - used === here - 1) { used += here; ring += 1; }
    });
    return { nodes, edges: edges.map(line) };
  };

  const where = (duty) => {
    const doc = data.documents[duty.document];
    const line_ = element("div", "", "where");
    line_.append(doc.title + (duty.path ? " " + duty.path : "") + (duty.start >= 0 ? ` [${duty.start}, ${duty.end})` : ""));
    if (doc.digest) line_.append(" ", element("span", "摘编，非原文", "digest"));
    return line_;
  };

  const item = (duty, id) => {
    const li = element("li");
    const role = ROLES[duty.kind];
    if (role) { const mark = element("span", role[0], "role"); mark.style.color = role[1]; li.append(mark); }
    const other = duty.from === id ? duty.to : duty.from;
    if (other >= 0) {
      const go = element("button", data.nodes[other].name);
      go.type = "button";
      go.addEventListener("click", () => focus(other));
      li.append(go);
    } else if (!role && !(duty.kind in LINKS)) li.append(element("span", duty.kind));
    li.append(element("blockquote", duty.sentence), where(duty));
    return li;
  };

  const panel = () => {
    const list = byId("list");
    list.replaceChildren();
    if (state.focus === null) {
      const counts = {};
      data.edges.filter((e) => e.kind in ROLES && edgeShown(e)).forEach((e) => {
        const c = (counts[e.from] = counts[e.from] || { lead: 0, all: 0 });
        c.all += 1;
        if (e.kind === "lead") c.lead += 1;
      });
      byId("title").textContent = "谁负责什么";
      const ranked = Object.entries(counts).sort((a, b) => b[1].lead - a[1].lead || b[1].all - a[1].all);
      byId("note").textContent = ranked.length
        ? "图中每个单位周围是由它牵头（无牵头时为首位负责）的任务；点选一项看全部分工与原文。"
        : "该文件未载明责任分工；可在“类型”中打开集群、区域和技术。";
      ranked.forEach(([id, c]) => {
        const li = element("li");
        const go = element("button", data.nodes[id].name);
        go.type = "button";
        go.addEventListener("click", () => focus(Number(id)));
        li.append(go, element("span", ` 牵头 ${c.lead}，共 ${c.all} 项`));
        list.append(li);
      });
      return;
    }
    const node = data.nodes[state.focus];
    const duties = told[state.focus].filter((d) => inDocument(d) && (!(d.kind in ROLES) || state.roles.has(d.kind)));
    byId("title").textContent = node.name;
    byId("note").textContent = `${KINDS[node.kind]}${node.path ? " " + node.path : ""}，${duties.length} 条`;
    const order = Object.keys(ROLES);
    const rank = (d) => (order.indexOf(d.kind) + 1 || 9);
    [...duties].sort((a, b) => rank(a) - rank(b)).forEach((d) => list.append(item(d, state.focus)));
  };

  const show = () => {
    network.setData(state.focus === null ? overview() : around(state.focus));
    network.fit({ animation: false });
    panel();
  };
  const focus = (id) => { state.focus = id; show(); byId("list").parentElement.scrollTop = 0; };

  const boxes = (home, entries, chosen, sample) => Object.entries(entries).forEach(([key, value]) => {
    const label = element("label");
    const box = element("input");
    box.type = "checkbox"; box.value = key; box.checked = chosen.has(key);
    box.addEventListener("change", () => { box.checked ? chosen.add(key) : chosen.delete(key); show(); });
    label.append(box, sample(key), Array.isArray(value) ? value[0] : value);
    home.append(label);
  });
  boxes(byId("kinds"), KINDS, state.kinds, (key) => {
    const swatch = element("span", "", "swatch"); swatch.style.background = data.styles[key].color; return swatch;
  });
  boxes(byId("roles"), ROLES, state.roles, (key) => {
    const stroke = element("span", "", "stroke"); stroke.style.borderColor = ROLES[key][1]; return stroke;
  });

  const chooser = byId("document");
  chooser.append(new Option("全部文件", "-1"), ...data.documents.map((d, i) => new Option(d.title + (d.digest ? "（摘编，非原文）" : ""), String(i))));
  chooser.addEventListener("change", () => { state.document = Number(chooser.value); state.focus = null; show(); });

  const names = new Map();
  data.nodes.forEach((n) => { names.set(n.name, n.id); if (!names.has(n.short)) names.set(n.short, n.id); });
  byId("names").append(...[...names.keys()].sort().map((name) => { const o = element("option"); o.value = name; return o; }));
  const search = byId("search");
  const find = () => {
    const words = search.value.trim();
    if (!words) { state.focus = null; show(); return; }
    const exact = names.get(words);
    const found = exact ?? (data.nodes.find((n) => n.name.includes(words) || n.short.includes(words)) || {}).id;
    if (found === undefined) byId("note").textContent = `没有名称含“${words}”的事项`;
    else focus(found);
  };
  search.addEventListener("change", find);
  byId("all").addEventListener("click", () => { state.focus = null; search.value = ""; show(); });
  network.on("click", (event) => { if (event.nodes.length) focus(event.nodes[0]); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { state.focus = null; search.value = ""; show(); }
    if (event.key === "/" && document.activeElement !== search) { event.preventDefault(); search.focus(); }
  });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());

  if (data.focus === null) show(); else focus(data.focus);
  document.body.dataset.ready = "yes";
})();
