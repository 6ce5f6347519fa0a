// The index of a folder of pages: one search over everything, and which page says most of it.
const data = raw();
const KINDS = data.kinds;
const things = data.things.map(([kind, key, name, readings, part, said]) => ({ kind: KINDS[kind], key, name, part, said, known: null, readings }));
const link = (thing) => el("a", { href: `${data.parts[thing.part][0]}#v=list&s=${thing.key}` }, thing.name);
const show = () => {
  const words = plain(byId("search").value), home = byId("names");
  if (!words) { home.replaceChildren(); byId("found").textContent = t("things", things.length); return; }
  const found = [];
  things.forEach((thing) => {
    thing.known = thing.known || searchable([thing.name], thing.readings);
    const score = rank(thing.known, words);
    if (score < Infinity) found.push([score, thing]);
  });
  found.sort(([a, x], [b, y]) => a - b || KINDS.indexOf(x.kind) - KINDS.indexOf(y.kind) || y.said - x.said);
  byId("found").textContent = found.length ? t("found", found.length) : t("foundNothing", byId("search").value);
  home.replaceChildren(...found.slice(0, 100).map(([, thing]) => el("li", {}, link(thing), " ", el("span", { class: "kind" }, `${t(thing.kind)}　${t("pageOf", thing.part + 1)}　${thing.said} ${t("sentences")}`))),
    ...(found.length > 100 ? [el("li", { class: "note" }, t("moreFound", found.length - 100))] : []));
};
const say = () => {
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  document.title = t("title");
  document.querySelectorAll("[data-t]").forEach((node) => { node.textContent = t(node.dataset.t); });
  byId("search").placeholder = t("search");
  byId("search").setAttribute("aria-label", t("searchLabel"));
  byId("language").textContent = t("other");
  byId("parts").replaceChildren(...data.parts.map(([file, name, count]) => el("li", {}, el("a", { href: file }, name), el("span", { class: "count" }, `　${t("things", count)}`))));
  byId("documents").replaceChildren(...data.documents.map(([title, place, issued, digest]) => el("li", {}, title, digest ? el("span", { class: "digest" }, `（${t("digest")}）`) : null, el("span", { class: "count" }, `　${[place, issued].filter(Boolean).join("　")}`))));
  show();
};
byId("search").addEventListener("input", show);
byId("search").addEventListener("keydown", (event) => { const first = byId("names").querySelector("a"); if (event.key === "Enter" && !event.isComposing && first) first.click(); });
byId("language").addEventListener("click", () => { lang = lang === "zh" ? "en" : "zh"; say(); });
document.addEventListener("keydown", (event) => { if (event.key === "/" && document.activeElement !== byId("search")) { event.preventDefault(); byId("search").focus(); } });
if (data.focus) byId("search").value = data.focus;
say();
document.body.dataset.ready = "yes";
