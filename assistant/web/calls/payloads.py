"""What the page's script sends, held to its form: anything else is refused before it is worked on."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from source import Language

TURNS = 100
"""Questions of a conversation at most."""

Text = Annotated[str, Field(max_length=20_000)]
Name = Annotated[str, Field(max_length=80, pattern=r"^[\w-]*$")]


class Payload(BaseModel):
    """One JSON object; a field that is missing, unknown or of another type is a `pydantic.ValidationError`."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Turn(Payload):
    """A question as it was typed; `alone` where the visitor wants it answered as it is."""

    question: Text
    alone: bool = False


class Visit(Payload):
    """Which article is meant, the server's own where `article` is empty, and whose browser this is."""

    article: Name = ""
    visitor: Name = ""


class Talk(Visit):
    """A conversation about an article, from its first question on; `start` is the first turn that is wanted."""

    turns: Annotated[tuple[Turn, ...], Field(max_length=TURNS, strict=False)]
    start: Annotated[int, Field(ge=0)] = 0


class Spoken(Visit):
    """An article, and the language that the visitor reads the page in."""

    language: Language


class Saved(Talk):
    """A conversation to be saved as a file."""

    format: Literal["markdown", "json"]
    language: Language


class Ballot(Talk):
    """A vote on the answer to the last question: on a citation, with 0 on the whole answer; None takes it back."""

    citation: Annotated[int, Field(ge=0)]
    verdict: bool | None


class Parcel(Payload):
    """An article to be added: a file's name and its bytes in base64, or a text that was pasted, with its title."""

    visitor: Name
    name: Annotated[str, Field(max_length=400)]
    data: str


class Trial(Visit):
    """A question set to be measured: the one that comes with the program, from feedback, or a file's text."""

    questions: Literal["gold", "feedback", "file"]
    text: str = ""


class Errand(Payload):
    """A job that was begun earlier."""

    job: Name
