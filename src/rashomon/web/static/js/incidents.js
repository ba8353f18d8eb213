// The page of incidents: list, map and timeline follow one query, which stands in the address.
// The form asks; htmx swaps what was found; here the map follows, and map and timeline ask back.

import { dataOf, whenSeen } from "./map.js";
import { watchBrush } from "./timeline.js";

const form = document.getElementById("filters");
const field = (name) => form.elements.namedItem(name);
const htmx = window.htmx;
let map = null;
let asking = 0;

// --- Asking -----------------------------------------------------------------------------------

/** The query that the form spells, without what is empty. */
function spelled() {
  const pairs = [...new FormData(form)].filter(
    ([name, value]) => value !== "" && !(name === "order" && value === "newest"),
  );
  const words = new URLSearchParams(pairs).toString();
  return words ? `?${words}` : "";
}

function go(address) {
  if (!htmx) {
    location.assign(address);
    return;
  }
  form.classList.add("htmx-request");
  htmx
    .ajax("GET", address, { target: "#list", swap: "outerHTML", push: address })
    .catch(() => undefined)
    .finally(() => form.classList.remove("htmx-request"));
}

function ask() {
  const address = form.getAttribute("action") + spelled();
  if (address !== location.pathname + location.search) go(address);
}

let typing = 0;
form.addEventListener("input", (event) => {
  if (!event.target.matches("input[type=search], input[name=assigned]")) return;
  clearTimeout(typing);
  typing = setTimeout(ask, 350);
});
form.addEventListener("change", (event) => {
  if (!event.target.matches("input[type=search]")) ask();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  ask();
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[form=filters]")) ask();
});

/** Links that only change the query swap what is found, too, and set the form by themselves. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-swap], .bars a");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const address = link.getAttribute("href");
  setForm(new URL(address, location.href).searchParams);
  go(address);
});

function setForm(params) {
  for (const one of form.elements) {
    if (!one.name) continue;
    const values = params.getAll(one.name);
    if (one.type === "checkbox") one.checked = values.includes(one.value);
    else if (one.tagName === "SELECT") one.value = values[0] ?? (one.name === "order" ? "newest" : "");
    else one.value = values[0] ?? "";
  }
  const bound = document.getElementById("map-bound");
  if (bound) bound.checked = params.has("bbox");
}

// --- What was found ---------------------------------------------------------------------------

document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt?.id !== "list" && event.detail.target?.id !== "list") return;
  tellProblem("");
  found();
});
document.body.addEventListener("htmx:responseError", ({ detail }) => {
  const told = new DOMParser().parseFromString(detail.xhr.responseText, "text/html");
  const words = [...told.querySelectorAll(".failure > h1, .failure > p:not(:has(a))")];
  tellProblem(words.map((one) => one.textContent.trim()).join(". ") || "This went wrong.");
});
document.body.addEventListener("htmx:sendError", () => {
  tellProblem("The server cannot be reached. What is listed is what was found before.");
});

function tellProblem(words) {
  const place = document.getElementById("problem");
  place.textContent = words;
  place.hidden = !words;
}

function found() {
  watchBrush(document.querySelector("[data-timeline]"), (first, last) => {
    field("from").value = first;
    field("to").value = last;
    ask();
  });
  watchTicks();
  showOnMap({ fit: !field("bbox").value });
}

/** Draw what is asked for; of a ledger too large for points, what lies in the part shown. */
async function showOnMap({ fit, part = false }) {
  if (!map) return;
  const own = ++asking;
  const params = new URLSearchParams(location.search);
  for (const name of ["page", "order", "done"]) params.delete(name);
  if (part) {
    params.set("view", map.box().join(","));
    params.set("zoom", String(Math.floor(map.map.getZoom())));
  }
  try {
    const data = await dataOf(map.host, `?${params}`);
    if (own !== asking) return;
    map.show(data, { fit });
    if (!fit || !map.isGrouped()) return;
    // The groups were made for the whole world; now that the part is known, finer ones.
    const finer = () => showOnMap({ fit: false, part: true });
    if (map.map.isMoving()) map.map.once("moveend", finer);
    else finer();
  } catch (error) {
    if (own === asking) map.say(`The map could not be brought up to date: ${error.message}.`);
  }
}

const host = document.getElementById("map");
if (host) {
  whenSeen(host)
    .then((mounted) => {
      map = mounted;
      showOnMap({ fit: true });
    })
    .catch((error) => console.info(`No map: ${error.message}`));

  host.addEventListener("map:moved", ({ detail }) => {
    if (document.getElementById("map-bound").checked) {
      field("bbox").value = detail.box.join(",");
      ask();
    } else if (map?.isGrouped()) {
      showOnMap({ fit: false, part: true });
    }
  });
  host.addEventListener("map:chosen", ({ detail }) => point(detail.id, true));
  document.getElementById("map-bound").addEventListener("change", (event) => {
    field("bbox").value = event.target.checked && map ? map.box().join(",") : "";
    ask();
  });
}

// --- The list points at the map, and the map at the list -----------------------------------------

function point(id, scroll = false) {
  for (const row of document.querySelectorAll("tr.pointed")) row.classList.remove("pointed");
  const row = document.querySelector(`tr[data-incident="${CSS.escape(id)}"]`);
  row?.classList.add("pointed");
  if (scroll) row?.scrollIntoView({ block: "nearest" });
  return row;
}

for (const what of ["mouseover", "focusin"]) {
  document.addEventListener(what, (event) => {
    const row = event.target.closest?.("tr[data-incident]");
    if (!row || row.classList.contains("pointed")) return;
    point(row.dataset.incident);
    if (row.dataset.lat) {
      map?.choose({
        id: row.dataset.incident,
        lat: Number(row.dataset.lat),
        lon: Number(row.dataset.lon),
        km: Number(row.dataset.km),
      });
    } else {
      map?.choose(null);
    }
  });
}

// --- Several at once ------------------------------------------------------------------------------

function watchTicks() {
  const deciding = document.querySelector(".deciding");
  if (!deciding) return;
  const count = () => {
    const ticked = deciding.querySelectorAll("tbody input:checked").length;
    deciding.classList.toggle("ticked", ticked > 0);
    deciding.querySelector("[data-ticked]").textContent = `Of the ${ticked} ticked:`;
  };
  deciding.addEventListener("change", count);
  count();
}

if (matchMedia("(max-width: 760px)").matches) form.querySelector(".folding").open = false;
found();
