"""Calls of the conversation: an article is opened, questions are answered, suggested, saved, voted on."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.conversation import Conversation
from assistant.export import to_json, to_markdown
from assistant.feedback import FeedbackStore, Vote
from assistant.question import problem
from assistant.shelf.entry import owner_of
from assistant.suggestions import Suggester
from assistant.web.answers import turn_html
from assistant.web.article import articles_html, contents_html
from assistant.web.calls.payloads import Ballot, Saved, Spoken, Talk, Turn, Visit
from assistant.web.examples import examples_html, suggestions_html
from source import Language

Open = Callable[[str], Assistant]
"""Returns the assistant of an article by its id, the server's own for an empty one; raises `ShelfError`."""

REMEMBERED = 4000
"""Answers that are kept, so that a conversation's earlier questions are not worked on again."""

SUGGESTERS = 32
"""Articles whose suggestions are kept."""


class Conversing:
    """Answers for all visitors. Nothing of one is kept but answers, which are the same for whoever asks."""

    def __init__(self, open_article: Open, feedback: FeedbackStore) -> None:
        """Answer about the articles that `open_article` gives; votes go to `feedback`."""
        self._open = open_article
        self._feedback = feedback
        self._answer = lru_cache(REMEMBERED)(self._answer_last)
        self._suggester = lru_cache(SUGGESTERS)(lambda article: Suggester(self._open(article)))
        self._examples = lru_cache(2 * SUGGESTERS)(self._examples_of)

    def open_article(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Return an article's HTML, and what the page must know of it."""
        visit = Visit.model_validate(payload)
        documents = self._open(visit.article).documents
        return {
            "key": key_of(self._open(visit.article)),
            "title": documents[0].title if len(documents) == 1 else "",
            "translated": any(document.translated for document in documents),
            "article": articles_html(documents),
            "contents": contents_html(documents),
        }

    def converse(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Return the HTML of a conversation's turns, from the wanted one on."""
        talk = Talk.model_validate(payload)
        documents = self._open(talk.article).documents
        answers = self._answers(talk)
        numbered = list(enumerate(zip(answers, talk.turns, strict=True), start=1))[talk.start :]
        return {
            "turns": [turn_html(answer, documents, number, alone=turn.alone) for number, (answer, turn) in numbered]
        }

    def suggest(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Return the HTML of questions to ask after the last one."""
        talk = Talk.model_validate(payload)
        answers = self._answers(talk)
        asked = [question for answer in answers for question in (answer.question, answer.asked_after or "")]
        suggestions = self._suggester(talk.article).after(answers[-1], asked=asked) if answers else ()
        return {"html": suggestions_html(suggestions, answered=answers[-1].answered) if answers else ""}

    def examples(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Return the HTML of what an article says in short, and of questions to begin with, section by section."""
        spoken = Spoken.model_validate(payload)
        self._open(spoken.article)  # it may be gone
        return {"html": self._examples(spoken.article, spoken.language)}

    def save(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Return a conversation as a file: its name and its text."""
        saved = Saved.model_validate(payload)
        answers = self._answers(saved)
        if saved.format == "json":
            return {"name": "tenkyo.json", "type": "application/json", "text": to_json(answers)}
        text = to_markdown(answers, language=saved.language)
        return {"name": "tenkyo.md", "type": "text/markdown", "text": text}

    def vote(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Keep a vote on the answer to the last question, or take it back.

        The answer is made again here, so that only what was really cited can be voted on.
        """
        ballot = Ballot.model_validate(payload)
        answer = self._answers(ballot)[-1]
        cited = next((one for one in answer.citations if one.number == ballot.citation), None)
        if cited is None and ballot.citation:
            raise ValueError(f"the answer has no citation {ballot.citation}")
        visitor = owner_of(ballot.visitor)
        start, end, quote = (cited.start, cited.end, cited.quote) if cited else (None, None, None)
        document, question = answer.document, " ".join(filter(None, (answer.asked_after, answer.question)))
        if ballot.verdict is None:
            self._feedback.withdraw(visitor, document.sha256, question, start, end)
        else:
            self._feedback.record(
                Vote(
                    visitor=visitor, sha256=document.sha256, document=document.id, title=document.title,
                    question=question, language=answer.language, answered=answer.answered,
                    start=start, end=end, quote=quote, verdict=ballot.verdict,
                    at=datetime.now(UTC).isoformat(timespec="seconds"),
                )
            )  # fmt: skip
        return {"verdict": ballot.verdict}

    def _examples_of(self, article: str, language: Language) -> str:
        return examples_html(self._open(article), self._suggester(article), language)

    def _answers(self, talk: Talk) -> list[Answer]:
        return [self._answer(talk.article, talk.turns[: place + 1]) for place in range(len(talk.turns))]

    def _answer_last(self, article: str, turns: tuple[Turn, ...]) -> Answer:
        """Answer the last of the turns in the light of the ones before, whose answers are remembered."""
        earlier = [
            self._answer(article, turns[: place + 1])
            for place, turn in enumerate(turns[:-1])
            if problem(turn.question) is None
        ]
        conversation = Conversation(self._open(article), earlier)
        return conversation.ask(turns[-1].question, alone=turns[-1].alone)


def key_of(assistant: Assistant) -> str:
    """Return what tells an article, or a set of them, from any other: a digest of their texts' digests."""
    return hashlib.sha256("".join(document.sha256 for document in assistant.documents).encode()).hexdigest()[:16]
