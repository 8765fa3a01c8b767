"""A conversation is exported, and its quotes are checked again."""

import json
import random
from collections.abc import Callable
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from typer.testing import CliRunner, Result

from assistant import Answer, Assistant, Citation
from assistant.cli import app
from assistant.export import read_quotes, to_json, to_markdown
from assistant.export.escaping import escaped, unescaped
from assistant.export.wording import WORDS
from assistant.quotes.lines import LineError, QuoteLine
from assistant.refusal import NOT_FOUND
from assistant.wording import answer_text
from index import Encoder, PassageIndex
from source import LANGUAGES, Passage, read, split

HOSTILE = """\
# <script>alert(1)</script> | *The* [x](javascript:alert) lighthouse

## > 1. A `keeper` — # and *so* on (1–2)

- The <b>keeper</b> [rowed](javascript:alert) to the | harbour & back: it *cost* 5 * 3 \\`coins\\` and $2$.

1\\. He said: "www.example.com is &amp; was ~~gone~~". \\> It rained \\#1 \\\\ at dawn_ and_ dusk. 2\\) me@example.com
"""
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
Export = Callable[[list[Answer]], str]
EXPORTS: tuple[Export, ...] = (to_json, *(lambda answers, to=to: to_markdown(answers, language=to) for to in LANGUAGES))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> PassageIndex:
    path = tmp_path_factory.mktemp("hostile") / "hostile.md"
    path.write_text(HOSTILE, encoding="utf-8")
    document = read(path)
    return PassageIndex.build(document, split(document), encoder=encoder)


@pytest.fixture(params=["article", "hostile"])
def index(request: pytest.FixtureRequest, article_index: PassageIndex, hostile: PassageIndex) -> PassageIndex:
    return {"article": article_index, "hostile": hostile}[request.param]


@pytest.fixture
def conversation(article_index: PassageIndex) -> list[Answer]:
    """A question, a follow-up, and one that is not answered."""
    passage = next(passage for passage in article_index.passages if passage.id == "p030")
    works = tuple(sentence for sentence in passage.sentences if "400人" in sentence.text)
    asked = "How many people work at Huawei's centre in Moscow?"
    first = replace(answer_of(article_index, replace(passage, sentences=works)), question=asked)
    nearest = tuple(
        Citation(0, near.id, near.section, near.paragraph, near.start, near.end, near.text, near.translation, 0.1)
        for near in article_index.passages[3:6]
    )
    text = NOT_FOUND["en"]
    refused = Answer("What is a recipe for borscht?", None, "en", "not_found", text, 0.1, (), nearest, first.document)
    return [first, replace(first, question="And in St Petersburg?", asked_after=asked), refused]


def every_answer(index: PassageIndex) -> list[Answer]:
    """An answer of each passage, which cites all its sentences that hold a word; all but the first are follow-ups."""
    answers = [answer_of(index, passage) for passage in index.passages]
    return [answers[0], *(replace(answer, asked_after=answer.question) for answer in answers[1:])]


def answer_of(index: PassageIndex, passage: Passage) -> Answer:
    document = index.documents[passage.document]
    told = [sentence for sentence in passage.sentences if any(map(str.isalnum, sentence.text))]
    citations = tuple(
        Citation(
            number, passage.id, passage.section, passage.paragraph, told.start, told.end, told.text, told.translation, 1
        )
        for number, told in enumerate(told, start=1)
    )
    question = f"{passage.text[:40]}\n# > *what*?"
    text = answer_text(citations, "en", document.language)
    return Answer(question, None, "en", "answered", text, 0.9, citations, (), document)


def quotes_of(answers: list[Answer]) -> list[tuple[str, int, int, str]]:
    """What an export has to give back: each quote with its place and the digest, then its translation."""
    return [
        (quote, citation.start, citation.end, answer.document.sha256)
        for answer in answers
        for citation in answer.citations
        for quote in (citation.quote, citation.translation)
        if quote is not None
    ]


def places(lines: list[QuoteLine]) -> list[tuple[str, int | None, int | None, str | None]]:
    return [(line.quote, line.start, line.end, line.sha256) for line in lines]


def inlines(markdown: str, opening: str) -> list[Token]:
    """The inline content that follows an opening token of a kind, a paragraph between them aside."""
    tokens = [token for token in MARKDOWN.parse(markdown) if token.type != "paragraph_open"]
    return [after for token, after in pairwise(tokens) if token.type == opening]


def test_json_is_the_answer_schema(conversation: list[Answer]) -> None:
    text = to_json(conversation)
    assert json.loads(text) == [answer.to_dict() for answer in conversation]
    assert conversation[0].citations[0].quote in text
    assert text.startswith("[\n  {\n") and text.endswith("\n]\n")
    assert to_json([]) == "[]\n"


def test_markdown(conversation: list[Answer]) -> None:
    cited, nearest = conversation[0].citations[0], conversation[2].nearest
    head = "パートナーシップの優先事項 › 次世代通信におけるファーウェイの戦い › paragraph 30 (4452–4513)"
    turn = (
        f"{cited.translation} \\[1\\]\n\n**\\[1\\]** {head}\n\n> {cited.quote}\n\nTranslation:\n\n> {cited.translation}"
    )
    assert to_markdown(conversation, language="en") == (
        "<!-- tenkyo export 1 -->\n\n"
        "# 中国とロシアの同盟は難しい しかし中ロのハイテク・パートナーシップは深化\n\n"
        "- Author: FSI 安全保障研究所長 渡部悦和\n- Date: 2019-11-06\n- Document: article\n"
        f"- SHA-256 of the text: {cited_sha256(conversation)}\n\n"
        f"## How many people work at Huawei's centre in Moscow?\n\n{turn}\n\n"
        "## And in St Petersburg?\n\n"
        f"Asked after: How many people work at Huawei's centre in Moscow?\n\n{turn}\n\n"
        "## What is a recipe for borscht?\n\nThe document does not answer this question.\n\n"
        "Nearest passages, which do not answer the question:\n\n"
        + "".join(
            f"- {' › '.join((*near.section, f'paragraph {near.paragraph}'))} ({near.start}–{near.end})\n"
            for near in nearest
        )
    )


def cited_sha256(answers: list[Answer]) -> str:
    return answers[0].document.sha256


def test_the_words_are_in_both_languages(conversation: list[Answer]) -> None:
    assert set(WORDS) == set(LANGUAGES)
    for field in fields(WORDS["ja"]):
        texts = {getattr(words, field.name) for words in WORDS.values()}
        assert "" not in texts and len(texts) == 2
    assert "第30段落 (4452–4513)" in to_markdown(conversation, language="ja")


@pytest.mark.parametrize("export", EXPORTS)
def test_an_export_gives_back_every_quote(index: PassageIndex, export: Export) -> None:
    answers = every_answer(index)
    lines = read_quotes(export(answers))
    assert places(lines) == quotes_of(answers)
    assert {line.document for line in lines} == set(index.documents)
    assert [line.claim for line in lines] == [answer.question for answer in answers for _ in quotes_of([answer])]


@pytest.mark.parametrize("export", EXPORTS)
def test_every_quote_of_an_export_is_exact(index: PassageIndex, export: Export) -> None:
    assistant = Assistant(index)
    answers = every_answer(index)
    for line in read_quotes(export(answers)):
        found = assistant.check(line.quote, start=line.start, end=line.end, document=line.document)
        assert (found.verdict, found.misplaced) == ("exact", False), line


@pytest.mark.parametrize("export", EXPORTS)
def test_a_quote_with_one_character_changed_is_not_exact(index: PassageIndex, export: Export) -> None:
    assistant, chance = Assistant(index), random.Random(1)
    answers = every_answer(index)
    for answer in chance.sample(answers, min(6, len(answers))):
        text, quote = export([answer]), chance.choice(answer.citations).quote
        place = chance.choice([place for place, char in enumerate(quote) if char.isalnum()])
        before, whole = ('"quote": "', json.dumps(quote, ensure_ascii=False)[1:-1])
        part = json.dumps(quote[:place], ensure_ascii=False)[1:-1]
        if export is not to_json:
            before, whole, part = "\n> ", escaped(quote), escaped(f"{quote[:place]}x")[:-1]
        at = text.index(before + whole) + len(before + part)
        assert text[at] == quote[place]
        lines = read_quotes(f"{text[:at]}{'X' if text[at] != 'X' else 'Y'}{text[at + 1 :]}")
        different = [line for line, same in zip(lines, read_quotes(text), strict=True) if line != same]
        assert [len(line.quote) for line in different] == [len(quote)]
        assert assistant.check(different[0].quote).verdict in ("near", "absent")


def test_hostile_text_renders_as_text(hostile: PassageIndex) -> None:
    answers = every_answer(hostile)
    text = to_markdown(answers, language="en")
    html = MARKDOWN.render(text)
    for mark in ("<script", "<b>", "<a ", "<table", "<code", "<em>", "<s>", "javascript:alert(1)"):
        assert mark not in html
    title = next(iter(hostile.documents.values())).title
    assert [token.content for token in inlines(text, "heading_open")] == [
        escaped(title),
        *(escaped(answer.question) for answer in answers),
    ]
    quotes = [token.children or [] for token in inlines(text, "blockquote_open")]
    assert [[(part.type, part.content) for part in parts] for parts in quotes] == [
        [("text", citation.quote)] for answer in answers for citation in answer.citations
    ]


@pytest.mark.parametrize("before", ["", "> ", "# ", "- "])
def test_any_text_renders_as_itself_and_comes_back(before: str) -> None:
    chance = random.Random(len(before))
    alphabet = "".join(map(chr, range(33, 127))) + "    \n\t\u3000\u00a0\u2028あ漢é12345678.)-+=#>*_`[](){}<>|&;:\\/w"
    for _ in range(3000):
        text = "".join(chance.choices(alphabet, k=chance.randint(1, 14)))
        written = escaped(text)
        assert len(written.splitlines()) == 1
        assert unescaped(written) == text
        inline = [token for token in MARKDOWN.parse(before + written) if token.type == "inline"]
        assert [(part.type, part.content) for token in inline for part in token.children or []] == [("text", text)]


@pytest.mark.parametrize(
    "text", ["", "\0", "\x1b[31m", "\ufeff\u202e", "&amp;", "&#38;", "\\\\", "www.WWW.www.x", "😀\U0010ffff"]
)
def test_what_is_not_seen_comes_back_too(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert all(char.isprintable() for char in escaped(text))


def test_no_reference_makes_half_a_character() -> None:
    assert unescaped(r"&#55296; &#1114112; \a \* &lt;") == r"&#55296; &#1114112; \a * &lt;"


def test_each_answer_stands_under_its_document(article_index: PassageIndex, hostile: PassageIndex) -> None:
    answers = [answer_of(index, index.passages[1]) for index in (article_index, article_index, hostile, article_index)]
    text = to_markdown(answers, language="ja")
    assert [line.sha256 for line in read_quotes(text)] == [row[3] for row in quotes_of(answers)]
    assert text.count("本文のSHA-256") == 3
    assert to_markdown([], language="ja") == "<!-- tenkyo export 1 -->\n"
    assert read_quotes(to_markdown([], language="ja")) == read_quotes("[]") == []


HEAD = "<!-- tenkyo export 1 -->\n\n# T\n\n- Document: d\n- SHA-256 of the text: abc\n\n## Q\n\n"
CITED = "**\\[1\\]** paragraph 1 (4–9)\n\n> It rained.\n"


def test_an_export_that_a_person_has_gone_over() -> None:
    text = f"{HEAD}My own note.\n\n### Mine\n\n**[1]** here (4–9)  \n> It\n> rained.\n\n> Es regnete.\n"
    for ends in ("\n", "\r\n", "\r"):
        assert [
            (line.id, line.quote, line.document, line.sha256) for line in read_quotes(text.replace("\n", ends))
        ] == [
            ("Q[1]", "It\nrained.", "d", "abc"),
            ("Q[1] translation", "Es regnete.", "d", "abc"),
        ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (f"{HEAD}{CITED}\n> two\n\n> three\n", 16, "the quotation stands under no citation"),
        (f"{HEAD}> two\n", 10, "the quotation stands under no citation"),
        (f"{HEAD}{CITED}".replace("> It rained.", "It rained."), 10, "citation 1 has no quotation below it"),
        (f"{HEAD}{CITED}".replace("(4–9)", "(4–x)"), 10, "this is no place of a citation"),
        (f"{HEAD}{CITED}".replace("(4–9)", "(9–4)"), 10, "start 9 and end 4 are no place"),
        (f"{HEAD}{CITED}".replace("- SHA-256 of the text: abc\n", ""), 9, "stands under no digest of a text"),
        (f"{HEAD}{CITED}".replace("## Q", ""), 10, "the citation stands under no question"),
        (f"{HEAD}{CITED}".replace("It rained.", "…"), 12, "holds no letter and no digit"),
        ('[\n  {"id": 1,\n   "quote": "x"},\n  {"id": 2}\n]', 0, 'object 2: "quote" is missing'),
        ('[\n  {"id": 1, "quote": "x"},\n\n  [2]\n]', 0, "object 2: this is no JSON object"),
        ('[\r\n  {"id": 1,\r\n   "quote" "x"}\r\n]', 3, "this is no JSON (Expecting ':' delimiter, column 12)"),
        ('[\n  {"id": 1, "quote": "x"}\n  {"id": 2}\n]', 3, "this is no JSON (Expecting ',' delimiter, column 3)"),
        ('[\n  {"id": 1, "quote": "x"},\n]', 3, "this is no JSON ("),
        ('[\n  {"id": 1, "quote": "x"}\n', 3, "this is no JSON (Expecting ',' delimiter, column 1)"),
        ('[\n]\n{"id": 1}', 3, "this is no JSON (Extra data, column 1)"),
        ('[\n{"id": NaN, "quote": "x"}]', 0, "NaN is no JSON"),
        ("[\n" + "[" * 100_000, 0, "this is nested too deeply"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(LineError) as error:
        read_quotes(text)
    assert (error.value.line, message in str(error.value)) == (line, True), str(error.value)


@pytest.mark.parametrize("export", EXPORTS)
def test_the_command_checks_an_export(
    export: Export, conversation: list[Answer], article_index: PassageIndex, tmp_path: Path
) -> None:
    article_index.save(tmp_path / "index")
    path = tmp_path / "conversation"

    def check(text: str, *options: str) -> Result:
        path.write_text(text, encoding="utf-8")
        return CliRunner().invoke(app, ["check", str(path), "--index", str(tmp_path / "index"), *options])

    text = export(conversation)
    rows = [json.loads(line) for line in check(text, "--json", "--strict").stdout.splitlines()]
    assert [row["id"] for row in rows][:2] == [
        f"{conversation[0].question}[1]",
        f"{conversation[0].question}[1] translation",
    ]
    assert {(row["verdict"], row["misplaced"], row["document_changed"]) for row in rows} == {("exact", False, False)}
    assert "4 quotes: 4 exact," in check(text).stdout
    changed = check(text.replace(conversation[0].document.sha256, "0" * 64)).stdout
    assert changed.count("the answer was given over another text than the one indexed here") == 4
    assert check(text.replace("400人", "900人"), "--strict").exit_code == 1
    moved = text.replace("4452", "4450")
    assert check(moved).stdout.count("not at the claimed place: 4450–4513") == 2
