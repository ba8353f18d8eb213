"""What dates told from another date lean on: "a day later", "the following month".

The other date stands before or behind in the same sentence, or a few sentences back; it is
rather one on which violence happened than one on which somebody spoke.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rashomon.read.counted_dates import (
    ANCHORED,
    ANCHORED_UNITS,
    count_from,
    is_short,
    sign_of,
    way_of,
)
from rashomon.read.date_mentions import DateMention, mention_at
from rashomon.read.date_roles import Role
from rashomon.read.date_setting import NoDay
from rashomon.read.days import single
from rashomon.read.document import Document, Sentence, within
from rashomon.records import DateConstraint, DateInterval

__all__ = ["anchored_dates"]

_REACH = 80  # characters before the words that may hold what they lean on
# "The next day" five sentences on is told from something else; a vague "days later" goes on
# with a tale that may have begun further up.
_ANCHOR_SENTENCES, _TALE_SENTENCES = 4, 8
# A longer interval is no day to count from, but a month is one for "the following month".
_ANCHOR_DAYS, _ANCHOR_MONTH_DAYS = 3, 31
_NEXT_DATE = re.compile(r"[^.,;]{0,20}")  # "two days after Tuesday's attack"
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_COMES = re.compile(r"\b(?:(?P<now>come|comes|coming)|came)\s+$", re.IGNORECASE)
_THE_ACT = re.compile(
    r"\s+(?:the|that|this)\s+(?:[\w-]+\s+)?(?:attack|assault|bombing|blast|explosion|strike|raid|"
    r"shooting|clash|massacre|killing|ambush|shelling|airstrike|battle|incident)",
    re.IGNORECASE,
)
_SECOND_DAY = date.min + timedelta(days=1)
_NOT_TOLD = NoDay("no date is told from which to count")
_Days = DateInterval | DateConstraint


@dataclass(frozen=True, slots=True)
class _Around:
    """The dates around words that are told from one."""

    here: _Days | None  # before them in the sentence
    behind: _Days | None  # right behind them
    there: _Days | None  # in the sentences before
    today: DateInterval | None
    last_violence: _Days | None


def anchored_dates(
    document: Document, sentence: Sentence, own: list[DateMention], earlier: list[DateMention]
) -> list[DateMention]:
    """Return the dates of a sentence that are told from another date.

    `own` are the other dates of the sentence, `earlier` those of the sentences before it.
    """
    mentions: list[DateMention] = []
    low = sentence.text.lower()
    if not any(unit in low for unit in ANCHORED_UNITS):
        return mentions
    for match in ANCHORED.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        if any(m.start < end and start < m.end for m in own) or is_short(match):
            continue
        is_hour = bool(match["hours"] or match["hour"])
        if is_hour and own:
            continue  # "on Thursday at dawn" has its day
        around = _around(document, sentence, match, own, earlier)
        origin, sign, is_before_its_act = _origin(sentence.text, match, around)
        if origin is None and is_hour and around.today:
            day = around.today.first
            origin = DateInterval(max(day, _SECOND_DAY) - timedelta(days=1), day)
        mentions.append(
            mention_at(
                sentence,
                match.start(),
                match.end(),
                count_from(match, origin, sign) if origin else _NOT_TOLD,
                "time of day" if is_hour else "told from a date",
                is_before_its_act=is_before_its_act,
            )
        )
    return mentions


def _around(
    document: Document,
    sentence: Sentence,
    match: re.Match[str],
    own: list[DateMention],
    earlier: list[DateMention],
) -> _Around:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    back = _TALE_SENTENCES if match["bare"] else _ANCHOR_SENTENCES
    reach = document.sentences[max(0, sentence.index - back)].start
    near = [m for m in within(earlier, reach, sentence.start) if _is_past(document, m)]
    period = (match["part"] or match["that"] or match["side_part"] or "").casefold()
    longest = _ANCHOR_MONTH_DAYS if period in ("month", "year") else _ANCHOR_DAYS
    base = document.report.base_date
    told = None
    if _THE_ACT.match(sentence.text, match.end()):
        past = (m for m in reversed(earlier) if _is_past(document, m) and _fits(m, longest))
        told = next((m.days for m in past if m.role == Role.VIOLENCE), None)
    return _Around(
        _anchor([m for m in own if m.end <= start], longest),
        _date_behind(own, end, sentence),
        _anchor(near, longest),
        single(base, "the report's date") if base else None,
        told,
    )


def _origin(text: str, match: re.Match[str], around: _Around) -> tuple[_Days | None, int, bool]:
    """What is counted from, in which direction, and whether the words date what follows them."""
    way = way_of(match)
    if match["to"] or match["eve"]:
        return around.behind, sign_of(match, way), False
    comes = _COMES.search(text[max(0, match.start() - _REACH) : match.start()])
    if way in ("after", "before") and around.behind:
        return around.behind, 1 if way == "after" else -1, False
    if way == "after" and (around.here or comes):
        # "Thursday, a day after the raid": the day counted back to is that of the raid.
        now = around.today if comes and comes["now"] else around.there or around.today
        return around.here or now, -1, True
    there = around.there
    if way and around.last_violence:
        there = around.last_violence  # "three days after the bombing"
    today = around.today if match["within"] else None
    if match["bare"] and way == "after" and _THE.search(text[: match.start()]):
        return None, 1, False  # "in the days after the town fell": from that day, told or not
    return around.here or there or today, sign_of(match, way), False


def _anchor(mentions: Sequence[DateMention], longest: int) -> _Days | None:
    """The last date that can be counted from, rather not one of somebody's speaking."""
    fit = [m for m in mentions if _fits(m, longest)]
    acts = [m for m in fit if m.role == Role.VIOLENCE] or fit
    return acts[-1].days if acts else None


def _fits(mention: DateMention, longest: int) -> bool:
    if mention.is_open or mention.days is None:
        return False
    return mention.interval is None or mention.interval.days <= longest


def _is_past(document: Document, mention: DateMention) -> bool:
    base = document.report.base_date
    if mention.interval is None:
        return mention.constraint is not None
    return base is None or mention.interval.first <= base


def _date_behind(own: list[DateMention], offset: int, sentence: Sentence) -> _Days | None:
    reach = _NEXT_DATE.match(sentence.text, offset - sentence.start)
    last = sentence.start + reach.end() if reach else offset
    for mention in own:
        if offset <= mention.start <= last and not mention.is_open:
            return mention.days
    return None
