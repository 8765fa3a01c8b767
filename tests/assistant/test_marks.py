"""The words that a question asks for are marked where they stand in the raw text."""

import pytest

from assistant.asked import kinds_asked
from assistant.marks import marks
from index import PassageIndex


@pytest.mark.parametrize(
    ("text", "question", "marked"),
    [
        ("2019年末までに500人を採用し、今後5年間で1,000人以上を採用する。", "何人を採用するか", ["500人", "1,000人"]),
        ("500人が9か国から9社", "何社から来たか", ["9社"]),
        ("2018年9月、モスクワで開催された。", "いつ開催されたか", ["2018年9月"]),
        ("ウラジーミル・プーチン大統領が語った。", "誰が語ったのか", ["ウラジーミル・プーチン大統領"]),
        ("ファーウェイとテンセントが設立した。", "ファーウェイが設立したのはどの企業か", ["テンセント"]),
        ("ファーウェイは500人を採用。", "WeChatとは何か", []),
        ("ファーウェイは500人を採用。", "なぜ採用するのか", []),
        ("It will hire 500 people by the end of 2019.", "How many people will it hire?", ["500"]),
        ("It will hire 500 people by the end of 2019.", "何人を採用するか", ["500"]),
        ("It was held on 3 June 2016 in Moscow.", "When was it held?", ["3 June 2016"]),
        ("", "何人を採用するか", []),
    ],
)
def test_what_is_marked(article_index: PassageIndex, text: str, question: str, marked: list[str]) -> None:
    query = article_index.analyse(question)
    spans = marks(text, query, kinds_asked(question, query.language), article_index.vocabulary)
    assert [text[start:end] for start, end in spans] == marked


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("ﾌｧｰｳｪｲは㌔５００人を採用した。", (8, 12)),
        ("㈱が500人", (2, 6)),
        ("㍿㍿㍿５００人", (3, 7)),
        ("😀500人", (1, 5)),
    ],
)
def test_offsets_are_those_of_the_raw_text(article_index: PassageIndex, text: str, span: tuple[int, int]) -> None:
    query = article_index.analyse("何人か")
    assert marks(text, query, ("number",), article_index.vocabulary) == (span,)
