"""Questions that the documents answer, made from the documents themselves."""

from assistant.suggestions.suggester import Suggester
from assistant.suggestions.suggestion import Suggestion

__all__ = ["Suggester", "Suggestion"]
