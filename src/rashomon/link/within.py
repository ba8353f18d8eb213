"""Which mentions of one report tell of the same happening.

Policy: a report goes on about the happening that it is at, until its words say otherwise. A
date or place of their own that cannot be the current happening's leads back to another one
that has them, or opens a new one; so does another kind of violence with a toll of its own.
Totals over many events and background that is not told as a particular event are none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.link.gist import Days, Places, agreed_kind, held_to
from rashomon.link.names import NO_DATE_TOLD
from rashomon.link.nearness import (
    apart_km,
    are_kinds_akin,
    gap_km,
    is_region,
    is_same_site,
    reach_km,
    sites_apart,
)
from rashomon.link.parts import are_other_parts
from rashomon.link.telling import Telling, tellings
from rashomon.records import (
    CasualtyRange,
    DateConstraint,
    DateInterval,
    DateValue,
    Facet,
    IncidentKind,
    PlaceValue,
    Reading,
    Report,
    ReportIncident,
)

__all__ = ["link_within"]

# Weights of what speaks for and against one more mention of a happening. Set by hand on
# the annotated sentences of train-a, train-c and the seeds (tests/link/test_within.py pins the
# figures). Halving or doubling one loses up to 0.03 of the incidents' F1 and gains nothing
# on train-a; train-c, with a third of its incidents, moves by 0.03 either way.
_SAME_DATE = 1.0
_SAME_PLACE = 1.5
_NEAR_PLACE = 0.5  # places with names of their own that overlap for all that the words allow
_FAR_PLACE = -1.0
_SAME_TOLL = 2.0
_SAME_ACTORS = 0.5
_OTHER_ACTORS = -0.5
_OTHER_KIND = -1.0
_OTHER_TOLL = -0.75
_OTHER_ACTORS_AND_TOLL = -2.5  # on top: one side's raid and the other's shelling of one city
_OTHER_KIND_AND_TOLL = -1.5  # on top: no sides named, but a raid and a shelling all the same
_OTHER_PART = -2.5  # rebel-held and government-held, east and west of one city
_BEFORE_LEAD = -1.0  # a day told that an undated lead of the day's news can hardly mean
_CURRENT = 1.0
_MAIN = 0.25
_POINTS_BACK = 0.5
_IS_NEW = -2.5
_IS_NEW_BARELY = -1.0  # no date or place of its own: "another 65 were wounded"
_ENOUGH = 0.25

_SETTING = frozenset({Facet.DATE, Facet.PLACE})  # these alone tell of no violence
_PLURAL = 2  # the floor of a plural without a number
_SMALL_TOLL = 3  # "two were killed" is said of many happenings, 48 hardly
_TELLING_TOLLS = 2  # outcomes: the same dead and the same wounded outweigh a place's doubtful name
_LONGEST_DAYS = 62  # what is told of longer spans is a total over many events
_LONGEST_LEAD = 2  # sentences; what goes on for longer is a happening told in full
# Far beyond what reports tell: of the annotated ones at most 8 happenings, of one of them at most
# 17 places, 3 days and 9 numbers. Without a bound a mention costs more with each one before it.
_MOST_TOLD = 60
_MOST_OPEN = 60
# News without a date tells of the day it is published (12 of the 15 such leads annotated);
# a day told later is held against it with some slack.
_LEAD_SLACK_DAYS = 1


class _Thread:
    """The happening that some mentions tell of, while the report is being walked through.

    What they tell is kept once, so that one more mention costs no more in a long report. Of more
    days, places or numbers than any author tells of one happening the first are kept.
    """

    def __init__(self, telling: Telling) -> None:
        self.told: list[Telling] = []
        self.reasons: list[str] = []
        self.dates = Days(most=_MOST_TOLD)
        self.constraints: dict[DateConstraint, None] = {}
        self.days: dict[DateValue, None] = {}
        self.sites = Places(most=_MOST_TOLD)
        self.firm_sites = Places(most=_MOST_TOLD)  # of mentions that stand for one happening
        self.kinds: set[IncidentKind] = set()
        self.parts: frozenset[str] = frozenset()
        self.years: set[int] = set()  # told of in days or by themselves
        self.actors: set[str] = set()
        self.sides: set[str] = set()
        self.tolls: set[tuple[Facet, str, int]] = set()
        self.numbers: dict[tuple[Facet, str], set[CasualtyRange]] = defaultdict(set)
        self.is_background = True
        self.add(telling)

    @property
    def places(self) -> list[PlaceValue]:
        """Where the mentions put it, each place once."""
        return self.sites.told

    def add(self, telling: Telling) -> None:
        """Take in what one more mention tells."""
        self.told.append(telling)
        for date in telling.dates:
            self.dates.add(date)
            self.years |= {date.first.year, date.last.year}
        for day in telling.days[: _MOST_TOLD - len(self.days)]:
            self.days[day] = None
        for constraint in telling.constraints:
            self.constraints[constraint] = None
        for place in telling.places:
            self.sites.add(place)
            if telling.is_firm and not is_region(place):
                self.firm_sites.add(place)
        self.kinds |= telling.kinds
        self.parts |= telling.parts
        self.years |= telling.years
        self.actors |= telling.actors
        self.sides |= telling.actors | telling.targets
        for facet, group, number in telling.tolls:
            self.tolls.add((facet, group, number.floor))
            if len(self.numbers[facet, group]) < _MOST_TOLD:
                self.numbers[facet, group].add(number)
        self.is_background &= telling.mention.is_background


def link_within(reading: Reading) -> Reading:
    """Return the reading with its mentions joined into the report's incidents."""
    threads: list[_Thread] = []
    current: _Thread | None = None
    lead = _lead_date(reading.report)
    for telling in tellings(reading):
        current = _continue(telling, threads, current, lead)
    kept = [thread for thread in threads if _is_incident(thread, is_main=thread is threads[0])]
    if kept and kept[0] is threads[0] and _sums_up(kept[0], kept[1:]):
        del kept[0]
    incidents: list[ReportIncident] = []
    for thread in kept:
        incidents.append(_incident(reading.report, thread, kept, incidents))
    return replace(reading, incidents=tuple(incidents))


def _continue(
    telling: Telling,
    threads: list[_Thread],
    current: _Thread | None,
    lead: DateInterval | None,
) -> _Thread:
    """Add the mention to the thread that it goes on with, or to one of its own."""
    telling = _without_stray_place(telling, threads)
    ranked = []
    for n, thread in _open(threads):
        if _conflict(telling, thread) or _is_of_another_year(telling, thread, lead):
            continue
        score, reasons = _fit(telling, thread, is_current=thread is current, is_main=n == 0)
        if n == 0 and _is_before_lead(telling, thread, lead):
            score += _BEFORE_LEAD
        ranked.append((-score, thread is not current, n, reasons, thread))
    if ranked:
        score, _, _, reasons, best = min(ranked, key=lambda r: r[:3])
        if -score >= _ENOUGH:
            best.add(telling)
            best.reasons += [r for r in reasons if r not in best.reasons]
            return best
    thread = _Thread(telling)
    if len(threads) > _MOST_OPEN:
        thread.reasons.append(f"held against the first and the last {_MOST_OPEN} told before alone")
    if current is not None:
        why = _conflict(telling, current) or "told as another happening"
        thread.reasons.append(f"apart from the one before: {why}")
    threads.append(thread)
    return thread


def _open(threads: Sequence[_Thread]) -> Iterator[tuple[int, _Thread]]:
    """Yield the happenings that a mention may go on with: the first, and the latest of many."""
    yield from enumerate(threads[:1])
    start = max(1, len(threads) - _MOST_OPEN)
    yield from enumerate(threads[start:], start)


def _without_stray_place(telling: Telling, threads: Sequence[_Thread]) -> Telling:
    """Take from words that point back ("the attack") a place where none of the threads is.

    Without a date or toll beside it, such a place is where somebody spoke or meant to go.
    """
    points_back = telling.mention.is_anaphoric and not telling.days and not telling.tolls
    if not points_back or not telling.resolved:
        return telling
    gaps = [_least_gap(telling.places, thread.places) for _, thread in _open(threads)]
    if any(gap is None or gap <= 0 for gap in gaps) or not gaps:
        return telling
    return replace(telling, places=())


def _conflict(telling: Telling, thread: _Thread) -> str | None:
    """Say why the mention cannot be of the happening, None where it can."""
    if _is_other_day(telling, thread) and not _points_back_to(telling, thread):
        return f"{telling.days[0]}, not {thread.dates.agreed or next(iter(thread.days))}"
    places = thread.firm_sites.told
    if not telling.is_firm and telling.is_told_of and not telling.mention.is_background:
        return None  # what was hit there may be one more site, see `_FAR_PLACE`
    if _has_other_toll(telling, thread):
        # A coordinated attack has many sites; one with a toll of its own stands for itself.
        main = thread.firm_sites.agreed
        places = [main] if main else []
    gap = _least_gap([p for p in telling.places if not is_region(p)], places)
    if gap is not None and gap > 0 and _same_tolls(telling, thread) < _TELLING_TOLLS:
        return f"{telling.resolved[0].words} lies {gap:.0f} km off"
    if telling.mention.is_new and _has_other_toll(telling, thread):
        return "told as another happening, with a toll of its own"
    return _other_site(telling, thread)


def _other_site(telling: Telling, thread: _Thread) -> str | None:
    """Say which site with a toll of its own lies apart from all sites known so far.

    Coders take sites for one happening where the toll is told for all of them together.
    """
    told = {(facet, floor) for facet, _, floor in thread.tolls}
    if all((f, r.floor) in told for f, _, r in telling.tolls) or _same_tolls(telling, thread):
        return None  # none, or told before: one dead and one hurt, of the driver and his son
    apart = sites_apart(telling.places, thread.places)
    if apart is None:
        return None
    km, one, other = apart
    return f"{one.words} has a toll of its own and lies {km:.0f} km from {other.words}"


def _is_other_day(telling: Telling, thread: _Thread) -> bool:
    """Tell whether the days told cannot be one.

    Days that lead to a date are held against the one agreed on; a weekday without a date
    against whatever is told of the thread's day.
    """
    if telling.dates and thread.dates:
        agreed = thread.dates.agreed
        return agreed is None or not any(date.meets(agreed) for date in telling.dates)
    if not telling.days or not thread.days:
        return False
    return not any(one.meets(other) for one in telling.days for other in thread.days)


def _points_back_to(telling: Telling, thread: _Thread) -> bool:
    """Tell whether words such as "Saturday's strikes" mean a day that was told of the happening.

    The day that most words agree on may be too narrow: one of a night's two, or when somebody
    spoke.
    """
    if not telling.mention.is_anaphoric or _has_other_toll(telling, thread):
        return False
    if telling.resolved and not is_same_site(telling.places, thread.places):
        return False
    return any(one.meets(other) for one in telling.days for other in thread.days)


def _is_of_another_year(telling: Telling, thread: _Thread, lead: DateInterval | None) -> bool:
    """Tell whether words that name a year and no day ("used in 2013") tell of another year.

    What is told without any year is of the report's own.
    """
    if telling.dates or not telling.years:
        return False
    years = thread.years or ({lead.first.year} if lead else set())
    return bool(years) and not telling.years & years


def _is_before_lead(telling: Telling, thread: _Thread, lead: DateInterval | None) -> bool:
    if lead is None or thread.dates or not telling.dates:
        return False
    return not any(date.meets(lead, _LEAD_SLACK_DAYS) for date in telling.dates)


def _least_gap(some: Sequence[PlaceValue], others: Sequence[PlaceValue]) -> float | None:
    gaps = [gap_km(one, other) for one in some for other in others]
    return min((gap for gap in gaps if gap is not None), default=None)


def _fit(
    telling: Telling, thread: _Thread, *, is_current: bool, is_main: bool
) -> tuple[float, list[str]]:
    """Weigh what speaks for the mention's being of the happening."""
    score = 0.0
    reasons = []
    if telling.days and thread.days:
        score += _SAME_DATE
        same = telling.days[0]
        reasons.append(f"same date {same}" if telling.dates else f"both told of {same}")
    is_there = is_same_site(telling.places, thread.places)
    if is_there:
        score += _SAME_PLACE
        reasons.append(f"same place {telling.resolved[0].words}")
    elif _is_near(telling, thread):
        score += _NEAR_PLACE
    elif telling.resolved and any(place.is_resolved for place in thread.places):
        score += _FAR_PLACE
    has_other_toll = _has_other_toll(telling, thread)
    shares_toll = _same_tolls(telling, thread) > 0
    if shares_toll:
        score += _SAME_TOLL
        reasons.append("same number of victims")
    elif has_other_toll:
        score += _OTHER_TOLL
    actors = thread.actors
    if telling.actors and actors:
        score += _SAME_ACTORS if telling.actors & actors else _OTHER_ACTORS
        if has_other_toll and not telling.actors & actors:
            score += _OTHER_ACTORS_AND_TOLL
    kinds = thread.kinds
    if (
        telling.kinds
        and kinds
        and not any(are_kinds_akin(one, other) for one in telling.kinds for other in kinds)
    ):
        score += _OTHER_KIND
        if has_other_toll:
            score += _OTHER_KIND_AND_TOLL
    if are_other_parts(telling.parts, thread.parts) and not telling.actors & actors:
        score += _OTHER_PART
    if is_current:
        score += _CURRENT
    if is_main:
        score += _MAIN
    if telling.mention.is_anaphoric:
        score += _POINTS_BACK
    if telling.mention.is_new:
        is_bare = not telling.days and not telling.places
        is_met = (
            bool(telling.days and thread.days)
            or shares_toll
            or (is_there and bool(telling.kinds & kinds))
        )
        if is_current or is_bare or not is_met:
            score += _IS_NEW_BARELY if is_bare else _IS_NEW
    return score, reasons


def _is_near(telling: Telling, thread: _Thread) -> bool:
    for one in telling.resolved:
        for other in thread.places:
            apart = apart_km(one, other)
            if apart is not None and apart <= max(reach_km(one), reach_km(other)):
                return True
    return False


def _same_tolls(telling: Telling, thread: _Thread) -> int:
    """Count the outcomes of which both tell the same number: "27" and "at least 27" are one."""
    told = thread.tolls
    shared = {(f, g) for f, g, r in telling.tolls if (f, g, r.floor) in told}
    large = any(r.floor >= _SMALL_TOLL for f, g, r in telling.tolls if (f, g, r.floor) in told)
    return len(shared) if large else 0


def _has_other_toll(telling: Telling, thread: _Thread) -> bool:
    """Tell whether both count all the victims of one outcome, and no number fits both."""
    for facet, group, number in telling.tolls:
        others = thread.numbers.get((facet, group), ())
        if number.high is None and number.floor <= _PLURAL:
            continue  # "people were hurt" is told of any number
        if group == "all" and others and not any(number.is_compatible(o) for o in others):
            return True
    return False


def _is_incident(thread: _Thread, *, is_main: bool) -> bool:
    """Tell whether the thread is a particular event, not background or a sum of many."""
    facets = [c.facet for t in thread.told for c in t.claims if c.facet not in _SETTING]
    if not facets:
        return False
    date = thread.dates.agreed
    if date is not None and date.days > _LONGEST_DAYS:
        return False
    has_toll = any(t.killed_or_hurt for t in thread.told)
    told = bool(thread.days) + any(p.is_resolved for p in thread.places) + has_toll
    if thread.is_background:
        return told >= 2
    if is_main:
        return bool(told) or len(facets) > 1
    return told >= 2 or has_toll or (bool(told) and len(set(facets)) > 1)


def _sums_up(lead: _Thread, others: Sequence[_Thread]) -> bool:
    """Tell whether a lead without day or toll only sums up what is told in particular later."""
    telling = [t for t in lead.told if t.claims]
    if len(telling) > _LONGEST_LEAD or lead.days or any(t.killed_or_hurt for t in telling):
        return False
    return any(other.days and lead.sides & other.sides for other in others)


def _incident(
    report: Report, thread: _Thread, kept: Sequence[_Thread], before: Sequence[ReportIncident]
) -> ReportIncident:
    reasons = list(thread.reasons)
    date = thread.dates.agreed
    if date is None:
        date = _day_taken_over(thread, before[-1]) if before else _lead_date(report)
        if date is not None and not all(c.meets(date) for c in thread.constraints):
            date = None  # a weekday is told, and that day is none
        reasons += [date.reason] if date else []
    if date is None:
        reasons += [f"no day, but {c}: {c.reason or NO_DATE_TOLD}" for c in thread.constraints]
    date = held_to(date, thread.constraints)
    # Words that tell the day, the toll or the doer as well are the likelier to say where.
    weighed = Places(most=_MOST_TOLD)
    for telling in thread.told:
        for told in telling.places:
            weighed.add(told, 1 + 2 * telling.is_firm)
    place = weighed.agreed
    if place is None:
        place = _taken_over(thread, list(zip(kept, before, strict=False)))
        reasons += [place.reason] if place else []
    return ReportIncident(
        report_id=report.report_id,
        number=len(before),
        kind=agreed_kind(thread.told),
        date=date,
        place=place,
        mentions=tuple(sorted(t.mention.mention_id for t in thread.told)),
        reasons=tuple(reasons),
    )


def _day_taken_over(thread: _Thread, before: ReportIncident) -> DateInterval | None:
    """Return the day of the incident before, where the report just goes on to the next one.

    Background may be of any day.
    """
    if thread.is_background or before.date is None:
        return None
    why = f"{NO_DATE_TOLD}; taken from the report's incident {before.number}"
    return DateInterval(before.date.first, before.date.last, why)


def _taken_over(
    thread: _Thread, before: Sequence[tuple[_Thread, ReportIncident]]
) -> PlaceValue | None:
    """Return the place of the incident before, or of the first, if the same sides are at it."""
    for other, incident in [*before[:-2:-1], *before[:1]]:
        if incident.place is not None and incident.place.is_resolved and thread.sides & other.sides:
            why = f"no place told; taken from the report's incident {incident.number}"
            return replace(incident.place, reason=why)
    return None


def _lead_date(report: Report) -> DateInterval | None:
    """When the first incident was, if nothing tells: the report's own date."""
    if report.base_date is None:
        return None
    why = f"{NO_DATE_TOLD}; taken from the report's own, {report.base_date}"
    return DateInterval(report.base_date, report.base_date, why)
