/* The conversation: its questions are kept here, its answers are made anew by the server whenever they are wanted. */
let turns = []; // {question, alone, votes, state}: state is "" when answered, or "asking", "stopped", "failed"
let key = ""; // of the article that the conversation is about
let latest = 0; // the newest request; a reply to an older one is void
let editing = -1; // the turn that is being edited

const box = () => $("#question-text");
const sent = (list) => list.map(({ question, alone }) => ({ question, alone }));
const isWhole = (turn) => !turn.state;

function remember() {
  keep(here, `conversation:${key}`, turns.map(({ question, alone, votes }) => ({ question, alone, votes })));
}
function recalled() {
  const kept = recall(here, `conversation:${key}`);
  if (!Array.isArray(kept)) return [];
  return kept
    .filter((turn) => typeof turn?.question === "string")
    .map(({ question, alone, votes }) => ({ question, alone: alone === true, votes: votes ?? {}, state: "" }));
}

/* Asks the server for the answers from the turn `from` on: turns that failed before are no part of the conversation. */
async function converse(from) {
  const mine = ++latest;
  const asked = turns.map((turn, place) => ({ turn, place })).filter(({ turn, place }) => place >= from || isWhole(turn));
  const start = asked.findIndex(({ place }) => place >= from);
  for (const turn of turns.slice(from)) turn.state = "asking";
  paint(from);
  busy(true);
  try {
    const payload = { article, visitor, turns: sent(asked.map(({ turn }) => turn)), start };
    const reply = await call("converse", payload);
    if (mine !== latest) return;
    for (const { turn } of asked) turn.state = "";
    reply.turns.forEach((html, index) => put(asked[start + index].place, html));
    remember();
    suggest();
  } catch (error) {
    if (mine !== latest) return;
    for (const turn of turns.slice(from)) turn.state = "failed";
    paint(from, explained(error, "failed"));
  } finally {
    if (mine === latest) busy(false);
  }
}

function ask(question) {
  question = question.toWellFormed?.() ?? question;
  if (!question.trim()) return;
  reveal("ask");
  const place = editing >= 0 ? editing : turns.length;
  turns[place] = { question, alone: false, votes: {}, state: "asking" };
  stopEditing();
  write("");
  remember();
  converse(place);
  document.getElementById(`t${place + 1}`)?.scrollIntoView({ block: "start", behavior: smoothness() });
  if (!matchMedia("(pointer: fine)").matches) document.activeElement?.blur();
}

function stop() {
  if (!turns.some((turn) => turn.state === "asking")) return;
  latest += 1;
  const from = turns.findIndex((turn) => turn.state === "asking");
  for (const turn of turns.slice(from)) turn.state = "stopped";
  paint(from, words("stopped"));
  busy(false);
}

function retry(place) {
  converse(place);
}

function edit(place) {
  editing = place;
  $("#editing").hidden = false;
  write(turns[place].question);
  box().focus();
}
function stopEditing() {
  editing = -1;
  $("#editing").hidden = true;
}

function clear() {
  const before = turns;
  latest += 1;
  turns = [];
  stopEditing();
  busy(false);
  paint(0);
  remember();
  cameFrom = null;
  $("#back").hidden = true;
  offerUndo(before);
  box().focus({ preventScroll: true });
}
function offerUndo(before) {
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "quiet undo";
  undo.textContent = words("undo");
  undo.addEventListener("click", () => {
    turns = before;
    converse(0);
    $("#said").classList.remove("shown");
  });
  say(`${words("cleared")} `);
  $("#said").append(undo);
}

/* Brings the page into the state of the turns from `from` on, those that wait for an answer or have none. */
function paint(from, notice = words("asking")) {
  for (const old of all("#turns > .turn").slice(turns.length)) old.remove();
  turns.forEach((turn, place) => {
    if (place >= from && turn.state) put(place, waiting(turn, place, notice));
  });
  root.classList.toggle("talking", turns.length > 0);
}

/* A turn without an answer, made here: the visitor's question is text, never HTML. */
function waiting(turn, place, notice) {
  const section = document.createElement("section");
  section.className = `turn ${turn.state}`;
  section.id = `t${place + 1}`;
  section.dataset.turn = String(place + 1);
  section.innerHTML =
    '<div class="asked-row"><div class="question"><span class="typed"></span></div><div class="tools"></div></div>' +
    '<div class="pending"><p class="notice"></p></div>';
  $(".typed", section).textContent = turn.question.trim();
  $(".notice", section).textContent = notice;
  if (turn.state !== "asking") {
    $(".tools", section).innerHTML = '<button type="button" class="tool edit" data-label="edit"></button>';
    const again = document.createElement("button");
    again.type = "button";
    again.className = "quiet retry";
    again.textContent = words("retry");
    $(".pending", section).append(again);
  }
  return section;
}

function put(place, turn) {
  const fresh = typeof turn === "string" ? element(turn) : turn;
  fresh.id = `t${place + 1}`;
  fresh.dataset.turn = String(place + 1);
  label(fresh);
  const old = all("#turns > .turn")[place];
  if (old) old.replaceWith(fresh);
  else $("#turns").append(fresh);
  mark(place);
}

function busy(isBusy) {
  root.classList.toggle("busy", isBusy);
  $("#turns").setAttribute("aria-busy", String(isBusy));
  $("button.stop").hidden = !isBusy;
  $("button.send").hidden = isBusy;
}

function write(text) {
  box().value = text;
  fit();
}
function fit() {
  box().style.height = "auto";
  box().style.height = `${Math.min(box().scrollHeight, 168)}px`;
}
