"""A conversation is exported, as JSON or Markdown, and read again to check its quotes."""

from assistant.export.markdown import to_markdown
from assistant.export.reading import read_quotes
from assistant.export.structured import to_json

__all__ = ["read_quotes", "to_json", "to_markdown"]
