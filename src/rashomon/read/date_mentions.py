"""What is kept of words that tell when: their days, what they date, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rashomon.read.clock_times import with_moment
from rashomon.read.date_roles import Role, role_of
from rashomon.read.date_setting import Days, NoDay
from rashomon.read.document import Sentence
from rashomon.records import DateConstraint, DateInterval

__all__ = ["DateMention", "mention_at", "noted_as_open", "opens_period"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that tell when, at offsets of the report's text.

    `interval` is None where the words lead to no day; `constraint` is then what they tell of
    the day ("on Monday" in a report without a date), None where that is nothing. `no_day` says
    why there is neither. `is_speech_time` marks the time of somebody's speaking, `is_open` the
    start or end of a period ("since 2011"), which is no day of a happening. `role` is what it
    dates.
    """

    start: int
    end: int
    interval: DateInterval | None
    rule: str
    is_speech_time: bool
    is_open: bool = False
    role: Role = Role.NONE
    constraint: DateConstraint | None = None
    no_day: str = ""

    @property
    def days(self) -> DateInterval | DateConstraint | None:
        """The days that the words lead to, or else what they tell of the day."""
        return self.interval or self.constraint

    @property
    def reason(self) -> str:
        """How the words led to the days, or why they lead to none."""
        days = self.days
        return days.reason if days else self.no_day


_REACH = 40  # characters before a date that may hold a word that opens a period
# "From Monday on", but "the toll from Monday's strike on a mill" opens no period.
_NO_EVENT = (
    r"(?:(?!['’`]\s?s\b|\b(?:(?:air)?strikes?|attacks?|raids?|assaults?|bombings?|blasts?|"
    r"shelling|shootings?)\b)[^.;])"
)
_OPEN_WORDS = (
    r"(?:ever\s+since|since|until|till|as\s+of|starting|beginning|prior\s+to|up\s+to|"
    rf"from(?={_NO_EVENT}{{0,40}}\b(?:on|onwards?)\b))"
)
_OPENS = re.compile(rf"{_OPEN_WORDS}\b", re.IGNORECASE)
_OPENED = re.compile(
    rf"\b{_OPEN_WORDS}\s+(?:at\s+least\s+)?(?:(?:on|early|late)\s+)?(?:the\s+)?$", re.IGNORECASE
)


def opens_period(text: str, start: int) -> bool:
    """Tell whether the date at `start` is the start or end of a period: "since Friday"."""
    before = text[max(0, start - _REACH) : start]
    return bool(_OPENS.match(text, start) or _OPENED.search(before))


def noted_as_open(days: Days) -> Days:
    """Return the days with a reason that says that only one end of a period is told."""
    return replace(days, reason=f"{days.reason}; a period begins or ends there")


def mention_at(
    sentence: Sentence,
    start: int,
    end: int,
    days: Days,
    rule: str,
    *,
    is_before_its_act: bool = False,
    until: int | None = None,
) -> DateMention:
    """Return the mention of the date at [start, end) of a sentence, with what it dates.

    A time told beside it with its zone is kept with the days.
    `is_before_its_act` and `until` are those of `role_of`.
    """
    if isinstance(days, DateInterval):
        days = with_moment(days, sentence.text, start, end)
    is_open = rule != "since dawn" and opens_period(sentence.text, start)
    if is_open:
        days = noted_as_open(days)
    role = role_of(sentence.text, start, end, is_before_its_act, until)
    return DateMention(
        sentence.start + start,
        sentence.start + end,
        days if isinstance(days, DateInterval) else None,
        rule,
        role == Role.SPEECH,
        is_open,
        role,
        days if isinstance(days, DateConstraint) else None,
        days.reason if isinstance(days, NoDay) else "",
    )
