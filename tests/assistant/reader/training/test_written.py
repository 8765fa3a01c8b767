"""The written questions in the pool: where their evidence stands, and what a question leans on."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.reader.reading import headings_of
from assistant.reader.training.pool import UNANSWERABLE, UNKNOWN, UNMARKED, Pool, PoolBuilder
from assistant.reader.training.written import Target, Written, add_written, meets, squash
from tests.assistant.reader.conftest import PIECES, make_tokenizer
from tests.conftest import FakeEncoder

MARKDOWN = """# Harbour rules

## Opening

The harbour opens at six. It closes at **nine** in winter.

## Fees

- Small boats pay two pounds.
- Large boats pay ten pounds.

| Berth | Price |
|---|---|
| North | 3 |
"""
TEXT = "灯台は赤い岩の上に立つ。1902年に開いた。"
OPENING, FEES = 1, 2
"""Places of what is read together of the document; the title is by itself."""


@pytest.fixture
def document(fake_encoder: FakeEncoder) -> tuple[PoolBuilder, Target]:
    builder = PoolBuilder()
    builder.passage(["It was red."])
    return builder, Target(builder, {"id": "doc/rules.md", "kind": "document", "text": MARKDOWN}, fake_encoder)


def test_a_document_is_read_and_split_as_any_file_is(document: tuple[PoolBuilder, Target]) -> None:
    builder, target = document
    assert target.sentences == [
        ["Harbour rules"],
        ["The harbour opens at six.", "It closes at nine in winter."],
        ["Small boats pay two pounds.", "Large boats pay ten pounds.", "Berth | Price", "North | 3"],
    ]
    assert target.numbers == [1, 2, 3]
    pool = builder.build(make_tokenizer())
    assert len(set(pool.headings[1:4].tolist())) == 3


@pytest.mark.parametrize(
    ("quotes", "evidence"),
    [
        (["It closes at **nine** in winter."], {OPENING: [1]}),  # with Markdown's marks as in the file
        (["The harbour opens at six. It closes at **nine** in winter."], {OPENING: [0, 1]}),
        (["- Large boats pay ten pounds."], {FEES: [1]}),
        (["boats pay"], {FEES: [0, 1]}),
        (["| North | 3 |"], {FEES: [3]}),
        (["Ｓｍａｌｌ boats  pay two pounds.", "North | 3"], {FEES: [0, 3]}),
        (["## Fees"], {}),
        ([], {}),
    ],
)
def test_where_evidence_stands(
    document: tuple[PoolBuilder, Target], quotes: list[str], evidence: dict[int, list[int]]
) -> None:
    assert document[1].evidence(quotes) == evidence


def test_what_retrieval_brings(document: tuple[PoolBuilder, Target], fake_encoder: FakeEncoder) -> None:
    found = document[1].found("How much do small boats pay?")
    assert found[0] == FEES
    assert sorted(found) == [0, OPENING, FEES]
    text = Target(PoolBuilder(), {"id": "t", "kind": "aligned", "text": TEXT}, fake_encoder)
    assert text.found("anything") == [0]
    assert text.evidence(["1902年に開いた。"]) == {0: [1]}


def test_matching_of_evidence() -> None:
    assert squash("- **Ａ b**|\u3000ｶﾞ #") == "Abガ"
    assert meets("abcdef", "cde")
    assert meets("cdef", "abcdefg")
    assert not meets("cde", "abcdefg")  # three characters stand anywhere
    assert not meets("", "abc")
    assert not meets("abc", "")
    assert headings_of("Title", ["Part", "Section"]) == "Title › Part › Section"


def write(folder: Path, name: str, records: Sequence[dict[str, Any]]) -> None:
    with gzip.open(folder / f"written.{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def asked(passage: str, lang: str, question: str, evidence: list[str], answer: str = "") -> dict[str, Any]:
    told = {"answerable": bool(evidence), "evidence": evidence, "answer": answer}
    return {"passage": passage, "lang": lang, "kind": "paraphrase", "question": question, **told}


def turn(kind: str, question: str, standalone: str, evidence: list[str], answer: str = "") -> dict[str, Any]:
    told = {"answerable": bool(evidence), "evidence": evidence, "answer": answer}
    return {"lang": "en", "kind": kind, "question": question, "standalone": standalone, **told}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    passages = [
        {"id": "t", "lang": "ja", "kind": "aligned", "text": TEXT, "part": "train"},
        {"id": "doc/rules.md", "lang": "en", "kind": "document", "text": MARKDOWN, "part": "train"},
        {"id": "u", "lang": "ja", "kind": "aligned", "text": TEXT, "part": "dev"},
    ]
    questions = [
        asked("t", "ja", "灯台はいつ開いた", ["1902年に開いた。"], "1902年"),
        asked("t", "en", "What was there before?", []),
        asked("t", "ja", "何の上に立つ", ["灯台は赤い岩の上に立つ。"], "赤い岩"),
        asked("doc/rules.md", "en", "How much do small boats pay?", ["- Small boats pay two pounds."], "two pounds"),
        asked("doc/rules.md", "en", "How much do small boats pay in summer?", []),
        asked("doc/rules.md", "en", "What comes after Opening?", ["## Fees"], "Fees"),
        asked("u", "ja", "いつ", ["1902年に開いた。"]),
    ]
    turns = [
        turn("first", "lighthouse, when?", "When did the lighthouse open?", ["1902年に開いた。"], "1902年"),
        turn("follow", "and where?", "Where is the lighthouse?", ["灯台は赤い岩の上に立つ。"]),
        turn("near_miss", "how high is it?", "How high is the lighthouse?", []),
        turn("near_miss", "Who built the lighthouse?", "Who built the lighthouse?", []),
        turn("whole", "Is the rock red?", "Is the rock red?", ["灯台は赤い岩の上に立つ。"], "赤い"),
    ]
    write(tmp_path, "passages", passages)
    write(tmp_path, "questions", questions)
    write(tmp_path, "dialogues", [{"passage": "t", "lang": "ja", "turns": turns}])
    return tmp_path


def test_a_part_is_read_with_its_questions(folder: Path) -> None:
    train, dev = Written.read(folder, "train"), Written.read(folder, "dev")
    assert (set(train.passages), set(dev.passages)) == ({"t", "doc/rules.md"}, {"u"})
    assert (len(train.questions), len(train.dialogues)) == (6, 1)
    assert ([record["question"] for record in dev.questions], dev.dialogues) == (["いつ"], [])


def built(folder: Path, encoder: FakeEncoder) -> tuple[PoolBuilder, Pool]:
    builder = PoolBuilder()
    add_written(builder, Written.read(folder, "train"), encoder)
    return builder, builder.build(make_tokenizer())


def test_questions_and_turns_enter_their_sets(folder: Path, fake_encoder: FakeEncoder) -> None:
    builder, pool = built(folder, fake_encoder)
    rows = [(row.name, row.texts) for row in builder.asked()]
    opened, stands = "1902年に開いた。", "灯台は赤い岩の上に立つ。"
    assert rows == [
        ("written.passage.jaja", ("灯台はいつ開いた",)),
        ("written.passage.jaen", ("What was there before?",)),
        ("written.passage.jaja", ("何の上に立つ",)),
        ("written.after.jaja", ("灯台はいつ開いた", opened, "何の上に立つ")),
        ("written.document.enen", ("How much do small boats pay?",)),
        ("written.document.enen", ("How much do small boats pay in summer?",)),
        (
            "written.after.enen",
            ("How much do small boats pay?", "- Small boats pay two pounds.", "How much do small boats pay in summer?"),
        ),  # the one that asks for a heading is left out
        ("written.whole.jaen", ("When did the lighthouse open?",)),
        ("written.turn.jaen", ("lighthouse, when?", opened, "and where?")),
        ("written.whole.jaen", ("Where is the lighthouse?",)),
        ("written.turn.jaen", ("and where?", stands, "how high is it?")),
        ("written.whole.jaen", ("How high is the lighthouse?",)),
        ("written.turn.jaen", ("how high is it?", "Who built the lighthouse?")),  # nothing answered the turn before
        ("written.whole.jaen", ("Who built the lighthouse?",)),
        ("written.turn.jaen", ("Who built the lighthouse?", "Is the rock red?")),
        ("written.whole.jaen", ("Is the rock red?",)),
    ]
    no, yes = 0, 1
    assert pool.leans.tolist() == [
        *(UNKNOWN, UNKNOWN, UNKNOWN, no, UNKNOWN, UNKNOWN, no),
        *(UNKNOWN, yes, UNKNOWN, yes, UNKNOWN, no, UNKNOWN, no, UNKNOWN),
    ]


def test_evidence_and_words_of_the_answers(folder: Path, fake_encoder: FakeEncoder) -> None:
    builder, _ = built(folder, fake_encoder)
    rows = builder.asked()
    evidence = [tuple(row.sentences[place] for place in row.evidence) for row in rows]
    opened, stands, small = ("1902年に開いた。",), ("灯台は赤い岩の上に立つ。",), ("Small boats pay two pounds.",)
    assert evidence == [
        opened,
        (),
        stands,
        stands,
        small,
        (),
        (),
        opened,
        stands,
        stands,
        (),
        (),
        (),
        (),
        stands,
        stands,
    ]
    tokenizer = make_tokenizer([*PIECES, "▁Small", "▁boats", "▁pay", "▁two", "▁pounds"])
    pool = builder.build(tokenizer)
    words = []
    for number, (sentence, begin, end) in enumerate(pool.span.tolist()):
        assert (sentence == UNANSWERABLE) is (not evidence[number])
        if sentence >= 0:
            pieces = pool.texts[int(pool.passages[int(pool.passage[number])][sentence])]
            words.append(tokenizer.decode(pieces[begin:end].tolist()))
    assert words == ["1902年", "赤い岩", "赤い岩", "two pounds", "1902年", "赤い", "赤い"]
    assert pool.span[8].tolist() == [UNMARKED] * 3


def test_other_passages_of_a_document_hold_no_evidence(folder: Path, fake_encoder: FakeEncoder) -> None:
    builder, pool = built(folder, fake_encoder)
    small, unanswerable = 4, 5
    rows = builder.asked()
    assert rows[small].headings == "Harbour rules › Fees"
    others = pool.others[small].tolist()
    assert int(pool.passage[small]) not in others
    assert sorted(others) == [1, 2]  # all but the one that answers, of those of the document
    assert rows[unanswerable].sentences[0] == "Small boats pay two pounds."  # what retrieval finds first
    assert int(pool.passage[unanswerable]) not in pool.others[unanswerable].tolist()
    assert pool.others[0].tolist() == []
