"""What a file's own properties say of title and author, where it is worth believing.

The date in them is when the file was made, not when the text was published, and is never taken.
"""

import re
from pathlib import PurePath

from source.rows import clean
from source.structure import BYLINE_LENGTH, TITLE_LENGTH

NO_TITLE = re.compile(
    r"^(?:\(?(?:untitled|anonymous|unspecified|no title|無題|word document|document\d*|文書\s*\d*)\)?"
    r"|microsoft (?:word|powerpoint) - .*|.*\.(?:docx?|pdf|pptx?|xlsx?|html?|indd|tex|dvi|rtf|odt|txt))$",
    re.IGNORECASE,
)
NO_AUTHOR = re.compile(
    r"^\(?(?:anonymous|unspecified|unknown|(?:windows )?user\d*|admin(?:istrator)?|owner|author|root|guest|python-docx"
    r"|microsoft.*|ユーザー|管理者|作成者)\)?$",
    re.IGNORECASE,
)


def sensible_title(said: str, name: str) -> str:
    """Return a title out of a file's properties, or nothing where a program put it there, or the file's name."""
    title = clean(said)
    if len(title) < 2 or len(title) > TITLE_LENGTH or NO_TITLE.match(title) or title == PurePath(name).stem:
        return ""
    return title


def sensible_author(said: str) -> str:
    """Return an author out of a file's properties, or nothing where it is the name of an account or a program."""
    author = clean(said)
    return "" if len(author) > BYLINE_LENGTH or NO_AUTHOR.match(author) else author
