const data = raw();
const KINDS = data.kinds, FACTS = data.facts, ROLES = FACTS.slice(0, 5), LEVELS = ["national", "province", "prefecture", "county", "zone"];
const SYMBOLS = { lead: "●", responsible: "○", support: "△", joint: "◇", supervise: "▽" };
const docs = data.documents.map((d, id) => ({ ...d, id, astral: /[\ud800-\udbff]/.test(d.text) }));
const things = data.things.map(([kind, key, name, short, readings, also, detail, current, at, label], id) => ({
  id, kind: KINDS[kind], key, name, short: short || name, readings: readings || "", also: also || [], detail: detail || "", current: current || [],
  at: at && at.length ? at : null, label: label || name,
}));
const facts = data.rows.map(([kind, what, of, document, section, start, end, from, to, term, confidence], id) => ({
  id, kind: FACTS[kind], what, of, document, section, start, end, from, to, term: term || "", confidence: confidence === undefined ? 1 : confidence,
}));
const owners = new Map();
for (let i = 0; i < data.owners.length; i += 2) owners.set(data.owners[i], data.owners[i + 1]);
const byKey = new Map(things.map((thing) => [thing.key, thing.id]));
const isRole = (kind) => ROLES.includes(kind);

// Offsets count characters of the restored file; a string of ours counts a rare character beyond the first plane as two.
const slice = (document, start, end) => {
  const d = docs[document];
  if (!d.astral) return d.text.slice(start - d.base, end - d.base);
  d.points = d.points || Array.from(d.text);
  return d.points.slice(start - d.base, end - d.base).join("");
};
const quote = (fact) => slice(fact.document, fact.from, fact.to).trim();
// The sections above a section, outermost first, itself last.
const lineage = (document, section) => {
  const all = docs[document].sections, out = [];
  for (let at = section, deep = Infinity; at >= 0; at -= 1) if (all[at][4] < deep) { out.unshift(all[at]); deep = all[at][4]; }
  return out;
};
const sectionOf = (fact) => (fact.section >= 0 ? docs[fact.document].sections[fact.section] : null);
const where = (fact) => lineage(fact.document, fact.section).map((s) => s[1]).join(" › ");
// The section of a task is that of any duty in it.
const taskSection = new Map();
facts.forEach((fact) => { if (isRole(fact.kind)) taskSection.set(fact.of[0], fact); });
