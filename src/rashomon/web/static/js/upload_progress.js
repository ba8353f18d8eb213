// How far an upload has come, looked at again and again until it is over. Without scripts a link
// on the page does the same.

const place = document.getElementById("progress");
const lost = document.querySelector("[data-lost]");
const IS_OVER = 286; // see pages/upload.py
const EVERY_MS = 1000;
const HIDDEN_MS = 5000;

async function look() {
  try {
    const answer = await fetch(place.dataset.again, { headers: { "HX-Request": "true" } });
    if (!answer.ok) {
      lost.textContent = "This page can no longer tell how far it has come. Load it anew.";
      lost.hidden = false;
      return;
    }
    const held = place.contains(document.activeElement) ? document.activeElement.tagName : null;
    place.innerHTML = await answer.text();
    if (held) place.querySelector(held.toLowerCase())?.focus();
    lost.hidden = true;
    if (answer.status === IS_OVER) return;
  } catch {
    lost.textContent = "The server cannot be reached just now; what was sent is kept. Trying again.";
    lost.hidden = false;
  }
  setTimeout(look, document.hidden ? HIDDEN_MS : EVERY_MS);
}

if (place?.dataset.again) setTimeout(look, EVERY_MS);
