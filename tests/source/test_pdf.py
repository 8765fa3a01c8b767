"""PDFs are read: lines become paragraphs, what runs along the pages is left out, and trouble has a sentence."""

import io
from collections.abc import Callable

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from assistant import Assistant
from index import Encoder, PassageIndex
from source import MOST_PAGES, SourceError, read_bytes, split
from tests.source.making import pdf_of

TITLE = "The harbour of Lowestrand"
FIRST = (
    "The harbour of Lowestrand was built in 1712 by masons from the north, who were paid in herring. They never forgot "
    "it. It has two piers, a lighthouse, and a warehouse that nobody has entered since the flood of the winter of 1953."
)
SECOND = (
    "Fishing ended slowly. The last trawler was sold to a museum in 1987, and the quay became a promenade on which the "
    "town holds its market every Saturday, in any weather, under awnings of striped canvas."
)
TITLE_JA = "浜の灯台"
FIRST_JA = (
    "灯台は一八七一年に、北の国から来た石工たちの手で建てられた。灯りには長いあいだ鯨の油が使われ、油を運ぶ小舟が月に二度、"
    "沖の岩場を回って崖の下まで来た。電気が引かれたのは一九二五年のことである。"
)
SECOND_JA = "いまは無人になったが、土曜日には町の人が交代で戸を開け、階段を上る客に当時の日誌を見せている。"

ENGLISH = [(1, TITLE), (2, "Building"), (0, FIRST), (2, "Fishing"), (0, SECOND)]
JAPANESE = [(1, TITLE_JA), (2, "建設"), (0, FIRST_JA), (2, "いま"), (0, SECOND_JA)]


@pytest.mark.parametrize("rows", [ENGLISH, JAPANESE], ids=["en", "ja"])
@pytest.mark.parametrize("indent", [0, 10.5])
def test_pdf_is_read_as_its_markdown(rows: list[tuple[int, str]], indent: float) -> None:
    markdown = "\n\n".join(f"{'#' * level} {text}".strip() for level, text in rows)
    wanted = read_bytes(markdown.encode(), "a.md")
    found = read_bytes(pdf_of(rows, indent=indent), "a.pdf")
    assert found.text == wanted.text
    assert (found.title, found.headings, found.paragraphs) == (wanted.title, wanted.headings, wanted.paragraphs)


@pytest.mark.parametrize(
    ("first", "second", "running"),
    [(FIRST, SECOND, "Annals of the coast, vol. 12"), (FIRST_JA, SECOND_JA, "海辺の年報 第12号")],
)
def test_paragraphs_run_on_over_pages_and_running_heads_are_left_out(first: str, second: str, running: str) -> None:
    glue = " " if first.isascii() else ""
    long = glue.join(f"{first}{glue}{second}" for _ in range(12))
    document = read_bytes(
        pdf_of([(1, "Title" if glue else "題名"), *((0, long) for _ in range(6))], running=running), "a.pdf"
    )
    assert [paragraph.text for paragraph in document.paragraphs] == [long] * 6


def test_two_hundred_pages_are_read_with_their_progress() -> None:
    rows = [(0, f"{FIRST} This is page {number}.") for number in range(1, 201)]
    steps: list[tuple[int, int]] = []
    data = pdf_of(rows, breaks=True, running="Annals")
    document = read_bytes(data, "long.pdf", progress=lambda done, total: steps.append((done, total)))
    assert steps == [(page, 200) for page in range(1, 201)]
    assert [paragraph.text for paragraph in document.paragraphs] == [text for _, text in rows]


def test_hyphens_at_the_end_of_a_line_are_taken_back() -> None:
    data = _drawn(lambda canvas: [canvas.drawString(72, 700 - 14 * n, line) for n, line in enumerate(HYPHENATED)])
    assert read_bytes(data, "a.pdf").paragraphs[0].text == (
        "The municipality of the coast has long held that the harbour belongs to everybody who works there."
    )


HYPHENATED = ["The municipality of the coast has long held that the har-", "bour belongs to everybody who works there."]


def test_title_and_author_come_from_the_file_where_the_page_has_none() -> None:
    rows = [(0, FIRST), (2, "Fishing"), (0, SECOND)]
    document = read_bytes(pdf_of(rows, title="Harbours of the coast", author="Ada Quay"), "a.pdf")
    assert (document.title, document.author) == ("Harbours of the coast", "Ada Quay")
    nameless = read_bytes(pdf_of(rows, title="untitled", author="(anonymous)"), "a.pdf")
    assert nameless.author is None


@pytest.mark.parametrize(
    ("data", "reason", "said"),
    [
        (b"<html>not a pdf</html>", "kind", "is not a PDF"),
        (b"%PDF-1.7\n1 0 obj\n", "broken", "is damaged"),
        (b"%PDF-1.7\n" + bytes(5000), "broken", "is damaged"),
    ],
)
def test_what_is_no_sound_pdf_is_said(data: bytes, reason: str, said: str) -> None:
    with pytest.raises(SourceError, match=said) as caught:
        read_bytes(data, "a.pdf")
    assert caught.value.reason == reason


def test_truncated_pdf_is_damaged_or_read_but_never_a_fault() -> None:
    data = pdf_of(ENGLISH)
    for part in (0.2, 0.5, 0.8, 0.99):
        try:
            assert read_bytes(data[: int(len(data) * part)], "a.pdf").paragraphs
        except SourceError as error:
            assert error.reason in ("broken", "no_text")


def test_scan_is_said_to_hold_no_text() -> None:
    data = _drawn(lambda canvas: canvas.rect(72, 72, 300, 500, fill=1))
    with pytest.raises(SourceError, match="text recognition") as caught:
        read_bytes(data, "scan.pdf")
    assert caught.value.reason == "no_text"


def test_locked_pdf_is_said() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 700, FIRST[:60])
    canvas.save()
    with pytest.raises(SourceError, match="locked with a password") as caught:
        read_bytes(target.getvalue(), "a.pdf")
    assert caught.value.reason == "encrypted"


def test_too_many_pages_are_refused() -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(MOST_PAGES):
            canvas.showPage()

    with pytest.raises(SourceError, match=f"{MOST_PAGES + 1} pages, more than {MOST_PAGES}") as caught:
        read_bytes(_drawn(draw), "a.pdf")
    assert caught.value.reason == "too_many_pages"


@pytest.mark.parametrize(
    ("rows", "question", "quote"),
    [
        (ENGLISH, "When was the last trawler sold?", "The last trawler was sold to a museum in 1987, "),
        (JAPANESE, "電気が引かれたのはいつですか。", "電気が引かれたのは一九二五年のことである。"),
    ],
)
def test_pdf_is_asked_about(rows: list[tuple[int, str]], question: str, quote: str, encoder: Encoder) -> None:
    document = read_bytes(pdf_of(rows, indent=10.5), "a.pdf")
    answer = Assistant(PassageIndex.build(document, split(document), encoder=encoder)).ask(question)
    assert answer.citations[0].quote.startswith(quote)


def _drawn(draw: Callable[[Canvas], object]) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return target.getvalue()
