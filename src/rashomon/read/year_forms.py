"""Years and their parts: "late 2015", "spring 2016", "the first quarter of 2018", "the 1990s"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.read.date_pieces import (
    COUNTED,
    HAPPENING,
    OWN,
    PART,
    YEAR,
)
from rashomon.read.date_setting import (
    NO_BASE,
    YEAR_NUMBER,
    Days,
    Form,
    NoDay,
    Setting,
    until_base,
    words_of,
)
from rashomon.read.days import months_back, part_of, year_days
from rashomon.records import DateConstraint, DateInterval

__all__ = ["YEAR_FORMS"]

_NO_YEAR = "no year is told"
# Of the northern half of the world, where all but a few of the wars in the news are. A winter
# is named after either of its years.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}


def _in_year(match: re.Match[str], setting: Setting) -> Days:
    """Read a year or a part of it: "in 2014", "late 2013"."""
    days = part_of(year_days(int(match["year"]), "a year"), match.groupdict().get("part") or "")
    return until_base(days, setting.base)


def _in_years(match: re.Match[str], setting: Setting) -> Days:
    """Read "from 2014 to 2016", "2014-16"."""
    first, told = int(match["first_year"]), match["year"]
    last = int(told) if len(told) == 4 else first // 100 * 100 + int(told)
    if not first < last <= first + 100:
        return NoDay(f"{words_of(match)} runs backwards")
    days = DateInterval(date(first, 1, 1), date(last, 12, 31), "years")
    return until_base(days, setting.base)


def _in_decade(match: re.Match[str], setting: Setting) -> Days:
    """Read "the 1990s", "the late '80s": thirds of ten years."""
    digits = match["decade"]
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    cut = (match.groupdict().get("part") or "").casefold().strip(" -")
    low, high = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}.get(cut[:5].strip(), (0, 9))
    days = DateInterval(date(first + low, 1, 1), date(first + high, 12, 31), words_of(match))
    return until_base(days, setting.base)


def _season(name: str, year: int, reason: str) -> DateInterval:
    start = date(year, _SEASONS[name], 1)
    return DateInterval(start, months_back(start, -3) - timedelta(days=1), reason)


def _in_season(match: re.Match[str], setting: Setting) -> Days:
    """Read "spring 2016", "last summer", "in the winter": three whole months."""
    groups, base = match.groupdict(), setting.base
    name, part = match["season"].casefold(), groups.get("part") or ""
    if groups.get("year"):
        year = int(groups["year"] or 0)
        found = _season(name, year, f"{words_of(match)}, as the north counts")
        if name == "winter" and groups.get("end_year"):
            pass  # "winter 2015-16" is the one that begins in 2015
        elif name == "winter":
            before = _season(name, year - 1, "")
            return DateInterval(before.first, found.last, f"either winter of {year}")
        return until_base(part_of(found, part), base)
    if base is None:
        month = _SEASONS[name]
        return DateConstraint(month=month, last_month=(month + 1) % 12 + 1, reason=_NO_YEAR)
    reason = f"{words_of(match)}, seen from {base}"
    which = (groups.get("which") or "").casefold()
    if setting.is_coming or which in ("next", "coming"):
        years = (base.year - 1, base.year, base.year + 1)
        found = next(s for y in years if (s := _season(name, y, reason)).first > base)
    else:
        years = (base.year, base.year - 1, base.year - 2)
        begun = [s for y in years if (s := _season(name, y, reason)).first <= base]
        is_over = which == "last" and begun[0].last >= base
        found = begun[1] if is_over else begun[0]
    return until_base(part_of(found, part), base)


def _in_quarter(match: re.Match[str], setting: Setting) -> Days:
    """Read "the first quarter of 2018", "Q3 2017", "the second half of 2016"."""
    groups = match.groupdict()
    number = int(groups["q"]) if groups.get("q") else _QUARTERS[match["which"].casefold()]
    year = int(groups["year"] or 0) if groups.get("year") else None
    if year is None:
        if setting.base is None:
            return NO_BASE
        year = setting.base.year - ((groups.get("rel") or "").casefold().startswith("last"))
    months = 6 if (groups.get("unit") or "").casefold() == "half" else 3
    if months * number > 12:
        if match["which"].casefold() not in ("last", "final"):
            return NoDay(f"there is no {words_of(match)}")
        number = 12 // months
    start = date(year, months * (number - 1) + 1, 1)
    end = months_back(start, -months) - timedelta(days=1)
    return until_base(DateInterval(start, end, words_of(match)), setting.base)


_IN = r"(?i:in|during|throughout|since|over|of|until|from|by)"
_SEASON = r"(?P<season>(?i:spring|summer|autumn|fall|winter))"

YEAR_FORMS = (
    Form(
        "season",
        rf"(?:(?i:in|during|since|over|by)\s+)?(?:(?i:the)\s+)?(?P<part>{PART})?{_SEASON}"
        rf"(?:\s?,)?\s+(?:(?i:of)\s+)?(?P<year>{YEAR})(?:\s?[-–/]\s?(?P<end_year>\d{{2,4}}))?{OWN}",
        _in_season,
        (YEAR_NUMBER,),
    ),
    Form(
        "season",
        r"(?:(?i:in|during|since|over|throughout)\s+(?:(?i:the)\s+)?(?=(?i:spring|summer|autumn|winter))"
        rf"|(?:(?i:in|during|since)\s+)?(?P<which>(?i:last|this|next))\s+)"
        rf"{_SEASON}(?!\s+(?i:of|camp|season|school|olympics|palace|offensive)\b){OWN}",
        _in_season,
        ("spring", "summer", "autumn", "winter", "fall"),
    ),
    Form(
        "quarter",
        r"(?:(?i:in|during|over)\s+)?(?i:the\s+)(?P<which>(?i:first|second|third|fourth|last|final))\s+"
        rf"(?P<unit>(?i:quarter|half))\s+(?i:of)\s+(?:(?P<year>{YEAR})|(?i:the\s+year)"
        r"|(?P<rel>(?i:this|last))\s+(?i:year))",
        _in_quarter,
        ("quarter", "half"),
    ),
    Form("quarter", rf"Q(?P<q>[1-4])\s+(?P<year>{YEAR})", _in_quarter, (YEAR_NUMBER,)),
    Form(
        "year",
        r"(?:(?i:in|since|during|until|throughout|from|by)\s+(?:(?i:the\s+(?:year\s+)?))?"
        rf"|(?={PART}))(?P<part>{PART})?(?P<year>{YEAR}){COUNTED}{OWN}",
        _in_year,
        (YEAR_NUMBER,),
    ),
    Form(
        "year of something",
        rf"(?i:the)\s+(?P<year>{YEAR}){HAPPENING}",
        _in_year,
        (YEAR_NUMBER,),
    ),
    Form(
        "years",
        rf"(?i:from|between|in|during)\s+(?P<first_year>{YEAR})(?:\s?[-–—/]\s?|\s+(?i:to|and|until|"
        rf"through)\s+)(?P<year>{YEAR}|\d\d(?!\d))(?!-\d){COUNTED}",
        _in_years,
        (YEAR_NUMBER,),
    ),
    Form(
        "years",
        rf"(?:(?i:the)\s+)?(?P<first_year>{YEAR})[-–—](?P<year>{YEAR}){COUNTED}",
        _in_years,
        (YEAR_NUMBER,),
    ),
    Form(
        "decade",
        rf"(?:{_IN}\s+)?(?i:the)\s+(?P<part>{PART})?['’]?(?P<decade>(?:19|20)\d0|[3-9]0)['’]?s",
        _in_decade,
        ("0s", "0's", "0’s"),
    ),
)
