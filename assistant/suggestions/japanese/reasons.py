"""Why is asked of Japanese statements that a reason is given for."""

import re
from collections.abc import Iterator

from assistant.suggestions.japanese.clauses import clauses_of
from assistant.suggestions.japanese.endings import asked
from assistant.suggestions.japanese.morphology import tokens

GIVES_REASON = re.compile(
    r"(?:から|ため)(?:だ|である|です|だった|であった|でした)$|(?:から|ため)(?:なの|だったの)(?:だ|である|です)$"
)
CLEFT = re.compile(r"^(?P<fact>[^、]{6,40}の)は、?")
FIRST = re.compile(r"^(?P<reason>[^。]{4,}?(?:ため|ので|理由で))、(?P<fact>[^。]+)$")
LEANS = re.compile(r"^(?:何故なら|なぜなら|というのも)、?")


def inner(text: str) -> Iterator[str]:
    """Yield why-questions for a sentence that gives a reason itself."""
    if GIVES_REASON.search(text) and (cleft := CLEFT.match(text)):
        yield f"{cleft.group('fact')}はなぜですか"
    first = FIRST.match(text)
    if first:
        topic = re.match(r"^[^、は]{1,16}は(?=、)", first.group("reason"))
        yield from _why((topic.group() if topic else "") + first.group("fact"), needs_topic=True)


def before(fact: str, reason: str) -> Iterator[str]:
    """Yield why-questions for a sentence whose reason the next one gives."""
    if GIVES_REASON.search(reason) and not CLEFT.match(reason) and "は、" not in LEANS.sub("", reason)[:15]:
        yield from _why(fact, needs_topic=True)


def _why(fact: str, *, needs_topic: bool) -> Iterator[str]:
    clauses = clauses_of(fact)
    if len(clauses) != 1 or (needs_topic and not clauses[0].own) or re.search(r"のは|なぜ|^[^は]*では?、", fact):
        return
    if re.match(r"[^はを、]*[るたい][一-龥]+は", fact):
        return
    question = asked(tokens(fact), past=clauses[0].past)
    if question and question.endswith("のですか"):
        yield f"なぜ{question}"
