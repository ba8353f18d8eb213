"""A person's decision in words, for messages and listings alike."""

from __future__ import annotations

from collections.abc import Mapping

from rashomon.publish.readings import value_as_json
from rashomon.records import (
    AddClaim,
    Adjudicate,
    Approve,
    Assign,
    Claim,
    CloseRound,
    CodeReport,
    Comment,
    CorrectClaim,
    DifferentIncidents,
    MoveMembers,
    NameActor,
    NamePlace,
    OpenRound,
    RejectClaim,
    ReviewDecision,
    SameIncident,
    SetReport,
    Withdraw,
)

__all__ = ["claim_words", "decided", "decision_line", "differing"]


def decision_line(decision: ReviewDecision) -> str:
    """Return a decision as one line: number, day, who, what and why."""
    moment = decision.made_at.strftime("%Y-%m-%d %H:%M")
    rests = f" [{'; '.join(decision.rests_on)}]" if decision.rests_on else ""
    return (
        f"{decision.number}  {moment}  {decision.who}: {decided(decision)} — {decision.why}{rests}"
    )


def decided(decision: ReviewDecision) -> str:
    """Say in words what was decided."""
    match decision.what:
        case SameIncident(incident_id, other_id):
            return f"{other_id} is the same as {incident_id}"
        case DifferentIncidents(incident_id, other_id):
            return f"{incident_id} and {other_id} are different"
        case MoveMembers(members, from_id, to_id):
            names = ", ".join(mark.name for mark in members)
            where = to_id or f"a new incident, {from_id}-d{decision.number}"
            return f"moved {names} from {from_id} to {where}"
        case CorrectClaim(before, after):
            return (
                f"corrected {before.claim_id} ({before.facet}) from {differing(before, after)} "
                f"to {differing(after, before)}"
            )
        case RejectClaim(claim):
            return f"rejected {claim_words(claim)}"
        case AddClaim(claim, member):
            return f"added {claim_words(claim)} to {member.name}"
        case SetReport(report_id, outlet, day):
            told = [f"outlet {outlet}"] * bool(outlet) + [f"published {day}"] * bool(day)
            return f"set {' and '.join(told)} of {report_id}"
        case NameActor(words, actor, report_id):
            return f"“{words}” is {actor}{_within(report_id)}"
        case NamePlace() as place:
            at = f"{place.lat:g}, {place.lon:g} ± {place.radius_km:g} km"
            return f"“{place.words}” lies at {at}{_within(place.report_id)}"
        case Approve(incident_id, level):
            return f"{incident_id} is {level}"
        case Comment(incident_id):
            return f"commented on {incident_id}"
        case Assign(incident_id, to):
            return f"assigned {incident_id} to {to}"
        case Withdraw(number):
            return f"withdrew decision {number}"
        case OpenRound(name, report_ids, coders):
            return f"opened round {name}: {len(report_ids)} reports for {', '.join(coders)}"
        case CodeReport(name, report_id):  # what was found is for nobody to see who codes still
            return f"coded {report_id} for round {name}"
        case CloseRound(name):
            return f"closed round {name}"
        case Adjudicate() as what:
            held = claim_words(what.coded.claim) if what.coded else "no claim"
            of = f" of {what.of}" if what.of else ""
            return f"adjudicated {what.unit} of round {what.round}: {what.choice}{of}, {held}"


def _within(report_id: str | None) -> str:
    return f" in {report_id}" if report_id else ""


def claim_words(claim: Claim) -> str:
    """Return a claim with its id, value and words."""
    quote = " ".join(claim.evidence.quote.split())
    value = _value(claim)
    return f"{claim.claim_id} ({claim.facet}{': ' + value if value else ''}, “{quote}”)"


def differing(one: Claim, other: Claim) -> str:
    """Return what a claim has that another has not, in words."""
    parts = []
    if one.value != other.value:
        parts.append(_value(one))
    if one.source != other.source:
        names = ", through ".join(speaker.words for speaker in one.source)
        parts.append(f"said by {names or 'the report itself'}")
    if one.stance != other.stance:
        parts.append(f"stance {one.stance}")
    if one.evidence != other.evidence:
        parts.append(f"“{' '.join(one.evidence.quote.split())}”")
    return ", ".join(parts) or "the same"


def _value(claim: Claim) -> str:
    fields: Mapping[str, object] = value_as_json(claim.value)
    if "min" in fields:
        low, high, who = fields["min"], fields["max"], fields["who"]
        number = f"{low} or more" if high is None else str(low) if low == high else f"{low}–{high}"
        return f"{number} {who}" if who else number
    told = [fields.get(name) for name in ("what", "actor", "class", "words", "from")]
    named = [str(one) for one in told if one]
    if fields.get("from") and fields.get("to") != fields["from"]:
        named.append(str(fields["to"]))
    return ", ".join(named)
