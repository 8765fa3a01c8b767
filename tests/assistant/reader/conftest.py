"""A small tokenizer of the base's form, and a small world of passages and questions to draw from."""

from collections.abc import Sequence

import pytest
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

from assistant.reader.training.pool import Pool, PoolBuilder, Question

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
NOUNS = {"灯台": "lighthouse", "港": "harbour", "工場": "factory", "大学": "university", "鉄道": "railway"}
PASSAGES, SENTENCES = 12, 6
PIECES = (
    *("▁", ".", "?", "s", "▁It", "▁The", "▁opened", "▁in", "▁on", "▁a", "▁red", "▁rock", "▁was", "▁When", "▁Where"),
    *(f"▁{english}" for english in NOUNS.values()),
    *NOUNS,
    *"はがにのをい。年赤岩上",
    *("赤い", "上に", "立つ", "開いた"),
    *(f"▁{year}" for year in range(1900, 1980)),
    *(str(year) for year in range(1900, 1980)),
    *(f"▁q{number}" for number in range(3 * PASSAGES)),
)


def make_tokenizer(pieces: Sequence[str] = PIECES) -> Tokenizer:
    """A tokenizer as the base has one: Unigram, a word's white space before it, XLM-RoBERTa's special pieces first."""
    scored = [(piece, 0.0) for piece in SPECIAL] + [(piece, -2.0) for piece in dict.fromkeys(pieces)]
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=3, byte_fallback=False))
    tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def sentence(passage: int, place: int) -> str:
    """A sentence of the small world, with a year that no other has; every other passage is Japanese."""
    japanese, english = sorted(NOUNS.items())[(passage + place) % len(NOUNS)]
    year = 1900 + SENTENCES * passage + place
    return f"{japanese}は{year}年に開いた。" if passage % 2 else f"The {english} opened in {year}."


def question(number: int) -> tuple[str, Question]:
    """Three questions on each passage: its words are marked; two sentences answer, after a turn; nothing answers."""
    passage, kind = divmod(number, 3)
    if kind == 0:
        text = sentence(passage, 1)
        begin = text.index("19")
        answer = (1, begin, begin + (5 if passage % 2 else 4))
        others = ((passage + 2) % PASSAGES, (passage + 4) % PASSAGES)
        return "jaquad.train", Question(passage, [f"q{number}"], [1], answer, others)
    if kind == 1:
        asked = ["When opened?", sentence(passage, 0), f"q{number}"]
        return "written.turn.enja", Question(passage, asked, [2, 4], leans=passage // 2 % 2)
    return "squad2.unanswerable", Question(passage, [f"q{number}"])


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return make_tokenizer()


@pytest.fixture(scope="session")
def pool(tokenizer: Tokenizer) -> Pool:
    """Twelve passages of six sentences, every other one under a heading, and 36 questions in three sets."""
    builder = PoolBuilder()
    for passage in range(PASSAGES):
        text = [sentence(passage, place) for place in range(SENTENCES)]
        builder.passage(text, "The red rock" if passage % 2 else "")
    for number in range(3 * PASSAGES):
        builder.question(*question(number))
    return builder.build(tokenizer)
