/* The page begins: what was kept is opened, and every click and key finds what it is for. */
function reveal(tab) {
  root.dataset.tab = tab;
  for (const button of all('[role="tab"]')) {
    const isShown = button.id === `tab-${tab}`;
    button.setAttribute("aria-selected", String(isShown));
    button.tabIndex = isShown ? 0 : -1;
  }
  for (const panel of all('[role="tabpanel"]')) panel.hidden = panel.id !== `panel-${tab}`;
  if (tab === "articles") listArticles();
  if (tab === "evaluation") offerSets();
}

const CLICKS = [
  ["#back", goBack],
  ["a.skip", () => box().focus()],
  ['a[href^="#"]', follow],
  ["button.tab", (button) => reveal(button.id.slice("tab-".length))],
  ["button.language", (button) => { speak(button.dataset.language); offerExamples(); }],
  ["button.view", (button) => choose(button.id.slice("view-".length))],
  ["button.suggestion", (button) => ask(button.textContent)],
  ["button.stop", stop],
  ["button.edit", (button) => edit(turnOf(button))],
  ["button.retry", (button) => retry(turnOf(button))],
  ["button.copy-address", () => copy(addressOf(fragment()))],
  ["button.share", (button) => copy(addressOf("", turns[turnOf(button)].question))],
  ["button.alone", (button) => { turns[turnOf(button)].alone = true; remember(); converse(turnOf(button)); }],
  ["button.cancel", () => { stopEditing(); write(""); box().focus(); }],
  ["button.clear", clear],
  ["button.copy", copyFrom],
  ["button.vote", vote],
  ["button.badge", (badge) => say(badge.title)],
  ["button.save", (button) => save(button.dataset.format)],
  ["button.remove", remove],
  ["button.to-article", () => { $("#reading").scrollIntoView({ behavior: smoothness() }); $("#reading").focus({ preventScroll: true }); }],
  ["button.to-conversation", () => { $("#asking").scrollIntoView({ behavior: smoothness() }); box().focus({ preventScroll: true }); }],
  ["#turns .card", (card) => { if (!String(getSelection())) follow($(".place", card)); }],
  ["#article .sentence", touch],
  ["button.stop-evaluating", () => call("stop", { job: evaluating })],
  ["button.save-report", () => download("tenkyo-report.html", "text/html", reported)],
];

function clicked(event) {
  const target = event.target instanceof Element ? event.target : null;
  if (!target || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (!target.closest("#contents")) $("#contents").open = false;
  for (const [selector, action] of CLICKS) {
    const found = target.closest(selector);
    if (!found || !root.contains(found)) continue;
    if (found.matches("a")) event.preventDefault();
    action(found);
    return;
  }
}

/* Enter that ends a conversion of Japanese input belongs to the input method; Safari tells it by the code 229 only. */
function pressed(event) {
  if (event.key === "Enter" && event.target === box() && !event.shiftKey) {
    if (event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    ask(box().value);
  } else if (event.key === "Escape" && !event.isComposing) {
    escape();
  } else if (event.target.matches?.('[role="tab"]') && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
    const tabs = all('[role="tab"]');
    const step = event.key === "ArrowRight" ? 1 : tabs.length - 1;
    const next = tabs[(tabs.indexOf(event.target) + step) % tabs.length];
    reveal(next.id.slice("tab-".length));
    next.focus();
  }
}

/* Esc leaves the innermost thing that is going on. */
function escape() {
  if ($("#contents").open) {
    $("#contents").open = false;
    $("#contents summary").focus();
  } else if (root.classList.contains("busy")) stop();
  else if (editing >= 0) {
    stopEditing();
    write("");
  } else if (!$("#back").hidden) goBack();
}

async function openArticle() {
  const opened = await call("open_article", { article, visitor });
  key = opened.key;
  $("#article").innerHTML = opened.article;
  $("#contents nav").innerHTML = opened.contents;
  $("#contents").hidden = !opened.contents.trim();
  $(".views").hidden = !opened.translated;
  if (opened.title) document.title = `${opened.title} – ${words("name")}`;
  const view = recall(always, "view");
  show([...CODES, "both"].includes(view) ? view : language === "ja" ? "ja" : "both");
  label($("#reading"));
}

async function open() {
  try {
    await openArticle();
  } catch (error) {
    $("#article").innerHTML = '<p class="notice"></p>';
    $("#article .notice").textContent = explained(error, "lost");
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button";
    again.textContent = words("retry");
    again.addEventListener("click", open);
    if (!(error instanceof Trouble)) $("#article").append(again);
    return;
  }
  const isLit = light(fragment());
  if (isLit) hold();
  turns = recalled();
  if (turns.length) await converse(0);
  const question = address.get("q");
  if (question) {
    history.replaceState(history.state, "", addressOf(fragment()));
    if (turns.at(-1)?.question !== question) ask(question);
  } else if (!isLit && matchMedia("(pointer: fine)").matches) box().focus({ preventScroll: true });
  offerExamples();
}

window.tenkyo = (holder, calls) => {
  root = $(".tenkyo", holder);
  server = calls;
  settle();
  /* Gradio names the browser's own language at some moment of its start: the page's goes before it. */
  new MutationObserver(settleLanguage).observe(document.documentElement, { attributeFilter: ["lang"] });
  settleLanguage();
  root.addEventListener("click", clicked);
  addEventListener("keydown", pressed);
  addEventListener("hashchange", () => light(fragment()));
  box().addEventListener("input", fit);
  $("#question").addEventListener("submit", (event) => { event.preventDefault(); ask(box().value); });
  $("#paste").addEventListener("submit", (event) => { event.preventDefault(); addPasted(); });
  $("#evaluate").addEventListener("submit", (event) => { event.preventDefault(); evaluate(); });
  $("#file").addEventListener("change", ({ target }) => { if (target.files[0]) add(target.files[0].name, target.files[0]); target.value = ""; });
  $("#question-set").addEventListener("change", ({ target }) => {
    $("#chosen-set").textContent = target.files[0]?.name ?? "";
    if (target.files[0]) $('#evaluate [value="file"]').checked = true;
  });
  takeDrops();
  const tab = address.get("tab");
  reveal(["articles", "evaluation"].includes(tab) ? tab : "ask");
  open();
};
