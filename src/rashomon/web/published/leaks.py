"""The last look at a site before it is put in place: nothing that was withheld may stand in it.

Records are redacted before anything is made of them; this looks at the bytes that came of it, each
file undone of the ways in which HTML, JSON and addresses spell signs. A site that fails is not
written, so that a page of tomorrow that takes words from elsewhere cannot publish them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from rashomon.errors import SettingError
from rashomon.publish.withheld_words import NameFinder, folded_name

__all__ = ["check_nothing_leaks", "plain_text"]

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_LEAST = 6  # signs: a shorter word that was withheld here may stand elsewhere with another meaning


def check_nothing_leaks(
    folder: Path, files: Iterable[str], finder: NameFinder, words: Iterable[str]
) -> None:
    """Make sure that no name and none of the words stand in files, nor in what they are called.

    Raises:
        SettingError: If something does; the message says in which file, and nothing more.
    """
    told = NameFinder(
        {word: "word" for word in words if len(folded_name(word)) >= _LEAST and _is_telling(word)}
    )
    for name in files:
        text = plain_text((folder / name).read_bytes())
        for one in (finder, told):
            found = one.blanks(text) or one.blanks(name)
            if found:
                raise SettingError(
                    f"{name}: holds something that is withheld by the rules, so nothing was "
                    "published; this is a fault of Rashomon, or of a page that was added to it"
                )


def _is_telling(word: str) -> bool:
    """Tell whether words tell more than one of a name: an address, a number, a whole name."""
    return " " in folded_name(word) or "@" in word


def plain_text(content: bytes) -> str:
    r"""Return a file's text as a reader has it.

    >>> plain_text(b'<a href="S%C3%A3o">Jos&eacute; \\u00fc</a>')
    '<a href="São">José ü</a>'
    """
    text = content.decode("utf-8", "replace")
    text = _ESCAPED.sub(lambda one: chr(int(one[1], 16)), text)
    return unquote(html.unescape(text))
