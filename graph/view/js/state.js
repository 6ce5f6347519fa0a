const VIEWS = ["matrix", "list", "focus", "map", "text"], MATRICES = ["tasks", "tech", "clusters", "docs"], EXTRAS = ["cluster", "district", "technology"];
// The matrix opens on the document that says most about who leads, else on the first that says who does anything.
const firstWithDuties = (() => {
  const leads = docs.map(() => 0);
  facts.forEach((fact) => { if (fact.kind === "lead") leads[fact.document] += 1; });
  const most = Math.max(0, ...leads);
  return most ? leads.indexOf(most) : (facts.find((fact) => isRole(fact.kind)) || { document: 0 }).document;
})();
// Documents that give nobody work are opened on their clusters and districts.
const firstMatrix = facts.some((fact) => isRole(fact.kind)) || !facts.some((fact) => fact.kind === "located") ? "tasks" : "clusters";
const fresh = () => ({
  view: "matrix", matrix: firstMatrix, of: firstWithDuties, document: -1, level: "", from: "", until: "", off: new Set(), chosen: [], words: "", steps: 1,
  today: false, extras: new Set(), at: null, rows: 60, columns: 60,
});
let state = fresh();

// A view as a short line of text: what stands behind # in the address, and what "copy view" copies.
const encoded = () => {
  const parts = [], put = (key, value) => { if (value) parts.push(`${key}=${encodeURIComponent(value)}`); };
  put("v", state.view);
  put("m", state.view === "matrix" && state.matrix !== firstMatrix ? state.matrix : "");
  put("o", state.of !== firstWithDuties ? String(state.of) : "");
  put("d", state.document >= 0 ? String(state.document) : "");
  put("s", state.chosen.map((id) => things[id].key).join("."));
  put("q", state.words);
  put("l", state.level);
  put("y", state.from || state.until ? `${state.from}-${state.until}` : "");
  put("f", [...state.off].join("."));
  put("n", state.steps === 2 ? "2" : "");
  put("t", state.today ? "1" : "");
  put("x", [...state.extras].join("."));
  put("a", state.at ? `${state.at.document}.${state.at.from}.${state.at.to}` : "");
  put("g", lang === "en" ? "en" : "");
  return parts.join("&");
};
const decoded = (code) => {
  const given = new URLSearchParams(code), made = fresh(), list = (key) => (given.get(key) || "").split(".").filter(Boolean);
  const number = (key, most, otherwise) => { const n = Number(given.get(key)); return given.has(key) && Number.isInteger(n) && n >= 0 && n < most ? n : otherwise; };
  if (VIEWS.includes(given.get("v"))) made.view = given.get("v");
  if (MATRICES.includes(given.get("m"))) made.matrix = given.get("m");
  made.of = number("o", docs.length, made.of);
  made.document = number("d", docs.length, -1);
  made.chosen = list("s").filter((key) => byKey.has(key)).map((key) => byKey.get(key)).slice(0, 2);
  made.words = given.get("q") || "";
  if (LEVELS.includes(given.get("l"))) made.level = given.get("l");
  [made.from, made.until] = (given.get("y") || "-").split("-").map((year) => (/^\d{4}$/.test(year) ? year : ""));
  made.off = new Set(list("f").filter((key) => KINDS.includes(key) || FACTS.includes(key)));
  made.steps = given.get("n") === "2" ? 2 : 1;
  made.today = given.get("t") === "1";
  made.extras = new Set(list("x").filter((key) => EXTRAS.includes(key)));
  const [document, from, to] = list("a").map(Number);
  if (docs[document] && from <= to) made.at = { document, from, to };
  return { made, language: given.get("g") === "en" ? "en" : "zh" };
};

// What the filters leave, and which facts touch a thing: made anew when a filter changes, not at every click.
let filtered = "", open = [], passing = [], touching = [];
const subjects = (fact) => {
  if (fact.what < 0) return [];
  const body = things[fact.what];
  // Where a reform split an agency, each body that holds a part of its work today; where none is known, as named.
  return state.today && isRole(fact.kind) && body.current.length ? body.current : [fact.what];
};
const ends = (fact) => [...subjects(fact), ...fact.of];
const NEEDS = { located: ["cluster", "district"], sited: ["district"], unparsed: [] };
const allowed = (kind) => !state.off.has(kind) && (isRole(kind) ? ["agency", "task"] : NEEDS[kind] || [kind]).every((k) => !state.off.has(k));
const sift = () => {
  const now = JSON.stringify([state.document, state.level, state.from, state.until, [...state.off], state.today]);
  if (now === filtered) return;
  filtered = now;
  const year = (d) => d.issued.slice(0, 4);
  open = docs.map((d) => (state.document < 0 || d.id === state.document) && (!state.level || d.level === state.level)
    && (!state.from || (year(d) && year(d) >= state.from)) && (!state.until || (year(d) && year(d) <= state.until)));
  const kinds = new Set(FACTS.filter(allowed));
  passing = facts.filter((fact) => open[fact.document] && kinds.has(fact.kind));
  touching = things.map(() => []);
  passing.forEach((fact) => new Set(ends(fact)).forEach((id) => touching[id].push(fact)));
};
const shownThing = (thing) => !state.off.has(thing.kind) && touching[thing.id].length > 0;
const tasksOf = (id) => (things[id].kind === "task" ? new Set([id]) : new Set(touching[id].flatMap((fact) => fact.of.filter((end) => things[end].kind === "task"))));
// The facts of what is chosen: of one thing all that touch it; of two those that touch both, or one of them within a task of both.
const chosenFacts = () => {
  const [one, two] = state.chosen;
  if (one === undefined) return passing;
  if (two === undefined) {
    const own = touching[one];
    return things[one].kind === "agency" ? own : own.concat(beside(one, own));
  }
  const direct = touching[one].filter((fact) => ends(fact).includes(two));
  if (direct.length) return direct;
  const other = tasksOf(two), shared = [...tasksOf(one)].filter((task) => other.has(task));
  return passing.filter((fact) => { const all = ends(fact); return (all.includes(one) || all.includes(two)) && shared.some((task) => all.includes(task)); });
};
// Who does something about a technology, a target or a district is said by the duties of the tasks that it stands in.
const beside = (id, own) => {
  if (["task", "agency", "cluster"].includes(things[id].kind)) return [];
  return [...tasksOf(id)].flatMap((task) => touching[task].filter((fact) => isRole(fact.kind)));
};
