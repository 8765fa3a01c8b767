"""Whether the document answers at all.

A near miss shares most of its words with the document, so similarity says little. More is said by what is missing: the
kind of thing asked for (a number, a city, a person …) in the evidence, the names of the question in the document, its
other words in the document and in the evidence; and a short question says little, so that chance meets more of it. A
logistic regression weighs these signals with the nearness of the best passage into a probability. It was fitted by
`python -m tests.benchmarks.calibrate`, whose output is the numbers below.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

from assistant.asked import Kind, is_small_talk
from assistant.content import content_words
from assistant.counted import may_answer
from assistant.evidence import LEANS, Evidence
from assistant.things import proper_names, things
from index import PassageIndex, Query, SentenceHit
from index.vocabulary import Vocabulary
from source import Sentence

NEAR, FAR = 0.65, 0.3
"""Familiarity of a word that counts as met, and as strange; between them it counts in part."""

UNKNOWN_NAME = 0.6
"""Familiarity below which a proper name counts as never mentioned."""

ENOUGH_WORDS = 5
"""Content words from which a question says enough; of a shorter one, chance meets more."""

CAPITALS = {
    "tokyo": ("japan", "日本"),
    "washington": ("us", "usa", "america", "米国", "アメリカ"),
    "beijing": ("china", "中国"),
    "moscow": ("russia", "ロシア"),
    "kremlin": ("russia", "ロシア"),
    "london": ("britain", "uk", "英国", "イギリス"),
    "paris": ("france", "フランス"),
    "berlin": ("germany", "ドイツ"),
    "brussels": ("eu", "europe", "欧州"),
    "seoul": ("korea", "韓国"),
    "pyongyang": ("korea", "北朝鮮"),
    "delhi": ("india", "インド"),
    "canberra": ("australia", "オーストラリア"),
    "ottawa": ("canada", "カナダ"),
}
"""Capitals that stand for their governments, with the words by which a text may call the country."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for or against an answer, each from 0 to about 1.

    Strange words are measured apart where the document has no view in the question's language: there no word but a name
    stands in it, and the nearest token in the other language is farther even for the right sentence.
    """

    kinds_missing: float
    unknown_names: float
    strange_words: float
    strange_words_across: float
    unmet_words: float
    few_words: float
    nearness: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted weights: log-odds that the document answers, and what a unit of each signal adds to them."""

    intercept: float
    kinds_missing: float
    unknown_names: float
    strange_words: float
    strange_words_across: float
    unmet_words: float
    few_words: float
    nearness: float


CALIBRATION = Calibration(0.82, -4.35, -2.56, -3.16, -2.31, -1.01, -3.07, 4.13)

NO_DOUBT = 0.99
"""Confidence where the question is for the author, date or title, and that is what was found."""


def confidence_of(index: PassageIndex, query: Query, evidence: Evidence) -> float:
    """Return the estimated probability, 0 to 1, that the document answers the question."""
    if evidence.best.sentence.field in query.fields:
        return NO_DOUBT
    if is_small_talk(query.text, query.language):
        return 0.0
    signals = signals_of(index, query, evidence)
    odds = CALIBRATION.intercept + sum(
        getattr(CALIBRATION, signal.name) * getattr(signals, signal.name) for signal in fields(Signals)
    )
    return 1 / (1 + math.exp(-odds))


def signals_of(index: PassageIndex, query: Query, evidence: Evidence) -> Signals:
    """Measure the signals."""
    best = evidence.best
    shares_language = query.language in index.documents[best.hit.passage.document].languages
    vocabulary = index.vocabulary
    words = content_words(query)
    met = _met(vocabulary, words, best)
    strange = _mean_strangeness([familiarity_of(vocabulary, word) for word in words])
    return Signals(
        kinds_missing=_kinds_missing(vocabulary, query, evidence),
        unknown_names=_unknown_names(vocabulary, query),
        strange_words=strange if shares_language else 0.0,
        strange_words_across=0.0 if shares_language else strange,
        unmet_words=_mean_strangeness(met),
        few_words=1 - min(len(query.words), ENOUGH_WORDS) / ENOUGH_WORDS,
        nearness=best.hit.score,
    )


def _kinds_missing(vocabulary: Vocabulary, query: Query, evidence: Evidence) -> float:
    """Return the share of the kinds asked for that no cited sentence holds, nor one that it leans on.

    What the question names itself is no answer to it.
    """
    kinds = [kind for kind in evidence.kinds if kind != "reason"]
    if not kinds:
        return 0.0
    sentences = [chosen.sentence for chosen in evidence.chosen]
    sentences += [
        chosen.hit.passage.sentences[chosen.position - 1]
        for chosen in evidence.chosen
        if chosen.position and LEANS.match(chosen.sentence.text)
    ]
    missing = [kind for kind in kinds if not any(_answers(vocabulary, query, sentence, kind) for sentence in sentences)]
    return len(missing) / len(kinds)


def _answers(vocabulary: Vocabulary, query: Query, sentence: Sentence, kind: Kind) -> bool:
    return may_answer(sentence, kind, query, vocabulary) and any(
        any(char.isdigit() for char in thing) or not vocabulary.is_named(thing, query)
        for thing in things(sentence, kind)
    )


def _unknown_names(vocabulary: Vocabulary, query: Query) -> float:
    """Half for one proper name that the index never mentions, 1 for two or more."""
    names = dict.fromkeys(name.lower() for name in proper_names(query.text, query.language))
    unknown = [name for name in names if familiarity_of(vocabulary, name) < UNKNOWN_NAME]
    return min(len(unknown), 2) / 2


def _mean_strangeness(familiar: Sequence[float]) -> float:
    """Return how strange words are on the whole, by how familiar each is; 1 where there is none.

    The mean has one familiar word more, so that a single paraphrase does not decide a short question.
    """
    strange = [strangeness(value) for value in familiar]
    return sum(strange) / (len(strange) + 1) if strange else 1.0


def strangeness(familiarity: float) -> float:
    """Return how strange a word is, 0 to 1, by how familiar it is to a document, or how near to a sentence."""
    return min(max((NEAR - familiarity) / (NEAR - FAR), 0.0), 1.0)


def _met(vocabulary: Vocabulary, words: Sequence[str], best: SentenceHit) -> list[float]:
    """Return how near each word comes to the best sentence with the one before it, in either language."""
    evidence = best.hit.passage.sentences[max(0, best.position - 1) : best.position + 1]
    sides = [
        " ".join(sentence.text for sentence in evidence),
        " ".join(sentence.translation or "" for sentence in evidence),
    ]
    return [max(near) for near in zip(*(vocabulary.likenesses(words, side) for side in sides), strict=True)]


def familiarity_of(vocabulary: Vocabulary, word: str) -> float:
    """Return the familiarity of a word; of a capital, that of its country if the country is mentioned."""
    if any(vocabulary.familiarity(country) == 1.0 for country in CAPITALS.get(word.lower(), ())):
        return 1.0
    return vocabulary.familiarity(word)
