// Saving that never pretends: <form data-keep>.
// The form goes out by fetch with its command_id. When there is no answer, the page keeps the
// words, says so, and sends the same command with the same body again. The server may have done
// the work the first time, so nothing in the form can change until it has answered.

const PATIENCE = 15000; // ms to wait for an answer
const PATIENCE_FILE = 300000; // a photo takes minutes on one bar of signal
const PAUSES = [2000, 4000, 8000, 16000, 30000, 60000]; // ms between tries
const live = document.getElementById("live");
const words = live?.dataset ?? {};
const unsaved = new Set();

class Save {
  constructor(form, submitter) {
    this.form = form;
    this.action = submitter?.getAttribute("formaction") || form.action;
    this.body = new FormData(form);
    if (submitter?.name) this.body.append(submitter.name, submitter.value);
    this.tries = 0;
    this.timer = 0;
    this.busy = false;
    unsaved.add(this);
    this.hold();
    form.dispatchEvent(new CustomEvent("keep:start", { bubbles: true }));
  }

  hold() {
    this.held = [...this.form.elements].filter(canChange);
    for (const control of this.held) {
      if (isText(control)) control.readOnly = true; // can still be read and copied
      else control.disabled = true;
    }
    this.form.setAttribute("aria-busy", "true");
  }

  release() {
    for (const control of this.held) {
      if (isText(control)) control.readOnly = false;
      else control.disabled = false;
    }
    this.form.removeAttribute("aria-busy");
    unsaved.delete(this);
  }

  async send() {
    if (this.busy) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.busy = true;
    if (this.tries === 0) say(words.saving);
    const answer = await this.ask();
    this.busy = false;
    if (!answer || answer.status >= 500 || [408, 425, 429].includes(answer.status)) this.wait();
    else await this.hear(answer);
  }

  async ask() {
    const stop = new AbortController();
    const hasFile = this.form.enctype === "multipart/form-data";
    const clock = setTimeout(() => stop.abort(), hasFile ? PATIENCE_FILE : PATIENCE);
    const headers = { "X-Keep": "1" };
    try {
      return await fetch(this.action, { method: "POST", body: this.body, headers, signal: stop.signal });
    } catch {
      return null; // offline, refused or too slow: all the same to the writer
    } finally {
      clearTimeout(clock);
    }
  }

  wait() {
    const pause = PAUSES[Math.min(this.tries, PAUSES.length - 1)];
    this.tries += 1;
    this.timer = setTimeout(() => this.send(), pause);
    say(words.notSaved, { text: words.tryNow, run: () => this.send() });
  }

  async hear(answer) {
    const next = answer.headers.get("X-Keep-Location");
    if (next) return this.follow(next);
    if (answer.redirected && answer.ok) return this.follow(answer.url);
    if (answer.status === 401) return this.signedOut(answer.headers.get("X-Keep-Sign-In"));
    if (answer.status === 403 && !this.renewed) return this.renew();
    const fresh = await formIn(answer, this.form);
    this.release();
    if (fresh) return replace(this.form, fresh, answer.status === 409);
    this.form.dispatchEvent(new CustomEvent("keep:refused", { bubbles: true }));
    say(answer.status === 409 ? words.conflict : words.refused);
    unsaved.add(this); // still only on this page
  }

  follow(address) {
    unsaved.clear();
    this.form.dataset.kept = "1";
    const next = new URL(address, window.location.href);
    const samePage = next.pathname + next.search === window.location.pathname + window.location.search;
    window.location.assign(next);
    if (samePage && next.hash) window.location.reload(); // a fragment alone loads nothing
  }

  signedOut(signIn) {
    say(words.signedOut, { text: words.tryNow, run: () => this.again() }, signIn);
  }

  // Most often refused because somebody signed in again elsewhere: a new token, then once more.
  renew() {
    this.renewed = true;
    return this.again();
  }

  // Signing in changes the page's token, so the same command goes out with the new one.
  async again() {
    const page = await fetch(window.location.href).catch(() => null);
    const fresh = page?.ok ? await formIn(page, this.form) : null;
    if (!fresh && page?.redirected) return this.signedOut(page.url);
    const token = fresh?.elements.namedItem("csrfmiddlewaretoken")?.value;
    if (token) this.body.set("csrfmiddlewaretoken", token);
    return this.send();
  }
}

function canChange(control) {
  return !control.matches("fieldset, output, [type=hidden]") && !control.disabled && !control.readOnly;
}

function isText(control) {
  return control.matches("textarea, input:not([type=radio], [type=checkbox], [type=file])");
}

// The same form in the page that came back, or null when there is none.
async function formIn(answer, form) {
  if (!answer.headers.get("Content-Type")?.startsWith("text/html")) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.getElementById(form.id);
}

function replace(form, fresh, conflict) {
  for (const part of fresh.ownerDocument.querySelectorAll("[data-with-form]")) {
    document.getElementById(part.id)?.replaceWith(part); // what the answer says beside the form
  }
  const adopted = document.adoptNode(fresh);
  keepFiles(form, adopted);
  form.replaceWith(adopted);
  say(conflict ? words.conflict : "");
  const first = adopted.querySelector("[data-error-summary], [aria-invalid=true]");
  const offered = document.querySelector("[data-with-form] button");
  (first ?? offered ?? adopted.querySelector("input:not([type=hidden]), textarea"))?.focus();
  adopted.dispatchEvent(new CustomEvent("keep:swapped", { bubbles: true }));
}

// What was chosen stays chosen, unless the file itself was refused.
function keepFiles(form, adopted) {
  for (const input of adopted.querySelectorAll("input[type=file]:not([aria-invalid=true])")) {
    const chosen = form.elements.namedItem(input.name)?.files;
    if (!chosen?.length) continue;
    input.files = chosen;
    adopted.querySelector("[data-files-lost]")?.remove();
  }
}

// The bar at the foot of the page, which is also what a screen reader is told.
function say(text, act, signIn) {
  if (!live) return;
  live.replaceChildren();
  if (!text) return;
  const line = document.createElement("p");
  line.textContent = text;
  live.append(line);
  if (signIn) {
    const link = document.createElement("a");
    Object.assign(link, { href: signIn, target: "_blank", textContent: words.signIn });
    live.append(link);
  }
  if (act) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "live-act", textContent: act.text });
    button.addEventListener("click", act.run);
    live.append(button);
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-keep]") || event.defaultPrevented) return;
  event.preventDefault();
  for (const save of unsaved) if (save.form === form) unsaved.delete(save);
  new Save(form, event.submitter).send();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload(); // an old copy of the page holds an old command
});
window.addEventListener("online", () => unsaved.forEach((save) => save.timer && save.send()));
window.addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});
