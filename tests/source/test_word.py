"""What of a Word document comes out as text, by value, and which files are refused."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from source import SourceError, read_bytes
from source.document import Document

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(text: str, tag: str = "t") -> str:
    """Return the XML of a run."""
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def saved(word: WordDocument) -> bytes:
    """Return the bytes of a Word file."""
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def blank() -> WordDocument:
    """Return a Word document without properties."""
    word = docx.Document()
    word.core_properties.author = ""
    return word


def of_xml(*paragraphs: str) -> Document:
    """Read a Word file whose body is made of the insides of these paragraphs."""
    word = blank()
    for inside in paragraphs:
        word.element.body.insert_element_before(parse_xml(f"<w:p {SPACES}>{inside}</w:p>"), "w:sectPr")
    return read_bytes(saved(word), "a.docx")


def with_parts(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return a Word file with its parts changed."""
    word = blank()
    word.add_paragraph("灯台は港にある。")
    with zipfile.ZipFile(io.BytesIO(saved(word))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def with_body(change: Callable[[bytes], bytes]) -> bytes:
    """Return a Word file with its main part changed."""

    def changed(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = change(parts["word/document.xml"])

    return with_parts(changed)


def without(path: str) -> bytes:
    """Return a Word file that lacks a part."""

    def changed(parts: dict[str, bytes]) -> None:
        del parts[path]

    return with_parts(changed)


class TestStructure:
    def test_title_and_headings_by_their_styles(self) -> None:
        word = blank()
        word.add_paragraph("港の話", style="Title")
        for level, heading, text in [(1, "甲", "一。"), (2, "乙", "二。"), (1, "丙", "三。")]:
            word.add_heading(heading, level)
            word.add_paragraph(text)
        document = read_bytes(saved(word), "a.docx")
        assert document.title == "港の話"
        assert [(heading.level, heading.text) for heading in document.headings] == [(1, "甲"), (2, "乙"), (1, "丙")]
        assert [paragraph.section for paragraph in document.paragraphs] == [("甲",), ("甲", "乙"), ("丙",)]

    def test_properties(self) -> None:
        word = docx.Document()
        word.core_properties.title, word.core_properties.author = "港の話", "山田太郎"
        word.add_paragraph("灯台は港にある。")
        document = read_bytes(saved(word), "a.docx")
        assert (document.title, document.author, document.published) == ("港の話", "山田太郎", None)

    @pytest.mark.parametrize(("title", "author"), [("Document1", "python-docx"), ("a", "User"), ("x.docx", "admin")])
    def test_properties_that_a_program_wrote_are_not_believed(self, title: str, author: str) -> None:
        word = docx.Document()
        word.core_properties.title, word.core_properties.author = title, author
        word.add_paragraph("灯台は港にある。")
        document = read_bytes(saved(word), "a.docx")
        assert (document.title, document.author, document.text) == ("a", None, "灯台は港にある。")

    def test_date_and_byline_under_the_title(self) -> None:
        word = blank()
        for text in ("港の話", "著者：山田太郎", "2024年5月12日", "灯台は港にある。"):
            word.add_paragraph(text, style="Title" if text == "港の話" else None)
        document = read_bytes(saved(word), "a.docx")
        assert (document.title, document.author, document.published) == ("港の話", "山田太郎", "2024-05-12")
        assert [paragraph.text for paragraph in document.paragraphs] == ["灯台は港にある。"]

    def test_tables_and_lists(self) -> None:
        word = blank()
        word.add_paragraph("次の通り。")
        word.add_paragraph("申し込む", style="List Number")
        table = word.add_table(rows=2, cols=2)
        for cell, text in zip([*table.rows[0].cells, *table.rows[1].cells], ["品", "値", "いす", "400円"], strict=True):
            cell.text = text
        table.rows[1].cells[0].add_paragraph("（木製）")
        word.add_paragraph("買う", style="List Bullet")
        document = read_bytes(saved(word), "a.docx")
        assert [paragraph.text for paragraph in document.paragraphs] == [
            "次の通り。",
            "申し込む",
            "品 | 値",
            "いす （木製） | 400円",
            "買う",
        ]

    def test_a_text_box_once(self) -> None:
        box = f"<w:txbxContent><w:p>{run('箱の中。')}</w:p></w:txbxContent>"
        picture = (
            f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        assert of_xml(run("箱の外。") + picture, run("あと。")).text == "箱の外。\n\n箱の中。\n\nあと。"

    def test_a_content_control_and_a_link(self) -> None:
        inside = (
            f"<w:sdt><w:sdtContent>{run('灯台は')}</w:sdtContent></w:sdt><w:hyperlink>{run('港にある。')}</w:hyperlink>"
        )
        assert of_xml(inside).text == "灯台は港にある。"


@pytest.mark.parametrize(
    "unseen",
    [
        f"<w:del>{run('秘密', 'delText')}</w:del>",
        f"<w:del>{run('秘密')}</w:del>",
        f"<w:moveFrom>{run('秘密')}</w:moveFrom>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>秘密</w:t></w:r>",
        "<w:r><w:footnoteReference w:id='2'/></w:r>",
        "<w:r><w:instrText>TOC 秘密</w:instrText></w:r>",
        "<w:bookmarkStart w:id='0' w:name='秘密'/>",
    ],
)
def test_left_out(unseen: str) -> None:
    assert of_xml(run("灯台は") + unseen + run("港にある。")).text == "灯台は港にある。"


def test_text_marked_as_not_hidden_and_inserted_text_are_read() -> None:
    seen = "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>港に</w:t></w:r>"
    assert of_xml(run("灯台は") + seen + f"<w:ins>{run('ある。')}</w:ins>").text == "灯台は港にある。"


def test_a_paragraph_whose_mark_is_hidden_is_read() -> None:
    assert of_xml(f"<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{run('灯台。')}").text == "灯台。"


def test_the_reading_above_a_character_is_left_out() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('れんが')}</w:rt><w:rubyBase>{run('煉瓦')}</w:rubyBase></w:ruby></w:r>"
    assert of_xml(ruby + run("造り。")).text == "煉瓦造り。"


def test_breaks_and_tabs_are_spaces() -> None:
    assert of_xml("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three.</w:t></w:r>").text == "one two three."


def test_notes_headers_and_footers_are_left_out() -> None:
    word = blank()
    word.add_paragraph("灯台は港にある。")
    word.sections[0].header.paragraphs[0].text = "秘密"
    word.sections[0].footer.paragraphs[0].text = "秘密"
    assert read_bytes(saved(word), "a.docx").text == "灯台は港にある。"


def renumbered(parts: dict[str, bytes]) -> None:
    """Name the main part as Word in a browser does."""
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    for path in ("_rels/.rels", "[Content_Types].xml"):
        parts[path] = parts[path].replace(b"word/document.xml", b"word/document2.xml")


def test_the_main_part_may_be_numbered() -> None:
    assert read_bytes(with_parts(renumbered), "a.docx").text == "灯台は港にある。"


def deep(body: bytes) -> bytes:
    """Nest content controls in a body."""
    begin, end = b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>"
    return body.replace(b"<w:p>", begin * 5_000 + b"<w:p>", 1).replace(b"</w:p>", b"</w:p>" + end * 5_000, 1)


def odd_styles(parts: dict[str, bytes]) -> None:
    """Make a style of no known type."""
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'w:type="paragraph"', b'w:type="odd"')


KIND = "a.docx is a zip archive but not a Word document."
ENTITIES = "a.docx declares entities, which no Word document does; it is not opened."
DAMAGED = "a.docx is damaged; open it in Word and save it again."


@pytest.mark.parametrize(
    ("data", "reason", "message"),
    [
        (b"<html>", "kind", "a.docx is not a Word document, though its name ends in .docx."),
        (without("word/document.xml"), "kind", KIND),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + b"EncryptedPackage" * 40,
            "encrypted",
            "a.docx is encrypted, or in Word's old format: open it in Word and save it as .docx without a password.",
        ),
        (with_body(lambda body: body.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)), "bomb", ENTITIES),
        (with_body(lambda body: body.decode().replace("?>", "?><!DOCTYPE x>").encode("utf-16")), "bomb", ENTITIES),
        (with_body(lambda body: body[: len(body) // 2]), "broken", DAMAGED),
        (with_body(lambda body: b""), "broken", DAMAGED),
        (with_body(lambda body: b"<a/>"), "broken", DAMAGED),
        (with_body(deep), "broken", DAMAGED),
        (with_parts(odd_styles), "broken", DAMAGED),
        (without("[Content_Types].xml"), "broken", DAMAGED),
        (without("_rels/.rels"), "broken", DAMAGED),
        (with_body(lambda body: body)[:3000], "broken", "a.docx is damaged or cut off; save it again."),
        (saved(blank()), "no_text", "a.docx holds no text."),
    ],
)
def test_what_cannot_be_read(data: bytes, reason: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_bytes(data, "a.docx")
    assert (caught.value.reason, str(caught.value)) == (reason, message)
