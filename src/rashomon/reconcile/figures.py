"""Where numbers part: between speakers, in relaying one speaker, and between outcomes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date as day
from itertools import combinations

from rashomon.reconcile.backing import Backing, contest
from rashomon.reconcile.counted import Counted
from rashomon.reconcile.positions import Stand, claim_order
from rashomon.reconcile.voices import Voice, named
from rashomon.records import Claim, Contest, ContestKind, CountValue, Facet

__all__ = ["find_gaps", "find_swaps"]

_OUTCOMES = {
    Facet.KILLED: "killed",
    Facet.INJURED: "injured",
    Facet.CASUALTIES: "killed or injured",
    Facet.STRENGTH: "taking part",
}
# A number this small is told killed in one report and injured in another by mere chance.
_TELLING_NUMBER = 5


def find_gaps(
    facet: Facet,
    group: str,
    stands: Sequence[Stand],
    backing: Backing,
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
                if backing.voice(a) != backing.voice(b) or a.report_id == b.report_id:
                    apart |= {one.position.position_id, other.position.position_id}
                elif _is_one_voice_parted(a, b, (one, other), backing):
                    kind = _relay_kind(
                        backing.published[a.report_id], backing.published[b.report_id]
                    )
                    relayed.setdefault((backing.voice(a), kind), []).append((one, other, a, b))
    whom = "" if group == "all" else f" {group}"
    outcome = f"{whom} {_OUTCOMES[facet]}"
    if apart:
        ranked = sorted((s for s in stands if s.position.position_id in apart), key=_by_number)
        figures = " against ".join(str(stand.position.range) for stand in ranked)
        found.append(
            contest(facet, ContestKind.NUMERIC_GAP, ranked, f"accounts part: {figures}{outcome}")
        )
    for (_, kind), pairs in sorted(relayed.items()):
        _, _, a, b = min(pairs, key=lambda p: (claim_order(p[2]), claim_order(p[3])))
        told = [stand for one, other, _, _ in pairs for stand in (one, other)]
        found.append(contest(facet, kind, told, _relay_note(kind, a, b, backing)))
    return found


def _by_number(stand: Stand) -> tuple[int, str]:
    number = stand.position.range
    return (number.floor if number else 0), stand.position.position_id


def _meet(one: Claim, other: Claim) -> bool:
    a, b = one.value, other.value
    return (
        isinstance(a, CountValue) and isinstance(b, CountValue) and a.range.is_compatible(b.range)
    )


def _is_one_voice_parted(a: Claim, b: Claim, stands: Sequence[Stand], backing: Backing) -> bool:
    """Tell whether no report has the speaker say both: each relays one figure alone."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for stand in stands:
        for claim in stand.claims:
            if backing.voice(claim) == backing.voice(a):
                by_report[claim.report_id].append(claim)
    return not any(
        _meet(one, other) for one in by_report[a.report_id] for other in by_report[b.report_id]
    )


def _relay_kind(one: day | None, other: day | None) -> ContestKind:
    """Figures of one speaker from two days are an update, from one day a slip in relaying.

    Only days that the reports tell count: without them nothing says which figure is later.
    """
    return ContestKind.UPDATE if one and other and one != other else ContestKind.TRANSMISSION


def _relay_note(kind: ContestKind, a: Claim, b: Claim, backing: Backing) -> str:
    if kind == ContestKind.UPDATE:
        days = backing.published
        a, b = sorted((a, b), key=lambda c: (days[c.report_id] or day.min, claim_order(c)))
        one, other = f"on {days[a.report_id]}", f"with {_figure(b)} on {days[b.report_id]}"
    else:
        one, other = "in one report", f"{_figure(b)} in another"
    return f"{_who(a, backing)} is credited with {_figure(a)} {one} and {other}"


def _figure(claim: Claim) -> str:
    number = claim.value.range if isinstance(claim.value, CountValue) else ""
    return f"{number} {_OUTCOMES[claim.facet]}"


def _who(claim: Claim, backing: Backing) -> str:
    return named(claim.speaker, f"the text that {backing.names[claim.report_id]} carries")


def find_swaps(
    stands: Sequence[Stand],
    groups: Mapping[str, Counted],
    backing: Backing,
) -> list[Contest]:
    """One number told as killed in one report and as injured in another."""
    killed = [(s, c) for s in stands if s.position.facet == Facet.KILLED for c in s.claims]
    injured = [(s, c) for s in stands if s.position.facet == Facet.INJURED for c in s.claims]
    by_report: dict[tuple[str, Voice, Facet], set[str]] = defaultdict(set)
    for _, claim in (*killed, *injured):
        by_report[claim.report_id, backing.voice(claim), claim.facet].add(_number(claim))
    met: dict[tuple[str, bool, Voice], list[tuple[Stand, Claim, Stand, Claim]]] = {}
    for one, a in killed:
        for other, b in injured:
            if a.report_id == b.report_id or _number(a) != _number(b):
                continue
            if groups[a.claim_id].group != groups[b.claim_id].group:
                continue
            is_one_voice = backing.voice(a) == backing.voice(b)
            if not is_one_voice and _low(a) < _TELLING_NUMBER:
                continue
            # Who gives both outcomes, or the other outcome with a number of its own, mixed
            # nothing up.
            if (
                by_report[b.report_id, backing.voice(b), Facet.KILLED]
                or by_report[a.report_id, backing.voice(a), Facet.INJURED]
                or _low(a) == 0
            ):
                continue
            key = (_number(a), is_one_voice, backing.voice(a) if is_one_voice else ())
            met.setdefault(key, []).append((one, a, other, b))
    found = []
    for (number, is_one_voice, _), cases in sorted(met.items()):
        told = [stand for one, _, other, _ in cases for stand in (one, other)]
        _, a, _, b = min(cases, key=lambda c: (claim_order(c[1]), claim_order(c[3])))
        found.append(
            contest(
                Facet.KILLED,
                ContestKind.KILLED_INJURED_SWAP,
                told,
                f"{number} are told as killed in one report and as injured in another",
            )
        )
        if is_one_voice:
            note = _relay_note(ContestKind.TRANSMISSION, a, b, backing)
            found.append(contest(Facet.KILLED, ContestKind.TRANSMISSION, told, note))
    return found


def _number(claim: Claim) -> str:
    return str(claim.value.range) if isinstance(claim.value, CountValue) else ""


def _low(claim: Claim) -> int:
    return claim.value.range.floor if isinstance(claim.value, CountValue) else 0
