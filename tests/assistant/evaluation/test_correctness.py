"""Exact match, F1 and containment."""

import pytest

from assistant.evaluation.correctness import containment, exact_match, f1, normalise_english, normalise_japanese


def test_exact_match_is_of_strings_not_of_bags_of_characters() -> None:
    assert exact_match("東京", ["京東"], "ja") == 0.0
    assert exact_match("「東京」。", ["東 京"], "ja") == 1.0
    assert exact_match("２０１９年", ["2018年", "2019年"], "ja") == 1.0
    assert exact_match("The U.S. Navy", ["us navy"], "en") == 1.0
    assert exact_match("a dog", ["dog food"], "en") == 0.0


def test_normalisation() -> None:
    assert normalise_japanese("Ｈｕａｗｅｉ は、1.5倍・１,０００人！") == "huaweiは1.5倍1000人"
    assert normalise_japanese("1.5") != normalise_japanese("15")
    assert normalise_english("The cat,  a  dog; an owl's nest.") == "cat dog owls nest"


def test_f1_counts_characters_of_japanese_and_words_of_english() -> None:
    # 東京都 and 東京: 2 shared, 2 * 2 / (3 + 2).
    assert f1("東京都", ["東京"], "ja") == pytest.approx(0.8)
    # 京京 and 東京: one 京 is shared.
    assert f1("京京", ["東京", "x"], "ja") == pytest.approx(0.5)
    # "500 people by 2019" and "500 people": 2 * 2 / (4 + 2).
    assert f1("500 people by 2019", ["500 people"], "en") == pytest.approx(2 / 3)
    assert f1("", ["東京"], "ja") == 0.0
    assert f1("。", ["、"], "ja") == 1.0


def test_containment() -> None:
    assert containment("500人を採用する。", ["５００人"], "ja") == 1.0
    assert containment("It hired 1500 people.", ["500"], "en") == 0.0
    assert containment("It hired the 500 people.", ["500 people", "nobody"], "en") == 1.0
    assert containment("x", ["。"], "ja") == 0.0
