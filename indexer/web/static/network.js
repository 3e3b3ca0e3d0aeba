// A network of more names than a drawn picture can hold: sigma's, on a canvas, in place of the picture of the most present.
(function () {
  "use strict";

  var place = document.getElementById("graph"), drawn = document.getElementById("drawn");
  if (!place || !window.Sigma || !window.graphology || !canDraw()) return;

  function canDraw() {
    try { return Boolean(document.createElement("canvas").getContext("webgl2")); } catch (error) { return false; }
  }

  // Organisations are squares, as in the drawn picture: no kind is told by colour alone.
  class Squares extends window.Sigma.rendering.NodePointProgram {
    getDefinition() {
      return Object.assign(super.getDefinition(), {
        FRAGMENT_SHADER_SOURCE: "precision mediump float; varying vec4 v_color; void main(void) { gl_FragColor = v_color; }"
      });
    }
  }

  // The page's own colours, in whichever scheme is shown now.
  function colours() {
    var probe = document.createElement("span"), found = {};
    place.appendChild(probe);
    ["person", "organisation", "ink", "raised", "quiet"].forEach(function (name) {
      probe.className = "paint " + name;
      found[name] = getComputedStyle(probe).color;
    });
    probe.remove();
    found.line = mixed(found.quiet, found.raised, 0.4);
    found.sans = getComputedStyle(document.body).fontFamily;
    return found;
  }

  // So much of the first colour in the second: sigma reads rgb() alone.
  function mixed(one, other, share) {
    var first = one.match(/[\d.]+/g), second = other.match(/[\d.]+/g);
    return "rgb(" + [0, 1, 2].map(function (at) { return Math.round(share * first[at] + (1 - share) * second[at]); }).join(",") + ")";
  }

  function graphOf(network, paint) {
    var graph = new window.graphology.Graph({type: "undirected"});
    var scale = Math.min(1, place.clientWidth / 900);
    network.nodes.forEach(function (node) {
      graph.addNode(node.id, {
        x: node.x, y: -node.y, label: node.name, kind: node.type, documents: node.documents, color: paint[node.type],
        size: scale * Math.min(12, 2 + 0.8 * Math.sqrt(node.documents)), type: node.type === "organisation" ? "square" : "circle"
      });
    });
    network.ties.forEach(function (tie) {
      graph.addEdge(tie.one, tie.other, {size: scale * Math.min(4, 0.5 + Math.sqrt(Math.max(tie.strength, 0)) / 8), color: paint.line});
    });
    return graph;
  }

  function show(network) {
    drawn.hidden = true;
    place.hidden = false;
    var paint = colours(), graph = graphOf(network, paint), over = "", near = new Set();
    var picture = new window.Sigma(graph, place.querySelector(".canvas"), {
      nodeProgramClasses: {square: Squares}, labelFont: paint.sans, labelSize: 12, labelColor: {color: paint.ink},
      labelRenderedSizeThreshold: 5, labelDensity: 0.7, minCameraRatio: 0.04, maxCameraRatio: 2, zIndex: true,
      defaultDrawNodeLabel: function (context, data, settings) { if (data.label) written(context, data, settings, paint, ""); },
      defaultDrawNodeHover: function (context, data, settings) { written(context, data, settings, paint, "600 "); },
      nodeReducer: function (id, data) {
        if (!over || id === over || near.has(id)) return data;
        return Object.assign({}, data, {color: paint.line, label: "", zIndex: 0});
      },
      edgeReducer: function (id, data) {
        return over && !graph.hasExtremity(id, over) ? Object.assign({}, data, {hidden: true}) : data;
      }
    });
    function look(id) {
      over = id;
      near = new Set(id ? graph.neighbors(id) : []);
      picture.refresh({skipIndexation: true});
    }
    picture.on("enterNode", function (event) { look(event.node); });
    picture.on("leaveNode", function () { look(""); });
    picture.on("clickNode", function (event) {
      window.location.assign(place.dataset.entity.replace("ID", encodeURIComponent(event.node)));
    });
    var ways = {closer: "animatedZoom", further: "animatedUnzoom", whole: "animatedReset"};
    Object.keys(ways).forEach(function (name) {
      place.querySelector("[data-way=" + name + "]").addEventListener("click", function () {
        picture.getCamera()[ways[name]]({duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200});
      });
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () {
      paint = colours();
      graph.forEachNode(function (id, data) { graph.setNodeAttribute(id, "color", paint[data.kind]); });
      graph.forEachEdge(function (id) { graph.setEdgeAttribute(id, "color", paint.line); });
      picture.setSetting("labelColor", {color: paint.ink});
    });
  }

  // A name with a rim of the ground's colour, so that no line runs through it.
  function written(context, data, settings, paint, weight) {
    var at = [data.label || "", data.x + data.size + 3, data.y + settings.labelSize / 3];
    context.font = weight + settings.labelSize + "px " + settings.labelFont;
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = paint.raised;
    context.strokeText(at[0], at[1], at[2]);
    context.fillStyle = paint.ink;
    context.fillText(at[0], at[1], at[2]);
  }

  fetch(place.dataset.network, {credentials: "same-origin"})
    .then(function (answer) { return answer.ok ? answer.json() : null; })
    .then(function (network) { if (network) show(network); });
})();
