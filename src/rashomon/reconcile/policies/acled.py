"""`acled`: an incident in the manner of ACLED: fatalities, event type, actors, precision.

The rules stand in `RULES`, in the words that are printed; the functions below carry them out
one by one. What was inferred is marked there, and in every ruling that rests on it.
"""

from __future__ import annotations

from functools import partial

from rashomon.reconcile.policies.acled_events import actor_rulings, event_rulings
from rashomon.reconcile.policies.case import Case, claim_ids, count_of
from rashomon.reconcile.policies.policy import Policy, Rule
from rashomon.reconcile.policies.scales import aggregate_claims, date_ruling, place_ruling
from rashomon.reconcile.policies.sides import war_is_recorded
from rashomon.reconcile.policies.tolls import Toll, tell_tolls, told_in_figures
from rashomon.reconcile.policies.vague import ACLED as CODES
from rashomon.reconcile.policies.vague import estimate
from rashomon.reconcile.sources import count_independent
from rashomon.records import CasualtyRange, CasualtySummary, Facet, Ruling, Stance
from rashomon.reference.date_precision import time_precision
from rashomon.reference.place_precision import geo_precision
from rashomon.reference.victims import ALL

__all__ = ["POLICY"]

RULES = (
    Rule("Where sources differ or are vague, fatalities are the lowest figure until a better or "
         "corroborated one appears."),
    Rule("A figure is corroborated where another source, in another origin of text, tells the same "
         "or a figure that takes it in (“at least 20” by 25, not 25 by “at least 20”); of several "
         "such figures the lowest counts.",
         is_inferred=True),
    Rule("Any figure is better than words without one that allow it as well.", is_inferred=True),
    Rule("Where no deaths are mentioned, fatalities are 0."),
    Rule("That somebody tells of no deaths is no figure where others tell of some.",
         is_inferred=True),
    Rule("Injuries are not collected; deaths are not assigned to a side."),
    Rule("Words without a figure: a plural, few, several, many 3, in an active war zone 10; tens "
         "10, dozens 12, hundreds 100."),
    Rule("Words without a figure: thousands 1000. An active war zone is a country that the table "
         "of states records a war in.", is_inferred=True),
    Rule("Only totals make totals. Where none is told, parts that one speaker tells in one report "
         "are added up, as far as nobody can be in two of them.", is_inferred=True),
    Rule("A figure that its own speaker replaced later is left out.", is_inferred=True),
    Rule("One event a day and place. A total over several days is split evenly, the remainder to "
         "the first day, and noted."),
    Rule("A total is over several days where the words about every figure say so (“since Monday”) "
         "and the date is an interval; a day that is merely uncertain splits nothing. Totals over "
         "several places are not split.", is_inferred=True),
    Rule("Event and sub-event type follow from the kind of the incident and the means told."),
    Rule("inter codes: 1 state, 2 rebel group, 3 political militia, 4 identity militia, 5 rioters, "
         "6 protesters, 7 civilians, 8 external or other forces. A state's army abroad is 8."),
    Rule("actor1 and actor2 carry no blame: actor1 is the side named as attacker by most sources, "
         "actor2 the side attacked, by as many sources the one that was harmed; in a clash the "
         "state comes first.", is_inferred=True),
)  # fmt: skip


def _fatalities(case: Case) -> Ruling:
    is_war = war_is_recorded(case.country)
    tolls = tell_tolls(case, partial(estimate, codes=CODES, is_war=is_war))
    if not tolls.totals:
        ids = claim_ids(tolls.nobody)
        rule = "nobody is told killed" if ids else "no deaths are mentioned"
        return Ruling("fatalities", 0, rule, ids)
    totals = told_in_figures(tolls.totals)
    backed = [toll for toll in totals if _is_corroborated(toll, tolls.totals, case)]
    toll = min(backed or totals, key=lambda t: t.order)
    figures = sorted({t.best for t in totals})
    if len(totals) == 1:
        rule = "the only figure told"
    elif len(figures) == 1:
        rule = f"{len(totals)} claims agree"
    elif backed:
        rule = f"the lowest corroborated of {', '.join(map(str, figures))}"
    else:
        rule = f"the lowest of {', '.join(map(str, figures))}, none of them corroborated"
    if toll.words:
        rule += f" ({toll.words})"
    if tolls.nobody:
        rule += "; somebody tells that nobody was killed"
    is_inferred = toll.is_inferred or bool(backed and len(figures) > 1) or bool(tolls.nobody)
    return Ruling(
        "fatalities", toll.best, rule, claim_ids(toll.claims), is_inferred, is_open=toll.is_open
    )


def _is_corroborated(toll: Toll, tolls: tuple[Toll, ...], case: Case) -> bool:
    """Tell whether an independent claim says as much as the toll's own."""
    if len(toll.claims) > 1:  # a sum of parts is nobody's figure
        return False
    (own,) = toll.claims
    agreeing = [
        claim
        for other in tolls
        for claim in other.claims
        if len(other.claims) == 1
        and claim.stance != Stance.UNCERTAIN
        and count_of(claim).range.implies(count_of(own).range)
    ]
    return own.stance != Stance.UNCERTAIN and count_independent(agreeing, case.backing) > 1


def _split(case: Case, fatalities: Ruling) -> tuple[Ruling, ...]:
    """Over how many days the total is to be split, nothing where it is of one happening."""
    aggregate, days = aggregate_claims(case), case.incident.date
    if not aggregate.claims or not fatalities.value or time_precision(days) in (None, 1):
        return ()
    assert days is not None  # what has a precision has a date
    rule = f"{aggregate.rule}: split over the {days.days} days, the remainder to the first"
    ids = claim_ids(aggregate.claims)
    return (Ruling("split_over_days", days.days, rule, ids, is_inferred=True),)


def _code(case: Case) -> tuple[Ruling, ...]:
    fatalities = _fatalities(case)
    return (
        fatalities,
        *_split(case, fatalities),
        *event_rulings(case),
        *actor_rulings(case),
        place_ruling(case, "geo_precision", geo_precision),
        date_ruling(case, "time_precision", time_precision),
    )


def _sum_up(case: Case, policy: str) -> tuple[CasualtySummary, ...]:
    """The fatalities; ACLED gives one figure and counts no injured."""
    ruling = _fatalities(case)
    if not ruling.claim_ids or not isinstance(ruling.value, int):
        return ()
    number = ruling.value
    span = CasualtyRange(number, None if ruling.is_open else number)
    return (
        CasualtySummary(
            Facet.KILLED, ALL, span, policy, ruling.rule, ruling.claim_ids, highest=number
        ),
    )


POLICY = Policy(
    "acled",
    1,
    "fatalities; event and sub-event type; actors with inter codes; precision of place and day",
    "Armed Conflict Location & Event Data, codebook",
    RULES,
    _sum_up,
    _code,
)
