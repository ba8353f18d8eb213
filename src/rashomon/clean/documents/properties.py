"""What a file's properties tell of a report, where programs have not made it up."""

from __future__ import annotations

import re

__all__ = ["told_author", "told_title"]

# A word alone names a file or a paper; the rest is what programs put there.
_NO_TITLE = re.compile(
    r"(?:microsoft|untitled|document\d*$|powerpoint|slide\s?1|print|about:|https?:)"
    r"|.*\.(?:docx?|pdf|indd|qxd|rtf|odt|html?|php|aspx?|p65|xlsx?|txt|tex|dvi)$"
    r"|\S*$",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"\S*$|.*\b(?:user|admin|administrator|office|windows|owner|computer|laptop|unknown|python)\b",
    re.IGNORECASE,
)
_LONGEST = 300


def told_title(words: str) -> str | None:
    """Return a title as it would be printed, None where it is a file's name or the like."""
    title = " ".join(words.split())
    is_usable = title.isprintable() and len(title) <= _LONGEST
    return None if not is_usable or _NO_TITLE.match(title) else title


def told_author(words: str) -> str | None:
    """Return an author's name, None where it is that of an account."""
    name = " ".join(words.split())
    is_usable = name.isprintable() and len(name) <= _LONGEST
    return None if not is_usable or _NO_AUTHOR.match(name) else name
