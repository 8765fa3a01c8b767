"""The articles that a server holds: each an index folder with an entry, added and removed while it runs."""

from assistant.shelf.entry import Entry
from assistant.shelf.errors import Reason, ShelfError
from assistant.shelf.shelf import MOST, Shelf

__all__ = ["MOST", "Entry", "Reason", "Shelf", "ShelfError"]
