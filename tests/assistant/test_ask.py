"""The assistant over real documents: which sentence is cited, and what always holds."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from assistant.evidence import ANSWERED
from assistant.refusal import NAMED, NOT_FOUND
from assistant.refusal import RELATED as TOUCHED
from index import PassageIndex
from source import LANGUAGES, article, read, split
from tests.benchmarks.questions import Question, load
from tests.conftest import FakeEncoder

GOLD = Path(__file__).parent.parent / "gold" / "tuned"


@pytest.fixture(scope="module")
def assistant(article_index: PassageIndex) -> Assistant:
    return Assistant(article_index)


@pytest.fixture(scope="module")
def gold() -> list[Question]:
    return load(GOLD / "article.jsonl")


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        (
            "ファーウェイは何人を採用する予定か",
            "2019年末までに500人を採用し、今後5年間で1,000人以上の専門家を採用する予定だ。",
        ),
        ("この記事の日付は？", "2019/11/06"),
        (
            "Tell me about Aurora OS",
            "ファーウェイに対する米国の圧力が続く中、グーグルのOSであるアンドロイドを完全にすて、"
            "ロシアのアプローラ（Aurora）OSに置き換える可能性さえある。",
        ),
        ("中ロの技術協力の歴史は何年にさかのぼるか。", "中ロの技術協力の歴史は、冷戦初期の1950年にさかのぼる。"),
        (
            "Why is an alliance between China and Russia difficult?",
            "何故なら、同盟には相互防衛の義務が伴うが、ロシアは中国が絡む紛争に関与したくないし、"
            "中国もロシアが絡む紛争に関与したくないからだ。",
        ),
        (
            "Which countries alone have this missile-defence technology in full operation, according to Putin?",
            "2019年10月のプーチン大統領の発言によれば、「ロシアは中国のミサイル防衛システムの開発を支援する計画である。"
            "現時点でこの技術が完全に実用化されているのは米国とロシアだけであり、ロシアはこの技術を中国と共有することで"
            "中国の防衛能力を大幅に向上させることができるであろう」",
        ),
    ],
)
def test_the_sentence_that_answers_is_cited(assistant: Assistant, question: str, quote: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert quote in [citation.quote for citation in answer.citations]


def test_a_citation_says_where_its_quote_stands(assistant: Assistant) -> None:
    answer = assistant.ask("ファーウェイは何人を採用する予定か")
    (citation,) = answer.citations
    assert answer.document.text[citation.start : citation.end] == citation.quote
    assert (citation.number, citation.passage, citation.paragraph) == (1, "p030", 30)
    assert citation.section == ("パートナーシップの優先事項", "次世代通信におけるファーウェイの戦い")
    assert citation.translation is not None
    assert "500 people by the end of 2019" in citation.translation


def test_the_answer_is_in_the_language_of_the_question(assistant: Assistant) -> None:
    japanese = assistant.ask("ファーウェイは何人を採用する予定か")
    english = assistant.ask("How many people is Huawei going to hire by the end of 2019?")
    assert (japanese.language, english.language) == ("ja", "en")
    assert japanese.text == f"{japanese.citations[0].quote} [1]"
    assert english.text.startswith(f"{english.citations[0].translation} [1]")
    assert english.citations[0].quote == japanese.citations[0].quote


def test_without_a_translation_an_english_question_gets_the_quote(fake_encoder: FakeEncoder) -> None:
    document = read(GOLD / "documents" / "onsen.txt")
    index = PassageIndex.build(document, split(document), encoder=fake_encoder)
    for question in ("What happened on 2005?", "1975", "Who is 弥平?"):
        answer = Assistant(index).ask(question)
        for citation in answer.citations:
            assert citation.translation is None
            assert citation.quote in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "What is a good recipe for borscht?",
        "東京から京都まで新幹線で何時間かかりますか。",
        "ファーウェイとヴィムプレコムの5Gテストにかかった費用はいくらか。",
        "How are the GLONASS and BeiDou satellite navigation systems being integrated?",
    ],
)
def test_what_the_article_does_not_answer_is_not_answered(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.answered
    assert answer.citations == ()
    assert len(answer.nearest) == 3
    said = {"related": (TOUCHED, NAMED), "not_found": (NOT_FOUND,)}[answer.verdict]
    assert answer.text.partition("“")[0].partition("「")[0] in [
        one[answer.language].partition("“")[0].partition("「")[0] for one in said
    ]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "The question is empty"),
        ("  　\n", "The question is empty"),
        ("x" * 100_000, "too long (100,000 characters"),
        ("누가 이 기사를 썼습니까?", "Please ask in Japanese or English"),
        ("这篇文章的作者是谁？", "Please ask in Japanese or English"),
        ("¿Quién escribió este artículo?", "Please ask in Japanese or English"),
        ("Кто написал эту статью?", "Please ask in Japanese or English"),
        ("Wer hat diesen Artikel geschrieben und wann?", "Please ask in Japanese or English"),
        ("Qui a écrit cet article ?", "Please ask in Japanese or English"),
        ("😀🎉", "Please ask in Japanese or English"),
        ("???", "Please ask in Japanese or English"),
    ],
)
def test_a_question_that_cannot_be_asked_gets_a_clear_sentence(
    assistant: Assistant, question: str, sentence: str
) -> None:
    answer = assistant.ask(question)
    assert sentence in answer.text
    assert (answer.verdict, answer.citations, answer.nearest, answer.confidence) == ("not_found", (), (), 0.0)
    assert assistant.search(question) == []


def test_refusals_are_worded_in_both_languages() -> None:
    assert set(TOUCHED) == set(NOT_FOUND) == set(LANGUAGES)
    assert len({*TOUCHED.values(), *NOT_FOUND.values()}) == 4


def test_what_always_holds_of_an_answer(gold: list[Question]) -> None:
    """Every eighth question is asked: a reader takes its time."""
    for question in [*gold[::8], *load(GOLD / "documents.jsonl")[::8]]:
        answer = question.assistant.ask(question.text)
        _check(answer)
        assert answer.language == question.language
        assert answer == question.assistant.ask(question.text), "the same question has the same answer"


def _check(answer: Answer) -> None:
    """Quotes stand at their offsets in their order, every sentence carries its mark, every mark has its citation."""
    assert answer.answered == bool(answer.citations) == (answer.confidence >= ANSWERED)
    assert answer.verdict in ("answered", "related", "not_found")
    assert answer.asked_after is None
    for citation in (*answer.citations, *answer.nearest):
        assert answer.document.text[citation.start : citation.end] == citation.quote
        assert 0 < citation.score <= 1
        assert not (citation.marked and citation.marked_translation), "one side was read"
        assert all(0 <= start < end <= len(citation.translation or "") for start, end in citation.marked_translation)
    starts = [citation.start for citation in answer.citations]
    assert starts == sorted(set(starts))
    marks = [int(number) for number in re.findall(r" \[(\d+)\](?= |$)", answer.text)]
    assert marks == [citation.number for citation in answer.citations] == list(range(1, len(marks) + 1))
    if answer.answered:
        same = answer.language == answer.document.language
        shown = [c.quote if same else c.translation or c.quote for c in answer.citations]
        expected = " ".join(f"{' '.join(text.split())} [{number}]" for number, text in enumerate(shown, start=1))
        assert answer.text == expected


def test_quality_on_the_projects_own_questions(gold: list[Question]) -> None:
    """A change that loses more than a few answers shows here; the figures are in the README.

    All questions are searched for, every fourth is asked: a reader takes its time.
    """
    for language, first, third, cited, refused in (("ja", 0.80, 0.88, 0.80, 0.60), ("en", 0.80, 0.88, 0.66, 0.60)):
        asked = [question for question in gold if question.language == language and question.answerable]
        hopeless = [question for question in gold if question.language == language and not question.answerable]
        hits = [
            [question.is_met_by(hit.passage.text) for hit in question.assistant.search(question.text, k=3)]
            for question in asked
        ]
        answers = [question.assistant.ask(question.text) for question in asked[::4]]
        right = [
            any(question.is_met_by(c.quote) for c in answer.citations)
            for question, answer in zip(asked[::4], answers, strict=True)
        ]
        left = [not question.assistant.ask(question.text).answered for question in hopeless[::4]]
        assert sum(row[0] for row in hits) / len(hits) >= first
        assert sum(any(row) for row in hits) / len(hits) >= third
        assert sum(right) / len(right) >= cited
        assert sum(left) / len(left) >= refused
        assert sum(len(answer.citations) for answer in answers) / len(answers) <= 2


def test_twenty_visitors_ask_at_once(assistant: Assistant) -> None:
    questions = [
        "ファーウェイは何人を採用する予定か",
        "Why did Roskomnadzor block WeChat?",
        "What is a good recipe for borscht?",
        "この記事の日付は？",
    ]
    expected = [assistant.ask(question) for question in questions]
    with ThreadPoolExecutor(20) as visitors:
        assert list(visitors.map(assistant.ask, questions * 5)) == expected * 5


def test_search_finds_passages_best_first(assistant: Assistant) -> None:
    hits = assistant.search("Huawei R&D centres in Russia", k=5)
    assert hits[0].passage.id == "p030"
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    with pytest.raises(ValueError, match="k is 0"):
        assistant.search("Huawei", k=0)


def test_search_reads_the_passages_where_it_is_asked_to(assistant: Assistant) -> None:
    question = "WeChatはなぜ禁止されたか"
    hits = assistant.search(question, k=4, rerank=True)
    assert any(sentence.text.startswith("安全保障上の理由で") for sentence in hits[0].passage.sentences)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert 0.5 < hits[0].score < 1
    longer = assistant.search(question, k=len(assistant.index.passages), rerank=True)
    assert longer[:4] == hits
    assert len({hit.passage.id for hit in longer}) == len(longer) == len(assistant.index.passages)
    assert longer[-1].score == 0.0, "what was not read follows"
    assert assistant.search("", rerank=True) == []


def test_open_gives_the_same_answers_from_a_folder(tmp_path: Path, assistant: Assistant) -> None:
    assistant.index.save(tmp_path / "index")
    opened = Assistant.open(tmp_path / "index")
    for question in ("ファーウェイは何人を採用する予定か", "Why was WeChat banned?"):
        assert opened.ask(question) == assistant.ask(question)


def test_several_documents_are_answered_each_from_itself(article_index: PassageIndex) -> None:
    encoder = article_index.encoder
    documents = [read(GOLD / "documents" / name) for name in ("harbour.md", "robots.txt")]
    built = [PassageIndex.build(document, split(document), encoder=encoder) for document in documents]
    assistant = Assistant(PassageIndex.merge([article_index, *built]))
    for question, document in (
        ("Who chained her boat to the sluice?", "harbour"),
        ("コガモは一日いくらで借りられるか", "robots"),
        ("ファーウェイは何人を採用する予定か", "article"),
    ):
        answer = assistant.ask(question)
        assert answer.answered
        assert answer.document.id == document
        assert all(assistant.index.documents[document].text[c.start : c.end] == c.quote for c in answer.citations)


def test_the_json_form_is_the_answer_schema(assistant: Assistant) -> None:
    answered = json.loads(json.dumps(assistant.ask("この記事の日付は？").to_dict(), ensure_ascii=False))
    document = article()
    assert list(answered) == [
        "question", "language", "answered", "verdict", "text", "confidence", "citations", "nearest", "document",
    ]  # fmt: skip
    assert (answered["answered"], answered["verdict"]) == (True, "answered")
    assert answered["document"] == {"id": "article", "title": document.title, "sha256": document.sha256}
    (citation,) = answered["citations"]
    score = citation.pop("score")
    assert 0 < score <= 1
    assert citation == {
        "number": 1,
        "passage": "p000",
        "section": [],
        "paragraph": 0,
        "start": 59,
        "end": 69,
        "quote": "2019/11/06",
        "translation": "6 November 2019",
        "marked": [[59, 69]],
    }
    refused = assistant.ask("What is a good recipe for borscht?").to_dict()
    assert (refused["answered"], refused["citations"]) == (False, [])
    assert refused["verdict"] in ("related", "not_found")
    assert set(refused["nearest"][0]) == {*citation, "score"} - {"number", "marked"}


def test_the_json_form_tells_marks_and_the_question_before_only_where_there_are_any(assistant: Assistant) -> None:
    japanese, english = (assistant.ask(question) for question in ("この記事の日付は？", "When was WeChat banned?"))
    assert {name for one in japanese.to_dict()["citations"] for name in one if name.startswith("mark")} == {"marked"}
    assert {name for one in english.to_dict()["citations"] for name in one if name.startswith("mark")} == {
        "marked_translation"
    }
    bare = replace(japanese, citations=tuple(replace(citation, marked=()) for citation in japanese.citations))
    assert not {"marked", "marked_translation"} & set(bare.to_dict()["citations"][0])
    assert "asked_after" not in japanese.to_dict()
    followed = replace(english, question="Why?", asked_after="When was WeChat banned?").to_dict()
    assert list(followed)[:3] == ["question", "asked_after", "language"]
    assert followed["asked_after"] == "When was WeChat banned?"


@pytest.mark.parametrize(
    ("begins", "questions"),
    [
        (
            "2019年末までに500人を採用し",
            (
                "ファーウェイは何人を採用する予定か",
                "ファーウェイは何人を採用する予定ですか",
                "Huawei hire how many people by 2019",
            ),
        ),
        (
            "ファーウェイはロシア連邦での5Gテストを積極的に拡大しており",
            (
                "5Gのテストはどこで行われたか",
                "５Ｇのテストはどこで行われたか",
                "5Gのテストはどこで行われましたか",
                "Where were 5G tests held?",
            ),
        ),
        (
            "安全保障上の理由で、ロシアの通信監視機関ロスコムナザール",
            (
                "WeChatはなぜ禁止されたか",
                "WeChatはなぜ禁止されたのですか",
                "WeChat 禁止 理由",
                "Why was WeChat banned?",
            ),
        ),
        (
            "中ロの技術協力の歴史は、冷戦初期の1950年に",
            (
                "中ロの技術協力の歴史は何年にさかのぼるか",
                "中ロの技術協力の歴史は何年にさかのぼりますか",
            ),
        ),
    ],
)
def test_forms_of_one_question_cite_the_same_sentence(
    assistant: Assistant, begins: str, questions: tuple[str, ...]
) -> None:
    cited = {question: {citation.quote for citation in assistant.ask(question).citations} for question in questions}
    common = set.intersection(*cited.values())
    assert any(quote.startswith(begins) for quote in common), cited


@pytest.mark.parametrize(
    ("question", "begins", "words"),
    [
        ("中ロの技術協力の歴史は何年にさかのぼるか", "中ロの技術協力の歴史は、", "1950年"),
        ("モスクワに設置されたテンセントのラックは何台以上ですか。", "例えば、この一年間で、", "600"),
        ("How many Tencent racks were installed in Moscow?", "例えば、この一年間で、", "600"),
    ],
)
def test_marks_stand_at_their_places_on_the_side_that_was_read(
    assistant: Assistant, question: str, begins: str, words: str
) -> None:
    answer = assistant.ask(question)
    citation = next(one for one in answer.citations if one.quote.startswith(begins))
    original = [answer.document.text[start:end] for start, end in citation.marked]
    rendering = [(citation.translation or "")[start:end] for start, end in citation.marked_translation]
    read, other = (original, rendering) if answer.language == "ja" else (rendering, original)
    assert other == []
    (marked,) = read
    assert words in marked
    assert len(marked) < 20, "not the whole sentence"


def test_small_talk_is_not_answered(assistant: Assistant) -> None:
    for message in ("Hello", "Thank you!", "こんにちは", "ありがとうございます。", "あなたは誰ですか", "the"):
        answer = assistant.ask(message)
        assert (answer.verdict, answer.nearest) == ("not_a_question", ()), message
        assert answer.text, message
