import random

import pytest

from source.sentences import sentence_spans


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


# Each row is one paragraph, given as its sentences; joined with nothing between them they are what is cut.
JAPANESE = [
    ("「ロシアは支援する計画である。共有できるだろう」と述べた。", "次の文である。"),
    ("「行こう。」と彼は言った。", "「はい。」", "彼女は答えた。"),
    ("「何？」", "「知らない。」", "「そうか！」"),
    ("彼は“もう終わりだ。”と言った。", "次の文である。"),
    ("『本。』を読んだ。", "次の文である。"),
    ("「中ロ同盟の成立か？」と先走るメディアも出てきた。", "この急接近は続く。"),
    ("「やった！」と叫んだ。", "うれしかった！！", "本当だ。"),
    ("本当か？", "そうだ。", "やった！", "次へ行く。"),
    ("今年は終わり!!", "来年もよろしく?!", "はい。"),
    ("Yahoo！ニュースが伝えた。", "次の文である。"),
    ("水位は1.5メートル、幅は１．５メートルである。", "次の文である。"),
    ("文末が全角のピリオドである．", "幅は１．５メートル．"),
    ("中国が最新のS-400防空システムを取得した。", "ロシアによるS-400の提供は大きい。"),
    ("これは事実である。[1]", "次の文である。※1", "その次である。［2］", "最後の文。"),
    ("これは事実である[1]。", "次の文である（注1）。", "終わり。"),
    ("彼は言った。¹", "次の文²。", "終わり。"),
    ("（これは補足である。）", "次の文である。"),
    ("ロシアは支援する（詳細は後述。図2参照）。", "次の文である。"),
    ("そうか……。", "わかった。"),
    ("えっ…そんなはずはない。", "次の文である。"),
    ("閉じない「かぎ括弧がある。", "次の文である。"),
    ("引用で終わる「できるであろう」",),
    ("一つ目は「甲」である。", "二つ目は『乙「丙。」丁』である。", "三つ目。"),
]

# The same with a space between the sentences.
ENGLISH = [
    ("The U.S. is large.", "It trades with the U.K. and others."),
    ("He moved to the U.S.", "The city was new."),
    ("He met J. R. Smith at 10 a.m. on Monday.", "They talked."),
    ("Dr. Okafor and Mrs. Brown came from St. Petersburg.", "They stayed."),
    ("We saw cats, e.g. lions, and dogs, i.e. pets.", "Then we left."),
    ("Gate No. 7 leaked.", "Is that so?", "No.", "It is not."),
    ("The price is 1.5 million.", "It grew 3.5%.", "That was in 2019.", "Then 12 more came."),
    ("The S-400 is a system.", "Version 2.0.1 is out.", "Use it."),
    ("Vellane Tidal Ltd., and its owner, won.", "She left Acme Inc.", "It sells things."),
    ("Prof. Lee et al. found it.", "Others did not, etc.", "The end."),
    ("See Fig. 3 and p. 4 for details.", "Then go."),
    ("Born on Jan. 5, 1990.", "He may.", "She may not."),
    ('He said "Stop. Go home." and left.', "She stayed."),
    ('"Whatever they choose," she told a meeting, "they should ask the eels first."', "They did."),
    ("“It is over.”", "Then he left.", "“Go,” he said."),
    ('She asked, "Why?"', 'He said, "Because!"', "They left."),
    ("The note was in a drawer ... and there it stayed.", "Years passed."),
    ("Wait...", "What happened?", "Nothing!"),
    ("(This is true.)", "The next one is not.", "The end."),
    ("This is shown.[3]", "That is not.[4,5]", "The end."),
    ("The address is https://example.com/a.b?c=d.", "It works."),
    ("1. The gates are opened.", "They close."),
]


@pytest.mark.parametrize("sentences", JAPANESE)
def test_japanese_sentences(sentences: tuple[str, ...]) -> None:
    assert cut("".join(sentences)) == list(sentences)


@pytest.mark.parametrize("sentences", ENGLISH)
def test_english_sentences(sentences: tuple[str, ...]) -> None:
    assert cut(" ".join(sentences)) == list(sentences)


def test_mixed_scripts() -> None:
    assert cut("これは日本語の文。English follows. それから日本語。") == [
        "これは日本語の文。",
        "English follows.",
        "それから日本語。",
    ]


def test_white_space_belongs_to_no_sentence() -> None:
    text = "  一つ目の文か？　「二つ目の文。」 三つ目。\n"
    assert sentence_spans(text) == [(2, 9), (10, 18), (19, 23)]
    assert cut(text) == ["一つ目の文か？", "「二つ目の文。」", "三つ目。"]


@pytest.mark.parametrize("text", ["", " ", "\n　\t"])
def test_nothing_has_no_sentence(text: str) -> None:
    assert sentence_spans(text) == []


@pytest.mark.parametrize("text", ["終わりのない文", "No full stop", "。", "?", "「", "」", '"', "..."])
def test_a_text_without_a_boundary_is_one_sentence(text: str) -> None:
    assert sentence_spans(text) == [(0, len(text))]


VOCABULARY = r"""。 ！ ？ ! ? ． . … ... 「 」 『 』 （ ） ( ) " ' “ ” [1] ［2］ ※1 ¹ 、 , : ; 日本 の と
    は 行く S-400 1.5
    １．５ U.S. Dr. etc. A I We the word No. 7 Yahoo 𠮷 é 😀
    """
PIECES = [
    *VOCABULARY.split(),
    " ",
    "  ",
    "　",
    "\n",
    "\t",
]


@pytest.mark.parametrize("seed", range(20))
def test_spans_are_ordered_and_leave_out_white_space_only(seed: int) -> None:
    generator = random.Random(seed)
    for _ in range(100):
        text = "".join(generator.choices(PIECES, k=generator.randrange(1, 40)))
        position = 0
        for start, end in sentence_spans(text):
            assert position <= start < end
            assert text[position:start].strip() == ""
            assert text[start:end] == text[start:end].strip()
            position = end
        assert text[position:].strip() == ""
