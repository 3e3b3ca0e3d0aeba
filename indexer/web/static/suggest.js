// The box offers words and names of the archive while one types; the browser's own list shows them.
(function () {
  "use strict";
  var box = document.getElementById("q"), list = document.getElementById("completions");
  if (!box || !list) return;
  var waiting = 0, asked = "";

  function show(queries) {
    list.replaceChildren.apply(list, queries.map(function (query) {
      var option = document.createElement("option");
      option.value = query;
      return option;
    }));
  }

  function ask() {
    var typed = box.value;
    if (typed.trim().length < 2 || typed === asked) return;
    asked = typed;
    fetch(box.dataset.suggest + "?q=" + encodeURIComponent(typed.slice(0, 200)), {credentials: "same-origin"})
      .then(function (answer) { return answer.ok ? answer.json() : [typed, []]; })
      .then(function (said) { if (box.value === said[0]) show(said[1]); })
      .catch(function () { show([]); });
  }

  box.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 180);
  });
})();
