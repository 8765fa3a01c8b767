"""The page as visitors meet it: `python -m tests.benchmarks.page`, with Chromium installed.

A real server, started by the command line, and a real headless browser on the same machine: how long until the page can
be opened, until it shows, until an answer is painted, for one visitor and for twenty at once.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.request import urlopen

import typer
from playwright.sync_api import Browser, Page, sync_playwright

BOX = "#question-text"
ANSWER = "#turns .answer"
READY = "#article article"
"""The question box, an answer, and what is there when the page can be used."""

SETTLING = 15
"""Seconds in which all visitors get ready, and their browser gets quiet."""

SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

QUESTIONS = (
    "WeChatをロシアで遮断したのはどの機関で、理由は何ですか。",
    "ファーウェイは何人を採用する予定か",
    "アリババは何の合弁会社を設立したか。",
    "中国とロシアの同盟はなぜ難しいのか",
    "ロシアには巨大企業がありますか。",
    "テンセントのサーバーはどこに設置されたか。",
    "ファーウェイの研究所はどこにあるか。",
    "スコルコボでは何が行われているか。",
    "両国の協力の障害は何か。",
    "武器の輸出はどうなったか。",
    "How many people does Huawei plan to hire in Russia?",
    "Why was WeChat banned in Russia?",
    "How many Tencent server racks were installed in Moscow?",
    "Does Russia have giant companies like China's?",
    "What joint venture did Alibaba set up?",
    "Who develops 5G in Russia?",
    "What do the two countries expect from artificial intelligence?",
    "Where are Huawei's research centres?",
    "What makes the partnership difficult?",
    "What is a good recipe for borscht?",
)

PAINTED = """({ question, box, answer, at }) => new Promise((resolve, reject) => {
  const field = document.querySelector(box);
  const before = document.querySelectorAll(answer).length;
  let start = 0;
  const watch = new MutationObserver(() => {
    if (document.querySelectorAll(answer).length <= before) return;
    watch.disconnect();
    // The first callback comes before the frame is painted, the next one after it.
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
  });
  watch.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => reject(new Error("no answer in 60 seconds to: " + question)), 60000);
  field.value = question;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  setTimeout(() => {
    start = performance.now();
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  }, Math.max(0, at - Date.now()));
})"""
"""Asks at a time by the clock, and returns the milliseconds from the Enter key to the frame that shows the answer."""

BEGIN = f"arguments => {{ window.asked = ({PAINTED})(arguments); }}"
FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs, and the seconds it took to announce its address and to answer there."""

    address: str
    process: int
    announced: float
    answering: float


def main(runs: int = 7, visitors: int = 20) -> None:
    """Print the table."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("There is no Chromium on the PATH: install it.")
    with tempfile.TemporaryDirectory() as folder:
        starts = []
        for _ in range(runs + 1):
            with server(folder) as started:
                starts.append(started)
        # The first one builds the article's index.
        _print("command to announced address", [started.announced for started in starts[1:]], "s")
        _print("command to first reply", [started.answering for started in starts[1:]], "s")
        with server(folder) as started, sync_playwright() as playwright:
            print(f"{'memory, before anybody came':44} {_megabytes(started.process):8.0f} MB")
            browser = playwright.chromium.launch(executable_path=chromium, args=list(SWITCHES))
            _print("first contentful paint, empty cache", [_first_paint(browser, started) for _ in range(runs)], "ms")
            _print("Enter to answer painted", _one_visitor(browser, started), "ms")
            _print(f"the same, {visitors} visitors at once", _at_once(browser, started, visitors), "ms")
            print(f"{'memory, after all of this':44} {_megabytes(started.process):8.0f} MB")
            browser.close()


@contextmanager
def server(folder: str) -> Iterator[Server]:
    """Start `tenkyo serve` in a process of its own, with everything that it keeps in a folder."""
    command = [sys.executable, "-m", "assistant", "serve", "--port", "0", "--no-browser", "--data", folder]
    environment = {**os.environ, "XDG_CACHE_HOME": folder}
    environment.pop("TENKYO_AUTH", None)
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        announced = time.perf_counter() - begun
        found = re.search(r"http://\S+", line)
        if found is None:
            process.kill()
            sys.exit(f"The server announced no address: {line.strip() or 'it has ended'}")
        try:
            with urlopen(found.group()) as reply:
                reply.read()
            yield Server(found.group(), process.pid, announced, time.perf_counter() - begun)
        finally:
            process.terminate()


def _first_paint(browser: Browser, started: Server) -> float:
    """Open the page as a new visitor; the milliseconds until something of it shows."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(started.address)
    page.wait_for_function(FIRST_PAINT)
    milliseconds = float(page.evaluate(FIRST_PAINT))
    context.close()
    return milliseconds


def _one_visitor(browser: Browser, started: Server) -> list[float]:
    """Ask every question as one visitor, each in a conversation of its own."""
    context = browser.new_context()
    times = []
    for question in QUESTIONS:
        page = context.new_page()
        _open(page, started.address)
        page.evaluate("() => localStorage.clear()")
        page.reload()
        page.wait_for_selector(READY)
        times.append(float(page.evaluate(PAINTED, _asking(question))))
        page.close()
    context.close()
    return times


def _at_once(browser: Browser, started: Server, visitors: int) -> list[float]:
    """Let all visitors press Enter at the same moment; the milliseconds until each is answered."""
    contexts = [browser.new_context() for _ in range(visitors)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        _open(page, started.address)
    moment = 1000 * (time.time() + SETTLING)
    for place, page in enumerate(pages):
        page.evaluate(BEGIN, _asking(QUESTIONS[place % len(QUESTIONS)], at=moment))
    if 1000 * time.time() > moment:
        sys.exit(f"{visitors} visitors were not ready within {SETTLING} s: this machine is too busy to tell.")
    times = [float(page.evaluate("() => window.asked")) for page in pages]
    for context in contexts:
        context.close()
    return times


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(READY)


def _asking(question: str, *, at: float = 0) -> dict[str, str | float]:
    return {"question": question, "box": BOX, "answer": ANSWER, "at": at}


def _megabytes(process: int) -> float:
    """The resident memory of a process."""
    printed = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], check=True, capture_output=True, text=True)
    return int(printed.stdout) / 1024


def _print(name: str, values: Sequence[float], unit: str) -> None:
    digits = 0 if unit == "ms" else 2
    middle, worst = (f"{value:.{digits}f}" for value in (statistics.median(values), max(values)))
    print(f"{name:44} {middle:>8} {unit} (worst {worst}, {len(values)} measured)")


if __name__ == "__main__":
    typer.run(main)
