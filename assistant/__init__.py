"""A question becomes an answer made of a document's own sentences, each cited to its exact place."""

from assistant.answer import Answer, Citation
from assistant.assistant import Assistant
from assistant.conversation import Conversation
from assistant.quotes import QuoteCheck, Segment

__all__ = ["Answer", "Assistant", "Citation", "Conversation", "QuoteCheck", "Segment"]
