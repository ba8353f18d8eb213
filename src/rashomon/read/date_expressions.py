"""One expression of time read alone: the days that "late Wednesday" means, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rashomon.read.counted_dates import ANCHORED, count_from, is_short, sign_of, way_of
from rashomon.read.date_grammar import Hit, hits, read_days
from rashomon.read.date_mentions import noted_as_open, opens_period
from rashomon.read.date_setting import Days, NoDay, Setting
from rashomon.read.days import single
from rashomon.records import DateConstraint, DateInterval

__all__ = ["Expression", "read_expression"]

_SECOND_DAY = date.min + timedelta(days=1)
_LONGEST = 1000  # characters; no expression of time is longer


@dataclass(frozen=True, slots=True)
class Expression:
    """What one expression of time means: days, or what is known of the day, or neither.

    `words` are those that were read, "" where none tell when. `reason` says how they led to the
    days, or why they lead to none. `is_open` marks the start or end of a period ("since Friday").
    """

    words: str
    interval: DateInterval | None
    constraint: DateConstraint | None
    rule: str
    reason: str
    is_open: bool = False


def read_expression(
    words: str,
    base: date | None = None,
    *,
    told: date | None = None,
    is_coming: bool = False,
    is_day_first: bool | None = None,
) -> Expression:
    """Read what an expression of time means, seen from the base date.

    `told` is the date that the text told before, from which "two days later" counts (without
    one, it counts from the base). `is_coming` reads weekdays and days without a year as yet to
    come. `is_day_first` tells how dates in digits are written. Where the words hold several
    dates, the longest is read.

    >>> found = read_expression("late Wednesday", date(2018, 2, 8))
    >>> str(found.interval), found.reason
    ('2018-02-07', 'the Wednesday before 2018-02-08')
    >>> str(read_expression("late Wednesday").constraint)
    'a Wednesday'
    """
    if len(words) > _LONGEST:
        return _nothing(f"{len(words)} characters are too long for one date")
    setting = Setting(base, told, is_coming, is_day_first)
    found = [hit for hit in hits(words) if hit.form.resolve]
    hit = max(found, key=lambda other: other.end - other.start, default=None)
    counted = _counted(words, setting, found)
    if counted and (hit is None or counted.start < hit.start):
        return _expression(words, counted.start, counted.end, counted.days, "told from a date")
    if hit is None:
        return _bare(words, setting) or _nothing("no words that tell when are read here")
    return _expression(words, hit.start, hit.end, read_days(hit, setting), hit.rule)


def _bare(words: str, setting: Setting) -> Expression | None:
    """Words that reports use only behind others: "June", "2015", "the 7th", "fortnight"."""
    for opening in ("in ", "on ", "in the ", "on the ", "the "):
        whole = opening + words
        for hit in hits(whole):
            if hit.form.resolve and hit.start < len(opening) < hit.end:
                days = read_days(hit, setting)
                return _expression(whole, len(opening), hit.end, days, hit.rule)
    return None


@dataclass(frozen=True, slots=True)
class _Counted:
    start: int
    end: int
    days: Days


def _counted(words: str, setting: Setting, others: list[Hit]) -> _Counted | None:
    """Words that count from another date: one told beside them, the one told before, the base."""
    for match in ANCHORED.finditer(words):
        if any(hit.start < match.end() and match.start() < hit.end for hit in others):
            continue
        way, end = way_of(match), match.end()
        beside = [hit for hit in others if 0 <= hit.start - end <= 20]  # "of", "the attack on"
        before = [hit for hit in others if hit.end <= match.start()]
        is_hour = bool(match["hours"] or match["hour"])
        if is_hour and others:
            continue
        sign = sign_of(match, way)
        origin: DateInterval | DateConstraint | None = None
        if beside and (way in ("after", "before") or match["to"] or match["eve"]):
            days = read_days(beside[0], setting)
            origin, end = None if isinstance(days, NoDay) else days, beside[0].end
        elif before and way:
            continue  # "Thursday, a day after the raid" is a Thursday
        elif setting.told or setting.base:
            day = setting.told or setting.base
            assert day is not None
            origin = single(day, "")
            if is_hour and setting.told is None:
                origin = DateInterval(max(day, _SECOND_DAY) - timedelta(days=1), day)
        if origin is None:
            return _Counted(match.start(), end, NoDay("no date is told from which to count"))
        counted = count_from(match, origin, sign)
        if isinstance(counted, DateInterval) and is_short(match):
            counted = _hours_off(origin, sign, counted.reason)
        return _Counted(match.start(), end, counted)
    return None


def _hours_off(origin: DateInterval | DateConstraint, sign: int, reason: str) -> Days:
    """Less than a day off: on the same day or the one beside it."""
    if isinstance(origin, DateConstraint):
        return NoDay("no date is told from which to count")
    step = timedelta(days=1)
    if sign > 0:
        return DateInterval(origin.first, origin.last + step, reason)
    return DateInterval(origin.first - step, origin.last, reason)


def _expression(words: str, start: int, end: int, days: Days, rule: str) -> Expression:
    is_open = rule != "since dawn" and opens_period(words, start)
    if is_open:
        days = noted_as_open(days)
    return Expression(
        words[start:end],
        days if isinstance(days, DateInterval) else None,
        days if isinstance(days, DateConstraint) else None,
        rule,
        days.reason,
        is_open,
    )


def _nothing(reason: str) -> Expression:
    return Expression("", None, None, "", reason)
