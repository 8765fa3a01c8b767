"""What the documents of an index speak of: whether a word is known there, and how near a strange one comes."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import cached_property

from index.encoder import Encoder, TokenEncoder
from index.hits import Query
from index.lexical import Lexical
from index.matching import TokenMatch, nearest_cosine
from index.sounds import LIKE, Sounds, likeness, sound, spoken
from index.terms import terms
from source import Document

SAME_NAME = 0.6
"""Cosine from which two names in two scripts are taken for one: ロシア and Russia."""

SAME_SOUND = 0.8
"""Likeness from which a name counts as one in the other script; lower, 「フランス」 is heard in "forums"."""

UNDECIDED = 0.45
"""Familiarity of a word that does not stand in the index when nothing more can be told of it."""

PIECES = 0.6
"""How far the nearness of a word in several pieces is believed: pieces meet by chance."""

WORDS = re.compile(r"[a-z]+|[ァ-ヴー]+")


class Vocabulary:
    """The words of an index's texts and translations."""

    def __init__(
        self,
        documents: Collection[Document],
        lexical: Collection[Lexical],
        matches: Collection[TokenMatch],
        encoder: Encoder,
    ) -> None:
        """Take the parts of an index; nothing is computed before it is asked for."""
        self._documents = documents
        self._lexical = lexical
        self._matches = matches
        self._encoder = encoder

    def familiarity(self, word: str) -> float:
        """Return how near a word comes to anything here: 1 when it stands here, else the nearest token's cosine."""
        found = terms(word)
        if found and all(any(len(view.holders(term)) for view in self._lexical) for term in found):
            return 1.0
        if self._stands_somewhere(word.lower()):
            return 1.0
        if sound(word) and self._sounds.alike(word, least=SAME_SOUND):
            return 1.0
        if not isinstance(self._encoder, TokenEncoder):
            return UNDECIDED
        tokens = self._encoder.tokens(word)
        nearest = max((match.nearest(tokens) for match in self._matches), default=0.0)
        return nearest if len(tokens) == 1 else PIECES * nearest

    def is_named(self, name: str, query: Query) -> bool:
        """Whether a question itself names a name, in its own or the other language."""
        question, name = (unicodedata.normalize("NFKC", text).strip().lower() for text in (query.text, name))
        if re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])" if name.isascii() else re.escape(name), question):
            return True
        heard = sound(name)
        if heard and any(likeness(heard, sound(word)) >= LIKE for word in WORDS.findall(question) if sound(word)):
            return True
        if not isinstance(self._encoder, TokenEncoder):
            return False
        return nearest_cosine(self._encoder, self._encoder.tokens(name), query.tokens) >= SAME_NAME

    def likenesses(self, words: Sequence[str], text: str) -> list[float]:
        """Return how near each word comes to a text: 1 where it stands there in some form, else the best cosine."""
        found, tokens, sounds = set(terms(text)), None, Sounds(spoken(text))
        nearest = []
        for word in words:
            if not found.isdisjoint(terms(word)) or sounds.alike(word, least=SAME_SOUND):
                nearest.append(1.0)
            elif isinstance(self._encoder, TokenEncoder):
                tokens = self._encoder.tokens(text) if tokens is None else tokens
                nearest.append(nearest_cosine(self._encoder, self._encoder.tokens(word), tokens))
            else:
                nearest.append(UNDECIDED)
        return nearest

    def _stands_somewhere(self, name: str) -> bool:
        """Whether a name stands in a text or translation: as a whole word in Latin script, anywhere in Japanese."""
        return name in self._latin_words if name.isascii() else name in self._all_text

    @cached_property
    def _sounds(self) -> Sounds:
        """The words of all texts and translations that a name in the other script may sound like."""
        return Sounds(spoken(self._all_text))

    @cached_property
    def _all_text(self) -> str:
        """All texts and translations in lower case."""
        texts = [document.text for document in self._documents]
        texts += [sentence.translation or "" for document in self._documents for sentence in document.sentences()]
        return unicodedata.normalize("NFKC", " ".join(texts)).lower()

    @cached_property
    def _latin_words(self) -> frozenset[str]:
        return frozenset(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", self._all_text))
