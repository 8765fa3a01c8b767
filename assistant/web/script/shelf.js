/* The articles on the server: listed, added, removed. */
async function listArticles() {
  try {
    showShelf((await call("shelf", { article, visitor })).html);
  } catch (error) {
    $("#shelf").textContent = explained(error, "lost");
  }
}
function showShelf(html) {
  $("#shelf").innerHTML = html;
  label($("#shelf"));
}

function progress(holder, state) {
  holder.hidden = false;
  const bar = $("progress", holder);
  if (state.total) {
    bar.max = state.total;
    bar.value = state.done;
  } else {
    bar.removeAttribute("value");
  }
}

const LARGEST = 20_000_000; // bytes, as on the server

async function add(name, blob) {
  const holder = $("#adding");
  const line = $("p", holder);
  if (blob.size > LARGEST) {
    holder.hidden = false;
    holder.classList.add("over");
    line.textContent = words("too_large", { size: LARGEST / 1_000_000 });
    return;
  }
  holder.classList.remove("over");
  line.textContent = words("adding_sending");
  progress(holder, {});
  try {
    const data = await base64(blob);
    const { job } = await call("add", { visitor, name, data });
    const state = await finish(job, (step) => {
      progress(holder, step);
      const name = { pages: "adding_pages", indexing: "adding_indexing" }[step.step] ?? "adding_reading";
      line.textContent = words(name, { done: step.done, total: step.total });
    });
    line.textContent = words("added", { title: state.title });
    location.assign(`?article=${encodeURIComponent(state.article)}`);
  } catch (error) {
    line.textContent = explained(error, "add_failed");
  }
  holder.classList.add("over");
}

function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

function addPasted() {
  const text = $("#paste-text").value;
  if (!text.trim()) {
    $("#paste-text").focus();
    return;
  }
  const title = $("#paste-title").value.trim().replace(/\s+/g, " ");
  const name = `${(title || words("pasted")).replace(/[\\/]/g, "-")}.txt`;
  add(name, new Blob([title ? `${title}\n\n${text}` : text]));
}

/* Asks once more before it removes: the button itself becomes the question. */
async function remove(button) {
  const held = button.closest(".held");
  if (!button.classList.contains("sure")) {
    button.classList.add("sure");
    button.textContent = words("remove_sure");
    return;
  }
  const title = $(".open", held).textContent;
  try {
    showShelf((await call("remove", { article: held.dataset.article, visitor })).html);
    say(words("removed", { title }));
    if (held.dataset.article === article) location.assign("./");
  } catch (error) {
    say(explained(error, "lost"));
  }
}

/* A file may be dropped anywhere on the page. */
function takeDrops() {
  addEventListener("dragover", (event) => {
    if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    reveal("articles");
    $("#drop").classList.add("over");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) $("#drop").classList.remove("over");
  });
  addEventListener("drop", (event) => {
    const file = event.dataTransfer?.files?.[0];
    $("#drop").classList.remove("over");
    if (!file) return;
    event.preventDefault();
    reveal("articles");
    add(file.name, file);
  });
}
