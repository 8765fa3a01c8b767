"""The index: passages of one or more documents, searched by three scores that are fused.

A question is scored against a passage lexically (BM25 in the question's own language where the passage has a view in
it, else of its terms' translations; as a share of what the terms could give), densely (cosines) and by late interaction
where the encoder is a static model (else its best sentence's inner product); these two are each the mean over the whole
passage and its best place, one sentence or two. Candidates come from BM25 and from FAISS over the passages' vectors;
the weighted sum of all three scores ranks them. All are on a fixed scale, and mean the same for every question.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.across import Across
from index.encoder import Encoder, TokenEncoder, encode_query
from index.fusion import WITHIN, Scores
from index.hits import Hit, Query
from index.lexical import Lexical
from index.matching import TokenMatch
from index.terms import terms
from index.views import View, views_of
from source import LANGUAGES, OTHER, Block, Document, Language, Passage, blocks, detect

CANDIDATES = 100
"""Passages that each of the two first retrievers proposes, at least."""


class PassageIndex:
    """Passages made searchable. Built once, never changed; `merge` makes one of several."""

    def __init__(
        self,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        *,
        encoder: Encoder,
        vectors: NDArray[np.float32],
        sentence_vectors: NDArray[np.float32],
        lexical: dict[Language, Lexical],
        matches: dict[Language, TokenMatch],
    ) -> None:
        """Take the parts as they are; `build`, `merge` and `load` make them."""
        self.documents = {document.id: document for document in documents}
        self.passages = tuple(passages)
        self.encoder = encoder
        self.vectors = vectors
        self.sentence_vectors = sentence_vectors
        self.lexical = lexical
        self.matches = matches
        self._first_rows = np.cumsum([0, *(len(passage.sentences) for passage in self.passages)])

    @classmethod
    def build(cls, document: Document, passages: Sequence[Passage], *, encoder: Encoder) -> "PassageIndex":
        """Index the passages of one document. Raises `ValueError` when there are none."""
        if not passages:
            raise ValueError(f"The document {document.id!r} has no passages to index.")
        views = views_of(document, list(passages))
        matches = {}
        if isinstance(encoder, TokenEncoder):
            matches = {view.language: TokenMatch.build(encoder, _sentences(view)) for view in views}
        return cls(
            [document],
            passages,
            encoder=encoder,
            vectors=np.mean([encoder.encode(view.passages()) for view in views], axis=0, dtype=np.float32),
            sentence_vectors=np.mean([encoder.encode(_sentences(view)) for view in views], axis=0, dtype=np.float32),
            lexical={view.language: Lexical.build([terms(text) for text in view.passages()]) for view in views},
            matches=matches,
        )

    @classmethod
    def merge(cls, indexes: Sequence["PassageIndex"]) -> "PassageIndex":
        """Make one index over the documents of several that share an encoder; nothing is encoded again.

        Raises `ValueError` when there is none, or two documents have one id.
        """
        if not indexes:
            raise ValueError("There is no index to merge.")
        documents = [document for index in indexes for document in index.documents.values()]
        ids = [document.id for document in documents]
        twice = next((identifier for identifier in ids if ids.count(identifier) > 1), None)
        if twice is not None:
            raise ValueError(f"Two documents are called {twice!r}; rename one of the files.")
        encoder = indexes[0].encoder
        lexical, matches = {}, {}
        for language in LANGUAGES:
            if not any(language in document.languages for document in documents):
                continue
            views = [index.view(language) for index in indexes]
            lexical[language] = Lexical.build([terms(text) for view in views for text in view.passages()])
            if isinstance(encoder, TokenEncoder):
                matches[language] = TokenMatch.build(encoder, [text for view in views for text in _sentences(view)])
        return cls(
            documents,
            [passage for index in indexes for passage in index.passages],
            encoder=encoder,
            vectors=np.concatenate([index.vectors for index in indexes]),
            sentence_vectors=np.concatenate([index.sentence_vectors for index in indexes]),
            lexical=lexical,
            matches=matches,
        )

    @classmethod
    def load(cls, folder: str | Path, *, encoder: Encoder | None = None) -> "PassageIndex":
        """Read an index folder; its own encoder is loaded unless one is given.

        Raises `IndexFolderError` when the folder is no index, of another format, damaged, or made with another encoder.
        """
        from index.storage import load

        return load(Path(folder), encoder)

    def save(self, folder: str | Path) -> None:
        """Write the index folder, whole or not at all; an index that stands there is replaced.

        Raises `IndexFolderError` when something else stands there, or the folder cannot be written.
        """
        from index.storage import save

        save(self, Path(folder))

    def view(self, language: Language) -> View:
        """Return the texts of all passages in one language, empty for a passage that has none in it."""
        parts = []
        for document in self.documents.values():
            passages = [passage for passage in self.passages if passage.document == document.id]
            found = {view.language: view for view in views_of(document, passages)}
            empty = View(language, ("",) * len(passages), tuple(("",) * len(passage.sentences) for passage in passages))
            parts.append(found.get(language, empty))
        return View(
            language,
            tuple(heading for part in parts for heading in part.headings),
            tuple(texts for part in parts for texts in part.sentences),
        )

    def sentences_of(self, document: str) -> tuple[list[tuple[Passage, int]], NDArray[np.float32]]:
        """Return the sentences of a document's text as (passage, place in it), and their vectors.

        Its front matter is left out where it has anything else.
        """
        own = [place for place, passage in enumerate(self.passages) if passage.document == document]
        own = [place for place in own if self.passages[place].paragraph] or own
        rows, _ = self._sentences_of(np.asarray(own, dtype=np.int64))
        sentences = [(self.passages[place], at) for place in own for at in range(len(self.passages[place].sentences))]
        return sentences, self.sentence_vectors[rows]

    def search(self, question: str, *, k: int = 5) -> list[Hit]:
        """Return the k best passages for a question, best first; ties stand in the order of the text."""
        return self.rank(self.analyse(question), k=k)

    def search_many(self, questions: Sequence[str], *, k: int = 5) -> list[Hit]:
        """Return the k best passages for any of some questions, each with its best score, best first."""
        found: dict[tuple[str, str], Hit] = {}
        for question in questions:
            for hit in self.search(question, k=k):
                key = hit.passage.key
                if key not in found or hit.score > found[key].score:
                    found[key] = hit
        return sorted(found.values(), key=lambda hit: -hit.score)[:k]

    def analyse(self, question: str) -> Query:
        """Encode and tokenise a question once."""
        tokens = np.zeros(0, dtype=np.int32)
        if isinstance(self.encoder, TokenEncoder):
            tokens = self.encoder.tokens(question)
        language = detect(question)
        return Query(
            language=language,
            terms=tuple(dict.fromkeys(terms(question))),
            vector=encode_query(self.encoder, question),
            tokens=tokens,
        )

    def rank(self, query: Query, *, k: int) -> list[Hit]:
        """Return the k best passages for an analysed question, best first. Raises `ValueError` when k is below 1."""
        if k < 1:
            raise ValueError(f"k is {k}; at least one passage has to be asked for.")
        rows, scores = self.score(query, count=max(CANDIDATES, 4 * k))
        score = scores.fused(WITHIN[query.language])
        order = np.argsort(-score, kind="stable")[:k]
        parts = (scores.lexical, scores.dense, scores.match)
        return [Hit(self.passages[rows[n]], float(score[n]), *(float(part[n]) for part in parts)) for n in order]

    def score(self, query: Query, *, count: int = CANDIDATES) -> tuple[NDArray[np.int64], Scores]:
        """Return the candidates of a question, in the order of the text, and each part of their score.

        `count` passages are proposed by BM25 and as many by the vectors.
        """
        lexical, shares_language = self._lexical_scores(query)
        rows, cosines = self._candidates(query, lexical, count=count)
        sentences, starts = self._sentences_of(rows)
        dense = np.asarray((cosines + self._best_places(query, sentences, starts)) / 2, dtype=np.float32)
        match = self._passage_match(query, sentences, starts)
        return rows, Scores(lexical[rows], dense, match, shares_language[rows])

    @cached_property
    def fronts(self) -> dict[str, Passage]:
        """The passage of each document's title, byline and date, by the document's id, where it has one."""
        return {passage.document: passage for passage in reversed(self.passages) if passage.paragraph == 0}

    @cached_property
    def blocks(self) -> dict[tuple[str, str], Block]:
        """The passages that are read together with each, by the document's id and its own."""
        return {passage.key: block for block in blocks(self.passages) for passage in block}

    @cached_property
    def _places(self) -> dict[tuple[str, str], int]:
        return {passage.key: place for place, passage in enumerate(self.passages)}

    @cached_property
    def _before(self) -> NDArray[np.int64]:
        """For each sentence the one that it follows under the same heading of the same document, -1 for the first."""
        places = [(passage.document, passage.section) for passage in self.passages for _ in passage.sentences]
        follows = [place > 0 and places[place] == places[place - 1] for place in range(len(places))]
        return np.where(follows, np.arange(len(places)) - 1, -1)

    @cached_property
    def _sentence_lengths(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the lengths of the sentences' vectors and of their sums with the one before, never 0: (sentences,)."""
        follows = (self._before >= 0)[:, None]
        together = np.where(follows, self.sentence_vectors[np.maximum(self._before, 0)], 0) + self.sentence_vectors
        return tuple(np.maximum(np.linalg.norm(rows, axis=1), 1e-9) for rows in (self.sentence_vectors, together))

    @cached_property
    def _faiss(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - faiss carries no types
        import faiss

        index = faiss.IndexFlatIP(self.vectors.shape[1])
        index.add(self.vectors)
        return index

    @cached_property
    def _has_view(self) -> dict[Language, NDArray[np.bool_]]:
        """For each language, which passages have a view in it."""
        out = {}
        for language in LANGUAGES:
            spoken = {document.id for document in self.documents.values() if language in document.languages}
            out[language] = np.asarray([passage.document in spoken for passage in self.passages])
        return out

    @cached_property
    def _across(self) -> dict[Language, Across]:
        """The views, to be asked in the other language."""
        return {language: Across(lexical) for language, lexical in self.lexical.items()}

    def _lexical_scores(self, query: Query) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return BM25 of every passage as a share of the question's weight, in its language where the passage has it.

        The second array says where that is so; elsewhere the question's terms are translated.
        """
        shares = self._has_view[query.language]
        scores = np.zeros(len(self.passages), dtype=np.float32)
        if query.language in self.lexical:
            lexical = self.lexical[query.language]
            weight = float(lexical.weights(query.terms).sum())
            if weight:
                scores = np.where(shares, lexical.scores(query.terms) / weight, scores)
        if not shares.all():
            across = self._across[OTHER[query.language]].shares(query.terms, query.language)
            scores = np.where(shares, scores, across)
        return scores, shares

    def _candidates(
        self, query: Query, lexical: NDArray[np.float32], *, count: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Places of the passages that either retriever proposes, in the order of the text, and their cosines."""
        _, nearest = self._faiss.search(query.vector[None, :], min(count, len(self.passages)))
        proposed = np.union1d(nearest[0], np.argsort(-lexical, kind="stable")[:count])
        rows = proposed[proposed >= 0].astype(np.int64)
        return rows, self.vectors[rows] @ query.vector

    def _best_places(self, query: Query, rows: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosine of each passage's best sentence, alone or with the one before it: (len(starts),)."""
        before = self._before[rows]
        alone = self.sentence_vectors[rows] @ query.vector
        previous = np.where(before >= 0, self.sentence_vectors[np.maximum(before, 0)] @ query.vector, 0)
        lengths, lengths_together = self._sentence_lengths
        cosines = np.maximum(alone / lengths[rows], (alone + previous) / lengths_together[rows])
        return np.asarray(np.maximum.reduceat(cosines, starts), dtype=np.float32)

    def _passage_match(self, query: Query, rows: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the token match of passages, the mean over their views: (len(starts),).

        Without token vectors the inner product of the best sentence stands in.
        """
        if not self.matches:
            return np.maximum.reduceat(self.sentence_vectors[rows] @ query.vector, starts)
        total, views = np.zeros((2, len(starts)), dtype=np.float32)
        for match in self.matches.values():
            total += match.passage_scores(query.tokens, rows, self._before[rows], starts)
            views += np.add.reduceat(match.starts[rows + 1] - match.starts[rows], starts) > 0
        return np.asarray(total / np.maximum(views, 1), dtype=np.float32)

    def _sentences_of(self, places: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the numbers of passages' sentences, end to end, and where each passage's begin among them."""
        first = self._first_rows[places]
        lengths = self._first_rows[places + 1] - first
        starts = np.cumsum(lengths) - lengths
        return np.repeat(first - starts, lengths) + np.arange(lengths.sum()), starts


def _sentences(view: View) -> list[str]:
    return [text for texts in view.sentences for text in texts]
