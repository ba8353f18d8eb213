// Keys of the queue. Every key presses a button or follows a link that the page shows, so that
// nothing can be done by keys alone; while somebody types, or with keys turned off, none acts.

const root = document.documentElement;
const toggle = document.getElementById("keys-on");
const REMEMBERED = "review-keys";
let meant = null; // the button whose reason is being written

function isOn() {
  return localStorage.getItem(REMEMBERED) !== "off";
}

function follow() {
  root.classList.toggle("keys-on", isOn());
  if (toggle) toggle.checked = isOn();
}

toggle?.addEventListener("change", () => {
  localStorage.setItem(REMEMBERED, toggle.checked ? "on" : "off");
  follow();
});
follow();

// On a narrow screen filters and queue stand before what is decided on: they begin folded.
if (matchMedia("(max-width: 999px)").matches) {
  for (const part of document.querySelectorAll(".asked, .waiting > details")) part.open = false;
}

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable]") !== null;
}

/** The button of a key: in the part that has the focus, else the first on the page. */
function buttonOf(key) {
  const wanted = `[data-key="${CSS.escape(key)}"]`;
  return document.activeElement?.closest(".card")?.querySelector(wanted) ?? document.querySelector(wanted);
}

function mean(button) {
  meant?.classList.remove("is-meant");
  meant = button;
  meant?.classList.add("is-meant");
}

function press(button) {
  const reason = button.form?.elements.namedItem("why");
  if (reason && !reason.value.trim()) {
    mean(button);
    reason.focus();
    return;
  }
  button.click();
}

const ARROWS = { ArrowRight: "j", ArrowLeft: "k" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape") {
      mean(null);
      event.target.blur();
    } else if (event.key === "Enter" && meant && event.target.name === "why" && event.target.form === meant.form) {
      event.preventDefault();
      meant.form.requestSubmit(meant);
    }
    return;
  }
  if (!isOn() || event.defaultPrevented) return;
  if (ARROWS[event.key] && event.target.closest?.(".scroll")) return;
  const found = buttonOf(ARROWS[event.key] ?? event.key);
  if (!found) return;
  event.preventDefault();
  if (found.tagName === "SUMMARY") {
    found.parentElement.open = !found.parentElement.open;
    found.focus();
    found.scrollIntoView({ block: "center" });
  } else {
    press(found);
  }
});

// Typing a reason elsewhere means that form's own buttons again.
document.addEventListener("focusin", (event) => {
  if (meant && event.target.closest?.("form") !== meant.form) mean(null);
});
