// "/" goes to the box, Esc leaves it; j and k go from answer to answer, Enter opens; n and p go from hit to hit in a document.
(function () {
  "use strict";

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function around(length, at, forward) {
    return at < 0 ? (forward ? 0 : length - 1) : (at + (forward ? 1 : -1) + length) % length;
  }

  function step(forward) {
    var hits = document.querySelectorAll("mark[id]");
    if (!hits.length) return;
    var at = Array.prototype.indexOf.call(hits, document.querySelector("mark:target"));
    location.hash = hits[around(hits.length, at, forward)].id;
  }

  // The link that has the focus is the answer chosen, so that Enter opens it without our help.
  function choose(forward) {
    var links = document.querySelectorAll(".hits > li :is(h2, h3) a");
    if (!links.length) return;
    var item = document.activeElement && document.activeElement.closest(".hits > li");
    var at = item ? Array.prototype.indexOf.call(links, item.querySelector(":is(h2, h3) a")) : -1;
    var link = links[around(links.length, at, forward)];
    link.focus({preventScroll: true});
    link.scrollIntoView({block: "center"});
  }

  var KEYS = {
    n: function () { step(true); },
    p: function () { step(false); },
    j: function () { choose(true); },
    k: function () { choose(false); }
  };

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    var box = document.getElementById("q");
    if (event.key === "Escape" && !event.isComposing) {
      if (event.target === box || event.target.closest(".hits")) event.target.blur();
    } else if (!typing(event.target)) {
      if (event.key === "/" && box) {
        event.preventDefault();
        box.focus();
        box.select();
      } else if (KEYS[event.key]) {
        KEYS[event.key]();
      }
    }
  });
})();
