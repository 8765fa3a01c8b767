"""Jobs in the background."""

import threading
import time

import pytest

from assistant.web import jobs as module
from assistant.web.jobs import Job, Jobs, Report, Step, Stopped, TooManyJobsError


def finished(jobs: Jobs, name: str) -> Job:
    job = jobs.find(name)
    assert job is not None
    assert job.outcome is not None
    job.outcome.exception(timeout=10)
    return job


def test_job_tells_its_steps_and_what_came_of_it() -> None:
    jobs, go = Jobs(), threading.Event()
    reached = threading.Event()

    def work(report: Report) -> str:
        report("reading", 2, 5)
        reached.set()
        go.wait(10)
        return "done"

    name = jobs.begin(work)
    assert reached.wait(10)
    job = jobs.find(name)
    assert job is not None
    assert (job.step, job.over) == (Step("reading", 2, 5), False)
    go.set()
    done = finished(jobs, name)
    assert done.over
    assert done.outcome is not None
    assert done.outcome.result() == "done"


def test_stopped_job_ends_at_its_next_step() -> None:
    jobs, go, steps = Jobs(), threading.Event(), []

    def work(report: Report) -> None:
        for step in range(3):
            report("asking", step, 3)
            steps.append(step)
            go.wait(10)

    name = jobs.begin(work)
    while not steps:
        time.sleep(0.01)
    jobs.stop(name)
    go.set()
    outcome = finished(jobs, name).outcome
    assert outcome is not None
    assert isinstance(outcome.exception(), Stopped)
    assert steps == [0]
    jobs.stop("unknown")


def test_failure_is_kept_for_whoever_looks() -> None:
    def work(report: Report) -> None:
        raise OSError("disk full")

    jobs = Jobs()
    outcome = finished(jobs, jobs.begin(work)).outcome
    assert outcome is not None
    assert str(outcome.exception()) == "disk full"


def test_too_many_jobs_are_refused_and_old_ones_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = Jobs()
    monkeypatch.setattr(module, "MOST", 2)
    names = [jobs.begin(lambda report: 1) for _ in range(2)]
    for name in names:
        finished(jobs, name)
    with pytest.raises(TooManyJobsError):
        jobs.begin(lambda report: 1)
    monkeypatch.setattr(module, "KEPT", -1)
    jobs.begin(lambda report: 1)
    assert jobs.find(names[0]) is None
