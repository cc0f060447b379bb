// Short texts for a note box: chosen from the list below it, or typed as ;name and a space. {name} is
// the person's name, where the page knows it. A page with many boxes sends the list once, and each
// box gets it below. Without this script the list is not there.

function personIn(box) {
  const chosen = box.form?.querySelector('[name="who"]:checked');
  return chosen?.dataset.name ?? "";
}

function filled(text, list, box) {
  const name = list.dataset.name || personIn(box);
  return name ? text.replaceAll("{name}", name) : text;
}

function put(box, text, from, to) {
  box.setRangeText(text, from, to, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

// ";voicemail " just before the cursor becomes the text; the space stays.
function expand(box, list, texts) {
  const before = box.value.slice(0, box.selectionStart);
  const typed = /(?:^|\s);([^\s;]+)\s$/u.exec(before);
  const text = typed && texts.get(typed[1].toLowerCase());
  if (!text) return;
  const from = before.length - typed[1].length - 2;
  put(box, `${filled(text, list, box)} `, from, before.length);
}

function serve(list) {
  const box = document.getElementById(list.dataset.snippets);
  const choice = list.querySelector("select");
  if (!box || box.dataset.served) return;
  box.dataset.served = "1";
  const options = [...choice.options].filter((option) => option.dataset.short);
  const texts = new Map(options.map((option) => [option.dataset.short, option.value]));
  list.hidden = false;
  choice.addEventListener("change", () => {
    if (!choice.value) return;
    const apart = box.value && !/\s$/u.test(box.value.slice(0, box.selectionStart)) ? " " : "";
    put(box, apart + filled(choice.value, list, box), box.selectionStart, box.selectionEnd);
    choice.value = "";
    box.focus();
  });
  box.addEventListener("input", (event) => {
    if (event.inputType === "insertText" || event.inputType === "insertLineBreak") expand(box, list, texts);
  });
}

function serveEach(one) {
  one.parentElement.querySelectorAll("textarea[id]").forEach((box) => {
    if (box.dataset.served) return;
    const list = one.cloneNode(true);
    const choice = list.querySelector("select");
    list.removeAttribute("data-snippets-each");
    list.dataset.snippets = box.id;
    if (box.dataset.name) list.dataset.name = box.dataset.name;
    choice.id = list.querySelector("label").htmlFor = `snippet-for-${box.id}`;
    box.after(list);
    serve(list);
  });
}

function serveAll(part) {
  part.querySelectorAll("[data-snippets]").forEach(serve);
  part.querySelectorAll("[data-snippets-each]").forEach(serveEach);
}

serveAll(document);
document.addEventListener("keep:swapped", (event) => serveAll(event.target));
