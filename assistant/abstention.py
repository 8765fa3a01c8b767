"""Whether the document answers at all.

A near miss shares most of its words with the document, so similarity says little. Three things do: the kind of thing
asked for (a number, a city, a person …) is missing from the evidence; the question names somebody or something that the
document never mentions; its other words are far from everything in the document. A logistic regression weighs them. It
was fitted by `python -m tests.benchmarks.calibrate`, whose output is the numbers below.
"""

import math
from dataclasses import dataclass
from functools import cache

from assistant.asked import Kind
from assistant.evidence import Evidence
from assistant.things import proper_names, things
from index import PassageIndex, Query
from index.terms import terms
from index.vocabulary import Vocabulary
from source import Language, Sentence

NEAR, FAR = 0.65, 0.3
"""Familiarity of a word that counts as met, and as strange; between them it counts in part."""

UNKNOWN_NAME = 0.6
"""Familiarity below which a proper name counts as never mentioned."""

SAYS_LITTLE = (
    "筆者 著者 記事 作者 本文 本稿 文章 論考 述べる 書く 触れる 挙げる 名前 質問 一覧 種類 方法 "
    "都市 街 町 国 場所 会社 企業 人物 年 月 日 数 金額 "
    "article essay text piece author writer paper story document report passage write wrote mention describe say state "
    "according name call question answer list give kind type sort thing way much many city town country place company "
    "firm organisation organization person people year month date number amount do happen occur get make"
)
"""Words that speak of the text, of the question, or of the kind of thing asked for: the text need not hold them."""

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
    """What speaks against an answer, each 0 (nothing) to 1.

    Strange words are measured apart where the document has no view in the question's language: there no word but a name
    stands in it, and the nearest token in the other language is farther even for the right sentence.
    """

    kinds_missing: float
    unknown_names: float
    strange_words: float
    strange_words_across: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted weights: log-odds that the document answers, per unit of each signal."""

    intercept: float
    kinds_missing: float
    unknown_names: float
    strange_words: float
    strange_words_across: float


CALIBRATION: dict[Language, Calibration] = {
    "ja": Calibration(1.33, -4.04, -4.14, -3.76, -2.6),
    "en": Calibration(1.26, -4.04, -4.14, -3.76, -2.6),
}


def confidence_of(index: PassageIndex, query: Query, evidence: Evidence) -> float:
    """Return the estimated probability, 0 to 1, that the document answers the question."""
    weights, signals = CALIBRATION[query.language], signals_of(index, query, evidence)
    against = (
        weights.kinds_missing * signals.kinds_missing
        + weights.unknown_names * signals.unknown_names
        + weights.strange_words * signals.strange_words
        + weights.strange_words_across * signals.strange_words_across
    )
    return 1 / (1 + math.exp(-(weights.intercept + against)))


def signals_of(index: PassageIndex, query: Query, evidence: Evidence) -> Signals:
    """Measure the signals; a question for the author, date or title that was found has none."""
    if evidence.best.sentence.field in query.fields:
        return Signals(0.0, 0.0, 0.0, 0.0)
    document = index.documents[evidence.best.hit.passage.document]
    shares_language = query.language in document.languages
    vocabulary = index.vocabulary
    strange = _strange_words(vocabulary, query)
    return Signals(
        kinds_missing=_kinds_missing(vocabulary, query, evidence),
        unknown_names=_unknown_names(vocabulary, query),
        strange_words=strange if shares_language else 0.0,
        strange_words_across=0.0 if shares_language else strange,
    )


def _kinds_missing(vocabulary: Vocabulary, query: Query, evidence: Evidence) -> float:
    """Return the share of the kinds asked for that neither the evidence nor the sentence before it holds.

    What the question names itself is no answer to it.
    """
    kinds = [kind for kind in evidence.kinds if kind != "reason"]
    if not kinds:
        return 0.0
    sentences = [
        sentence
        for chosen in evidence.chosen
        for sentence in chosen.hit.passage.sentences[max(0, chosen.position - 1) : chosen.position + 1]
    ]
    missing = [kind for kind in kinds if not any(_answers(vocabulary, query, sentence, kind) for sentence in sentences)]
    return len(missing) / len(kinds)


def _answers(vocabulary: Vocabulary, query: Query, sentence: Sentence, kind: Kind) -> bool:
    found = things(sentence, kind)
    return any(any(char.isdigit() for char in thing) or not vocabulary.is_named(thing, query) for thing in found)


def _unknown_names(vocabulary: Vocabulary, query: Query) -> float:
    """Half for one proper name that the index never mentions, 1 for two or more."""
    names = dict.fromkeys(name.lower() for name in proper_names(query.text, query.language))
    unknown = [name for name in names if _familiarity(vocabulary, name) < UNKNOWN_NAME]
    return min(len(unknown), 2) / 2


def _strange_words(vocabulary: Vocabulary, query: Query) -> float:
    """How strange the question's content words are to the index; 1 where it has none to find.

    The mean has one familiar word more, so that a single paraphrase does not decide a short question.
    """
    if not query.words:
        return 1.0
    content = [word for term, word in query.words if term not in _little() and (len(term) > 1 or term > "z")]
    familiar = [_familiarity(vocabulary, word) for word in content]
    strange = [min(max((NEAR - value) / (NEAR - FAR), 0.0), 1.0) for value in familiar]
    return sum(strange) / (len(strange) + 1)


@cache
def _little() -> frozenset[str]:
    return frozenset(terms(SAYS_LITTLE))


def _familiarity(vocabulary: Vocabulary, word: str) -> float:
    """Return the familiarity of a word; of a capital, that of its country if the country is mentioned."""
    if any(vocabulary.familiarity(country) == 1.0 for country in CAPITALS.get(word.lower(), ())):
        return 1.0
    return vocabulary.familiarity(word)
