"""The figures of a model: a sentence's score, the share that is right, and answerable told from not."""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from assistant.reader.layout import ANYTHING, BEGIN, EVIDENCE, LAST, LEANS
from assistant.reader.training import measuring
from assistant.reader.training.measuring import Scored, best_span, figures, measure, score, scored, table
from assistant.reader.training.model import ReaderModel
from assistant.reader.training.pool import Pool, PoolBuilder, Question
from assistant.reader.training.sampling import Example, example
from tests.assistant.reader.conftest import PASSAGES, SENTENCES


def test_the_best_span_is_that_of_all_spans() -> None:
    rng = np.random.default_rng(1)
    for length in (1, 2, 5, 30):
        begin, last = rng.normal(size=(2, length)).astype(np.float32)
        sums = [float(begin[i] + last[j]) for i in range(length) for j in range(i, length)]
        assert best_span(begin, last) == pytest.approx(max(sums))
    assert best_span(np.asarray([0, 5], np.float32), np.asarray([5, 0], np.float32)) == 5.0  # not one from its end


def test_a_row_is_read_sentence_by_sentence() -> None:
    logits = np.zeros((8, 5), dtype=np.float32)
    logits[0] = 0.5, 0.25, 0.0, 2.0, -3.0
    logits[2:6, EVIDENCE] = 1, 3, -1, -2
    logits[3, BEGIN], logits[3, LAST], logits[4, LAST] = 2.0, 1.0, 4.0
    row = scored(logits, Example([0] * 8, [2, 4, 6, 6], [True, False, False], (3, 3), 1))
    assert row.evidence.tolist() == [2.0, -1.5, -20.0]
    assert row.span.tolist() == [3 - 0.75, 4 - 0.75, -20.0]
    assert (row.anything, row.leans) == (logits[0, ANYTHING], logits[0, LEANS]) == (2.0, -3.0)
    assert row.answers.tolist() == [True, False, False]
    assert row.sentences.tolist() == [2 + 1.125, -1.5 + 1.625, -30.0]
    assert row.row == 3.125 + 2.0
    assert scored(logits, Example([0] * 8, [2], [], (-1, -1), 1)).row == -99.0


def row_of(*sentences: float, answer: int | None = None) -> Scored:
    answers = np.arange(len(sentences)) == (-1 if answer is None else answer)
    return Scored(np.asarray(sentences, np.float32), np.zeros(len(sentences), np.float32), 0.0, answers)


def test_figures_of_a_set() -> None:
    rows = [row_of(3.0, 1.0, answer=0), row_of(0.0, 1.0, answer=0)]
    rows += [row_of(0.0, -1.0), row_of(1.0), row_of(2.0)]
    right, auroc, refused, count = figures(rows)
    assert (right, count) == (0.5, 5)
    assert [auroc, refused] == pytest.approx([4.5 / 6, 2 / 3])


def test_a_set_of_one_kind_has_no_auroc() -> None:
    right, auroc, refused, count = figures([row_of(1.0, 2.0, answer=1)])
    assert (right, count) == (1.0, 1)
    assert np.isnan([auroc, refused]).all()
    assert np.isnan(figures([row_of(1.0)])[:3]).all()


def test_examples_are_scored_in_their_order(
    pool: Pool, make_model: Callable[[], ReaderModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "PIECES", 300)
    model = make_model()
    examples = [example(pool, number) for number in range(9)]
    together = score(model, examples, "cpu")
    for one, row in zip(examples, together, strict=True):
        (alone,) = score(model, [one], "cpu")
        assert np.allclose(row.evidence, alone.evidence, atol=1e-5)
        assert np.allclose(row.span, alone.span, atol=1e-5)
        assert (row.anything, row.leans) == pytest.approx((alone.anything, alone.leans), abs=1e-5)
        assert row.answers.tolist() == one.answers


class Knowing(nn.Module):
    """Knows the years of the sentences that answer, and takes every question for one that leans."""

    def __init__(self, pieces: list[int]) -> None:
        super().__init__()
        self.pieces = torch.tensor(pieces)

    def forward(self, ids: Tensor) -> Tensor:
        known = torch.isin(ids, self.pieces).float()
        logits = torch.zeros(*ids.shape, 5)
        logits[..., EVIDENCE] = known
        logits[:, 0, ANYTHING] = known.amax(dim=1)
        logits[:, 0, LEANS] = 1.0
        return logits


def test_every_set_is_measured(pool: Pool, tokenizer: Tokenizer) -> None:
    years = [1900 + SENTENCES * passage + place for passage in range(PASSAGES) for place in (1, 2)]
    pieces = [tokenizer.get_vocab()[f"{mark}{year}"] for year in years for mark in ("", "▁")]
    found: dict[str, Any] = measure(cast(ReaderModel, Knowing(pieces)), pool, "cpu")
    assert list(found) == ["jaquad.train", "squad2.unanswerable", "written.turn", "written.turn.enja", "leaning told"]
    assert found["jaquad.train"][3] == 24  # each question once more, what answers it cut out of the passage
    assert found["written.turn"][0] == found["written.turn.enja"][0]
    assert found["squad2.unanswerable"][3] == 12
    assert found["leaning told"][0] == np.mean(pool.leans[pool.leans >= 0] == 1)
    assert found["leaning told"][3] == 12
    lines = table(found).split("\n")
    assert lines[0].split() == ["set", "sentence", "AUROC", "refused", "questions"]
    assert lines[-1].split() == ["leaning", "told", "0.500", "nan", "nan", "12"]


def test_figures_of_a_model_that_knows(pool: Pool, tokenizer: Tokenizer) -> None:
    years = [1901 + SENTENCES * passage for passage in range(PASSAGES)]
    pieces = [tokenizer.get_vocab()[f"{mark}{year}"] for year in years for mark in ("", "▁")]
    found = measure(cast(ReaderModel, Knowing(pieces)), pool, "cpu")
    assert found["jaquad.train"] == (1.0, 1.0, 1.0, 24)
    assert found["written.turn"][0] == 0.0  # it takes the wrong sentence for all of them


def test_a_pool_without_turns_tells_nothing_of_leaning(tokenizer: Tokenizer) -> None:
    builder = PoolBuilder()
    builder.question("squad2.dev", Question(builder.passage(["It opened in 1901."]), ["When opened?"], [0]))
    found = measure(cast(ReaderModel, Knowing([5])), builder.build(tokenizer), "cpu")
    assert found["squad2.dev"][0] == 1.0
    assert np.isnan(found["leaning told"][0])
    assert found["leaning told"][3] == 0
