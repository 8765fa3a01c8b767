/* The page's behaviour: the visitor's language, links that light a sentence, and the Enter key.
   WORDS, the page's words by language, stands before this script. */
(() => {
  const root = document.documentElement;
  const language = (navigator.language || "en").toLowerCase().startsWith("ja") ? "ja" : "en";
  let cameFrom = null;

  function show(view) {
    root.dataset.view = view;
    for (const button of document.querySelectorAll("button.view")) {
      button.setAttribute("aria-pressed", String(button.id === `view-${view}`));
    }
  }

  function light(id) {
    for (const old of document.querySelectorAll(".lit, .lit-rendering")) {
      old.classList.remove("lit", "lit-rendering");
    }
    const target = document.getElementById(id);
    if (!target || !target.closest("#article")) return false;
    const renderings = ["ja", "en"].map((code) => document.getElementById(`${id}-${code}`)).filter(Boolean);
    target.classList.add("lit");
    for (const rendering of renderings) rendering.classList.add("lit-rendering");
    centre(smoothness());
    return true;
  }

  function centre(behavior) {
    const lit = [...document.querySelectorAll(".lit, .lit-rendering")];
    const seen = lit.find((element) => element.getClientRects().length) || lit[0];
    const block = seen && seen.getBoundingClientRect().height > innerHeight / 2 ? "start" : "center";
    seen?.scrollIntoView({ block, behavior });
  }

  /* While the page is still being laid out, what is lit stays in view, until the visitor moves. */
  function hold() {
    const layout = new ResizeObserver(() => centre("instant"));
    for (const side of document.querySelectorAll("#asking, #article")) layout.observe(side);
    const release = () => layout.disconnect();
    for (const type of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      addEventListener(type, release, { once: true, passive: true, capture: true });
    }
    setTimeout(release, 3000);
  }

  const smoothness = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");
  const fragment = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  };

  function follow(link) {
    const id = link.getAttribute("href").slice(1);
    if (!light(id)) return;
    history.replaceState(history.state, "", `#${id}`);
    cameFrom = link.id;
    const back = document.getElementById("back");
    if (back) {
      back.hidden = !cameFrom;
      back.setAttribute("href", `#${cameFrom}`);
    }
  }

  function goBack() {
    const origin = cameFrom && document.getElementById(cameFrom);
    if (!origin) return;
    origin.scrollIntoView({ block: "center", behavior: smoothness() });
    origin.focus({ preventScroll: true });
    document.getElementById("back").hidden = true;
  }

  document.addEventListener(
    "click",
    (event) => {
      const element = event.target instanceof Element ? event.target : null;
      const link = element && element.closest('a[href^="#"]');
      if (link) {
        event.preventDefault();
        if (link.id === "back") goBack();
        else follow(link);
        return;
      }
      const button = element && element.closest("button.view");
      if (button) show(button.id.slice("view-".length));
      if (element && element.closest("#question button") && isEmpty()) stop(event);
    },
    true,
  );

  const isEmpty = () => !document.querySelector("#question textarea")?.value.trim();
  function stop(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /* Enter that ends a conversion of Japanese input belongs to the input method; Safari tells it by the code 229 only. */
  for (const type of ["keydown", "keypress"]) {
    document.addEventListener(
      type,
      (event) => {
        if (event.key !== "Enter" || !event.target.closest?.("#question")) return;
        if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
        else if (!event.shiftKey && event.target.matches("textarea") && isEmpty()) stop(event);
      },
      true,
    );
  }

  addEventListener("hashchange", () => light(fragment()));

  /* Gradio builds the page after this runs: what needs its elements waits for them. */
  let messages = 0;
  let opened = false;
  function settle() {
    root.lang = language;
    if (!opened && document.querySelector("#article article")) {
      opened = true;
      show(root.dataset.view);
      if (light(fragment())) {
        hold();
      } else if (matchMedia("(pointer: fine)").matches) {
        document.querySelector("#question textarea")?.focus({ preventScroll: true });
      }
    }
    const shown = document.querySelectorAll("#chat .question, #chat .answer").length;
    if (shown > messages) {
      const asked = document.querySelectorAll("#chat .question");
      asked[asked.length - 1]?.scrollIntoView({ block: "start", behavior: smoothness() });
      if (!matchMedia("(pointer: fine)").matches) document.activeElement?.blur();
    }
    messages = shown;
    name();
  }

  /* Gradio gives a message its own source as a spoken name, and the send button none; what it says when no reply comes
     (the only thing it says by itself, as the page handles its own failures) is English and technical. */
  function name() {
    for (const message of document.querySelectorAll("#chat [data-testid][aria-label]")) {
      message.removeAttribute("aria-label");
    }
    const words = WORDS[language];
    label("#chat [role=log]", words.conversation);
    label("#question .submit-button", words.send);
    label(".views", words.view);
    for (const toast of document.querySelectorAll(".toast-message-text")) {
      if (toast.textContent !== words.lost) toast.textContent = words.lost;
    }
    for (const code of ["ja", "en"]) {
      for (const button of document.querySelectorAll(`button.example.${code}`)) button.lang = code;
    }
  }

  function label(selector, text) {
    const element = document.querySelector(selector);
    if (element && element.getAttribute("aria-label") !== text) element.setAttribute("aria-label", text);
  }

  root.lang = language;
  root.dataset.view = language === "ja" ? "ja" : "both";
  new MutationObserver(settle).observe(root, { childList: true, subtree: true });
})();
