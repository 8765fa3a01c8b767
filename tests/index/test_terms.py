import pytest

from index.terms import FUNCTION_WORDS, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("附属と付属", ["付属", "付属"]),
        ("ﾌｧｰｳｪｲとファーウェイ", ["huawei", "huawei"]),
        ("科学者を雇用する。科学者の雇用だ。", ["科学", "雇用", "科学", "雇用"]),
        ("引っ越しをした。引越しをする。", ["引っ越し", "引っ越し"]),
        ("それは何ですか？", []),
        ("教えてください。", []),
        ("、。「」（）・　", []),
    ],
)
def test_japanese(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The researchers researched research.", ["research", "research", "research"]),
        ("Café CAFÉ cafe", ["cafe", "cafe", "cafe"]),
        ("running runs run", ["run", "run", "run"]),
        ("air-defence systems", ["air", "defenc", "system"]),
        ("the S-400 and the s-400", ["s-400", "s-400"]),
        ("What is it that they have done?", []),
        ("ＡＩ ＡＩ", ["ai", "ai"]),
        ("version 2.0.1", ["version", "2.0.1"]),
    ],
)
def test_english(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize("number", ["67,900", "67900", "６７９００", "６７，９００"])
def test_a_number_is_one_term_however_it_is_written(number: str) -> None:
    assert terms(number) == ["67900"]


def test_decimals_and_lists_of_numbers() -> None:
    assert terms("1.5") == terms("１．５") == ["1.5"]
    assert terms("1,000,000, 2") == ["1000000", "2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第5世代通信(5G)", ["第", "5", "世代", "通信", "5", "g"]),
        ("STEM分野の研究", ["stem", "分野", "研究"]),
        ("a science park", ["scienc", "park"]),
        ("ロシアのS-400を", ["ロシア", "s-400"]),
        ("COVID-19の年", ["covid-19", "年"]),
        ("R&D centres", ["r", "d", "centr"]),
    ],
)
def test_mixed_scripts(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_a_loan_word_meets_the_word_it_comes_from() -> None:
    assert terms("ファーウェイの採用")[0] == terms("hired by Huawei")[-1] == "huawei"


@pytest.mark.parametrize("text", ["", " ", "\n　", "。", "!?"])
def test_nothing_has_no_terms(text: str) -> None:
    assert terms(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "灯" * 60_000,
        "研究開発センター。" * 7_000,
        "research 研究 " * 5_000,
        "a" * 60_000,
        "𠮷" * 60_000,
        "株式会社" * 15_000,
    ],
)
def test_a_very_long_text_does_not_fail_and_keeps_its_end(text: str) -> None:
    assert terms(f"{text} 潜水艦")[-2:] == ["潜水", "艦"]


def test_a_long_run_without_spaces_is_kept_whole() -> None:
    assert terms("灯台守。" * 15_000)[-2:] == terms("灯台守")[-2:]
    assert len(terms("灯台守。" * 15_000)) == 15_000 * len(terms("灯台守"))


def test_function_words_are_lower_case() -> None:
    assert {word.lower() for word in FUNCTION_WORDS} == FUNCTION_WORDS
