"""The row that the model reads: which piece stands where, and what is cut off."""

import pytest

from assistant.reader.layout import END, LONGEST, START, Row, lay_out

QUESTION = [10, 11]
SENTENCES = [[20, 21, 22], [30], [40, 41]]


def test_a_question_and_its_sentences() -> None:
    assert lay_out(QUESTION, SENTENCES) == Row([START, 10, 11, END, END, 20, 21, 22, 30, 40, 41, END], [5, 8, 9, 11])


def test_headings_stand_before_the_sentences() -> None:
    row = lay_out(QUESTION, SENTENCES[:1], headings=[50, 51])
    assert row == Row([START, 10, 11, END, END, 50, 51, END, 20, 21, 22, END], [8, 11])


def test_the_turn_before_stands_before_the_question() -> None:
    row = lay_out(QUESTION, SENTENCES[1:2], headings=[50], turns=[[60, 61], [70]])
    assert row == Row([START, 60, 61, END, 70, END, 10, 11, END, END, 50, END, 30, END], [12, 13])


def test_long_parts_are_cut_off_behind() -> None:
    row = lay_out(range(100, 200), [[20]], headings=range(300, 400), turns=[range(500, 600), range(700, 710)])
    turns = [*range(500, 564), END, *range(700, 710), END]
    assert row.ids == [START, *turns, *range(100, 180), END, END, *range(300, 340), END, 20, END]
    assert row.starts == [len(row.ids) - 2, len(row.ids) - 1]


def test_a_passage_without_sentences() -> None:
    assert lay_out(QUESTION, []) == Row([START, 10, 11, END, END, END], [5])


@pytest.mark.parametrize(
    ("longest", "sentences", "starts"),
    [
        (12, [20, 21, 22, 30, 40, 41], [5, 8, 9, 11]),
        (11, [20, 21, 22, 30], [5, 8, 9]),  # the last one is left out whole
        (9, [20, 21, 22], [5, 8]),
        (8, [20, 21], [5, 7]),  # the first one is cut instead: a row has something to read
        (7, [20], [5, 6]),
    ],
)
def test_what_finds_no_room(longest: int, sentences: list[int], starts: list[int]) -> None:
    row = lay_out(QUESTION, SENTENCES, longest=longest)
    assert row == Row([START, 10, 11, END, END, *sentences, END], starts)
    assert len(row.ids) <= longest


def test_nothing_is_read_behind_a_sentence_that_found_no_room() -> None:
    row = lay_out(QUESTION, [[20], [30, 31, 32], [40]], longest=8)
    assert row == Row([START, 10, 11, END, END, 20, END], [5, 6])


def test_a_sentence_without_pieces_keeps_its_place() -> None:
    row = lay_out(QUESTION, [[20], [], [40]])
    assert row == Row([START, 10, 11, END, END, 20, 40, END], [5, 6, 6, 7])


def test_the_longest_row_is_as_long_as_the_model_reads() -> None:
    row = lay_out(range(100, 300), [range(100, 900)], headings=range(99), turns=[range(99), range(99)])
    assert (len(row.ids), row.ids[-1]) == (LONGEST, END)
