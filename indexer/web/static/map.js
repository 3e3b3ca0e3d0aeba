// The map of cities: shapes of countries, circles that join while they would overlap, and the years chosen by two sliders.
(function () {
  "use strict";

  var place = document.getElementById("map");
  if (!place || !window.L || !window.topojson) return;
  var numbers = new Intl.NumberFormat(place.dataset.language);
  var form = document.getElementById("years");
  var cities = [], rows = {}, drawn = null, map = null;

  function load(address) {
    return fetch(address, {credentials: "same-origin"}).then(function (answer) { return answer.json(); });
  }

  function years() {
    if (!form) return null;
    var ends = [Number(form.first.value), Number(form.last.value)];
    return [Math.min.apply(null, ends), Math.max.apply(null, ends)];
  }

  function everything(span) {
    return !span || (span[0] <= Number(form.first.min) && span[1] >= Number(form.last.max));
  }

  function counted(city, span) {
    if (everything(span)) return city.documents;
    return Object.keys(city.years).reduce(function (sum, year) {
      return sum + (Number(year) && year >= span[0] && year <= span[1] ? city.years[year] : 0);
    }, 0);
  }

  function radius(documents) { return Math.min(34, 7 + 3.2 * Math.sqrt(documents)); }

  // Largest first; a city whose circle would touch one that is drawn joins it.
  function clusters(span) {
    var found = [];
    cities.map(function (city) { return {city: city, n: counted(city, span)}; })
      .filter(function (each) { return each.n; })
      .sort(function (a, b) { return b.n - a.n || (a.city.name < b.city.name ? -1 : 1); })
      .forEach(function (each) {
        var at = map.latLngToLayerPoint([each.city.latitude, each.city.longitude]);
        var near = found.find(function (other) { return at.distanceTo(other.at) < radius(other.n) + radius(each.n) + 4; });
        if (near) { near.members.push(each); return; }
        found.push({at: at, n: each.n, members: [each]});
      });
    return found;
  }

  function said(cluster) {
    var first = cluster.members[0], rest = cluster.members.length - 1;
    return numbers.format(first.n) + " " + first.city.name + (rest ? " +" + rest : "");
  }

  function icon(cluster) {
    var size = Math.round(2 * radius(cluster.n)), rest = cluster.members.length - 1;
    var body = document.createElement("span"), name = document.createElement("span"), disc = document.createElement("span");
    disc.className = "disc s" + Math.min(34, Math.round(radius(cluster.n)));
    disc.textContent = numbers.format(cluster.n);
    name.className = "town " + (cluster.named || "");
    name.textContent = cluster.members[0].city.name + (rest ? " +" + rest : "");
    body.append(disc);
    if (cluster.named) body.append(" ", name);
    return L.divIcon({className: "spot" + (rest ? " many" : ""), html: body, iconSize: [size, size]});
  }

  function open(cluster) {
    if (cluster.members.length > 1 && map.getZoom() < map.getMaxZoom()) {
      map.fitBounds(L.latLngBounds(cluster.members.map(function (each) { return [each.city.latitude, each.city.longitude]; })).pad(0.3));
    } else {
      location.href = place.dataset.entity.replace("ID", encodeURIComponent(cluster.members[0].city.id));
    }
  }

  function draw() {
    var span = years();
    if (drawn) drawn.remove();
    drawn = L.layerGroup(label(clusters(span)).map(function (cluster) {
      var city = cluster.members[0].city;
      var marker = L.marker([city.latitude, city.longitude], {
        icon: icon(cluster), title: cluster.members.map(function (each) { return each.city.name + ": " + each.n; }).join("\n"),
        alt: said(cluster), keyboard: true, zIndexOffset: 10 * cluster.n
      });
      marker.on("click", function () { open(cluster); });
      marker.on("add", function () { marker.getElement().setAttribute("aria-label", said(cluster)); });
      return marker;
    })).addTo(map);
    tell(span);
  }

  // The table shows the same years as the map.
  function tell(span) {
    if (!form) return;
    var outputs = form.querySelectorAll("output");
    outputs[0].value = span[0];
    outputs[1].value = span[1];
    cities.forEach(function (city) {
      var row = rows[city.id], n = counted(city, span);
      if (!row) return;
      row.hidden = !n;
      row.querySelector(".figure").firstElementChild.textContent = numbers.format(n);
    });
  }

  // Names are written for the largest first, wherever they cover neither a circle nor another name.
  function label(found) {
    var taken = found.map(function (each) {
      var r = radius(each.n) + 1;
      return [each.at.x - r, each.at.y - r, each.at.x + r, each.at.y + r, each];
    });
    var corner = map.containerPointToLayerPoint([0, 0]), size = map.getSize();
    function seen(box) {
      return box[0] >= corner.x && box[1] >= corner.y && box[2] <= corner.x + size.x && box[3] <= corner.y + size.y;
    }
    found.forEach(function (each) {
      var sides = boxes(each);
      // what lies beyond the edge is named all the same, for it may be moved into sight
      var off = !map.getBounds().contains(map.layerPointToLatLng(each.at));
      each.named = Object.keys(sides).find(function (side) {
        var box = sides[side];
        return (off || seen(box)) && !taken.some(function (other) {
          return other[4] !== each && box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3];
        });
      });
      if (each.named) taken.push(sides[each.named]);
    });
    return found;
  }

  // The room a name takes on each side of its circle, in the order in which they are tried.
  function boxes(each) {
    var rest = each.members.length > 1, wide = 7.6 * (each.members[0].city.name.length + (rest ? 3 : 0));
    var x = each.at.x, y = each.at.y, r = radius(each.n) + (rest ? 5 : 2);
    return {
      under: [x - wide / 2, y + r, x + wide / 2, y + r + 15, each],
      over: [x - wide / 2, y - r - 15, x + wide / 2, y - r, each],
      right: [x + r, y - 7, x + r + wide, y + 7, each],
      left: [x - r - wide, y - 7, x - r, y + 7, each]
    };
  }

  // Shapes are stitched across the 180th meridian: a ring that jumps over it is unrolled, or it would cross the whole map.
  function unrolled(shapes) {
    shapes.features = shapes.features.filter(function (each) { return each.id !== "010"; }); // Antarctica is no ring at all
    shapes.features.forEach(function (each) {
      var polygons = each.geometry.type === "Polygon" ? [each.geometry.coordinates] : each.geometry.coordinates;
      polygons.forEach(function (rings) {
        rings.forEach(function (ring) {
          for (var n = 1; n < ring.length; n++) {
            var turns = Math.round((ring[n - 1][0] - ring[n][0]) / 360);
            if (turns) ring[n] = [ring[n][0] + 360 * turns, ring[n][1]];
          }
        });
      });
    });
    return shapes;
  }

  // A town that one document names, far from all others, does not decide what is seen first.
  function core() {
    var total = cities.reduce(function (sum, city) { return sum + city.documents; }, 0), seen = 0;
    return cities.filter(function (city) {
      seen += city.documents;
      return seen - city.documents < 0.97 * total;
    });
  }

  function look() {
    var chosen = cities.find(function (city) { return city.id === place.dataset.city; });
    var points = core().map(function (city) { return [city.latitude, city.longitude]; });
    if (chosen) {
      map.setView([chosen.latitude, chosen.longitude], 6);
    } else if (points.length) {
      map.fitBounds(L.latLngBounds(points).pad(0.08), {maxZoom: 6});
    } else {
      map.setView([45, 60], 3);
    }
  }

  Promise.all([load(place.dataset.cities), load(place.dataset.shapes)]).then(function (answers) {
    cities = answers[0].cities;
    document.querySelectorAll("#cities tbody tr").forEach(function (row) {
      rows[decodeURIComponent(row.querySelector("a").pathname.split("/").pop())] = row;
    });
    place.hidden = false;
    map = L.map(place, {
      attributionControl: false, zoomControl: false, minZoom: 1, maxZoom: 9, worldCopyJump: true,
      zoomSnap: 0.5, scrollWheelZoom: false, maxBounds: [[-75, -400], [86, 400]]
    });
    L.control.zoom({zoomInTitle: place.dataset["in"], zoomOutTitle: place.dataset.out}).addTo(map);
    L.geoJSON(unrolled(topojson.feature(answers[1], answers[1].objects.countries)), {
      interactive: false, style: function () { return {className: "land", weight: 0.7, fillOpacity: 1}; }
    }).addTo(map);
    look();
    draw();
    map.on("zoomend", draw);
    if (form) {
      form.addEventListener("input", draw);
      form.querySelector("button").hidden = true;
    }
  }).catch(function () {
    place.hidden = true; // the table says the same
  });
})();
