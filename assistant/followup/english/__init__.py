"""English follow-ups."""

from assistant.followup.english.referents import topic_of
from assistant.followup.english.rules import complete

__all__ = ["complete", "topic_of"]
