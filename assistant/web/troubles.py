"""What a visitor can do something about, said in both languages; anything else is a fault, and is not explained."""

from collections.abc import Callable
from typing import Any

from assistant.evaluation.lines import EvaluationError
from assistant.feedback import FeedbackError
from assistant.shelf import ShelfError
from assistant.web.jobs import TooManyJobsError
from assistant.web.wording import WORDS
from source import SourceError

Call = Callable[[dict[str, Any]], dict[str, Any]]


class UnknownJobError(ValueError):
    """A job is asked after that there is not."""


class NothingToMeasureError(ValueError):
    """There is no question to ask."""


def told(call: Call, payload: dict[str, Any]) -> dict[str, Any]:
    """Return what a call returns, or under `trouble` what the visitor should know, in both languages."""
    try:
        return call(payload)
    except ShelfError as error:
        return {"trouble": {language: error.sentence(language) for language in WORDS}, "reason": error.reason}
    except SourceError as error:
        return _trouble(error.reason)
    except EvaluationError as error:
        return {"trouble": dict.fromkeys(WORDS, str(error))}
    except TooManyJobsError:
        return _trouble("jobs")
    except UnknownJobError:
        return _trouble("job")
    except NothingToMeasureError:
        return _trouble("nothing")
    except FeedbackError:
        return _trouble("feedback")


def _trouble(reason: str) -> dict[str, Any]:
    return {"trouble": {language: words[f"trouble_{reason}"] for language, words in WORDS.items()}, "reason": reason}
