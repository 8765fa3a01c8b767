/* What the page remembers, and its calls to the server. The browser may refuse to keep anything: then nothing is kept. */
let root = null; // the element that holds the page
let server = null; // the calls
const $ = (selector, within = root) => within.querySelector(selector);
const all = (selector, within = root) => [...within.querySelectorAll(selector)];

const address = new URLSearchParams(location.search);
const article = /^[\w-]{1,80}$/.test(address.get("article") || "") ? address.get("article") : "";

function recall(store, key) {
  try {
    return JSON.parse(store().getItem(`tenkyo:${key}`));
  } catch {
    return null;
  }
}
function keep(store, key, value) {
  try {
    store().setItem(`tenkyo:${key}`, JSON.stringify(value));
  } catch {
    /* kept for this page only */
  }
}
const always = () => localStorage; // for all pages of this browser
const here = () => sessionStorage; // for this tab, over a reload

function newName() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
const visitor = /^[\w-]{8,80}$/.test(recall(always, "visitor")) ? recall(always, "visitor") : newName();
keep(always, "visitor", visitor);

/* A trouble that the server can explain to the visitor. */
class Trouble extends Error {
  constructor(words) {
    super(words.en);
    this.words = words;
  }
}

/* The server cannot be reached. */
class Lost extends Error {}

/* Gradio gives nothing back for a call that failed, whatever the reason; whether the server is there must be asked. */
async function call(name, payload) {
  const reply = await server[`call_${name}`](payload);
  if (reply?.trouble) throw new Trouble(reply.trouble);
  if (reply && typeof reply === "object") return reply;
  throw (await isSame()) ? new Error(`${name} failed`) : new Lost(`${name} was not heard`);
}

/* Whether the server is there, and the one that this page came from: a page of a server that was started again since is
   loaded anew, and goes on with what it has kept. */
async function isSame() {
  try {
    const { app_id } = await (await fetch("config", { cache: "no-store" })).json();
    if (app_id !== window.gradio_config?.app_id) location.reload();
    return true;
  } catch {
    return false;
  }
}

/* What the visitor is told when something failed: `name` is the word for a fault that is nobody's but the server's. */
function explained(error, name) {
  if (error instanceof Trouble) return error.words[language];
  return words(error instanceof Lost ? "lost" : name);
}
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/* Looks after a job until it is over; `tell` is called with each step. */
async function finish(job, tell) {
  for (let pause = 60; ; pause = Math.min(pause * 1.4, 400)) {
    const state = await call("look", { job });
    if (state.over) return state;
    tell(state);
    await wait(pause);
  }
}

function element(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}
