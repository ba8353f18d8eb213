"""Where numbers part between groups and outcomes; `gaps` has those of one outcome and group."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product

from rashomon.reconcile.backing import Backing, contest, listed
from rashomon.reconcile.counted import APART, Counted
from rashomon.reconcile.positions import Stand, claim_order
from rashomon.reconcile.voices import Voice, is_identified, named
from rashomon.records import CasualtyRange, Claim, Contest, ContestKind, CountValue, Facet
from rashomon.reference.victims import ALL, CIVILIAN_GROUPS, CIVILIANS, FIGHTERS

__all__ = [
    "OUTCOMES",
    "by_number",
    "find_excess",
    "find_parts",
    "find_swaps",
    "range_of",
    "relay_note",
    "who",
]

OUTCOMES = {
    Facet.KILLED: "killed",
    Facet.INJURED: "injured",
    Facet.CASUALTIES: "killed or injured",
    Facet.STRENGTH: "taking part",
}
# A smaller number is told killed in one report and injured in another by mere chance: the one
# swap of less than ten that was noted between two speakers of the annotated reports was none.
_TELLING_NUMBER = 10


def by_number(stand: Stand) -> tuple[int, str]:
    """Return what sorts positions by how many people they tell of."""
    number = stand.position.range
    return (number.floor if number else 0), stand.position.position_id


def range_of(claim: Claim) -> CasualtyRange:
    """Return the number of a claim of one."""
    assert isinstance(claim.value, CountValue)  # what the record takes for these facets
    return claim.value.range


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
    outcome = OUTCOMES[facet]
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
    parts = [stand for stand in stands if _is_known(stand.position.group)]
    totals = [stand for stand in stands if stand.position.group == ALL]
    told = {
        stand.position.position_id: _by_number(stand.claims, backing, replaced)
        for stand in (*parts, *totals)
    }
    for part in parts:
        for total in totals:
            if any(
                _is_above(number, whole)
                and any(
                    not backing.is_one_voice(a, b) and a.report_id != b.report_id
                    for a in some
                    for b in others
                )
                for number, some in told[part.position.position_id].items()
                for whole, others in told[total.position.position_id].items()
            ):
                met += [part, total]
    if not met:
        return []
    by_id = {stand.position.position_id: stand for stand in met}.values()
    outcome = OUTCOMES[facet]
    parts = [s for s in by_id if s.position.group != ALL]
    totals = [s for s in by_id if s.position.group == ALL]
    whole_words = listed(sorted({str(s.position.range) for s in totals}, key=_numerically))
    words = ", ".join(
        f"{s.position.range} {s.position.group}" for s in sorted(parts, key=by_number)
    )
    note = f"{words} {outcome} are more than {whole_words} {outcome} in all"
    return [contest(facet, ContestKind.NUMERIC_GAP, [*parts, *totals], note)]


def _by_number(
    claims: Sequence[Claim], backing: Backing, replaced: frozenset[Claim]
) -> Mapping[CasualtyRange, Sequence[Claim]]:
    """Return claims by what they tell, one of each voice in a report, without those replaced."""
    found: dict[CasualtyRange, dict[tuple[object, ...], Claim]] = defaultdict(dict)
    for claim in claims:
        if claim not in replaced:
            key = (
                claim.report_id, backing.voice(claim), is_identified(claim), backing.origin(claim)
            )  # fmt: skip
            found[range_of(claim)].setdefault(key, claim)
    return {number: list(alike.values()) for number, alike in found.items()}


def _is_above(part: CasualtyRange, total: CasualtyRange) -> bool:
    """Tell whether a part that is told is more than a total that leaves no room for it."""
    return total.high is not None and 0 < total.high < part.floor


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


def relay_note(a: Claim, b: Claim, backing: Backing) -> str:
    """Return that one speaker is credited with two figures."""
    credited = f"{who(a, backing)} is credited with"
    return f"{credited} {_figure(a)} in one report and {_figure(b)} in another"


def _figure(claim: Claim) -> str:
    return f"{range_of(claim)} {OUTCOMES[claim.facet]}"


def who(claim: Claim, backing: Backing) -> str:
    """Return who says a claim, fit for the middle of a sentence."""
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
    hurt = _once_a_voice(injured, groups, backing)
    alike = _once_a_voice(killed, groups, backing)
    for key, dead in alike.items():
        for (one, a), (other, b) in product(dead, hurt.get(key, ())):
            if a.report_id == b.report_id or _is_vague(a):
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
            teller = backing.voice(a) if is_one_voice else ()
            met.setdefault((_number(a), is_one_voice, teller), []).append((one, a, other, b))
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
            note = relay_note(a, b, backing)
            found.append(contest(Facet.KILLED, ContestKind.TRANSMISSION, told, note))
    return found


def _once_a_voice(
    told: Sequence[tuple[Stand, Claim]], groups: Mapping[str, Counted], backing: Backing
) -> Mapping[tuple[str, str], Sequence[tuple[Stand, Claim]]]:
    """Return claims by number and group, the first of each voice in a report and position."""
    found: dict[tuple[str, str], dict[tuple[object, ...], tuple[Stand, Claim]]] = defaultdict(dict)
    for stand, claim in told:
        key = (
            stand.position.position_id, claim.report_id, backing.voice(claim),
            is_identified(claim), backing.origin(claim), backing.day_told(claim),
            range_of(claim),
        )  # fmt: skip
        found[_number(claim), groups[claim.claim_id].group].setdefault(key, (stand, claim))
    return {key: list(once.values()) for key, once in found.items()}


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
    return range_of(claim).high not in (None, range_of(claim).low) or range_of(claim).low is None


def _number(claim: Claim) -> str:
    return str(claim.value.range) if isinstance(claim.value, CountValue) else ""


def _low(claim: Claim) -> int:
    return claim.value.range.floor if isinstance(claim.value, CountValue) else 0
