// The map and the timeline's brush of a published site's list. `browse.js` asks; this draws what
// was found, and asks back for the part of the map that is shown and the days drawn over.

import { dataOf, whenSeen } from "./map.js";
import { watchBrush } from "./timeline.js";

const host = document.getElementById("map");
const bound = document.getElementById("map-bound");
const ask = (what, detail) => document.dispatchEvent(new CustomEvent(`browse:${what}`, { detail }));

watchBrush(document.querySelector("[data-timeline]"), (first, last) => ask("days", [first, last]));

function point(id, scroll = false) {
  for (const row of document.querySelectorAll("tr.pointed")) row.classList.remove("pointed");
  const row = document.querySelector(`tr[data-incident="${CSS.escape(id)}"]`);
  row?.classList.add("pointed");
  if (scroll) row?.scrollIntoView({ block: "nearest" });
}

async function follow(map) {
  const whole = await dataOf(host);
  const show = ({ ids, fit }) => {
    const points = ids ? whole.points.filter((one) => ids.has(one.id)) : whole.points;
    map.show({ ...whole, points, total: points.length }, { fit });
  };
  show(self.rashomonFound ?? { ids: null, fit: true });
  document.addEventListener("browse:found", ({ detail }) => show(detail));
  host.addEventListener("map:moved", ({ detail }) => {
    if (bound.checked) ask("box", detail.box.join(","));
  });
  bound.addEventListener("change", () => ask("box", bound.checked ? map.box().join(",") : ""));
  host.addEventListener("map:chosen", ({ detail }) => point(detail.id, true));
  for (const what of ["mouseover", "focusin"]) {
    document.addEventListener(what, (event) => {
      const row = event.target.closest?.("tr[data-incident]");
      if (!row || row.classList.contains("pointed")) return;
      point(row.dataset.incident);
      const { lat, lon, km } = row.dataset;
      map.choose(lat ? { id: row.dataset.incident, lat: +lat, lon: +lon, km: +km } : null);
    });
  }
}

if (host) {
  whenSeen(host)
    .then(follow)
    .catch((error) => console.info(`No map: ${error.message}`));
}
