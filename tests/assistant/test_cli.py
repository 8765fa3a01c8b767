"""The program, run as its user runs it."""

import json
import os
import pty
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

GOLD = Path(__file__).parent.parent / "gold" / "tuned"
QUESTION = "ファーウェイは何人を採用する予定か"
QUOTE = "2019年末までに500人を採用し、今後5年間で1,000人以上の専門家を採用する予定だ。"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(cache: Path) -> "Run":
    return Run(cache)


class Run:
    """Runs `tenkyo` with a cache folder of the tests' own."""

    def __init__(self, cache: Path) -> None:
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONIOENCODING": "ascii"}

    def __call__(self, *arguments: str | Path, status: int = 0) -> tuple[str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "assistant", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env=self.environment,
        )
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout, done.stderr


def test_ask(run: Run) -> None:
    out, err = run("ask", QUESTION)
    assert out.splitlines()[0] == f"{QUOTE} [1]"
    assert "パートナーシップの優先事項 › 次世代通信におけるファーウェイの戦い › p030 (4407–4452)" in out
    assert err == ""


def test_a_terminal_shows_what_is_asked_for_in_bold(run: Run) -> None:
    piped, _ = run("ask", QUESTION)
    assert "\x1b" not in piped
    shown = _on_a_terminal(run, "ask", QUESTION)
    before, marked, after = re.split(r"\x1b\[1m(.+?)\x1b\[22m", shown.splitlines()[0], maxsplit=1)
    assert "500人" in marked or "1,000人" in marked
    assert f"{before}{marked}{after}".startswith(f"{QUOTE} [1]")
    assert f"    {before}\x1b[1m{marked}\x1b[22m{after.partition(' [1]')[0]}" in shown.splitlines()
    assert shown.replace("\x1b[1m", "").replace("\x1b[22m", "") == piped
    run.environment["NO_COLOR"] = "1"
    assert _on_a_terminal(run, "ask", QUESTION) == piped


def _on_a_terminal(run: Run, *arguments: str) -> str:
    ours, theirs = pty.openpty()
    environment = {**run.environment, "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen([sys.executable, "-m", "assistant", *arguments], stdout=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                chunk = os.read(ours, 4096)
            except OSError:  # how Linux says that the other end is closed
                chunk = b""
            if not chunk:
                break
            shown += chunk
    os.close(ours)
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n")


def test_ask_as_json(run: Run) -> None:
    out, _ = run("ask", QUESTION, "--json")
    answer = json.loads(out)
    assert answer["citations"][0]["quote"] == QUOTE
    assert answer["question"] == QUESTION


def test_ask_what_is_not_answered(run: Run) -> None:
    out, _ = run("ask", "What is a good recipe for borscht?")
    told, nearest = out.split("\n\n", maxsplit=1)
    assert re.search(r"does not answer (this|the) question\.$", told)
    assert nearest.startswith("Nearest passages (they do not answer):\n  - ")


def test_batch(run: Run, tmp_path: Path) -> None:
    lines = [
        {"id": 7, "question": QUESTION},
        {"id": "b", "question": ""},
        {"id": "c", "question": "この記事の日付は？"},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n\n", encoding="utf-8")
    out, _ = run("ask", "--batch", path)
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["id"] for answer in answers] == [7, "b", "c"]
    assert [answer["answered"] for answer in answers] == [True, False, True]
    assert "The question is empty" in answers[1]["text"]


def test_search(run: Run) -> None:
    out, _ = run("search", "Huawei R&D centres in Russia", "-k", "2", "--json")
    hits = [json.loads(line) for line in out.splitlines()]
    assert hits[0]["passage"] == "p030"
    assert len(hits) == 2
    assert hits[0]["section"] == ["パートナーシップの優先事項", "次世代通信におけるファーウェイの戦い"]
    assert out.startswith('{"passage": "p030"')
    readable, _ = run("search", "Huawei R&D centres in Russia", "-k", "1")
    assert readable.startswith("1. 0.")


def test_index_several_documents_and_ask_them(run: Run, tmp_path: Path) -> None:
    names = ("harbour.md", "onsen.txt", "robots.txt")
    out, _ = run("index", *(GOLD / "documents" / name for name in names), "--out", tmp_path / "index")
    assert "harbour: The Tide Gates of Port Vellane (en, 30 passages)" in out
    answer = json.loads(run("ask", "湯守の仕事は何時に始まる？", "--index", tmp_path / "index", "--json")[0])
    assert answer["citations"][0]["quote"] == "湯守の仕事は、朝の四時に始まる。"
    assert answer["document"]["id"] == "onsen"


def test_index_with_a_translation(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tower.txt").write_text("灯台の話\n\n灯台は1897年に建てられた。番人は三人いた。\n", encoding="utf-8")
    (tmp_path / "tower.en.txt").write_text(
        "The story of the lighthouse\n\nThe lighthouse was built in 1897.\nIt had three keepers.\n", encoding="utf-8"
    )
    run("index", tmp_path / "tower.txt", "--translation", tmp_path / "tower.en.txt", "--out", tmp_path / "index")
    out, _ = run("ask", "When was the lighthouse built?", "--index", tmp_path / "index")
    assert out.startswith("The lighthouse was built in 1897. [1]\n")
    assert "灯台は1897年に建てられた。" in out


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("ask",), 2, "Give one question, or a file of them with --batch FILE.jsonl."),
        (("ask", ""), 2, "The question is empty"),
        (("ask", "x" * 100_000), 2, "too long (100,000 characters"),
        (("ask", "누가 썼습니까?"), 2, "Please ask in Japanese or English"),
        (("ask", "いつ？", "--index", "no-such-folder"), 1, "no-such-folder is no index folder"),
        (("ask", "--batch", "no-such-file.jsonl"), 1, "no-such-file.jsonl cannot be read"),
        (("ask", "--batch", "broken.jsonl"), 1, "broken.jsonl, line 2 is no JSON"),
        (("ask", "--batch", "shapeless.jsonl"), 1, "shapeless.jsonl, line 1"),
        (("ask", "--batch", "sjis.txt"), 1, "sjis.txt is not in UTF-8"),
        (("search", ""), 2, "The question is empty"),
        (("index", "no-such-file.txt", "--out", "out"), 1, "There is no file no-such-file.txt."),
        (("index", "empty.txt", "--out", "out"), 1, "empty.txt is empty."),
        (("index", "binary.txt", "--out", "out"), 1, "binary.txt is a binary file"),
        (("index", "sjis.txt", "--out", "out"), 1, "not in UTF-8: convert it with `iconv"),
        (("index", "good.txt", "empty.txt", "--out", "out"), 1, "empty.txt is empty."),
        (("index", "good.txt", "--out", "taken"), 1, "taken exists and is no index"),
        (("index", "good.txt", "--out", "out", "--encoder", "no/such-model"), 1, "There is no encoder 'no/such-model'"),
        (("index", "good.txt", "empty.txt", "--translation", "good.txt", "--out", "out"), 2, "--translation goes with"),
    ],
)  # fmt: skip
def test_bad_input_gets_one_sentence_and_writes_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], status: int, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    run.environment["PYTHONPATH"] = str(Path(__file__).parent.parent.parent)
    run.environment["HF_HUB_OFFLINE"] = "1"
    Path("good.txt").write_text("題\n\n本文がある。\n", encoding="utf-8")
    Path("empty.txt").write_text(" \n", encoding="utf-8")
    Path("binary.txt").write_bytes(bytes(range(256)) * 20)
    Path("sjis.txt").write_bytes("これは日本語の文章です。文字コードが違います。".encode("cp932"))
    Path("broken.jsonl").write_text('{"id": 1, "question": "いつ？"}\n{nope\n', encoding="utf-8")
    Path("shapeless.jsonl").write_text('{"question": "いつ？"}\n', encoding="utf-8")
    Path("taken").mkdir()
    Path("taken/letter.txt").write_text("keep me", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    out, err = run(*arguments, status=status)
    assert out == ""
    assert sentence in err
    assert err.startswith("tenkyo: ")
    assert err.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before
    assert Path("taken/letter.txt").read_text(encoding="utf-8") == "keep me"


def test_a_damaged_index_and_one_of_another_encoder(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "good.txt"
    path.write_text("題\n\n本文がある。\n", encoding="utf-8")
    run("index", path, "--out", tmp_path / "index")
    manifest = tmp_path / "index" / "manifest.json"
    fields = json.loads(manifest.read_text(encoding="utf-8"))
    fields["encoder"]["fingerprint"][0] += 0.5
    manifest.write_text(json.dumps(fields), encoding="utf-8")
    _, err = run("ask", "本文は？", "--index", tmp_path / "index", status=1)
    assert "was made with another encoder" in err
    (tmp_path / "index" / "vectors.npy").write_bytes(b"x")
    _, err = run("ask", "本文は？", "--index", tmp_path / "index", status=1)
    assert "is damaged: vectors.npy has changed" in err


def test_a_port_that_is_taken(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        _, err = run("serve", "--no-browser", "--port", str(port), status=1)
    assert err.startswith(f"tenkyo: Port {port} of 127.0.0.1 is taken by another program")


def test_the_readers_of_a_pipe_may_stop_early(run: Run) -> None:
    command = f'"{sys.executable}" -m assistant search 中国 -k 40 | head -1'
    done = subprocess.run(["bash", "-c", command], capture_output=True, encoding="utf-8", env=run.environment)
    assert done.stdout.startswith("1. 0.")
    assert done.stderr == ""


def test_help(run: Run) -> None:
    out, _ = run("--help")
    assert all(command in out for command in ("ask", "search", "index", "serve"))
