"""Where positions cannot be true together, in which way, and in clear words.

A contest is stated between voices: what one speaker says of two sites, two weapons or two
attackers in one report is no contradiction, however different the values are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date as day
from itertools import combinations

from rashomon.reconcile.counted import Counted
from rashomon.reconcile.positions import Stand, claim_order, overlap_km
from rashomon.reconcile.voices import Voice, are_actors_kin, named, voice_of
from rashomon.records import (
    COUNT_FACETS,
    Claim,
    Contest,
    ContestKind,
    CountValue,
    DateInterval,
    Facet,
    IncidentKind,
    Means,
    MeansValue,
    PlaceValue,
    ResponsibleValue,
    TargetValue,
)
from rashomon.reference.actors import party_of

__all__ = ["find_contests"]

_OUTCOMES = {
    Facet.KILLED: "killed",
    Facet.INJURED: "injured",
    Facet.CASUALTIES: "killed or injured",
    Facet.STRENGTH: "taking part",
}
# A number this small is told killed in one report and injured in another by mere chance.
_TELLING_NUMBER = 5
_FIGHTS = frozenset({IncidentKind.CLASH, IncidentKind.GROUND_ATTACK})
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


def find_contests(
    kind: IncidentKind,
    stands: Sequence[Stand],
    groups: Mapping[str, Counted],
    origin_of: Mapping[str, str],
    published: Mapping[str, day | None],
    names: Mapping[str, str],
) -> tuple[Contest, ...]:
    """Return every contest among an incident's positions.

    `origin_of`, `published` and `names` tell of each report its origin's id, the day on which
    it was published, and what to call it.
    """

    def voice(claim: Claim) -> Voice:
        return voice_of(claim, origin_of[claim.report_id])

    found: list[Contest] = []
    affirmed = [stand for stand in stands if not stand.position.is_denial]
    for facet in Facet:
        own = [stand for stand in affirmed if stand.position.facet == facet]
        if facet in COUNT_FACETS:
            for group in sorted({stand.position.group for stand in own}):
                alike = [stand for stand in own if stand.position.group == group]
                found += _gaps(facet, group, alike, voice, published, names)
        elif facet in _RIVALS and not (facet == Facet.RESPONSIBLE and kind in _FIGHTS):
            found += _rivals(facet, own, voice)
        elif facet == Facet.MOTIVE:
            found += _motives(own)
        denials = [s for s in stands if s.position.is_denial and s.position.facet == facet]
        found += _denials(facet, own, denials)
    found += _swaps(affirmed, groups, voice, names)
    return tuple(found)


_VoiceOf = Callable[[Claim], Voice]


def _contest(facet: Facet, kind: ContestKind, stands: Iterable[Stand], note: str) -> Contest:
    unique = {stand.position.position_id: stand for stand in stands}
    ordered = sorted(unique.values(), key=lambda s: claim_order(s.claims[0]))
    return Contest(
        facet=facet,
        kind=kind,
        position_ids=tuple(stand.position.position_id for stand in ordered),
        claim_ids=tuple(claim_id for stand in ordered for claim_id in stand.position.claim_ids),
        note=note,
    )


# --- numbers ---------------------------------------------------------------------------------


def _gaps(
    facet: Facet,
    group: str,
    stands: Sequence[Stand],
    voice: _VoiceOf,
    published: Mapping[str, day | None],
    names: Mapping[str, str],
) -> list[Contest]:
    """Numbers that do not meet: between speakers, or one speaker's in two reports."""
    found = []
    apart: set[str] = set()
    relayed: dict[tuple[Voice, ContestKind], list[tuple[Stand, Stand, Claim, Claim]]] = {}
    for one, other in combinations(stands, 2):
        for a in one.claims:
            for b in other.claims:
                if _meet(a, b):
                    continue
                if voice(a) != voice(b) or a.report_id == b.report_id:
                    apart |= {one.position.position_id, other.position.position_id}
                elif _is_one_voice_parted(a, b, (one, other), voice):
                    kind = _relay_kind(published[a.report_id], published[b.report_id])
                    relayed.setdefault((voice(a), kind), []).append((one, other, a, b))
    whom = "" if group == "all" else f" {group}"
    outcome = f"{whom} {_OUTCOMES[facet]}"
    if apart:
        ranked = sorted((s for s in stands if s.position.position_id in apart), key=_by_number)
        figures = " against ".join(str(stand.position.range) for stand in ranked)
        found.append(
            _contest(facet, ContestKind.NUMERIC_GAP, ranked, f"accounts part: {figures}{outcome}")
        )
    for (_, kind), pairs in sorted(relayed.items()):
        _, _, a, b = min(pairs, key=lambda p: (claim_order(p[2]), claim_order(p[3])))
        told = [stand for one, other, _, _ in pairs for stand in (one, other)]
        found.append(_contest(facet, kind, told, _relay_note(kind, a, b, published, names)))
    return found


def _by_number(stand: Stand) -> tuple[int, str]:
    number = stand.position.range
    return (number.floor if number else 0), stand.position.position_id


def _meet(one: Claim, other: Claim) -> bool:
    a, b = one.value, other.value
    return (
        isinstance(a, CountValue) and isinstance(b, CountValue) and a.range.is_compatible(b.range)
    )


def _is_one_voice_parted(a: Claim, b: Claim, stands: Sequence[Stand], voice: _VoiceOf) -> bool:
    """Tell whether no report has the speaker say both: each relays one figure alone."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for stand in stands:
        for claim in stand.claims:
            if voice(claim) == voice(a):
                by_report[claim.report_id].append(claim)
    return not any(
        _meet(one, other) for one in by_report[a.report_id] for other in by_report[b.report_id]
    )


def _relay_kind(one: day | None, other: day | None) -> ContestKind:
    """Figures of one speaker from two days are an update, from one day a slip in relaying.

    Only days that the reports tell count: without them nothing says which figure is later.
    """
    return ContestKind.UPDATE if one and other and one != other else ContestKind.TRANSMISSION


def _relay_note(
    kind: ContestKind,
    a: Claim,
    b: Claim,
    published: Mapping[str, day | None],
    names: Mapping[str, str],
) -> str:
    if kind == ContestKind.UPDATE:
        a, b = sorted((a, b), key=lambda c: (published[c.report_id] or day.min, claim_order(c)))
        return (
            f"{_who(a, names)} is credited with {_figure(a)} on {published[a.report_id]} and with "
            f"{_figure(b)} on {published[b.report_id]}"
        )
    return (
        f"{_who(a, names)} is credited with {_figure(a)} in one report and {_figure(b)} in another"
    )


def _figure(claim: Claim) -> str:
    number = claim.value.range if isinstance(claim.value, CountValue) else ""
    return f"{number} {_OUTCOMES[claim.facet]}"


def _who(claim: Claim, names: Mapping[str, str]) -> str:
    return named(claim.speaker, f"the text that {names[claim.report_id]} carries")


def _swaps(
    stands: Sequence[Stand],
    groups: Mapping[str, Counted],
    voice: _VoiceOf,
    names: Mapping[str, str],
) -> list[Contest]:
    """One number told as killed in one report and as injured in another."""
    killed = [(s, c) for s in stands if s.position.facet == Facet.KILLED for c in s.claims]
    injured = [(s, c) for s in stands if s.position.facet == Facet.INJURED for c in s.claims]
    by_report: dict[tuple[str, Voice, Facet], set[str]] = defaultdict(set)
    for _, claim in (*killed, *injured):
        by_report[claim.report_id, voice(claim), claim.facet].add(_number(claim))
    met: dict[tuple[str, bool, Voice], list[tuple[Stand, Claim, Stand, Claim]]] = {}
    for one, a in killed:
        for other, b in injured:
            if a.report_id == b.report_id or _number(a) != _number(b):
                continue
            if groups[a.claim_id].group != groups[b.claim_id].group:
                continue
            is_one_voice = voice(a) == voice(b)
            if not is_one_voice and _low(a) < _TELLING_NUMBER:
                continue
            # Who gives both outcomes, or the other outcome with a number of its own, mixed
            # nothing up.
            if (
                by_report[b.report_id, voice(b), Facet.KILLED]
                or by_report[a.report_id, voice(a), Facet.INJURED]
                or _low(a) == 0
            ):
                continue
            key = (_number(a), is_one_voice, voice(a) if is_one_voice else ())
            met.setdefault(key, []).append((one, a, other, b))
    found = []
    for (number, is_one_voice, _), cases in sorted(met.items()):
        told = [stand for one, _, other, _ in cases for stand in (one, other)]
        _, a, _, b = min(cases, key=lambda c: (claim_order(c[1]), claim_order(c[3])))
        found.append(
            _contest(
                Facet.KILLED,
                ContestKind.KILLED_INJURED_SWAP,
                told,
                f"{number} are told as killed in one report and as injured in another",
            )
        )
        if is_one_voice:
            note = (
                f"{_who(a, names)} is credited with {_figure(a)} in one report and "
                f"{_figure(b)} in another"
            )
            found.append(_contest(Facet.KILLED, ContestKind.TRANSMISSION, told, note))
    return found


def _number(claim: Claim) -> str:
    return str(claim.value.range) if isinstance(claim.value, CountValue) else ""


def _low(claim: Claim) -> int:
    return claim.value.range.floor if isinstance(claim.value, CountValue) else 0


# --- values ----------------------------------------------------------------------------------


def _actors_part(one: Stand, other: Stand) -> bool:
    a, b = one.claims[0].value, other.claims[0].value
    return (
        isinstance(a, ResponsibleValue)
        and isinstance(b, ResponsibleValue)
        and not are_actors_kin(a.actor, b.actor)
    )


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
    return not any(
        isinstance(a.value, DateInterval)
        and isinstance(b.value, DateInterval)
        and a.value.meets(b.value)
        for a in one.claims
        for b in other.claims
    )


def _places_part(one: Stand, other: Stand) -> bool:
    overlaps = [
        overlap_km(a.value, b.value)
        for a in one.claims
        for b in other.claims
        if isinstance(a.value, PlaceValue) and isinstance(b.value, PlaceValue)
    ]
    return all(overlap is not None and overlap < 0 for overlap in overlaps)


_RIVALS: Mapping[Facet, tuple[ContestKind, Callable[[Stand, Stand], bool], str]] = {
    Facet.RESPONSIBLE: (ContestKind.RESPONSIBILITY, _actors_part, "different parties are blamed"),
    Facet.TARGET: (ContestKind.TARGET, _targets_part, "accounts part on who was attacked"),
    Facet.MEANS: (ContestKind.MEANS, _means_part, "accounts part on the weapon"),
    Facet.PLACE: (ContestKind.PLACE, _places_part, "accounts part on the place"),
    Facet.DATE: (ContestKind.DATE, _dates_part, "accounts part on the day"),
}


def _rivals(facet: Facet, stands: Sequence[Stand], voice: _VoiceOf) -> list[Contest]:
    """Values that exclude each other and that no one speaker tells together in one report."""
    kind, do_part, words = _RIVALS[facet]
    tellers = {
        stand.position.position_id: {(claim.report_id, voice(claim)) for claim in stand.claims}
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
    return [_contest(facet, kind, parted, f"{words}: {'; '.join(labels)}")]


def _motives(stands: Sequence[Stand]) -> list[Contest]:
    """Reasons given by more than one side. They may both hold; the reader should see both."""
    sides: dict[str, list[Stand]] = defaultdict(list)
    for stand in stands:
        speaker = stand.claims[0].speaker
        if speaker is not None and speaker.party:
            sides[party_of(speaker.party) or speaker.party].append(stand)
    if len(sides) < 2:
        return []
    told = [stand for side in sorted(sides) for stand in sides[side]]
    note = f"{_listed(sorted(sides))} give reasons of their own"
    return [_contest(Facet.MOTIVE, ContestKind.MOTIVE, told, note)]


def _denials(facet: Facet, stands: Sequence[Stand], denials: Sequence[Stand]) -> list[Contest]:
    """What one side says and another denies; blame denied is a contest of blame as well."""
    met: dict[tuple[str, ...], tuple[list[Stand], list[Stand]]] = {}
    for denial in denials:
        against = [stand for stand in stands if _is_denied(stand, denial)]
        if against:
            key = tuple(stand.position.position_id for stand in against)
            met.setdefault(key, (against, []))[1].append(denial)
    found = []
    for against, denied in met.values():
        who = sorted({named(claim.speaker, "a report") for d in denied for claim in d.claims})
        what = _listed(sorted({stand.position.label for stand in against}))
        verb = "denies" if len(who) == 1 else "deny"
        if facet == Facet.RESPONSIBLE:
            note = f"{_listed(who)} {verb} that {what} did it"
        elif facet == Facet.TARGET:
            note = f"{_listed(who)} {verb} an attack on {what}"
        else:
            note = f"{_listed(who)} {verb}: {what}"
        kinds = [ContestKind.DENIAL]
        if facet == Facet.RESPONSIBLE:
            kinds.insert(0, ContestKind.RESPONSIBILITY)
        found += [_contest(facet, kind, [*against, *denied], note) for kind in kinds]
    return found


def _listed(words: Sequence[str]) -> str:
    """Join words as in a sentence.

    >>> _listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


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
    if isinstance(said, DateInterval) and isinstance(denied, DateInterval):
        return said.meets(denied)
    if isinstance(said, MeansValue) and isinstance(denied, MeansValue):
        return said.means == denied.means
    return True  # motive, notice: the evidence is the claim


def _denies_target(stand: Stand, denied: TargetValue) -> bool:
    words = set(denied.what.casefold().split())
    for claim in stand.claims:
        value = claim.value
        if not isinstance(value, TargetValue):
            continue
        if value.actor and denied.actor:
            if value.actor.casefold() == denied.actor.casefold():
                return True
        elif len(words & set(value.what.casefold().split())) * 2 >= len(words):
            return True
    return False
