"""What a vote can be."""

import pytest

from tests.assistant.feedback.conftest import MakeVote


def test_a_vote_on_a_quote_and_on_the_whole(vote: MakeVote) -> None:
    assert (vote().start, vote().end, vote().weight) == (30, 40, 1)
    whole = vote(quote=None, verdict=False)
    assert (whole.start, whole.end, whole.weight) == (None, None, -1)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"question": " "}, "this one is empty"),
        ({"start": None, "end": 5}, "start and end go together"),
        ({"start": -1, "end": 9}, "no place"),
        ({"start": 5, "end": 5}, "no place"),
        ({"quote": None, "start": 1, "end": 2}, "a quote and its place go together"),
        ({"start": None, "end": None}, "a quote and its place go together"),
        ({"quote": "  "}, "on a quote, and this one is empty"),
        ({"end": 41}, "cannot stand at 30–41"),
    ],
)
def test_what_is_no_vote(vote: MakeVote, given: dict[str, object], message: str) -> None:
    sound = vote()
    fields = {name: getattr(sound, name) for name in type(sound).__slots__}
    with pytest.raises(ValueError, match=message):
        type(sound)(**{**fields, **given})
