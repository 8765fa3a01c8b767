"""A document becomes passages, the units that retrieval finds."""

from source.document import Document, Paragraph, Passage, Sentence

LONGEST = 800
"""Characters beyond which a paragraph becomes several passages; the default article's longest has under 500."""


def split(document: Document, *, longest: int = LONGEST) -> list[Passage]:
    """Return the passages in order: the front matter's and one for each paragraph, several for a long one.

    A passage is a run of whole sentences; a sentence is never cut, so one longer than `longest` characters is a
    passage by itself.
    """
    passages: list[Passage] = []
    for paragraph in document.all_paragraphs():
        runs = _runs(paragraph, longest)
        for part, sentences in enumerate(runs, start=1):
            start, end = sentences[0].start, sentences[-1].end
            passages.append(
                Passage(
                    id=f"p{paragraph.number:03d}" + (f".{part}" if len(runs) > 1 else ""),
                    document=document.id,
                    section=paragraph.section,
                    paragraph=paragraph.number,
                    start=start,
                    end=end,
                    text=document.text[start:end],
                    sentences=sentences,
                )
            )
    return passages


def _runs(paragraph: Paragraph, longest: int) -> list[tuple[Sentence, ...]]:
    """Return a paragraph's sentences in runs of nearly equal length, none above `longest` if the sentences allow."""
    length = paragraph.end - paragraph.start
    if length <= longest:
        return [paragraph.sentences]
    share = length / -(-length // longest)
    runs: list[list[Sentence]] = [[]]
    for sentence in paragraph.sentences:
        if runs[-1] and (runs[-1][-1].end - runs[-1][0].start >= share or sentence.end - runs[-1][0].start > longest):
            runs.append([])
        runs[-1].append(sentence)
    return [tuple(run) for run in runs]
