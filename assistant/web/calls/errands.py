"""Calls that look after a job: how far it is, and to stop it."""

from typing import Any

from assistant.shelf import Entry
from assistant.web.calls.evaluating import Measured
from assistant.web.calls.payloads import Errand
from assistant.web.jobs import Jobs, Stopped
from assistant.web.troubles import UnknownJobError


class Errands:
    """Looks after the jobs that other calls have begun."""

    def __init__(self, jobs: Jobs) -> None:
        """Look after these jobs."""
        self._jobs = jobs

    def look(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Return how far a job is; when it is over, what came of it.

        Raises what the work raised, and `UnknownJobError` for a job that is not known.
        """
        job = self._jobs.find(Errand.model_validate(payload).job)
        if job is None:
            raise UnknownJobError("the job is not known, or no longer")
        if job.outcome is None or not job.over:
            return {"over": False, "step": job.step.name, "done": job.step.done, "total": job.step.total}
        try:
            outcome = job.outcome.result()
        except Stopped:
            return {"over": True, "stopped": True}
        if isinstance(outcome, Entry):
            return {"over": True, "article": outcome.id, "title": outcome.title}
        if isinstance(outcome, Measured):
            return {"over": True, "report": outcome.report, "questions": outcome.questions}
        raise TypeError(f"a job gave {type(outcome)}, which the page cannot show")

    def stop(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Stop a job when it next tells how far it is."""
        self._jobs.stop(Errand.model_validate(payload).job)
        return {}
