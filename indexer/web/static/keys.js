// "/" goes to the box, Esc leaves it; "n" and "p" go from hit to hit in a document.
(function () {
  "use strict";

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function step(forward) {
    var hits = document.querySelectorAll("mark[id]");
    if (!hits.length) return;
    var at = Array.prototype.indexOf.call(hits, document.querySelector("mark:target"));
    var next = at < 0 ? (forward ? 0 : hits.length - 1) : (at + (forward ? 1 : -1) + hits.length) % hits.length;
    location.hash = hits[next].id;
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    var box = document.getElementById("q");
    if (event.key === "Escape" && event.target === box) {
      box.blur();
    } else if (!typing(event.target)) {
      if (event.key === "/" && box) {
        event.preventDefault();
        box.focus();
        box.select();
      } else if (event.key === "n" || event.key === "p") {
        step(event.key === "n");
      }
    }
  });
})();
