"""Lexical retrieval across the languages: BM25 of a question's terms in a view that is in the other language.

A term of the question is a set of terms of the view: itself (a number, a Latin name), and its translations in the
lexicon. The best of the set counts, by its weight.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.lexical import Lexical
from index.lexicon import Lexicon, bundled
from source import Language


class Across:
    """A view in one language that is asked in the other."""

    def __init__(self, lexical: Lexical, lexicon: Lexicon | None = None) -> None:
        """Take the terms of the view; the bundled lexicon is read at the first question, unless one is given."""
        self._lexical = lexical
        self._given = lexicon

    def shares(self, terms: Sequence[str], language: Language) -> NDArray[np.float32]:
        """Return BM25 of every passage as a share of the weight of the question's terms, 0 to 1: (passages,)."""
        return self._lexical.shares([self.alternatives(term, language) for term in terms])

    def alternatives(self, term: str, language: Language) -> dict[str, float]:
        """Return the terms of the view that a question's term may stand for, 1 for the surest."""
        translations = self._lexicon.translations(term, language)
        surest = max(translations.values(), default=1.0)
        weights = {**{other: weight / surest for other, weight in translations.items()}, term: 1.0}
        return {other: weight for other, weight in weights.items() if len(self._lexical.holders(other))}

    @cached_property
    def _lexicon(self) -> Lexicon:
        return bundled() if self._given is None else self._given
