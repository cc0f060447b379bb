// Rows of chips: what is chosen stands in sight, and a fold closes once something was picked in it.
// Without this script the rows scroll and the folds stay open; nothing is lost.

const mayMove = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function show(chip, behavior = "auto") {
  const row = chip?.closest(".chips");
  if (!row || row.scrollWidth <= row.clientWidth) return;
  const left = chip.getBoundingClientRect().left - row.getBoundingClientRect().left;
  const away = left - parseFloat(getComputedStyle(row).scrollPaddingLeft || 0);
  row.scrollBy({ left: away, behavior });
}

function showChosen(form) {
  for (const input of form.querySelectorAll(".chip input:checked")) {
    if (!inSight(input.parentElement)) show(input.parentElement);
  }
}

function inSight(chip) {
  const row = chip.closest(".chips").getBoundingClientRect();
  const own = chip.getBoundingClientRect();
  return own.left >= row.left && own.right <= row.right;
}

// What was picked among the others comes to the front of the row.
function bringForward(fold, input) {
  const row = fold.parentElement.querySelector(".chips");
  row.prepend(input.closest(".chip"));
  row.scrollTo({ left: 0 });
}

// While a name is typed, only the chips that have it stay; sending it asks the whole agency.
function narrow(search) {
  for (const chip of search.closest(".likely-more").querySelectorAll(".chip")) {
    chip.hidden = !plain(chip.textContent).includes(plain(search.value));
  }
}

function watch(form) {
  // A click by hand has a count; arrow keys make clicks without one, and must not close anything.
  form.addEventListener("click", (event) => {
    if (!event.target.matches(".chip input") || !event.detail) return;
    const fold = event.target.closest(".likely-more");
    if (!fold) return show(event.target.parentElement, mayMove() ? "smooth" : "auto");
    bringForward(fold, event.target);
    fold.open = false;
    event.target.focus();
  });
  form.addEventListener("input", (event) => {
    if (event.target.matches('.likely-more [type="search"]')) narrow(event.target);
  });
  for (const fold of form.querySelectorAll(".likely-more")) {
    fold.addEventListener("toggle", () => {
      const chosen = fold.querySelector("input:checked");
      if (!fold.open && chosen) bringForward(fold, chosen);
    });
  }
  showChosen(form);
}

document.querySelectorAll("form.log").forEach(watch);
document.addEventListener("keep:swapped", (event) => {
  if (event.target.matches("form.log")) watch(event.target);
});
