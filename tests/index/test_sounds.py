"""Names in two scripts that are spoken alike."""

import pytest

from index.sounds import LIKE, Sounds, likeness, sound


@pytest.mark.parametrize(
    ("word", "spelt"),
    [
        ("テンセント", "tensento"),
        ("Tencent", "tensent"),
        ("スコルコボ", "sukorukobo"),
        ("Skolkovo", "skorkobo"),
        ("ファーウェイ", "haei"),
        ("チャールズ", "taruzu"),
        ("プーチン", "putin"),
        ("Putin", "putin"),
        ("日本", ""),
        ("5G", ""),
        ("", ""),
    ],
)
def test_a_word_is_spelt_by_its_sound(word: str, spelt: str) -> None:
    assert sound(word) == spelt


@pytest.mark.parametrize(
    ("latin", "katakana"),
    [
        ("Tencent", "テンセント"),
        ("Skolkovo", "スコルコボ"),
        ("Huawei", "ファーウェイ"),
        ("Chernov", "チェルノフ"),
        ("Martens", "マルテンス"),
        ("Washington", "ワシントン"),
        ("Microsoft", "マイクロソフト"),
    ],
)
def test_a_name_is_found_from_either_script(latin: str, katakana: str) -> None:
    terms = ["テンセント", "スコルコボ", "ファーウェイ", "チェルノフ", "マルテンス", "ワシントン", "マイクロソフト"]
    assert list(Sounds([*terms, "日本", latin]).alike(latin)) == [katakana]
    assert list(Sounds([latin.lower(), "harbour", "tide", katakana]).alike(katakana)) == [latin.lower()]


def test_likeness_is_one_for_the_same_sound_only() -> None:
    assert likeness("putin", "putin") == 1
    assert LIKE < likeness("tensent", "tensento") < 1
    assert likeness("tensent", "sentensu") < LIKE
    assert likeness("a", "kt") <= 0


@pytest.mark.parametrize("word", ["Li", "xyzzy", "日本", "5G", ""])
def test_a_word_too_short_or_strange_sounds_like_nothing(word: str) -> None:
    assert Sounds(["リー", "テンセント", "日本"]).alike(word) == {}
