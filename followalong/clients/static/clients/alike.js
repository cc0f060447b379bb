// While a name, birth date or phone is typed: is this person already here? The page itself answers.
// Without this script the same question comes when the form is sent.

const PAUSE = 400; // ms without a key before we ask
const TELLING = new Set(["given_name", "family_name", "preferred_name", "born_on", "phone"]);

function watch(form) {
  let timer = 0;
  let asking = null;

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Part": "alike" },
        redirect: "error",
        signal: asking.signal,
      });
      if (answer.ok && !form.hasAttribute("aria-busy")) put(await answer.text());
    } catch {
      // Typed on, or out of reach: the question comes when the form is sent.
    }
  }

  function put(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("alike");
    const now = form.querySelector("#alike");
    const chosen = now?.querySelector(":checked")?.value;
    if (!fresh || !now || fresh.innerHTML === now.innerHTML) return;
    now.replaceChildren(...document.adoptNode(fresh).childNodes);
    for (const chip of now.querySelectorAll("[type=radio]")) chip.checked = chip.value === chosen;
  }

  form.addEventListener("input", ({ target }) => {
    if (!TELLING.has(target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}

document.querySelectorAll("form[data-alike]").forEach(watch);
document.addEventListener("keep:swapped", ({ target }) => {
  if (target.matches("form[data-alike]")) watch(target);
});
