"""What words that tell when amount to, asked alone: days or what is known of them, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from rashomon.errors import SettingError
from rashomon.read.date_expressions import read_expression
from rashomon.read.dates import DateMention, find_dates
from rashomon.read.document import Document, parse
from rashomon.records import DateConstraint, DateInterval, Report
from rashomon.reference.date_precision import date_prec, time_precision
from rashomon.reference.time_zones import days_there, is_zone

__all__ = ["ToldDays", "told_days"]

# Dates are counted from the day of publication, for years back and ahead; nearer to either
# end of the calendar there is nothing to count.
_YEARS = range(1000, 9000)


@dataclass(frozen=True, slots=True)
class ToldDays:
    """One date that words tell.

    `words` are those that tell it. `days` is an interval where they lead to days, a constraint
    where they tell something of the day ("a Wednesday"), None where they lead nowhere. `rule`
    names the form that they have, and `reason` says how they led there or what is lacking.
    """

    words: str
    days: DateInterval | DateConstraint | None
    rule: str
    reason: str

    @property
    def interval(self) -> DateInterval | None:
        """The days, None where the words lead to none."""
        return self.days if isinstance(self.days, DateInterval) else None

    @property
    def date_prec(self) -> int | None:
        """UCDP's code of how exactly the days are known."""
        return date_prec(self.interval)

    @property
    def time_precision(self) -> int | None:
        """ACLED's code of how exactly the days are known."""
        return time_precision(self.interval)


def told_days(
    words: str, *, published: date | str | None = None, timezone: str | None = None
) -> tuple[ToldDays, ...]:
    """Return the dates that some words tell, in their order; none where they tell none.

    Args:
        words: An expression ("late Wednesday") or a sentence.
        published: When it was published, as a date or in ISO's form: what "Wednesday" is
            counted from.
        timezone: The IANA name of the zone where it happened, for times told in another one.

    Raises:
        SettingError: If `published` is no date, or no zone has the name.
    """
    base = _day(published)
    if timezone is not None and not is_zone(timezone):
        raise SettingError(f"{timezone!r} is no time zone; write an IANA name like Asia/Damascus")
    report = Report("asked", "asked", "asked", words, published_on=base)
    document = parse(report)
    found = tuple(_told(document, mention, timezone) for mention in find_dates(document))
    return found if any(told.days for told in found) else _alone(words, base) or found


def _alone(words: str, base: date | None) -> tuple[ToldDays, ...]:
    """What the words mean as one expression: "two days later" counts from the base then."""
    told = read_expression(words, base)
    days = told.interval or told.constraint
    return (ToldDays(told.words, days, told.rule, told.reason),) if days else ()


def _told(document: Document, mention: DateMention, timezone: str | None) -> ToldDays:
    days = mention.days
    if isinstance(days, DateInterval) and days.at is not None and timezone is not None:
        first, last = days_there(days.at, [timezone])
        there = f"{days.reason}; {DateInterval(first, last)} in {timezone}"
        days = replace(days, first=first, last=last, reason=there)
    words = " ".join(document.text[mention.start : mention.end].split())
    return ToldDays(words, days, mention.rule, days.reason if days else mention.no_day)


def _day(published: date | str | None) -> date | None:
    if published is None:
        return None
    if isinstance(published, str):
        try:
            published = datetime.fromisoformat(published.strip())
        except ValueError as error:
            raise SettingError(
                f"published {published!r} is no date; write it like 2018-02-08"
            ) from error
    day = published.date() if isinstance(published, datetime) else published
    if day.year not in _YEARS:
        raise SettingError(f"published {day}: no report is of that year; write it like 2018-02-08")
    return day
