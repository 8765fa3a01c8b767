/* The evaluation: begun, followed, its report shown in a frame of its own that can reach nothing of this page. */
let evaluating = "";
let reported = "";

async function offerSets() {
  try {
    const { gold } = await call("sets", { article, visitor });
    $("#with-gold").hidden = !gold;
    if (!gold && $("#with-gold input").checked) $('#evaluate [value="file"]').checked = true;
  } catch {
    /* the server says so when it is asked to measure */
  }
}

async function evaluate() {
  const holder = $("#evaluating");
  const line = $("p", holder);
  const questions = $("#evaluate [name=questions]:checked").value;
  holder.classList.remove("over");
  progress(holder, {});
  line.textContent = words("asking");
  $(".stop-evaluating").hidden = false;
  $("#evaluate [type=submit]").disabled = true;
  try {
    const file = $("#question-set").files[0];
    const text = questions === "file" && file ? await file.text() : "";
    evaluating = (await call("evaluate", { article, visitor, questions, text })).job;
    const state = await finish(evaluating, (step) => {
      progress(holder, step);
      const name = step.step === "writing" ? "evaluation_writing" : "evaluation_progress";
      line.textContent = step.step === "waiting" ? words("asking") : words(name, step);
    });
    if (state.stopped) {
      line.textContent = words("stopped");
    } else {
      line.textContent = words("evaluation_done", { total: state.questions });
      present(state.report);
    }
  } catch (error) {
    line.textContent = explained(error, "evaluation_failed");
  }
  holder.classList.add("over");
  $(".stop-evaluating").hidden = true;
  $("#evaluate [type=submit]").disabled = false;
}

function present(report) {
  reported = report;
  const frame = document.createElement("iframe");
  frame.title = words("report");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.srcdoc = report;
  $("#report").replaceChildren(frame);
  $(".save-report").hidden = false;
}
