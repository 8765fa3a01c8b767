"""One question in the report: the answer, statement by statement, the gold evidence, and both lit in their passages."""

from collections.abc import Iterator, Sequence
from html import escape

from assistant.evaluation.corpus import Corpus
from assistant.evaluation.evaluation import Judgement
from assistant.evaluation.lighting import LitPassage, lit_passages
from assistant.evaluation.statements import plain_text
from source import detect


def question_html(judgement: Judgement, corpus: Corpus, outcome: str, *, good: bool) -> str:
    """Return a question that can be opened."""
    question, answer = judgement.question, judgement.answer
    tags = [question.id, question.language, question.kind]
    if answer.confidence is not None:
        tags.append(f"confidence {answer.confidence:.2f}")
    parts = [
        "<h4>Answer</h4>",
        *_answer(judgement),
        *_golds(judgement),
        *_passages(judgement, lit_passages(judgement, corpus)),
    ]
    colour = "good" if good else "bad"
    return (
        f'<details class="question {colour}" data-outcome="{outcome}" data-lang="{question.language}">'
        f'<summary><span class="badge">{outcome}</span><span>{_text(question.text)} '
        f'<span class="tags">{escape(" · ".join(tags))}</span></span></summary>'
        f'<div class="inside">{"".join(parts)}</div></details>'
    )


def _answer(judgement: Judgement) -> Iterator[str]:
    answer = judgement.answer
    if not answer.answered:
        yield f'<p class="faint">{_text(answer.text)}</p>' if answer.text.strip() else '<p class="faint">refused</p>'
        return
    if not judgement.statements:
        yield f"<p>{_text(plain_text(answer))}</p>"
    numbers = {cited.number for cited in answer.citations}
    for support in judgement.statements:
        marks = " ".join(
            f'<span class="{"yes" if precise else "no"}"{"" if number in numbers else _MISSING}>[{number}]</span>'
            for number, precise in zip(support.statement.cited, support.precise, strict=True)
        )
        sign = '<b class="yes">✓</b>' if support.supported else '<b class="no">✗</b>'
        yield f'<p class="statement">{sign}{_text(support.statement.text)} {marks}</p>'


_MISSING = ' title="there is no such citation"'


def _golds(judgement: Judgement) -> Iterator[str]:
    question = judgement.question
    if not question.answerable:
        yield '<h4>Gold</h4><p class="faint">The document does not answer this.</p>'
    if question.answers:
        yield "<h4>Gold answer</h4>" + "".join(f"<p>{_text(gold)}</p>" for gold in question.answers)
    for place, quotes in enumerate(question.evidence):
        yield f"<h4>{'Gold evidence' if place == 0 else 'or'}</h4>"
        yield "".join(f"<blockquote>{_text(quote)}</blockquote>" for quote in quotes)


def _passages(judgement: Judgement, passages: Sequence[LitPassage]) -> Iterator[str]:
    cited = judgement.answer.citations
    if cited:
        yield "<h4>Citations</h4>"
    for citation, gold in zip(cited, judgement.gold, strict=True):
        light = "both" if gold else "cited"
        rendering = "" if not citation.translation else f'<p class="faint">{_text(citation.translation)}</p>'
        yield (
            f'<blockquote><p>[{citation.number}] <mark class="{light}">{_text(citation.quote)}</mark></p>{rendering}'
            "</blockquote>"
        )
    if passages:
        yield "<h4>In their passages</h4>"
    for lit in passages:
        place = " › ".join((lit.title, *lit.passage.section, lit.passage.id))
        body = "".join(
            f'<mark class="{light}">{escape(piece)}</mark>' if light else escape(piece) for piece, light in lit.pieces
        )
        translation = lit.passage.translation if judgement.question.language == "en" else None
        rendering = "" if translation is None else f'<p class="faint">{_text(translation)}</p>'
        yield (
            f'<blockquote><p class="tags">{escape(place)}</p><p lang="{detect(lit.passage.text)}">{body}</p>{rendering}'
            "</blockquote>"
        )


def _text(text: str) -> str:
    """Return a text with its language, escaped."""
    return f'<span lang="{detect(text)}">{escape(text)}</span>'
