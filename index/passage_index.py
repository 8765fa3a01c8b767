"""The index: passages of one or more documents, searched by three scores that are fused.

A question is scored against a passage lexically (BM25 in the question's own language where the passage has a view in
it, else of its terms' translations; as a share of what the terms could give), densely (cosines) and by late interaction
where the encoder is a static model (else its best sentence's inner product); these two are each the mean over the whole
passage and its best place, one sentence or two. Candidates come from BM25 and from FAISS over the passages' vectors;
the weighted sum of all three scores ranks them. All are on a fixed scale, and mean the same for every question.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.across import Across
from index.encoder import Encoder, TokenEncoder, encode_query
from index.fields import fields_asked
from index.fusion import WITHIN, Scores
from index.hits import Hit, Query, SentenceHit
from index.lexical import Lexical
from index.matching import RARITY, TokenMatch
from index.respelling import Respelling
from index.terms import terms, words
from index.views import View, title_of, views_of
from index.vocabulary import Vocabulary
from source import LANGUAGES, OTHER, Document, Language, Passage, detect

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

    def search(self, question: str, *, k: int = 5) -> list[Hit]:
        """Return the k best passages for a question, best first; ties stand in the order of the text."""
        return self.rank(self.analyse(question), k=k)

    def analyse(self, question: str) -> Query:
        """Encode and tokenise a question once, in the documents' spelling, for ranking passages and sentences."""
        language = detect(question)
        text = self._respelling.respell(question)
        return Query(
            text=text,
            language=language,
            fields=fields_asked(question, language),
            words=tuple({term: word for word, term in words(text)}.items()),
            vector=encode_query(self.encoder, text),
            tokens=self.encoder.tokens(text) if isinstance(self.encoder, TokenEncoder) else np.zeros(0, dtype=np.int32),
        )

    def focused(self, query: Query, words: Sequence[str]) -> Query:
        """Return a query that is matched by some of its words only; unchanged without token vectors, or any word."""
        if not isinstance(self.encoder, TokenEncoder) or not words:
            return query
        return replace(query, tokens=np.concatenate([self.encoder.tokens(word) for word in words]))

    def rank(self, query: Query, *, k: int) -> list[Hit]:
        """Return the k best passages for an analysed question, best first. Raises `ValueError` when k is below 1."""
        if k < 1:
            raise ValueError(f"k is {k}; at least one passage has to be asked for.")
        rows, scores = self.score(query, count=max(CANDIDATES, 4 * k))
        score = scores.fused(WITHIN[query.language])
        if query.fields:
            score += [self.passages[row].paragraph == 0 for row in rows]
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

    def sentences(
        self, query: Query, hits: Sequence[Hit], *, rarity: float = RARITY, under_headings: bool = False
    ) -> list[SentenceHit]:
        """Score every sentence of found passages against the question, passage by passage.

        The greater the `rarity`, the more its rare words count; `under_headings` takes the title and the headings that
        a sentence stands under as said with it.
        """
        if not hits:
            return []
        places = [self._places[hit.passage.document, hit.passage.id] for hit in hits]
        rows, _ = self._sentences_of(np.asarray(places, dtype=np.int64))
        owners = [place for place, hit in zip(places, hits, strict=True) for _ in hit.passage.sentences]
        alone, together = self._match(query, rows, rarity, owners if under_headings else None)
        dense = self.sentence_vectors[rows] @ query.vector
        positions = [(hit, position) for hit in hits for position in range(len(hit.passage.sentences))]
        scored = zip(positions, alone, together, dense, strict=True)
        return [
            SentenceHit(hit, position, float(one), float(both) if position else float(one), float(cosine))
            for (hit, position), one, both, cosine in scored
        ]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the documents speak of, for telling strange words from known ones."""
        return Vocabulary(self.documents.values(), self.lexical.values(), self.matches.values(), self.encoder)

    @cached_property
    def _respelling(self) -> Respelling:
        views = [[document.text for document in self.documents.values()]]
        views += [[text for texts in self.view(language).sentences for text in texts] for language in self.lexical]
        return Respelling(map(" ".join, views), self._is_one_token)

    def _is_one_token(self, word: str) -> bool:
        return isinstance(self.encoder, TokenEncoder) and len(self.encoder.tokens(word)) == 1

    @cached_property
    def _heading_tokens(self) -> dict[Language, list[NDArray[np.int32]]]:
        """For each language, the tokens of the title and headings that each passage stands under."""
        assert isinstance(self.encoder, TokenEncoder)
        found = {}
        for language in self.matches:
            titles = {document.id: title_of(document, language) for document in self.documents.values()}
            headings = self.view(language).headings
            texts = [
                f"{titles[passage.document]} {text}" for passage, text in zip(self.passages, headings, strict=True)
            ]
            known = {text: self.encoder.tokens(text) for text in dict.fromkeys(texts)}
            found[language] = [known[text] for text in texts]
        return found

    @cached_property
    def _places(self) -> dict[tuple[str, str], int]:
        return {(passage.document, passage.id): place for place, passage in enumerate(self.passages)}

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
            across = self._across[OTHER[query.language]].shares(query.words, query.language)
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

    def _match(
        self, query: Query, rows: NDArray[np.int64], rarity: float, owners: Sequence[int] | None
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Match of sentences, the mean over the views: two arrays, alone and with the sentence before.

        Without token vectors the sentences' inner products stand in for both.
        """
        if not self.matches:
            dense = self.sentence_vectors[rows] @ query.vector
            return dense, dense
        alone, together, views = np.zeros((3, len(rows)), dtype=np.float32)
        for language, match in self.matches.items():
            headings = None if owners is None else [self._heading_tokens[language][owner] for owner in owners]
            one, both = match.scores(query.tokens, rows, self._before[rows], rarity=rarity, headings=headings)
            alone += one
            together += both
            views += match.starts[rows + 1] > match.starts[rows]
        views = np.maximum(views, 1)
        return alone / views, together / views

    def _sentences_of(self, places: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the numbers of passages' sentences, end to end, and where each passage's begin among them."""
        first = self._first_rows[places]
        lengths = self._first_rows[places + 1] - first
        starts = np.cumsum(lengths) - lengths
        return np.repeat(first - starts, lengths) + np.arange(lengths.sum()), starts


def _sentences(view: View) -> list[str]:
    return [text for texts in view.sentences for text in texts]
