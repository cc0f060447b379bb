// Results while typing, from the same page. Without this script the form is sent as usual.

const PAUSE = 250; // ms without a key before we ask
const form = document.querySelector("[data-search]");
const results = document.getElementById("results");

let timer = 0;
let asking = null;

async function ask() {
  const address = new URL(form.action);
  address.search = new URLSearchParams(new FormData(form)).toString();
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(address, {
      headers: { "X-Part": "results" },
      redirect: "error",
      signal: asking.signal,
    });
    if (!answer.ok) return;
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    results.replaceChildren(...part.body.childNodes);
    history.replaceState(null, "", address);
  } catch {
    // Typed on, or out of reach: the button still sends the form.
  }
}

form?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
});
