"""What stands in `key: value` lines between two lines of `---` at the start of a text.

Such lines are written by whoever kept the report (or by the program that saved it), not by
the outlet. So they count as a sidecar, and no claim is read in them. Few words of YAML are
needed for that, and none of its types, tags and references are taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from rashomon.records import Sidecar, Span
from rashomon.reference.iso_days import parse_day, parse_moment

__all__ = ["FrontMatter", "read_front_matter"]

_FENCE = "---"
_MOST_LINES = 100  # what is longer is a text between two rules
_KEY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}?)\s*:(?:\s+(?P<value>.*))?")
# Keys as we and as common clippers write them, and the sidecar's field that each fills.
_FIELDS = {
    "outlet": "outlet",
    "publisher": "outlet",
    "site": "outlet",
    "published": "published_on",
    "date": "published_on",
    "url": "url",
    "title": "title",
    "context_date": "context_date",
    "carried_from": "carried_from",
}
_DAYS = frozenset({"published_on", "context_date"})


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The lines' place in the text, what they tell, and what of them cannot be used."""

    span: Span
    told: Sidecar
    byline: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Taken:
    fields: dict[str, str | date | datetime] = field(default_factory=dict)
    byline: str | None = None
    notes: list[str] = field(default_factory=list)


def read_front_matter(text: str) -> FrontMatter | None:
    r"""Return the front matter that opens `text`; None where none is sure to be there.

    It is sure if every line is one of YAML's and one of our keys has a value.

    >>> read_front_matter("---\noutlet: Example News\n---\nShells fell.").told.outlet
    'Example News'
    """
    start = len(text) - len(text.lstrip("\ufeff"))
    if not text.startswith(f"{_FENCE}\n", start):
        return None
    pairs: list[tuple[str, str]] = []
    at = start + len(_FENCE) + 1
    for _ in range(_MOST_LINES):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].rstrip()
        if line == _FENCE:
            return _settled(Span(start, end), pairs)
        if found := _KEY.fullmatch(line):
            pairs.append((found["key"].casefold().replace(" ", "_"), _plain(found["value"] or "")))
        elif line and not line.lstrip().startswith(("#", "- ")) and not line.startswith("  "):
            return None
        if end == len(text):
            return None
        at = end + 1
    return None


def _settled(span: Span, pairs: list[tuple[str, str]]) -> FrontMatter | None:
    taken = _Taken()
    for key, value in pairs:
        if value:
            _take(taken, key, value)
    if not taken.fields:
        return None
    told = Sidecar(**taken.fields)  # type: ignore[arg-type]
    return FrontMatter(span, told, taken.byline, tuple(taken.notes))


def _take(taken: _Taken, key: str, value: str) -> None:
    name = _FIELDS.get(key)
    if key == "source" and re.match(r"https?://", value):
        name = "url"
    if key in {"author", "byline"}:
        taken.byline = taken.byline or value
    elif name is None:
        taken.notes.append(f"front matter: {key!r} is not used")
    elif name in taken.fields:
        taken.notes.append(f"front matter: a second value for {name!r} ({key})")
    elif name not in _DAYS:
        taken.fields[name] = value
    elif (day := parse_day(value)) is None:
        taken.notes.append(f"front matter: {key} {value!r} is no date (write 2018-06-17)")
    else:
        taken.fields[name] = day
        if name == "published_on" and (moment := parse_moment(value)):
            taken.fields["published_at"] = moment


def _plain(value: str) -> str:
    """A value without its quotation marks, comment and unprintable characters."""
    value = value.strip()
    if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
        value = value[1:-1]
    else:
        value = value.partition(" #")[0]
    return "".join(c for c in value if c.isprintable()).strip()
