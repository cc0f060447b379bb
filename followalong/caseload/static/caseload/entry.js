// On forms about a contact: ask only what fits the way of being in touch. Without this script
// everything is asked, and nothing is lost.

const AT_A_DISTANCE = new Set(["VIDEO", "PHONE", "TEXT", "EMAIL", "LETTER"]);
const WRITTEN = new Set(["TEXT", "EMAIL"]);

function follow(form) {
  const mode = () => form.elements.mode?.value ?? "";
  const written = form.querySelector("[data-when-written]");
  const there = form.querySelector("[data-when-there]");
  let place = "";

  function fit() {
    written.hidden = !WRITTEN.has(mode());
    if (AT_A_DISTANCE.has(mode())) {
      if (form.elements.location.value !== "REMOTE") place = form.elements.location.value;
      form.elements.location.value = "REMOTE";
    } else if (form.elements.location.value === "REMOTE") {
      form.elements.location.value = place;
      // A place that was never said stays unsaid.
      if (!place) for (const chip of form.elements.location) chip.checked = false;
    }
    there.hidden = AT_A_DISTANCE.has(mode());
  }

  function open(event) {
    if (event.target.value !== "other") return;
    const inside = form.querySelector(`[data-more-for="${event.target.name}"] details`);
    if (inside) inside.open = true;
  }

  form.addEventListener("change", (event) => {
    if (event.target.name === "mode") fit();
    open(event);
  });
  fit();
}

document.querySelectorAll("form[data-entry]").forEach(follow);
document.addEventListener("keep:swapped", (event) => {
  if (event.target.matches("form[data-entry]")) follow(event.target);
});
