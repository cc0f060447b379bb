// Single keys for whoever works at a keyboard. What they do stands in the dialog, and nowhere else:
// each line there names its keys and where they lead, or what they do. Nothing happens while somebody
// types in a field, holds another key, or has turned the keys off: then this script is not here.

const PATIENCE = 1500; // ms to press the second of two keys
const ROWS = "main :is(.lines > .line, .day-line, .table tbody tr)";
const dialog = document.getElementById("keys");
const lines = new Map([...dialog.querySelectorAll("[data-keys]")].map((line) => [line.dataset.keys, line]));
const DO = { list: toggle, next: () => move(1), previous: () => move(-1) };

let first = "";
let timer = 0;

function isTyping(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

function toggle() {
  if (dialog.open) dialog.close();
  else dialog.showModal();
}

// To the link of the next or the previous line; Enter opens it, as it opens any link.
function move(by) {
  const links = [...document.querySelectorAll(ROWS)].map((row) => row.querySelector("a[href]")).filter(Boolean);
  const row = document.activeElement?.closest(ROWS);
  const at = row ? links.findIndex((link) => row.contains(link)) : -1;
  const next = at < 0 ? (by > 0 ? 0 : -1) : at + by;
  if (!links[next]) return false;
  links[next].focus();
  return true;
}

// What was pressed, with the key before it if that one waits for a second.
function pressed(key) {
  const keys = first ? `${first} ${key}` : key;
  clearTimeout(timer);
  first = "";
  if (lines.has(keys)) return keys;
  if ([...lines.keys()].some((known) => known.startsWith(`${key} `))) {
    first = key;
    timer = setTimeout(() => (first = ""), PATIENCE);
  }
  return "";
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  if (dialog.open && event.key !== "?") return;
  const line = lines.get(pressed(event.key));
  if (!line) return;
  const done = line.dataset.do ? DO[line.dataset.do]() : window.location.assign(line.dataset.href);
  if (done !== false) event.preventDefault();
});
