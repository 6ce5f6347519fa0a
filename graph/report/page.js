// The page is whole without script; this only filters its rows.
(function () {
  var box = document.getElementById("q");
  var hits = document.getElementById("hits");

  function run() {
    var words = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    document.querySelectorAll("tbody").forEach(function (body) {
      var heading = null;
      var below = 0;
      Array.from(body.rows).forEach(function (row) {
        if (row.classList.contains("g")) {
          if (heading) heading.hidden = !below;
          heading = row;
          below = 0;
          return;
        }
        var text = (row.textContent + (heading ? heading.textContent : "")).toLowerCase();
        row.hidden = !words.every(function (word) { return text.includes(word); });
        if (!row.hidden) { shown++; below++; }
      });
      if (heading) heading.hidden = !below;
    });
    // Totals count the whole table, not what the filter left.
    document.querySelectorAll("tfoot").forEach(function (foot) { foot.hidden = words.length > 0; });
    hits.textContent = words.length ? shown : "";
  }

  box.addEventListener("input", run);
  run();
})();
