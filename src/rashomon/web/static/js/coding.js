// What was coded of a report and not stored yet is remembered by the browser, in case its page is
// closed; nothing of it leaves this machine before it is stored.

const form = document.getElementById("coding");
const draft = form.elements.namedItem("draft");
const key = `coding:${form.dataset.draft}`;
const kept = localStorage.getItem(key);
const isFresh = performance.getEntriesByType("navigation")[0]?.type !== "back_forward"
  && new URLSearchParams(location.search).has("report");

if (!isFresh) {
  localStorage.setItem(key, draft.value);
} else if (kept && kept !== draft.value) {
  const again = document.createElement("p");
  again.className = "notice";
  const button = document.createElement("button");
  button.className = "plain";
  button.type = "button"; // Enter in a field is to add a claim
  button.textContent = "Take up what you had coded and not stored";
  button.addEventListener("click", () => {
    draft.value = kept;
    const verb = document.createElement("input");
    Object.assign(verb, { type: "hidden", name: "verb", value: "look" });
    form.append(verb);
    form.submit();
  });
  again.append(button);
  form.prepend(again);
}
form.addEventListener("submit", (event) => {
  if (["store", "none"].includes(event.submitter?.value)) localStorage.removeItem(key);
});
