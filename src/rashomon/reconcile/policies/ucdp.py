"""`ucdp`: an incident's deaths and codes in the manner of UCDP GED.

The rules stand in `RULES`, in the words that are printed; the functions below carry them out
one by one. What was inferred is marked there, and in every ruling that rests on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rashomon.reconcile.policies.case import Case, claim_ids, count_of
from rashomon.reconcile.policies.dyads import Dyad, read_dyad
from rashomon.reconcile.policies.policy import Policy, Rule
from rashomon.reconcile.policies.scales import aggregate_claims, date_ruling, place_ruling
from rashomon.reconcile.policies.sides import is_civilian_toll, victims_party
from rashomon.reconcile.policies.tolls import Toll, Tolls, add_parts, tell_tolls, told_in_figures
from rashomon.reconcile.policies.vague import UCDP as CODES
from rashomon.reconcile.policies.vague import estimate
from rashomon.records import CasualtyRange, CasualtySummary, Claim, Facet, Ruling
from rashomon.reference.date_precision import date_prec
from rashomon.reference.place_precision import where_prec
from rashomon.reference.victims import ALL, CIVILIANS

__all__ = ["POLICY"]

RULES = (
    Rule("An event has at least one direct death in best, low or high."),
    Rule("best = deaths_a + deaths_b + deaths_civilians + deaths_unknown; low ≤ best ≤ high."),
    Rule("Where reports conflict, best is the figure of the most reliable source; the Admiralty "
         "grades that a person gave tell which that is."),
    Rule("Where that cannot be told, best is the lower figure."),
    Rule("low and high are the lowest and the highest reliable figure."),
    Rule("Words without a figure are no rival to a figure that they allow as well.",
         is_inferred=True),
    Rule("A claim of a source graded D or E raises no high and lowers no low, unless nobody else "
         "tells a figure.", is_inferred=True),
    Rule("That nobody was killed lowers low to 0 and nothing else.", is_inferred=True),
    Rule("Only totals make totals. Where none is told, parts that one speaker tells in one report "
         "are added up, as far as nobody can be in two of them.", is_inferred=True),
    Rule("A part goes to its side where it fits into best; parts that exceed best together are "
         "left in deaths_unknown, but for civilians in one-sided violence: all of best is then "
         "theirs.", is_inferred=True),
    Rule("A figure that its own speaker replaced later is left out.", is_inferred=True),
    Rule("Words without a figure: a plural 2, several and few 3, tens 20, dozens 24, over a dozen "
         "13, scores 40, hundreds 200, over a hundred 101, thousands 2000, over a thousand 1001.",
         is_inferred=True),
    Rule("type_of_violence: 1 a state against another armed side, 2 two armed sides without a "
         "state, 3 an armed side against civilians."),
    Rule("Sides are those that most sources name as attacker, target or among the dead; the state "
         "is side_a, or else the first by name.", is_inferred=True),
    Rule("event_clarity: 1 clear, 2 an aggregate by the source."),
    Rule("An aggregate shows by the words about its figures (“since Monday”, “over the past "
         "week”), or by a date of more than six days.", is_inferred=True),
)  # fmt: skip

_UNRELIABLE = ("D", "E")
_UNJUDGED = "F"
_ORDER = "ABCFDE"  # who cannot be judged is still before who is known to be unreliable


def _tolls(case: Case) -> Tolls:
    return tell_tolls(case, partial(estimate, codes=CODES))


def _grade(toll: Toll, case: Case) -> str:
    """The grade of the toll's source; the worst of them where it is added up."""
    return max((case.grades[claim].reliability for claim in toll.claims), key=_ORDER.index)


def _reliable(tolls: Sequence[Toll], case: Case) -> tuple[list[Toll], bool]:
    kept = [toll for toll in tolls if _grade(toll, case) not in _UNRELIABLE]
    return (kept, len(kept) < len(tolls)) if kept else (list(tolls), False)


def _chosen(tolls: Sequence[Toll], case: Case) -> tuple[Toll, str, bool]:
    """Return the toll of the most reliable source, the lowest of several, and by which rule."""
    grade = min((_grade(toll, case) for toll in tolls), key=_ORDER.index)
    best = [toll for toll in tolls if _grade(toll, case) == grade]
    toll = min(best, key=lambda t: t.order)
    if len({t.best for t in tolls}) == 1:
        rule = "the only figure told" if len(tolls) == 1 else f"{len(tolls)} claims agree"
    elif len(best) < len(tolls):
        rule = f"the most reliable source, graded {grade}"
        rule += ", the lower of the figures left" if len({t.best for t in best}) > 1 else ""
    else:
        why = "no source is graded" if grade == _UNJUDGED else f"all sources are graded {grade}"
        rule = f"figures conflict and {why}: the lower figure"
    return toll, _with(rule, toll.words), toll.is_inferred


def _of_all(which: str, tolls: Sequence[Toll]) -> str:
    if len(tolls) == 1:
        return "the only reliable figure"
    return f"the {which} of {len(tolls)} reliable figures"


def _with(rule: str, words: str) -> str:
    return f"{rule} ({words})" if words else rule


def _deaths(case: Case, dyad: Dyad) -> list[Ruling]:
    tolls = _tolls(case)
    names = ("best", "low", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    if not tolls.totals:
        ids = claim_ids(tolls.nobody)
        why = "nobody is told killed" if ids else "no deaths are told"
        return [Ruling(name, 0 if ids else None, why, ids) for name in names]
    reliable, is_cut = _reliable(tolls.totals, case)
    reliable = told_in_figures(reliable)
    toll, rule, is_inferred = _chosen(reliable, case)
    if is_cut:
        rule += "; sources graded D or E are left out"
    low = min(reliable, key=lambda t: (t.low, t.order))
    high = max(reliable, key=lambda t: (t.high, t.order))
    least = Ruling(
        "low",
        0 if tolls.nobody else min(low.low, toll.best),
        "somebody tells that nobody was killed"
        if tolls.nobody
        else _with(_of_all("lowest", reliable), low.words),
        claim_ids(tolls.nobody or low.claims),
        bool(tolls.nobody) or low.is_inferred or is_cut,
    )
    cut = "; figures of sources graded D or E do not raise it" if is_cut else ""
    most = Ruling(
        "high",
        max(high.high, toll.best),
        _with(f"{_of_all('highest', reliable)}{cut}", high.words),
        claim_ids(high.claims),
        high.is_inferred or is_cut,
        any(t.is_open for t in reliable if t.high == high.high),
    )
    best = Ruling(
        "best", toll.best, rule, claim_ids(toll.claims), is_inferred, is_open=toll.is_open
    )
    return [best, least, most, *_parts(case, dyad, toll)]


def _parts(case: Case, dyad: Dyad, toll: Toll) -> list[Ruling]:
    """Share best out: to its own groups first, then to parts that others tell."""
    shares: dict[str, tuple[int, str, tuple[Claim, ...], bool]] = {}
    own = {name: [c for c in toll.claims if _share_of(c, case, dyad) == name] for name in _SHARES}
    if any(own.values()):
        for name, claims in own.items():
            if claims:
                number = sum(estimate(c, CODES).best for c in claims)
                shares[name] = number, "the figure itself counts them", tuple(claims), False
    else:
        shares = _told_parts(case, dyad, toll)
    civil = shares.get("deaths_civilians")
    if civil and len(shares) == 1 and civil[0] > toll.best and dyad.is_one_sided:
        rule = f"{civil[0]} told of theirs exceed best, and nobody else is told of: all of best"
        shares["deaths_civilians"] = (toll.best, rule, civil[2], True)
    if sum(number for number, *_ in shares.values()) > toll.best:
        told = " + ".join(str(number) for number, *_ in shares.values())
        ids = claim_ids([claim for _, _, group, _ in shares.values() for claim in group])
        rule = f"parts told ({told}) exceed best: nobody can tell whose the dead were"
        shares = {}
        rest = Ruling("deaths_unknown", toll.best, rule, ids, is_inferred=True)
    else:
        left = toll.best - sum(number for number, *_ in shares.values())
        rule = "what the parts told leave of best"
        rest = Ruling("deaths_unknown", left, rule, claim_ids(toll.claims))
    return [
        *(
            Ruling(name, number, rule, claim_ids(claims), is_inferred)
            for name in _SHARES
            for number, rule, claims, is_inferred in [
                shares.get(name, (0, "none of best is told as theirs", (), False))
            ]
        ),
        rest,
    ]


_SHARES = ("deaths_a", "deaths_b", "deaths_civilians")


def _share_of(claim: Claim, case: Case, dyad: Dyad) -> str | None:
    if is_civilian_toll(claim):
        return "deaths_civilians"
    actor = victims_party(claim, case)
    if actor is None:
        return None
    party = actor.party or actor.name
    if party == dyad.party_a:
        return "deaths_a"
    return "deaths_b" if party == dyad.party_b else None


def _told_parts(
    case: Case, dyad: Dyad, toll: Toll
) -> dict[str, tuple[int, str, tuple[Claim, ...], bool]]:
    found = {}
    told = [claim for claim in case.told(Facet.KILLED) if claim not in toll.claims]
    for name in _SHARES:
        claims = [
            claim
            for claim in told
            if case.groups[claim.claim_id].group != ALL and _share_of(claim, case, dyad) == name
        ]
        some = [claim for claim in claims if count_of(claim).range.high != 0]
        parts = _fullest(add_parts(case, some, partial(estimate, codes=CODES)), case)
        if parts:
            part, rule, is_inferred = _chosen(parts, case)
            found[name] = part.best, rule, part.claims, is_inferred
    return found


def _fullest(tolls: Sequence[Toll], case: Case) -> list[Toll]:
    """Keep those who tell of all civilians, or else of most groups: children are a part of them."""

    def fullness(toll: Toll) -> tuple[bool, int]:
        groups = [case.groups[claim.claim_id].told for claim in toll.claims]
        return CIVILIANS in groups, len(groups)

    most = max((fullness(toll) for toll in tolls), default=(False, 0))
    return [toll for toll in tolls if fullness(toll) == most]


def _event(deaths: Sequence[Ruling]) -> Ruling:
    """Tell whether UCDP would record the incident at all: armed force alone is not enough."""
    told = [r for r in deaths if r.name in ("best", "low", "high") and r.value]
    if told:
        return Ruling("is_event", "yes", "at least one death is told", told[0].claim_ids)
    return Ruling("is_event", "no", "no death is told: this would be no row of UCDP's")


def _code(case: Case) -> tuple[Ruling, ...]:
    dyad = read_dyad(case)
    aggregates = aggregate_claims(case)
    clarity = Ruling(
        "event_clarity",
        2 if aggregates.is_aggregate else 1,
        aggregates.rule,
        claim_ids(aggregates.claims),
        is_inferred=True,
    )
    deaths = _deaths(case, dyad)
    return (
        *deaths,
        _event(deaths),
        *dyad.rulings,
        place_ruling(case, "where_prec", where_prec),
        date_ruling(case, "date_prec", date_prec),
        clarity,
    )


def _sum_up(case: Case, policy: str) -> tuple[CasualtySummary, ...]:
    """The range from low to high; UCDP counts the killed alone."""
    by_name = {ruling.name: ruling for ruling in _deaths(case, read_dyad(case))}
    low, best, high = (by_name[name] for name in ("low", "best", "high"))
    if not (isinstance(low.value, int) and isinstance(high.value, int)):
        return ()
    ids = dict.fromkeys((*low.claim_ids, *best.claim_ids, *high.claim_ids))
    rule = f"best {best.told}: {best.rule}"
    span = CasualtyRange(low.value, None if high.is_open else high.value)
    return (CasualtySummary(Facet.KILLED, ALL, span, policy, rule, tuple(ids), highest=high.value),)


POLICY = Policy(
    "ucdp",
    1,
    "deaths best, low and high, by side; type of violence; precision of place and date; clarity",
    "UCDP Georeferenced Event Dataset, codebook",
    RULES,
    _sum_up,
    _code,
)
