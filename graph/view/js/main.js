const MATCHING = ["agency", "task", "technology", "district", "cluster", "target", "instrument"];
let quiet = false;
const remember = (replace) => {
  const code = `#${encoded()}`;
  if (quiet || code === location.hash) return;
  // A page shown in a notebook has no address of its own; it works without one.
  if (location.protocol === "about:") return;
  if (replace) history.replaceState(null, "", code); else history.pushState(null, "", code);
};
const change = (given, replace) => {
  state = { ...state, ...given };
  if (given.chosen || given.document !== undefined || given.view) shownRows = 60;
  if (given.document !== undefined && given.document >= 0) state.of = given.document;
  if (given.chosen && given.at === undefined) state.at = null;
  if (given.chosen && given.of === undefined) state.of = documentOf();
  render();
  remember(replace);
};
// What is chosen in one view is chosen in all: the matrix turns to the document that says most of it, unless its own does.
const documentOf = () => {
  sift();
  if (!state.chosen.length) return state.of;
  const told = chosenFacts(), duties = told.filter((fact) => isRole(fact.kind)), counts = new Map();
  (duties.length ? duties : told).forEach((fact) => counts.set(fact.document, (counts.get(fact.document) || 0) + 1));
  if (counts.has(state.of) || !counts.size) return state.of;
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0];
};
const choose = (chosen, stay) => {
  const view = stay || state.view !== "list" ? state.view : "list";
  const inside = chosen.every((id) => typeof id !== "number" || touching[id].length);
  // Something that the filters hide is shown among all documents.
  change({ chosen, words: "", view, ...(inside ? {} : { document: -1, level: "", from: "", until: "", off: new Set() }) });
  if (!stay) byId("panel-title").focus({ preventScroll: true });
};
const read = (at) => change({ view: "text", at });

const chips = () => {
  const chosen = state.chosen.map((id) => things[id].name).join(t("and"));
  byId("chosen").replaceChildren(...(chosen ? [el("span", {}, `${t("chosen")}：`), el("b", {}, chosen), button(t("clear"), () => change({ chosen: [], at: null }), { class: "clear" })] : []),
    el("span", { class: "count" }, t("counts", chosenFacts().length, docs.filter((d) => open[d.id]).length)));
};
const render = () => {
  sift();
  VIEWS.forEach((view) => { const tab = byId(`tab-${view}`), on = view === state.view; tab.setAttribute("aria-selected", String(on)); tab.tabIndex = on ? 0 : -1; });
  const picture = ["focus", "map"].includes(state.view);
  byId("view-matrix").hidden = state.view !== "matrix";
  byId("view-list").hidden = state.view !== "list";
  byId("view-picture").hidden = !picture;
  byId("view-picture").setAttribute("aria-labelledby", `tab-${state.view === "map" ? "map" : "focus"}`);
  byId("view-text").hidden = state.view !== "text";
  byId("side").hidden = state.view === "list";
  const set = (id, value) => { if (byId(id).value !== value) byId(id).value = value; };
  set("document", String(state.document)); set("level", state.level); set("from", state.from); set("until", state.until); set("of", String(state.document >= 0 ? state.document : state.of)); set("matrix-kind", state.matrix);
  if (document.activeElement !== byId("search")) set("search", state.words);
  document.querySelectorAll("#kinds input, #roles input").forEach((box) => { box.checked = !state.off.has(box.value); });
  document.querySelectorAll("#map-extras input").forEach((box) => { box.checked = state.extras.has(box.value); });
  byId("today").checked = state.today;
  byId("two").checked = state.steps === 2;
  const narrowed = state.off.size || state.level || state.from || state.until || state.today;
  byId("filters").classList.toggle("active", Boolean(narrowed));
  chips();
  if (state.view === "matrix") showMatrix();
  if (state.view === "list") showList(); else panel();
  if (picture) showPicture();
  if (state.view === "text") showDocument();
};

const boxes = (home, keys, on) => home.append(...keys.map((key) => {
  const box = el("input", { type: "checkbox", value: key, on: { change: () => on(key, box.checked) } });
  const stroke = isRole(key) ? el("span", { class: `stroke ${key}`, "aria-hidden": "true" }) : null;
  return el("label", {}, box, stroke, el("span", { data: { t: key } }));
}));
const toggle = (set, key, on) => { const made = new Set(set); if (on) made.add(key); else made.delete(key); return made; };
const say = () => {
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  document.title = t("title");
  document.querySelectorAll("[data-t]").forEach((node) => { node.textContent = t(node.dataset.t); });
  document.querySelectorAll("[data-label]").forEach((node) => node.setAttribute("aria-label", t(node.dataset.label)));
  byId("search").placeholder = t("search");
  const titled = (d) => d.title + (d.digest ? "（摘编，非原文）" : "");
  const options = docs.map((d) => new Option(titled(d), String(d.id)));
  byId("document").replaceChildren(new Option(t("allDocuments"), "-1"), ...options.map((o) => o.cloneNode(true)));
  byId("of").replaceChildren(...options.map((o) => o.cloneNode(true)));
  byId("read").replaceChildren(...options);
  byId("level").replaceChildren(new Option(t("allLevels"), ""), ...LEVELS.filter((level) => docs.some((d) => d.level === level)).map((level) => new Option(t(level), level)));
  const years = [...new Set(docs.map((d) => d.issued.slice(0, 4)).filter(Boolean))].sort();
  ["from", "until"].forEach((id) => byId(id).replaceChildren(new Option(t("anyYear"), ""), ...years.map((year) => new Option(year, year))));
  byId("matrix-kind").replaceChildren(...MATRICES.map((kind) => new Option(t(kind), kind)));
  byId("keys").replaceChildren(...t("keys").flatMap(([key, means]) => [el("dt", {}, key), el("dd", {}, means)]));
  byId("language").textContent = t("other");
  byId("language").setAttribute("aria-label", t("otherLabel"));
  byId("dark").textContent = palette === DARK ? t("light") : t("dark");
};
const shade = (dark) => { palette = dark ? DARK : LIGHT; document.documentElement.dataset.theme = dark ? "dark" : "light"; };
const restore = (code) => {
  const { made, language } = decoded(code);
  quiet = true;
  if (language !== lang) { lang = language; say(); }
  state = made;
  render();
  quiet = false;
};
const speak = (language) => { lang = language; written = ""; say(); render(); remember(true); };

const dialog = (id, first) => { byId(id).showModal(); if (first) first.focus(); };
const copyView = async () => {
  const code = `qz:${encoded()}`, box = byId("code");
  byId("code-note").textContent = "";
  box.value = code;
  box.readOnly = true;
  byId("open-code").hidden = true;
  dialog("share", box);
  box.select();
  try { await navigator.clipboard.writeText(code); byId("code-note").textContent = t("copied"); } catch { byId("code-note").textContent = document.execCommand("copy") ? t("copied") : ""; }
};
const pasteView = () => {
  const box = byId("code");
  box.readOnly = false;
  box.value = byId("code-note").textContent = "";
  byId("open-code").hidden = false;
  dialog("share", box);
};
const openCode = () => {
  const given = byId("code").value.trim().replace(/^[^#]*#/, "");
  const code = given.replace(/^qz:/, "");
  if (!/(^|&)v=/.test(code)) { byId("code-note").textContent = t("badCode"); return; }
  byId("share").close();
  restore(code);
  remember();
};

const start = () => {
  boxes(byId("kinds"), MATCHING, (key, on) => change({ off: toggle(state.off, key, !on) }));
  boxes(byId("roles"), ROLES, (key, on) => change({ off: toggle(state.off, key, !on) }));
  boxes(byId("map-extras"), EXTRAS, (key, on) => change({ extras: toggle(state.extras, key, on) }));
  byId("tabs").append(...VIEWS.map((view) => button("", () => change({ view, at: view === "text" ? state.at : null }), {
    id: `tab-${view}`, role: "tab", "data-t": view, "aria-controls": ["focus", "map"].includes(view) ? "view-picture" : `view-${view}`,
  })));
  byId("tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = VIEWS[(VIEWS.indexOf(state.view) + step + VIEWS.length) % VIEWS.length];
    change({ view: next });
    byId(`tab-${next}`).focus();
  });
  const on = (id, name, run) => byId(id).addEventListener(name, run);
  on("document", "change", (e) => change({ document: Number(e.target.value), at: null }));
  on("of", "change", (e) => change({ of: Number(e.target.value) }));
  on("read", "change", (e) => change({ at: { document: Number(e.target.value), from: docs[e.target.value].base, to: docs[e.target.value].base } }));
  on("level", "change", (e) => change({ level: e.target.value }));
  on("from", "change", (e) => change({ from: e.target.value }));
  on("until", "change", (e) => change({ until: e.target.value }));
  on("today", "change", (e) => change({ today: e.target.checked }));
  on("two", "change", (e) => change({ steps: e.target.checked ? 2 : 1 }));
  on("matrix-kind", "change", (e) => change({ matrix: e.target.value }));
  on("search", "input", (e) => { if (!e.isComposing) change({ words: e.target.value, view: "list", ...(e.target.value ? { chosen: [] } : {}) }, state.view === "list"); });
  on("search", "compositionend", (e) => change({ words: e.target.value, view: "list", chosen: [] }, true));
  on("search", "keydown", (e) => {
    if (e.key !== "Enter" || e.isComposing) return;
    const [first] = matches(state.words);
    if (first) { change({ chosen: [first.id], words: "" }); byId("search").value = ""; byId("results").querySelector("h2").tabIndex = -1; byId("results").querySelector("h2").focus(); }
  });
  on("page", "click", onMark);
  on("png", "click", exportPng); on("svg", "click", exportSvg); on("csv", "click", exportCsv); on("table-csv", "click", exportTable); on("print", "click", () => window.print());
  on("copy", "click", copyView); on("paste", "click", pasteView); on("open-code", "click", openCode);
  on("help", "click", () => dialog("keyboard"));
  on("fit", "click", fit);
  on("in", "click", () => network && network.moveTo({ scale: network.getScale() * 1.3 }));
  on("out", "click", () => network && network.moveTo({ scale: network.getScale() / 1.3 }));
  on("language", "click", () => speak(lang === "zh" ? "en" : "zh"));
  on("dark", "click", () => { shade(palette !== DARK); say(); render(); });
  on("skip", "click", (e) => { e.preventDefault(); byId("main").focus(); });
  document.querySelectorAll("dialog .close").forEach((close) => close.addEventListener("click", () => close.closest("dialog").close()));
  // A menu closes when what is outside it is used.
  document.addEventListener("click", (e) => document.querySelectorAll("header details[open]").forEach((menu) => { if (!menu.contains(e.target)) menu.open = false; }));
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName) && !["checkbox"].includes(document.activeElement.type);
    if (document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      const menu = document.querySelector("header details[open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); return; }
      byId("search").value = "";
      change({ chosen: [], words: "", at: null });
    } else if (typing) return;
    else if (event.key === "/") { event.preventDefault(); byId("search").focus(); byId("search").select(); }
    else if (event.key === "?") dialog("keyboard");
    else if (/^[1-5]$/.test(event.key)) { change({ view: VIEWS[event.key - 1] }); byId(`tab-${state.view}`).focus(); }
  });
  window.addEventListener("popstate", () => restore(location.hash.slice(1)));
  window.addEventListener("beforeprint", () => byId("sheets").replaceChildren(...printable()));
  window.addEventListener("afterprint", () => byId("sheets").replaceChildren());
  if (data.home) { byId("home").hidden = false; byId("home").href = data.home; }
  if (!data.options) ["png", "svg", "tab-focus", "tab-map"].forEach((id) => { byId(id).hidden = true; });
  shade(matchMedia("(prefers-color-scheme: dark)").matches);
  say();
  if (location.hash.length > 1) restore(location.hash.slice(1));
  else {
    if (data.focus >= 0) { state.chosen = [data.focus]; state.view = data.options ? "focus" : "list"; }
    render();
  }
  document.body.dataset.ready = "yes";
};
start();
