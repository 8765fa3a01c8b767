"""Which things a sentence holds."""

import pytest

from assistant.asked import Kind
from assistant.things import proper_names, things
from source import Sentence


@pytest.mark.parametrize(
    ("text", "kind", "held"),
    [
        ("今後5年間で1,000人以上の専門家を採用する。", "number", ["5年間", "1,000人"]),
        ("2018年9月、西安新区で開催された。", "number", []),
        ("最新のS-400防空システムを取得した。", "number", []),
        ("十四軒の農家が集まった。", "number", ["十四軒"]),
        ("2018 年 9 月、西安新区で開催された。", "date", ["2018 年 9 月"]),
        ("湯守の仕事は、朝の四時に始まる。", "date", ["四時"]),
        ("20 億米ドルのジョイント・ベンチャーを設立した。", "money", ["20 億米ドル"]),
        ("浸透率は75%である。", "percentage", ["75%"]),
        ("この二つは北米に次ぐ。", "city", []),
        ("モスクワで5Gテストを始めた。", "city", ["モスクワ"]),
        ("It was held on 3 June 2016.", "date", ["3 June 2016"]),
        ("It was built in 1077, and again in 980.", "date", ["1077", "980"]),
        ("It is spoken in 600 towns, in 45% of them badly.", "date", []),
        ("The final bill was 71.5 million.", "money", ["71.5 million"]),
        ("The operator was founded by Ines Corraghan.", "named person", ["Ines Corraghan"]),
    ],
)
def test_things(text: str, kind: Kind, held: list[str]) -> None:
    assert things(Sentence(0, len(text), text), kind) == held


def test_names_are_taken_from_the_japanese_side() -> None:
    sentence = Sentence(0, 9, "Putin spoke in Beijing.", "プーチン大統領が北京で語った。")
    assert "北京" in things(sentence, "city")
    assert things(sentence, "named person") == ["プーチン"]


def test_proper_names() -> None:
    assert proper_names("創業者・任正非は何と語ったか", "ja") == ["任正"]
    assert proper_names("渡部悦和はWeChatを使うか", "ja") == ["渡部悦和", "WeChat"]
    assert proper_names("How are GLONASS and the BeiDou system linked?", "en") == ["GLONASS", "BeiDou"]
