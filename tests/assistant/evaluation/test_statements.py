"""How an answer's text is cut, and which citation belongs to which statement."""

import pytest

from assistant.evaluation import CitedQuote, SystemAnswer
from assistant.evaluation.statements import plain_text, statements_of
from tests.assistant.evaluation.conftest import answer


def cut(text: str, *quotes: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(statement.text, statement.cited) for statement in statements_of(answer(text, *quotes))]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("彼は来た。[1]彼女も来た。[2]", [("彼は来た。", (1,)), ("彼女も来た。", (2,))]),
        ("彼は来た。 [1] 彼女も来た。 [2]", [("彼は来た。", (1,)), ("彼女も来た。", (2,))]),
        ("彼は来た[1]。彼女も来た[2]。", [("彼は来た。", (1,)), ("彼女も来た。", (2,))]),
        ("彼は来た。［１］彼女も【2】来た。", [("彼は来た。", (1,)), ("彼女も来た。", (2,))]),
        ("彼は来た。\n[1]\n彼女も来た。", [("彼は来た。", (1,)), ("彼女も来た。", ())]),
        ("He came. [1] She came too. [2]", [("He came.", (1,)), ("She came too.", (2,))]),
        ("He came [1]. She came too [2].", [("He came.", (1,)), ("She came too.", (2,))]),
        ("He came.[1]She came too.[2]", [("He came.", (1,)), ("She came too.", (2,))]),
        ("He [1] and she [2] came.", [("He and she came.", (1, 2))]),
        ("来た。[2][1][2]", [("来た。", (2, 1))]),
        ("来た。[1, 3]", [("来た。", (1, 3))]),
        ("来た。[2-4]", [("来た。", (2, 3, 4))]),
        ("来た。[1–2、7]", [("来た。", (1, 2, 7))]),
        ("来た。[1-9999]", [("来た。", (1, 9999))]),
        ("[1] 来た。", [("来た。", (1,))]),
        ("来た。[0]", [("来た。", (0,))]),
        ("「来た。見た。」と書いた。[1]", [("「来た。見た。」と書いた。", (1,))]),
        ("It rose by 1.5 points. [1]", [("It rose by 1.5 points.", (1,))]),
        (
            "The U.S. sold 3.5 million. [1] The S-400 came. [2]",
            [("The U.S. sold 3.5 million.", (1,)), ("The S-400 came.", (2,))],
        ),
        ("来た。", [("来た。", ())]),
        (" [1] ", []),
        ("", []),
        ("F[n] と [a] は印ではない。[1]", [("F[n] と [a] は印ではない。", (1,))]),
    ],
)  # fmt: skip
def test_marks_and_statements(text: str, statements: list[tuple[str, tuple[int, ...]]]) -> None:
    assert cut(text) == statements


def test_an_answer_without_a_mark_cites_all_that_it_lists() -> None:
    assert cut("来た。見た。", "来た。", "見た。") == [("来た。見た。", (1, 2))]


def test_marks_of_the_document_are_not_the_answers() -> None:
    assert cut("彼は来た[12]。 [1]", "彼は来た[12]。") == [("彼は来た[12]。", (1,))]


def test_a_translation_is_one_statement_as_the_sentence_that_it_renders() -> None:
    cited = CitedQuote(1, "彼は来て、見た。", "He came. He saw [3].")
    given = SystemAnswer("q", True, "He came. He saw [3]. [1] He won. [2]", (cited,))
    found = [(statement.text, statement.cited) for statement in statements_of(given)]
    assert found == [("He came. He saw [3].", (1,)), ("He won.", (2,))]
    assert plain_text(given) == "He came. He saw [3]. He won."
