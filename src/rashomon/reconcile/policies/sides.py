"""Who fought whom, and on which side the dead stood, as far as claims tell.

To stand on a side is to be named as attacker, as target or among the dead; it carries no blame.
Actors of one party are one side, under the name that most sources use.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from rashomon.reconcile.policies.case import Case, count_of
from rashomon.reconcile.sources import sources_of
from rashomon.records import (
    Actor,
    ActorKind,
    Claim,
    ContestKind,
    Facet,
    ResponsibleValue,
    TargetValue,
)
from rashomon.reference.actor_table import table
from rashomon.reference.actors import context_of, resolve_actor
from rashomon.reference.victims import CIVILIAN_GROUPS, FIGHTERS, victim_group

__all__ = [
    "ARMED",
    "ATTACKED",
    "DIED",
    "STRUCK",
    "Side",
    "actor_of",
    "are_civilians_struck",
    "is_blame_contested",
    "is_civilian_toll",
    "is_fighter_toll",
    "is_state",
    "sides_of",
    "victims_party",
    "war_is_recorded",
]

ATTACKED, STRUCK, DIED = "named as attacker", "named as target", "among the dead"
_STATES = frozenset({ActorKind.STATE, ActorKind.FORCE, ActorKind.COALITION})
ARMED = _STATES | {ActorKind.ARMED_GROUP}
_CIVIL_OBJECT = re.compile(
    r"\b(?:civilians?|residents?|villagers?|hospitals?|clinics?|schools?|markets?|mosques?|"
    r"church(?:es)?|homes?|houses?|residential|apartments?|neighbou?rhoods?|refugees?|displaced|"
    r"worshippers?|shops?|shopping|stores?|(?:super|hyper)markets?|malls?|caf[eé]s?|restaurants?|"
    r"baker(?:y|ies)|ambulances?|bus(?:es)?|hotels?|post offices?|kindergartens?|nurser(?:y|ies)|"
    r"universit(?:y|ies)|theat(?:re|er)s?|weddings?|funerals?|farms?|flats|camps? for)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Side:
    """A side of the incident: its party, a name and kind for it, and the claims that name it."""

    party: str
    name: str
    kind: ActorKind
    roles: frozenset[str]
    claims: tuple[Claim, ...]


_GROUP_WORD = re.compile(
    r"\b(?:arm(?:y|ies)|forces?|front|brigades?|battalions?|movement|groups?|factions?|militias?|"
    r"militiamen|militants?|rebels?|fighters?|insurgents?|separatists?|guerrillas?|gunm[ae]n|"
    r"attackers?|armed men|guards?|police|troops|soldiers?|coalition|alliance|liberation|party|"
    r"council|state|islamic|jihad\w*|gangs?|cartel|command(?:o|os)?|paramilitar\w+|herders|"
    r"settlers|tribes?|clans?|vigilantes|resistance|warplanes|security)\b",
    re.IGNORECASE,
)


def actor_of(name: str) -> Actor:
    """Return the actor of a canonical name; one that no table has is an armed group by its words.

    >>> [actor_of(n).kind.value for n in ("Houthis", "Blue Dawn Brigade", "John Doe")]
    ['armed_group', 'armed_group', 'unknown']
    """
    known = resolve_actor(name)
    if known is not None and known.name.casefold() == name.casefold():
        return known
    kind = ActorKind.ARMED_GROUP if _GROUP_WORD.search(name) else ActorKind.UNKNOWN
    return Actor(name, kind, table().parties.get(name))


def is_state(kind: ActorKind) -> bool:
    """Tell whether an actor of the kind fights for a state."""
    return kind in _STATES


def war_is_recorded(country: str | None) -> bool:
    """Tell whether the table of states has a war within the country."""
    state = table().states.get(country or "")
    return state is not None and state.has_war


def is_fighter_toll(claim: Claim) -> bool:
    """Tell whether the words of a number name fighters."""
    return victim_group(count_of(claim).who) == FIGHTERS


def is_civilian_toll(claim: Claim) -> bool:
    """Tell whether the words of a number name civilians, or a group that is none but civilian."""
    return victim_group(count_of(claim).who) in CIVILIAN_GROUPS


def victims_party(claim: Claim, case: Case) -> Actor | None:
    """Return the actor whose fighters a number counts, by its words and the report's own war."""
    who = count_of(claim).who
    if who is None or victim_group(who) != FIGHTERS:
        return None
    report = case.reports.get(claim.report_id)
    actor = resolve_actor(who, context_of(report.text)) if report else resolve_actor(who)
    return actor if actor is not None and actor.kind in ARMED else None


def sides_of(case: Case) -> tuple[Side, ...]:
    """Return the armed sides, those named by most sources first."""
    named: dict[str, list[tuple[Actor, str, Claim]]] = defaultdict(list)

    def note(actor: Actor, role: str, claim: Claim) -> None:
        if actor.kind in ARMED:
            named[actor.party or actor.name].append((actor, role, claim))

    for claim in case.told(Facet.RESPONSIBLE):
        if isinstance(claim.value, ResponsibleValue):
            note(actor_of(claim.value.actor), ATTACKED, claim)
    for claim in case.told(Facet.TARGET):
        if isinstance(claim.value, TargetValue) and claim.value.actor:
            note(actor_of(claim.value.actor), STRUCK, claim)
    for claim in (*case.told(Facet.KILLED), *case.told(Facet.INJURED)):
        dead = victims_party(claim, case)
        if dead is not None and count_of(claim).range.high != 0:
            note(dead, DIED, claim)
    found = []
    for party, told in named.items():
        by_name: dict[tuple[str, ActorKind], list[Claim]] = defaultdict(list)
        for actor, _, claim in told:
            by_name[actor.name, actor.kind].append(claim)
        name, kind = min(by_name, key=lambda n: (-len(sources_of(by_name[n], case.backing)), n))
        found.append(
            Side(
                party,
                name,
                kind,
                frozenset(role for _, role, _ in told),
                tuple(dict.fromkeys(claim for _, _, claim in told)),
            )
        )
    return tuple(sorted(found, key=lambda side: _rank(side, case)))


def _rank(side: Side, case: Case) -> tuple[int, bool, bool, bool, str]:
    """Most sources first; then who has dead, who was struck, who is at home there."""
    return (
        -len(sources_of(side.claims, case.backing)),
        DIED not in side.roles,
        STRUCK not in side.roles,
        table().countries.get(side.name) != case.country,
        side.party,
    )


def are_civilians_struck(case: Case) -> list[Claim]:
    """Return the claims that tell of civilians, or of what is civilian, as the target."""
    return [
        claim
        for claim in case.told(Facet.TARGET)
        if isinstance(claim.value, TargetValue)
        and (
            (claim.value.actor is not None and claim.value.actor.casefold() == "civilians")
            or (claim.value.actor is None and _CIVIL_OBJECT.search(claim.value.what))
        )
    ]


def is_blame_contested(case: Case) -> bool:
    """Tell whether different parties are blamed for the one attack."""
    denials = {s.position.position_id for s in case.stands if s.position.is_denial}
    return any(
        contest.kind is ContestKind.RESPONSIBILITY
        and len(set(contest.position_ids) - denials) > 1
        and not set(contest.position_ids) & denials
        for contest in case.contests
    )
