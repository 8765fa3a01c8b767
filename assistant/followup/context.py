"""What a follow-up can lean on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """What was asked and found before, all in the follow-up's own language.

    `asked` is the question before, complete; `earlier` are those before it, the latest first. `found` are the things
    that were asked for by their kind and that answers name, as pairs of kind ("person", "place", "organisation",
    "thing") and name, the latest first; `people` the persons whom the last answer names. `root` is the latest question
    that was whole as it was typed: what the thread is about. `named` are the names in the last answer's best sentence
    that its question does not hold.
    """

    asked: str
    earlier: tuple[str, ...] = ()
    found: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()
    root: str | None = None
    named: tuple[str, ...] = ()

    def latest(self, kind: str) -> str | None:
        """Return the latest thing of a kind that was asked for and found; of any kind for a mere "thing"."""
        return next((name for found, name in self.found if kind in ("thing", found)), None)
