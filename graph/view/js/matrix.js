const sortedAgencies = (counts) => [...counts.values()].sort((a, b) => b.lead.size - a.lead.size || b.does.size - a.does.size || a.first - b.first);
const rolesAt = (rows) => ROLES.filter((role) => rows.some((fact) => fact.kind === role));
const column = (c, short) => ({ id: c.id, label: short ? things[c.id].short : things[c.id].name, title: things[c.id].name });
const dutyCells = (duties) => {
  const cells = new Map(), counts = new Map();
  duties.forEach((fact) => subjects(fact).forEach((id) => {
    const key = `${fact.of[0]} ${id}`, c = counts.get(id) || { id, lead: new Set(), does: new Set(), all: new Set(), first: fact.id };
    counts.set(id, c);
    cells.set(key, [...(cells.get(key) || []), fact]);
    c.all.add(fact.of[0]);
    if (fact.kind === "lead") c.lead.add(fact.of[0]);
    if (fact.kind === "responsible") c.does.add(fact.of[0]);
  }));
  return { cells, counts };
};

// Tasks of one document by agencies: the table that an office prints (责任分工表).
const taskMatrix = () => {
  const document = state.document >= 0 ? state.document : state.of, duties = passing.filter((fact) => isRole(fact.kind) && fact.document === document);
  const { cells, counts } = dutyCells(duties), tasks = [...new Set(duties.map((fact) => fact.of[0]))].sort((a, b) => things[a].at[1] - things[b].at[1]);
  const rows = [];
  let above = [], inside = false;
  tasks.forEach((task) => {
    const fact = taskSection.get(task), line = lineage(document, fact.section), parents = line.slice(0, -1), last = line[line.length - 1];
    parents.forEach((section, depth) => { if (above[depth] !== section) { rows.push({ heading: `${section[0].split("/").pop()} ${section[1]}`, depth }); above = parents.slice(0, depth + 1); } });
    // What stands under no heading (the rows of an annex) is no part of the heading before it, but for what closes that part.
    if (!parents.length && inside && !above.includes(last)) rows.push({ heading: t("apart"), depth: 0 });
    inside = parents.length > 0;
    above = line;
    const busy = new Set(duties.filter((f) => f.of[0] === task).flatMap(subjects));
    rows.push({ id: task, path: last ? last[0].split("/").pop() : "", label: things[task].name, title: last ? `${last[0]} ${last[1]}` : "", depth: parents.length, count: busy.size });
  });
  return {
    caption: docs[document].title + (docs[document].digest ? `（${t("digest")}）` : ""), corner: t("item"), rows, columns: sortedAgencies(counts).map((c) => column(c, true)), count: t("agencies"),
    legend: "Tasks", empty: "noDuties",
    cell: (r, c) => {
      const found = cells.get(`${r.id} ${c.id}`);
      if (!found) return null;
      const roles = rolesAt(found);
      return { text: roles.map((role) => SYMBOLS[role]).join(""), class: roles[0], title: `${c.title}：${roles.map((role) => t(role)).join("、")}\n${digestWords(document)}${quote(found[0])}` };
    },
    foot: [[t("leads"), (c) => counts.get(c.id).lead.size], [t("does"), (c) => counts.get(c.id).does.size], [t("parts"), (c) => counts.get(c.id).all.size]],
  };
};
const digestWords = (document) => (docs[document].digest ? "〔摘编，非原文〕" : "");
const counted = (pairs, rows, columns, more) => {
  const most = Math.max(1, ...[...pairs.values()].map((p) => p.all.size));
  return {
    rows, columns, legend: "Counts", ...more,
    cell: (r, c) => {
      const found = pairs.get(`${r.id} ${c.id}`);
      if (!found) return null;
      const lead = found.lead.size;
      return { text: lead ? [el("b", {}, `●${lead}`), found.all.size > lead ? `/${found.all.size}` : ""] : String(found.all.size), class: lead ? "count lead" : "count", shade: found.all.size / most, title: `${r.title}\n${c.title}\n${t("leads")} ${lead}，${t("parts")} ${found.all.size}` };
    },
  };
};
const add = (pairs, key, value, lead) => {
  const found = pairs.get(key) || { all: new Set(), lead: new Set() };
  pairs.set(key, found);
  found.all.add(value);
  if (lead) found.lead.add(value);
};
// Technologies by the agencies of the tasks that they stand in.
const techMatrix = () => {
  const pairs = new Map(), rows = new Map(), counts = new Map();
  const duties = passing.filter((fact) => isRole(fact.kind)), byTask = new Map();
  duties.forEach((fact) => byTask.set(fact.of[0], [...(byTask.get(fact.of[0]) || []), fact]));
  passing.filter((fact) => fact.kind === "technology").forEach((fact) => fact.of.forEach((task) => (byTask.get(task) || []).forEach((duty) => subjects(duty).forEach((id) => {
    add(pairs, `${fact.what} ${id}`, task, duty.kind === "lead");
    const r = rows.get(fact.what) || { id: fact.what, label: things[fact.what].name, title: things[fact.what].name, tasks: new Set(), busy: new Set() };
    rows.set(fact.what, r);
    r.tasks.add(task); r.busy.add(id);
    const c = counts.get(id) || { id, lead: new Set(), does: new Set(), first: duty.id };
    counts.set(id, c);
    if (duty.kind === "lead") c.lead.add(fact.what);
    c.does.add(fact.what);
  }))));
  const sorted = [...rows.values()].map((r) => ({ ...r, count: r.busy.size })).sort((a, b) => b.tasks.size - a.tasks.size || a.id - b.id);
  return counted(pairs, sorted, sortedAgencies(counts).map((c) => column(c, docs.filter((d) => open[d.id]).length === 1)), { caption: t("tech"), corner: t("technology"), count: t("agencies"), empty: "nothing" });
};
const clusterMatrix = () => {
  const pairs = new Map(), rows = new Map(), columns = new Map();
  passing.filter((fact) => fact.kind === "located").forEach((fact) => fact.of.forEach((place) => {
    add(pairs, `${fact.what} ${place}`, `${fact.document} ${fact.from}`, false);
    rows.set(fact.what, { id: fact.what, label: things[fact.what].name, title: things[fact.what].name, places: new Set([...((rows.get(fact.what) || {}).places || []), place]) });
    columns.set(place, (columns.get(place) || 0) + 1);
  }));
  const shown = [...columns].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([id]) => ({ id, label: things[id].name, title: things[id].name }));
  return counted(pairs, [...rows.values()].map((r) => ({ ...r, count: r.places.size })), shown, { caption: t("clusters"), corner: t("cluster"), count: t("district"), legend: "Clusters", empty: "noClusters" });
};
const documentMatrix = () => {
  const pairs = new Map(), { counts } = dutyCells(passing.filter((fact) => isRole(fact.kind)));
  passing.filter((fact) => isRole(fact.kind)).forEach((fact) => subjects(fact).forEach((id) => add(pairs, `${id} d${fact.document}`, fact.of[0], fact.kind === "lead")));
  const used = new Set(passing.filter((fact) => isRole(fact.kind)).map((fact) => fact.document));
  const columns = docs.filter((d) => used.has(d.id)).map((d) => ({ id: `d${d.id}`, document: d.id, label: d.title + (d.digest ? `（${t("digest")}）` : ""), title: d.title }));
  const rows = sortedAgencies(counts).map((c) => ({ id: c.id, label: things[c.id].name, title: things[c.id].name, count: c.all.size }));
  return counted(pairs, rows, columns, { caption: t("docs"), corner: t("agency"), count: t("task"), empty: "noDuties" });
};
const MADE = { tasks: taskMatrix, tech: techMatrix, clusters: clusterMatrix, docs: documentMatrix };
let table = null, brought = "";
const showMatrix = () => {
  const made = (table = MADE[state.matrix]()), home = byId("table");
  byId("matrix-document").hidden = state.matrix !== "tasks" || state.document >= 0;
  if (!made.rows.length) { home.replaceChildren(el("p", { class: "note" }, t(made.empty))); byId("matrix-note").textContent = ""; return; }
  // What is chosen is among what is shown, however far down it stands.
  const wanted = new Set(state.chosen.flatMap(related)), reach = (list) => list.reduce((last, c, i) => (wanted.has(c.id) ? i + 1 : last), 0);
  const down = reach(made.rows), across = reach(made.columns);
  const rows = made.rows.slice(0, Math.max(down, state.matrix === "tasks" ? 400 : state.rows)), columns = made.columns.slice(0, Math.max(across, state.columns));
  const lost = state.chosen.length && !down && !across ? t("notInTable", state.chosen.map((id) => things[id].name).join(t("and"))) : "";
  // What tells how to use the screen stays there; what tells how to read the table is printed, too.
  byId("matrix-note").replaceChildren([lost, t(`legend${made.legend}`)].filter(Boolean).join("　"), el("span", { class: "screen" }, `　${t(`hint${made.legend}`)}`));
  const choices = {
    onCell: (r, c) => (c.document !== undefined ? change({ document: c.document, chosen: [r.id], view: state.view }) : choose([r.id, c.id], true)),
    onRow: (r) => choose([r.id], true),
    onColumn: (c) => (c.document !== undefined ? change({ document: c.document }) : choose([c.id], true)),
  };
  home.replaceChildren(gridOf({ ...made, rows, columns, ...choices }),
    ...(made.rows.length > rows.length ? [button(t("showAll", made.rows.length), () => change({ rows: Infinity }, true), { class: "more" })] : []),
    ...(made.columns.length > columns.length ? [button(t("showColumns", made.columns.length), () => change({ columns: Infinity }, true), { class: "more" })] : []));
  const sought = JSON.stringify([state.chosen, state.matrix, made.caption]);
  if (sought === brought) return;
  brought = sought;
  const first = home.querySelector("td.chosen") || home.querySelector("tr.chosen > th, th.chosen");
  // The names of rows and columns stay where they are: what is brought into sight lies beside and below them.
  const corner = home.querySelector(".corner");
  home.style.scrollPadding = `${corner.offsetHeight}px 0 0 ${corner.offsetWidth}px`;
  if (first) first.scrollIntoView({ block: "center", inline: "center" }); else { home.scrollTop = 0; home.scrollLeft = 0; }
};
// A sheet of paper takes so many columns: a wide table is printed as several, each with the names of its rows.
const printable = () => {
  if (state.view !== "matrix" || !table || !table.rows.length) return [];
  const out = [];
  for (let at = 0; at < table.columns.length; at += COLUMNS_A_PAGE) {
    const columns = table.columns.slice(at, at + COLUMNS_A_PAGE), busy = new Set(table.rows.filter((r) => !r.heading && columns.some((c) => table.cell(r, c))).map((r) => r));
    const rows = table.rows.filter((r, i) => busy.has(r) || (r.heading && busyBelow(i, busy)));
    const sheet = gridOf({ ...table, rows, columns, onCell: () => {}, onRow: () => {}, onColumn: () => {} });
    // 277 mm of A4: the names of the rows, and the same width for each column on every sheet.
    sheet.style.width = `${62 + (columns.length + 1) * 8.5}mm`;
    out.push(sheet);
  }
  return out;
};
const busyBelow = (i, busy) => {
  const { depth } = table.rows[i];
  for (let at = i + 1; at < table.rows.length; at += 1) {
    const r = table.rows[at];
    if (r.heading && r.depth <= depth) return false;
    if (busy.has(r)) return true;
  }
  return false;
};
