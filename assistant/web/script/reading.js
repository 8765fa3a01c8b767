/* The article: which languages are shown, links that light a sentence, the way back to the answer. */
let cameFrom = null;
const smoothness = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");
const isNarrow = () => matchMedia("(max-width: 899px)").matches;

function show(view) {
  root.dataset.view = view;
  for (const button of all("button.view")) button.setAttribute("aria-pressed", String(button.id === `view-${view}`));
}
function choose(view) {
  show(view);
  keep(always, "view", view);
  centre("instant");
}

const part = (id) => (id ? $(`#article [id="${CSS.escape(id)}"]`) : null);

function darken() {
  for (const old of all(".lit, .lit-rendering, .tinted")) old.classList.remove("lit", "lit-rendering", "tinted");
  $(".copy-address").hidden = true;
}

/* Lights a sentence and its rendering, or a paragraph, and tints the passage around it. */
function light(id) {
  darken();
  const target = part(id);
  if (!target) return false;
  const plain = target.id.replace(/-(ja|en)$/, "");
  for (const rendering of CODES.map((code) => part(`${plain}-${code}`))) rendering?.classList.add("lit-rendering");
  (part(plain) ?? target).classList.add("lit");
  target.closest(".paragraph")?.classList.add("tinted");
  $(".copy-address").hidden = false;
  centre(smoothness());
  return true;
}

function centre(behavior) {
  const lit = all(".lit, .lit-rendering");
  const seen = lit.find((one) => one.getClientRects().length) ?? lit[0];
  if (!seen) return;
  const isTall = seen.getBoundingClientRect().height > innerHeight / 2 || seen.matches(".heading, .document");
  seen.scrollIntoView({ block: isTall ? "start" : "center", behavior });
}

/* While the page is still being laid out, what is lit stays in view, until the visitor moves. */
function hold() {
  const layout = new ResizeObserver(() => centre("instant"));
  layout.observe($("#article"));
  layout.observe($("#asking"));
  const release = () => layout.disconnect();
  for (const type of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    addEventListener(type, release, { once: true, passive: true, capture: true });
  }
  setTimeout(release, 3000);
}

function fragment() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

/* The address of the article, or of a sentence in it, to be given to others. */
function addressOf(id = "", question = "") {
  const link = new URL(location.pathname, location.origin);
  if (article) link.searchParams.set("article", article);
  if (question) link.searchParams.set("q", question);
  if (id) link.hash = id;
  return link.href;
}

function follow(link) {
  const id = decodeURIComponent(link.getAttribute("href").slice(1));
  const target = part(id);
  if (!target) return;
  $("#contents").open = false;
  if (!light(id)) return;
  history.replaceState(history.state, "", addressOf(id));
  if (link.closest("#turns")) cameFrom = link.id;
  $("#back").hidden = !cameFrom;
  $("#back").setAttribute("href", cameFrom ? `#${cameFrom}` : "#");
  $("#reading").focus({ preventScroll: true });
}

/* A sentence that is touched is lit with its rendering, and has its address; a selection of text is left alone. */
function touch(sentence) {
  if (String(getSelection())) return;
  const id = sentence.id.replace(/-(ja|en)$/, "");
  if (part(id).classList.contains("lit")) {
    darken();
    history.replaceState(history.state, "", addressOf());
  } else if (light(id)) history.replaceState(history.state, "", addressOf(id));
}

function goBack() {
  const origin = cameFrom && document.getElementById(cameFrom);
  $("#back").hidden = true;
  cameFrom = null;
  if (!origin) return;
  origin.scrollIntoView({ block: "center", behavior: smoothness() });
  origin.focus({ preventScroll: true });
}
