"""Real files that tests read: PDFs by reportlab, Word documents by python-docx."""

import io
from collections.abc import Sequence
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

JAPANESE = "HeiseiMin-W3"
SIZES = {0: 10.5, 1: 20.0, 2: 14.0}


def pdf_of(
    rows: Sequence[tuple[int, str]], *, running: str = "", indent: float = 0, breaks: bool = False, **said: str
) -> bytes:
    """A PDF of rows (level, text), wrapped as a page layout wraps them; `running` stands at the top of every page."""
    pdfmetrics.registerFont(UnicodeCIDFont(JAPANESE))
    is_japanese = any(ord(char) > 0x2E7F for _, text in rows for char in text)
    font = JAPANESE if is_japanese else "Times-Roman"

    def style(level: int) -> ParagraphStyle:
        size = SIZES[level]
        return ParagraphStyle(
            str(level), fontName=font, fontSize=size, leading=size * 1.5, spaceAfter=size * (0.1 if indent else 1.2),
            firstLineIndent=0 if level else indent, wordWrap="CJK" if is_japanese else None,
        )  # fmt: skip

    def head(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setFont(font, 9)
        if running:
            canvas.drawString(72, A4[1] - 40, running)
        canvas.drawCentredString(A4[0] / 2, 30, str(canvas.getPageNumber()))

    story: list[object] = []
    for level, text in rows:
        story.append(Paragraph(text, style(level)))
        if breaks:
            story.append(PageBreak())
    target = io.BytesIO()
    template = SimpleDocTemplate(target, pagesize=A4, **said)
    template.build(story, onFirstPage=head, onLaterPages=head)
    return target.getvalue()


def write_pdf(path: Path, lines: Sequence[str]) -> None:
    """Write a PDF with a title and paragraphs."""
    path.write_bytes(pdf_of([(1, lines[0]), *((0, line) for line in lines[1:])]))


def write_docx(path: Path, title: str, paragraphs: Sequence[str]) -> None:
    """Write a Word document with a title and paragraphs."""
    document = docx.Document()
    document.add_heading(title, 0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
