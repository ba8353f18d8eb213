"""Airwars' gradings: of harm to civilians, of the strike, and what each belligerent says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.reconcile.policies.case import Case, claim_ids, count_of
from rashomon.reconcile.policies.sides import (
    ARMED,
    actor_of,
    are_civilians_struck,
    is_blame_contested,
    is_civilian_toll,
    is_fighter_toll,
    victims_party,
)
from rashomon.reconcile.sources import count_independent, sources_of
from rashomon.records import Claim, Facet, ResponsibleValue, Ruling, Stance, TargetValue
from rashomon.reference.victims import ALL, OTHERS, victim_group

__all__ = ["belligerent_rulings", "harm_ruling", "strike_ruling"]

_HARMS = (Facet.KILLED, Facet.INJURED, Facet.CASUALTIES)
_NOT_CREDIBLE = ("D", "E")


def harm_ruling(case: Case) -> Ruling:
    """Grade the harm to civilians; None where nobody tells of any."""
    harmed = [c for f in _HARMS for c in case.told(f) if count_of(c).range.high != 0]
    fighters = [c for c in harmed if is_fighter_toll(c)]
    civilians = [c for c in harmed if is_civilian_toll(c)]
    taken = []
    # Where somebody tells of children among the dead, they were not all fighters.
    people = [c for c in harmed if not is_civilian_toll(c) and _may_be_civilians(c)]
    if not fighters and (civilians or not _is_army_struck(case)):
        taken = people
    elif fighters:
        taken = [c for c in people if _has_others_beside(c, fighters)]
    civilians += taken
    if not civilians:
        rule = "no harm to civilians is told"
        if fighters:
            rule += "; those counted are told as fighters"
        elif harmed:
            rule += "; an armed target is, and nobody tells who was harmed"
        return Ruling("grading", None, rule, claim_ids(fighters or harmed))
    grade, rule, claims, is_inferred = _grade(case, civilians, fighters)
    if taken:
        rule += "; people whom nobody calls fighters are taken for civilians"
    return Ruling("grading", grade, rule, claim_ids(claims), bool(taken) or is_inferred)


def _may_be_civilians(claim: Claim) -> bool:
    group = victim_group(count_of(claim).who)
    return group in (ALL, OTHERS, "men")


def _has_others_beside(claim: Claim, fighters: Sequence[Claim]) -> bool:
    """Tell whether the claim's own report counts fewer fighters than people: 9 beside 4."""
    own = [c for c in fighters if (c.report_id, c.facet) == (claim.report_id, claim.facet)]
    ceilings = [count_of(c).range.high for c in own]
    most = sum(high for high in ceilings if high is not None)
    return bool(own) and None not in ceilings and most < count_of(claim).range.floor


def _is_army_struck(case: Case) -> bool:
    """Tell whether armed men are told as the target, and nothing civilian is."""
    armed = [
        claim
        for claim in case.told(Facet.TARGET)
        if isinstance(claim.value, TargetValue)
        and claim.value.actor
        and actor_of(claim.value.actor).kind in ARMED
    ]
    return bool(armed) and not are_civilians_struck(case)


def _grade(
    case: Case, civilians: Sequence[Claim], fighters: Sequence[Claim]
) -> tuple[str, str, Sequence[Claim], bool]:
    accepted = [
        claim
        for party, own in _accepting(case).items()
        if any(_party(c) == party for c in civilians) and not _blames_others(case, party)
        for claim in (*own, *(c for c in civilians if _party(c) == party))
    ]
    if accepted:
        who = sorted({_party(claim) or "" for claim in accepted})
        rule = f"accepted in its own words by {', '.join(who)}, who tells of the harm as well"
        return "Confirmed", rule, accepted, True
    if all(claim.stance is Stance.UNCERTAIN for claim in civilians) and (
        count_independent(fighters, case.backing) > 1
    ):
        rule = "civilians are told in doubt alone, and independent claims count fighters"
        return "Discounted", rule, [*civilians, *fighters], True
    blamed = case.told(Facet.RESPONSIBLE)
    if is_blame_contested(case):
        return "Contested", "competing claims of responsibility", blamed, False
    credible = [c for c in civilians if case.grades[c].reliability not in _NOT_CREDIBLE]
    sources = sources_of(credible, case.backing)
    action = blamed or case.told(Facet.MEANS)
    if len(sources) > 1 and action:
        rule = f"{len(sources)} credible sources tell of the harm, and an action is told"
        return "Fair", rule, [*credible, *action], True
    if len(sources) > 1:
        rule = f"{len(sources)} sources tell of the harm, but no attacker or weapon is told"
        return "Weak", rule, credible, True
    if not sources:
        return "Weak", "only sources graded D or E tell of the harm", civilians, True
    return "Weak", "a single source tells of the harm", credible, False


def strike_ruling(case: Case) -> Ruling:
    """Tell whether the attack itself is declared, contested, likely or told by one source."""
    accepting = [claim for claims in _accepting(case).values() for claim in claims]
    blamed = case.told(Facet.RESPONSIBLE)
    if accepting:
        who = ", ".join(sorted({_party(claim) or "" for claim in accepting}))
        taken_back = [c for c in case.denied(Facet.RESPONSIBLE) if _party(c) in _accepting(case)]
        rule = f"in its own words, by {who}{'; denied by it as well' if taken_back else ''}"
        ids = claim_ids([*accepting, *taken_back])
        return Ruling("strike_status", "declared", rule, ids, bool(taken_back))
    if is_blame_contested(case):
        rule = "competing claims of responsibility"
        return Ruling("strike_status", "contested", rule, claim_ids(blamed))
    everything = [c for s in case.stands if not s.position.is_denial for c in s.claims]
    denied = case.denied(Facet.RESPONSIBLE)
    besides = ""
    if denied:
        accused = {_named_party(claim) for claim in blamed}
        is_accused = any(_named_party(claim) in accused for claim in denied)
        besides = (
            "; the accused denies it" if is_accused else "; a side that nobody names denies it"
        )
    sources = sources_of(everything, case.backing)
    if len(sources) > 1:
        told = blamed or everything
        rule = f"{len(sources)} sources tell of it{besides}"
        return Ruling("strike_status", "likely", rule, claim_ids([*told, *denied]), bool(denied))
    rule = f"one source tells of it{besides}"
    ids = claim_ids([*(blamed or everything), *denied])
    return Ruling("strike_status", "single source claim", rule, ids, bool(denied))


def belligerent_rulings(case: Case) -> tuple[Ruling, ...]:
    """Say of every side named as attacker whether it is known, and what it says of the harm."""
    named: dict[str, list[Claim]] = defaultdict(list)
    for claim in (*case.told(Facet.RESPONSIBLE), *case.denied(Facet.RESPONSIBLE)):
        if isinstance(claim.value, ResponsibleValue):
            actor = actor_of(claim.value.actor)
            named[actor.party or actor.name].append(claim)
    accepting = _accepting(case)
    found = []
    for party in sorted(named):
        own = [claim for claim in named[party] if _party(claim) == party]
        standing = "known" if party in accepting else "suspected"
        says = [c for c in case.told(Facet.KILLED) if _party(c) == party]
        rejects = [c for c in case.denied(Facet.RESPONSIBLE) if _party(c) == party]
        blames = [] if party in accepting else _blaming_others(case, party)
        if not any(claim.stance is not Stance.DENY for claim in named[party]):
            standing = "named as attacker by nobody"
        if rejects:
            standing += "; denies that it did it"
        elif blames:
            standing += "; blames others"
        is_its_own = not (rejects or blames)
        assessment, about = _assessment(case, party, is_its_own=is_its_own)
        days = sorted(
            {
                day.isoformat()
                for claim in (*own, *says, *about, *rejects, *blames)
                if (day := case.backing.published[claim.report_id])
            }
        )
        value = f"{standing}; own assessment: {assessment}"
        tolls = [c for c in says if is_civilian_toll(c) and count_of(c).range.high != 0]
        if tolls and is_its_own:
            value += f"; civilian deaths conceded: {_span(tolls)}"
        rule = (
            f"statements reported on {', '.join(days)}" if days else "no dated statement of its own"
        )
        dead = [] if party in accepting else _harm_to_its_own(case, party)
        if dead:
            value = "attacker of others; the harm told is to its own fighters"
            rule = f"who attacked is not suspected of harm to its own side; {rule}"
        ids = claim_ids([*named[party], *says, *about, *rejects, *blames, *dead])
        found.append(Ruling(f"belligerent: {party}", value, rule, ids, bool(dead)))
    return tuple(found)


def _harm_to_its_own(case: Case, party: str) -> list[Claim]:
    """The claims of harm, if all of them whose side is told count fighters of this very party.

    Nothing then says that it did this harm: it is blamed for an attack on somebody else.
    """
    harmed = [c for f in _HARMS for c in case.told(f) if count_of(c).range.high != 0]
    own = []
    for claim in harmed:
        dead = victims_party(claim, case)
        if dead is not None and (dead.party or dead.name) == party:
            own.append(claim)
        elif dead is not None or is_civilian_toll(claim) or _is_of_anybody(claim):
            return []
    return own


def _is_of_anybody(claim: Claim) -> bool:
    """Tell whether the number may well count others than fighters: "15 people were killed"."""
    return not is_fighter_toll(claim) and claim.facet is not Facet.CASUALTIES


def _assessment(case: Case, party: str, *, is_its_own: bool) -> tuple[str, list[Claim]]:
    """What the side itself says of harm to civilians: credible, non-credible, or nothing yet.

    Who denies the attack, or blames somebody else, concedes nothing by telling of the harm.
    """
    says = [c for f in _HARMS for c in case.told(f) if _party(c) == party and is_civilian_toll(c)]
    denies = [
        c for f in _HARMS for c in case.denied(f) if _party(c) == party and not is_fighter_toll(c)
    ]
    conceded = [c for c in says if count_of(c).range.high != 0]
    if conceded and is_its_own:
        return "credible", conceded
    nobody = [c for c in says if count_of(c).range.high == 0]
    if nobody or denies:
        return "non-credible", [*nobody, *denies]
    return "none yet", []


def _accepting(case: Case) -> dict[str, list[Claim]]:
    """The sides that say of themselves that they did it, with the claims that say so."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in case.told(Facet.RESPONSIBLE):
        if claim.stance is not Stance.AFFIRM or not isinstance(claim.value, ResponsibleValue):
            continue
        actor = actor_of(claim.value.actor)
        party = actor.party or actor.name
        if _party(claim) == party:
            found[party].append(claim)
    return found


def _blames_others(case: Case, party: str) -> bool:
    """Tell whether the side names another as attacker too: whose the harm is, it leaves open."""
    return bool(_blaming_others(case, party))


def _blaming_others(case: Case, party: str) -> list[Claim]:
    """The claims in which the side names another as attacker."""
    found = []
    for claim in case.told(Facet.RESPONSIBLE):
        if _party(claim) == party and isinstance(claim.value, ResponsibleValue):
            actor = actor_of(claim.value.actor)
            if (actor.party or actor.name) != party:
                found.append(claim)
    return found


def _named_party(claim: Claim) -> str | None:
    """The side that a claim of responsibility names."""
    if not isinstance(claim.value, ResponsibleValue):
        return None
    actor = actor_of(claim.value.actor)
    return actor.party or actor.name


def _party(claim: Claim) -> str | None:
    speaker = claim.speaker
    return (speaker.party or speaker.actor) if speaker else None


def _span(claims: Sequence[Claim]) -> str:
    ranges = [count_of(claim).range for claim in claims]
    low = min(r.floor for r in ranges)
    high = max(r.floor if r.high is None else r.high for r in ranges)
    more = " or more" if any(r.high is None and r.floor == high for r in ranges) else ""
    return (str(low) if low == high else f"{low}–{high}") + more
