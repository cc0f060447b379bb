// On forms about a contact: what fits an answer follows it. Without this script everything is asked,
// and nothing is lost.

const AT_A_DISTANCE = new Set(["VIDEO", "PHONE", "TEXT", "EMAIL", "LETTER"]);

function follow(form) {
  const { answered, category, location, other_minutes: own } = form.elements;
  const mode = () => form.elements.mode?.value ?? "";
  const there = form.querySelector("[data-when-there]");
  let place = "";
  let choseAnswer = Boolean(answered.value) && mode() !== "PHONE";
  let choseCategory = Boolean(form.querySelector("[data-error-summary]"));

  function fit() {
    if (AT_A_DISTANCE.has(mode())) {
      if (location.value !== "REMOTE") place = location.value;
      location.value = "REMOTE";
    } else if (location.value === "REMOTE") {
      location.value = place || (form.dataset.place ?? "");
      // Where nothing is likely, a place that was never said stays unsaid.
      if (!location.value) for (const chip of location) chip.checked = false;
    }
    there.hidden = AT_A_DISTANCE.has(mode());
    // Whoever was called has mostly answered; whether they wrote back nobody knows yet.
    if (mode() === "PHONE" && !answered.value) answered.value = "yes";
    else if (!choseAnswer && mode() !== "PHONE") for (const chip of answered) chip.checked = false;
  }

  // Until somebody chooses what it was about, it is what goes on with the person.
  function suit(person) {
    const likely = person.dataset.goesWith;
    if (choseCategory || !likely) return;
    category.value = likely;
    const chip = form.querySelector('[name="category"]:checked').closest(".chip");
    const row = chip.closest(".likely")?.querySelector(".chips");
    if (!row?.contains(chip)) row?.prepend(chip);
    if (row) row.scrollLeft = Math.max(0, chip.offsetLeft - 16);
  }

  function open({ name, value }) {
    const inside = form.querySelector(`[data-more-for="${name}"] details`);
    if (inside && value === "other") inside.open = true;
    // A length of one's own is not kept unseen beside another.
    if (name !== "minutes") return;
    if (value === "other") own.closest(".field").scrollIntoView({ block: "nearest" });
    else own.value = "";
  }

  form.addEventListener("change", ({ target }) => {
    if (target.name === "mode") fit();
    if (target.name === "answered") choseAnswer = true;
    if (target.name === "category") choseCategory = true;
    if (target.name === "who") suit(target);
    open(target);
  });
  fit();
}

document.querySelectorAll("form[data-entry]").forEach(follow);
document.addEventListener("keep:swapped", (event) => {
  if (event.target.matches("form[data-entry]")) follow(event.target);
});
