let known = null;
const ready = () => (known = known || things.map((thing) => searchable([thing.name, thing.short, ...thing.also], thing.readings)));
// Things that pass the filters and fit the words, best first; kinds in the order of KINDS, those of whom most is said first.
const matches = (words) => {
  const asked = plain(words);
  if (!asked) return [];
  const index = ready();
  return things.filter(shownThing).map((thing) => [rank(index[thing.id], asked), thing]).filter(([score]) => score < Infinity)
    .sort(([a, x], [b, y]) => a - b || KINDS.indexOf(x.kind) - KINDS.indexOf(y.kind) || touching[y.id].length - touching[x.id].length)
    .map(([, thing]) => thing);
};
// The headings above a task and its own words.
const taskText = new Map();
const taskWords = (task) => {
  if (!taskText.has(task)) taskText.set(task, plain(`${where(taskSection.get(task))}\n${slice(...things[task].at)}`));
  return taskText.get(task);
};
// Duties that the words are about: of the things that fit, and of the tasks below a heading, or in words, that have them.
const relevant = (words, found) => {
  const asked = plain(words), chosen = new Set(found.filter((thing) => thing.kind !== "agency").flatMap((thing) => [...tasksOf(thing.id)]));
  const agencies = new Set(found.filter((thing) => thing.kind === "agency").map((thing) => thing.id));
  const others = new Set(found.filter((thing) => thing.kind !== "agency").map((thing) => thing.id));
  const spoken = (task) => taskWords(task).includes(asked);
  return passing.filter((fact) => (isRole(fact.kind)
    ? subjects(fact).some((id) => agencies.has(id)) || fact.of.some((task) => chosen.has(task)) || (asked.length > 1 && spoken(fact.of[0]))
    : ends(fact).some((id) => others.has(id))));
};
// Sentences with the words in them that no fact above rests on.
const sentences = (words, told) => {
  const asked = words.trim(), out = [];
  if (asked.length < 2) return out;
  const covered = told.map((fact) => `${fact.document} ${fact.from}`), seen = new Set(covered);
  docs.filter((d) => open[d.id]).forEach((d) => {
    for (let at = d.text.indexOf(asked); at >= 0 && out.length < 200; at = d.text.indexOf(asked, at + 1)) {
      const from = Math.max(...["。", "；", "\n", "！"].map((mark) => d.text.lastIndexOf(mark, at - 1))) + 1;
      const next = ["。", "；", "\n", "！"].map((mark) => d.text.indexOf(mark, at)).filter((i) => i >= 0), to = next.length ? Math.min(...next) + 1 : d.text.length;
      // Offsets are in characters of the file, of which some are two of the string's.
      const count = (end) => d.base + (d.astral ? Array.from(d.text.slice(0, end)).length : end);
      const place = { document: d.id, from: count(from), to: count(to) };
      if (seen.has(`${d.id} ${place.from}`)) continue;
      seen.add(`${d.id} ${place.from}`);
      out.push(place);
    }
  });
  return out;
};
