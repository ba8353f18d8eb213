"""Records with what is withheld taken out of them, before anything is made of them.

What is withheld from a report's text is withheld from every record that quotes it, and all offsets
are moved along, so that claims still stand on their words. Of everything else each string is looked
through. So pages, tables and data of any form hold only what the records hold.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeVar
from urllib.parse import unquote

from rashomon.publish.named_persons import parts_alone, private_names, role_of
from rashomon.publish.redaction_rules import Coarsening, Rules
from rashomon.publish.withheld_words import (
    Blank,
    Edited,
    NameFinder,
    blanks_of,
    edited,
    folded_name,
)
from rashomon.records import (
    Claim,
    EvidenceSpan,
    Incident,
    Mention,
    Place,
    PlaceValue,
    Reading,
    Report,
    Span,
    Speaker,
    Zone,
)
from rashomon.reference.earth import distance_km

__all__ = ["PublishedClaim", "Redactor", "coarsened_place", "coarsened_reading"]

_Record = TypeVar("_Record")
_AROUND = 60  # signs of context that a quote is shown in: a few words on either side
OMITTED = "omitted"
_ELLIPSIS = " […] "
_QUOTE_AT_MOST = 300  # signs of a sentence that is told though its text is not
_KM_PER_DEGREE = 111.195
_SUBJECTS = {"zone_id": "zone", "place_id": "place"}  # of ids that are made of words


@dataclass(frozen=True, slots=True)
class PublishedClaim(Claim):
    """A claim that keeps the ledger's id, though its words may have been withheld."""

    known_as: str = ""

    @property
    def claim_id(self) -> str:
        """The id that it has in the ledger."""
        return self.known_as


@dataclass(slots=True)
class _OfReport:
    """What is known of one report: the names withheld in it alone, and its text as published."""

    finder: NameFinder
    text: Edited | None = None


@dataclass(slots=True)
class Redactor:
    """Takes out of records what the rules withhold, and counts it by rule.

    Reports are to be `met` before anything of them is redacted: so that a person whom one report
    names among the dead is withheld from all.
    """

    rules: Rules
    with_texts: bool = False
    secret: str = ""  # known to the ledger alone: without it no guess at an id can be checked
    counts: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)  # that were withheld, as they were told
    _everywhere: dict[str, str] = field(default_factory=dict)
    _in_report: dict[str, dict[str, str]] = field(default_factory=dict)
    _finder: NameFinder | None = None
    _reports: dict[str, _OfReport] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)
    _counted: set[str] = field(default_factory=set)  # reports whose blanks are in the counts
    _local: tuple[NameFinder, ...] = ()
    _cached: Any = None
    _beside: Mapping[str, Collection[str]] = field(default_factory=dict)
    _alone: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def meet(self, reading: Reading) -> None:
        """Take note of the names of private persons that a report tells."""
        named = private_names(reading, self.rules)
        self._everywhere |= named.everywhere
        if named.in_report:
            self._in_report[reading.report.report_id] = named.in_report
        self._finder = None

    def stand_beside(self, reports: Mapping[str, Collection[str]]) -> None:
        """Say which reports tell of the same: a part of a name that one tells is withheld there."""
        self._beside = reports

    @property
    def alone(self) -> Mapping[str, tuple[str, ...]]:
        """What is withheld in single reports alone, by their ids."""
        return self._alone

    @property
    def finder(self) -> NameFinder:
        """What finds the names that are withheld everywhere: those that the rules list, and met."""
        if self._finder is None:
            kept = {folded_name(name) for name in self.rules.keep}
            met = {
                name: rule
                for name, rule in self._everywhere.items()
                if folded_name(name) not in kept
            }
            self._finder = NameFinder(met | dict.fromkeys(self.rules.names, "name"))
            self._cached = None
        return self._finder

    def of_reports(self, report_ids: Iterable[str]) -> None:
        """Withhold from here on also what is withheld in these reports alone."""
        self._local = tuple(
            self._of_report(one).finder
            for one in sorted(set(report_ids))
            if one in self._in_report or one in self._reports
        )
        self._cached = None

    def string(self, words: str) -> str:
        """Return words with what is withheld blanked."""
        if self._cached is None:
            finder = self.finder  # which may forget what was kept
            self._cached = lru_cache(maxsize=20_000)(
                lambda told: blanks_of(told, (finder, *self._local), self.rules.patterns)
            )
        blanks = self._cached(words)
        if not blanks:
            return words
        self._count(words, blanks)
        return edited(words, blanks).text

    def known_id(self, own_id: str, what: str = "incident") -> str:
        """Return the id that something is published under: its own, unless that holds a name."""
        if own_id not in self._ids:
            blanks = blanks_of(own_id, (self.finder,), ())
            self._ids[own_id] = _other_id(own_id, what, self.secret) if blanks else own_id
        return self._ids[own_id]

    def _count(self, words: str, blanks: Iterable[Blank]) -> None:
        for blank in blanks:
            if blank.rule != OMITTED:
                self.words.add(words[blank.start : blank.end])

    # --- Reports ----------------------------------------------------------------------------

    def reading(self, reading: Reading, mentions: Collection[int]) -> Reading:
        """Return a reading as it is published: with the claims on these mentions alone."""
        report_id = reading.report.report_id
        known = self._of_report(report_id, reading)
        self.of_reports([report_id])
        kept = replace(
            reading,
            mentions=tuple(one for one in reading.mentions if one.mention_id in mentions),
            claims=tuple(one for one in reading.claims if one.mention in mentions),
            incidents=tuple(one for one in reading.incidents if set(one.mentions) & set(mentions)),
        )
        if known.text is None:
            known.text = self._edited(kept)
        if report_id not in self._counted:
            self._counted.add(report_id)
            self.counts.update(blank.rule for blank in known.text.blanks if blank.rule != OMITTED)
            self._count(reading.report.text, known.text.blanks)
        return Reading(
            report=self._report(kept.report, known.text),
            reader=kept.reader,
            mentions=tuple(self._walk(one, report_id) for one in kept.mentions),
            claims=tuple(self._walk(one, report_id) for one in kept.claims),
            incidents=tuple(self._walk(one, report_id) for one in kept.incidents),
        )

    def forget(self, report_ids: Collection[str]) -> None:
        """Forget the texts of reports, which come to much memory."""
        for report_id in report_ids:
            self._reports.pop(report_id, None)

    def _of_report(self, report_id: str, reading: Reading | None = None) -> _OfReport:
        if report_id not in self._reports:
            names = dict(self._in_report.get(report_id, {}))
            others = {
                part: rule
                for one in sorted(self._beside.get(report_id, ()))
                for part, rule in self._in_report.get(one, {}).items()
                if part not in names
            }
            if reading is not None and others:
                kept = parts_alone(reading, self.rules, others)
                names |= {part: others[part] for part in kept}
            if names:
                self._alone[report_id] = tuple(sorted(names))
            self._reports[report_id] = _OfReport(NameFinder(names))
        return self._reports[report_id]

    def _edited(self, reading: Reading) -> Edited:
        """The text with names withheld, and, unless texts are published, all but quotes left out.

        A blank that a window cuts is held whole.
        """
        text = reading.report.text
        blanks = blanks_of(
            text,
            (self.finder, self._of_report(reading.report.report_id).finder),
            self.rules.patterns,
        )
        if self.with_texts:
            return edited(text, blanks)
        windows = _windows(reading, blanks)
        omitted, at = [], 0
        for start, end in [*windows, (len(text), len(text))]:
            if start > at:
                omitted.append(Blank(at, start, OMITTED, _ELLIPSIS))
            at = end
        shown = [one for one in blanks if any(a <= one.start and one.end <= b for a, b in windows)]
        return edited(text, sorted([*omitted, *shown]))

    def _report(self, report: Report, text: Edited) -> Report:
        """A report as it is published; where it lay on the desk's machine is nobody's affair."""
        own = report.url if report.url and report.url.startswith(("https://", "http://")) else None
        url = own if own and self.string(unquote(own)) == unquote(own) else None
        if own and not url:
            self.counts["address"] += 1
        return replace(
            report,
            name=self.string(report.name),
            address=url or report.report_id,
            text=text.text,
            title=self.string(report.title) if report.title else report.title,
            headline=_kept_span(report.headline, text),
            dateline=_kept_span(report.dateline, text),
            noise=tuple(filter(None, (_kept_span(span, text) for span in report.noise))),
            outlet=self.string(report.outlet) if report.outlet else report.outlet,
            carried_from=self.string(report.carried_from) if report.carried_from else None,
            byline=self.string(report.byline) if report.byline else None,
            url=url,
        )

    # --- Everything else --------------------------------------------------------------------

    def record(self, record: _Record) -> _Record:
        """Return a record with what is withheld taken out, whatever it is made of."""
        found: _Record = self._walk(record, None)
        return found

    def _walk(self, value: Any, report_id: str | None) -> Any:
        if isinstance(value, Enum) or value is None or isinstance(value, (int, float)):
            return value
        if isinstance(value, str):
            return self.string(value)
        if isinstance(value, tuple):
            return tuple(self._walk(one, report_id) for one in value)
        if isinstance(value, Mapping):
            return {
                (self.string(key) if type(key) is str else key): self._walk(one, report_id)
                for key, one in value.items()
            }
        if isinstance(value, Zone):
            words = {
                one.name: self._walk(getattr(value, one.name), None)
                for one in fields(value)
                if one.name not in ("zone_id", "shapes", "valid_from", "valid_to")
            }
            return replace(value, zone_id=self.known_id(value.zone_id, "zone"), **words)
        if not is_dataclass(value) or isinstance(value, type):
            return value  # days and moments
        own_report = getattr(value, "report_id", report_id)
        if isinstance(value, Span):
            return self._span(value, own_report)
        changed = {
            one.name: self._field(one.name, getattr(value, one.name), own_report)
            for one in fields(value)
            if one.init
        }
        if isinstance(value, Claim):
            return PublishedClaim(**(changed | {"known_as": value.claim_id}))
        if isinstance(value, Speaker) and changed["words"] != value.words:
            changed["words"] = role_of(value.kind, value.words) if not (
                value.party or value.actor
            ) else changed["words"]  # fmt: skip
        return type(value)(**changed)

    def _field(self, name: str, value: Any, report_id: str | None) -> Any:
        if name.endswith("_id") and isinstance(value, str):
            return self.known_id(value, _SUBJECTS.get(name, "incident"))
        if name.endswith("_ids") or name in ("known_as", "members", "zone_list"):
            return value
        return self._walk(value, report_id)

    def _span(self, span: Span, report_id: str | None) -> Span:
        known = self._reports.get(report_id) if report_id else None
        text = known.text if known else None
        if not isinstance(span, EvidenceSpan):
            return Span(*text.span(span.start, span.end)) if text else span
        if text is not None and not _is_omitted(text, span):
            start, end = text.span(span.start, span.end)
            return EvidenceSpan(start, end, text.text[start:end])
        words = self.string(" ".join(span.quote.split()))
        if len(words) > _QUOTE_AT_MOST:
            words = words[:_QUOTE_AT_MOST].rpartition(" ")[0] + " …"
        return EvidenceSpan(span.start, span.start + len(words), words)


def _other_id(own_id: str, what: str, secret: str) -> str:
    return f"{what}-{sha256(f'{secret} {own_id}'.encode()).hexdigest()[:12]}"


def _is_omitted(text: Edited, span: Span) -> bool:
    """Tell whether a span reaches into what is left out of the text."""
    return any(
        one.rule == OMITTED and one.start < span.end and span.start < one.end for one in text.blanks
    )


def _kept_span(span: Span | None, text: Edited) -> Span | None:
    """Where a span lies now, None where nothing of it is left."""
    if span is None or text.is_gone(span.start, span.end):
        return None
    return Span(*text.span(span.start, span.end))


def _windows(reading: Reading, blanks: Collection[Blank]) -> list[tuple[int, int]]:
    """The stretches that are shown of a text that is not: quotes and some words around them."""
    text = reading.report.text
    spans = [claim.evidence for claim in reading.claims] + [
        speaker.evidence
        for claim in reading.claims
        for speaker in claim.source
        if speaker.evidence is not None
    ]
    windows: list[tuple[int, int]] = []
    for start, end in sorted({(span.start, span.end) for span in spans}):
        begin = _at_word(text, max(0, start - _AROUND), start)
        stop = end + _AROUND
        stop = len(text) if stop >= len(text) else max(end, text.rfind(" ", end, stop))
        for blank in blanks:
            if blank.start < begin < blank.end:
                begin = blank.start
            if blank.start < stop < blank.end:
                stop = blank.end
        if windows and begin <= windows[-1][1] + len(_ELLIPSIS):
            windows[-1] = (windows[-1][0], max(stop, windows[-1][1]))
        else:
            windows.append((begin, stop))
    return windows


def _at_word(text: str, place: int, least: int) -> int:
    """The first beginning of a word from a place on, and none beyond `least`."""
    if place == 0:
        return 0
    found = text.find(" ", place, least)
    return least if found < 0 else found + 1


# --- Places ---------------------------------------------------------------------------------


def coarsened_place(place: PlaceValue, km: float) -> PlaceValue:
    """Return a place told no more exactly than `km`: a point of a grid, the radius grown by as
    much as it lies off. Of what it rests on, province and country alone are left.
    """
    anchor = place.anchors[0] if place.anchors else None
    if place.lat is None or place.lon is None or place.radius_km is None:
        return replace(place, anchors=(), candidates=(), reason="")
    lat, lon = _grid_point(place.lat, place.lon, km)
    off = distance_km(place.lat, place.lon, lat, lon)
    radius = max(float(math.ceil(place.radius_km + off)), float(math.ceil(km)))
    wider: tuple[Place, ...] = ()
    if anchor is not None and (anchor.admin or anchor.country):
        wider = (
            Place(
                place_id="withheld", name=anchor.admin or anchor.country or "", kind=anchor.kind,
                lat=lat, lon=lon, radius_km=radius, admin=anchor.admin, country=anchor.country,
            ),
        )  # fmt: skip
    return replace(
        place, lat=lat, lon=lon, radius_km=radius, anchors=wider, candidates=(),
        reason=f"told to {km:g} km on purpose",
    )  # fmt: skip


def _grid_point(lat: float, lon: float, km: float) -> tuple[float, float]:
    """The middle of the grid's square around a point; `km` is the length of its sides."""
    step = km / _KM_PER_DEGREE
    row = math.floor(lat / step)
    middle = max(-90.0, min(90.0, (row + 0.5) * step))
    wide = min(360.0, step / max(0.01, math.cos(math.radians(middle))))
    column = (math.floor(lon / wide) + 0.5) * wide
    return round(middle, 3), round(max(-180.0, min(180.0, column)), 3)


def coarsened_reading(reading: Reading, incidents: Mapping[tuple[str, int], Coarsening]) -> Reading:
    """Return a reading whose places of some incidents (by their keys) are told coarsely."""
    by_mention: dict[int, float] = {}
    told = []
    for one in reading.incidents:
        rule = incidents.get(one.key)
        if rule is None:
            told.append(one)
            continue
        by_mention |= dict.fromkeys(one.mentions, rule.km)
        place = coarsened_place(one.place, rule.km) if one.place else None
        told.append(replace(one, place=place))
    if not by_mention:
        return reading

    def of_mention(one: Mention) -> Mention:
        km = by_mention.get(one.mention_id)
        return one if km is None or one.place is None else replace(
            one, place=coarsened_place(one.place, km)
        )  # fmt: skip

    def of_claim(one: Claim) -> Claim:
        km = by_mention.get(one.mention)
        if km is None or not isinstance(one.value, PlaceValue):
            return one
        coarse = coarsened_place(one.value, km)
        values = {each.name: getattr(one, each.name) for each in fields(Claim)}
        return PublishedClaim(**(values | {"value": coarse, "known_as": one.claim_id}))

    return replace(
        reading,
        mentions=tuple(map(of_mention, reading.mentions)),
        claims=tuple(map(of_claim, reading.claims)),
        incidents=tuple(told),
    )


def coarsened_incident(incident: Incident, km: float) -> Incident:
    """Return an incident whose place is told coarsely."""
    if incident.place is None:
        return incident
    return replace(incident, place=coarsened_place(incident.place, km))
