// A form whose answer takes long says how far it is: <form data-progress="address">. The address
// answers { share, text }. Without this script one waits as well, only without knowing.

const EVERY = 1000; // ms between looks

function watch(form) {
  const place = form.querySelector("[data-progress-here]");
  place.hidden = false;
  const bar = place.querySelector("progress");
  const text = place.querySelector("[data-progress-text]");
  const look = async () => {
    const answer = await fetch(form.dataset.progress).catch(() => null);
    const far = answer?.ok ? await answer.json() : null;
    if (!far?.text) return;
    bar.value = far.share;
    text.textContent = far.text;
  };
  setInterval(look, EVERY);
}

document.querySelectorAll("form[data-progress]").forEach((form) => {
  form.addEventListener("submit", () => watch(form), { once: true });
});
