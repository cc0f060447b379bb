// Keeps what someone has typed on the server while they type: <form data-draft-url="…">.
// "Draft kept" is said only when the server said so. Nothing is stored on the device.

const PAUSE = 2000; // ms after the last key
const AGAIN = 15000; // ms until the next try when the server did not answer
const words = document.getElementById("live")?.dataset ?? {};

function keepDraft(form) {
  const status = statusLine(form);
  let timer = 0;
  let sending = false;
  let changed = false;

  async function send() {
    clearTimeout(timer);
    if (!changed || sending || form.dataset.kept || form.hasAttribute("aria-busy")) return;
    sending = true;
    changed = false;
    const answer = await post(form).catch(() => null);
    sending = false;
    if (answer?.ok && !answer.redirected) {
      const at = new Date().toLocaleTimeString(document.documentElement.lang, {
        hour: "2-digit",
        minute: "2-digit",
      });
      status.textContent = `${words.draftKept} ${at}`;
      if (changed) timer = setTimeout(send, PAUSE);
    } else {
      status.textContent = words.draftWaiting;
      changed = true;
      timer = setTimeout(send, AGAIN);
    }
  }

  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  });
  form.addEventListener("focusout", send);
  form.addEventListener("submit", () => clearTimeout(timer));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send();
  });
}

function post(form) {
  return fetch(form.dataset.draftUrl, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-Requested-With": "fetch" },
    keepalive: true, // goes out even when the page is being left
  });
}

function statusLine(form) {
  const existing = form.querySelector("[data-draft-status]");
  if (existing) return existing;
  const line = document.createElement("p");
  line.className = "meta draft-status";
  line.setAttribute("role", "status");
  form.append(line);
  return line;
}

document.querySelectorAll("form[data-draft-url]").forEach(keepDraft);
document.addEventListener("keep:swapped", (event) => {
  if (event.target.matches("form[data-draft-url]")) keepDraft(event.target);
});
