"use strict";
// Without this every question is there; with it the buttons choose.
const questions = [...document.querySelectorAll(".question")];
const buttons = [...document.querySelectorAll(".filters button")];
const chosen = { outcome: "", lang: "" };
const shown = document.querySelector("#shown");

function choose() {
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(chosen[button.dataset.by] === button.dataset.value));
  }
  let count = 0;
  for (const question of questions) {
    const fits = Object.entries(chosen).every(([by, value]) => !value || question.dataset[by] === value);
    question.hidden = !fits;
    count += fits;
  }
  shown.textContent = `${count} of ${questions.length} questions`;
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    chosen[button.dataset.by] = button.dataset.value;
    choose();
  });
}
choose();
