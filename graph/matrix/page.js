// The page is whole without script; this only filters its rows.
(function () {
  var box = document.getElementById("q");
  var hits = document.getElementById("hits");

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
    var words = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    document.querySelectorAll("tr[data-f]").forEach(function (row) {
      row.hidden = !words.every(function (word) { return row.dataset.f.includes(word); });
      if (!row.hidden && "task" in row.dataset) shown++;
    });
    document.querySelectorAll("table.m tbody").forEach(headings);
    document.querySelectorAll("thead th.a").forEach(function (head) {
      var name = (head.title + head.textContent).toLowerCase();
      head.classList.toggle("hit", words.some(function (word) { return name.includes(word); }));
    });
    hits.textContent = words.length ? shown + " 项" : "";
  }

  box.addEventListener("input", run);
  run();
})();
