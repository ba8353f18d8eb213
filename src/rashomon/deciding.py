"""Making decisions of what a person names: claims, incidents, reports' incidents, values.

Each function checks what is named against today's view and returns what `Ledger.decide` takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from rashomon.errors import InvalidRecord, SettingError
from rashomon.publish.custody import find_report
from rashomon.publish.decision_tables import incidents_of
from rashomon.records import (
    COUNT_FACETS,
    AddClaim,
    CasualtyRange,
    Claim,
    ClaimValue,
    CorrectClaim,
    CountValue,
    DateInterval,
    DifferentIncidents,
    EvidenceSpan,
    Facet,
    Incident,
    Means,
    MeansValue,
    MemberMark,
    Motive,
    MoveMembers,
    Notice,
    PlaceValue,
    Reading,
    RejectClaim,
    ReportIncident,
    ResponsibleValue,
    ReviewDecision,
    SameIncident,
    Speaker,
    Stance,
    TargetValue,
)
from rashomon.reference.actors import resolve_actor, with_actor
from rashomon.review import mark_of

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.reviewing import Today

__all__ = [
    "Change",
    "added_claim",
    "changed",
    "corrected",
    "different",
    "find_claim",
    "find_incident",
    "member_marks",
    "moved",
    "parse_value",
    "rejected",
    "same",
    "speakers_of",
]

_NEAREST = 3  # claims that a message names
_MARKS = 5  # of an incident: a spreadsheet cuts cells of more than 32,767 characters
_NUMBER = re.compile(r"(\d{1,18})(?:\s*(\+|or more)|\s*(?:-|–|to)\s*(\d{1,18}))?")
_CEILING = re.compile(r"up to\s*(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Change:
    """What a person wants otherwise in a claim; what is None stays as it is.

    `speaker` "" is the report itself. `start`, `end` and `quote` mark other words.
    """

    value: str | None = None
    who: str | None = None
    speaker: str | None = None
    stance: str | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None


def find_incident(today: Today, incident_id: str) -> str:
    """Return the id under which an incident goes today, having made sure that there is one."""
    return today.incident(incident_id).incident_id


def find_claim(ledger: Ledger, today: Today, claim_id: str) -> Claim:
    """Return a claim of today's view by its id.

    Raises:
        SettingError: If there is none; the message names those with the nearest ids.

    """
    reports = set(ledger.reports_with_claims(claim_id, is_prefix=False))
    reports |= {
        claim.report_id
        for one in today.decisions
        for claim in _claims(one.what)
        if claim.claim_id == claim_id
    }
    for reading in today.readings_of(reports):
        for claim in reading.claims:
            if claim.claim_id == claim_id:
                return claim
    for one in today.decisions:
        if isinstance(one.what, CorrectClaim) and one.what.before.claim_id == claim_id:
            return find_claim(ledger, today, one.what.after.claim_id)
        if isinstance(one.what, RejectClaim) and one.what.claim.claim_id == claim_id:
            raise SettingError(
                f"claim {claim_id} was rejected by decision {one.number}, {one.who}; to have it "
                f"back, withdraw that: rashomon decide withdraw {one.number}"
            )
    raise SettingError(f"no claim {claim_id!r}{_nearest(ledger, today, claim_id)}")


def _claims(what: object) -> tuple[Claim, ...]:
    match what:
        case CorrectClaim(before, after):
            return before, after
        case RejectClaim(claim) | AddClaim(claim=claim):
            return (claim,)
        case _:
            return ()


def _nearest(ledger: Ledger, today: Today, claim_id: str) -> str:
    """The claims whose ids begin most alike, in words."""
    for length in range(len(claim_id), 1, -1):
        begin = claim_id[:length]
        reports = ledger.reports_with_claims(begin, is_prefix=True)[:_NEAREST]
        near = {
            claim.claim_id: claim
            for reading in today.readings_of(reports)
            for claim in reading.claims
            if claim.claim_id.startswith(begin)
        }
        if near:
            told = [
                f"{one.claim_id} ({one.facet}, “{' '.join(one.evidence.quote.split())}”)"
                for one in list(near.values())[:_NEAREST]
            ]
            return f"; the nearest: {'; '.join(told)}"
    return "; `rashomon show INCIDENT` prints the ids of claims"


def find_members(
    ledger: Ledger, today: Today, names: Sequence[str]
) -> list[tuple[Reading, ReportIncident]]:
    """Return reports' incidents by "REPORT#NUMBER"; a REPORT alone means its only incident.

    Raises:
        SettingError: If one is not there, or a report alone tells of several.

    """
    found = []
    for name in names:
        words, hash_sign, digits = name.rpartition("#")
        if not hash_sign or not digits.isdecimal():
            words, digits = name, ""
        report_id = find_report(ledger, words)
        reading = today.reading(report_id)
        there = reading.incidents if reading else ()
        known = ", ".join(f"{report_id}#{told.number}" for told in there) or "none"
        wanted = [told for told in there if not digits or told.number == int(digits)]
        if reading is None or len(wanted) != 1:
            raise SettingError(f"{name!r} names no one incident of a report; there are: {known}")
        found.append((reading, wanted[0]))
    return found


def same(today: Today, incident_id: str, other_id: str) -> SameIncident:
    """Merge an incident into another, which keeps its id."""
    keep, other = find_incident(today, incident_id), find_incident(today, other_id)
    if keep == other:
        raise SettingError(f"{incident_id} and {other_id} are one incident already, {keep}")
    return SameIncident(keep, other)


def different(today: Today, incident_id: str, other_id: str) -> DifferentIncidents:
    """Keep two incidents apart for good, or undo what made one of them."""
    if incident_id == other_id:
        raise SettingError(f"{incident_id} cannot differ from itself; name two")
    one, other = today.apart(incident_id), today.apart(other_id)
    return DifferentIncidents(incident_id, other_id, _marks(today, one), _marks(today, other))


def _marks(today: Today, incident: Incident) -> tuple[MemberMark, ...]:
    readings = today.readings_of({report_id for report_id, _ in incident.members})
    return tuple(
        mark_of(reading, told)
        for reading in readings
        for told in reading.incidents
        if told.key in incident.members
    )


def member_marks(
    ledger: Ledger, decisions: Iterable[ReviewDecision]
) -> dict[str, list[MemberMark]]:
    """Return some of the reports' incidents that linking has in each incident that is named.

    Another ledger knows the incidents by these, where it has other ids for them.
    """
    named = {each for one in decisions for each in incidents_of(one.what)}
    found = {}
    for incident in ledger.incidents_of(named):
        members = incident.members[:_MARKS]
        readings = ledger.readings_of({report_id for report_id, _ in members})
        found[incident.incident_id] = [
            mark_of(reading, told)
            for reading in readings
            for told in reading.incidents
            if told.key in members
        ]
    return found


def moved(ledger: Ledger, today: Today, names: Sequence[str], to_id: str | None) -> MoveMembers:
    """Move reports' incidents to another incident, or together to a new one."""
    found = find_members(ledger, today, names)
    owner = {told.key: today.incident_of(told.key) for _, told in found}
    for key, incident_id in owner.items():
        if incident_id is None:
            raise SettingError(f"{key[0]}#{key[1]} has not been linked yet; run `rashomon build`")
    target = None if to_id is None else find_incident(today, to_id)
    first = next(iter(owner.values())) or ""
    if target is not None and set(owner.values()) == {target}:
        raise SettingError(f"{', '.join(names)}: in {target} already")
    return MoveMembers(tuple(mark_of(*pair) for pair in found), first, target)


def rejected(ledger: Ledger, today: Today, claim_id: str) -> RejectClaim:
    """Reject a claim."""
    return RejectClaim(replace(find_claim(ledger, today, claim_id), decisions=()))


def corrected(ledger: Ledger, today: Today, claim_id: str, change: Change) -> CorrectClaim:
    """Correct a claim.

    Raises:
        SettingError: If nothing would change, or a value does not fit the claim's facet.

    """
    before = replace(find_claim(ledger, today, claim_id), decisions=())
    (reading,) = today.readings_of({before.report_id})
    after = changed(before, change, reading)
    if after == before:
        raise SettingError(f"claim {claim_id} says so already; nothing to correct")
    return CorrectClaim(before, replace(after, confidence=1.0))


def added_claim(ledger: Ledger, today: Today, member: str, facet: str, change: Change) -> AddClaim:
    """Add a claim to a report's incident by marking its words.

    Raises:
        SettingError: If the words do not stand where it is said, or the value does not fit.

    """
    ((reading, told),) = find_members(ledger, today, [member])
    if facet not in set(Facet):
        raise SettingError(f"no facet is called {facet!r}; there are: {', '.join(Facet)}")
    words = _marked(change, reading)
    if words is None:
        raise SettingError("mark the claim's words: --quote, or --start and --end, or all three")
    kind = Facet(facet)
    value = parse_value(kind, change.value, change.who, words.quote)
    mention = told.mentions[0]
    claim = Claim(reading.report.report_id, mention, kind, value, words)
    claim = changed(claim, replace(change, value=None, who=None), reading)
    if any((c.claim_id, c.source) == (claim.claim_id, claim.source) for c in reading.claims):
        raise SettingError(f"the report has this claim already: {claim.claim_id}")
    return AddClaim(claim, mark_of(reading, told))


def changed(claim: Claim, change: Change, reading: Reading) -> Claim:
    """Return a claim with what a person wants otherwise, checked against the report's text."""
    words = _marked(change, reading) or claim.evidence
    value, source, stance = claim.value, claim.source, claim.stance
    if change.value is not None:
        who = change.who
        if who is None and isinstance(claim.value, CountValue):
            who = claim.value.who
        value = parse_value(claim.facet, change.value, who, words.quote)
    elif change.who is not None:
        if not isinstance(claim.value, CountValue):
            raise SettingError(f"a {claim.facet} claim counts nobody; leave --who out")
        value = replace(claim.value, who=change.who or None)
    if change.speaker is not None:
        source = speakers_of(change.speaker, words, reading)
    if change.stance is not None:
        if change.stance not in set(Stance):
            known = ", ".join(Stance)
            raise SettingError(f"no stance is called {change.stance!r}; there are: {known}")
        stance = Stance(change.stance)
    return replace(claim, value=value, source=source, stance=stance, evidence=words)


def _marked(change: Change, reading: Reading) -> EvidenceSpan | None:
    """The words that are marked, checked against the text; None where none are."""
    text, name = reading.report.text, reading.report.name
    if (change.start is None) != (change.end is None):
        raise SettingError("--start and --end go together")
    if change.start is not None and change.end is not None:
        if not 0 <= change.start < change.end <= len(text):
            raise SettingError(
                f"{change.start} to {change.end} are no words of {name}, which has "
                f"{len(text)} characters"
            )
        words = EvidenceSpan(change.start, change.end, text[change.start : change.end])
        if change.quote is not None and words.quote != change.quote:
            raise SettingError(
                f"{name} does not hold {change.quote!r} at {change.start}, but {words.quote!r}"
            )
        return words
    if change.quote is None:
        return None
    count = text.count(change.quote) if change.quote else 0
    if count != 1:
        told = "nowhere" if not count else f"{count} times; say which by --start and --end"
        raise SettingError(f"{name} holds {change.quote!r} {told}")
    start = text.index(change.quote)
    return EvidenceSpan(start, start + len(change.quote), change.quote)


def speakers_of(words: str, near: EvidenceSpan, reading: Reading) -> tuple[Speaker, ...]:
    """Return a speaker by words of the report, those nearest to a claim's; () for itself.

    Raises:
        SettingError: If the report does not hold the words.

    """
    if not words.strip():
        return ()
    text = reading.report.text
    starts = [found.start() for found in re.finditer(re.escape(words), text)]
    if not starts:
        raise SettingError(
            f"{reading.report.name} does not hold {words!r}; a speaker is named by the report's "
            "own words (name-actor says who that is)"
        )
    start = min(starts, key=lambda at: abs(at - near.start))
    evidence = EvidenceSpan(start, start + len(words), words)
    return (with_actor(Speaker(words, evidence)),)


def parse_value(facet: Facet, words: str | None, who: str | None, quote: str) -> ClaimValue:
    """Return the value that a person gives a claim of a facet.

    Numbers are "12", "3-5", "12+" or "up to 5"; days ISO dates, two with a slash between;
    a place its name, with latitude, longitude and radius in km behind a bar ("X|35.1,36.2,5").

    Raises:
        SettingError: If the words are none.

    """
    if facet in (Facet.MOTIVE, Facet.NOTICE):
        if words is not None:
            raise SettingError(f"of a {facet} claim the words are the value; leave --value out")
        return Motive() if facet is Facet.MOTIVE else Notice()
    if not words:
        raise SettingError(f"a {facet} claim needs a --value")
    if facet in COUNT_FACETS:
        return CountValue(_range(facet, words), who)
    if who is not None:
        raise SettingError(f"a {facet} claim counts nobody; leave --who out")
    if facet is Facet.RESPONSIBLE:
        actor = resolve_actor(words)
        return ResponsibleValue(actor.name if actor else words)
    if facet is Facet.TARGET:
        actor = resolve_actor(words)
        return TargetValue(words, actor.name if actor else None)
    if facet is Facet.MEANS:
        if words not in set(Means):
            raise SettingError(f"no means are called {words!r}; there are: {', '.join(Means)}")
        return MeansValue(Means(words))
    if facet is Facet.PLACE:
        return _place(words, quote)
    return _days(words)


def _range(facet: Facet, words: str) -> CasualtyRange:
    ceiling = _CEILING.fullmatch(words.strip())
    if ceiling is not None:
        return CasualtyRange(None, int(ceiling[1]))
    found = _NUMBER.fullmatch(words.strip())
    if found is None:
        raise SettingError(f"{words!r} is no {facet} number; write 12, 3-5 or 12+, or up to 5")
    low, is_open, high = int(found[1]), found[2], found[3]
    try:
        return CasualtyRange(low, None if is_open else int(high or low))
    except InvalidRecord as error:
        raise SettingError(f"{words!r}: {error}") from error


def _days(words: str) -> DateInterval:
    first, _, last = words.partition("/")
    try:
        interval = DateInterval(date.fromisoformat(first), date.fromisoformat(last or first))
    except ValueError as error:
        raise SettingError(f"{words!r} is no day; write 2031-03-07 or 2031-03-07/2031-03-08") from (
            error
        )
    return replace(interval, reason="told by a person")


def _place(words: str, quote: str) -> PlaceValue:
    name, bar, numbers = words.partition("|")
    if not bar:
        return PlaceValue(name.strip() or quote)
    try:
        lat, lon, radius_km = (float(number) for number in numbers.split(","))
    except ValueError as error:
        raise SettingError(f"{numbers!r}: write latitude,longitude,radius in km") from error
    return PlaceValue(name.strip() or quote, lat, lon, radius_km, reason="told by a person")
