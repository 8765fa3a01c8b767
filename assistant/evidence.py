"""Which sentences of the found passages answer a question.

Each sentence is scored by its passage, by late interaction with the question (alone, and together with the sentence
before it, which names what 「この取引」 or "it" means), by its vector, and by whether it holds the kind of thing the
question asks for. The best one is cited; with it a second that is nearly as good, and the neighbour that either leans
on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.asked import Kind, kinds_asked
from assistant.things import things
from index import Hit, PassageIndex, Query, SentenceHit

PASSAGES = 10
"""Passages whose sentences are considered."""

PASSAGE, MATCH, TOGETHER, DENSE, KIND, REASON, REASON_AFTER = 0.8, 0.7, 0.45, 0.4, 0.12, 0.2, 0.3
"""Weights of the parts of a sentence's score; REASON_AFTER is for a reason given right after what it explains."""

SECOND = 0.94
"""Share of the best score that a second sentence needs to be cited too."""

MOST = 3
"""Sentences cited at most."""

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
    """Choose one to three sentences from the best passages, all of one document.

    `hits` are the ranked passages, not empty; those of another document than the first one's are left out.
    """
    document = hits[0].passage.document
    sentences = index.sentences(query, [hit for hit in hits[:PASSAGES] if hit.passage.document == document])
    kinds = kinds_asked(query.text, query.language)
    score = _score(query, sentences, kinds)
    order = np.argsort(-score, kind="stable")
    best = int(order[0])
    picked = [best]
    if len(order) > 1 and score[order[1]] >= SECOND * score[best]:
        picked.append(int(order[1]))
    for place in list(picked):
        if len(picked) < MOST and place - 1 not in picked and _leans(sentences, place):
            picked.append(place - 1)
    together = all(sentences[place].hit.passage.id == sentences[best].hit.passage.id for place in picked)
    ordered = sorted(picked) if together else _article_order_by_passage(picked, sentences)
    return Evidence(
        chosen=tuple(sentences[place] for place in ordered),
        best=sentences[best],
        scores=tuple(float(score[place]) for place in ordered),
        kinds=kinds,
    )


def _score(query: Query, sentences: Sequence[SentenceHit], kinds: Sequence[Kind]) -> NDArray[np.float64]:
    def part(name: str) -> NDArray[np.float64]:
        return np.asarray([getattr(sentence, name) for sentence in sentences], dtype=np.float64)

    alone = part("match")
    passage = np.asarray([sentence.hit.score for sentence in sentences])
    score = PASSAGE * passage + MATCH * alone + TOGETHER * part("match_with_previous") + DENSE * part("dense")
    score += [sentence.sentence.field in query.fields for sentence in sentences]
    wanted = [kind for kind in kinds if kind != "reason"]
    if wanted:
        score += KIND * np.asarray(
            [np.mean([bool(things(sentence.sentence, kind)) for kind in wanted]) for sentence in sentences]
        )
    if "reason" in kinds:
        gives_reason = np.asarray([bool(things(sentence.sentence, "reason")) for sentence in sentences], dtype=float)
        before = np.asarray(
            [alone[place - 1] if sentence.position else 0.0 for place, sentence in enumerate(sentences)]
        )
        score += REASON * gives_reason + REASON_AFTER * gives_reason * before
    return score


def _article_order_by_passage(picked: Sequence[int], sentences: Sequence[SentenceHit]) -> list[int]:
    """Passages in the order they were picked, and within a passage the order of the text."""
    passages = list(dict.fromkeys(sentences[place].hit.passage.id for place in picked))
    return sorted(picked, key=lambda place: (passages.index(sentences[place].hit.passage.id), place))


def _leans(sentences: Sequence[SentenceHit], place: int) -> bool:
    return sentences[place].position > 0 and LEANS.match(sentences[place].sentence.text) is not None
