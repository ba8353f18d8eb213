// Maps of incidents. A page says `<div class="map" data-map data-source="ADDRESS">`, or
// `data-inline="ID"` for data that stands in the page, and gets a map there once it is looked at.
// What the map shows stands beside it in words: without WebGL or this script nothing is lost.

import { boxAround, collection, feature, ringAround, unbroken, wrapped } from "./geometry.js";
import { colors, layersFor, townFeatures, worldSources } from "./map_style.js";

const FILE = (path) => new URL(`../${path}`, import.meta.url).href;
const CIRCLES_AT_MOST = 40; // more circles at once cannot be told apart
const LISTED_AT_MOST = 12; // incidents in the card of a mark that stands for several
const NEAREST = 9; // zoom: our outlines are a kilometer or two off, so nearer says nothing
const NEAREST_TILED = 16;
const TOWNS_FROM = 3.5; // zoom from which towns are loaded

let world; // the outlines, fetched once for all maps of a page

/** A map in `host`; resolves once it shows. Rejects where it cannot be drawn. */
export async function mountMap(host) {
  say(host, "Loading the map…");
  const maplibre = await library();
  world ??= fetch(FILE("world.json")).then((answer) => answer.json());
  const is = colors(host);
  const tiles = host.dataset.tiles ?? "";
  const sources = worldSources(await world, { groups: !host.dataset.inline });
  if (tiles) sources.tiles = { type: "raster", tiles: [tiles], tileSize: 256 };
  const frame = document.createElement("div");
  frame.className = "map-frame";
  host.append(frame);
  const map = new maplibre.Map({
    container: frame,
    style: { version: 8, sources, layers: layersFor(is, tiles) },
    center: [30, 25],
    zoom: 1,
    maxZoom: tiles ? NEAREST_TILED : NEAREST + 3,
    attributionControl: false,
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: reducedMotion() ? 0 : 150,
    locale: { "Map.Title": host.dataset.label ?? "Map of incidents" },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibre.ScaleControl({ maxWidth: 90 }), "bottom-right");
  await new Promise((resolve, reject) => {
    map.once("load", resolve);
    map.once("error", ({ error }) => reject(error));
  });
  const view = { host, map, maplibre, tiles, data: null, circles: [], popup: null };
  map.on("error", ({ error }) => say(host, `Part of the map is missing: ${error.message}`));
  loadTowns(view);
  listen(view);
  watchTheme(view);
  say(host, "");
  host.dataset.state = "ready";
  return controller(view);
}

/** What a page may do with its map. */
function controller(view) {
  return {
    host: view.host,
    map: view.map,
    show: (data, { fit = true } = {}) => show(view, data, fit),
    choose: (one) => choose(view, one),
    box: () => boxOf(view.map),
    isGrouped: () => !!view.data?.clusters?.length,
    say: (words) => say(view.host, words),
  };
}

async function library() {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = FILE("vendor/maplibre-gl.css");
  document.head.append(style);
  const maplibre = await import(FILE("vendor/maplibre-gl.js"));
  maplibre.setWorkerUrl(FILE("vendor/maplibre-gl-worker.js"));
  return maplibre;
}

function reducedMotion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function say(host, words) {
  let place = host.querySelector(".map-says");
  if (!place) {
    place = document.createElement("p");
    place.className = "map-says";
    place.setAttribute("role", "status");
    host.append(place);
  }
  place.textContent = words;
  place.hidden = !words;
}

// --- What is shown --------------------------------------------------------------------------

function show(view, data, fit) {
  view.data = data;
  view.popup?.remove();
  say(view.host, "");
  const points = data.points.map((one) => mark(one, { n: 1 }));
  const grouped = (data.clusters ?? []).map((one) => mark(one));
  const wide = [...new Map(data.points.map((one) => [`${one.lon} ${one.lat} ${one.km}`, one]))]
    .map(([, one]) => one)
    .filter((one) => one.km > 0);
  view.circles = wide.length > CIRCLES_AT_MOST ? [] : wide.map(circle);
  setData(view, "incidents", [...points, ...grouped]);
  setData(view, "circles", view.circles);
  setData(view, "zones", (data.zones ?? []).flatMap(zoneFeatures));
  setData(view, "chosen", []);
  view.host.dataset.points = String(data.points.length);
  view.host.dataset.total = String(data.total ?? data.points.length);
  const own = data.points.filter((one) => !one.aside); // what is told beside the incident's place
  const wanted = new Set(data.fit?.length ? data.fit : data.zones?.map((zone) => zone.id));
  const zones = view.host.dataset.fit === "zones"
    ? data.zones.filter((zone) => wanted.has(zone.id)).flatMap(pointsOf) : [];
  if (fit) fitTo(view, [...own, ...(data.clusters ?? []).flatMap(cornersOf), ...zones]);
}

function mark(one, more = {}) {
  return feature("Point", [one.lon, one.lat], { ...one, ...more, contested: !!one.contested });
}

function cornersOf({ box: [west, south, east, north] }) {
  return [
    { lon: west, lat: south },
    { lon: east, lat: north },
  ];
}

function pointsOf({ shapes, km }) {
  return shapes.flat(2).map(([lon, lat]) => ({ lon, lat, km: km ?? 0 }));
}

function setData(view, source, features) {
  view.map.getSource(source).setData(collection(features));
}

function circle(one) {
  return feature("Polygon", [ringAround(one.lon, one.lat, one.km)], { aside: !!one.aside });
}

function zoneFeatures(zone) {
  const told = { id: zone.id, name: zone.name, held: zone.held !== false };
  if (zone.km) {
    const [lon, lat] = zone.shapes[0][0][0];
    return [feature("Polygon", [ringAround(lon, lat, zone.km)], told)];
  }
  return zone.shapes.map((rings) =>
    zone.kind === "line"
      ? feature("LineString", unbroken(rings[0]), told)
      : feature("Polygon", rings.map(unbroken), told),
  );
}

function fitTo(view, circles) {
  const box = boxAround(circles);
  if (!box) return;
  view.map.fitBounds(
    [
      [box[0], box[1]],
      [box[2], box[3]],
    ],
    {
      padding: Math.min(48, view.host.clientWidth / 8),
      maxZoom: view.tiles ? 11 : NEAREST - 1,
      animate: view.host.dataset.fitted === "yes" && !reducedMotion(),
      duration: 500,
    },
    { own: true }, // no move of the reader's
  );
  view.host.dataset.fitted = "yes";
}

function boxOf(map) {
  const bounds = map.getBounds();
  const isWhole = bounds.getEast() - bounds.getWest() >= 360;
  const rounded = (number) => Math.round(number * 1000) / 1000;
  return [
    isWhole ? -180 : rounded(wrapped(bounds.getWest())),
    rounded(Math.max(-90, bounds.getSouth())),
    isWhole ? 180 : rounded(wrapped(bounds.getEast())),
    rounded(Math.min(90, bounds.getNorth())),
  ];
}

/** Mark an incident {id, lon, lat, km} of the list, or, with null, none. */
function choose(view, one) {
  setData(view, "chosen", one ? [feature("Point", [one.lon, one.lat])] : []);
  if (view.circles.length) return;
  setData(view, "circles", one?.km ? [circle(one)] : []);
}

// --- Cards ----------------------------------------------------------------------------------

async function openCard(view, at, incidents, more = 0) {
  view.popup?.remove();
  const popup = new view.maplibre.Popup({ closeButton: true, maxWidth: "300px", offset: 10 });
  view.popup = popup;
  const told = await toldOf(view, incidents);
  if (view.popup === popup) popup.setLngLat(at).setDOMContent(card(told, more)).addTo(view.map);
}

/** What is told of incidents: it stands in the map's data, or is asked for. */
async function toldOf(view, incidents) {
  const address = view.host.dataset.cards;
  if (!address || incidents.every((one) => one.at)) return incidents;
  const query = new URLSearchParams(incidents.map((one) => ["id", one.id]));
  const answer = await fetch(`${address}?${query}`);
  return answer.ok ? answer.json() : incidents.map((one) => ({ ...one, at: one.id }));
}

function card(incidents, more) {
  const box = document.createElement("div");
  box.className = "map-card";
  for (const one of incidents) {
    const entry = box.appendChild(document.createElement("p"));
    const name = entry.appendChild(document.createElement(one.href ? "a" : "strong"));
    if (one.href) name.href = one.href;
    name.dir = "auto";
    name.textContent = one.at;
    for (const words of [one.when, one.what, one.toll]) {
      if (!words) continue;
      entry.append(document.createElement("br"));
      const line = entry.appendChild(document.createElement("span"));
      line.dir = "auto";
      line.textContent = words;
    }
    if (one.contested) {
      entry.append(document.createElement("br"));
      const mark = entry.appendChild(document.createElement("span"));
      mark.className = "mark contested";
      mark.dataset.sign = "≠";
      mark.textContent = one.contested > 0 ? `${one.contested} contested` : one.contested;
    }
  }
  if (more > 0) {
    const rest = box.appendChild(document.createElement("p"));
    rest.className = "quiet";
    rest.textContent = `and ${more.toLocaleString("en")} more: move nearer`;
  }
  return box;
}

// --- What the reader does -------------------------------------------------------------------

function listen(view) {
  const { map, host } = view;
  map.on("click", "points", ({ features: [found] }) => {
    const one = found.properties;
    openCard(view, found.geometry.coordinates, [one]);
    const [lon, lat] = found.geometry.coordinates;
    choose(view, { ...one, lon, lat });
    tell(host, "chosen", { id: one.id });
  });
  map.on("click", "clusters", ({ features: [found] }) => openCluster(view, found));
  for (const layer of ["points", "clusters"]) {
    map.on("mouseenter", layer, () => map.getCanvas().classList.add("over-mark"));
    map.on("mouseleave", layer, () => map.getCanvas().classList.remove("over-mark"));
  }
  map.on("moveend", (event) => {
    if (!event.own) tell(host, "moved", { box: boxOf(map) });
  });
}

async function openCluster(view, found) {
  const { map } = view;
  const at = found.geometry.coordinates;
  const told = found.properties;
  if (told.cluster_id === undefined) {
    map.easeTo({ center: at, zoom: map.getZoom() + 2.5 }); // grouped by the server
    return;
  }
  const source = map.getSource("incidents");
  const zoom = await source.getClusterExpansionZoom(told.cluster_id);
  if (zoom <= map.getMaxZoom() && zoom <= 13) {
    map.easeTo({ center: at, zoom: zoom + 0.2, animate: !reducedMotion() });
    return;
  }
  const leaves = await source.getClusterLeaves(told.cluster_id, LISTED_AT_MOST, 0);
  const shown = leaves.map((leaf) => leaf.properties);
  openCard(view, at, shown, told.incidents - shown.length);
}

function tell(host, what, detail) {
  host.dispatchEvent(new CustomEvent(`map:${what}`, { bubbles: true, detail }));
}

function loadTowns(view) {
  const { map } = view;
  if (view.tiles) return;
  const load = async () => {
    if (map.getZoom() < TOWNS_FROM) return;
    map.off("zoomend", load);
    const answer = await fetch(FILE("towns.json"));
    if (answer.ok) map.getSource("towns").setData(townFeatures(await answer.json()));
  };
  map.on("zoomend", load);
}

function watchTheme(view) {
  const repaint = () => {
    const is = colors(view.host);
    for (const layer of layersFor(is, view.tiles)) {
      for (const [name, value] of Object.entries(layer.paint ?? {})) {
        view.map.setPaintProperty(layer.id, name, value);
      }
    }
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  new MutationObserver(repaint).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-theme"],
  });
}

// --- Maps of a page -------------------------------------------------------------------------

/** Mount a map once its place is about to be seen; a promise of its controller. */
export function whenSeen(host) {
  return new Promise((resolve, reject) => {
    const watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watch.disconnect();
        mountMap(host).then(resolve, (error) => {
          host.dataset.state = "failed";
          say(host, "The map cannot be drawn in this browser. All that it shows stands beside it in words.");
          reject(error);
        });
      },
      { rootMargin: "200px" },
    );
    watch.observe(host);
  });
}

/** The data of a map that stands in its page, or at its address. */
export async function dataOf(host, query = "") {
  const inline = host.dataset.inline && document.getElementById(host.dataset.inline);
  if (inline) return JSON.parse(inline.textContent);
  const answer = await fetch(host.dataset.source + query, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.json();
}

for (const host of document.querySelectorAll("[data-map]:not([data-map='driven'])")) {
  whenSeen(host)
    .then(async (map) => map.show(await dataOf(host)))
    .catch((error) => console.info(`No map: ${error.message}`));
}
