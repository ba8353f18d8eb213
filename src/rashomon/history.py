"""What happened to an incident since its first report came in, in the order of time.

Told are captures, derivations and readings of all reports that were ever in it, what linking
ruled and which near misses it noted, and what people decided, withdrawn or not. What happened to
incidents that have become part of it is told with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from rashomon.decision_words import decided
from rashomon.records import (
    AddClaim,
    Approve,
    Assign,
    Claim,
    Comment,
    CorrectClaim,
    Mention,
    NameActor,
    NamePlace,
    Reading,
    RejectClaim,
    Report,
    ReviewDecision,
    SetReport,
    Withdraw,
    act_to_plain,
)
from rashomon.review import review_reading
from rashomon.review.placing import tied_by
from rashomon.review.relocating import find_words, shared
from rashomon.review.standing import withdrawn_by
from rashomon.reviewing import Today

if TYPE_CHECKING:
    from rashomon.ledger import Decision, Ledger
    from rashomon.ledger.past import ReadingPeriod

__all__ = ["Entry", "IncidentLog", "entry_as_json", "incident_log", "read_because"]

# What happens at one moment, in this order: a build stores a report, reads it, then links it.
_ORDER = ("captured", "derived", "read", "linked", "near miss", "decided")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: when, by whom or what, what it was and why.

    `kind` is one of "captured", "derived", "read", "linked", "near miss", "decided". `number` is
    its place in the log of decisions, of a capture its own number, None elsewhere. `decision` is
    what a person decided in review, `withdrawn_by` the number of the decision that took it back.
    """

    at: datetime
    kind: str
    by: str
    what: str
    why: str = ""
    number: int | None = None
    report_id: str | None = None
    decision: ReviewDecision | None = None
    withdrawn_by: int | None = None


@dataclass(frozen=True, slots=True)
class IncidentLog:
    """An incident's history, the earliest first.

    `incident_id` is the id under which the incident that was asked for goes today, `known_as` are
    those of all that have become part of it, its own among them.
    """

    incident_id: str
    known_as: tuple[str, ...]
    entries: tuple[Entry, ...]


def incident_log(ledger: Ledger, incident_id: str) -> IncidentLog:
    """Return all that happened to an incident; of one that was merged, to the whole.

    Raises:
        NoSuchIncident: If the ledger never had an incident of this id.
    """
    today = Today(ledger)
    known_ids = ledger.incident_ids() | set(today.minted_ids()) | _minted(today)
    if today.current_id(incident_id) not in known_ids:
        ledger.incident(incident_id)  # raises, naming the ids that are like it
    current = today.current_id(incident_id)
    names, rulings = _emptied(ledger, today.known_as(current))
    members = _members(today, current)
    linked = {name for one in rulings for name in (one.subject, one.other) if "#" in name}
    reports = {report_id for report_id, _ in members}
    reports |= {name.partition("#")[0] for name in linked}
    readings = {one.report.report_id: one for one in ledger.readings_of(reports)}
    entries = [
        *_captures(ledger, reports),
        *_derivations(ledger, reports),
        *_readings(ledger, reports),
        *(_ruling(one) for one in rulings),
        *_near_misses(ledger, names, members),
        *_decisions(today, names, members, readings),
    ]
    return IncidentLog(current, tuple(sorted(names)), tuple(sorted(entries, key=_when)))


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """Return an entry as plain data, with all that was decided."""
    told: dict[str, Any] = {
        "at": entry.at.isoformat(),
        "kind": entry.kind,
        "by": entry.by,
        "what": entry.what,
        "why": entry.why or None,
        "number": entry.number,
        "report_id": entry.report_id,
    }
    if entry.decision is not None:
        told["withdrawn_by"] = entry.withdrawn_by
        told["rests_on"] = list(entry.decision.rests_on)
        told["decision"] = act_to_plain(entry.decision.what)
    return told


def _when(entry: Entry) -> tuple[datetime, int, int]:
    return entry.at, _ORDER.index(entry.kind), entry.number or 0


def _minted(today: Today) -> set[str]:
    """The ids that moves gave to new incidents, also those that were withdrawn since."""
    return {name for one in today.log for name in tied_by(one)}


def _members(today: Today, incident_id: str) -> frozenset[tuple[str, int]]:
    placed = today.around({incident_id})
    return frozenset(
        member for one in placed if one.incident_id == incident_id for member in one.members
    )


def _emptied(ledger: Ledger, names: set[str]) -> tuple[set[str], list[Decision]]:
    """The names with those of incidents that linking emptied into them, and all its rulings."""
    names = set(names)
    while True:
        rulings = ledger.rulings_about(names)
        new = {
            one.subject
            for one in rulings
            if one.ruling == "same" and one.other in names and "#" not in one.subject
        } - names
        if not new:
            return names, list(rulings)
        names |= new


def _captures(ledger: Ledger, reports: Iterable[str]) -> Iterator[Entry]:
    for report_id in sorted(reports):
        for one in ledger.captures_of(report_id):
            by = (one.custody.by if one.custody else None) or "unknown"
            copy = f", a near copy of {report_id}" if one.report_id != report_id else ""
            yield Entry(
                one.captured_at, "captured", by, f"{one.report_id} from {one.address}{copy}",
                number=one.capture_id, report_id=report_id,
            )  # fmt: skip


def _derivations(ledger: Ledger, reports: Iterable[str]) -> Iterator[Entry]:
    """The texts that differ from those before, or that another cleaner derived.

    The first one is told by its capture.
    """
    for report_id in sorted(reports):
        own = ledger.derivation(report_id)
        every = [*ledger.older_derivations(report_id), *([own] if own else [])]
        for before, one in pairwise(every):
            changed = []
            if (before.cleaner, before.capture_id) != (one.cleaner, one.capture_id):
                changed.append(f"from capture {one.capture_id or 'unknown'}")
            changed += [
                f"another {field.name}"
                for field in fields(Report)
                if getattr(before.report, field.name) != getattr(one.report, field.name)
            ]
            if one.derived_at is not None and changed:
                yield Entry(
                    one.derived_at, "derived", one.cleaner or "unknown",
                    f"{report_id} anew", ", ".join(changed), report_id=report_id,
                )  # fmt: skip


def _readings(ledger: Ledger, reports: Collection[str]) -> Iterator[Entry]:
    before: dict[str, ReadingPeriod] = {}
    for one in ledger.reading_periods(reports):
        again = " again" if one.report_id in before else ""
        told = f"{_count(one.claims, 'claim')} on {_count(one.incidents, 'incident')}"
        yield Entry(
            one.read_at, "read", one.reader, f"{one.report_id}{again}: {told}",
            read_because(before.get(one.report_id), one), report_id=one.report_id,
        )  # fmt: skip
        before[one.report_id] = one


def read_because(before: ReadingPeriod | None, one: ReadingPeriod) -> str:
    """Say what a reading has that the one before it had not."""
    if before is None:
        return f"with gazetteer {one.gazetteer}" if one.gazetteer else ""
    told = []
    if one.reader != before.reader:
        told.append(f"by another reader than {before.reader}")
    if one.gazetteer != before.gazetteer:
        told.append(f"with gazetteer {one.gazetteer}, not {before.gazetteer or 'one unknown'}")
    if one.cleaner != before.cleaner:
        told.append("of a text by another cleaner")
    return "; ".join(told) or "of a text, a sidecar or a day that was told anew"


def _count(number: int, name: str) -> str:
    return f"{number} {name}" + ("" if number == 1 else "s")


def _ruling(one: Decision) -> Entry:
    sign = {"same": "is in", "different": "is not in", "unsure": "may be in"}
    verb = sign.get(one.ruling, one.ruling) if "#" in one.subject else f"is the {one.ruling} as"
    return Entry(
        one.made_at, "linked", one.made_by, f"{one.subject} {verb} {one.other}",
        "; ".join((one.why, *one.rests_on)), one.number, _report_in(one.subject),
    )  # fmt: skip


def _report_in(name: str) -> str | None:
    return name.partition("#")[0] if "#" in name else None


def _near_misses(
    ledger: Ledger, names: Collection[str], members: Collection[tuple[str, int]]
) -> Iterator[Entry]:
    """What came near to the incident and was not joined, or would have been but for a doubt."""
    reports = {report_id for report_id, _ in members}
    for one in ledger.judged(names, reports):
        link = one.link
        is_near = link.incident_id in names or link.member in members
        if link.judgement == "same" or not is_near:
            continue
        verb = "is not in" if link.judgement == "different" else "may be in"
        what = f"{link.member[0]}#{link.member[1]} {verb} {link.incident_id}"
        why = "; ".join((*link.reasons, f"score {link.score:.2f}"))
        yield Entry(one.made_at, "near miss", one.made_by, what, why, None, link.member[0])


def _decisions(
    today: Today,
    names: Collection[str],
    members: Collection[tuple[str, int]],
    readings: Mapping[str, Reading],
) -> Iterator[Entry]:
    gone = withdrawn_by(today.log)
    told: set[int] = set()
    for one in today.log:
        if isinstance(one.what, Withdraw):
            is_about = one.what.number in told
        else:
            is_about = _is_about(one, names, members, readings)
        if is_about:
            told.add(one.number)
            why = "; ".join((one.why, *one.rests_on))
            yield Entry(
                one.made_at, "decided", one.who, decided(one), why, one.number,
                decision=one, withdrawn_by=gone.get(one.number),
            )  # fmt: skip


def _is_about(
    one: ReviewDecision,
    names: Collection[str],
    members: Collection[tuple[str, int]],
    readings: Mapping[str, Reading],
) -> bool:
    match one.what:
        case Approve(incident_id) | Comment(incident_id) | Assign(incident_id):
            return incident_id in names
        case SetReport(report_id):
            return report_id in readings
        case AddClaim(claim) | RejectClaim(claim) | CorrectClaim(claim):
            reading = readings.get(claim.report_id)
            return reading is not None and _is_within(claim, reading, members)
        case NameActor() | NamePlace():
            return any(_is_touched(one, reading, members) for reading in readings.values())
        case _:
            return bool(tied_by(one) & set(names))


def _mentions(reading: Reading, members: Collection[tuple[str, int]]) -> list[Mention]:
    """The sentences of a report that tell of the incident, or all, where it has left it."""
    own = {m for told in reading.incidents if told.key in members for m in told.mentions}
    return [mention for mention in reading.mentions if not own or mention.mention_id in own]


def _is_within(claim: Claim, reading: Reading, members: Collection[tuple[str, int]]) -> bool:
    """Tell whether a claim's words stand in what tells of the incident, or stand nowhere."""
    words = find_words(claim.evidence, reading.report.text)
    mentions = _mentions(reading, members)
    return words is None or any(shared(words, mention.span) for mention in mentions)


def _is_touched(
    one: ReviewDecision, reading: Reading, members: Collection[tuple[str, int]]
) -> bool:
    own = {mention.mention_id for mention in _mentions(reading, members)}
    after = review_reading(reading, [one]).reading
    return (
        any(one.number in claim.decisions and claim.mention in own for claim in after.claims)
        or after.incidents != reading.incidents
    )
