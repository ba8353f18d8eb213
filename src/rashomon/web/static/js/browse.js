// The list of a published site, asked for without a server: list, timeline and map follow one
// query, which stands in the address as the application spells it. Rows come whole, as the pages
// have them, in scripts of data beside the pages.
"use strict";

(() => {
  const asked = document.querySelector(".asked[data-lists]");
  if (!asked) return;
  const { fold, termsOf, isTold, load } = self.rashomon;
  const SHOWN = 200;
  const KM_PER_DEGREE = 111.195;
  const ALIKE = { kind: "k", party: "a", contested: "x", level: "v", grade: "g", country: "c", zone: "z" };
  const form = document.getElementById("filters");
  const list = document.getElementById("list");
  const body = list.querySelector("tbody");
  const totals = list.querySelector(".totals");
  const chips = list.querySelector(".chips");
  const pages = list.querySelector("nav.pages");
  const order = list.querySelector("[name=order]");
  const bound = document.getElementById("map-bound");
  const original = { rows: body.innerHTML, totals: totals.innerHTML };
  const field = (name) => form.elements.namedItem(name);
  let rows = null;
  let asking = 0;
  let shown = SHOWN;
  let strange = []; // asked for in the address, though nothing here has it

  // --- The query --------------------------------------------------------------------------------

  function spelled() {
    const pairs = [...new FormData(form)].filter(
      ([name, value]) => value !== "" && !(name === "order" && value === "newest"),
    );
    return new URLSearchParams([...pairs, ...strange]);
  }

  function setForm(params) {
    strange = [...params].filter(([name, value]) => value && name in ALIKE && !choiceOf(name, value));
    for (const one of form.elements) {
      if (!one.name) continue;
      const values = params.getAll(one.name);
      if (one.type === "checkbox") one.checked = values.includes(one.value);
      else if (one.tagName === "SELECT") one.value = values[0] ?? (one.name === "order" ? "newest" : "");
      else one.value = values[0] ?? "";
    }
    if (bound) bound.checked = params.has("bbox");
  }

  /** The control of the form by which a value is asked for, if there is one. */
  function choiceOf(name, value) {
    return [...form.elements].find((one) => one.name === name && (one.tagName === "SELECT"
      ? [...one.options].some((option) => option.value === value)
      : one.value === value));
  }

  /** By which fields a row falls out of what is asked for. */
  function fails(row, query) {
    const found = [];
    if (query.terms.length && !isTold(query.terms, row.t)) found.push("q");
    if (query.place && !row.p.includes(` ${query.place}`)) found.push("place");
    if ((query.from && !(row.l && row.l >= query.from)) || (query.to && !(row.f && row.f <= query.to))) {
      found.push("days");
    }
    for (const [name, key] of Object.entries(ALIKE)) {
      if (query[name].length && !query[name].some((one) => row[key].includes(one))) found.push(name);
    }
    if (query.box && !touches(query.box, row)) found.push("bbox");
    return found;
  }

  function queryOf(params) {
    const query = {
      terms: termsOf(params.get("q") ?? ""),
      place: fold(params.get("place") ?? ""),
      from: params.get("from") ?? "",
      to: params.get("to") ?? "",
      box: params.get("bbox")?.split(",").map(Number) ?? null,
    };
    for (const name of Object.keys(ALIKE)) query[name] = params.getAll(name);
    return query;
  }

  function touches([west, south, east, north], row) {
    if (!row.b) return false;
    const [lat, lon, km] = row.b;
    const high = km / KM_PER_DEGREE;
    const low = Math.max(-90, lat - high);
    const top = Math.min(90, lat + high);
    const shrink = Math.cos((Math.PI / 180) * Math.min(90, Math.abs(lat) + high));
    const wide = shrink > 1e-9 && low > -90 && top < 90 ? Math.min(180, high / shrink) : 180;
    if (low > north || top < south) return false;
    const end = east + (east < west ? 360 : 0);
    return [-360, 0, 360].some((turn) => lon - wide <= end + turn && lon + wide >= west + turn);
  }

  const ORDERS = {
    newest: (a, b) => text(b.l, a.l) || text(a.id, b.id),
    oldest: (a, b) => (!a.f - !b.f) || text(a.f, b.f) || text(a.id, b.id),
    killed: (a, b) => (b.n ?? -1) - (a.n ?? -1) || text(a.id, b.id),
    reports: (a, b) => b.m.length - a.m.length || text(a.id, b.id),
    contested: (a, b) => b.x.length - a.x.length || text(a.id, b.id),
  };
  function text(a, b) {
    const [one, other] = [a ?? "", b ?? ""];
    return one < other ? -1 : one > other ? 1 : 0;
  }

  // --- Asking ------------------------------------------------------------------------------------

  async function ask({ fit = true, push = true } = {}) {
    const params = spelled();
    const own = ++asking;
    if (push) keepAddress(params);
    if (![...params].length) {
      restore();
      return;
    }
    try {
      rows ??= (await Promise.all(asked.dataset.lists.split(" ").map(load))).flat();
    } catch (error) {
      tellProblem(`The list could not be read: ${error.message}.`);
      return;
    }
    if (own === asking) show(params, fit);
  }

  function keepAddress(params) {
    const words = params.toString();
    try {
      history.replaceState(null, "", (words ? `?${words}` : location.pathname.split("/").pop()) || ".");
    } catch {
      // From a disk some browsers keep no address: the list shows what is asked for all the same.
    }
  }

  function tellProblem(words) {
    const place = document.getElementById("problem");
    place.textContent = words;
    place.hidden = !words;
  }

  function restore() {
    body.innerHTML = original.rows; // as this page came
    totals.innerHTML = original.totals;
    for (const one of [pages, list.querySelector("table")]) if (one) one.hidden = false;
    list.querySelector("[data-nothing]").hidden = true;
    list.querySelector(".further")?.remove();
    tellChips(new URLSearchParams());
    if (rows) drawTimeline(rows, queryOf(new URLSearchParams()));
    if (rows) count(rows.map((row) => [row, []]));
    tell(null, true);
  }

  function show(params, fit) {
    const query = queryOf(params);
    const judged = rows.map((row) => [row, fails(row, query)]);
    const found = judged.filter(([, why]) => !why.length).map(([row]) => row);
    found.sort(ORDERS[params.get("order")] ?? ORDERS.newest);
    const isEmpty = !found.length;
    list.querySelector("table").hidden = isEmpty;
    list.querySelector("[data-nothing]").hidden = !isEmpty;
    if (pages) pages.hidden = true;
    body.innerHTML = found.slice(0, shown).map((row) => row.h).join(""); // written by the site itself
    further(found);
    tellTotals(found);
    tellChips(params);
    count(judged);
    drawTimeline(judged.filter(([, why]) => why.every((one) => one === "days")).map(([row]) => row), query);
    tell(new Set(found.map((row) => row.id)), fit && !query.box);
  }

  function further(found) {
    list.querySelector(".further")?.remove();
    if (found.length <= shown) return;
    const more = document.createElement("button");
    more.type = "button";
    more.className = "further plain";
    more.textContent = `Show ${Math.min(SHOWN, found.length - shown).toLocaleString("en")} more`;
    more.addEventListener("click", () => {
      shown += SHOWN;
      ask({ fit: false, push: false });
    });
    list.append(more);
  }

  function tellTotals(found) {
    const number = (of) => new Set(found.flatMap((row) => row[of])).size.toLocaleString("en");
    const [reports, origins] = [number("m"), number("o")];
    const strong = document.createElement("strong");
    strong.textContent = found.length.toLocaleString("en");
    const plural = (words, told) => (told === "1" ? words : `${words}s`);
    totals.replaceChildren(
      strong, ` ${plural("incident", strong.textContent)} of ${rows.length.toLocaleString("en")} in ` +
        `${reports} ${plural("report", reports)} of ${origins} independent ${plural("origin", origins)}`,
    );
  }

  function tellChips(params) {
    const pairs = [...params];
    const told = pairs.filter(([name]) => name !== "order");
    chips.hidden = !told.length;
    chips.replaceChildren();
    const days = told.filter(([name]) => name === "from" || name === "to");
    const single = told.filter(([name]) => name !== "from" && name !== "to");
    const add = (words, gone) => {
      const rest = new URLSearchParams(pairs.filter((pair) => !gone.includes(pair)));
      const link = document.createElement("a");
      link.href = `?${rest}`;
      link.dataset.swap = "";
      link.setAttribute("aria-label", `Leave out: ${words}`);
      link.textContent = `${words} ×`;
      link.dir = "auto";
      chips.appendChild(document.createElement("li")).append(link);
    };
    const same = ([name, value]) => pairs.filter(([one, other]) => one === name && other === value);
    for (const pair of single) add(chipWords(pair), same(pair));
    if (days.length) add(`days ${params.get("from") ?? "…"} – ${params.get("to") ?? "…"}`, days.flatMap(same));
    function chipWords([name, value]) {
      if (name === "q") return `words “${value}”`;
      if (name === "place") return `place “${value}”`;
      if (name === "bbox") return "on the map";
      const control = choiceOf(name, value);
      if (control?.tagName === "SELECT") return control.selectedOptions[0]?.textContent ?? value;
      return control?.closest("label").querySelector("[dir]").textContent ?? value;
    }
  }

  /** How many incidents each choice would leave: as if nothing of its own group were asked for. */
  function count(judged) {
    for (const [name, key] of Object.entries(ALIKE)) {
      const times = new Map();
      for (const [row, why] of judged) {
        if (why.some((one) => one !== name)) continue;
        for (const value of [row[key]].flat()) times.set(value, (times.get(value) ?? 0) + 1);
      }
      for (const one of form.querySelectorAll(`input[name="${name}"]`)) {
        const told = one.closest("label").querySelector(".count");
        if (told) told.textContent = (times.get(one.value) ?? 0).toLocaleString("en");
      }
    }
  }

  function drawTimeline(within, query) {
    const bars = [...document.querySelectorAll(".bars a[data-first]")];
    const counts = bars.map(({ dataset }) =>
      within.filter((row) => row.f && row.f >= dataset.first && row.f <= dataset.last).length);
    const most = Math.max(1, ...counts);
    const isNarrowed = !!(query.from || query.to);
    document.querySelector(".bars")?.classList.toggle("narrowed", isNarrowed);
    bars.forEach((bar, at) => {
      const { first, last } = bar.dataset;
      const height = 0.56 * Math.max(6, (100 * counts[at]) / most);
      const drawn = bar.querySelector(".bar");
      drawn.setAttribute("y", (60 - height).toFixed(2));
      drawn.setAttribute("height", height.toFixed(2));
      bar.classList.toggle("none", !counts[at]);
      bar.classList.toggle("chosen", (!query.from || last >= query.from) && (!query.to || first <= query.to));
      const words = bar.getAttribute("aria-label").replace(/: .*$/, "");
      const label = `${words}: ${counts[at].toLocaleString("en")} incident${counts[at] === 1 ? "" : "s"}`;
      bar.setAttribute("aria-label", label);
      bar.querySelector("title").textContent = label;
    });
  }

  function tell(ids, fit) {
    self.rashomonFound = { ids, fit };
    document.dispatchEvent(new CustomEvent("browse:found", { detail: self.rashomonFound }));
  }

  // --- What the reader does ------------------------------------------------------------------------

  function askAnew() {
    shown = SHOWN;
    ask();
  }

  let typing = 0;
  form.addEventListener("input", (event) => {
    if (!event.target.matches("input[type=search]")) return;
    clearTimeout(typing);
    typing = setTimeout(askAnew, 200);
  });
  document.addEventListener("change", (event) => {
    if (event.target.form === form && !event.target.matches("input[type=search]")) askAnew();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    askAnew();
  });
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    const bar = event.target.closest?.(".bars a[data-first]");
    const swap = event.target.closest?.("a[data-swap]:not(nav a), [data-everything]");
    if (!bar && !swap) return;
    event.preventDefault();
    if (bar) days(bar.dataset.first, bar.dataset.last);
    else {
      setForm(new URL(swap.getAttribute("href"), location.href).searchParams);
      askAnew();
    }
  });
  function days(first, last) {
    const isSet = field("from").value === first && field("to").value === last;
    field("from").value = isSet ? "" : first;
    field("to").value = isSet ? "" : last;
    askAnew();
  }
  document.addEventListener("browse:days", ({ detail }) => days(...detail));
  document.addEventListener("browse:box", ({ detail }) => {
    field("bbox").value = detail ?? "";
    ask({ fit: false });
  });

  asked.hidden = false;
  form.querySelector(".asking button").hidden = true; // asked as one types
  if (order) order.closest("label").hidden = false;
  if (matchMedia("(max-width: 760px)").matches) form.querySelector(".folding").open = false;
  const params = new URLSearchParams(location.search);
  setForm(params);
  if ([...spelled()].length) ask({ push: false });
})();
