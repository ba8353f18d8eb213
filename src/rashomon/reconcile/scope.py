"""What a number is limited to, or sums up, by the words around it.

"15 in the town" and "21 across the province" do not contradict: the one is a part of what the
other counts. Looked at are the words of the claim's own clause, and the places that claims of
the same clause name. Policy, in this order:

- A *part* says so: "including 15", "15 of them", "among the dead were 15".
- A number is *wide* where its clause sums up days ("since Monday", "over the past week") or
  places ("across the province", "in several towns", "in separate attacks", or a region as the
  place of several strikes).
- A number is told of *elsewhere* where its clause says so ("in another village").
- A number is *narrow* where its clause names a single site or place.

Words decide, not sizes: that one number is greater than another makes it no total.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from rashomon.reconcile.counts_in_text import sentence_at, sentences_in
from rashomon.records import COUNT_FACETS, Claim, Facet, PlaceValue, Report

__all__ = ["SUMMING_UP", "Scope", "scopes_of"]

SUMMING_UP = re.compile(
    r"\b(?:since (?!(?:then|dawn|early|morning|midnight|noon|the morning|\w+ing)\b)\w+|"
    r"(?:over|in|during|for) the (?:past|last|previous) (?:\w+ )?"
    r"(?:\d+ )?(?:days?|weeks?|months?|hours|24)|(?:so far|in total) (?:this|in)\b|"
    r"(?<!earlier )(?<!later )(?<!on )this (?:week|month|year)|"
    r"over (?:\w+|\d+) (?:days|weeks|months))\b",
    re.IGNORECASE,
)
_MANY = (
    r"(?:several|various|different|many|multiple|numerous|a (?:number|series|string|wave) of|two|"
    r"three|four|five|six|seven|eight|nine|ten|\d{1,2})"
)
_PLACES = (
    r"(?:towns|villages|cities|areas|districts|places|locations|provinces|regions|sites|"
    r"neighbou?rhoods|communities|camps|states|countries|governorates)"
)
_OVER_PLACES = re.compile(
    rf"\b(?:(?:across|throughout|all over) (?:the )?[\w'’-]+|nationwide|countrywide|"
    rf"(?:in|on|from|at) {_MANY} (?:other |separate )?{_PLACES}|"
    rf"(?:in|by) {_MANY} (?:air[ -]?|drone |missile |bomb |suicide )?(?:strikes|attacks|raids|"
    r"bombings|blasts|explosions|shootings)|"
    rf"(?:in|by) (?:\w+ )?(?:separate|unrelated) (?:attacks|strikes|incidents|bombings|raids|"
    r"shootings|explosions|clashes))\b",
    re.IGNORECASE,
)
_SEVERAL_STRIKES = re.compile(
    r"\b(?:(?:air ?)?strikes|air ?raids|raids|attacks|bombings|bombardments?|shelling|violence|"
    r"clashes|fighting)\b",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"\b(?:in|at|on|inside|near) (?:the|a|one|its|their) (?:[\w'’-]+ ){0,2}?(?:town|village|"
    r"neighbou?rhood|district|quarter|market|hospital|school|mosque|church|house|home|building|"
    r"camp|base|checkpoint|street|square|bus|hotel|clinic|bakery|wedding|funeral)\b|\balone\b",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(
    r"\b(?:including|included|among (?:them|those|the (?:dead|killed|victims|casualties|"
    r"fatalities|injured|wounded))|of (?:them|those|whom|which)),?\s+(?:(?:was|were|are|is)\s+)?"
    r"(?:(?:at least|at most|about|some|around|more than|up to|nearly|almost|the|an?)\s+)*$",
    re.IGNORECASE,
)
_PART_WITHIN = re.compile(
    r"^\W*(?:(?:at least|about|some|more than|nearly|almost|up to) )?[\w-]+ (?:\w+ )?of "
    r"(?:them|those|whom|which|the (?:dead|victims|casualties|fatalities|injured|wounded))\b",
    re.IGNORECASE,
)
_TOLD = r"(?:toll|estimates?d?|figures?|counts?|put|said|say|reports?|reported|statements?)"
_EARLIER = re.compile(
    rf"\b(?:(?:earlier|previous(?:ly)?|initial(?:ly)?|originally|at first)\b"
    rf"[^,;.]{{0,30}}?\b{_TOLD}|"
    rf"{_TOLD}\b[^,;.]{{0,30}}?\b(?:earlier|previously|initially|originally|at first)(?! today)|"
    r"up from|(?:rose|risen|raised|revised|increased|climbed|jumped) (?:\w+ )?from)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:elsewhere|in another (?:\w+ )?(?:town|village|city|area|district|neighbou?rhood|strike|"
    r"air ?strike|attack|raid|incident|bombing)|"
    rf"(?:in|on) {_MANY} other (?:\w+ )?{_PLACES}|"
    r"in (?:a|an) (?:separate|second|different|unrelated) (?:attack|strike|air ?strike|raid|"
    r"incident|shooting|explosion|bombing|blast))\b",
    re.IGNORECASE,
)
_REGION_KM = 25.0  # provinces of the gazetteer begin here; towns and districts end at 15
_NARROW_KM = 15.0
_LONGEST = 2_000  # characters to each side of a number; no author's clause has as many


@dataclass(frozen=True, slots=True)
class Scope:
    """How far a number reaches by its words; `words` are those that say so.

    `is_over_days` tells the wide ones that sum up days, `is_elsewhere` those of other places
    ("five more in another village"). `is_earlier` marks a number that its own
    clause calls an older one ("it had earlier put the toll at 15").
    """

    is_part: bool = False
    is_wide: bool = False
    is_over_days: bool = False
    is_narrow: bool = False
    is_earlier: bool = False
    is_elsewhere: bool = False
    words: str = ""


def scopes_of(claims: Sequence[Claim], reports: Mapping[str, Report]) -> Mapping[str, Scope]:
    """Return the scope of every claim of a number that has any, by claim id."""
    found = {}
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report_id].append(claim)
    for report_id, own in by_report.items():
        report = reports.get(report_id)
        if report is None:
            continue
        sentences = list(sentences_in(report.text))
        numbers: dict[Facet, list[Claim]] = defaultdict(list)
        for claim in own:
            if claim.facet in COUNT_FACETS:
                numbers[claim.facet].append(claim)
        ends = {facet: _Ends.of(told) for facet, told in numbers.items()}
        places = sorted(filter(_has_reach, own), key=lambda claim: claim.evidence.start)
        for claim in own:
            if claim.facet not in COUNT_FACETS:
                continue
            start, end = _clause(claim, ends[claim.facet], sentences)
            scope = _scope(claim, report.text, start, end, _places(places, start, end))
            if scope != Scope():
                found[claim.claim_id] = scope
    return found


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where the words of all numbers of one outcome begin and end in a report, each rising."""

    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, numbers: Sequence[Claim]) -> Self:
        spans = [claim.evidence for claim in numbers]
        return cls(sorted(span.start for span in spans), sorted(span.end for span in spans))


def _clause(claim: Claim, numbers: _Ends, sentences: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The stretch of the claim's sentence that no other number of the same outcome has."""
    at = claim.evidence
    start, end = sentence_at(sentences, at.start) or (at.start, at.end)
    if bisect_right(numbers.ends, start) < bisect_right(numbers.ends, at.start):
        start = at.start  # what stands before belongs to the number told first
    following = bisect_left(numbers.starts, at.end)
    if following < len(numbers.starts):
        end = min(end, numbers.starts[following])
    return max(start, at.start - _LONGEST), max(min(end, at.end + _LONGEST), at.end)


def _has_reach(claim: Claim) -> bool:
    return isinstance(claim.value, PlaceValue) and claim.value.radius_km is not None


def _places(claims: Sequence[Claim], start: int, end: int) -> list[PlaceValue]:
    """The places told in a stretch, of claims in the order of the text."""
    first = bisect_left(claims, start, key=lambda claim: claim.evidence.start)
    last = bisect_left(claims, end, key=lambda claim: claim.evidence.start)
    return [c.value for c in claims[first:last] if isinstance(c.value, PlaceValue)]


def _scope(claim: Claim, text: str, start: int, end: int, places: Sequence[PlaceValue]) -> Scope:
    clause = text[start:end]
    part = _PART_WITHIN.search(text[claim.evidence.start : end]) or _PART_BEFORE.search(
        text[max(0, claim.evidence.start - 60) : claim.evidence.start]
    )
    days = SUMMING_UP.search(clause)
    over = _OVER_PLACES.search(clause)
    narrow = [place for place in places if (place.radius_km or 0.0) <= _NARROW_KM]
    regions = [place for place in places if (place.radius_km or 0.0) >= _REGION_KM]
    site = _SITE.search(clause)
    elsewhere = _ELSEWHERE.search(clause)
    words = [match.group() for match in (part, elsewhere, days, over, site) if match]
    is_region = (
        bool(regions)
        and not narrow
        and site is None
        and _SEVERAL_STRIKES.search(clause) is not None
    )
    if is_region and not words:
        words = [regions[0].words]
    words += [place.words for place in narrow]
    return Scope(
        is_part=part is not None,
        is_wide=bool(days or over or is_region),
        is_over_days=days is not None,
        is_narrow=bool(narrow or site) and not (days or over),
        is_earlier=_EARLIER.search(clause) is not None,
        is_elsewhere=elsewhere is not None,
        words=" ".join(words[0].split()) if words else "",
    )
