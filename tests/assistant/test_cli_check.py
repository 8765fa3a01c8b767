"""`tenkyo check`, run as its user runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant import Assistant
from assistant.cli import app
from index import PassageIndex

HIRES = "2019年末までに500人を採用し、今後5年間で1,000人以上の専門家を採用する予定だ。"
PLACE = "article › パートナーシップの優先事項 › 次世代通信におけるファーウェイの戦い › p030 (4407–4452)"
GOOD = {"id": "good", "quote": HIRES}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, article_index: PassageIndex) -> Path:
    path = tmp_path_factory.mktemp("index") / "article"
    article_index.save(path)
    return path


@pytest.fixture
def check(folder: Path, tmp_path: Path) -> "Check":
    return Check(folder, tmp_path / "quotes.jsonl")


class Check:
    """Runs `tenkyo check` over lines, or over a file's bytes."""

    def __init__(self, folder: Path, path: Path) -> None:
        self.folder = folder
        self.path = path

    def __call__(self, content: bytes | list[dict[str, Any]], *options: str) -> Result:
        data = content if isinstance(content, bytes) else lines(content)
        self.path.write_bytes(data)
        return CliRunner().invoke(app, ["check", str(self.path), "--index", str(self.folder), *options])

    def json(self, content: bytes | list[dict[str, Any]]) -> list[dict[str, Any]]:
        result = self(content, "--json")
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.stdout.split("\n")[:-1]]


def lines(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def test_json(check: Check) -> None:
    rows = check.json(
        [
            {"id": 7, "claim": "Huawei hires.", "quote": HIRES, "start": 4407, "end": 4452},
            {"id": "b", "quote": HIRES.replace("2019", "2018")},
            {"id": "c", "quote": f"「{HIRES}」"},
            {"id": "d", "claim": None, "quote": "東大寺の大仏は奈良にある。"},
            {"id": "e", "quote": HIRES, "start": 1, "end": 5, "document": "article"},
        ]
    )
    assert [(row["id"], row["verdict"]) for row in rows] == [
        (7, "exact"), ("b", "near"), ("c", "normalised"), ("d", "absent"), ("e", "exact")
    ]  # fmt: skip
    assert rows[0] == {
        "id": 7,
        "claim": "Huawei hires.",
        "quote": HIRES,
        "verdict": "exact",
        "start": 4407,
        "end": 4452,
        "document": "article",
        "passage": "p030",
        "section": ["パートナーシップの優先事項", "次世代通信におけるファーウェイの戦い"],
        "found": HIRES,
        "translated": False,
        "occurrences": 1,
        "misplaced": False,
    }
    assert rows[1]["difference"] == [
        {"side": "quote", "text": "2018"},
        {"side": "document", "text": "2019"},
        {"side": "both", "text": HIRES[4:]},
    ]
    assert (rows[3]["start"], rows[3]["end"], rows[3]["found"]) == (None, None, None)
    assert (rows[4]["start"], rows[4]["misplaced"]) == (4407, True)


def test_readable(check: Check) -> None:
    out = check(
        [
            {"id": "a", "claim": "Huawei hires.", "quote": HIRES, "start": 0, "end": 9},
            {"id": "b", "quote": HIRES.replace("2019", "2018")},
            {"id": "c", "quote": "東大寺の大仏は\n奈良にある。"},
            {"id": "d", "quote": "where 400 and 150 people work respectively"},
        ]
    ).stdout
    assert out == (
        f"EXACT      a  {PLACE}\n    claim: Huawei hires.\n    quote: {HIRES}\n    not at the claimed place: 0–9\n\n"
        f"NEAR       b  {PLACE}\n    quote: {HIRES.replace('2019', '2018')}\n"
        f"    differs: [-2018-]{{+2019+}}{HIRES[4:]}\n\n"
        "ABSENT     c\n    quote: 東大寺の大仏は 奈良にある。\n\n"
        f"EXACT      d  {PLACE.replace('4407–4452', '4452–4513')}\n"
        "    quote: where 400 and 150 people work respectively\n"
        "    of the translation; the original: 現在、ファーウェイはモスクワとサンクトペテルブルクに二つの研究開発"
        "センターを持ち、それぞれ400人と150人が働いている。\n\n"
        "4 quotes: 2 exact, 0 normalised, 1 near, 1 absent. "
        "[-…-] stands in the quote only, {+…+} in the document only.\n"
    )


def test_nothing_steers_the_terminal(check: Check) -> None:
    out = check(
        [{"id": "a\x1b[2J", "claim": "\x1b]0;x\x07", "quote": "\x1b[31m" + HIRES.replace("2019", "20\x1b[0m18")}]
    )
    assert "\x1b" not in out.stdout
    assert "\x07" not in out.stdout


def test_an_export_of_ours(check: Check, article_index: PassageIndex) -> None:
    assistant = Assistant(article_index)
    questions = (
        "ファーウェイは何人を採用する予定か",
        "Why was WeChat banned in Russia?",
        "What is a recipe for borscht?",
    )
    answers = [assistant.ask(question).to_dict() for question in questions]
    answers[0] = {"id": "d003", **answers[0]}
    rows = check.json(answers)
    assert len(rows) == 2 * sum(len(answer["citations"]) for answer in answers)
    assert {(row["verdict"], row["misplaced"], row["document_changed"]) for row in rows} == {("exact", False, False)}
    assert [row["id"] for row in rows][:2] == ["d003[1]", "d003[1] translation"]
    assert "Why was WeChat banned in Russia?[1]" in [row["id"] for row in rows]
    answers[0]["citations"][0]["quote"] = HIRES.replace("500", "900")
    answers[1]["citations"][0]["translation"] = answers[1]["citations"][0]["translation"].replace("banned", "free")
    answers[1]["document"]["sha256"] = "0" * 64
    by_id = {row["id"]: row for row in check.json(answers)}
    assert by_id["d003[1]"]["verdict"] == "near"
    assert by_id["Why was WeChat banned in Russia?[1] translation"]["verdict"] == "near"
    assert by_id["Why was WeChat banned in Russia?[1]"]["document_changed"] is True
    assert "the answer was given over another text" in check(answers).stdout


def test_only_refusals_is_no_quote(check: Check) -> None:
    refusal = {"question": "?", "answered": False, "citations": [], "document": {"id": "article"}}
    assert check([refusal]).stdout == "0 quotes: 0 exact, 0 normalised, 0 near, 0 absent.\n"
    assert check([refusal], "--json").stdout == ""


def test_strict(check: Check) -> None:
    assert check([GOOD], "--strict").exit_code == 0
    assert check([GOOD, {"id": 2, "quote": f"「{HIRES}」"}], "--strict").exit_code == 0
    for quote in (HIRES.replace("2019", "2018"), "東大寺の大仏は奈良にある。"):
        result = check([GOOD, {"id": 2, "quote": quote}], "--strict")
        assert result.exit_code == 1
        assert "2 quotes:" in result.stdout
        assert check([{"id": 2, "quote": quote}]).exit_code == 0


@pytest.mark.parametrize("change", [
    lambda data: b"\xef\xbb\xbf" + data,
    lambda data: data.replace(b"\n", b"\r\n"),
    lambda data: data.replace(b"\n", b"\n\n  \n"),
    lambda data: data.rstrip(b"\n"),
])  # fmt: skip
def test_line_ends_and_marks_of_order(check: Check, change: Any) -> None:
    rows = check.json(change(lines([GOOD, {"id": "two", "quote": "a\u2028b\x85 中国"}])))
    assert [row["id"] for row in rows] == ["good", "two"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{nope", "this is no JSON (Expecting property name enclosed in double quotes, column 2)"),
        ("[1]", "this is no JSON object"),
        ("null", "this is no JSON object"),
        ("[" * 100_000, "this is nested too deeply"),
        ('{"id": 1}', '"quote" is missing'),
        ('{"quote": "中国"}', '"id" is missing'),
        ('{"id": null, "quote": "中国"}', '"id" should be a string or a whole number'),
        ('{"id": true, "quote": "中国"}', '"id" should be a string or a whole number'),
        ('{"id": NaN, "quote": "中国"}', "NaN is no JSON"),
        ('{"id": 1, "quote": 5}', '"quote" should be a string'),
        ('{"id": 1, "quote": ""}', "the quote is empty"),
        ('{"id": 1, "quote": "。"}', "the quote '。' holds no letter and no digit"),
        ('{"id": 1, "quote": "中国", "claim": []}', '"claim" should be a string'),
        ('{"id": 1, "quote": "中国", "document": {}}', '"document" should be a string'),
        ('{"id": 1, "quote": "中国", "start": 1}', "start and end go together"),
        ('{"id": 1, "quote": "中国", "start": 1.5, "end": 3}', '"start" and "end" should be whole numbers'),
        ('{"id": 1, "quote": "中国", "start": 5, "end": 3}', "start 5 and end 3 are no place"),
        ('{"id": 1, "citations": {}}', '"citations" should be a list'),
        ('{"citations": []}', 'an answer needs an "id" or a "question"'),
        ('{"id": 1, "citations": ["x"]}', "citation 1 should be an object"),
        ('{"id": 1, "citations": [{"number": 2, "quote": ""}]}', "citation 2: the quote is empty"),
        ('{"id": 1, "citations": [], "document": "x"}', '"document" of an answer should be an object'),
        ('{"id": ' + "1" * 5000 + ', "quote": "中国"}', "Exceeds the limit"),
    ],
)
def test_a_bad_line_is_named_and_nothing_printed(check: Check, line: str, message: str) -> None:
    result = check(lines([GOOD]) + b"\n" + line.encode() + b"\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"tenkyo: {check.path}, line 3: ")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_bad_files(check: Check) -> None:
    for content, message in (
        (b"", "holds no line of JSON"),
        (b"\xef\xbb\xbf \n\n", "holds no line of JSON"),
        (lines([GOOD]) + '{"id": 1, "quote": "日本"}'.encode("cp932"), ", line 2: this is not in UTF-8."),
        (bytes(range(256)), "this is not in UTF-8"),
    ):
        result = check(content)
        assert (result.exit_code, result.stdout) == (2, "")
        assert message in result.stderr
    for name in ("no-such-file.jsonl", str(check.folder), "a\0b"):
        result = CliRunner().invoke(app, ["check", name])
        assert (result.exit_code, result.stdout) == (2, "")
        assert "cannot be read" in result.stderr
    result = CliRunner().invoke(app, ["check"])
    assert result.exit_code == 2


def test_as_a_program_from_standard_input(folder: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "check", "-", "--index", str(folder), "--json"],
        input=lines([{"id": "é", "quote": HIRES}]) + b'{"id": 2, "quote": "\\ud800 x"}\n',
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "XDG_CACHE_HOME": str(tmp_path)},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert (rows[0]["id"], rows[0]["verdict"]) == ("é", "exact")
    assert rows[1]["quote"] == "? x"  # half a surrogate pair cannot be written out


def test_a_bad_line_of_standard_input() -> None:
    result = CliRunner().invoke(app, ["check", "-"], input=b"{}\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == 'tenkyo: standard input, line 1: "id" is missing.\n'
