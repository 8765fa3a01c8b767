/* The language of the page: the browser's, unless the visitor has chosen. */
const CODES = ["ja", "en"];
let language = CODES.includes(recall(always, "language"))
  ? recall(always, "language")
  : (navigator.language || "en").toLowerCase().startsWith("ja") ? "ja" : "en";
settleLanguage();

function settleLanguage() {
  if (document.documentElement.lang !== language) document.documentElement.lang = language;
}

function words(name, values = {}) {
  return WORDS[language][name].replace(/\{(\w+)\}/g, (_, field) => values[field] ?? "");
}

/* Spoken names, and what stands in empty boxes, cannot be shown by the style sheet as other words are. */
function label(within) {
  for (const part of all("[data-label]", within)) {
    const text = words(part.dataset.label, { number: part.dataset.number });
    part.setAttribute("aria-label", text);
    if (part.matches("button")) part.title = text;
  }
  for (const part of all("[data-placeholder]", within)) part.placeholder = words(part.dataset.placeholder);
  for (const part of all("[data-title-ja]", within)) {
    part.title = part.dataset[language === "ja" ? "titleJa" : "titleEn"];
  }
}

function speak(code) {
  language = code;
  settleLanguage();
  keep(always, "language", code);
  settle();
}
function settle() {
  for (const button of all("button.language")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
  label(root);
}

/* A short word of what just happened, spoken too. */
let saying = 0;
function say(text) {
  const line = $("#said");
  line.textContent = text;
  line.classList.add("shown");
  clearTimeout(saying);
  saying = setTimeout(() => line.classList.remove("shown"), 4000);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say(words("copied"));
  } catch {
    /* A page served without encryption to another machine has no clipboard: the old way then. */
    const box = document.createElement("textarea");
    box.value = text;
    box.className = "unseen";
    const before = document.activeElement;
    root.append(box);
    box.select();
    say(words(document.execCommand("copy") ? "copied" : "not_copied"));
    box.remove();
    before?.focus({ preventScroll: true });
  }
}

function download(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
