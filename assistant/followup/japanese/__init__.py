"""Japanese follow-ups."""

from assistant.followup.japanese.question import topic_of
from assistant.followup.japanese.rules import complete

__all__ = ["complete", "topic_of"]
