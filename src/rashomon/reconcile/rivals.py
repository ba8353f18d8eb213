"""Where values other than numbers part: rivals, reasons of two sides, and denials."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import combinations

from rashomon.reconcile.backing import Backing, contest, listed
from rashomon.reconcile.positions import Stand, have_one_day, overlap_km
from rashomon.reconcile.voices import Voice, are_actors_kin, is_identified, named
from rashomon.records import (
    COUNT_FACETS,
    CasualtyRange,
    Claim,
    ClaimValue,
    Contest,
    ContestKind,
    CountValue,
    DateConstraint,
    DateInterval,
    Facet,
    Means,
    MeansValue,
    PlaceValue,
    ResponsibleValue,
    TargetValue,
)
from rashomon.reference.actors import party_of

__all__ = [
    "RIVALS",
    "do_part",
    "find_blame",
    "find_circumstances",
    "find_denials",
    "find_motives",
    "find_rivals",
]

# Weapons that come from afar are no planted ones; within each family coders waver.
_FROM_AFAR = frozenset(
    {
        Means.AIR_STRIKE,
        Means.DRONE,
        Means.HELICOPTER,
        Means.BARREL_BOMB,
        Means.ARTILLERY,
        Means.MORTAR,
        Means.ROCKET,
        Means.MISSILE,
        Means.TANK,
        Means.CLUSTER_MUNITION,
    }
)
_PLANTED = frozenset({Means.IED, Means.CAR_BOMB, Means.SUICIDE_VEST})


def _targets_part(one: Stand, other: Stand) -> bool:
    """Civilians struck, or armed men: the one difference that is never a matter of detail."""
    actors = {
        value.actor
        for stand in (one, other)
        for value in [stand.claims[0].value]
        if isinstance(value, TargetValue) and value.actor
    }
    return len(actors) == 2 and "civilians" in actors


def _means_part(one: Stand, other: Stand) -> bool:
    a, b = (
        {c.value.means for c in stand.claims if isinstance(c.value, MeansValue)}
        for stand in (one, other)
    )
    return (a <= _FROM_AFAR and b <= _PLANTED) or (a <= _PLANTED and b <= _FROM_AFAR)


def _dates_part(one: Stand, other: Stand) -> bool:
    """Held against each other is what each position's claims come to together."""
    return not have_one_day([*one.claims, *other.claims])


def _places_part(one: Stand, other: Stand) -> bool:
    overlaps = (
        overlap_km(a, b)
        for a in _values(one)
        for b in _values(other)
        if isinstance(a, PlaceValue) and isinstance(b, PlaceValue)
    )
    return all(overlap is not None and overlap < 0 for overlap in overlaps)


def _values(stand: Stand) -> Sequence[ClaimValue]:
    """What a position's claims say, each value once."""
    return list(dict.fromkeys(claim.value for claim in stand.claims))


# Blame has rules of its own: who names several attackers clears none of them.
RIVALS: Mapping[Facet, tuple[ContestKind, Callable[[Stand, Stand], bool], str]] = {
    Facet.TARGET: (ContestKind.TARGET, _targets_part, "accounts part on who was attacked"),
    Facet.MEANS: (ContestKind.MEANS, _means_part, "accounts part on the weapon"),
    Facet.PLACE: (ContestKind.PLACE, _places_part, "accounts part on the place"),
    Facet.DATE: (ContestKind.DATE, _dates_part, "accounts part on the day"),
}


def do_part(one: Stand, other: Stand) -> bool:
    """Tell whether what two positions of one facet say cannot both be so, or one denies the other.

    Reasons never part: whether two of them exclude each other is not for rules.
    """
    if one.position.is_denial != other.position.is_denial:
        said, denied = (one, other) if other.position.is_denial else (other, one)
        return _is_denied(said, denied)
    if one.position.is_denial:
        return False
    facet = one.position.facet
    if facet in COUNT_FACETS:
        return one.position.group == other.position.group and not any(
            a.is_compatible(b) for a in _ranges(one) for b in _ranges(other)
        )
    if facet == Facet.RESPONSIBLE:
        return not are_actors_kin(_actor(one), _actor(other))
    return facet in RIVALS and RIVALS[facet][1](one, other)


def _ranges(stand: Stand) -> frozenset[CasualtyRange]:
    values = (claim.value for claim in stand.claims)
    return frozenset(value.range for value in values if isinstance(value, CountValue))


def find_rivals(facet: Facet, stands: Sequence[Stand], backing: Backing) -> list[Contest]:
    """Values that exclude each other and that no one speaker tells together in one report."""
    kind, do_part, words = RIVALS[facet]
    tellers = {
        stand.position.position_id: {
            (claim.report_id, backing.voice(claim)) for claim in stand.claims
        }
        for stand in stands
    }
    parted: list[Stand] = []
    for one, other in combinations(stands, 2):
        if tellers[one.position.position_id] & tellers[other.position.position_id]:
            continue
        if do_part(one, other):
            parted += [one, other]
    if not parted:
        return []
    labels = sorted({stand.position.label for stand in parted})
    return [contest(facet, kind, parted, f"{words}: {'; '.join(labels)}")]


def find_blame(stands: Sequence[Stand], backing: Backing) -> list[Contest]:
    """Attackers of whom some voices name one alone and some another.

    A voice that names several attackers, anywhere, clears none of them, so that it parts with
    nobody who names one of these or its kin: an alliance and its member, one side under two
    names.
    """
    blamed: dict[Voice, set[str]] = defaultdict(set)
    tellers: dict[str, set[Voice]] = defaultdict(set)
    for stand in stands:
        for claim in stand.claims:
            voice = _blaming(claim, backing)
            tellers[stand.position.position_id].add(voice)
            blamed[voice].add(_actor(stand))

    @cache
    def names_kin(voice: Voice, actor: str) -> bool:
        return any(are_actors_kin(one, actor) for one in blamed[voice])

    parted: list[Stand] = []
    for one, other in combinations(stands, 2):
        if are_actors_kin(_actor(one), _actor(other)):
            continue
        if any(
            not names_kin(voice, _actor(other)) for voice in tellers[one.position.position_id]
        ) and any(
            not names_kin(voice, _actor(one)) for voice in tellers[other.position.position_id]
        ):
            parted += [one, other]
    if not parted:
        return []
    labels = "; ".join(sorted({stand.position.label for stand in parted}))
    note = f"different parties are blamed: {labels}"
    return [contest(Facet.RESPONSIBLE, ContestKind.RESPONSIBILITY, parted, note)]


def _blaming(claim: Claim, backing: Backing) -> Voice:
    """The voice that blames; residents of two reports are not the same ones."""
    voice = backing.voice(claim)
    return voice if is_identified(claim) else (*voice, claim.report_id)


def _actor(stand: Stand) -> str:
    value = stand.claims[0].value
    assert isinstance(value, ResponsibleValue)  # what the record takes for this facet
    return value.actor


def find_motives(stands: Sequence[Stand]) -> list[Contest]:
    """Reasons given by more than one side. They may both hold; the reader should see both."""
    sides: dict[str, list[Stand]] = defaultdict(list)
    for stand in stands:
        speaker = stand.claims[0].speaker
        if speaker is not None and speaker.party:
            sides[party_of(speaker.party) or speaker.party].append(stand)
    if len(sides) < 2:
        return []
    told = [stand for side in sorted(sides) for stand in sides[side]]
    note = f"{listed(sorted(sides))} give reasons of their own"
    return [contest(Facet.MOTIVE, ContestKind.MOTIVE, told, note)]


_PLURAL = re.compile(
    r"\b(?:forces|houthis|rebels|officials|authorities|residents|witnesses|militants|insurgents|"
    r"militias|troops|medics|doctors|activists|dissidents|separatists|sources)$",
    re.IGNORECASE,
)
_THE = re.compile(r"^((?!the ).*\b(?:coalition|States|Kingdom|Emirates|Army))$")


def find_circumstances(denials: Sequence[Stand]) -> frozenset[Claim]:
    """Return the denials of a day or place that only tell of which deed a side denies.

    Who "denies that its aircraft struck the building on March 12" disputes neither the building
    nor the day.
    """
    deeds = {
        (claim.report_id, claim.mention, claim.source)
        for stand in denials
        if stand.position.facet not in (Facet.PLACE, Facet.DATE)
        for claim in stand.claims
    }
    return frozenset(
        claim
        for stand in denials
        if stand.position.facet in (Facet.PLACE, Facet.DATE)
        for claim in stand.claims
        if (claim.report_id, claim.mention, claim.source) in deeds
    )


def find_denials(
    facet: Facet,
    stands: Sequence[Stand],
    denials: Sequence[Stand],
    circumstances: frozenset[Claim] = frozenset(),
) -> list[Contest]:
    """What one side says and another denies; blame denied is a contest of blame as well.

    `circumstances` are the claims that `find_circumstances` returns.
    """
    met: dict[tuple[str, ...], tuple[list[Stand], list[Stand]]] = {}
    for denial in denials:
        if facet in (Facet.PLACE, Facet.DATE) and set(denial.claims) <= circumstances:
            continue
        against = [stand for stand in stands if _is_denied(stand, denial)]
        if against:
            key = tuple(stand.position.position_id for stand in against)
            met.setdefault(key, (against, []))[1].append(denial)
    found = []
    for against, denied in met.values():
        who = sorted({named(claim.speaker, "a report") for d in denied for claim in d.claims})
        labels = sorted({stand.position.label for stand in against})
        if facet == Facet.RESPONSIBLE:
            labels = [_THE.sub(r"the \1", label) for label in labels]
        what = " or ".join(labels)
        verb = "denies" if len(who) == 1 and not _PLURAL.search(who[0]) else "deny"
        if facet == Facet.RESPONSIBLE:
            note = f"{listed(who)} {verb} that {what} did it"
        elif facet == Facet.TARGET:
            note = f"{listed(who)} {verb} an attack on {what}"
        else:
            note = f"{listed(who)} {verb}: {what}"
        kinds = [ContestKind.DENIAL]
        if facet == Facet.RESPONSIBLE:
            kinds.insert(0, ContestKind.RESPONSIBILITY)
        found += [contest(facet, kind, [*against, *denied], note) for kind in kinds]
    return found


def _is_denied(stand: Stand, denial: Stand) -> bool:
    said, denied = stand.claims[0].value, denial.claims[0].value
    if isinstance(said, ResponsibleValue) and isinstance(denied, ResponsibleValue):
        same_side = party_of(said.actor) is not None and party_of(said.actor) == party_of(
            denied.actor
        )
        return same_side or said.actor.casefold() == denied.actor.casefold()
    if isinstance(said, CountValue) and isinstance(denied, CountValue):
        return stand.position.group == denial.position.group
    if isinstance(said, TargetValue) and isinstance(denied, TargetValue):
        return _denies_target(stand, denied)
    if isinstance(said, PlaceValue) and isinstance(denied, PlaceValue):
        overlap = overlap_km(said, denied)
        return overlap is not None and overlap >= 0
    if isinstance(said, (DateInterval, DateConstraint)) and isinstance(
        denied, (DateInterval, DateConstraint)
    ):
        return said.meets(denied)
    if isinstance(said, MeansValue) and isinstance(denied, MeansValue):
        return said.means == denied.means
    return True  # motive, notice: the evidence is the claim


def _denies_target(stand: Stand, denied: TargetValue) -> bool:
    words = set(denied.what.casefold().split())
    for value in _values(stand):
        if not isinstance(value, TargetValue):
            continue
        if value.actor and denied.actor:
            if value.actor.casefold() == denied.actor.casefold():
                return True
        elif len(words & set(value.what.casefold().split())) * 2 >= len(words):
            return True
    return False
