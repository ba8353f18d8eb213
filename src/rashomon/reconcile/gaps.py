"""Numbers of one outcome and group that do not meet, and in which way they part.

An incident may have thousands of claims, most of which repeat each other, so claims are held
against each other by sort: those of one number and speaker are one sort. Speakers are compared
each with each only where that tells something; that two of them part is found from the first two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as day
from itertools import combinations

from rashomon.reconcile.backing import Backing, contest
from rashomon.reconcile.figures import OUTCOMES, by_number, range_of, relay_note, who
from rashomon.reconcile.positions import Stand, claim_order
from rashomon.reconcile.updates import first_told, is_called_older
from rashomon.reconcile.voices import Voice, is_identified
from rashomon.records import CasualtyRange, Claim, Contest, ContestKind, Facet

__all__ = ["find_gaps"]


def find_gaps(
    facet: Facet,
    group: str,
    stands: Sequence[Stand],
    backing: Backing,
) -> list[Contest]:
    """Numbers that do not meet: between speakers, one speaker's of two days, or of two scopes."""
    found = []
    claims = [claim for stand in stands for claim in stand.claims]
    days = first_told(claims, backing)
    sorts = [_sorts(place, stand, backing) for place, stand in enumerate(stands)]
    apart, pairs = _between_speakers(stands, sorts)
    alike: dict[tuple[Voice, ContestKind], list[_Pair]] = defaultdict(list)
    for voice, own in _by_voice(sorts).items():
        for kind, pair in _of_one_speaker(own, days, backing):
            alike[() if kind is ContestKind.SCOPE else voice, kind].append(pair)
    if pairs:
        alike[(), ContestKind.SCOPE] += pairs
    outcome = f"{'' if group == 'all' else f' {group}'} {OUTCOMES[facet]}"
    if apart:
        ranked = sorted((s for s in stands if s.position.position_id in apart), key=by_number)
        figures = " against ".join(str(stand.position.range) for stand in ranked)
        found.append(
            contest(facet, ContestKind.NUMERIC_GAP, ranked, f"accounts part: {figures}{outcome}")
        )
    for (_, kind), told in sorted(alike.items()):
        ordered = sorted(told, key=lambda pair: pair.order)
        met = [stands[one.place] for pair in ordered for one in (pair.one, pair.other)]
        found.append(contest(facet, kind, met, _note(kind, ordered, days, backing)))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Sort:
    """All claims of one position that tell one number alike, as the first of them stands for all.

    `place` is the position's, `at` the claim's within it. `is_site` is set of a number for one
    site or place alone, `is_sum` of one over several days or places.
    """

    place: int
    at: int
    claim: Claim
    number: CasualtyRange
    voice: Voice
    is_identified: bool
    origin: str
    is_site: bool
    is_sum: bool

    def is_one_voice(self, other: _Sort) -> bool:
        """Tell whether one and the same speaker tells both, as `Backing.is_one_voice` does."""
        return self.voice == other.voice and (
            (self.is_identified and other.is_identified) or self.origin == other.origin
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    """Two sorts of claims whose numbers do not meet, that of the earlier position first."""

    one: _Sort
    other: _Sort

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Where it comes when positions, and then their claims, are gone through in order."""
        return self.one.place, self.other.place, self.one.at, self.other.at


def _sorts(place: int, stand: Stand, backing: Backing) -> list[_Sort]:
    found: dict[tuple[object, ...], _Sort] = {}
    for at, claim in enumerate(stand.claims):
        scope = backing.scopes.get(claim.claim_id)
        one = _Sort(
            place,
            at,
            claim,
            range_of(claim),
            backing.voice(claim),
            is_identified(claim),
            backing.origin(claim),
            is_site=scope is not None and scope.is_narrow and not scope.is_wide,
            is_sum=scope is not None and scope.is_wide,
        )
        key = (
            one.number, one.voice, one.is_identified, one.origin, claim.report_id,
            scope is not None and scope.is_earlier, one.is_site, one.is_sum,
        )  # fmt: skip
        found.setdefault(key, one)
    return list(found.values())


_Alike = tuple[CasualtyRange, bool, bool]


def _between_speakers(
    stands: Sequence[Stand], sorts: Sequence[Sequence[_Sort]]
) -> tuple[set[str], list[_Pair]]:
    """Return the positions that two speakers part on, and the first pairs of a site and a sum.

    A number for one site beside a greater one over several days or places is no rival.
    """
    gathered = [_by_number_and_scope(own) for own in sorts]
    apart: set[str] = set()
    pairs: list[_Pair] = []
    for one, other in combinations(range(len(stands)), 2):
        ids = {stands[one].position.position_id, stands[other].position.position_id}
        for mine, own in gathered[one].items():
            for theirs, others in gathered[other].items():
                is_scope = _is_scope(mine, theirs)
                if (not is_scope and ids <= apart) or mine[0].is_compatible(theirs[0]):
                    continue
                pair = _first_of_two_speakers(own, others)
                if pair is not None and is_scope:
                    pairs.append(pair)
                elif pair is not None:
                    apart |= ids
    return apart, pairs


def _by_number_and_scope(sorts: Iterable[_Sort]) -> Mapping[_Alike, list[_Sort]]:
    found: dict[_Alike, list[_Sort]] = defaultdict(list)
    for one in sorted(sorts, key=lambda sort: claim_order(sort.claim)):
        found[one.number, one.is_site, one.is_sum].append(one)
    return found


def _is_scope(one: _Alike, other: _Alike) -> bool:
    low, high = sorted((one, other), key=lambda alike: alike[0].floor)
    return low[1] and high[2]


def _first_of_two_speakers(some: Sequence[_Sort], others: Sequence[_Sort]) -> _Pair | None:
    """The first pair, in the order of the claims, of two who are not one and the same."""
    for one in some:
        for other in others:
            if not one.is_one_voice(other):
                return _Pair(one, other)
    return None


def _by_voice(sorts: Sequence[Sequence[_Sort]]) -> Mapping[Voice, list[_Sort]]:
    found: dict[Voice, list[_Sort]] = defaultdict(list)
    for own in sorts:
        for one in own:
            found[one.voice].append(one)
    return found


def _of_one_speaker(
    sorts: Sequence[_Sort], days: Mapping[Claim, day | None], backing: Backing
) -> Iterator[tuple[ContestKind, _Pair]]:
    """Yield what one speaker tells differently within a report, and in two reports."""
    by_report: dict[str, list[_Sort]] = defaultdict(list)
    for one in sorts:
        by_report[one.claim.report_id].append(one)
    plain = []  # reports that have the speaker tell one figure of its own
    for own in by_report.values():
        is_plain = True
        for one, other in combinations(own, 2):
            if one.number.is_compatible(other.number):
                continue
            is_older = _is_called_older(one, other, backing)
            is_plain &= is_older
            if one.place != other.place and one.is_one_voice(other):
                # Who tells two numbers in one report corrects one, or counts two things.
                kind = ContestKind.UPDATE if is_older else ContestKind.SCOPE
                yield kind, _Pair(one, other)
        if is_plain:
            plain.append(own)
    # Of a report that has the speaker tell several figures, which became which is not to be told.
    for some, others in combinations(plain, 2):
        if any(a.number.is_compatible(b.number) for a in some for b in others):
            continue
        for a in some:
            for b in others:
                if a.place != b.place and a.is_one_voice(b):
                    one, other = (a, b) if a.place < b.place else (b, a)
                    yield _relay_kind(days[one.claim], days[other.claim]), _Pair(one, other)


def _is_called_older(one: _Sort, other: _Sort, backing: Backing) -> bool:
    return is_called_older(one.claim, other.claim, backing) or is_called_older(
        other.claim, one.claim, backing
    )


def _relay_kind(one: day | None, other: day | None) -> ContestKind:
    """Figures of one speaker from two days are an update, from one day a slip in relaying.

    Only days that the reports tell count: without them nothing says which figure is later.
    """
    return ContestKind.UPDATE if one and other and one != other else ContestKind.TRANSMISSION


def _note(
    kind: ContestKind,
    pairs: Sequence[_Pair],
    days: Mapping[Claim, day | None],
    backing: Backing,
) -> str:
    first = min(pairs, key=lambda p: (claim_order(p.one.claim), claim_order(p.other.claim)))
    if kind is ContestKind.UPDATE:
        return _update_note(pairs, days, backing)
    if kind is ContestKind.SCOPE:
        return _scope_note(first.one.claim, first.other.claim, backing)
    return relay_note(first.one.claim, first.other.claim, backing)


def _update_note(pairs: Sequence[_Pair], days: Mapping[Claim, day | None], backing: Backing) -> str:
    """Every figure of the speaker once, from the first told to the last."""
    claims = {one.number: one.claim for pair in pairs[::-1] for one in (pair.other, pair.one)}

    def when(claim: Claim) -> tuple[bool, day, tuple[str, int, int, str]]:
        scope = backing.scopes.get(claim.claim_id)
        is_old = scope is not None and scope.is_earlier
        return not is_old, days[claim] or day.max, claim_order(claim)

    steps = []
    for claim in sorted(claims.values(), key=when):
        scope = backing.scopes.get(claim.claim_id)
        told = "earlier" if scope and scope.is_earlier else days[claim] or "undated"
        steps.append(f"{range_of(claim)} ({told})")
    first = pairs[0].one.claim
    return f"from {' to '.join(steps)} {OUTCOMES[first.facet]}, same speaker: {who(first, backing)}"


def _scope_note(a: Claim, b: Claim, backing: Backing) -> str:
    low, high = sorted((a, b), key=lambda c: range_of(c).floor)
    told = []
    for claim in (low, high):
        scope = backing.scopes.get(claim.claim_id)
        words = f" (“{scope.words}”)" if scope and scope.words else ""
        told.append(f"{range_of(claim)}{words}")
    outcome = OUTCOMES[low.facet]
    if a.report_id == b.report_id and backing.is_one_voice(a, b):
        one_report = f"both told by one speaker in one report ({who(a, backing)})"
        return f"{told[0]} and {told[1]} {outcome}, {one_report}: parts or sites"
    return f"{told[0]} {outcome} can be a part of {told[1]}"
