"""Which sentences are chosen, in what order, and how surely the document answers, of readings made by hand."""

import math
from collections.abc import Mapping, Sequence

import pytest

from assistant.answer import Verdict
from assistant.evidence import (
    ANSWERED,
    LEANS,
    MOST,
    PASSAGES,
    RELATED,
    ROUND,
    SURE,
    WEIGHTS,
    Candidate,
    Evidence,
    Read,
    Weights,
    candidates_of,
    choose,
    confidence_of,
    find,
    log_odds,
    read,
    rerank,
)
from assistant.reader import Kind, Reading, Request, Text, Turn
from index import Hit, PassageIndex
from source import LANGUAGES, Document, Language, Passage, read_bytes, split
from tests.conftest import FakeEncoder

GARDEN = """The garden

The garden opened in May. It was planted by the council. Entry cost 20 crowns.

The library shut in June. Books are many.

Boats are small. They turn on the tide.

It rained for days. Roofs leaked.
"""
NAMES = ("Ada", "Bob", "Cid", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jim", "Kit", "Lou")


class Counting:
    """A reader by a table: how surely the first sentence of the text at a place answers; it counts what it is given."""

    name = "counting"

    def __init__(self, answers: Mapping[int, float]) -> None:
        self.answers = answers
        self.rounds: list[int] = []
        self.texts: list[Text] = []
        self.turns: list[Sequence[Turn]] = []

    def read(self, question: str, texts: Sequence[Text], turns: Sequence[Turn] = ()) -> list[Reading]:
        first = sum(self.rounds)
        self.rounds.append(len(texts))
        self.texts += texts
        self.turns.append(turns)
        return [
            Reading(text, (self.answers.get(place, 0.1), *rest), (None, *[None] * len(rest)), 0.5)
            for place, text in enumerate(texts, start=first)
            for rest in [[0.0] * (len(text.sentences) - 1)]
        ]

    def request(self, question: str) -> Request:
        return Request()


@pytest.fixture
def fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights and bars that are easy to reckon with; those of the program are fitted, and change."""
    monkeypatch.setitem(WEIGHTS, "ja", Weights(retriever=1.0, bias=0.0, sentence=1.0, passage=0.0, score=0.0))
    monkeypatch.setitem(WEIGHTS, "en", Weights(retriever=2.0, bias=0.0, sentence=1.0, passage=0.0, score=0.0))
    monkeypatch.setattr("assistant.evidence.FURTHER", 0.5)
    monkeypatch.setattr("assistant.evidence.SHARE", 0.6)


@pytest.fixture(scope="module")
def garden() -> list[Passage]:
    """The front matter, and four paragraphs of three, two, two and two sentences."""
    return passages_of(GARDEN)


def document_of(text: str, name: str = "garden.txt") -> Document:
    return read_bytes(text.encode(), name)


def passages_of(text: str, name: str = "garden.txt") -> list[Passage]:
    return split(document_of(text, name))


def hit(passage: Passage, score: float = 0.0) -> Hit:
    return Hit(passage, score, lexical=0.0, dense=0.0, match=0.0)


def done(*passages: Passage, answers: Sequence[float], nothing: float = 0.5) -> Read:
    """Passages read together, with the probability of each of their sentences."""
    texts = tuple(sentence.text for passage in passages for sentence in passage.sentences)
    assert len(answers) == len(texts)
    return Read(passages, Reading(Text("", texts), tuple(answers), (None,) * len(answers), nothing))


def reading(passage: Passage, *answers: float, nothing: float = 0.5) -> Read:
    return done(passage, answers=answers, nothing=nothing)


def chosen(hits: Sequence[Hit], readings: Sequence[Read], language: Language = "en", kind: Kind = "fact") -> list[str]:
    return [candidate.sentence.text for candidate in choose(hits, readings, language, Request(kind)).chosen]


def candidate(passage: Passage, probability: float, *, nothing: float = 0.5, score: float = 0.0) -> Candidate:
    answers = [probability, *[0.0] * (len(passage.sentences) - 1)]
    read_so = reading(passage, *answers, nothing=nothing)
    return Candidate(passage, passage.sentences[0], read_so, 0, probability, score, 0.0)


def test_the_small_documents_are_what_the_tests_take_them_for(garden: list[Passage]) -> None:
    assert [[sentence.text for sentence in passage.sentences] for passage in garden] == [
        ["The garden"],
        ["The garden opened in May.", "It was planted by the council.", "Entry cost 20 crowns."],
        ["The library shut in June.", "Books are many."],
        ["Boats are small.", "They turn on the tide."],
        ["It rained for days.", "Roofs leaked."],
    ]


@pytest.mark.usefixtures("fixed")
def test_the_best_sentence_is_so_by_its_log_odds_and_its_passages_score(garden: list[Passage]) -> None:
    _, one, two, *_ = garden
    hits, readings = [hit(one, 0.9), hit(two, 0.4)], [reading(one, 0.1, 0.1, 0.3), reading(two, 0.5, 0.1)]
    best = choose(hits, readings, "en").best
    assert best.sentence.text == "Entry cost 20 crowns."
    assert (best.passage, best.read, best.place, best.probability, best.near) == (one, readings[0], 2, 0.3, 0.9)
    assert best.score == pytest.approx(math.log(0.3 / 0.7) + 2.0 * 0.9)  # 0.95, and 0 + 2 × 0.4 = 0.8
    best = choose(hits, readings, "ja").best
    assert best.sentence.text == "The library shut in June."
    assert best.score == pytest.approx(0.4)  # and log(0.3 / 0.7) + 0.9 = 0.05


@pytest.mark.usefixtures("fixed")
def test_one_sentence_is_cited_where_no_other_answers(garden: list[Passage]) -> None:
    _, one, two, *_ = garden
    hits = [hit(one, 0.5), hit(two, 0.5)]
    assert chosen(hits, [reading(one, 0.4, 0.4, 0.9), reading(two, 0.4, 0.4)]) == ["Entry cost 20 crowns."]
    assert chosen(hits, [reading(one, 0.01, 0.01, 0.02), reading(two, 0.0, 0.0)]) == ["Entry cost 20 crowns."]
    assert chosen(hits, [reading(one, 0.0, 0.0, 0.1)]) == ["Entry cost 20 crowns."], "the second was not read"


@pytest.mark.usefixtures("fixed")
@pytest.mark.parametrize(
    ("best", "further", "cited"),
    [
        (0.7, 0.5, True),
        (0.7, 0.49, False),
        (0.95, 0.58, True),
        (0.95, 0.56, False),
        (0.3, 0.5, True),
        (0.3, 0.49, False),
    ],
)
def test_further_sentences_are_cited_from_a_probability_and_a_share_of_the_best_ones(
    garden: list[Passage], best: float, further: float, cited: bool
) -> None:
    _, one, two, *_ = garden
    found = chosen([hit(two, 0.9), hit(one)], [reading(two, best, 0.0), reading(one, 0.0, 0.0, further)])
    assert found == [*(["Entry cost 20 crowns."] if cited else []), "The library shut in June."]


@pytest.mark.usefixtures("fixed")
def test_the_likeliest_are_cited_at_most_and_in_the_order_of_the_document() -> None:
    _, people = passages_of("Visitors\n\n" + " ".join(f"{name} came." for name in NAMES))
    rising = [0.6 + place / 100 for place in range(len(NAMES))]
    assert chosen([hit(people)], [reading(people, *rising)]) == [f"{name} came." for name in NAMES[-MOST:]]
    falling = rising[::-1]
    assert chosen([hit(people)], [reading(people, *falling)]) == [f"{name} came." for name in NAMES[:MOST]]


@pytest.mark.usefixtures("fixed")
def test_no_sentence_of_another_document_is_cited(garden: list[Passage]) -> None:
    _, one, two, *_ = garden
    _, harbour = passages_of("Harbour\n\nThe harbour opened in May. Piers are two.\n", "harbour.txt")
    hits = [hit(harbour, 0.1), hit(two, 0.9), hit(one, 0.2)]
    readings = [reading(harbour, 0.9, 0.8), reading(two, 0.8, 0.0), reading(one, 0.0, 0.0, 0.7)]
    assert chosen(hits, readings) == ["Entry cost 20 crowns.", "The library shut in June."]
    assert chosen([hit(harbour, 0.9), *hits[1:]], readings) == ["The harbour opened in May.", "Piers are two."]


@pytest.mark.usefixtures("fixed")
def test_a_sentence_that_leans_brings_the_one_before(garden: list[Passage]) -> None:
    _, one, two, three, four = garden
    planted = ["The garden opened in May.", "It was planted by the council."]
    assert chosen([hit(one)], [reading(one, 0.1, 0.9, 0.1)]) == planted
    assert chosen([hit(one)], [reading(one, 0.95, 0.9, 0.1)]) == planted, "it is cited once"
    assert chosen([hit(four)], [reading(four, 0.9, 0.1)]) == ["It rained for days."], "nothing stands before it"
    both = chosen([hit(two), hit(three)], [reading(two, 0.1, 0.9), reading(three, 0.1, 0.8)])
    assert both == ["Books are many.", "Boats are small.", "They turn on the tide."]


@pytest.mark.usefixtures("fixed")
def test_what_a_sentence_leans_on_makes_no_more_than_the_most() -> None:
    came = [f"{name} came." for name in NAMES[: MOST - 1]]
    _, people = passages_of(f"Visitors\n\n{' '.join(came)} Nobody knew. They left early.")
    assert chosen([hit(people)], [reading(people, *[0.7] * len(came), 0.1, 0.8)]) == [*came, "They left early."]


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("この取引は政府が支援している。", True),
        ("何故なら、義務が伴うからだ。", True),
        ("同社は赤字である。", True),
        ("また同年、港が開いた。", True),
        ("They turn only on the falling tide.", True),
        ("The latter was chosen.", True),
        ("Italy signed.", False),
        ("これまでに500人を採用した。", True),
        ("中国は伝統的にエンジンを買う。", False),
        ("The plant has eight turbines.", False),
        ("The lattice is steel.", False),
    ],
)
def test_what_leans(text: str, leans: bool) -> None:
    assert bool(LEANS.match(text)) == leans


@pytest.mark.usefixtures("fixed")
def test_of_what_was_read_together_each_passage_has_its_own_nearness(garden: list[Passage]) -> None:
    _, one, two, three, _ = garden
    together = done(one, two, three, answers=[0.5, 0.1, 0.1, 0.5, 0.1, 0.5, 0.1])
    hits = [hit(two, 0.9), hit(one, 0.4)]
    found = {candidate.sentence.text: candidate for candidate in candidates_of(hits, [together], "en")}
    assert [found[text].near for text in ("The garden opened in May.", "Books are many.")] == [0.4, 0.9]
    assert found["Boats are small."].near == 0.4, "it was not found itself: as near as the last that was"
    assert found["The library shut in June."].score == pytest.approx(1.8)
    assert [candidate.place for candidate in found.values()] == list(range(7))


@pytest.mark.usefixtures("fixed")
@pytest.mark.parametrize(
    ("kind", "count"), [("fact", 1), ("list", 3), ("comparison", 1), ("section", 3), ("everything", 3)]
)
def test_more_is_cited_where_several_sentences_make_the_answer(
    garden: list[Passage], monkeypatch: pytest.MonkeyPatch, kind: Kind, count: int
) -> None:
    monkeypatch.setattr("assistant.evidence.GATHERED_FURTHER", 0.3)
    monkeypatch.setattr("assistant.evidence.GATHERED_SHARE", 0.5)
    _, one, two, *_ = garden
    readings = [reading(one, 0.9, 0.46, 0.44), reading(two, 0.1, 0.45)]
    assert len(chosen([hit(one, 0.9), hit(two, 0.9)], readings, kind=kind)) == count


@pytest.fixture(scope="module")
def lamps(fake_encoder: FakeEncoder) -> PassageIndex:
    """Thirty paragraphs too long to be read together, all about the same, under a title about something else."""
    paragraphs = (f"Lighthouse lamp {number} burns oil.{' Keepers sleep.' * 45}" for number in range(1, 31))
    document = document_of("Zq\n\n" + "\n\n".join(paragraphs), "lamps.txt")
    return PassageIndex.build(document, split(document), encoder=fake_encoder)


@pytest.mark.parametrize(
    ("answers", "hits", "rounds"),
    [
        ({}, PASSAGES + 2, [ROUND] * (PASSAGES // ROUND)),
        ({ROUND - 1: SURE}, PASSAGES + 2, [ROUND]),
        ({0: 1.0, ROUND: 1.0}, PASSAGES + 2, [ROUND]),
        ({ROUND + 1: 0.99}, PASSAGES + 2, [ROUND] * 2),
        ({1: math.nextafter(SURE, 0)}, PASSAGES + 2, [ROUND] * (PASSAGES // ROUND)),
        ({PASSAGES: 1.0}, PASSAGES + 2, [ROUND] * (PASSAGES // ROUND)),
        ({}, ROUND + 1, [ROUND, 1]),
        ({}, 1, [1]),
        ({}, 0, []),
    ],
)
def test_passages_are_read_a_few_at_a_time_until_a_sentence_is_sure(
    lamps: PassageIndex, answers: dict[int, float], hits: int, rounds: list[int]
) -> None:
    reader, passages = Counting(answers), lamps.passages[1 : hits + 1]
    readings = read(reader, lamps, [hit(passage) for passage in passages], "Which oil?", "en")
    assert reader.rounds == rounds
    assert [one.block for one in readings] == [(passage,) for passage in passages[: sum(rounds)]]
    assert [one.reading.best for one in readings] == [answers.get(place, 0.1) for place in range(sum(rounds))]


def test_all_is_read_where_several_sentences_make_the_answer(lamps: PassageIndex) -> None:
    reader = Counting({0: 1.0})
    hits = [hit(passage) for passage in lamps.passages[1 : PASSAGES + 1]]
    assert len(read(reader, lamps, hits, "Which lamps?", "en", kind="list")) == PASSAGES


def test_neighbours_are_read_together_and_once(garden: list[Passage], fake_encoder: FakeEncoder) -> None:
    index, reader = PassageIndex.build(document_of(GARDEN), garden, encoder=fake_encoder), Counting({})
    front, *rest = index.passages
    readings = read(reader, index, [hit(rest[2]), hit(front), hit(rest[0])], "?", "en")
    assert [one.block for one in readings] == [tuple(rest), (front,)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_passages_are_read_in_the_language_of_the_question_and_with_the_turns(
    article: Document, fake_encoder: FakeEncoder, language: Language
) -> None:
    index = PassageIndex.build(article, split(article), encoder=fake_encoder)
    passage, turns, reader = index.passages[30], (Turn("When?", "In 2019."),), Counting({})
    read(reader, index, [hit(passage)], "?", language, turns)
    (text,) = reader.texts
    own = language == "ja"
    block = index.blocks[passage.document, passage.id]
    sentences = [sentence for one in block for sentence in one.sentences]
    assert text.sentences == tuple(sentence.text if own else sentence.translation for sentence in sentences)
    assert text.translated is not own
    assert text.headings.split(" › ")[1:] == (
        ["パートナーシップの優先事項", "次世代通信におけるファーウェイの戦い"]
        if own
        else ["The priorities of the partnership", "Huawei's battle over next-generation communications"]
    )
    assert reader.turns == [turns]


def test_the_front_matter_is_found_as_near_as_the_nearest_passage(lamps: PassageIndex) -> None:
    question = "Which oil burns in the lighthouse lamp?"
    searched, found = lamps.search(question, k=PASSAGES), find(lamps, question)
    assert 0 not in {one.passage.paragraph for one in searched}
    assert [one.passage.paragraph for one in found[:2]] == [searched[0].passage.paragraph, 0]
    assert found[1].score == found[0].score == searched[0].score
    assert [found[0], *found[2:]] == searched[:-1]


def test_the_front_matter_is_found_once(garden: list[Passage], fake_encoder: FakeEncoder) -> None:
    index = PassageIndex.build(document_of(GARDEN), garden, encoder=fake_encoder)
    found = find(index, "The garden", "When did the library shut?")
    assert sorted(one.passage.id for one in found) == [passage.id for passage in garden]
    assert found == index.search_many(["The garden", "When did the library shut?"], k=PASSAGES)


@pytest.mark.usefixtures("fixed")
def test_read_passages_are_ordered_by_their_best_sentences_and_unread_ones_follow(garden: list[Passage]) -> None:
    front, one, two, three, four = garden
    hits = [hit(one, 0.5), hit(two, 0.4), hit(three, 0.3), hit(four, 0.2), hit(front, 0.1)]
    readings = [reading(one, 0.1, 0.2, 0.1), reading(two, 0.0, 0.9), reading(three, 0.5, 0.4)]
    # By log odds and score: −1.39 + 1.0, 2.20 + 0.8 and 0 + 0.6.
    ranked = rerank(hits, readings, "en")
    assert [found.passage for found in ranked] == [two, three, one, four, front]
    odds = [9 * math.exp(-0.2), math.exp(-0.4), 1 / 4]  # as read, less twice how much farther than the nearest
    assert [found.score for found in ranked] == pytest.approx([*(each / (1 + each) for each in odds), 0, 0])
    assert rerank(hits, [], "en") == [hit(one), hit(two), hit(three), hit(four), hit(front)]
    # A passage that is much nearer goes before one whose sentence is a little likelier: −0.20 + 1.8 and 0 + 0.6.
    near = rerank([hit(one, 0.9), hit(three, 0.3)], [reading(one, 0.45, 0.0, 0.0), reading(three, 0.5, 0.0)], "en")
    assert [found.passage for found in near] == [one, three]
    assert near[0].score == pytest.approx(0.45)
    # Read together with its neighbour, a passage is ordered by its own sentences.
    both = done(one, two, answers=[0.1, 0.2, 0.1, 0.0, 0.9])
    assert [found.passage for found in rerank([hit(one, 0.5), hit(two, 0.5)], [both], "en")] == [two, one]


def test_every_language_has_weights() -> None:
    assert set(WEIGHTS) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("weights", "confidence"),
    [
        (Weights(9.0, bias=0.0, sentence=1.0, passage=0.0, score=0.0), 0.8),
        (Weights(9.0, bias=0.0, sentence=0.0, passage=1.0, score=0.0), 0.7),
        (Weights(9.0, bias=0.5, sentence=0.0, passage=0.0, score=2.0), 1 / (1 + math.exp(-1.0))),
        (Weights(9.0, bias=0.5, sentence=1.0, passage=1.0, score=2.0), 1 / (1 + 1 / 4 * 3 / 7 * math.exp(-1.0))),
    ],
)
def test_confidence_is_of_the_weighed_log_odds(
    garden: list[Passage], monkeypatch: pytest.MonkeyPatch, weights: Weights, confidence: float
) -> None:
    monkeypatch.setitem(WEIGHTS, "en", weights)
    best = candidate(garden[1], 0.8, nothing=0.3, score=0.25)
    assert confidence_of(best, "en") == pytest.approx(confidence)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("nothing", "score"), [(0.5, 0.0), (0.01, 0.9), (0.99, 0.1)])
def test_confidence_rises_with_the_probability_of_the_sentence(
    garden: list[Passage], language: Language, nothing: float, score: float
) -> None:
    probabilities = (0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999)
    found = [
        confidence_of(candidate(garden[1], probability, nothing=nothing, score=score), language)
        for probability in probabilities
    ]
    assert found == sorted(set(found))
    assert 0 < found[0] < found[-1] < 1


@pytest.mark.usefixtures("fixed")
def test_confidence_is_that_of_the_best_sentence(garden: list[Passage]) -> None:
    _, one, two, *_ = garden
    evidence = choose([hit(one, 0.9), hit(two)], [reading(one, 0.6, 0.1, 0.1), reading(two, 0.7, 0.0)], "en")
    assert evidence.best.sentence.text == "The garden opened in May."
    assert evidence.confidence == pytest.approx(0.6)


def test_log_odds() -> None:
    assert log_odds(0.5) == 0
    assert log_odds(0.9) == pytest.approx(math.log(9))
    assert log_odds(0.0) == pytest.approx(-log_odds(1.0)) == pytest.approx(-12.0, abs=0.05)


@pytest.mark.parametrize(
    ("confidence", "near", "verdict"),
    [
        (1.0, 0.0, "answered"),
        (ANSWERED, 0.0, "answered"),
        (math.nextafter(ANSWERED, 0), RELATED, "related"),
        (0.0, 1.0, "related"),
        (math.nextafter(ANSWERED, 0), math.nextafter(RELATED, 0), "not_found"),
        (0.0, 0.0, "not_found"),
    ],
)
def test_the_verdict_is_of_the_confidence_and_of_how_near_the_nearest_is(
    garden: list[Passage], confidence: float, near: float, verdict: Verdict
) -> None:
    best = candidate(garden[1], 0.5)
    assert Evidence((best,), best, confidence, near).verdict == verdict
