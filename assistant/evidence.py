"""Which sentences of the found passages answer a question.

Each sentence is scored by its passage, by late interaction with the question (alone, and together with the sentence
before it, which names what 「この取引」 or "it" means), by its vector, and by whether it holds the kind of thing the
question asks for. The best one is cited. More are where the question needs them: a second nearly as good where it has
several parts; the neighbour that holds what the best one lacks of the kinds asked for; the items of a list that the
best one announces; and the sentence before one that cannot stand alone.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.asked import Kind, asks_for_several, kinds_asked
from assistant.content import content_words
from assistant.counted import may_answer
from assistant.things import things
from index import Hit, PassageIndex, Query, SentenceHit

PASSAGES = 10
"""Passages whose sentences are considered."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of a sentence's score counts.

    The score of its passage; its cosine; its match with the question, alone and together with the sentence before; the
    same with the question's content words only, rare ones above all; the share of the kinds asked for that it holds;
    whether it gives a reason that is asked for, and how well it then follows on what is to be explained.
    """

    passage: float
    dense: float
    match: float
    together: float
    content: float
    content_together: float
    kind: float
    reason: float
    reason_after: float


WEIGHTS = Weights(1.0, 0.31, 0.09, 0.2, 0.37, 0.25, 0.2, 0.17, 0.32)
"""Fitted by `python -m tests.benchmarks.evidence`, whose output is these numbers."""

RARITY = 1.5
"""Power of the inverse document frequency by which the content words weigh: 採用 more than ファーウェイ."""

SECOND, SECOND_BESIDE = 0.92, 0.94
"""Share of the best score that a second sentence needs to be cited too.

The first is for a question that has several parts; the other for any, if the sentence is of the same passage and the
best one does not hold all that is asked for.
"""

MOST, MOST_OF_A_LIST = 3, 5
"""Sentences cited at most; with the one that announces them, of a list."""

BORROWS = 0.03
"""How much more of the question a leaning sentence must meet with the one before it for that to be cited too."""

ANNOUNCES = re.compile(
    r"(?:次|以下)の[^。]{0,20}(?:である|です|ある|あります|通り|とおり|ならない|なりません)。?$|[:：]$"
    r"|\bthe following\b[^.]*\.?$"
)
"""A sentence that announces a list, which the next ones are."""

LEANS = re.compile(
    r"^(?:この|その|これ|それ|こうした|そうした|こう|そう|同社|同氏|同国|同年|同時期|また同|彼|両者|前者|後者|何故なら|なぜなら|というのも"
    r"|(?:This|That|These|Those|It|They|He|She|Its|His|Her|Their|Such|Both|The latter|The former)\b)"
)
"""A sentence that begins so cannot be understood without the one before it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Sentences in the order they are to be cited with their scores, the best of them, and the kinds asked for."""

    chosen: tuple[SentenceHit, ...]
    best: SentenceHit
    scores: tuple[float, ...]
    kinds: tuple[Kind, ...]


def choose(index: PassageIndex, query: Query, hits: Sequence[Hit]) -> Evidence:
    """Choose one to three sentences from the best passages, or a list of up to five, all of one document.

    `hits` are the ranked passages, not empty; those of another document than the first one's are left out.
    """
    kinds = kinds_asked(query.text, query.language)
    sentences, parts, holds = consider(index, query, hits, kinds)
    score = parts @ np.asarray(astuple(WEIGHTS))
    score += [float(sentence.sentence.field in query.fields) for sentence in sentences]
    order = np.argsort(-score, kind="stable")
    best = int(order[0])
    picked = [best]
    several = asks_for_several(query.text, query.language, kinds)
    enough = _enough(sentences, order, several=several, settled=bool(kinds) and bool(holds[:, best].all()))
    if len(order) > 1 and score[order[1]] >= enough * score[best]:
        picked.append(int(order[1]))
    picked += [place for place in _neighbours_needed(sentences, best, kinds, holds) if place not in picked]
    for place in list(picked):
        if len(picked) < MOST and place - 1 not in picked and _leans(sentences, place):
            picked.append(place - 1)
    del picked[MOST_OF_A_LIST:]
    together = all(sentences[place].hit.passage.id == sentences[best].hit.passage.id for place in picked)
    ordered = sorted(picked) if together else _article_order_by_passage(picked, sentences)
    return Evidence(
        chosen=tuple(sentences[place] for place in ordered),
        best=sentences[best],
        scores=tuple(float(score[place]) for place in ordered),
        kinds=kinds,
    )


def consider(
    index: PassageIndex, query: Query, hits: Sequence[Hit], kinds: Sequence[Kind]
) -> tuple[list[SentenceHit], NDArray[np.float64], NDArray[np.bool_]]:
    """Return the sentences of the best passages of the first one's document, in the passages' order.

    With them the parts of their scores, (sentences, 9), and which hold each kind asked for, (kinds, sentences).
    """
    document = hits[0].passage.document
    candidates = [hit for hit in hits[:PASSAGES] if hit.passage.document == document]
    sentences = index.sentences(query, candidates)
    focused = index.focused(query, content_words(query))
    content = index.sentences(focused, candidates, rarity=RARITY, under_headings=True)
    holds = _holdings(index, query, sentences, kinds)
    return sentences, _parts(sentences, content, kinds, holds), holds


def _holdings(
    index: PassageIndex, query: Query, sentences: Sequence[SentenceHit], kinds: Sequence[Kind]
) -> NDArray[np.bool_]:
    """Return which sentences hold a thing of each kind asked for: (kinds, sentences)."""
    found = [
        [
            may_answer(sentence.sentence, kind, query, index.vocabulary) and bool(things(sentence.sentence, kind))
            for sentence in sentences
        ]
        for kind in kinds
    ]
    return np.asarray(found, dtype=np.bool_).reshape(len(kinds), len(sentences))


def _parts(
    sentences: Sequence[SentenceHit], content: Sequence[SentenceHit], kinds: Sequence[Kind], holds: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return the parts of each sentence's score, in the order of `Weights`: (sentences, 9).

    `content` are the same sentences, scored by the content words alone.
    """
    match = np.asarray([sentence.match for sentence in sentences])
    held = {kind: row.astype(float) for kind, row in zip(kinds, holds, strict=True)}
    reason = held.pop("reason", np.zeros(len(sentences)))
    before = np.asarray([match[place - 1] if sentence.position else 0.0 for place, sentence in enumerate(sentences)])
    columns = (
        [sentence.hit.score for sentence in sentences],
        [sentence.dense for sentence in sentences],
        match,
        [sentence.match_with_previous for sentence in sentences],
        [sentence.match for sentence in content],
        [sentence.match_with_previous for sentence in content],
        np.mean([*held.values()], axis=0) if held else np.zeros(len(sentences)),
        reason,
        reason * before,
    )
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)


def _enough(sentences: Sequence[SentenceHit], order: NDArray[np.int64], *, several: bool, settled: bool) -> float:
    """Return the share of the best score that the second one needs, infinite where the best is enough."""
    if several:
        return SECOND
    beside = len({sentences[place].hit.passage.id for place in order[:2]}) == 1
    return SECOND_BESIDE if beside and not settled else math.inf


def _neighbours_needed(
    sentences: Sequence[SentenceHit], best: int, kinds: Sequence[Kind], holds: NDArray[np.bool_]
) -> list[int]:
    """Return the places beside the best sentence that complete it.

    The items of the list that it announces; else, of its two neighbours, one that holds a kind asked for that it lacks
    itself: a reason given next, or the second thing of a question for two.
    """
    passage = sentences[best].hit.passage.id
    beside = {
        step: best + step
        for step in (1, -1, *range(2, MOST_OF_A_LIST))
        if 0 <= best + step < len(sentences) and sentences[best + step].hit.passage.id == passage
    }
    if ANNOUNCES.search(sentences[best].sentence.text.rstrip()):
        return [place for step, place in beside.items() if step > 0]
    needed = []
    for kind, row in zip(kinds, holds, strict=True):
        if not row[best] and (kind == "reason" or len(kinds) > 1):
            steps = (1,) if kind == "reason" else (-1, 1)
            needed += [beside[step] for step in steps if step in beside and row[beside[step]]][:1]
    return needed


def _article_order_by_passage(picked: Sequence[int], sentences: Sequence[SentenceHit]) -> list[int]:
    """Passages in the order they were picked, and within a passage the order of the text."""
    passages = list(dict.fromkeys(sentences[place].hit.passage.id for place in picked))
    return sorted(picked, key=lambda place: (passages.index(sentences[place].hit.passage.id), place))


def _leans(sentences: Sequence[SentenceHit], place: int) -> bool:
    """Whether a sentence cannot be understood without the one before it, which says a part of what is asked."""
    sentence = sentences[place]
    borrowed = sentence.match_with_previous - sentence.match
    return sentence.position > 0 and borrowed >= BORROWS and LEANS.match(sentence.sentence.text) is not None
