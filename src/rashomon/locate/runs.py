"""Names that a text without commas ran together: "shells hit Arbin Jisreen and Douma".

Only the gazetteer can tell two names from one of two words, so this is done where places are
resolved and not where they are found.
"""

from __future__ import annotations

import re

from rashomon.locate.context import Context
from rashomon.locate.gazetteer import Gazetteer, Hit
from rashomon.records import PlaceKind
from rashomon.reference.countries import is_country_word
from rashomon.reference.place_words import CLASS_OF_NOUN, bearing_of

__all__ = ["run_apart"]

_WORD = r"(?:(?:al|el|ad|as|ash|at|ar|an|az|ez|es|ed)[-–])?[A-Z][\w'’]+"
_RUN = re.compile(rf"{_WORD}(?:\s{_WORD})+")
# Words that names begin with; by themselves they are nobody's town.
_BEGINNINGS = frozenset(
    "tal tell tall abu umm khan deir dayr ain ayn jabal beit bayt kafr umm wadi bab sheikh al new "
    "old great port san santa el la los las saint fort mount lake upper lower north south east "
    "west ras bani burj qasr tel ali bin sidi hajji mullah haji gulf".split()
)
_WIDER_AFTER = re.compile(r"\s(?:province|governorate|region|state|oblast)\b", re.IGNORECASE)
_ONE_BEFORE = re.compile(r"\b(?:city|town|village|district|suburb)\sof\s$", re.IGNORECASE)
_TOWNS = frozenset(PlaceKind) - {PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.FEATURE}
_AT_HOME = 0.3  # of the heaviest country


def run_apart(words: str, context: Context, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return a phrase for each name that its words run together; the phrase alone where none are.

    Each name has to be a place of the report's own countries, spelled as the gazetteer has it.
    """
    run = _RUN.search(words)
    if run is None:
        return (words,)
    pieces = run.group().split()
    plain = [piece.casefold() for piece in pieces]
    is_odd = any(p in CLASS_OF_NOUN or bearing_of(p) is not None for p in plain)
    if is_odd or any(map(is_country_word, pieces)) or _homely(run.group(), context, gazetteer):
        return (words,)
    names = _cut(tuple(pieces), context, gazetteer)
    if len(names) < 2:
        return (words,)
    before, after = words[: run.start()], words[run.end() :]
    if _WIDER_AFTER.match(after) or _ONE_BEFORE.search(before):
        return (f"{before}{', '.join(names)}{after}",)  # "Saraqeb Idlib province"
    return tuple(f"{before}{name}{after}" for name in names)


def _cut(pieces: tuple[str, ...], context: Context, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The pieces joined to names that are all known, the longest first; empty where none fit."""
    if not pieces:
        return ()
    for size in range(len(pieces), 0, -1):
        name = " ".join(pieces[:size])
        if size == 1 and (len(name) < 4 or name.casefold() in _BEGINNINGS):
            continue
        if not _homely(name, context, gazetteer):
            continue
        rest = _cut(pieces[size:], context, gazetteer)
        if rest or size == len(pieces):
            return (name, *rest)
    return ()


def _homely(name: str, context: Context, gazetteer: Gazetteer) -> bool:
    codes = tuple(c for c in context.main_countries if context.countries[c] >= _AT_HOME)
    hits: list[Hit] = [hit for hit in gazetteer.named(name) if hit.code in codes]
    return any(hit.place.kind in _TOWNS for hit in hits)
