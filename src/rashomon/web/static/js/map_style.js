// What the map looks like: our own outlines of the world, no server of tiles, glyphs or signs.

import { collection, feature, pointsOf } from "./geometry.js";

const SANS = ["Noto Sans", "Noto Sans Arabic", "Segoe UI", "DejaVu Sans", "sans-serif"];
const NAMES = [
  "sea", "land", "border", "river", "label", "town", "point", "point-ink", "contested", "circle",
  "zone", "zone-wash", "halo", "chosen",
];

/** The map's colors as the theme has them now, by name; WebGL knows no custom properties. */
export function colors(host) {
  const probe = document.createElement("span");
  probe.hidden = true;
  host.append(probe);
  const found = {};
  for (const name of NAMES) {
    probe.style.color = `var(--map-${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

/** Sources of the world's outlines and of what lies on them; `groups` joins near incidents. */
export function worldSources(world, { groups }) {
  const lines = (each) => collection(each.map((steps) => feature("LineString", pointsOf(steps))));
  return {
    land: geojson(
      collection(world.land.map((rings) => feature("Polygon", rings.map((ring) => closed(ring))))),
    ),
    borders: geojson(lines(world.borders)),
    disputed: geojson(lines(world.disputed)),
    rivers: geojson(
      collection(
        world.rivers.map(([name, steps]) => feature("LineString", pointsOf(steps), { name })),
      ),
    ),
    countries: geojson(
      collection(
        world.countries.map(([name, x, y, km]) => feature("Point", [x / 100, y / 100], { name, km })),
      ),
    ),
    towns: geojson(collection([])),
    zones: geojson(collection([])),
    circles: geojson(collection([])),
    incidents: {
      ...geojson(collection([])),
      cluster: groups,
      clusterRadius: 34,
      clusterMaxZoom: 13,
      clusterProperties: {
        incidents: ["+", ["get", "n"]],
        contested: ["+", ["case", ["get", "contested"], 1, 0]],
      },
    },
    chosen: geojson(collection([])),
  };
}

export function townFeatures(told) {
  return collection(
    told.towns.map(([name, x, y, thousands], rank) =>
      feature("Point", [x / 100, y / 100], { name, thousands, rank }),
    ),
  );
}

function geojson(data) {
  return { type: "geojson", data };
}

function closed(steps) {
  const ring = pointsOf(steps);
  const [first, last] = [ring[0], ring.at(-1)];
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push(first);
  return ring;
}

/** All layers, from the ground up. `tiles` is the address of map tiles, "" for none. */
export function layersFor(is, tiles) {
  const text = (size) => ({
    "text-font": SANS,
    "text-size": size,
    "text-max-width": 8,
  });
  const ink = (color) => ({
    "text-color": color,
    "text-halo-color": is.halo,
    "text-halo-width": 1.2,
  });
  const ground = tiles
    ? [{ id: "tiles", type: "raster", source: "tiles" }]
    : [
        { id: "land", type: "fill", source: "land", paint: { "fill-color": is.land } },
        {
          id: "rivers",
          type: "line",
          source: "rivers",
          minzoom: 4,
          layout: { "line-cap": "round", "line-join": "round" },
          paint: {
            "line-color": is.river,
            "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.6, 9, 2],
          },
        },
        {
          id: "borders",
          type: "line",
          source: "borders",
          paint: {
            "line-color": is.border,
            "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.4, 6, 1.1],
          },
        },
        {
          id: "disputed",
          type: "line",
          source: "disputed",
          paint: { "line-color": is.border, "line-width": 1, "line-dasharray": [3, 2] },
        },
      ];
  const named = tiles
    ? []
    : [
        {
          id: "rivers-named",
          type: "symbol",
          source: "rivers",
          minzoom: 6,
          layout: {
            ...text(10.5),
            "symbol-placement": "line",
            "text-field": ["get", "name"],
            "text-letter-spacing": 0.06,
          },
          paint: { ...ink(is.river) },
        },
        // From which zoom on towns of so many thousands are named.
        ...[
          [4, 500],
          [5, 100],
          [6, 30],
          [7, 0],
        ].map(([zoom, thousands], n, steps) => ({
          id: `towns-${n}`,
          type: "symbol",
          source: "towns",
          minzoom: zoom,
          filter: [
            "all",
            [">=", ["get", "thousands"], thousands],
            ...(n > 0 ? [["<", ["get", "thousands"], steps[n - 1][1]]] : []),
          ],
          layout: {
            ...text(["interpolate", ["linear"], ["zoom"], 4, 10.5, 9, 12]),
            "text-field": ["get", "name"],
            "text-padding": 6,
            "text-variable-anchor": ["left", "right", "top", "bottom"],
            "text-radial-offset": 0.5,
            "text-justify": "auto",
            "symbol-sort-key": ["get", "rank"],
          },
          paint: ink(is.town),
        })),
        {
          id: "towns-dots",
          type: "circle",
          source: "towns",
          minzoom: 6,
          filter: ["any", [">=", ["zoom"], 7], [">=", ["get", "thousands"], 30]],
          paint: { "circle-color": is.town, "circle-radius": 1.6, "circle-opacity": 0.75 },
        },
        // From which zoom on countries of so many kilometers across are named.
        ...[
          [0, 600],
          [2.5, 250],
          [4, 60],
          [5.5, 0],
        ].map(([zoom, km], n, steps) => ({
          id: `countries-${n}`,
          type: "symbol",
          source: "countries",
          minzoom: zoom,
          maxzoom: 8,
          filter: [
            "all",
            [">=", ["get", "km"], km],
            ...(n > 0 ? [["<", ["get", "km"], steps[n - 1][1]]] : []),
          ],
          layout: {
            ...text(["interpolate", ["linear"], ["zoom"], 1, 10, 5, 13]),
            "text-field": ["get", "name"],
            "text-letter-spacing": 0.08,
            "text-transform": "uppercase",
            "symbol-sort-key": ["-", 0, ["get", "km"]],
          },
          paint: ink(is.label),
        })),
      ];
  return [
    { id: "sea", type: "background", paint: { "background-color": is.sea } },
    ...ground,
    ...named,
    {
      id: "zones-wash",
      type: "fill",
      source: "zones",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": is["zone-wash"] },
    },
    ...[true, false].map((held) => ({
      id: held ? "zones-held" : "zones",
      type: "line",
      source: "zones",
      filter: ["==", ["get", "held"], held],
      paint: {
        "line-color": is.zone,
        "line-width": held ? 1.6 : 1.1,
        ...(held ? {} : { "line-dasharray": [2, 2.5] }),
      },
    })),
    {
      id: "zones-named",
      type: "symbol",
      source: "zones",
      minzoom: 5,
      layout: { ...text(11), "symbol-placement": "line", "text-field": ["get", "name"] },
      paint: ink(is.zone),
    },
    {
      id: "circles-wash",
      type: "fill",
      source: "circles",
      paint: { "fill-color": is.circle, "fill-opacity": ["case", has("aside"), 0.015, 0.08] },
    },
    {
      id: "circles",
      type: "line",
      source: "circles",
      paint: {
        "line-color": is.circle,
        "line-width": ["case", has("aside"), 0.8, 1.2],
        "line-opacity": ["case", has("aside"), 0.4, 0.75],
      },
    },
    {
      id: "clusters",
      type: "circle",
      source: "incidents",
      filter: [">", size(), 1],
      paint: {
        "circle-color": is.point,
        "circle-radius": ["interpolate", ["linear"], ["log10", size()], 0.3, 10, 2, 16, 5, 28],
        "circle-stroke-color": is.halo,
        "circle-stroke-width": 1.5,
      },
    },
    {
      id: "clusters-counted",
      type: "symbol",
      source: "incidents",
      filter: [">", size(), 1],
      layout: {
        ...text(11.5),
        "text-field": ["number-format", size(), { locale: "en-US" }],
        "text-allow-overlap": true,
      },
      paint: { "text-color": is["point-ink"] },
    },
    {
      // Unseen, it keeps the names of towns off the points.
      id: "points-room",
      type: "symbol",
      source: "incidents",
      filter: ["==", size(), 1],
      layout: { ...text(14), "text-field": "●", "text-allow-overlap": true },
      paint: { "text-opacity": 0 },
    },
    {
      id: "points",
      type: "circle",
      source: "incidents",
      filter: ["==", size(), 1],
      paint: {
        "circle-color": ["case", has("aside"), is.halo, is.point],
        "circle-radius": ["case", has("aside"), 3.5, 5.5],
        "circle-stroke-color": [
          "case", has("aside"), is.circle, has("contested"), is.contested, is.halo,
        ],
        "circle-stroke-width": ["case", has("contested"), 2.5, 1.5],
      },
    },
    {
      id: "chosen",
      type: "circle",
      source: "chosen",
      paint: {
        "circle-color": "rgba(0,0,0,0)",
        "circle-radius": 12,
        "circle-stroke-color": is.chosen,
        "circle-stroke-width": 2.5,
      },
    },
  ];
}

function has(name) {
  return ["boolean", ["get", name], false];
}

/** How many incidents a mark on the map stands for. */
function size() {
  return ["coalesce", ["get", "incidents"], ["get", "n"], 1];
}
