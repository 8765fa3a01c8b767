"""All that one evaluation is made of, from files to what may be written: `tenkyo evaluate` without its options."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.assistant import Assistant
from assistant.evaluation.answers import read_answers
from assistant.evaluation.asking import Progress, answer_all, library_of, open_assistants, read_library
from assistant.evaluation.corpus import Library
from assistant.evaluation.evaluation import Judgement, evaluate
from assistant.evaluation.figures import Summary, summarise
from assistant.evaluation.judges import judge_named
from assistant.evaluation.lines import EvaluationError
from assistant.evaluation.questions import Question, read_questions
from assistant.evaluation.records import read_kept
from assistant.evaluation.retrieval import (
    Qrels,
    Run,
    judge_passages,
    measure_retrieval,
    qrels_lines,
    read_qrels,
    read_run,
    run_lines,
    search_all,
)
from assistant.reader import load_reader


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is evaluated: `answers` None means this assistant's own, `index` None the bundled article."""

    questions: Path
    answers: Path | None = None
    index: Path | None = None
    judge: str = "gold"
    compare: Path | None = None
    run: Path | None = None
    qrels: Path | None = None
    reader: str | None = None
    name: str | None = None
    """What the report is called by, the file's path where it is not given."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it."""

    summary: Summary
    judgements: tuple[Judgement, ...]
    library: Library
    run: Run
    qrels: Qrels

    def report(self) -> str:
        """Return the report as a page of HTML."""
        from assistant.evaluation.report import page

        return page(self.summary, self.judgements, self.library)

    def kept(self) -> str:
        """Return the run as it is kept, one line of JSON."""
        records = [judgement.record.to_dict() for judgement in self.judgements]
        return json.dumps({**self.summary.to_dict(), "records": records}, ensure_ascii=False) + "\n"

    def run_lines(self) -> str:
        """Return what was retrieved as TREC writes it."""
        return run_lines(self.run)

    def qrels_lines(self) -> str:
        """Return the relevant passages as TREC writes them."""
        return qrels_lines(self.qrels)


def gold_questions() -> Path | None:
    """Return the held-out questions on the bundled article: of the checkout, or as they ship; None without them."""
    here = Path(__file__).parent
    places = (here / "gold" / "article.jsonl", here.parents[1] / "tests" / "gold" / "held_out" / "article.jsonl")
    return next((place for place in places if place.is_file()), None)


def measure(
    inputs: Inputs, *, assistant: Assistant | None = None, progress: Progress = lambda done, total: None
) -> Result:
    """Evaluate; questions that name no document are put to `assistant`, where one is open already.

    `progress` is called after each question that is asked, with how many are done and how many there are. Raises
    `EvaluationError` for a file that is malformed, `SourceError`, `IndexFolderError` or `ReaderError` for what cannot
    be used. Nothing is written.
    """
    questions = read_questions(inputs.questions)
    compared = None if inputs.compare is None else read_kept(inputs.compare)
    if compared is not None and compared.judge != inputs.judge:
        raise EvaluationError(
            f"{inputs.compare} was judged by {compared.judge}, this by {inputs.judge}: give --judge {compared.judge}."
        )
    given = {} if inputs.qrels is None else read_qrels(inputs.qrels)
    run: Run = {} if inputs.run is None else read_run(inputs.run)
    if inputs.answers is None:
        reader = load_reader(inputs.reader)
        assistants = open_assistants(questions, inputs.index, opened=assistant, reader=reader)
        library = library_of(assistants)
        answers = answer_all(questions, assistants, progress=progress)
        run = search_all(questions, assistants)
    else:
        answers = read_answers(inputs.answers, questions)
        library = read_library(questions, inputs.index)
    qrels = given or judge_passages(questions, library)
    retrieval: Mapping[str, Mapping[str, float]] = measure_retrieval(run, qrels) if run else {}
    judgements = evaluate(questions, answers, library=library, judge=judge_named(inputs.judge), retrieval=retrieval)
    records = [judgement.record for judgement in judgements]
    unplaced = [question.id for question in questions if _is_unplaced(question, library)]
    summary = summarise(
        records, name=inputs.name or str(inputs.questions), judge=inputs.judge, compared=compared, unplaced=unplaced
    )
    return Result(summary, tuple(judgements), library, run, qrels)


def _is_unplaced(question: Question, library: Library) -> bool:
    """Whether there is a document, and no set of the question's evidence stands in it."""
    corpus = library.get(question.document)
    return question.answerable and corpus is not None and not corpus.evidence_places(question)
