// Searches that the reader keeps, in this browser only.
(function () {
  "use strict";
  var KEY = "svod.saved";

  function read() {
    try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch (error) { return []; }
  }

  function write(saved) {
    try { localStorage.setItem(KEY, JSON.stringify(saved.slice(0, 50))); } catch (error) { /* the browser keeps nothing */ }
  }

  function without(href) {
    return read().filter(function (each) { return each.href !== href; });
  }

  // Only addresses of our own search are followed, whatever the browser's store was made to hold.
  function ours(each) {
    return new URL(each.href, location.href).origin === location.origin && /\/search(\?|$)/.test(each.href);
  }

  function show() {
    var section = document.getElementById("saved");
    if (!section) return;
    var saved = read().filter(ours), list = section.querySelector("ul");
    section.hidden = !saved.length;
    list.replaceChildren();
    saved.forEach(function (each) {
      var item = document.createElement("li"), link = document.createElement("a"), forget = document.createElement("button");
      link.href = each.href;
      link.textContent = each.name;
      forget.type = "button";
      forget.className = "plain-button";
      forget.textContent = "×";
      forget.setAttribute("aria-label", section.dataset.forget + ": " + each.name);
      forget.addEventListener("click", function () { write(without(each.href)); show(); });
      item.append(link, " ", forget);
      list.append(item);
    });
  }

  function offer(button) {
    var href = button.dataset.save;
    function tell() {
      var kept = read().some(function (each) { return each.href === href; });
      button.setAttribute("aria-pressed", String(kept));
    }
    button.hidden = false;
    button.onclick = function () {
      var kept = button.getAttribute("aria-pressed") === "true";
      write(kept ? without(href) : [{href: href, name: button.dataset.name}].concat(without(href)));
      tell();
    };
    tell();
  }

  function start() {
    document.querySelectorAll("button[data-save]").forEach(offer);
    show();
  }

  document.addEventListener("htmx:afterSettle", start);
  start();
})();
