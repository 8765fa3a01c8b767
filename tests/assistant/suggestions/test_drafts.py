"""Questions by their sentences, in either language; not tried."""

import pytest

from assistant.suggestions.english.drafts import drafts as english
from assistant.suggestions.japanese.drafts import drafts as japanese


@pytest.mark.parametrize(
    ("sentences", "questions"),
    [
        (["現在の組合員は五十二軒、持つ船は十九隻である。"], ["現在の組合員は何軒ですか。", "持つ船は何隻ですか。"]),
        (["財団は 67,900 人以上の学者を雇っており、力がある。"], ["財団は何人の学者を雇っているのですか。"]),
        (["2016 年 6 月、港の改修計画が開始された。"], ["港の改修計画はいつ開始されたのですか。"]),
        (["船員の平均年齢は53歳です。"], ["船員の平均年齢は何歳ですか。"]),
        (["工事には、全部で９億２千万円がかかった。"], ["工事にはいくらかかったのですか。"]),
        (["定員を減らしたのは、満席になる日が少ないからです。"], ["定員を減らしたのはなぜですか。"]),
        (["待ち点とは、一日待つごとに一点ずつたまる点数である。"], ["待ち点とは何ですか。"]),
        (["初代の組合長は、農家の桐畑のぞみ氏だ。"], ["桐畑のぞみ氏とは誰ですか。", "初代の組合長は誰ですか。"]),
        (["宿の主人たちは強く反対した。", "井戸は財産だからだ。"], ["なぜ宿の主人たちは強く反対したのですか。"]),
        (["蔵は酒粕を使ったアイスクリームを売り出した。"], []),
        (["千鳥酒造は酒粕を使った菓子を売り出した。"], ["千鳥酒造は何を売り出したのですか。"]),
        (["みのり財団は医療の拠点を建設し、運営する契約に調印した。"], []),
        (["この船は40人を運ぶ。"], []),
        (["部屋は40人が入れる広さだという。"], []),
        (["「五十人が来た。」と彼は言う。"], []),
        (["それぞれ400人と150人が働いている。"], []),
    ],
)  # fmt: skip
def test_japanese_statements_become_questions(sentences: list[str], questions: list[str]) -> None:
    assert [draft.question for draft in japanese(sentences)] == questions


def test_a_reason_is_answered_by_the_sentence_that_gives_it() -> None:
    (draft,) = japanese(["宿の主人たちは強く反対した。", "井戸は財産だからだ。"])
    assert draft.sentence == 1


@pytest.mark.parametrize(
    ("sentences", "questions"),
    [
        (["There were 23 registered hives in 2008."], ["How many registered hives were there in 2008?"]),
        (["The plant has eight turbines, each rated at 1.6 megawatts."], ["How many turbines does the plant have?"]),
        (["In June 2016, the plan for a park was launched."], ["When was the plan for a park launched?"]),
        (["The park was completed in 2018, with companies taking part."], ["When was the park completed?"]),
        (
            ["The committee refused the offer because the cup would have lost its name."],
            ["Why did the committee refuse the offer?"],
        ),
        (["A swarm is a part of a colony that leaves with the old queen."], ["What is a swarm?"]),
        (["The hall was designed by Augustus Penhale in a week."], ["Who was the hall designed by?"]),
        (["A count made in Linden in 2019 by students recorded fewer bees."], []),
        (["It has eight turbines."], []),
        (["Is it cold?"], []),
    ],
)
def test_english_statements_become_questions(sentences: list[str], questions: list[str]) -> None:
    assert [draft.question for draft in english(sentences)] == questions


@pytest.mark.parametrize("drafts", [japanese, english])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "。",
        "\ud800",
        "「「「",
        "、、、は、は。",
        "は" * 300,
        "1" * 5000,
        "(" * 500,
        "A " * 2000 + ".",
        "*_`<b>|",
        "2016年は。",
    ],
)
def test_no_text_breaks_it(drafts: object, text: str) -> None:
    assert callable(drafts)
    assert drafts([text, text]) == []
