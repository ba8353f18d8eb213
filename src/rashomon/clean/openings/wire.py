"""The place, day and agency that open agency copy: "KABUL, Jan 3 (Reuters) -"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.clean.openings.cities import is_city
from rashomon.reference.calendar_words import ANY_MONTH, ANY_WEEKDAY
from rashomon.reference.outlets import find_outlet

__all__ = ["Wire", "wire_at", "wires_within"]

_MONTH = rf"{ANY_MONTH}\.?"
_WEEKDAY = rf"(?:{ANY_WEEKDAY}\.?,?\s)?"
_DAY = (
    rf"(?:,?\s(?i:{_WEEKDAY}(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH}))"
    r"(?:[.,]?\s(?:\d{4}|'?\d\d)(?!\d))?,?)?"
)
_CAPS = r"[A-Z][A-Z.'’-]+(?:\s(?:[A-Z][A-Z.'’-]*|ez|al|el|de|la)){0,4}"
_PLACE = r"[A-Z][\w.'’-]+(?:\s(?:al|el|de|la|of|the|[A-Z][\w.'’-]*)){0,4}"
_REGION = r"(?:,\s[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2}|\s\([A-Z][\w\s]{2,30}\))?"
_CREDIT = r"\s?\((?P<credit>[^()\n]{2,50})\)"
_DASH = r"\s?(?:--|[-–—])\s?"
_NEXT = r"(?=[\"“‘'\[(]?[A-Z0-9])"
# What monitoring services put before the text: "[COMMUNIQUE] [TEXT] [CONTINUED]".
_BRACKETS = re.compile(
    r"(?:\s*\[[^\[\]]{1,200}\]){0,4}?\s*\[TEXT\](?:\s*\[CONTINUED\])?", re.IGNORECASE
)

_CREDITED = re.compile(
    rf"(?:{_PLACE}{_REGION}(?P<day>{_DAY})|(?i:{_MONTH}\s\d{{1,2}}))?{_CREDIT}(?P<dash>{_DASH}|:\s)?\s*"
)
_SLASHED = re.compile(
    rf"{_PLACE}{_REGION}{_DAY}\.?\s?/(?P<credit>[^/\n]{{2,40}})/\.?(?:{_DASH})?\s*"
)
_CAPITALS = re.compile(
    rf"(?P<place>{_CAPS}){_REGION}{_DAY}(?P<dash>\s?(?:--|—|–)\s?|\s-\s|:\s){_NEXT}"
)
_SIGNED = re.compile(
    rf"(?:{_PLACE},?\s)??(?P<credit>[A-Z][A-Z-]{{1,12}}|[A-Z][\w-]+){_DASH}{_NEXT}"
)
_NAMED = re.compile(
    rf"(?P<place>[A-Z][\w'’-]*\w(?:\s[A-Z][\w'’]+){{0,2}})(?:\s?--|\s?[–—]|-\s|\s-\s|:\s)\s?{_NEXT}"
)
_BARE = re.compile(r"(?P<place>[A-Z]{3,}(?:\s[A-Z]{3,}){0,2})\s(?=[A-Z][a-z])")
# "Geneva, 3 February 2016 –", "(New York, July 8, 2014) –", "Amman, Jordan – 9 June 2013 –":
# a whole date between a place and a dash is a dateline whoever sends it.
_DATED = re.compile(
    rf"\(?{_PLACE}(?:\s?/\s?{_PLACE})?{_REGION}\)?(?:\s\((?P<credit>[A-Z][A-Z ]{{1,30}})\))?"
    rf"(?:,?\s\(?|{_DASH}|:\s)(?i:{_WEEKDAY}(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH}),?\s\d{{4}})"
    rf"\)?\.?(?:\s?(?:--|[–—])\s?|\s-\s|:\s){_NEXT}"
)
# Capitals before a dash that are no place.
_NO_PLACES = frozenset(
    "update updated breaking exclusive news video photos live watch opinion analysis correction "
    "corrected text refile factbox timeline urgent flash lead wrap focus feature advisory".split()
)


@dataclass(frozen=True, slots=True)
class Wire:
    """An agency dateline's place in the text, and the agency or station in its brackets."""

    start: int
    end: int
    credit: str | None


def wire_at(text: str, at: int, *, after_stamp: bool = False) -> Wire | None:
    """Return the dateline that begins at `at`, if one does.

    `after_stamp` says that a date stands before `at`: a town in capitals is then enough.
    """
    found = _DATED.match(text, at)
    if found:
        return _wire(text, found, found["credit"])
    found = _CREDITED.match(text, at)
    if found and _is_signed(found):
        return _wire(text, found, found["credit"])
    found = _SLASHED.match(text, at)
    if found and find_outlet(found["credit"]):
        return _wire(text, found, found["credit"])
    found = _CAPITALS.match(text, at)
    if found and _is_place(found["place"]):
        return _wire(text, found, None)
    found = _SIGNED.match(text, at)
    if found and found["credit"].isupper() and find_outlet(found["credit"]):
        return _wire(text, found, found["credit"])
    found = _NAMED.match(text, at)
    is_acronym = found and found["place"].isupper() and len(found["place"]) < 4
    if found and is_city(found["place"]) and not is_acronym:
        return _wire(text, found, None)
    found = _BARE.match(text, at) if after_stamp else None
    if found and is_city(found["place"]):
        return _wire(text, found, None)
    return None


def wires_within(text: str, start: int, end: int) -> Iterator[Wire]:
    """Yield the datelines that begin at a capital within text[start:end], in order."""
    for capital in re.finditer(r"(?<=\s)[A-Z(]", text[start:end]):
        at = start + capital.start()
        found = _CREDITED.match(text, at)
        place = text[at : found.start("credit")].split(",")[0].split() if found else []
        is_late = any(w.isupper() for w in place[1:]) and not place[0].isupper()
        if found and found["dash"] and not is_late and find_outlet(found["credit"]):
            yield _wire(text, found, found["credit"])
            continue
        found = _CAPITALS.match(text, at)
        if found and len(found["place"]) > 3 and _is_place(found["place"]):
            yield _wire(text, found, None)


def _wire(text: str, found: re.Match[str], credit: str | None) -> Wire:
    brackets = _BRACKETS.match(text, found.end())
    end = brackets.end() if brackets else found.end()
    while text[end - 1 : end].isspace():
        end -= 1
    return Wire(found.start(), end, credit)


def _is_signed(found: re.Match[str]) -> bool:
    """Tell an agency or station in brackets, known or behind a day, from other words in them."""
    if find_outlet(found["credit"]):
        return True
    return bool(found["dash"]) and (_is_station(found["credit"]) or bool(found["day"]))


def _is_station(words: str) -> bool:
    return words.isupper() and len(words.split()) <= 6 and not any(c.isdigit() for c in words[:2])


def _is_place(words: str) -> bool:
    plain = words.casefold().split()
    if _NO_PLACES & set(plain) or len(words) < 4:
        return False
    return words.isupper()
