"""Where numbers part: between speakers, in relaying one speaker, and between outcomes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as day
from itertools import combinations

from rashomon.reconcile.backing import Backing, contest, listed
from rashomon.reconcile.counted import APART, Counted
from rashomon.reconcile.positions import Stand, claim_order
from rashomon.reconcile.updates import first_told, is_called_older
from rashomon.reconcile.voices import Voice, is_identified, named
from rashomon.records import CasualtyRange, Claim, Contest, ContestKind, CountValue, Facet
from rashomon.reference.victims import ALL, CIVILIAN_GROUPS, CIVILIANS, FIGHTERS

__all__ = ["find_excess", "find_gaps", "find_parts", "find_swaps"]

_OUTCOMES = {
    Facet.KILLED: "killed",
    Facet.INJURED: "injured",
    Facet.CASUALTIES: "killed or injured",
    Facet.STRENGTH: "taking part",
}
# A smaller number is told killed in one report and injured in another by mere chance: the one
# swap of less than ten that was noted between two speakers of the annotated reports was none.
_TELLING_NUMBER = 10


def find_gaps(
    facet: Facet,
    group: str,
    stands: Sequence[Stand],
    backing: Backing,
) -> list[Contest]:
    """Numbers that do not meet: between speakers, one speaker's of two days, or of two scopes."""
    found = []
    apart: set[str] = set()
    claims = [claim for stand in stands for claim in stand.claims]
    days = first_told(claims, backing)
    alike: dict[tuple[Voice, ContestKind], list[_Pair]] = {}
    for one, other in combinations(stands, 2):
        for a in one.claims:
            for b in other.claims:
                if _meet(a, b):
                    continue
                pair = _Pair(one, other, a, b)
                if not backing.is_one_voice(a, b):
                    kind = _scope_kind(a, b, backing)
                elif a.report_id == b.report_id:
                    kind = _within_report(a, b, backing)
                elif _is_one_voice_parted(a, b, claims, backing):
                    kind = _relay_kind(days[a], days[b])
                else:
                    continue
                if kind is None:
                    apart |= {one.position.position_id, other.position.position_id}
                else:
                    voice = () if kind is ContestKind.SCOPE else backing.voice(a)
                    alike.setdefault((voice, kind), []).append(pair)
    whom = "" if group == "all" else f" {group}"
    outcome = f"{whom} {_OUTCOMES[facet]}"
    if apart:
        ranked = sorted((s for s in stands if s.position.position_id in apart), key=_by_number)
        figures = " against ".join(str(stand.position.range) for stand in ranked)
        found.append(
            contest(facet, ContestKind.NUMERIC_GAP, ranked, f"accounts part: {figures}{outcome}")
        )
    for (_, kind), pairs in sorted(alike.items()):
        told = [stand for pair in pairs for stand in (pair.one, pair.other)]
        found.append(contest(facet, kind, told, _note(kind, pairs, days, backing)))
    return found


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two claims whose numbers do not meet, and the positions that they are in."""

    one: Stand
    other: Stand
    a: Claim
    b: Claim


def _note(
    kind: ContestKind,
    pairs: Sequence[_Pair],
    days: Mapping[Claim, day | None],
    backing: Backing,
) -> str:
    first = min(pairs, key=lambda p: (claim_order(p.a), claim_order(p.b)))
    if kind is ContestKind.UPDATE:
        return _update_note(pairs, days, backing)
    if kind is ContestKind.SCOPE:
        return _scope_note(first.a, first.b, backing)
    return _relay_note(first.a, first.b, backing)


def _by_number(stand: Stand) -> tuple[int, str]:
    number = stand.position.range
    return (number.floor if number else 0), stand.position.position_id


def _meet(one: Claim, other: Claim) -> bool:
    return _range(one).is_compatible(_range(other))


def _range(claim: Claim) -> CasualtyRange:
    assert isinstance(claim.value, CountValue)  # what the record takes for these facets
    return claim.value.range


def _scope_kind(a: Claim, b: Claim, backing: Backing) -> ContestKind | None:
    """A number for one site beside a greater one over several days or places is no rival."""
    low, high = sorted((a, b), key=lambda c: _range(c).floor)
    narrow, wide = (backing.scopes.get(claim.claim_id) for claim in (low, high))
    is_scope = narrow and wide and narrow.is_narrow and not narrow.is_wide and wide.is_wide
    return ContestKind.SCOPE if is_scope else None


def _within_report(a: Claim, b: Claim, backing: Backing) -> ContestKind:
    """One speaker who tells two numbers in one report corrects one, or counts two things."""
    if is_called_older(a, b, backing) or is_called_older(b, a, backing):
        return ContestKind.UPDATE
    return ContestKind.SCOPE


def _is_one_voice_parted(a: Claim, b: Claim, claims: Sequence[Claim], backing: Backing) -> bool:
    """Tell whether each of both reports has the speaker tell one figure of its own.

    Where a report has it tell both, or several that do not meet, they are of several sites, and
    which of them became which is not to be told.
    """
    one, other = (
        [c for c in claims if c.report_id == x.report_id and backing.voice(c) == backing.voice(x)]
        for x in (a, b)
    )
    own = [pair for told in (one, other) for pair in combinations(told, 2)]
    return all(
        _meet(x, y) or is_called_older(x, y, backing) or is_called_older(y, x, backing)
        for x, y in own
    ) and not any(_meet(x, y) for x in one for y in other)


def _relay_kind(one: day | None, other: day | None) -> ContestKind:
    """Figures of one speaker from two days are an update, from one day a slip in relaying.

    Only days that the reports tell count: without them nothing says which figure is later.
    """
    return ContestKind.UPDATE if one and other and one != other else ContestKind.TRANSMISSION


def _update_note(pairs: Sequence[_Pair], days: Mapping[Claim, day | None], backing: Backing) -> str:
    """Every figure of the speaker once, from the first told to the last."""
    claims = {_range(c): c for pair in pairs[::-1] for c in (pair.b, pair.a)}

    def when(claim: Claim) -> tuple[bool, day, tuple[str, int, int, str]]:
        scope = backing.scopes.get(claim.claim_id)
        is_old = scope is not None and scope.is_earlier
        return not is_old, days[claim] or day.max, claim_order(claim)

    steps = []
    for claim in sorted(claims.values(), key=when):
        scope = backing.scopes.get(claim.claim_id)
        told = "earlier" if scope and scope.is_earlier else days[claim] or "undated"
        steps.append(f"{_range(claim)} ({told})")
    facet = _OUTCOMES[pairs[0].a.facet]
    return f"from {' to '.join(steps)} {facet}, same speaker: {_who(pairs[0].a, backing)}"


def _scope_note(a: Claim, b: Claim, backing: Backing) -> str:
    low, high = sorted((a, b), key=lambda c: _range(c).floor)
    told = []
    for claim in (low, high):
        scope = backing.scopes.get(claim.claim_id)
        words = f" (“{scope.words}”)" if scope and scope.words else ""
        told.append(f"{_range(claim)}{words}")
    outcome = _OUTCOMES[low.facet]
    if a.report_id == b.report_id and backing.is_one_voice(a, b):
        who = _who(a, backing)
        one_report = f"both told by one speaker in one report ({who})"
        return f"{told[0]} and {told[1]} {outcome}, {one_report}: parts or sites"
    return f"{told[0]} {outcome} can be a part of {told[1]}"


def find_parts(facet: Facet, stands: Sequence[Stand], backing: Backing) -> list[Contest]:
    """What counts a part of the victims beside a total, where a reader may take it for a rival.

    So for a number set apart by its words, and for a group of victims in a report that tells no
    total: "19 people, six of them children" needs no finding, "six children" alone does. Nor do
    civilians where nobody tells of fighters, or fighters where nobody tells of civilians: their
    number may well be meant for all.
    """
    told = [stand for stand in stands if not _is_nobody(stand)]
    totals = [stand for stand in told if stand.position.group == ALL]
    telling = {claim.report_id for stand in totals for claim in stand.claims}
    both = {stand.position.group.split()[-1] for stand in told} & {CIVILIANS, FIGHTERS}
    parts = [
        stand
        for stand in told
        if stand.position.group in APART
        or (
            (stand.position.group in CIVILIAN_GROUPS - {CIVILIANS} or len(both) > 1)
            and _is_known(stand.position.group)
            and any(claim.report_id not in telling for claim in stand.claims)
            and any(_is_below(stand, total) for total in totals)
        )
    ]
    if not totals or not parts:
        return []
    outcome = _OUTCOMES[facet]
    whole = listed(sorted({str(s.position.range) for s in totals}, key=_numerically))
    names = ", ".join(_part_words(stand, backing) for stand in parts)
    note = f"{names}: no rival to {whole} {outcome} in all"
    return [contest(facet, ContestKind.SCOPE, [*parts, *totals], note)]


def find_excess(
    facet: Facet, stands: Sequence[Stand], backing: Backing, replaced: frozenset[Claim]
) -> list[Contest]:
    """Groups of victims that somebody tells to be more than another tells in all.

    "At least 105 civilians" leaves no room for 61 dead altogether. Claims in `replaced` are left
    out: their own speaker has told another number since.
    """
    met: list[Stand] = []
    for part in stands:
        if not _is_known(part.position.group):
            continue
        for total in stands:
            if total.position.group == ALL and any(
                _is_above(a, b)
                and not backing.is_one_voice(a, b)
                and a.report_id != b.report_id
                and not {a, b} & replaced
                for a in part.claims
                for b in total.claims
            ):
                met += [part, total]
    if not met:
        return []
    told = {stand.position.position_id: stand for stand in met}.values()
    outcome = _OUTCOMES[facet]
    parts = [s for s in told if s.position.group != ALL]
    totals = listed(
        sorted({str(s.position.range) for s in told if s not in parts}, key=_numerically)
    )
    words = ", ".join(
        f"{s.position.range} {s.position.group}" for s in sorted(parts, key=_by_number)
    )
    note = f"{words} {outcome} are more than {totals} {outcome} in all"
    return [
        contest(
            facet, ContestKind.NUMERIC_GAP, [*parts, *(s for s in told if s not in parts)], note
        )
    ]


def _is_above(part: Claim, total: Claim) -> bool:
    """Tell whether a part that is told is more than a total that leaves no room for it."""
    high = _range(total).high
    return high is not None and 0 < high < _range(part).floor


def _is_below(part: Stand, total: Stand) -> bool:
    one, other = part.position.range, total.position.range
    return one is not None and one.high is not None and other is not None and one.high < other.floor


def _is_known(group: str) -> bool:
    """Tell whether a group is one of many people, not "nurse" or "driver"."""
    return group in CIVILIAN_GROUPS or group == FIGHTERS or group.endswith(f" {FIGHTERS}")


def _part_words(stand: Stand, backing: Backing) -> str:
    words = stand.position.group
    scope = backing.scopes.get(stand.claims[0].claim_id)
    if words in APART and scope and scope.words:
        words += f": “{scope.words}”"
    return f"{stand.position.range} ({words})"


def _numerically(words: str) -> tuple[int, str]:
    digits = re.search(r"\d+", words)
    return (int(digits.group()) if digits else 0), words


def _is_nobody(stand: Stand) -> bool:
    return stand.position.range is not None and stand.position.range.high == 0


def _relay_note(a: Claim, b: Claim, backing: Backing) -> str:
    who = _who(a, backing)
    return f"{who} is credited with {_figure(a)} in one report and {_figure(b)} in another"


def _figure(claim: Claim) -> str:
    return f"{_range(claim)} {_OUTCOMES[claim.facet]}"


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
            if a.report_id == b.report_id or _number(a) != _number(b) or _is_vague(a):
                continue
            if groups[a.claim_id].group != groups[b.claim_id].group:
                continue
            is_one_voice = backing.is_one_voice(a, b)
            if not is_one_voice and _low(a) < _TELLING_NUMBER:
                continue
            # Who gives both outcomes, or the other outcome with a number of its own, mixed
            # nothing up; but one speaker, of one day, does not tell 43 dead beside 43 wounded.
            others = [
                told
                for told in (
                    by_report[b.report_id, backing.voice(b), Facet.KILLED],
                    by_report[a.report_id, backing.voice(a), Facet.INJURED],
                )
                if told
            ]
            if _low(a) == 0 or len(others) > (1 if _is_relayed(a, b, backing) else 0):
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
            note = _relay_note(a, b, backing)
            found.append(contest(Facet.KILLED, ContestKind.TRANSMISSION, told, note))
    return found


def _is_relayed(a: Claim, b: Claim, backing: Backing) -> bool:
    """Tell whether one speaker's telling number stands in two reports of one day."""
    return (
        backing.is_one_voice(a, b)
        and is_identified(a)
        and _low(a) >= _TELLING_NUMBER
        and backing.day_told(a) is not None
        and backing.day_told(a) == backing.day_told(b)
    )


def _is_vague(claim: Claim) -> bool:
    """Tell whether the number is words' own: "dozens" are killed and injured everywhere."""
    return _range(claim).high not in (None, _range(claim).low) or _range(claim).low is None


def _number(claim: Claim) -> str:
    return str(claim.value.range) if isinstance(claim.value, CountValue) else ""


def _low(claim: Claim) -> int:
    return claim.value.range.floor if isinstance(claim.value, CountValue) else 0
