const go = (id, label) => button(label || things[id].name, () => choose([id]), { class: "thing" });
const badge = (kind) => el("span", { class: `role ${kind}` }, t(kind));
const digestMark = (document) => (docs[document].digest ? el("span", { class: "digest" }, t("digest")) : null);
// Words of a document with some of them marked.
const marked = (document, from, to, stretches) => {
  const out = [], sorted = [...stretches].filter(([s, e]) => s >= from && e <= to && e > s).sort((a, b) => a[0] - b[0]);
  let at = from;
  sorted.forEach(([s, e]) => { if (s < at) return; out.push(slice(document, at, s), el("mark", {}, slice(document, s, e))); at = e; });
  out.push(slice(document, at, to));
  return out;
};
const placeLine = (document, section, from, to) => {
  const d = docs[document], above = lineage(document, section), last = above[above.length - 1];
  const line = el("div", { class: "where" }, el("span", {}, [d.title, d.number, last ? last[0] : "", above.map((s) => s[1]).join(" › ")].filter(Boolean).join("　")), " ",
    el("span", { class: "offsets" }, `[${from}, ${to})`), " ", button(t("seeText"), () => read({ document, from, to }), { class: "see" }));
  const digest = digestMark(document);
  if (digest) line.append(" ", digest);
  return line;
};
const said = (fact) => {
  // The mention and, for a duty, nothing more is marked: the eye finds the agency in a list of twelve.
  return fact.start < fact.end ? [[fact.start, fact.end]] : [];
};
// What answers most comes first: who does it, where it is, then what it is about.
const ORDER = new Map([...ROLES, "located", "sited", "cluster", "technology", "target", "instrument", "unparsed"].map((kind, i) => [kind, i]));
const byRole = (a, b) => ORDER.get(a.kind) - ORDER.get(b.kind) || a.document - b.document || a.from - b.from || a.start - b.start;

// One line says what one fact is, as seen from what is chosen.
const factLine = (group, chosen) => {
  const [first] = group, line = el("div", { class: "says" }, badge(first.kind));
  const subject = [...new Set(group.flatMap(subjects))].filter((id) => !chosen.includes(id));
  const objects = [...new Set(group.flatMap((fact) => fact.of))].filter((id) => !chosen.includes(id));
  subject.forEach((id) => line.append(go(id)));
  if (subject.length && objects.length) line.append(" → ");
  objects.forEach((id) => line.append(go(id)));
  const known = [t(first.kind), WORDS.zh[first.kind], ...ends(first).map((id) => things[id].name)];
  if (isRole(first.kind) ? first.term && !known.includes(first.term) : first.kind === "sited" || first.kind === "unparsed") line.append(el("span", { class: "term" }, isRole(first.kind) ? `（${first.term}）` : first.term));
  const unsure = Math.min(...group.map((fact) => fact.confidence));
  if (unsure < 1) line.append(el("span", { class: "term" }, t("unsure", unsure.toFixed(2))));
  return line;
};
// Facts that one sentence states, under that sentence, each role on a line.
const item = (group, chosen) => {
  const [first] = group, li = el("li", { data: { fact: first.id } }), lines = new Map();
  group.forEach((fact) => {
    const key = isRole(fact.kind) ? `${fact.kind} ${fact.of} ${fact.term}` : ["sited", "unparsed"].includes(fact.kind) ? `${fact.kind} ${fact.term}` : `${fact.kind} ${chosen.includes(fact.what) || (fact.kind === "located" && !fact.of.some((end) => chosen.includes(end))) ? fact.what : fact.of}`;
    lines.set(key, [...(lines.get(key) || []), fact]);
  });
  [...lines.values()].forEach((facts_) => li.append(factLine(facts_, chosen)));
  const duty = group.find((fact) => isRole(fact.kind));
  li.append(el("blockquote", {}, marked(first.document, first.from, first.to, group.flatMap(said))));
  const at = duty && things[duty.of[0]].at;
  // The clause names who; what they are to do is the task's own words.
  if (at && !(at[1] >= first.from && at[2] <= first.to)) {
    const own = slice(at[0], at[1], at[2]).trim();
    if (own && own !== quote(first)) li.append(el("details", { class: "own" }, el("summary", {}, `${t("taskText")}：${own.slice(0, 36)}${own.length > 36 ? "…" : ""}`), el("p", {}, own)));
  }
  li.append(placeLine(first.document, first.section, first.from, first.to));
  return li;
};
const grouped = (rows, headings) => {
  const groups = new Map();
  [...rows].sort(byRole).forEach((fact) => {
    const key = [fact.document, fact.from, fact.to, headings && !isRole(fact.kind) ? fact.kind : "", headings && isRole(fact.kind) ? fact.of : ""].join(" ");
    groups.set(key, [...(groups.get(key) || []), fact]);
  });
  return [...groups.values()];
};
// The list of facts: by role, each sentence once, in portions.
const listOf = (rows, chosen, limit, more) => {
  const headings = !(chosen.length && chosen.some((id) => things[id].kind === "task")), groups = grouped(rows, headings), out = [];
  const counts = new Map();
  rows.forEach((fact) => counts.set(fact.kind, (counts.get(fact.kind) || 0) + 1));
  let current = null, ol = null;
  groups.slice(0, limit).forEach((group) => {
    if (!ol || (headings && group[0].kind !== current)) {
      current = group[0].kind;
      if (headings) out.push(el("h3", {}, badge(current), el("span", { class: "count" }, ` ${counts.get(current)}`)));
      out.push((ol = el("ol", { class: "facts" })));
    }
    ol.append(item(group, chosen));
  });
  if (groups.length > limit) out.push(button(t("moreRows", Math.min(100, groups.length - limit)) + t("ofRows", limit, groups.length), more, { class: "more" }));
  return out;
};

// Who leads most, for the panel while nothing is chosen.
const tally = () => {
  const counts = new Map();
  passing.filter((fact) => isRole(fact.kind)).forEach((fact) => subjects(fact).forEach((id) => {
    const c = counts.get(id) || { id, lead: new Set(), does: new Set(), all: new Set() };
    counts.set(id, c);
    fact.of.forEach((task) => { c.all.add(task); if (fact.kind === "lead") c.lead.add(task); if (fact.kind === "responsible") c.does.add(task); });
  }));
  return [...counts.values()].sort((a, b) => b.lead.size - a.lead.size || b.does.size - a.does.size || b.all.size - a.all.size || a.id - b.id);
};
const reformsKnown = things.some((thing) => thing.current.length);
// One line that answers what is mostly asked of a thing: who leads it, where it is, how much it does.
const answer = (thing) => {
  const own = touching[thing.id], named = (kind, most = 6) => { const all = [...new Set(own.filter((f) => f.kind === kind).flatMap((f) => (thing.kind === "task" ? subjects(f) : thing.kind === "cluster" ? f.of : [f.what])))]; return all.length ? all.slice(0, most).map((id) => things[id].name).join("、") + (all.length > most ? "…" : "") : ""; };
  const part = (key, names) => (names ? `${t(key)}：${names}` : "");
  if (thing.kind === "task") return part("lead", named("lead")) || [t("noLead"), part("responsible", named("responsible")) || part("joint", named("joint"))].filter(Boolean).join("；");
  if (thing.kind === "cluster" || thing.kind === "district") return part("located", named("located", 12));
  if (thing.kind === "agency") return ROLES.map((role) => [role, new Set(own.filter((f) => f.kind === role).flatMap((f) => f.of)).size]).filter(([, n]) => n).map(([role, n]) => `${t(role)} ${n}`).join("，");
  const tasks = [...tasksOf(thing.id)], leads = [...new Set(tasks.flatMap((task) => touching[task].filter((f) => f.kind === "lead").flatMap(subjects)))];
  return leads.length ? part("lead", leads.slice(0, 4).map((id) => things[id].name).join("、")) : [...new Set(tasks.flatMap((task) => touching[task].filter((f) => f.kind === "responsible").flatMap(subjects)))].slice(0, 4).map((id) => things[id].name).join("、");
};
const about = (id) => {
  const thing = things[id], lines = [];
  const note = (words) => lines.push(el("p", { class: "note" }, words));
  if (thing.kind === "agency") {
    if (thing.detail) note(t("detailLevel", t(thing.detail)));
    if (thing.also.length || thing.short !== thing.name) note(t("also", [...new Set([thing.short, ...thing.also])].filter((n) => n !== thing.name).join("、")));
    if (!thing.current.length) { if (reformsKnown) note(t("todayUnknown")); } else if (thing.current.length === 1 && thing.current[0] === id) note(t("todaySame"));
    else note(t("todayBody", thing.current.map((body) => things[body].name).join("、")));
  } else if (thing.kind === "technology" && WORDS[lang].technologyKind[thing.detail]) note(WORDS[lang].technologyKind[thing.detail]);
  if (thing.kind === "task") {
    const fact = taskSection.get(id), leads = touching[id].filter((f) => f.kind === "lead");
    const above = lineage(fact.document, fact.section).slice(0, -1);
    if (above.length) note(t("under", above.map((s) => s[1]).join(" › ")));
    if (!leads.length && allowed("lead")) lines.push(el("p", { class: "note alert" }, t("noLead")));
    const own = thing.at && slice(...thing.at).trim();
    if (own) lines.push(el("details", { class: "own", open: own.length < 160 }, el("summary", {}, t("taskText")), el("p", {}, own)));
  }
  const places = touching[id].filter((f) => f.kind === "located");
  if (thing.kind === "cluster" && places.length) lines.push(el("p", { class: "note" }, t("hostedIn", ""), ...[...new Set(places.flatMap((f) => f.of))].map((place) => go(place))));
  return lines;
};
let shownRows = 60;
const panel = () => {
  const rows = chosenFacts(), chosen = state.chosen, box = byId("facts");
  byId("panel-title").textContent = chosen.length ? chosen.map((id) => things[id].name).join(t("and")) : t("summary");
  if (!chosen.length) {
    const counts = tally();
    byId("panel-note").textContent = counts.length ? t("summaryNote") : t("noDuties");
    const first = counts.length ? counts.slice(0, 200).map((c) => el("li", {}, go(c.id), el("span", { class: "count" }, ` ${c.lead.size ? t("summaryLead", c.lead.size) : ""}${t("summaryAll", c.all.size)}`)))
      : things.filter((thing) => thing.kind === "cluster" && shownThing(thing)).slice(0, 200).map((thing) => el("li", {}, go(thing.id), el("span", { class: "count" }, ` ${[...new Set(touching[thing.id].filter((f) => f.kind === "located").flatMap((f) => f.of))].map((id) => things[id].name).join("、")}`)));
    box.replaceChildren(el("ol", { class: "plain" }, first));
  } else {
    byId("panel-note").textContent = `${chosen.map((id) => t(things[id].kind)).join(t("and"))}　${rows.length} ${t("sentences")}`;
    const more = () => { shownRows += 100; panel(); };
    box.replaceChildren(...(chosen.length === 1 ? about(chosen[0]) : []), ...(rows.length ? listOf(rows, chosen, shownRows, more) : [el("p", { class: "note" }, t("nothing"))]));
  }
};
const showList = () => {
  const box = byId("results"), words = state.words.trim(), more = () => { shownRows += 100; showList(); };
  byId("names").replaceChildren();
  // Of what is chosen there is nothing to choose from.
  byId("matches").hidden = !words && state.chosen.length > 0;
  if (!words) {
    byId("found").textContent = state.chosen.length ? "" : t("startSearch");
    const rows = chosenFacts().filter((fact) => state.chosen.length || isRole(fact.kind));
    box.replaceChildren(el("h2", {}, state.chosen.map((id) => things[id].name).join(t("and")) || t("foundDuties")), ...(state.chosen.length === 1 ? about(state.chosen[0]) : []),
      ...(rows.length ? listOf(rows, state.chosen, shownRows, more) : [el("p", { class: "note" }, t("nothing"))]));
    return rows;
  }
  const found = matches(words), best = found.length ? rank(ready()[found[0].id], plain(words)) : 0;
  // The duties are those of the names that fit best: 发改委 written in order is not meant to bring what it only resembles.
  const close = found.filter((thing) => rank(ready()[thing.id], plain(words)) <= (best <= 2 ? 2 : Math.max(4, best))), rows = relevant(words, close), quotes = sentences(words, rows);
  byId("found").textContent = found.length ? `${t("found", found.length)}　${t("enterOpens")}` : rows.length || quotes.length ? t("found", 0) : t("foundNothing", words);
  byId("names").append(...found.slice(0, 60).map((thing) => el("li", {}, el("div", {}, go(thing.id), el("span", { class: `kind ${thing.kind}` }, t(thing.kind))), el("div", { class: "answer" }, answer(thing)))),
    ...(found.length > 60 ? [el("li", { class: "note" }, t("moreFound", found.length - 60))] : []));
  box.replaceChildren();
  if (rows.length) box.append(el("h2", {}, t("foundDuties")), ...listOf(rows, [], shownRows, more));
  if (quotes.length) box.append(el("h2", {}, t("foundText", words)), el("ol", { class: "facts" }, quotes.map((place) => {
    const text = slice(place.document, place.from, place.to), at = text.indexOf(words), before = Array.from(text.slice(0, at)).length, long = Array.from(words).length;
    const section = sectionAt(place);
    return el("li", {}, el("blockquote", {}, marked(place.document, place.from, place.to, at >= 0 ? [[place.from + before, place.from + before + long]] : [])), placeLine(place.document, section, place.from, place.to));
  })));
  return rows;
};
const sectionAt = ({ document, from }) => {
  let found = -1;
  docs[document].sections.forEach((section, i) => { if (section[2] <= from) found = i; });
  return found;
};
