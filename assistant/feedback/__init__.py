"""What visitors say of answers: votes, kept, and turned into a question set for `tenkyo evaluate`."""

from assistant.feedback.questions import LeftOut, questions
from assistant.feedback.store import FeedbackError, FeedbackStore
from assistant.feedback.vote import Vote

__all__ = ["FeedbackError", "FeedbackStore", "LeftOut", "Vote", "questions"]
