// A table that is walked with the arrow keys (ARIA's grid): one stop of Tab, Enter chooses.
const COLUMNS_A_PAGE = 24;
// In a table of tasks a technology, a target or a place is where the tasks are that it stands in.
const related = (id) => (state.matrix === "tasks" && !["agency", "task"].includes(things[id].kind) ? [id, ...tasksOf(id)] : [id]);
const gridOf = ({ caption, corner, rows, columns, cell, foot, onCell, onRow, onColumn, count }) => {
  const chosen = new Set(state.chosen.flatMap((id) => related(id)));
  const head = el("tr", {}, el("th", { scope: "col", class: "corner" }, corner), columns.map((c, j) => el("th", {
    scope: "col", class: `column${chosen.has(c.id) ? " chosen" : ""}`, title: c.title, tabindex: "-1", data: { column: j },
  }, el("span", {}, c.label))), count ? el("th", { scope: "col", class: "column" }, el("span", {}, count)) : null);
  const body = rows.map((r, i) => {
    if (r.heading) return el("tr", { class: "heading" }, el("th", { scope: "rowgroup", colspan: columns.length + (count ? 2 : 1), class: `depth${Math.min(4, r.depth)}` }, r.heading));
    const cells = columns.map((c, j) => {
      const found = cell(r, c);
      const made = el("td", { tabindex: "-1", class: found ? `on ${found.class || ""}${chosen.has(r.id) && chosen.has(c.id) ? " chosen" : ""}` : undefined, title: found && found.title, data: { row: i, column: j } }, found ? found.text : null);
      if (found && found.shade !== undefined) made.style.setProperty("--shade", `${Math.round(10 + 55 * found.shade)}%`);
      return made;
    });
    return el("tr", { class: chosen.has(r.id) ? "chosen" : undefined }, el("th", { scope: "row", tabindex: "-1", title: r.title, class: `depth${Math.min(4, r.depth || 0)}`, data: { row: i } }, r.path ? el("span", { class: "path" }, r.path) : null, r.label),
      cells, count ? el("td", { class: "sum", tabindex: "-1" }, String(r.count === undefined ? "" : r.count)) : null);
  });
  const feet = (foot || []).map(([name, numbers]) => el("tr", {}, el("th", { scope: "row" }, name), columns.map((c) => el("td", { class: "sum", tabindex: "-1" }, numbers(c) ? String(numbers(c)) : null)), count ? el("td", { class: "sum" }) : null));
  const table = el("table", { class: "grid", role: "grid", "aria-readonly": "true" }, el("caption", {}, caption), el("thead", {}, head), el("tbody", {}, body), feet.length ? el("tfoot", {}, feet) : null);
  const act = (target) => {
    const at = target.closest("th, td");
    if (!at || at.dataset.row === undefined && at.dataset.column === undefined) return;
    const r = rows[at.dataset.row], c = columns[at.dataset.column];
    if (r && c) { if (cell(r, c)) onCell(r, c); } else if (r) onRow(r); else onColumn(c);
  };
  const stops = () => [...table.rows].map((row) => [...row.cells].filter((c) => c.tabIndex > -2 && (c.hasAttribute("tabindex")))).filter((row) => row.length);
  const first = table.querySelector("tbody td.chosen") || table.querySelector("[tabindex]");
  if (first) first.tabIndex = 0;
  table.addEventListener("click", (event) => act(event.target));
  table.addEventListener("keydown", (event) => {
    const at = event.target.closest("th, td");
    if (!at) return;
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(at); return; }
    const lines = stops(), y = lines.findIndex((row) => row.includes(at));
    if (y < 0) return;
    // Columns are told by where a cell stands in its row: the heads of the columns have no head of a row before them.
    const x = at.cellIndex, reach = (row, column) => row.find((c) => c.cellIndex === column) || row[row.length - 1];
    const moves = { ArrowRight: () => reach(lines[y], x + 1), ArrowLeft: () => lines[y].find((c) => c.cellIndex === Math.max(0, x - 1)), ArrowDown: () => lines[y + 1] && reach(lines[y + 1], x), ArrowUp: () => lines[y - 1] && reach(lines[y - 1], x), Home: () => lines[y][0], End: () => lines[y][lines[y].length - 1] };
    if (!moves[event.key]) return;
    event.preventDefault();
    const next = moves[event.key]();
    if (!next) return;
    table.querySelectorAll("[tabindex='0']").forEach((c) => { c.tabIndex = -1; });
    next.tabIndex = 0;
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  return table;
};
