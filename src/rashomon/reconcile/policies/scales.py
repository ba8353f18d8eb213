"""How exactly place and day are known, and whether a figure sums up more than one event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rashomon.reconcile.policies.case import Case, claim_ids
from rashomon.reconcile.scope import SUMMING_UP
from rashomon.records import Claim, DateInterval, Facet, PlaceRelation, PlaceValue, Ruling
from rashomon.reference.place_precision import where_words

__all__ = ["Aggregate", "aggregate_claims", "date_ruling", "place_ruling"]

_A_FEW_DAYS = 6  # UCDP's date_prec 2 ends here; a week and more is no single event's day


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Whether the figures sum up several events, by which rule, and which claims show it."""

    is_aggregate: bool
    rule: str
    claims: tuple[Claim, ...]


def aggregate_claims(case: Case) -> Aggregate:
    """Tell whether the source has added up more than one event."""
    summing = tuple(
        claim
        for claim in case.told(Facet.KILLED)
        if (report := case.reports.get(claim.report_id))
        and SUMMING_UP.search(report.text, *_sentence(report.text, claim))
    )
    if summing and len(summing) == len(case.told(Facet.KILLED)):
        return Aggregate(True, "every figure is told of a span of time", summing)
    days = case.incident.date
    if days is not None and days.days > _A_FEW_DAYS:
        return Aggregate(True, f"the date is no more exact than {days.days} days", ())
    return Aggregate(False, "one happening, not summed up by its sources", ())


def _sentence(text: str, claim: Claim) -> tuple[int, int]:
    start = max(text.rfind(mark, 0, claim.evidence.start) for mark in (". ", "\n", "? ", "! "))
    ends = [text.find(mark, claim.evidence.end) for mark in (". ", "\n", "? ", "! ")]
    return max(0, start), min((end for end in ends if end >= 0), default=len(text))


def date_ruling(case: Case, name: str, code: Callable[[DateInterval | None], int | None]) -> Ruling:
    """Rule how exactly the day is known, on a codebook's scale."""
    days = case.incident.date
    value = code(days)
    claims = case.told(Facet.DATE)
    if days is None:
        rule = "no day is told"
    elif value is None:
        rule = f"{days.days} days are less exact than the scale reaches"
    else:
        rule = f"{days}: {days.days} {'day' if days.days == 1 else 'days'}"
    return Ruling(name, value, rule, claim_ids(claims))


# Where the codebook itself names the case: a line, a sea, and the place told.
_NAMED_BY_CODEBOOK = frozenset(
    {
        PlaceRelation.AT,
        PlaceRelation.POINTED_BACK,
        PlaceRelation.ON_ROAD,
        PlaceRelation.BORDER,
        PlaceRelation.ALONG,
        PlaceRelation.OFFSHORE,
    }
)


def place_ruling(
    case: Case, name: str, code: Callable[[PlaceValue | None], int | str | None]
) -> Ruling:
    """Rule how exactly the place is known, on a codebook's scale."""
    place = case.incident.place
    ids = claim_ids(case.told(Facet.PLACE))
    value = code(place)
    if place is None or not place.is_resolved:
        return Ruling(name, None, "no place is found", ids)
    if value is None or value == "":
        return Ruling(name, None, "how the words lead to the place is not known", ids)
    words = " ".join(place.words.split())
    known = f"“{words}”: {where_words(place)}, ± {place.radius_km:g} km"
    return Ruling(name, value, known, ids, place.relation not in _NAMED_BY_CODEBOOK)
