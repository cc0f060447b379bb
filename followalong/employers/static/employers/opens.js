// Opens what belongs to an answer: <div data-opens="next_visit" data-on="day"><details>…</details></div>.
// Without this script it is one tap more, and nothing is lost.

function follow(form) {
  for (const part of form.querySelectorAll("[data-opens]")) {
    const answers = part.dataset.on.split(" ");
    const inside = part.querySelector("details");
    form.addEventListener("change", (event) => {
      if (event.target.name === part.dataset.opens) inside.open = answers.includes(event.target.value);
    });
  }
}

document.querySelectorAll("form[data-keep]").forEach(follow);
document.addEventListener("keep:swapped", (event) => follow(event.target));
