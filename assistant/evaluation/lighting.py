"""Passages with the gold evidence and the citations lit in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from assistant.evaluation.corpus import Corpus, Places
from assistant.evaluation.evaluation import Judgement
from source import Passage

Light = Literal["", "gold", "cited", "both"]
LIGHTS: dict[tuple[bool, bool], Light] = {
    (False, False): "",
    (True, False): "gold",
    (False, True): "cited",
    (True, True): "both",
}


@dataclass(frozen=True, slots=True)
class LitPassage:
    """A passage cut where its light changes."""

    passage: Passage
    title: str
    pieces: tuple[tuple[str, Light], ...]


def lit_passages(judgement: Judgement, corpus: Corpus) -> list[LitPassage]:
    """Return the passages in which gold evidence or a citation stands, in the order of the text."""
    gold = frozenset().union(*corpus.evidence_places(judgement.question))
    cited = frozenset().union(*_cited(judgement, corpus))
    titles = {document.id: document.title for document in corpus.documents}
    touched = gold | cited
    return [
        LitPassage(passage, titles[passage.document], tuple(_pieces(passage, gold, cited)))
        for passage in corpus.passages
        if any((passage.document, place) in touched for place in range(passage.start, passage.end))
    ]


def _cited(judgement: Judgement, corpus: Corpus) -> Iterator[Places]:
    """Yield the places of each citation: where it says that it stands, else where its quote does."""
    for cited in judgement.answer.citations:
        for document in corpus.cited(judgement.answer):
            squashed = corpus.squashed[document.id]
            if cited.start is not None and cited.end is not None and corpus.holds(judgement.answer, cited):
                if document.text[cited.start : cited.end] != cited.quote:
                    continue
                places = squashed.within(cited.start, cited.end)
            else:
                places = squashed.find(cited.quote)
            yield frozenset((document.id, place) for place in places)


def _pieces(passage: Passage, gold: Places, cited: Places) -> Iterator[tuple[str, Light]]:
    lights: list[Light] = []
    for place, char in enumerate(passage.text, start=passage.start):
        key = (passage.document, place)
        lights.append(lights[-1] if lights and char.isspace() else LIGHTS[key in gold, key in cited])
    place = 0
    for light, group in groupby(lights):
        length = len(list(group))
        yield passage.text[place : place + length], light
        place += length
