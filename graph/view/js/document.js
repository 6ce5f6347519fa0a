// The document itself: its restored words with what was read from them marked; a click leads to the fact and back.
const LAYERS = { technology: "technology", target: "target", instrument: "instrument", cluster: "cluster", located: "district", sited: "district", unparsed: "unparsed" };
const readDocument = () => (state.at ? state.at.document : state.document >= 0 ? state.document : state.chosen.length && chosenFacts().length ? chosenFacts()[0].document : state.of);
const paragraphs = (d) => {
  const out = [];
  let at = d.base;
  d.text.split("\n").forEach((line) => {
    const long = d.astral ? Array.from(line).length : line.length;
    if (line.trim()) out.push([at, at + long]);
    at += long + 1;
  });
  return out;
};
let written = "";
const showDocument = () => {
  const number = readDocument(), d = docs[number], key = JSON.stringify([number, filtered, lang, state.chosen]);
  byId("read").value = String(number);
  if (written !== key) {
    written = key;
    const own = passing.filter((fact) => fact.document === number), wanted = new Set(state.chosen.length ? chosenFacts().filter((f) => f.document === number).map((f) => f.id) : []);
    // Every stretch that is marked: what is printed of a fact, and the sentence of a duty.
    const stretches = [];
    own.forEach((fact) => {
      stretches.push([fact.start, fact.end, isRole(fact.kind) ? "agency" : LAYERS[fact.kind], fact]);
      if (isRole(fact.kind)) stretches.push([fact.from, fact.to, "duty", fact]);
    });
    const body = paragraphs(d).map(([from, to]) => {
      const inside = stretches.filter(([s, e]) => s < to && e > from), starts = d.sections.filter((s) => s[2] >= from && s[2] < to);
      // The number before a heading is a part of it.
      const heads = new Map(starts.map((section) => [section[2] - from <= 8 ? from : section[2], section]));
      const cuts = [...new Set([from, to, ...inside.flatMap(([s, e]) => [Math.max(s, from), Math.min(e, to)]), ...heads.keys(), ...starts.map((s) => Math.min(to, s[3]))])].sort((a, b) => a - b);
      const p = el("p", {});
      let head = null;
      cuts.slice(0, -1).forEach((s, i) => {
        const e = cuts[i + 1], over = inside.filter(([a, b]) => a <= s && b >= e);
        if (heads.has(s)) { const section = heads.get(s); head = { node: el("span", { class: "head", role: "heading", "aria-level": Math.min(6, section[4] + 2) }), end: section[3] }; p.append(head.node); }
        const home = head && s < head.end ? head.node : p, words = slice(number, s, e);
        if (!over.length) { home.append(words); return; }
        const kinds = [...new Set(over.map(([, , kind]) => kind))], ids = [...new Set(over.map(([, , , fact]) => fact.id))];
        const mention = over.find(([, , kind]) => kind !== "duty");
        home.append(el("mark", { class: [...kinds, over.some(([, , kind, fact]) => wanted.has(fact.id) && (kind !== "duty" || !mention)) ? "chosen" : ""].join(" ").trim(), data: { facts: ids.join(" "), from: s, mention: mention ? mention[3].id : "" } }, words));
      });
      p.dataset.from = from; p.dataset.to = to;
      return p;
    });
    const head = [d.number, d.issued, d.issuers.join("、")].filter(Boolean).join("　");
    const unread = own.filter((fact) => fact.kind === "unparsed").length;
    byId("page").replaceChildren(el("h2", {}, d.title), ...(d.digest ? [el("p", { class: "digest" }, t("digest"))] : []), ...(head ? [el("p", { class: "note" }, head)] : []),
      ...(unread ? [el("p", { class: "note alert" }, t("unparsedNote", unread))] : []), ...body);
    if (state.at === null) byId("page").scrollTop = 0;
  }
  byId("page").querySelectorAll(".now").forEach((mark) => mark.classList.remove("now"));
  const at = state.at;
  const first = byId("page").querySelector("mark.chosen");
  if (!at) { if (first) first.scrollIntoView({ block: "center" }); return; }
  const paragraph = [...byId("page").querySelectorAll("p[data-from]")].filter((p) => Number(p.dataset.from) < at.to && Number(p.dataset.to) > at.from);
  const marks = paragraph.flatMap((p) => [...p.querySelectorAll("mark")]).filter((mark) => Number(mark.dataset.from) >= at.from && Number(mark.dataset.from) < at.to);
  (marks.length ? marks : paragraph).forEach((mark) => mark.classList.add("now"));
  const target = marks[0] || paragraph[0];
  if (target) { target.tabIndex = -1; target.scrollIntoView({ block: "center" }); target.focus({ preventScroll: true }); }
};
const onMark = (event) => {
  const mark = event.target.closest("mark");
  if (!mark) return;
  const fact = facts[mark.dataset.mention || mark.dataset.facts.split(" ")[0]];
  const id = mark.dataset.mention && fact.what >= 0 ? subjects(fact)[0] : fact.of[0];
  if (id === undefined) return;
  change({ chosen: [id], at: { document: fact.document, from: fact.from, to: fact.to } });
  const told = byId("facts").querySelector(`li[data-fact="${fact.id}"]`) || [...byId("facts").querySelectorAll("li[data-fact]")].find((li) => { const f = facts[li.dataset.fact]; return f.document === fact.document && f.from === fact.from; });
  if (told) { told.scrollIntoView({ block: "nearest" }); told.classList.add("now"); }
};
