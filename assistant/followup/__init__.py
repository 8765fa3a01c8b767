"""Follow-up questions: an elliptical question becomes a whole one, by rules, from what was asked before."""

from assistant.followup.complete import complete, readings

__all__ = ["complete", "readings"]
