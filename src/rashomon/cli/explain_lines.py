"""The reasons for linking as lines of text, for a page of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from rashomon.link.explaining import PairExplained, WeighedSign
from rashomon.records import Incident, Link, Reading, ReportIncident

__all__ = ["incident_lines", "pair_lines"]

_WIDTH = 79
_MOST_PAIRS = 45  # of ten reports; of more, only the likeliest and the least likely are shown
_LEAST = 0.05  # signs that add less are left out of sums shown in one line


def incident_lines(
    incident: Incident,
    readings: Sequence[Reading],
    pairs: Sequence[PairExplained],
    links: Sequence[Link],
    names: Mapping[str, str],
) -> Iterator[str]:
    """Yield why an incident's reports are together, then why others are not among them."""
    told = {told.key: told for reading in readings for told in reading.incidents}
    count = len(incident.members)
    yield f"{incident.incident_id}: {count} report{'s' if count > 1 else ''}"
    for member in incident.members:
        if member in told:
            yield from _wrapped(f"  {names[member[0]]}: {_when_and_where(told[member])}", 4)
    if not pairs:
        yield ""
        yield from _wrapped("Nothing else was read that it could be together with.", 0)
    else:
        mean = sum(pair.score for pair in pairs) / len(pairs)
        yield ""
        yield from _wrapped(
            f"Together: the chance of being one happening is {mean:.2f} in the mean of all "
            f"{len(pairs)} pairs; from {pairs[0].join:.2f} on they are joined.",
            0,
        )
    ranked = sorted(pairs, key=lambda pair: (-pair.score, pair.one, pair.other))
    if len(ranked) > _MOST_PAIRS:
        half = _MOST_PAIRS // 2
        yield f"The {half} likeliest and the {half} least likely:"
        ranked = [*ranked[:half], *ranked[-half:]]
    for pair in ranked:
        yield f"  {pair.score:.2f}  {names[pair.one[0]]} and {names[pair.other[0]]}"
        yield from _wrapped(f"        {_in_words(pair)}", 8)
    if links:
        yield ""
        yield "Came near, and stay apart:"
    for link in links:
        name = names.get(link.member[0], link.member[0])
        yield f"  {link.score:.2f}  {name} ({link.judgement})"
        yield from _wrapped(f"        {'; '.join(link.reasons)}", 8)


def pair_lines(
    pair: PairExplained,
    readings: Sequence[Reading],
    names: Mapping[str, str],
    incident: Incident,
    likeness: float | str | None,
) -> Iterator[str]:
    """Yield a pair's signs with their weights, the sum, and what would have turned it.

    `likeness` is that of the two incidents as wholes, or what bars it; None where the reports are
    together.
    """
    told = {told.key: told for reading in readings for told in reading.incidents}
    is_together = likeness is None
    yield f"{incident.incident_id}: {'together' if is_together else 'apart'}"
    for member in (pair.one, pair.other):
        yield from _wrapped(f"  {names[member[0]]}: {_when_and_where(told[member])}", 4)
    yield ""
    yield f"{'sign':<22}{'told':>6} x {'weight':>6} = {'adds':>6}"
    for sign in sorted(pair.signs, key=lambda sign: -abs(sign.adds)):
        yield from _sign_lines(sign)
    if pair.ruled_out:
        yield ""
        yield from _wrapped(f"Ruled out, whatever else agrees: {pair.ruled_out}.", 2)
    else:
        yield f"{'sum':<22}{pair.total:>24.2f}"
        yield from _wrapped(
            f"calibrated: {pair.scale:g} x {pair.total:.2f} {pair.shift:+g}, a chance of "
            f"{pair.score:.2f}; from {pair.join:.2f} on a pair speaks for one happening",
            2,
        )
    yield ""
    yield from _wrapped(_verdict(pair, likeness), 0)
    if pair.changes:
        yield ""
        yield "What would have turned the pair, told otherwise:"
        for change in pair.changes:
            chance = "" if pair.ruled_out else f" (chance {change.score:.2f})"
            yield from _wrapped(f"  {change.about}: {change.instead}{chance}", 4)
    elif not pair.ruled_out:
        yield ""
        yield "No single thing told otherwise would have turned the pair."


def _verdict(pair: PairExplained, likeness: float | str | None) -> str:
    if likeness is None and pair.is_alike:
        return "They are together, and by themselves they would be."
    if likeness is None:
        return (
            "They are together, though not by themselves: others that are like both hold them, or "
            "a person has placed them."
        )
    if isinstance(likeness, str):
        return f"They are apart: {likeness}."
    words = f"the incidents that hold them are alike by {likeness:.2f} in the mean of all pairs"
    if likeness >= pair.join:
        return f"They are apart although {words}: both had names of their own; a person decides."
    return f"They are apart: {words}, and from {pair.join:.2f} on they would be joined."


def _sign_lines(sign: WeighedSign) -> Iterator[str]:
    yield f"{sign.name:<22}{sign.value:>6.2f} x {sign.weight:>6.2f} = {sign.adds:>+6.2f}"
    yield from _wrapped(f"    {sign.words or sign.meaning}", 4)


def _in_words(pair: PairExplained) -> str:
    if pair.ruled_out:
        return f"ruled out by itself: {pair.ruled_out}"
    told = [sign for sign in pair.signs if sign.words and abs(sign.adds) >= _LEAST]
    return "; ".join(f"{sign.words} ({sign.adds:+.1f})" for sign in told) or "nothing told of both"


def _when_and_where(told: ReportIncident) -> str:
    place = told.place.words if told.place else "no place"
    when = str(told.date) if told.date else "no day"
    return f"{told.kind.replace('_', ' ')}, {when}, {' '.join(place.split())}"


def _wrapped(words: str, indent: int) -> list[str]:
    return textwrap.wrap(
        words, _WIDTH, subsequent_indent=" " * indent, break_long_words=False, tabsize=4
    )
