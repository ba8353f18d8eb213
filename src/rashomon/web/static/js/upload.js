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
const mostOfOne = Number(form.dataset.mostOfOne);
const list = form.querySelector("[data-files]");
const sending = form.querySelector("[data-sending]");
const LISTED = 12; // files by name; the page that follows lists them all

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
  const rows = files.slice(0, LISTED).map((file) => {
    const row = document.createElement("li");
    const name = document.createElement("bdi");
    name.textContent = file.name;
    const large = file.size > mostOfOne;
    row.append(name, ` ${inWords(file.size)}${large ? ": too large, will be passed over" : ""}`);
    row.classList.toggle("is-large", large);
    return row;
  });
  if (files.length > LISTED) {
    const rest = document.createElement("li");
    rest.textContent = `and ${files.length - LISTED} more`;
    rows.push(rest);
  }
  list.replaceChildren(...rows);
  list.hidden = !files.length;
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

function failed(words) {
  sent.textContent = words;
  sent.classList.add("fault");
  sending.hidden = true;
  button.disabled = false;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    sending.value = (100 * loaded) / total;
    sent.textContent =
      loaded < total ? `${inWords(loaded)} of ${inWords(total)} sent` : "Sent; it is being stored…";
  });
  request.addEventListener("load", () => {
    if (request.status === 200 && request.responseURL) {
      location.assign(request.responseURL);
      return;
    }
    const answer = new DOMParser().parseFromString(request.responseText, "text/html");
    const words = answer.querySelector(".failure")?.textContent ?? request.responseText;
    failed(words.trim().replace(/\s+/g, " ").slice(0, 500));
  });
  request.addEventListener("error", () => {
    failed("The server could not be reached; nothing was taken. Try again.");
  });
  button.disabled = true;
  sent.classList.remove("fault");
  sending.hidden = false;
  sent.textContent = "Sending…";
  request.send(new FormData(form));
});
