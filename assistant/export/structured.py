"""Answers as JSON, in the one answer schema."""

import json
from collections.abc import Sequence

from assistant.answer import Answer


def to_json(answers: Sequence[Answer]) -> str:
    """Return answers as an array of the answer schema (DESIGN §7), indented."""
    return json.dumps([answer.to_dict() for answer in answers], ensure_ascii=False, indent=2) + "\n"
