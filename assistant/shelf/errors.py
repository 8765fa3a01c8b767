"""What can be wrong with an article of the shelf, said to the person who asked for it."""

from typing import Literal

from source import Language

Reason = Literal["unknown", "full", "damaged", "not_yours"]

SENTENCES: dict[Reason, dict[Language, str]] = {
    "unknown": {
        "ja": "その記事はありません。削除されたか、アドレスが途中で切れています。",
        "en": "There is no such article: it has been removed, or its address is cut short.",
    },
    "full": {
        "ja": "これ以上の記事は置けません。先にどれかを削除してください。",
        "en": "No more articles can be held here: remove one first.",
    },
    "damaged": {
        "ja": "この記事は壊れていて読めません。削除して、もう一度追加してください。",
        "en": "This article is damaged and cannot be read: remove it and add it again.",
    },
    "not_yours": {
        "ja": "この記事を削除できるのは、追加した人だけです。",
        "en": "Only the person who added this article can remove it.",
    },
}


class ShelfError(ValueError):
    """An article cannot be had, added or removed; `reason` tells which it is, `sentence` says it in either language."""

    def __init__(self, reason: Reason) -> None:
        """Take the reason; the message is the English sentence."""
        super().__init__(SENTENCES[reason]["en"])
        self.reason: Reason = reason

    def sentence(self, language: Language) -> str:
        """Return what is wrong, and what to do, in one language."""
        return SENTENCES[self.reason][language]
