"""How a question and a passage are laid out for the reader: one row of pieces, with the place of every sentence.

    <s> question </s></s> headings </s> first sentence second sentence … </s>

A question without a passage is read for what kind of request it is.

A question that leans on a turn before it has that turn's question and the sentence that answered it before its own:
`<s> question before </s> its answer </s> question </s></s> …`. Sentences are tokenised one by one and put end to end,
so that each piece belongs to one sentence, in training as in use.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "fact",
    "list",
    "reason",
    "comparison",
    "summary",
    "metadata",
    "section",
    "everything",
    "small_talk",
    "about_assistant",
    "out_of_document",
]
"""What is asked for: a fact, several things, a reason, two things weighed, the gist of the whole, the document's own
facts (author, date, title), what one part of it says, all that it says of something; or a greeting or remark, something
about the assistant itself, something that no document holds, which is read all the same."""

KINDS: tuple[Kind, ...] = get_args(Kind)
ABOUT_NOTHING: tuple[Kind, ...] = ("small_talk", "about_assistant", "out_of_document")
"""Those that no document answers."""

START, PAD, END, UNKNOWN = 0, 1, 2, 3
"""Ids of the special pieces, as XLM-RoBERTa has them."""

BEGIN, LAST, EVIDENCE, ANYTHING, LEANS = range(5)
"""The model's logits of a piece: the answer's words begin there, end there; its sentence answers; and, of the first
piece alone, anything in the row answers, and the question leans on the turn before it."""

LONGEST = 512
"""Pieces of a row, the positions that the model has."""
LONGEST_QUESTION, LONGEST_TURN, LONGEST_HEADING = 80, 64, 40
"""Pieces kept of a question, of each part of a turn before it, and of the headings; the rest is cut off."""

Pieces = Sequence[int]


@dataclass(frozen=True, slots=True)
class Row:
    """The pieces of one row, and where its sentences begin among them; the last entry is where the last one ends.

    Sentences that find no room are left out: there may be fewer than were given.
    """

    ids: list[int]
    starts: list[int]


def lay_out(
    question: Pieces,
    sentences: Sequence[Pieces],
    *,
    headings: Pieces = (),
    turns: Sequence[Pieces] = (),
    longest: int = LONGEST,
) -> Row:
    """Lay out a question, the parts of the turns before it and a passage's sentences."""
    ids = [START]
    for part in turns:
        ids += [*part[:LONGEST_TURN], END]
    ids += [*question[:LONGEST_QUESTION], END, END]
    if headings:
        ids += [*headings[:LONGEST_HEADING], END]
    starts = [len(ids)]
    for sentence in sentences:
        room = longest - 1 - len(ids)
        if len(sentence) > room and len(starts) > 1:
            break
        ids += sentence[:room]
        starts.append(len(ids))
    return Row([*ids, END], starts)
