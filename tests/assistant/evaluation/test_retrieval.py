"""Retrieval equals what the field's tools compute."""

from pathlib import Path

import ir_measures
import numpy as np
import pytest
import pytrec_eval

from assistant.evaluation import EvaluationError, judge_passages, measure_retrieval, read_qrels, read_run
from assistant.evaluation.corpus import Corpus
from assistant.evaluation.retrieval import MEASURES, passage_id, qrels_lines, run_lines, trec_id
from source import Document
from tests.assistant.evaluation.conftest import Write, question

NAMES = {
    "success@1": "Success@1",
    "success@3": "Success@3",
    "success@5": "Success@5",
    "recall@5": "R@5",
    "recall@10": "R@10",
    "mrr@10": "RR@10",
    "ndcg@10": "nDCG@10",
}
PYTREC = {"success@1": "success_1", "success@5": "success_5", "recall@5": "recall_5", "recall@10": "recall_10"}
PYTREC |= {"ndcg@10": "ndcg_cut_10"}


def random_run(*, ties: bool = True) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, int]]]:
    """Forty questions with one to four relevant passages of thirty; one question finds nothing."""
    generator = np.random.default_rng(0)
    run, qrels = {}, {}
    for number in range(40):
        found = generator.permutation(30)[:20]
        scores = generator.integers(0, 12, size=20) / 8 if ties else generator.permutation(20) / 8
        run[f"q{number}"] = {f"p{place}": float(score) for place, score in zip(found, scores, strict=True)}
        relevant = generator.permutation(30)[: generator.integers(1, 5)]
        qrels[f"q{number}"] = {f"p{place}": int(generator.integers(1, 3)) for place in relevant}
    run["q7"] = {}
    return run, qrels


def test_equal_to_ir_measures() -> None:
    run, qrels = random_run()
    measured = measure_retrieval(run, qrels)
    assert list(NAMES) == list(MEASURES)
    expected = ir_measures.calc_aggregate([ir_measures.parse_measure(name) for name in NAMES.values()], qrels, run)
    for ours, theirs in NAMES.items():
        mean = sum(values[ours] for values in measured.values()) / len(qrels)
        assert mean == pytest.approx(expected[ir_measures.parse_measure(theirs)], abs=1e-9)


def test_equal_to_pytrec_eval_question_by_question() -> None:
    run, qrels = random_run()
    measured = measure_retrieval(run, qrels)
    judge = pytrec_eval.RelevanceEvaluator(qrels, {"success.1,5", "recall.5,10", "ndcg_cut.10"})
    for name, expected in judge.evaluate({name: scores for name, scores in run.items() if scores}).items():
        for ours, theirs in PYTREC.items():
            assert measured[name][ours] == pytest.approx(expected[theirs], abs=1e-9)
    assert measured["q7"] == dict.fromkeys(MEASURES, 0.0)


def test_mrr_equals_pytrec_eval_where_nothing_ties() -> None:
    run, qrels = random_run(ties=False)
    measured = measure_retrieval(run, qrels)
    for name, expected in pytrec_eval.RelevanceEvaluator(qrels, {"recip_rank"}).evaluate(run).items():
        whole = expected["recip_rank"]
        assert measured[name]["mrr@10"] == pytest.approx(whole if whole >= 0.1 else 0.0, abs=1e-9)


def test_by_hand() -> None:
    run = {"q": {"a": 3.0, "b": 2.0, "c": 1.0}, "not judged": {"a": 1.0}}
    measured = measure_retrieval(run, {"q": {"b": 1, "d": 1}, "nothing relevant": {"a": 0}})
    gain = 1 / np.log2(3)
    assert measured == {
        "q": {
            "success@1": 0.0, "success@3": 1.0, "success@5": 1.0, "recall@5": 0.5, "recall@10": 0.5, "mrr@10": 0.5,
            "ndcg@10": pytest.approx(gain / (1 + gain), abs=1e-9),
        }
    }  # fmt: skip
    assert measure_retrieval({}, {"q": {"b": 1}})["q"]["success@5"] == 0.0


def test_a_run_and_judgements_come_back_as_they_were_written(tmp_path: Path) -> None:
    run = {"q1": {"a/p001": 0.1 + 0.2, "a/p002": 1 / 3}, "q2": {"b%20c/p001": -1e-9}}
    qrels = {"q1": {"a/p001": 1, "a/p003": 0}}
    (tmp_path / "run").write_text(run_lines(run), encoding="utf-8")
    (tmp_path / "qrels").write_text(qrels_lines(qrels), encoding="utf-8")
    assert read_run(tmp_path / "run") == run
    assert read_qrels(tmp_path / "qrels") == qrels
    assert run_lines(run).splitlines()[0] == "q1 Q0 a/p002 1 0.3333333333333333 tenkyo"
    assert qrels_lines(qrels).splitlines()[0] == "q1 0 a/p001 1"
    theirs = [tuple(row)[:3] for row in ir_measures.read_trec_run(str(tmp_path / "run"))]  # type: ignore[no-untyped-call]
    assert theirs == [("q1", "a/p002", 1 / 3), ("q1", "a/p001", 0.1 + 0.2), ("q2", "b%20c/p001", -1e-9)]


def test_ids_without_white_space() -> None:
    assert trec_id("第1 問\t100%") == "第1%20問%09100%25"


def test_passages_with_evidence_are_relevant(article: Document) -> None:
    corpus = Corpus.of_documents([article])
    asked = question(("2019年末までに500人を採用し、今後5年間で1,000人以上の専門家を採用する予定だ。",))
    nobody = question(("この文はどこにもない。",), name="nobody")
    (passage,) = (passage for passage in corpus.passages if passage.id == "p030")
    assert judge_passages([asked, nobody], {None: corpus}) == {"q": {passage_id(passage): 1}}
    assert judge_passages([asked], {}) == {}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["q Q0 p 1 0.5 tag", "q Q0 p2 2 0.5"], "line 2 should have 6 columns, not 5"),
        (["q Q0 p 1 high tag"], "line 1: 'high' is no number"),
        (["q Q0 p 1 nan tag"], "line 1: 'nan' is no number"),
        (["q Q0 p 1 0.5 tag", "", "q Q0 p 2 0.4 tag"], "line 3: p was there before for question q"),
        ([], "is empty"),
    ],
)
def test_malformed_runs(write: Write, lines: list[str], message: str) -> None:
    with pytest.raises(EvaluationError, match=message):
        read_run(write("run.trec", *lines))
