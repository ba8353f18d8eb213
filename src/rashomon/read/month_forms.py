"""Months, seasons, years and their parts: "mid-June", "spring 2016", "the first week of May"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.read.date_pieces import (
    COMMA,
    COUNTED,
    HAPPENING,
    MONTH,
    OWN,
    PART,
    THEN_YEAR,
    VERB,
    YEAR,
    N,
)
from rashomon.read.date_setting import (
    MONTH_NAME,
    NO_BASE,
    YEAR_NUMBER,
    Days,
    Form,
    NoDay,
    Setting,
    until_base,
    words_of,
)
from rashomon.read.days import count, month_days, month_near, months_back, part_of, year_days
from rashomon.records import DateConstraint, DateInterval
from rashomon.reference.calendar_words import month_number

__all__ = ["MONTH_FORMS"]

_NO_YEAR = "no year is told"
_DAYS_OF_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
# Of the northern half of the world, where all but a few of the wars in the news are. A winter
# is named after either of its years.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}


def _month(words: str) -> int:
    number = month_number(words)
    assert number is not None, words  # the pattern matches names of months only
    return number


def _month_of(month: int, groups: dict[str, str | None], setting: Setting, said: str) -> Days:
    """The whole month that its name means, with a year or without."""
    if groups.get("year"):
        return month_days(int(groups["year"] or 0), month, "month and year")
    beside = (groups.get("rel") or "").casefold().split()
    base = setting.base
    if beside and beside[0] in ("that", "the") and setting.told:
        step = {"previous": -1, "following": 1}.get(beside[-1], 0)
        return month_days(setting.told.year + step, month, f"{said}: of {setting.told}")
    if base is None:
        return DateConstraint(month=month, reason=_NO_YEAR)
    reason = f"{said}, seen from {base}"
    if beside and beside[0] in ("this", "last"):
        return month_days(base.year - (beside[0] == "last"), month, reason)
    which = (groups.get("which") or "").casefold()
    found = month_near(base, month, reason, setting.is_coming or which == "next")
    if which == "last" and found.first.month == base.month:
        found = month_days(base.year - 1, month, reason)
    return found


def _in_month(match: re.Match[str], setting: Setting) -> Days:
    """Read a month or a part of it: "June 2017", "in May", "late May", "June last year"."""
    groups = match.groupdict()
    found = _month_of(_month(match["month"]), groups, setting, words_of(match))
    part = groups.get("part") or ""
    if isinstance(found, DateConstraint):
        return _part_of_any(found, part)
    if isinstance(found, NoDay):
        return found
    return until_base(part_of(found, part), setting.base)


def _part_of_any(month: DateConstraint, part: str) -> DateConstraint:
    """A part of a month whose year is not told."""
    if not part or month.month is None:
        return month
    leap = part_of(month_days(2000, month.month, ""), part)
    return DateConstraint(
        month=month.month, day=leap.first.day, last_day=leap.last.day, reason=month.reason
    )


def _in_months(match: re.Match[str], setting: Setting) -> Days:
    """Read from one month to another: "between March and June", "late May or early June"."""
    groups = match.groupdict()
    last = _month_of(_month(match["month"]), groups, setting, words_of(match))
    month = _month(match["first_month"])
    if isinstance(last, NoDay):
        return last
    parts = (groups.get("first_part") or "", groups.get("part") or "")
    if isinstance(last, DateConstraint):
        opens = _part_of_any(DateConstraint(month=month, reason=_NO_YEAR), parts[0])
        closes = _part_of_any(last, parts[1])
        return DateConstraint(
            month=month,
            day=opens.day or (1 if closes.day else None),
            last_month=last.month,
            last_day=closes.last_day,
            reason=_NO_YEAR,
        )
    year = int(groups["first_year"] or 0) if groups.get("first_year") else last.first.year
    if not groups.get("first_year") and month > last.first.month:
        year -= 1
    first = part_of(month_days(year, month, last.reason), parts[0])
    last = part_of(last, parts[1])
    if first.first > last.last:
        return NoDay(f"{words_of(match)} runs backwards")
    return until_base(DateInterval(first.first, last.last, words_of(match)), setting.base)


def _in_part_of_month(match: re.Match[str], setting: Setting) -> Days:
    """Read "the first week of May", "the last ten days of June": days of the month."""
    groups = match.groupdict()
    whole = _month_of(_month(match["month"]), groups, setting, words_of(match))
    which, unit = match["which"].casefold(), match["unit"].casefold()
    number = count(groups["n"]) or 1 if groups.get("n") else 1
    length = number * 7 if unit.startswith("week") else number
    if unit == "days" and not groups.get("n"):
        length = 5
    at = {"first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3}.get(which)
    is_open = isinstance(whole, DateConstraint)
    if isinstance(whole, DateConstraint):
        whole = month_days(2000, whole.month or 1, whole.reason)
    if isinstance(whole, NoDay):
        return whole
    if at is None:
        first = whole.last - timedelta(days=length - 1)
    else:
        first = whole.first + timedelta(days=length * at)
    last = min(first + timedelta(days=length - 1), whole.last)
    if not whole.first <= first <= last:
        return NoDay(f"{words_of(match)} is longer than the month")
    if is_open:
        return DateConstraint(month=first.month, day=first.day, last_day=last.day, reason=_NO_YEAR)
    return DateInterval(first, last, whole.reason)


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
        number = 12 // months
    start = date(year, months * (number - 1) + 1, 1)
    end = months_back(start, -months) - timedelta(days=1)
    return until_base(DateInterval(start, end, words_of(match)), setting.base)


_IN = r"(?i:in|during|throughout|since|over|of|until|from|by)"
_REL = r"(?P<rel>(?i:this|last|that|the\s+same|the\s+(?:previous|following)))\s+(?i:year)"
_MONTHS_TO = r"(?:\s?[-–—/]\s?|\s+(?i:to|and|or|until|till|through)\s+(?:(?i:into)\s+)?)"
_SEASON = r"(?P<season>(?i:spring|summer|autumn|fall|winter))"
_UNDATED = r"(?!\.?\s*\d)"

MONTH_FORMS = (
    Form(
        "week of month",
        r"(?:(?i:in|during|over)\s+)?(?i:the\s+)(?P<which>(?i:first|opening|second|third|fourth|last|"
        rf"final|closing))\s+(?:(?P<n>{N})\s+)?(?P<unit>(?i:weeks?|days))\s+(?i:of)\s+"
        rf"(?P<month>{MONTH}){THEN_YEAR}",
        _in_part_of_month,
        (MONTH_NAME,),
        ("week", "days"),
    ),
    Form(
        "month year",
        rf"(?:{_IN}\s+)?(?P<part>{PART})?(?P<month>{MONTH}){COMMA}\s+(?:(?i:of)\s+)?"
        rf"(?P<year>{YEAR}){OWN}",
        _in_month,
        (MONTH_NAME,),
    ),
    Form(
        "month year",
        rf"(?:{_IN}\s+)?(?P<part>{PART})?(?P<month>{MONTH})(?:\s?,)?\s+(?:(?i:of)\s+)?{_REL}",
        _in_month,
        (MONTH_NAME,),
        ("year",),
    ),
    Form(
        "month year",
        rf"{_REL}(?:\s?,)?\s+(?i:in)\s+(?P<part>{PART})?(?P<month>{MONTH}){VERB}",
        _in_month,
        (MONTH_NAME,),
        ("year",),
    ),
    Form(
        "month",
        r"(?:(?i:in|during|throughout|since)\s+(?:(?i:the\s+month\s+of)\s+)?|"
        rf"(?:(?i:at|by|from|until)\s+)?(?=(?i:last|next)\s|{PART}))"
        rf"(?:(?P<which>(?i:last|this|next))\s+|(?P<part>{PART}))?"
        rf"(?!Mar\s+[A-Z])(?P<month>{MONTH}){VERB}{OWN}{_UNDATED}",  # in the quarter of Mar Elias
        _in_month,
        (MONTH_NAME,),
    ),
    Form(
        "months",
        rf"(?i:from|between|in|during)\s+(?P<first_part>{PART})?(?P<first_month>{MONTH})"
        rf"(?:\s+(?P<first_year>{YEAR}))?{_MONTHS_TO}(?P<part>{PART})?(?P<month>{MONTH}){VERB}"
        rf"(?:{THEN_YEAR}{_UNDATED}|\s+(?:(?i:of)\s+)?{_REL})",
        _in_months,
        (MONTH_NAME,),
    ),
    Form(
        "months",
        rf"(?P<first_part>{PART})?(?P<first_month>{MONTH})(?:\s+(?P<first_year>{YEAR}))?{_MONTHS_TO}"
        rf"(?P<part>{PART})?(?P<month>{MONTH}){COMMA}\s+(?P<year>{YEAR})",
        _in_months,
        (MONTH_NAME,),
    ),
    Form(
        "months",
        rf"(?P<first_part>{PART})(?P<first_month>{MONTH}){_MONTHS_TO}(?P<part>{PART})"
        rf"(?P<month>{MONTH}){_UNDATED}",
        _in_months,
        (MONTH_NAME,),
        ("early", "late", "mid", "end", "half", "beginning", "start", "close"),
    ),
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
