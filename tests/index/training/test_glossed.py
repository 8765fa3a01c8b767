"""Japanese questions in the English words of the dictionaries."""

import random

import pytest

from index.training.glossed import gloss, glossary
from index.training.vocabulary import Dictionaries


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("会社は鉄道を建てるか", {("company", "corporation"), ("railroad", "railway"), ("build", "construct")}),
        ("アリババは2019年に何をしたか", {("Ali Baba",), ("2019",)}),
        ("北京大学の暗号", {("Peking University",), ("cipher", "encryption")}),
        ("S-400は？", {("S",), ("400",)}),
        ("どうですか。", set()),
    ],
)
def test_each_word_has_one_of_its_first_two_glosses(
    dictionary_files: Dictionaries, question: str, words: set[tuple[str, ...]]
) -> None:
    found = gloss(question, glossary(dictionary_files, []), random.Random(1))
    rest = found
    for choice in words:
        assert sum(word in rest for word in choice) == 1
        rest = next(rest.replace(word, "", 1) for word in choice if word in rest)
    assert rest.split() == []


def test_the_glosses_are_drawn_by_the_seed(dictionary_files: Dictionaries) -> None:
    words = glossary(dictionary_files, [])
    drawn = [gloss("会社は鉄道を建てるか", words, random.Random(seed)) for seed in range(20)]
    assert drawn == [gloss("会社は鉄道を建てるか", words, random.Random(seed)) for seed in range(20)]
    assert len(set(drawn)) > 3


def test_a_word_list_fills_what_the_dictionary_lacks(dictionary_files: Dictionaries) -> None:
    words = glossary(dictionary_files, [("灯台", "lighthouse"), ("鉄道", "line")])
    assert list(words["灯台"]) == ["lighthouse"]
    assert "line" not in words["鉄道"]
