// The report's page with scripts: notes beside their words, both lit together, and the words that
// are marked with the mouse put into the form. Offsets count characters as the ledger does, and
// are checked there.

const text = document.getElementById("text");
const list = document.querySelector(".notes");
const every = [...document.querySelectorAll(".note")];
const notes = new Map(every.toReversed().map((note) => [note.dataset.claim, note]));
const wordsOf = (claim) => text.querySelectorAll(`.ev[data-claim="${CSS.escape(claim)}"]`);
const wide = matchMedia("(min-width: 1000px)");

// Notes lie at the height of their words, pushed down where they would cover each other; the one
// that is looked at lies exactly there, and those before it are pushed up.
function align(first = null) {
  if (!list) return;
  list.classList.toggle("is-aligned", wide.matches);
  if (!wide.matches) {
    for (const note of every) note.style.top = "";
    list.style.height = "";
    return;
  }
  const base = list.getBoundingClientRect().top;
  const all = every.map((note) => {
    const words = wordsOf(note.dataset.claim)[0];
    const wanted = words ? words.getBoundingClientRect().top - base : 0;
    return { note, wanted, height: note.offsetHeight + 4, top: 0 };
  });
  const anchor = first ? all.findIndex((one) => one.note === first) : -1;
  let free = 0;
  if (anchor < 0) {
    for (const one of all) { one.top = Math.max(one.wanted, free); free = one.top + one.height; }
  } else {
    let below = all[anchor].wanted;
    all[anchor].top = below;
    for (let at = anchor - 1; at >= 0; at--) {
      all[at].top = Math.min(all[at].wanted, below - all[at].height);
      below = all[at].top;
    }
    free = all[anchor].top + all[anchor].height;
    for (let at = anchor + 1; at < all.length; at++) {
      all[at].top = Math.max(all[at].wanted, free);
      free = all[at].top + all[at].height;
    }
  }
  const above = Math.min(0, ...all.map((one) => one.top)); // none may cover what stands above
  for (const one of all) one.top -= above;
  for (const one of all) one.note.style.top = `${one.top}px`;
  list.style.height = `${Math.max(0, ...all.map((one) => one.top + one.height))}px`;
}

let lit = null;
function light(claim, { settle = false } = {}) {
  if (lit === claim && !settle) return;
  for (const one of document.querySelectorAll(".is-lit")) one.classList.remove("is-lit");
  lit = claim;
  if (claim === null) return;
  for (const part of wordsOf(claim)) part.classList.add("is-lit");
  const note = notes.get(claim);
  if (note) note.classList.add("is-lit");
  if (settle && note) align(note);
}

const claimAt = (target) => target.closest?.("[data-claim]")?.dataset.claim ?? null;
for (const place of [text, list]) {
  place?.addEventListener("pointerover", (event) => light(claimAt(event.target)));
  place?.addEventListener("pointerleave", () => light(null));
}
text.addEventListener("click", (event) => {
  const claim = claimAt(event.target);
  if (!claim || event.target.closest("a") || !getSelection().isCollapsed) return;
  light(claim, { settle: true });
  if (wide.matches) notes.get(claim)?.scrollIntoView({ block: "nearest" });
  else location.hash = `note-${claim}`;
});
text.addEventListener("click", (event) => {
  if (!event.target.matches(".ref") || !wide.matches) return;
  event.preventDefault();
  light(event.target.dataset.claim, { settle: true });
  notes.get(event.target.dataset.claim)?.querySelector("a")?.focus({ preventScroll: true });
});

// Words marked by hand. References stand in the page, not in the text: they are not counted.
const walker = () => document.createTreeWalker(text, NodeFilter.SHOW_TEXT, (node) =>
  node.parentElement.closest(".ref") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
const characters = (words) => [...words].length;

function offsetOf(node, within) {
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(node, within);
  const part = range.cloneContents();
  for (const ref of part.querySelectorAll(".ref")) ref.remove();
  return characters(part.textContent);
}

const fields = Object.fromEntries(
  [...document.querySelectorAll("[data-words]")].map((field) => [field.dataset.words, field]));
let bar = null;
function marked() {
  const selection = getSelection();
  bar?.remove();
  bar = null;
  if (!fields.quote || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return;
  let start = offsetOf(range.startContainer, range.startOffset);
  const whole = [...allText()];
  let end = Math.min(offsetOf(range.endContainer, range.endOffset), whole.length);
  while (start < end && /\s/.test(whole[start])) start++;
  while (end > start && /\s/.test(whole[end - 1])) end--;
  if (start >= end) return;
  const quote = whole.slice(start, end).join("");
  bar = document.createElement("div");
  bar.className = "marking no-print";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = document.querySelector('#decide [name="claim"]')
    ? "Take these words for the claim" : "Make a claim of these words";
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    fields.quote.value = quote;
    fields.start.value = start;
    fields.end.value = end;
    const details = document.getElementById("add");
    if (details) details.open = true;
    bar.remove();
    align();
    const isNew = details || !document.getElementById("why-claim");
    const next = document.getElementById(isNew ? "facet" : "why-claim");
    next?.focus();
    next?.scrollIntoView({ block: "center" });
  });
  bar.append(button);
  document.body.append(bar);
}
function allText() {
  let words = "";
  for (const walk = walker(); walk.nextNode();) words += walk.currentNode.data;
  return words;
}
document.addEventListener("selectionchange", () => {
  clearTimeout(marked.wait);
  marked.wait = setTimeout(marked, 120);
});

// "#at-575-633" shows words that are no claim: a sentence about a zone, numbers that do not fit.
function showWords() {
  const found = /^#at-(\d+)-(\d+)$/.exec(location.hash);
  if (!found || !CSS.highlights) return;
  let at = 0;
  const range = new Range();
  for (const walk = walker(); walk.nextNode();) {
    const letters = [...walk.currentNode.data];
    for (const [which, offset] of [["setStart", +found[1]], ["setEnd", +found[2]]]) {
      if (offset >= at && offset <= at + letters.length) {
        range[which](walk.currentNode, letters.slice(0, offset - at).join("").length);
      }
    }
    at += letters.length;
  }
  CSS.highlights.set("shown", new Highlight(range));
  range.startContainer.parentElement?.scrollIntoView({ block: "center" });
}

function follow() {
  const found = /^#(?:claim|note)-(.+)$/.exec(location.hash);
  if (found) light(found[1], { settle: true });
  showWords();
}
align();
follow();
addEventListener("hashchange", follow);
addEventListener("resize", () => align());
document.getElementById("add")?.addEventListener("toggle", () => align());
document.fonts?.ready.then(() => { align(); follow(); });
