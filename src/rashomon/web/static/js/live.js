// While a page is open it asks now and then what others have done to what it shows, and tells:
// nothing of the page changes by itself, and what was typed is there again after "show".

const box = document.getElementById("live");
const source = box.dataset.source + (box.dataset.about ? `&${box.dataset.about}` : "");
const EVERY = 1500; // milliseconds; an unchanged ledger is answered in a millisecond, without a body
const IDLE = 6000; // once nobody has moved anything for
const IDLE_AFTER = 180000;
const LATER = 30000; // after a failure
const SHOWN = 3;
let tag = "";
let asked = 0;
let request = null;
let moved = Date.now();

async function ask() {
  clearTimeout(asked);
  if (document.hidden) return; // `visibilitychange` asks again
  let wait = Date.now() - moved > IDLE_AFTER ? IDLE : EVERY;
  try {
    request = new AbortController();
    const answer = await fetch(source, {
      signal: request.signal,
      headers: tag ? { "If-None-Match": tag } : {},
      cache: "no-store",
      redirect: "manual",
    });
    if (answer.status === 200) {
      tag = answer.headers.get("ETag") ?? "";
      const told = await answer.json();
      tell(told);
      tellWhoIsHere(told.here ?? []);
    } else if (answer.status === 401) {
      signedOut();
      return;
    } else if (answer.status !== 304) {
      wait = LATER;
    }
  } catch (error) {
    if (error.name === "AbortError") return;
    wait = LATER;
  }
  asked = setTimeout(ask, wait);
}

function line(parent, name, words = "") {
  const made = document.createElement(name);
  made.textContent = words;
  parent.append(made);
  return made;
}

let shown = "";

function tell(told) {
  // What is told already is not told again: the box is a status, which screen readers speak.
  const news = JSON.stringify([told.count, told.decisions, told.is_changed]);
  if (news === shown) return;
  shown = news;
  box.replaceChildren();
  if (!told.count && !told.is_changed) return;
  if (told.count && told.about) {
    const list = line(box, "ul");
    for (const one of told.decisions.slice(-SHOWN)) {
      const item = line(list, "li");
      line(item, "strong", one.who).dir = "auto";
      line(item, "span", ` decided: ${one.what}`).dir = "auto";
    }
    if (told.count > SHOWN) line(list, "li", `and ${told.count - SHOWN} more before`);
  } else if (told.count) {
    const names = [...new Set(told.decisions.map((one) => one.who))].join(", ");
    line(box, "span", `${told.count} change${told.count === 1 ? "" : "s"} by ${names}`);
  } else {
    line(box, "span", "Reports were read or linked anew");
  }
  box.append("—");
  const show = line(box, "a", "show");
  show.href = location.href;
  show.addEventListener("click", (event) => {
    event.preventDefault();
    keepTyped();
    location.reload();
  });
}

function tellWhoIsHere(names) {
  document.getElementById("here")?.remove();
  if (!names.length) return;
  const chip = line(document.querySelector("main"), "p");
  chip.id = "here";
  chip.className = "here small no-print";
  names.slice(0, 2).forEach((name, at) => {
    if (at) chip.append(names.length > 2 ? ", " : " and ");
    line(chip, "strong", name).dir = "auto";
  });
  if (names.length > 2) chip.append(` and ${names.length - 2} more`);
  chip.append(names.length > 1 ? " are looking at this, too" : " is looking at this, too");
}

function signedOut() {
  tellWhoIsHere([]);
  shown = "signed out";
  box.replaceChildren();
  line(box, "span", "You are signed out. What you typed is still here; ");
  const link = line(box, "a", "sign in in another window");
  link.href = "/sign-in";
  link.target = "_blank";
}

// --- What was typed -----------------------------------------------------------------------------

const KEPT = `typed ${location.pathname}`;
const fields = () => [...document.querySelectorAll("main input:not([type=hidden]), main textarea, main select")];

function spot(field) {
  return `${field.form?.getAttribute("action") ?? ""} ${field.name} ${field.id} ${field.type === "radio" || field.type === "checkbox" ? field.value : ""}`;
}

function isTyped(field) {
  if (field.tagName === "SELECT") return [...field.options].some((one) => one.selected !== one.defaultSelected);
  if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

function keepTyped() {
  const typed = fields()
    .filter((field) => field.type !== "password" && isTyped(field))
    .map((field) => [spot(field), field.value, field.checked ?? false]);
  if (typed.length) sessionStorage.setItem(KEPT, JSON.stringify(typed));
}

function giveBack() {
  const kept = sessionStorage.getItem(KEPT);
  if (!kept) return;
  sessionStorage.removeItem(KEPT);
  const typed = new Map(JSON.parse(kept).map(([name, ...rest]) => [name, rest]));
  for (const field of fields()) {
    const found = typed.get(spot(field));
    if (!found) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = found[1];
    else field.value = found[0];
    for (let around = field.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  }
}

giveBack();
for (const sign of ["pointermove", "keydown", "scroll", "focus"]) {
  addEventListener(sign, () => { moved = Date.now(); }, { passive: true, capture: true });
}
// Whoever leaves (by signing out, say) asks no more; whoever only saves a file stays, and does.
addEventListener("beforeunload", () => {
  clearTimeout(asked);
  request?.abort();
  asked = setTimeout(ask, IDLE);
});
document.addEventListener("visibilitychange", () => { moved = Date.now(); ask(); });
ask(); // at once: who else is here is known before anything is written
