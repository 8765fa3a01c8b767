import pytest

from index.fields import FORMS, fields_asked
from source import LANGUAGES, Language, detect


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("この記事を書いたのは誰ですか", {"author"}),
        ("誰がこの記事を書きましたか", {"author"}),
        ("著者は誰ですか", {"author"}),
        ("筆者の肩書きは？", {"author"}),
        ("執筆者の所属は", {"author"}),
        ("本稿の筆者は誰か", {"author"}),
        ("この記事はいつ公開されましたか", {"date"}),
        ("この文章の公開日は？", {"date"}),
        ("いつ書かれた記事ですか", {"date"}),
        ("記事のタイトルは？", {"title"}),
        ("この記事の題名は何ですか", {"title"}),
        ("Who wrote this article?", {"author"}),
        ("Who is the author?", {"author"}),
        ("Author?", {"author"}),
        ("What is the author's position?", {"author"}),
        ("When was this article published?", {"date"}),
        ("When did this article appear?", {"date"}),
        ("On what date was the essay published?", {"date"}),
        ("What is the title of this article?", {"title"}),
        ("What is the headline of the piece?", {"title"}),
        ("Who wrote this and when was it published?", {"author", "date"}),
        ("ＷＨＯ ＷＲＯＴＥ ＴＨＩＳ ＡＲＴＩＣＬＥ？", {"author"}),
    ],
)
def test_questions_about_the_document(question: str, fields: set[str]) -> None:
    assert fields_asked(question, detect(question)) == fields


@pytest.mark.parametrize(
    "question",
    [
        "この記事が参考にした論考を書いたのは誰ですか",
        "この記事で紹介された論考を書いたのは誰か",
        "論考の著者は誰ですか",
        "参考にした論文のタイトルは？",
        "著者は中国とロシアの同盟をどう見ていますか",
        "筆者の結論は何ですか",
        "著者はファーウェイについて誰の発言を引用していますか",
        "この記事によると、ファーウェイはいつ5Gテストを始めましたか",
        "記事で触れられている契約はいつ結ばれましたか",
        "プーチン大統領の発言はいつのものですか",
        "スコルコボ財団はいつ立ち上げられたか",
        "Who wrote the study that the article draws on?",
        "Who authored the joint study?",
        "Who is the author of the joint paper?",
        "Who wrote the article that this essay cites?",
        'Who wrote the paper "A new Sino-Russian high-tech partnership"?',
        "What is the title of the paper that the author draws on?",
        "What does the author conclude?",
        "What position does the author take on the alliance?",
        "When did Huawei start its 5G tests, according to this article?",
        "When was the agreement mentioned in this article published?",
        "What date does the article give for Putin's remark?",
        "When was the partnership announced?",
        "What is Skolkovo called?",
    ],
)
def test_questions_about_the_content_are_not_about_the_document(question: str) -> None:
    assert fields_asked(question, detect(question)) == frozenset()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", ["", " ", "？", "灯台", "lighthouse"])
def test_no_question_asks_for_nothing(question: str, language: Language) -> None:
    assert fields_asked(question, language) == frozenset()


def test_both_languages_have_every_field() -> None:
    assert set(FORMS) == set(LANGUAGES)
    assert {language: set(forms) for language, forms in FORMS.items()} == {
        key: {"title", "author", "date"} for key in LANGUAGES
    }
