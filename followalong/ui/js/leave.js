// "Leave quickly": one press, or Shift three times, and this page is gone from the history.

const WITHIN = 2000; // ms for three presses
const link = document.querySelector("[data-leave]");

function leave() {
  // Nothing of this page stays on screen while the next one loads.
  document.title = "…";
  document.body.hidden = true;
  window.location.replace(link.href);
}

function countShift() {
  let presses = [];
  return (event) => {
    if (event.key !== "Shift" || event.repeat) {
      if (!event.repeat) presses = [];
      return;
    }
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < WITHIN), now];
    if (presses.length === 3) leave();
  };
}

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", countShift());
}
