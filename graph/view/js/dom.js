const byId = (id) => document.getElementById(id);
// Words reach the page by textContent alone: no markup of a document is ever read as markup.
const el = (tag, given = {}, ...children) => {
  const made = document.createElement(tag);
  Object.entries(given).forEach(([key, value]) => {
    if (value === undefined || value === null || value === false) return;
    if (key === "on") Object.entries(value).forEach(([name, run]) => made.addEventListener(name, run));
    else if (key === "class") made.className = value;
    else if (key === "data") Object.assign(made.dataset, value);
    else made.setAttribute(key, value === true ? "" : value);
  });
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
};
const button = (label, run, given = {}) => el("button", { type: "button", ...given, on: { click: run } }, label);
const raw = () => JSON.parse(byId("data").textContent);
