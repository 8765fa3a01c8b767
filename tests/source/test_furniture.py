"""Pages built as real ones are: the article comes out, what stands around it does not."""

from pathlib import Path

import pytest

from source import Document, read
from tests.source.test_webpage import FILLER, page

PAGES = Path(__file__).parent / "pages"


def lines(document: Document) -> list[str]:
    """Return headings (with `#` for each level) and paragraphs in order."""
    parts = [(part.start, "#" * part.level + part.text) for part in document.headings]
    parts += [(part.start, part.text) for part in document.paragraphs]
    return [text for _, text in sorted(parts)]


@pytest.mark.parametrize(
    ("name", "facts", "expected"),
    [
        (
            "news",
            ("港の新しい灯台が点灯、10年ぶり", "山田太郎", "2024-05-12"),
            [
                "みなと市の港で12日、新しい灯台が点灯した。灯台の建て替えは10年ぶりで、高さは32メートルある。",
                "市によると、総工費は4億円で、昨年8月に着工した。",
                "#漁業者は歓迎",
                "漁師の佐藤一郎さん（58）は「霧の日も安心して帰れる」と話した。",
                "古い灯台は来年3月までに取り壊される。",
            ],
        ),
        (
            "blocks",
            ("図書館の開館時間を延長", "鈴木花子", "2023-09-01"),
            [
                "市立図書館は10月から、平日の開館時間を午後9時まで延長する。利用者の要望に応えた。",
                "延長は中央館と東館の2館で、費用は年間800万円を見込む。",
                "館長の田中さんは「仕事帰りに寄ってほしい」と話している。",
            ],
        ),
        (
            "blog",
            ("Baking bread without a scale", "Mary Baker", "2022-03-04"),
            [
                "I baked for two years before I owned a scale. A cup of flour weighs about 125 grams.",
                "#What you need",
                "Four cups of flour",
                "One teaspoon of salt",
                "Water",
                "Bread is a process, not a product.",
                "#The method",
                "Mix everything, wait twelve hours, and bake at 230°C for 40 minutes.",
                "flour 4 cups\nwater 2 cups",
                "##Notes",
                "Older flour needs more water.",
                "Flour | Water",
                "White | 1.5 cups",
            ],
        ),
        (
            "encyclopedia",
            ("架空灯台", None, None),
            [
                "高さ | 32 m",
                "初点灯 | 1903年",
                "架空灯台（かくうとうだい、Kaku Lighthouse）は、みなと市にある灯台である。",
                "#歴史",
                "1903年に初めて点灯した。1945年の空襲で壊れ、1950年に再建された。",
                "##構造",
                "煉瓦造りで、階段は124段ある。",
                "第1等レンズを持つ。",
                "灯質は単閃白光。",
            ],
        ),
        (
            "city",
            ("粗大ごみの出し方", None, "2023-04-01"),
            [
                "ページID：10234",
                "#申し込み方法",
                "粗大ごみは、電話またはインターネットで申し込んでください。"
                "受付時間は、月曜日から土曜日の午前8時から午後7時までです。",
                "##手数料",
                "品目別の手数料",
                "品目 | 手数料",
                "いす | 400円",
                "ソファー | 1,200円（2人掛け以上は2,000円）",
                "申し込む",
                "処理券を購入する",
                "朝8時までに出す",
                "対象外のもの",
                "エアコン、テレビ、冷蔵庫",
                "#このページに関するお問い合わせ",
                "環境部 ごみ減量課電話：03-0000-0000",
            ],
        ),
    ],
)
def test_realistic_pages(name: str, facts: tuple[str, str | None, str | None], expected: list[str]) -> None:
    document = read(PAGES / f"{name}.html")
    assert (document.title, document.author, document.published) == facts
    assert lines(document) == expected


def test_a_subject_named_like_furniture_is_kept() -> None:
    body = f"{FILLER * 2}<section id='social-comments'><h2 id='related'>Related work</h2><p>It is old.</p></section>"
    assert lines(page(body))[2:] == ["#Related work", "It is old."]


def test_a_wrapper_named_after_what_it_also_holds_is_kept() -> None:
    document = page(f"<div class='has-sidebar'>{FILLER * 2}<div class=sidebar><p>Aside.</p></div></div>")
    assert lines(document) == [FILLER[3:-4]] * 2


def test_a_link_left_open_loses_no_sentence() -> None:
    assert lines(page(f"<a href=x>{FILLER * 2}<p>More")) == [FILLER[3:-4]] * 2


def test_a_page_of_links_alone_is_read() -> None:
    assert lines(page("<p><a href=1>One thing</a></p><p><a href=2>Another</a></p>")) == ["Another"]


@pytest.mark.parametrize(
    "mark",
    [
        "<sup><a href='#n1'>1</a></sup>",
        "<sup>[<a href='#n1'>12</a>]</sup>",
        "<a href='#n1'>[1]</a>",
        "<a href='#n1'>※1</a>",
        "<a href='#back'>↩</a>",
    ],
)
def test_marks_of_footnotes_are_left_out(mark: str) -> None:
    assert lines(page(f"<p>灯台は港にある{mark}。</p>")) == ["灯台は港にある。"]


def test_other_raised_text_stays() -> None:
    assert lines(page("<p>It is 10<sup>6</sup> m<sup>2</sup> large, see <a href='#map'>the map</a>.</p>")) == [
        "It is 106 m2 large, see the map."
    ]


def test_the_caption_of_a_picture_is_left_out_and_that_of_a_listing_stays() -> None:
    body = "<figure><img><figcaption>Seen.</figcaption></figure>"
    listing = "<figure><pre>one two</pre><figcaption>A listing of words.</figcaption></figure>"
    assert lines(page(FILLER + body + listing)) == [FILLER[3:-4], "one two", "A listing of words."]


def test_what_the_page_says_of_itself_as_data() -> None:
    data = '{"@graph":[{"datePublished":"2023-09-01T09:00:00+09:00","author":[{"name":"鈴木花子"}]}]}'
    document = page(FILLER, f"<script type='application/ld+json'>{data}</script>")
    assert (document.author, document.published) == ("鈴木花子", "2023-09-01")


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    head = "<meta property='og:title' content='港の話 | 新聞'><meta property='og:site_name' content='新聞'>"
    assert page(FILLER, head).title == "港の話"
