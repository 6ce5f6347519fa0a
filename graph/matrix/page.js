// The page is whole without script; this only filters its rows.
(function () {
  var box = document.getElementById("q");
  var hits = document.getElementById("hits");

  // One row of the clauses is one agency's part in one task: the words typed must meet in it, or else
  // "环保 牵头" would find every task in which one leads and another does the environment.
  function clauses(phrase) {
    var words = phrase.split(/\s+/);
    var exact = new Set();
    document.querySelectorAll("tr[data-who]").forEach(function (row) {
      var who = words.every(function (word) { return row.dataset.who.includes(word); });
      if (who) exact.add(row.id);
      row.hidden = !who && !row.querySelector(".q").textContent.toLowerCase().includes(phrase);
    });
    return exact;
  }

  // A heading shows while one of the rows below it does. Seen from the end, live[d] says that such a row
  // has been met since the last row at depth d or above.
  function headings(body) {
    var live = [];
    Array.from(body.rows).reverse().forEach(function (row) {
      var depth = Number(row.dataset.d);
      if (row.classList.contains("g")) row.hidden = !live[depth];
      live.length = Math.min(live.length, depth);
      if (!row.hidden) for (var d = 0; d < depth; d++) live[d] = true;
    });
  }

  function run() {
    var phrase = box.value.trim().toLowerCase();
    var exact = clauses(phrase);
    var shown = 0;
    document.querySelectorAll("tr.t").forEach(function (row) {
      row.hidden = true;
      row.querySelectorAll("a").forEach(function (link) {
        var ids = link.dataset.e.split(" ");
        link.classList.toggle("hit", phrase !== "" && ids.some(function (id) { return exact.has(id); }));
        if (ids.some(function (id) { return !document.getElementById(id).hidden; })) row.hidden = false;
      });
      if (!row.hidden) shown++;
    });
    document.querySelectorAll("table.m tbody").forEach(headings);
    document.querySelectorAll("section").forEach(function (section) {
      section.hidden = phrase !== "" && !section.querySelector("tr.t:not([hidden])");
    });
    // The totals count the whole document, not what the filter left.
    document.querySelectorAll("tfoot").forEach(function (foot) { foot.hidden = phrase !== ""; });
    hits.textContent = phrase ? shown + " 项" : "";
  }

  box.addEventListener("input", run);
  run();
})();
