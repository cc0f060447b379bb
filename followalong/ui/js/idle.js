// A page left alone: two minutes before the sign-in ends it asks, and then it hides itself with
// everything typed still in it. Signing in elsewhere and coming back shows it again.

const form = document.getElementById("stay");
const IDLE = Number(form?.dataset.idle) * 1000;
const WARN = Number(form?.dataset.warn) * 1000;
const AGAIN = 300000; // ms of work here after which the server is told of it
const tabs = new BroadcastChannel("stay");
const box = document.getElementById("idle");
const covered = document.querySelectorAll("main, .rail, .topbar");
let seen = Date.now();
let worked = false;

function heard() {
  seen = Date.now();
  worked = false;
  box.hidden = true;
  covered.forEach((part) => (part.hidden = false));
}

async function stay() {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-Keep": "1" },
  }).catch(() => null);
  if (!answer?.ok) return show(answer?.status === 401 || answer?.status === 403);
  const { person } = await answer.json();
  if (person !== form.dataset.person) return window.location.assign("/choose/");
  heard();
  tabs.postMessage("seen");
}

function show(isOver) {
  const appears = box.hidden || box.dataset.over !== String(isOver);
  box.hidden = false;
  box.dataset.over = String(isOver);
  for (const part of box.querySelectorAll("[data-when]")) {
    part.hidden = (part.dataset.when === "over") !== isOver;
  }
  if (isOver) covered.forEach((part) => (part.hidden = true));
  if (appears) box.querySelector("button").focus();
}

function look() {
  const quiet = Date.now() - seen;
  if (quiet >= IDLE) show(true);
  else if (worked && quiet >= AGAIN) stay();
  else if (quiet >= IDLE - WARN) show(false);
}

if (form) {
  for (const kind of ["input", "pointerdown", "keydown"]) {
    document.addEventListener(kind, () => (worked = box.hidden), { passive: true });
  }
  tabs.addEventListener("message", heard);
  tabs.postMessage("seen");
  box.querySelector("button").addEventListener("click", stay);
  document.addEventListener("visibilitychange", look);
  setInterval(look, 5000);
}
