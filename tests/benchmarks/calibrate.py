"""Fit what the answer is chosen and judged by: `python -m tests.benchmarks.calibrate SET.jsonl… --off-topic SET.jsonl`.

Every question's passages are read as in use. By language: the weight of the retriever's score where sentences are
ordered is the one with which most best sentences are gold; the odds of the verdict are a logistic regression, judged by
ten-fold cross-validation (no question together with another on the same evidence); the bars for further sentences are
those with the best F1 of the cited sentences, and, where several make the answer, F2. The questions about nothing are
put to the documents in turn, and weigh little, being easy. Prints the numbers to be copied into
`assistant/evidence.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import cycle, product
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from tqdm import tqdm

from assistant import evidence
from assistant.assistant import Assistant
from assistant.evaluation import read_questions
from assistant.evidence import WEIGHTS, Read, choose, log_odds
from assistant.reader import Kind, Request
from index import Hit
from source import LANGUAGES, Language, detect
from tests.benchmarks.questions import Question, load

FOLDS = 10
OFF_TOPIC_SHARE = 0.25
"""What the questions about nothing weigh together, of what the others weigh."""
RETRIEVER = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0)
FURTHER = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
SHARES = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9)
REFUSED = 0.05
SEVERAL, APART = ("list", "comparison"), ("overview", "heading")
"""Kinds of gold questions that several sentences make the answer of, and those that are answered in another way."""
PARTS = ("sentence", "passage", "score", "aside")
"""Fields of `Weights` that the verdict is weighed by, in the order of `signals`."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what was found and read; `gold` is None where it is about nothing."""

    text: str
    language: Language
    hits: tuple[Hit, ...]
    done: tuple[Read, ...]
    aside: float
    gold: Question | None

    @property
    def answerable(self) -> bool:
        """Whether the document answers it."""
        return self.gold is not None and self.gold.answerable

    @property
    def group(self) -> str:
        """What must stay in one fold."""
        return str(self.gold.gold.evidence) if self.gold is not None and self.gold.answerable else self.text


def case_of(assistant: Assistant, text: str, gold: Question | None) -> Case:
    """Find and read."""
    language = detect(text)
    hits = tuple(evidence.find(assistant.index, text))
    kind: Kind = "list" if gold is not None and gold.gold.kind in SEVERAL else "fact"
    done = evidence.read(assistant.reader, assistant.index, hits, text, language, kind=kind)
    return Case(text, language, hits, tuple(done), assistant.reader.request(text).aside, gold)


def cases_of(sets: Sequence[Path], off_topic: Path | None) -> list[Case]:
    """All cases of the sets, then the questions about nothing, put to the documents in turn."""
    questions = [question for path in sets for question in load(path)]
    assistants = {id(question.assistant): question.assistant for question in questions}
    asked: list[tuple[Assistant, str, Question | None]] = [
        (question.assistant, question.text, question) for question in questions
    ]
    if off_topic is not None:
        turns = cycle(assistants.values())
        asked += [(next(turns), one.text, None) for one in read_questions(off_topic)]
    return [case_of(*one) for one in tqdm(asked, desc="reading")]


def fit_order(cases: Sequence[Case], language: Language) -> float:
    """Return the weight of the retriever with which most best sentences are gold; the mean of the best ones."""
    asked = [case for case in cases if case.language == language and case.answerable]
    shares = []
    for weight in RETRIEVER:
        WEIGHTS[language] = replace(WEIGHTS[language], retriever=weight)
        shares.append(
            np.mean([_met(case, choose(case.hits, case.done, language).best.sentence.text) for case in asked])
        )
    print(
        f"  best sentence gold, {language}: "
        + ", ".join(f"{w:g} {s:.3f}" for w, s in zip(RETRIEVER, shares, strict=True))
    )
    best = float(np.mean([weight for weight, share in zip(RETRIEVER, shares, strict=True) if share == max(shares)]))
    WEIGHTS[language] = replace(WEIGHTS[language], retriever=best)
    return best


def signals(case: Case) -> tuple[float, float, float, float]:
    """Return what the verdict is told by."""
    best = choose(case.hits, case.done, case.language).best
    return log_odds(best.probability), log_odds(1 - best.read.reading.nothing), best.near, log_odds(case.aside)


def fit(rows: NDArray[np.float64], gold: NDArray[np.bool_], weights: NDArray[np.float64]) -> LogisticRegression:
    """A logistic regression, lightly held back."""
    return LogisticRegression(C=3.0, max_iter=1000).fit(rows, gold, sample_weight=weights)


def fit_verdict(cases: Sequence[Case], language: Language) -> NDArray[np.float64]:
    """Report the cross-validation of one language; return bias and weights fitted on all of it."""
    asked = [case for case in cases if case.language == language]
    rows, gold = np.asarray([signals(case) for case in asked]), np.asarray([case.answerable for case in asked])
    off = np.asarray([case.gold is None for case in asked])
    weights = np.where(off, OFF_TOPIC_SHARE * (~off).sum() / max(off.sum(), 1), 1.0)
    groups = np.unique([case.group for case in asked], return_inverse=True)[1]
    groups = np.random.default_rng(0).permutation(groups.max() + 1)[groups]
    chance = np.zeros(len(asked))
    for train, test in GroupKFold(FOLDS).split(rows, gold, groups):
        chance[test] = fit(rows[train], gold[train], weights[train]).predict_proba(rows[test])[:, 1]
    report(language, chance, gold, off)
    model = fit(rows, gold, weights)
    return np.concatenate([model.intercept_, model.coef_[0]]).round(2)


def report(language: Language, chance: NDArray[np.float64], gold: NDArray[np.bool_], off: NDArray[np.bool_]) -> None:
    """Print how well probabilities tell the answerable."""
    about = ~off
    bar = np.quantile(chance[gold], REFUSED)
    print(
        f"  {language}: {about.sum()} questions, {off.sum()} about nothing; "
        f"AUROC {roc_auc_score(gold[about], chance[about]):.3f}, "
        f"calibration error {calibration_error(chance[about], gold[about]):.3f}, near misses refused at "
        f"{REFUSED:.0%} of the answerable {(chance[about & ~gold] < bar).mean():.3f} (below {bar:.2f})"
    )
    for threshold in (0.3, 0.4, 0.5, 0.6):
        refused = chance < threshold
        print(
            f"    below {threshold:.2f}: near misses {refused[about & ~gold].mean():.3f}, "
            f"about nothing {refused[off].mean() if off.any() else np.nan:.3f}, answerable {refused[gold].mean():.3f}"
        )


def calibration_error(chance: NDArray[np.float64], gold: NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error: the mean gap between confidence and share answerable, by bins of equal width."""
    place = np.minimum((chance * bins).astype(int), bins - 1)
    gaps = [abs(chance[place == n].mean() - gold[place == n].mean()) * (place == n).mean() for n in set(place.tolist())]
    return float(sum(gaps))


def fit_related(cases: Sequence[Case]) -> float:
    """Return the nearness of the nearest passage that best tells a near miss from a question about nothing."""
    near = np.asarray([case.hits[0].score for case in cases if not case.answerable])
    topical = np.asarray([case.gold is not None for case in cases if not case.answerable])
    bars = np.unique(near.round(2))
    best = max(bars, key=lambda bar: (near[topical] >= bar).mean() + (near[~topical] < bar).mean())
    print(
        f"  nearest from {best:.2f}: {(near[topical] >= best).mean():.3f} of the near misses, "
        f"{(near[~topical] >= best).mean():.3f} of what is about nothing"
    )
    return float(best)


def fit_further(cases: Sequence[Case], kind: Kind, beta: float) -> tuple[float, float]:
    """Return the two bars for further sentences that give the best F of the cited sentences.

    In it a gold sentence that is missed counts `beta` times one that is cited and is not gold. Questions with one gold
    sentence and those with several count alike, few as these are.
    """
    several = np.asarray([_wanted(case) > 1 for case in cases])
    found, told = {}, {}
    for bars in product(FURTHER, SHARES):
        evidence.FURTHER, evidence.SHARE = evidence.GATHERED_FURTHER, evidence.GATHERED_SHARE = bars
        each = np.asarray([_cited(case, kind) for case in cases])
        score = (1 + beta**2) * each[:, 0] * each[:, 1] / np.maximum(beta**2 * each[:, 0] + each[:, 1], 1e-9)
        found[bars] = float(np.mean([score[part].mean() for part in (several, ~several) if part.any()]))
        told[bars] = *each.mean(axis=0), float((each[:, 1] > 0).mean()), float((each[:, 1] == 1).mean())
    best = max(found, key=lambda pair: found[pair])
    print(f"  {kind}, {len(cases)} questions: F {found[best]:.3f} at {best}")
    for bars in (best, *product((0.3, 0.5), (0.5, 0.7, 0.9))):
        precision, recall, some, whole = told[bars]
        print(f"    {bars}: precision {precision:.3f}, recall {recall:.3f}, some gold {some:.3f}, complete {whole:.3f}")
    return best


def _cited(case: Case, kind: Kind) -> tuple[float, float]:
    """Return precision and recall of the cited sentences, the recall against a whole answer."""
    cited = [candidate.sentence.text for candidate in choose(case.hits, case.done, case.language, Request(kind)).chosen]
    good = sum(_met(case, text) for text in cited)
    return good / len(cited), min(good / _wanted(case), 1.0)


def _wanted(case: Case) -> int:
    """Return how many sentences a whole answer needs at least."""
    assert case.gold is not None
    return min(len(quotes) for quotes in case.gold.gold.evidence)


def _met(case: Case, text: str) -> bool:
    assert case.gold is not None
    return case.gold.is_met_by(text)


def main(
    sets: Annotated[list[Path], typer.Argument(help="Question sets.")],
    off_topic: Annotated[Path | None, typer.Option(help="Questions that no document answers.")] = None,
) -> None:
    """Fit, and print the numbers."""
    cases = cases_of(sets, off_topic)
    for language in LANGUAGES:
        fit_order(cases, language)
    of_several = [case for case in cases if case.answerable and case.gold and case.gold.gold.kind in SEVERAL]
    gathered = fit_further(of_several, "list", 2.0)
    evidence.GATHERED_FURTHER, evidence.GATHERED_SHARE = gathered
    one = [case for case in cases if case.gold is not None and case.gold.gold.kind not in (*SEVERAL, *APART)]
    further = fit_further([case for case in one if case.answerable], "fact", 1.0)
    evidence.FURTHER, evidence.SHARE = further
    related = evidence.RELATED if off_topic is None else fit_related(cases)
    for language in LANGUAGES:
        bias, *weights = fit_verdict(cases, language)
        fitted = dict(zip(PARTS, map(float, weights), strict=True))
        WEIGHTS[language] = replace(WEIGHTS[language], bias=float(bias), **fitted)
    print(f"WEIGHTS = {WEIGHTS}\nRELATED = {related:.2f}\nFURTHER, SHARE = {further}")
    print(f"GATHERED_FURTHER, GATHERED_SHARE = {gathered}")


if __name__ == "__main__":
    typer.run(main)
