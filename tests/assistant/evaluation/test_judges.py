"""The judge that is a model, with a tiny one made on the spot."""

from pathlib import Path

import pytest

from assistant.evaluation import CitedQuote, Claim, EvaluationError, judge_named
from assistant.evaluation.judges import entailment_judge, gold_judge, verbatim_judge
from tests.assistant.evaluation.conftest import question

ASKED = question(("番人は三人いた。",))


def claim(statement: str, *cited: CitedQuote) -> Claim:
    return Claim(ASKED, statement, cited)


def tiny_model(folder: Path, labels: list[str], favoured: int) -> str:
    """A random BERT whose last layer favours one label, whatever it reads."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words), hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
        max_position_embeddings=32, id2label=dict(enumerate(labels)), label2id={n: i for i, n in enumerate(labels)},
    )  # fmt: skip
    torch.manual_seed(0)
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.eye(len(labels))[favoured] * 5 if len(labels) > 1 else torch.tensor([-5.0]))
    model.save_pretrained(folder)
    return str(folder)


def test_the_label_of_entailment_counts(tmp_path: Path) -> None:
    claims = [claim("a", CitedQuote(1, "a b")), claim("b", CitedQuote(1, "b"))]
    for favoured, expected in ((0, [True, True]), (1, [False, False])):
        folder = tmp_path / str(favoured)
        folder.mkdir()
        judge = entailment_judge(tiny_model(folder, ["entailment", "neutral", "contradiction"], favoured))
        assert judge(claims) == expected
        assert judge([]) == []


def test_a_model_with_one_score(tmp_path: Path) -> None:
    judge = judge_named(tiny_model(tmp_path, ["score"], 0))
    assert judge([claim("a", CitedQuote(1, "a"))]) == [False]


def test_a_model_without_a_label_of_entailment(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="names no label entailment, but good, bad, ugly"):
        entailment_judge(tiny_model(tmp_path, ["good", "bad", "ugly"], 0))


def test_no_such_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EvaluationError, match=r"There is no judge .*: gold, verbatim, or a cross-encoder"):
        entailment_judge(str(tmp_path / "nothing"))


def test_verbatim_reads_the_translation_in_the_statements_language() -> None:
    cited = CitedQuote(1, "番人は三人いた。", "It had three keepers.")
    found = verbatim_judge(
        [
            claim("it had THREE keepers.", cited),
            claim("番人は三人いた。", cited),
            claim("It had four.", cited),
            claim("", cited),
        ]
    )
    assert found == [True, True, False, False]


def test_gold_looks_at_the_quotes_one_by_one_and_together() -> None:
    asked = question(("灯台は高い塔である。",))
    halves = (CitedQuote(1, "灯台は高い"), CitedQuote(2, "塔である。"))
    found = gold_judge([Claim(asked, "x", halves), Claim(asked, "x", halves[:1]), Claim(asked, "x", ())])
    assert found == [True, False, False]
