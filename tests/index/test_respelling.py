"""A question in the documents' own spelling."""

import unicodedata

import pytest

from index.respelling import Respelling, aliases

TEXTS = (
    "華為技術（ファーウェイ）は大手だ。ファーウェイは人工知能(AI)を使う。ファーウェイはモスクワでAIとAIを学ぶ。AIは速い。"
    "ファーウェイとロボット。中ロの協力。第5世代通信(5G)。5Gは速い。5Gと5G。",
    "Huawei uses artificial intelligence (AI). AI and AI; AI. Huawei hires scientists in Moscow and likes robots. "
    "fifth-generation communications (5G): 5G, 5G, 5G. A stone and a store.",
)


@pytest.fixture(scope="module")
def respelling() -> Respelling:
    return Respelling(TEXTS, lambda word: word in ("weather", "hiress"))


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("人工知能(AI)", [("人工知能", "AI")]),
        ("華為技術（ファーウェイ）は", [("華為技術", "ファーウェイ")]),
        ("artificial intelligence (AI)", [("artificial intelligence", "AI")]),
        ("fifth-generation communications (5G)", [("fifth-generation communications", "5G")]),
        ("第５世代通信（5G）", [("第5世代通信", "5G")]),
        ("a report (AI)", []),
        ("2019年(昨年の秋、冬)", []),
        ("()", []),
    ],
)
def test_aliases(text: str, pairs: list[tuple[str, str]]) -> None:
    assert list(aliases(unicodedata.normalize("NFKC", text))) == pairs


@pytest.mark.parametrize(
    ("question", "respelt"),
    [
        ("華為は何を使うか", "ファーウェイは何を使うか"),
        ("華為技術は", "ファーウェイは"),
        ("人工知能は速いか", "AIは速いか"),
        ("What is artificial intelligence?", "What is AI?"),
        ("fifth-generation communications?", "5G?"),
        ("第５世代通信とは", "5Gとは"),
        ("第５世代とは", "5Gとは"),
    ],
)
def test_the_usual_name_is_taken(respelling: Respelling, question: str, respelt: str) -> None:
    assert respelling.respell(question) == respelt


@pytest.mark.parametrize(
    ("question", "respelt"),
    [
        ("Huawie hires whom?", "Huawei hires whom?"),
        ("Huwei", "Huawei"),
        ("Haawei", "Huawei"),
        ("ファーウエイとは", "ファーウェイとは"),
        ("ファーェウイは", "ファーウェイは"),
        ("モスワクで", "モスクワで"),
        ("ロッボトは", "ロボットは"),
    ],
)
def test_a_slip_of_one_character_is_mended(respelling: Respelling, question: str, respelt: str) -> None:
    assert respelling.respell(question) == respelt


@pytest.mark.parametrize(
    ("question", "respelt"), [("露中の協力", "中ロの協力"), ("ロ中", "中ロ"), ("中露", "中ロ"), ("日米", "日米")]
)
def test_countries_are_paired_as_the_texts_pair_them(respelling: Respelling, question: str, respelt: str) -> None:
    assert respelling.respell(question) == respelt


@pytest.mark.parametrize(
    "question",
    [
        "hired scientist",  # inflected
        "weather hiress",  # known words
        "stoke",  # store or stone
        "Huaaweii",  # two slips
        "Mosc",  # too short
        "ＡＩとは？",
        "ﾌｧｰｳｪｲは５００人",
        "",
        "😀",
        "(.*[+?\\",
        "$1 \\1 {2}",
    ],
)
def test_nothing_to_respell(respelling: Respelling, question: str) -> None:
    assert respelling.respell(question) is question


def test_without_texts_nothing_is_respelt() -> None:
    assert Respelling((), lambda word: False).respell("華為 Huawie 露中") == "華為 Huawie 露中"
