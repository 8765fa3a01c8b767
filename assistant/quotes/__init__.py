"""Quotes are checked against the documents: whether they stand there, word for word, and where."""

from assistant.quotes.checker import LONGEST, NEAR, Claimed, QuoteChecker, problem
from assistant.quotes.verdict import VERDICTS, QuoteCheck, Segment, Verdict

__all__ = ["LONGEST", "NEAR", "VERDICTS", "Claimed", "QuoteCheck", "QuoteChecker", "Segment", "Verdict", "problem"]
