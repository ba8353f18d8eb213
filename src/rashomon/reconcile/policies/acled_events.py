"""Event types and actors as ACLED codes them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from rashomon.reconcile.policies.case import Case, claim_ids, count_of
from rashomon.reconcile.policies.sides import (
    actor_of,
    are_civilians_struck,
    is_civilian_toll,
    is_fighter_toll,
    is_state,
    sides_of,
    victims_party,
)
from rashomon.reconcile.sources import sources_of
from rashomon.records import (
    COUNT_FACETS,
    Actor,
    ActorKind,
    Claim,
    Facet,
    IncidentKind,
    Means,
    MeansValue,
    ResponsibleValue,
    Ruling,
    TargetValue,
)
from rashomon.reference.actor_table import table

__all__ = ["actor_rulings", "event_rulings"]

_BATTLES, _REMOTE = "Battles", "Explosions/Remote violence"
_VAC = "Violence against civilians"
_CLASH, _ATTACK = (_BATTLES, "Armed clash"), (_VAC, "Attack")
_AIR = (_REMOTE, "Air/drone strike")
_SHELLING = (_REMOTE, "Shelling/artillery/missile attack")
_PLANTED = (_REMOTE, "Remote explosive/landmine/IED")
_SUICIDE = (_REMOTE, "Suicide bomb")
_CHEMICAL = (_REMOTE, "Chemical weapon")
_ABDUCTION = (_VAC, "Abduction/forced disappearance")

_BY_KIND = {
    IncidentKind.AIR_STRIKE: _AIR,
    IncidentKind.DRONE_STRIKE: _AIR,
    IncidentKind.SHELLING: _SHELLING,
    IncidentKind.MISSILE_STRIKE: _SHELLING,
    IncidentKind.BOMBING: _PLANTED,
    IncidentKind.SUICIDE_BOMBING: _SUICIDE,
    IncidentKind.CHEMICAL_ATTACK: _CHEMICAL,
    IncidentKind.CLASH: _CLASH,
}
_BY_MEANS = {
    Means.CHEMICAL: _CHEMICAL,
    Means.SUICIDE_VEST: _SUICIDE,
    Means.AIR_STRIKE: _AIR,
    Means.DRONE: _AIR,
    Means.HELICOPTER: _AIR,
    Means.BARREL_BOMB: _AIR,
    Means.CLUSTER_MUNITION: _SHELLING,
    Means.ARTILLERY: _SHELLING,
    Means.MORTAR: _SHELLING,
    Means.ROCKET: _SHELLING,
    Means.MISSILE: _SHELLING,
    Means.TANK: _SHELLING,
    Means.IED: _PLANTED,
    Means.CAR_BOMB: _PLANTED,
}
# Who is hit decides between a battle and an attack on civilians.
_FACE_TO_FACE = frozenset(
    {IncidentKind.GROUND_ATTACK, IncidentKind.SHOOTING, IncidentKind.ABDUCTION_OR_KILLING}
)
_ABDUCTED = re.compile(r"\b(?:abduct|kidnap|seiz|captur|hostage|disappear|took away)", re.I)


def event_rulings(case: Case) -> tuple[Ruling, Ruling]:
    """Rule on event_type and sub_event_type."""
    types, rule, claims, is_inferred = _type_of(case)
    ids = claim_ids(claims)
    return (
        Ruling("event_type", types[0] if types else None, rule, ids, is_inferred),
        Ruling("sub_event_type", types[1] if types else None, rule, ids, is_inferred),
    )


_Types = tuple[str, str]


def _type_of(case: Case) -> tuple[_Types | None, str, Sequence[Claim], bool]:
    kind = case.incident.kind
    words = kind.replace("_", " ")
    means = [c for c in case.told(Facet.MEANS) if isinstance(c.value, MeansValue)]
    for decisive in (Means.CHEMICAL, Means.SUICIDE_VEST):
        told = [c for c in means if isinstance(c.value, MeansValue) and c.value.means == decisive]
        if told and kind not in _FACE_TO_FACE and kind != IncidentKind.CLASH:
            return _BY_MEANS[decisive], f"{decisive.replace('_', ' ')} is told", told, False
    if kind in _BY_KIND:
        return _BY_KIND[kind], f"the incident is told as {words}", means, False
    fighters, civilians = _who_was_hit(case)
    if kind in _FACE_TO_FACE:
        if kind == IncidentKind.ABDUCTION_OR_KILLING:
            is_taken = any(
                (report := case.reports.get(claim.report_id))
                and _ABDUCTED.search(report.text[claim.evidence.start : claim.evidence.end + 80])
                for claim in (*case.told(Facet.TARGET), *case.told(Facet.RESPONSIBLE))
            )
            types = _ABDUCTION if is_taken and not case.told(Facet.KILLED) else _ATTACK
            return types, f"the incident is told as {words}", civilians, True
        if fighters:
            return _CLASH, f"{words}, and armed men are told as hit", fighters, True
        if civilians:
            return _ATTACK, f"{words}, and only civilians are told as hit", civilians, True
        unarmed = [c for c in case.told(Facet.KILLED) if count_of(c).range.high != 0]
        if unarmed or kind == IncidentKind.SHOOTING:
            return _ATTACK, f"{words}, and nobody armed is told as hit", unarmed, True
        return _CLASH, f"{words}, and nobody is told as hit", (), True
    if kind == IncidentKind.SHOOT_DOWN:
        return _SHELLING, "an aircraft was shot down", means, True
    for claim in means:
        if isinstance(claim.value, MeansValue) and claim.value.means in _BY_MEANS:
            name = claim.value.means.replace("_", " ")
            return _BY_MEANS[claim.value.means], f"{name} is told", [claim], True
    return None, f"neither the kind ({words}) nor a weapon tells", (), False


def _who_was_hit(case: Case) -> tuple[list[Claim], list[Claim]]:
    harmed = [
        c
        for facet in (Facet.KILLED, Facet.INJURED)
        for c in case.told(facet)
        if count_of(c).range.high != 0
    ]
    fighters = [c for c in harmed if is_fighter_toll(c)]
    fighters += [
        c
        for c in case.told(Facet.TARGET)
        if isinstance(c.value, TargetValue)
        and c.value.actor
        and actor_of(c.value.actor).kind is not ActorKind.CIVILIANS
    ]
    return fighters, [*are_civilians_struck(case), *(c for c in harmed if is_civilian_toll(c))]


def actor_rulings(case: Case) -> tuple[Ruling, ...]:
    """Rule on actor1, inter1, actor2 and inter2."""
    if case.incident.kind is IncidentKind.CLASH and len(sides_of(case)) > 1:
        return _of_clash(case)
    attackers = _by_actor(
        case,
        [
            (actor_of(c.value.actor), c)
            for c in case.told(Facet.RESPONSIBLE)
            if isinstance(c.value, ResponsibleValue)
        ],
    )
    struck: list[tuple[Actor, Claim]] = []
    for claim in case.told(Facet.TARGET):
        if isinstance(claim.value, TargetValue) and claim.value.actor:
            struck.append((actor_of(claim.value.actor), claim))
    for claim in (*case.told(Facet.KILLED), *case.told(Facet.INJURED)):
        dead = victims_party(claim, case)
        if dead is not None and count_of(claim).range.high != 0:
            struck.append((dead, claim))
    first = attackers[0] if attackers else None
    party = (first[0].party or first[0].name) if first else None
    targets = [t for t in _by_actor(case, struck) if (t[0].party or t[0].name) != party]
    civilians = _who_was_hit(case)[1]
    types = _type_of(case)[0]
    if not targets and (civilians or (types is not None and types[0] == _VAC)):
        targets = [(Actor("Civilians", ActorKind.CIVILIANS), civilians)]
    second = targets[0] if targets else None
    rivals = [actor.name for actor, _ in attackers[1:] if (actor.party or actor.name) != party]
    words = "named as attacker by most sources; no blame is meant"
    if rivals:
        words += f" (others name {', '.join(rivals)})"
    return (
        *_pair("1", first, case, words if first else "nobody is named as attacker"),
        *_pair("2", second, case, "told as attacked" if second else "nobody is told as attacked"),
    )


def _of_clash(case: Case) -> tuple[Ruling, ...]:
    two = sorted(sides_of(case)[:2], key=lambda s: (not is_state(s.kind), s.name))
    rulings: list[Ruling] = []
    for number, side in enumerate(two, 1):
        actor = Actor(side.name, side.kind, side.party)
        rule = "a side of the clash, the state first; no blame is meant"
        rulings += _pair(str(number), (actor, list(side.claims)), case, rule)
    return tuple(rulings)


def _by_actor(case: Case, named: Sequence[tuple[Actor, Claim]]) -> list[tuple[Actor, list[Claim]]]:
    """The sides named, by most sources first, each under the name that most of these use.

    Between sides that as many name, the one whose people were harmed comes first.
    """
    found: dict[str, dict[Actor, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for actor, claim in named:
        found[actor.party or actor.name][actor].append(claim)

    def rank(told: tuple[Actor, list[Claim]]) -> tuple[int, bool, str]:
        is_harmed = any(claim.facet in COUNT_FACETS for claim in told[1])
        return -len(sources_of(told[1], case.backing)), not is_harmed, told[0].name

    sides = []
    for names in found.values():
        actor = min(names.items(), key=rank)[0]
        sides.append((actor, list(dict.fromkeys(c for told in names.values() for c in told))))
    return sorted(sides, key=rank)


def _pair(
    number: str, named: tuple[Actor, list[Claim]] | None, case: Case, rule: str
) -> tuple[Ruling, Ruling]:
    if named is None:
        return Ruling(f"actor{number}", None, rule), Ruling(f"inter{number}", None, rule)
    actor, claims = named
    ids = claim_ids(claims)
    code, why, is_inferred = inter_code(actor, case.country)
    return (
        Ruling(f"actor{number}", actor.name, rule, ids, is_inferred=True),
        Ruling(f"inter{number}", code, why, ids, is_inferred),
    )


_IDENTITY = re.compile(
    r"\b(?:trib(?:e|al)|clan|ethnic|communal|settlers|herders|herdsmen|pastoralists|vigilantes)\b",
    re.I,
)
_POLITICAL = re.compile(
    r"\b(?:unidentified|unknown|gangs?|cartel|militias?|militiamen|gunmen|paramilitar\w+)\b", re.I
)
_CROWD = ((5, re.compile(r"\brioters?\b", re.I)), (6, re.compile(r"\bprotest[eo]rs?\b", re.I)))


def inter_code(actor: Actor, country: str | None) -> tuple[int | None, str, bool]:
    """Return the code for an actor in a country, the rule, and whether that is inferred."""
    for code, pattern in _CROWD:
        if pattern.search(actor.name):
            return code, "a crowd by its name", False
    if actor.kind is ActorKind.CIVILIANS:
        return 7, "civilians", False
    if actor.kind is ActorKind.COALITION:
        return 8, "a coalition of states from abroad", False
    if is_state(actor.kind):
        home = table().countries.get(actor.name)
        if home is None and actor.party:
            home = table().countries.get(actor.party)
        if home is None or country is None:
            return 1, "a state's force; whether at home is not known", True
        if home == country:
            return 1, f"a state's force in its own country, {country}", False
        return 8, f"a force of {home} in {country}", False
    if actor.kind is ActorKind.UNKNOWN:
        return None, "what sort of actor it is, no table tells", True
    if actor.kind is not ActorKind.ARMED_GROUP:
        return 8, "neither a state nor an armed group", True
    if _IDENTITY.search(actor.name):
        return 4, "an identity militia by its name", True
    if _POLITICAL.search(actor.name):
        return 3, "a political militia or an unidentified armed group by its name", True
    return 2, "an organized armed group", True
