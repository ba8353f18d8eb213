// Files that are let fall onto the form, and how much of them is sent. Without scripts the form
// does the same by itself.

const form = document.querySelector(".sending");
const drop = form.querySelector("[data-drop]");
const input = form.querySelector("input[type=file]");
const chosen = form.querySelector("[data-chosen]");
const sent = form.querySelector("[data-sent]");
const button = form.querySelector("button");
const mostBytes = Number(form.dataset.mostBytes);
const mostFiles = Number(form.dataset.mostFiles);

const inWords = (bytes) =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

form.querySelector("[data-drop-words]").hidden = false;

function tell() {
  const files = [...input.files];
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  let words = files.length ? `${files.length} file${files.length === 1 ? "" : "s"}, ${inWords(bytes)}` : "";
  const fault =
    files.length > mostFiles
      ? "Too many files: send them in several uploads, or as an archive."
      : bytes > mostBytes
        ? "Too much at once: send it in several uploads."
        : "";
  input.setCustomValidity(fault);
  if (fault) words += `. ${fault}`;
  chosen.textContent = words;
}

input.addEventListener("change", tell);
for (const what of ["dragenter", "dragover"]) {
  drop.addEventListener(what, (event) => {
    event.preventDefault();
    drop.classList.add("is-over");
  });
}
for (const what of ["dragleave", "drop"]) {
  drop.addEventListener(what, () => drop.classList.remove("is-over"));
}
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length) {
    input.files = event.dataTransfer.files;
    tell();
  }
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    sent.textContent = `${inWords(loaded)} of ${inWords(total)} sent`;
  });
  request.addEventListener("load", () => {
    if (request.status === 200 && request.responseURL) {
      location.assign(request.responseURL);
      return;
    }
    const answer = new DOMParser().parseFromString(request.responseText, "text/html");
    const words = answer.querySelector(".failure")?.textContent ?? request.responseText;
    sent.textContent = words.trim().replace(/\s+/g, " ").slice(0, 500);
    button.disabled = false;
  });
  request.addEventListener("error", () => {
    sent.textContent = "The server could not be reached; nothing was taken. Try again.";
    button.disabled = false;
  });
  button.disabled = true;
  sent.textContent = "Sending…";
  request.send(new FormData(form));
});
