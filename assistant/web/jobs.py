"""Work that takes longer than a visitor should wait for one reply: begun, looked at while it goes on, stopped."""

import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

KEPT = 900
"""Seconds for which what came of a job can still be asked for."""

MOST = 40
"""Jobs that are kept, waiting ones included; one more is refused."""

Report = Callable[[str, int, int], None]
"""Called by the work with what it does and how much of it is done: a name, done, in all."""


class Stopped(Exception):  # noqa: N818  (no error: the visitor wanted it)
    """The visitor has stopped the work."""


class TooManyJobsError(ValueError):
    """No further job is taken now."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a job is at: a name, how much of it is done, and how much there is in all, 0 where that is not known."""

    name: str
    done: int = 0
    total: int = 0


@dataclass(slots=True)
class Job:
    """A piece of work in the background: the step it is at, and in the end what came of it."""

    begun: float
    step: Step = Step("waiting")
    stopped: bool = False
    outcome: "Future[object] | None" = None

    def report(self, name: str, done: int = 0, total: int = 0) -> None:
        """Take the step that the work is at. Raises `Stopped` where the visitor has stopped it."""
        if self.stopped:
            raise Stopped
        self.step = Step(name, done, total)

    @property
    def over(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.outcome is not None and self.outcome.done()


class Jobs:
    """Runs jobs in the background, a few at a time, the others waiting in order. Safe to call from several threads."""

    def __init__(self, *, at_once: int = 2) -> None:
        """Run `at_once` jobs side by side."""
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="tenkyo-job")
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def begin(self, work: Callable[[Report], object]) -> str:
        """Begin a job and return its id.

        Raises `TooManyJobsError` where too many are waiting.
        """
        now, name = time.monotonic(), secrets.token_urlsafe(12)
        with self._lock:
            self._jobs = {other: job for other, job in self._jobs.items() if not (job.over and now - job.begun > KEPT)}
            if len(self._jobs) >= MOST:
                raise TooManyJobsError("too much is being worked on; try again in a while")
            job = self._jobs[name] = Job(now)
            job.outcome = self._pool.submit(work, job.report)
        return name

    def find(self, name: str) -> Job | None:
        """Return a job, None for one that is not known, or no longer."""
        with self._lock:
            return self._jobs.get(name)

    def stop(self, name: str) -> None:
        """Stop a job when it next tells how far it is; nothing happens to one that is over or unknown."""
        job = self.find(name)
        if job is not None:
            job.stopped = True
