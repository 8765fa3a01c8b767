/* What can be done with an answer: votes, saving, questions to go on with. */
async function suggest() {
  for (const old of all("#turns .next")) old.replaceChildren();
  const last = turns.length - 1;
  if (last < 0 || turns.some((turn) => turn.state)) return;
  const mine = latest;
  try {
    const { html } = await call("suggest", { article, visitor, turns: sent(turns), start: 0 });
    const place = $(`#t${last + 1} .next`);
    if (mine === latest && place) place.innerHTML = html;
  } catch {
    /* an answer without suggestions is whole */
  }
}

async function offerExamples() {
  try {
    const { html } = await call("examples", { article, visitor, language });
    $("#examples").innerHTML = html;
  } catch {
    $("#examples").replaceChildren();
  }
}

/* Shows the votes that the visitor gave for a turn. */
function mark(place) {
  const votes = turns[place]?.votes ?? {};
  for (const button of all(`#t${place + 1} .vote`)) {
    const verdict = votes[citationOf(button)];
    button.setAttribute("aria-pressed", String(verdict === (button.dataset.verdict === "yes")));
  }
}
const citationOf = (button) => Number(button.closest("[data-citation]").dataset.citation);

async function vote(button) {
  const place = turnOf(button);
  const turn = turns[place];
  const citation = citationOf(button);
  const before = turn.votes[citation];
  const wanted = button.dataset.verdict === "yes";
  const verdict = before === wanted ? null : wanted;
  turn.votes = { ...turn.votes, [citation]: verdict };
  mark(place);
  const asked = turns.slice(0, place + 1).filter(isWhole);
  try {
    await call("vote", { article, visitor, turns: sent(asked), start: 0, citation, verdict });
    remember();
    if (verdict !== null) say(words("thanks"));
  } catch (error) {
    turn.votes = { ...turn.votes, [citation]: before };
    mark(place);
    say(explained(error, "vote_lost"));
  }
}

async function save(format) {
  try {
    const asked = sent(turns.filter(isWhole));
    const file = await call("save", { article, visitor, turns: asked, start: 0, format, language });
    download(file.name, file.type, file.text);
  } catch (error) {
    say(explained(error, "lost"));
  }
}

const turnOf = (within) => Number(within.closest(".turn").dataset.turn) - 1;

function copyFrom(button) {
  const text = button.dataset[language === "ja" ? "copyJa" : "copyEn"];
  copy(button.dataset.anchor ? `${text}\n${addressOf(button.dataset.anchor)}` : text);
}
