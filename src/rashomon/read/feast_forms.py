"""Feasts that name a day: Christmas, New Year, Easter.

Feasts that follow the moon are left unread: the day of Ramadan or Eid is settled by sighting,
country by country, and a computed one may be two days off. Easter is computed for the churches
of the West and of the East, and where they part both days are allowed.
"""

from __future__ import annotations

import re
from datetime import timedelta

from rashomon.read.date_pieces import COMMA, OWN, YEAR
from rashomon.read.date_setting import NO_BASE, Days, Form, NoDay, Setting, words_of
from rashomon.read.days import day_near, easter_days, make_day, single
from rashomon.records import DateConstraint, DateInterval

__all__ = ["FEAST_FORMS"]

# Month and day, for names in lower case without apostrophes.
_FIXED = {
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new years day": (1, 1),
    "new years eve": (12, 31),
    "valentines day": (2, 14),
    "halloween": (10, 31),
    "may day": (5, 1),
    "fourth of july": (7, 4),
}
# Days from Easter Sunday.
_MOVABLE = {
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "holy saturday": -1,
    "easter sunday": 0,
    "easter": 0,
    "easter monday": 1,
    "orthodox easter": 0,
}


def _name(match: re.Match[str]) -> str:
    return " ".join(
        re.sub(r"['’`]", "", match["feast"])
        .casefold()
        .removeprefix("the ")
        .replace("s s", "s")
        .split()
    )


def _on_fixed(match: re.Match[str], setting: Setting) -> Days:
    """Read "Christmas Day" and "New Year's Eve 2016": feasts that keep their day."""
    (month, day), base = _FIXED[_name(match)], setting.base
    if match["year"]:
        found = make_day(int(match["year"]), month, day)
    elif base is None:
        return DateConstraint(month=month, day=day, reason="no year is told")
    else:
        found = day_near(base, month, day, setting.is_coming)
    return single(found, words_of(match)) if found else NoDay("no such day")


def _on_movable(match: re.Match[str], setting: Setting) -> Days:
    """Read "Easter Sunday", "Palm Sunday 2017": the day of either church where they part."""
    base, shift = setting.base, timedelta(days=_MOVABLE[_name(match)])
    if match["year"]:
        western, eastern = easter_days(int(match["year"]))
    elif base is None:
        return NO_BASE
    else:
        years = range(base.year - 1, base.year + 2)
        pairs = [pair for year in years for pair in [easter_days(year)]]
        if setting.is_coming:
            western, eastern = next(p for p in pairs if max(p) + shift > base)
        else:
            western, eastern = next(p for p in reversed(pairs) if min(p) + shift <= base)
    western, eastern = western + shift, eastern + shift
    if _name(match).startswith("orthodox"):
        return single(eastern, f"{words_of(match)} of {eastern.year}")
    if western == eastern:
        return single(western, f"{words_of(match)} of {western.year}, East and West")
    if base is not None and not setting.is_coming and max(western, eastern) > base:
        day = min(western, eastern)
        return single(day, f"{words_of(match)} of {day.year}: the other church's lies ahead")
    first, last = sorted((western, eastern))
    return DateInterval(first, last, f"{words_of(match)}: {western} in the West, {eastern} East")


def _by_the_moon(match: re.Match[str], _: Setting) -> Days:
    """Name "Ramadan" and "Eid" as what is not computed."""
    return NoDay(f"{words_of(match)} follows the moon, which is not computed")


_ON = r"(?:(?:(?i:early|late)\s+)?(?:(?i:on|at|over|during|around|since|by)\s+)?)"
_THEN = rf"(?:{COMMA}\s+(?P<year>{YEAR}))?"

FEAST_FORMS = (
    Form(
        "feast",
        rf"{_ON}(?P<feast>(?i:christmas\s+(?:day|eve)|(?<=over\s)christmas|(?<=at\s)christmas|new\s+year\s?['’]?\s?s\s+(?:day|eve)|"
        rf"boxing\s+day|valentine\s?['’]?s\s+day)|Halloween|(?:the\s+)?Fourth\s+of\s+July){_THEN}{OWN}",
        _on_fixed,
        ("christmas", "year", "boxing", "valentine", "halloween", "fourth"),
    ),
    Form(
        "feast",
        rf"{_ON}(?P<feast>Orthodox\s+Easter|(?i:palm\s+sunday|maundy\s+thursday|good\s+friday|"
        rf"holy\s+saturday|easter\s+(?:sunday|monday)|(?<=over\s)easter|(?<=at\s)easter)){_THEN}{OWN}",
        _on_movable,
        ("easter", "palm", "maundy", "friday", "saturday"),
    ),
    Form(
        "moon",
        r"(?:(?i:on|during|in|before|after)\s+)?(?:(?i:the\s+(?:\w+\s+day|start|end|beginning|"
        r"holy\s+month)\s+of|the)\s+)?(?:Ramadan|RAMADAN|Eid(?:\s?[-\s]\s?al-?\s?(?:Fitr|Adha))?|"
        r"Ashura|Muharram|Nowruz\s+eve|Lunar\s+New\s+Year|Tet)",
        _by_the_moon,
        ("ramadan", "eid", "ashura", "muharram", "nowruz", "lunar", "tet"),
    ),
)
