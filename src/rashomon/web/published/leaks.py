"""The last look at a site before it is put in place: nothing that was withheld may stand in it.

Records are redacted before anything is made of them; this looks at the bytes that came of it, each
file undone of the ways in which HTML, JSON and addresses spell signs. A site that fails is not
written, so that a page of tomorrow that takes words from elsewhere cannot publish them.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from rashomon.errors import SettingError
from rashomon.publish.withheld_words import NameFinder, folded_name

__all__ = ["check_nothing_leaks", "plain_text", "told_text"]

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_HANDED = re.compile(r"\(self\.rashomonData\?\?=\{\}\)\[[^\]]*\]=(.*);\s*", re.DOTALL)
_LEAST = 6  # signs: a shorter word that was withheld here may stand elsewhere with another meaning


def check_nothing_leaks(
    folder: Path,
    files: Iterable[str],
    finder: NameFinder,
    words: Iterable[str],
    own: Mapping[str, NameFinder] | None = None,
) -> None:
    """Make sure that no name and none of the words stand in files, nor in what they are called.

    `own` are names that may not stand in one file, by its path.

    Raises:
        SettingError: If something does; the message says in which file, and nothing more.
    """
    told = NameFinder(
        {word: "word" for word in words if len(folded_name(word)) >= _LEAST and _is_telling(word)}
    )
    for name in files:
        text = told_text(name, (folder / name).read_bytes())
        for one in filter(None, (finder, told, (own or {}).get(name))):
            if one.blanks(text) or one.blanks(unquote(name)):
                raise SettingError(
                    f"{name}: holds something that is withheld by the rules, so nothing was "
                    "published; this is a fault of Rashomon, or of a page that was added to it"
                )


def _is_telling(word: str) -> bool:
    """Tell whether words tell more than one of a name: an address, a number, a whole name."""
    return " " in folded_name(word) or "@" in word


def told_text(name: str, content: bytes) -> str:
    """Return all that a file tells, whatever form it has: of data every string in it."""
    if name.endswith(".parquet"):
        return plain_text("\x00".join(_of_table(content)).encode())
    text = content.decode("utf-8", "replace")
    handed = _HANDED.fullmatch(text) if name.endswith(".js") else None
    documents = [handed[1]] if handed else []
    if name.endswith((".json", ".geojson", ".jsonld")):
        documents = [text]
    elif name.endswith(".jsonl"):
        documents = text.splitlines()
    if documents:
        text = "\x00".join(each for one in documents for each in _strings(json.loads(one)))
    return plain_text(text.encode())


def _of_table(content: bytes) -> Iterator[str]:
    from io import BytesIO

    import pyarrow.parquet

    for batch in pyarrow.parquet.ParquetFile(BytesIO(content)).iter_batches():
        yield from _strings(batch.to_pylist())


def _strings(value: object) -> Iterator[str]:
    """All strings within data, names of fields among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def plain_text(content: bytes) -> str:
    r"""Return a file's text as a reader has it.

    >>> plain_text(b'<a href="S%C3%A3o">Jos&eacute; \\u00fc</a>')
    '<a href="São">José ü</a>'
    """
    text = content.decode("utf-8", "replace")
    text = _ESCAPED.sub(lambda one: chr(int(one[1], 16)), text)
    return unquote(html.unescape(text))
