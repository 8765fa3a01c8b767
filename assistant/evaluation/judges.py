"""Who says whether what is cited supports a statement: annotated evidence, inclusion, or a model of inference."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.evaluation.answers import CitedQuote
from assistant.evaluation.lines import EvaluationError
from assistant.evaluation.questions import Question, squash
from source import detect


@dataclass(frozen=True, slots=True)
class Claim:
    """That some citations together support a statement of the answer to a question."""

    question: Question
    statement: str
    cited: tuple[CitedQuote, ...]


Judge = Callable[[Sequence[Claim]], list[bool]]
"""Says of each claim whether it holds."""


def gold_judge(claims: Sequence[Claim]) -> list[bool]:
    """Whether what is cited holds annotated evidence of the question, whatever the statement says.

    The quotes are looked at one by one and together, white space aside (`Question.is_met_by`).
    """
    return [
        any(claim.question.is_met_by(text) for text in [*_quotes(claim), "".join(_quotes(claim))]) for claim in claims
    ]


def verbatim_judge(claims: Sequence[Claim]) -> list[bool]:
    """Whether the statement stands word for word in what is cited, after NFKC, without case and white space.

    Where a citation carries a translation in the statement's language, it is looked for in that: a system's own
    translation is taken at its word.
    """
    return [bool(statement := _plain(claim.statement)) and statement in _plain(_premise(claim)) for claim in claims]


def entailment_judge(name: str) -> Judge:
    """Return the judge that asks a model of natural language inference, a sentence-transformers cross-encoder.

    The premise is what is cited, in the statement's language where there is a translation in it; the hypothesis is the
    statement. It holds where `entailment` is the likeliest label, or the one score of a model with one is above 0.5.
    Raises `EvaluationError` for a model that cannot be loaded, or has labels none of which is an entailment.
    """
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(name, device="cpu")
    except Exception as error:  # the loader raises whatever its layers raise: OSError, ValueError, hub errors
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise EvaluationError(f"There is no judge {name!r}: gold, verbatim, or a cross-encoder ({reason})") from None
    entailed = _entailed(name, model)

    def judge(claims: Sequence[Claim]) -> list[bool]:
        if not claims:
            return []
        scores = model.predict([(_premise(claim), claim.statement) for claim in claims], show_progress_bar=False)
        if entailed is None:
            return [bool(score > 0.5) for score in scores]
        return [bool(row == entailed) for row in scores.argmax(axis=1)]

    return judge


def judge_named(name: str) -> Judge:
    """Return a judge by its name: `gold`, `verbatim`, or any cross-encoder's name or folder."""
    return {"gold": gold_judge, "verbatim": verbatim_judge}.get(name) or entailment_judge(name)


def _entailed(name: str, model: Any) -> int | None:
    """Return the place of the label that means entailment, None for a model with one score."""
    labels = {int(place): str(label).lower() for place, label in model.model.config.id2label.items()}
    if len(labels) == 1:
        return None
    found = [place for place, label in labels.items() if label.startswith("entail")]
    if len(found) != 1:
        raise EvaluationError(f"The judge {name!r} names no label entailment, but {', '.join(labels.values())}.")
    return found[0]


def _premise(claim: Claim) -> str:
    language = detect(claim.statement)
    texts = (
        cited.translation
        if cited.translation and detect(cited.quote) != language and detect(cited.translation) == language
        else cited.quote
        for cited in claim.cited
    )
    return "\n".join(texts)


def _quotes(claim: Claim) -> list[str]:
    return [cited.quote for cited in claim.cited]


def _plain(text: str) -> str:
    return squash(unicodedata.normalize("NFKC", text).casefold())
