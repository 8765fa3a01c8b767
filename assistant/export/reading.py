"""The quotes of an export are read again, as it was written or as somebody has changed it."""

import re
from dataclasses import dataclass, field

from assistant.export.escaping import unescaped
from assistant.export.markdown import MARKER
from assistant.export.wording import WORDS
from assistant.quotes.checker import Claimed, problem
from assistant.quotes.lines import LineError, QuoteLine, parse_array, parse_lines

PLACE = re.compile(r"\*\*\\?\[([0-9]{1,9})\\?\]\*\* .*\(([0-9]{1,12})–([0-9]{1,12})\)\s*")
TITLE, QUESTION = re.compile(r"#(?!#)"), re.compile(r"##(?!#)")
CITATION = re.compile(r"\*\*\\?\[")
"""How a place of a citation begins, whatever has become of the rest."""
DIGEST, DOCUMENT = (  # in either language
    re.compile(rf"- (?:{'|'.join(map(re.escape, labels))}): (.*)")
    for labels in ([words.digest for words in WORDS.values()], [words.document for words in WORDS.values()])
)


def read_quotes(text: str) -> list[QuoteLine]:
    """Return the quotes of a file: an export in Markdown, an array of JSON, or lines of JSON.

    Raises `LineError` for the first line that is wrong.
    """
    start = text.lstrip()
    if start.startswith(MARKER):
        return parse_markdown(text)
    return parse_array(text) if start.startswith("[") else parse_lines(text)


def parse_markdown(text: str) -> list[QuoteLine]:
    """Return the quotes of an export in Markdown, in order, each with the place, document and digest it stands under.

    A citation's first quotation is its quote, the second the translation. Raises `LineError`.
    """
    reader = _Reader()
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        reader.take(number, line)
    reader.close()
    return reader.quotes


@dataclass(slots=True)
class _Citation:
    line: int
    number: str
    start: int
    end: int
    quotes: int = 0


@dataclass(slots=True)
class _Reader:
    """What has been read so far: the quotes, and what the next one stands under."""

    quotes: list[QuoteLine] = field(default_factory=list)
    document: str | None = None
    sha256: str | None = None
    question: str | None = None
    citation: _Citation | None = None
    quoted: list[str] = field(default_factory=list)
    quoted_from: int = 0

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        if line.startswith(">"):
            self.quoted_from = self.quoted_from if self.quoted else number
            self.quoted.append(unescaped(line[1:].strip(" \t")))
            return
        self._end_quotation()
        if TITLE.match(line):
            self._end_citation()
            self.document = self.sha256 = self.question = None
        elif QUESTION.match(line):
            self._end_citation()
            self.question = unescaped(line[2:].strip(" \t"))
        elif CITATION.match(line):
            self._end_citation()
            self.citation = self._place(number, line)
        elif self.question is None:
            self._fact(line)

    def close(self) -> None:
        """Read the end of the file."""
        self._end_quotation()
        self._end_citation()

    def _fact(self, line: str) -> None:
        if found := DIGEST.fullmatch(line):
            self.sha256 = unescaped(found[1].strip(" \t"))
        elif found := DOCUMENT.fullmatch(line):
            self.document = unescaped(found[1].strip(" \t"))

    def _place(self, number: int, line: str) -> _Citation:
        found = PLACE.fullmatch(line)
        if found is None:
            raise LineError(number, "this is no place of a citation: **[1]** … (start–end)")
        if self.question is None or self.sha256 is None:
            missing = "question" if self.sha256 is not None else "digest of a text"
            raise LineError(number, f"the citation stands under no {missing}")
        start, end = int(found[2]), int(found[3])
        try:
            Claimed(start, end)
        except ValueError as error:
            raise LineError(number, str(error)) from None
        return _Citation(number, found[1], start, end)

    def _end_quotation(self) -> None:
        if not self.quoted:
            return
        quote, self.quoted, citation = "\n".join(self.quoted), [], self.citation
        if citation is None or citation.quotes == 2:
            raise LineError(self.quoted_from, "the quotation stands under no citation")
        trouble = problem(quote)
        if trouble is not None:
            raise LineError(self.quoted_from, trouble)
        name = f"{self.question}[{citation.number}]{' translation' if citation.quotes else ''}"
        citation.quotes += 1
        self.quotes.append(
            QuoteLine(name, quote, self.question, citation.start, citation.end, self.document, self.sha256)
        )

    def _end_citation(self) -> None:
        if self.citation is not None and self.citation.quotes == 0:
            raise LineError(self.citation.line, f"citation {self.citation.number} has no quotation below it")
        self.citation = None
