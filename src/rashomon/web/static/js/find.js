// Search in a published site, without a server: all that can be found is read once, in a few files
// of data, and looked through here. What stands there in text is set as text.
"use strict";

(() => {
  const place = document.getElementById("finding");
  if (!place) return;
  const { fold, termsOf, isTold, load } = self.rashomon;
  const SHOWN = 20;
  const CLAIMS = 6;
  const form = place.querySelector("form");
  const box = form.elements.q;
  const found = document.getElementById("found");
  const up = (path) => new URL(path, location.href).href;
  let all = null;
  let asking = 0;

  /** Everything, with its words folded. */
  async function everything() {
    const parts = place.dataset.parts.split(" ").filter(Boolean);
    const [incidents, ...reports] = await Promise.all([place.dataset.incidents, ...parts].map(load));
    const told = incidents.map(([id, words, more]) => ({ id, words, text: fold(`${words} ${more}`) }));
    const textOf = new Map(told.map((one) => [one.id, one.text]));
    return {
      incidents: told,
      reports: reports.flat().map((one) => ({
        ...one,
        text: [fold(`${one.title} ${one.outlet} ${one.day}`), ...one.in.map((id) => textOf.get(id))].join(" "),
        claims: one.claims.map(([id, facet, family, quote, speakers]) => ({
          id, facet, family, quote, speakers, text: fold(`${facet} ${quote} ${speakers}`),
        })),
      })),
    };
  }

  async function ask(words) {
    const own = ++asking;
    const terms = termsOf(words);
    if (!terms.length) {
      found.replaceChildren();
      return;
    }
    if (!all) found.replaceChildren(paragraph("Reading what can be searched…", "quiet"));
    try {
      all ??= await everything();
    } catch (error) {
      found.replaceChildren(paragraph(`This cannot be searched: ${error.message}.`, "failure"));
      return;
    }
    if (own === asking) show(words, terms);
  }

  function show(words, terms) {
    const incidents = all.incidents.filter((one) => isTold(terms, one.text));
    const reports = [];
    for (const one of all.reports) {
      const claims = one.claims.filter((claim) => isTold(terms, `${claim.text} ${one.text}`));
      const isOwn = isTold(terms, one.text);
      const own = claims.filter((claim) => terms.some((term) => isTold([term], claim.text)));
      if (isOwn || own.length) reports.push({ ...one, claims: isOwn && !own.length ? [] : own });
    }
    const parts = [];
    const told = document.createElement("p");
    told.className = "totals";
    const strong = (count) => Object.assign(document.createElement("strong"), { textContent: count.toLocaleString("en") });
    told.append(
      strong(incidents.length), ` incident${incidents.length === 1 ? "" : "s"} and `,
      strong(reports.length), ` report${reports.length === 1 ? "" : "s"} with all of “`,
      Object.assign(document.createElement("bdi"), { textContent: words }), "”",
    );
    parts.push(told);
    if (incidents.length) parts.push(...longList(incidents, incidentLine, "ul", "incidents-found"));
    if (reports.length) parts.push(...longList(reports, (one) => reportLine(one, terms), "ol", "found"));
    if (!incidents.length && !reports.length) {
      parts.push(paragraph("Ask for fewer words, or for beginnings; the index below has all incidents.", "quiet"));
    }
    found.replaceChildren(...parts);
  }

  function longList(items, line, tag, name) {
    const list = document.createElement(tag);
    list.className = name;
    let shown = 0;
    const more = document.createElement("button");
    more.type = "button";
    more.className = "plain";
    const add = () => {
      list.append(...items.slice(shown, shown + SHOWN).map(line));
      shown += SHOWN;
      more.hidden = shown >= items.length;
      more.textContent = `Show ${Math.min(SHOWN, items.length - shown)} more of ${items.length.toLocaleString("en")}`;
    };
    more.addEventListener("click", add);
    add();
    return [list, more];
  }

  function incidentLine(one) {
    const item = document.createElement("li");
    item.append(link(`incidents/${encodeURIComponent(one.id)}.html`, one.words));
    return item;
  }

  function reportLine(one, terms) {
    const item = document.createElement("li");
    const page = `reports/${encodeURIComponent(one.id)}.html`;
    const title = item.appendChild(document.createElement("h2"));
    title.append(link(page, one.title));
    item.append(paragraph(`${one.outlet}, ${one.day}`, "small quiet"));
    if (one.claims.length) {
      const list = item.appendChild(document.createElement("ul"));
      list.className = "claims";
      list.setAttribute("aria-label", "Claims with these words");
      for (const claim of one.claims.slice(0, CLAIMS)) {
        const entry = list.appendChild(document.createElement("li"));
        entry.className = claim.family;
        const words = link(`${page}#claim-${encodeURIComponent(claim.id)}`, "");
        const facet = Object.assign(document.createElement("span"), { className: "facet", textContent: claim.facet });
        const quote = Object.assign(document.createElement("q"), { dir: "auto" });
        quote.append(...marked(claim.quote, terms));
        words.append(facet, " ", quote);
        const by = Object.assign(document.createElement("span"), { className: "small quiet", dir: "auto", textContent: claim.speakers });
        entry.append(words, " ", by);
      }
      if (one.claims.length > CLAIMS) list.append(Object.assign(document.createElement("li"), { className: "small quiet", textContent: `and ${one.claims.length - CLAIMS} more` }));
    }
    const names = new Map(all.incidents.map(({ id, words }) => [id, words]));
    const within = one.in.filter((id) => names.has(id)).slice(0, 4);
    if (within.length) {
      const line = item.appendChild(document.createElement("p"));
      line.className = "small";
      line.append("In ");
      within.forEach((id, at) => {
        line.append(at ? "; " : "", link(`incidents/${encodeURIComponent(id)}.html`, names.get(id)));
      });
    }
    return item;
  }

  /** A text with what was searched for marked, word by word. */
  function marked(text, terms) {
    const isMarked = (word) => {
      const own = fold(word);
      return own && terms.some(({ words, isBeginning }) =>
        isBeginning ? own.startsWith(words.split(" ").at(-1)) : words.split(" ").includes(own));
    };
    return text.split(/([\p{L}\p{N}\p{M}]+)/u).map((piece, at) =>
      at % 2 && isMarked(piece)
        ? Object.assign(document.createElement("mark"), { textContent: piece })
        : document.createTextNode(piece));
  }

  function link(path, words) {
    return Object.assign(document.createElement("a"), { href: up(path), dir: "auto", textContent: words });
  }

  function paragraph(words, name) {
    return Object.assign(document.createElement("p"), { className: name, dir: "auto", textContent: words });
  }

  function keepAddress(words) {
    const query = words ? `?${new URLSearchParams({ q: words })}` : location.pathname.split("/").pop() || ".";
    try {
      history.replaceState(null, "", query);
    } catch {
      // From a disk some browsers keep no address; what was found shows all the same.
    }
  }

  let typing = 0;
  box.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      keepAddress(box.value.trim());
      ask(box.value.trim());
    }, 200);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    keepAddress(box.value.trim());
    ask(box.value.trim());
  });
  place.hidden = false;
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  ask(box.value.trim());
})();
