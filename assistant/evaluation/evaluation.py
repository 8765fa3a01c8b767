"""Answers are measured against a question set, question by question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.evaluation import alce, correctness
from assistant.evaluation.alce import Support
from assistant.evaluation.answers import CitedQuote, SystemAnswer, by_number
from assistant.evaluation.corpus import Corpus, Library, overlap
from assistant.evaluation.judges import Claim, Judge, gold_judge
from assistant.evaluation.questions import Question
from assistant.evaluation.records import Record, Value
from assistant.evaluation.retrieval import trec_id
from assistant.evaluation.statements import plain_text, statements_of

NO_DOCUMENT = Corpus((), (), {})


@dataclass(frozen=True, slots=True)
class Judgement:
    """A question, its answer, and what was found of it: statements judged, which citations are gold, the record."""

    question: Question
    answer: SystemAnswer
    statements: tuple[Support, ...]
    gold: tuple[bool, ...]
    record: Record


def evaluate(
    questions: Sequence[Question],
    answers: Sequence[SystemAnswer],
    *,
    library: Library | None = None,
    judge: Judge = gold_judge,
    retrieval: Mapping[str, Mapping[str, float]] | None = None,
) -> list[Judgement]:
    """Measure the answers, one for each question in their order.

    `library` holds the documents, for the places of citations; `retrieval` what `measure_retrieval` returned. Figures
    without what they need are left out of the records.
    """
    judged = _judge(questions, answers, judge)
    corpora = [(library or {}).get(question.document, NO_DOCUMENT) for question in questions]
    return [
        _judgement(question, answer, statements, corpus, retrieval or {})
        for question, answer, statements, corpus in zip(questions, answers, judged, corpora, strict=True)
    ]


def _judge(questions: Sequence[Question], answers: Sequence[SystemAnswer], judge: Judge) -> list[tuple[Support, ...]]:
    """Judge all statements of answers to answerable questions; the judge is asked once, each claim once."""
    cut = [
        statements_of(answer) if question.answerable and answer.answered else ()
        for question, answer in zip(questions, answers, strict=True)
    ]
    claims = [
        Claim(question, statement.text, cited)
        for question, answer, statements in zip(questions, answers, cut, strict=True)
        for statement in statements
        for cited in alce.claims_of(statement, by_number(answer.citations))
    ]
    claims = list(dict.fromkeys(claims))
    verdicts = dict(zip(claims, judge(claims), strict=True))

    def supports(question: Question) -> alce.Supports:
        return lambda text, cited: verdicts[Claim(question, text, cited)]

    return [
        tuple(
            alce.judge_statement(statement, by_number(answer.citations), supports(question)) for statement in statements
        )
        for question, answer, statements in zip(questions, answers, cut, strict=True)
    ]


def _judgement(
    question: Question,
    answer: SystemAnswer,
    statements: tuple[Support, ...],
    corpus: Corpus,
    retrieval: Mapping[str, Mapping[str, float]],
) -> Judgement:
    gold = tuple(question.is_met_by(cited.quote) for cited in answer.citations)
    values = {name: (value, 1.0) for name, value in retrieval.get(trec_id(question.id), {}).items()}
    values |= _verbatim(answer, corpus)
    if question.answerable:
        values |= _cited(question, answer.citations, gold) | _answer_values(question, answer)
        values["answerable_refused"] = (float(not answer.answered), 1.0)
        if answer.answered:
            values |= _citation_values(answer, statements) | _located(question, answer, corpus)
    else:
        values["unanswerable_refused"] = (float(not answer.answered), 1.0)
    record = Record(
        question.id,
        question.language,
        question.kind,
        question.answerable,
        answer.answered,
        answer.confidence,
        values,
    )
    return Judgement(question, answer, statements, gold, record)


def _cited(question: Question, citations: Sequence[CitedQuote], gold: Sequence[bool]) -> dict[str, Value]:
    complete = question.is_covered_by(tuple(cited.quote for cited in citations))
    return {"cited": (float(any(gold)), 1.0), "evidence_complete": (float(complete), 1.0)}


def _citation_values(answer: SystemAnswer, statements: Sequence[Support]) -> dict[str, Value]:
    marks = [precise for support in statements for precise in support.precise]
    return {
        "citation_recall": (alce.recall(statements), 1.0),
        "citation_precision": (alce.precision(statements), 1.0),
        "citation_precision_pooled": (float(sum(marks)), float(len(marks))),
        "citations_per_answer": (float(len(answer.citations)), 1.0),
    }


def _answer_values(question: Question, answer: SystemAnswer) -> dict[str, Value]:
    if not question.answers:
        return {}
    text = plain_text(answer) if answer.answered else ""
    measures = {
        "exact_match": correctness.exact_match,
        "answer_f1": correctness.f1,
        "containment": correctness.containment,
    }
    return {
        name: (measure(text, question.answers, question.language) if text else 0.0, 1.0)
        for name, measure in measures.items()
    }


def _verbatim(answer: SystemAnswer, corpus: Corpus) -> dict[str, Value]:
    held = [stands for cited in answer.citations if (stands := corpus.holds(answer, cited)) is not None]
    return {"verbatim": (float(sum(held)), float(len(held)))} if held else {}


def _located(question: Question, answer: SystemAnswer, corpus: Corpus) -> dict[str, Value]:
    cited, golds = corpus.cited_places(answer), corpus.evidence_places(question)
    if cited is None or not golds:
        return {}
    harmonic, union = overlap(cited, golds)
    return {"span_f1": (harmonic, 1.0), "span_iou": (union, 1.0)}
