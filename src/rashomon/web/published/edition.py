"""What is published of a ledger: incidents and reports with everything withheld taken out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rashomon.catalog_rows import catalog_row
from rashomon.ledger.source_lines import OutletLine, SpokenLine
from rashomon.locate.zones import ZoneList
from rashomon.publish.incident_columns import in_order
from rashomon.publish.redacting import (
    Redactor,
    coarsened_incident,
    coarsened_reading,
)
from rashomon.publish.redaction_rules import Coarsening, Rules
from rashomon.publish.withheld_words import NameFinder, blanks_of, edited
from rashomon.reconcile import trace_lineage
from rashomon.reconciling import reconciled
from rashomon.records import (
    Assign,
    CatalogRow,
    Claim,
    CodeReport,
    Comment,
    CountValue,
    Dossier,
    Facet,
    Incident,
    IncidentQuery,
    Reading,
    Report,
    ReviewDecision,
    SourceGrade,
    Zone,
)
from rashomon.records.queries import matches
from rashomon.review.standing import withdrawn_by
from rashomon.reviewing import Today
from rashomon.source_tallies import Counting
from rashomon.web.files import IncidentFile, ReportFile
from rashomon.wording.lineage import since

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["Edition", "Wanted"]

_AT_ONCE = 100  # incidents whose readings are in memory together
_MOST_BESIDE = 60  # reports of one origin, or incident, that are held against each other
_REVIEWER = "a reviewer"
_SHORTEST_NAME = 3  # signs of a reviewer's name that is withheld from decisions' words


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: which incidents, by which policy, and what is withheld of them.

    `title` is the site's; `base_url` where it will stand, "" if that is not said. `is_hidden` asks
    machines that gather pages to leave it alone.
    """

    rules: Rules
    policy: str
    query: IncidentQuery = field(default_factory=IncidentQuery)
    sources: tuple[SourceGrade, ...] = ()
    title: str = ""
    base_url: str = ""
    with_texts: bool = False
    names_reviewers: bool = False
    is_hidden: bool = False


@dataclass(slots=True)
class Edition:
    """Hands out incidents, then reports, each once; what pages of all of them need fills up.

    `rows` are the incidents as lists tell them, in order; `owners` say which report's incident is
    in which. Both go by published ids. `sources` counts what reports tell and who is credited
    with it, `titles` says what reports are called, `read_by` how many were read by which reader
    and gazetteer.
    """

    ledger: Ledger
    zones: ZoneList
    wanted: Wanted
    rows: list[CatalogRow] = field(default_factory=list)
    owners: dict[tuple[str, int], str] = field(default_factory=dict)
    withheld_reports: int = 0
    withheld_incidents: int = 0
    coarsened: int = 0
    sources: Counting = field(default_factory=Counting)
    titles: dict[str, str] = field(default_factory=dict)
    read_by: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    languages: Counter[str | None] = field(default_factory=Counter)
    searched: list[dict[str, object]] = field(default_factory=list)  # reports put aside, as data
    searched_claims: int = 0
    search_parts: int = 0
    today: Today = field(init=False)
    redactor: Redactor = field(init=False)
    _chosen: list[Incident] = field(default_factory=list)
    _coarse: dict[tuple[str, int], Coarsening] = field(default_factory=dict)
    _log: tuple[ReviewDecision, ...] = ()
    _reviewers: NameFinder | None = None
    _origins: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look through the ledger: who is named, and which incidents are wanted."""
        self.today = Today(self.ledger)
        self.redactor = Redactor(
            self.wanted.rules, with_texts=self.wanted.with_texts, secret=_secret(self.ledger)
        )
        people = {one.who for one in self.today.log}
        people |= {one.what.to for one in self.today.log if isinstance(one.what, Assign)}
        self._reviewers = NameFinder(
            {name: "reviewer" for name in people if len(name) >= _SHORTEST_NAME}
        )
        withheld = set()
        for reading in self.today.readings():
            self.redactor.meet(reading)
            if self._is_withheld(reading.report):
                withheld.add(reading.report.report_id)
        self.withheld_reports = len(withheld)
        self._choose(withheld)
        self.redactor.stand_beside(self._beside())
        gone = withdrawn_by(self.today.log)
        self._log = tuple(
            self._told(one)
            for one in self.today.log
            if one.number not in gone and self._is_told(one)
        )

    @property
    def told_zones(self) -> tuple[Zone, ...]:
        """The zones as they are published."""
        return self.redactor.record(tuple(shape.zone for shape in self.zones.shapes))

    @property
    def grades(self) -> tuple[SourceGrade, ...]:
        """The desk's grades of outlets and speakers as they are published, by nobody's name."""
        return self.redactor.record(tuple(replace(one, who="") for one in self.wanted.sources))

    def _is_withheld(self, report: Report) -> bool:
        named = {report.report_id, report.name, report.url, report.address}
        return bool(self.wanted.rules.reports & named)

    def _choose(self, withheld: set[str]) -> None:
        whole = in_order(self.today.incidents())
        for incident in whole:
            members = tuple(one for one in incident.members if one[0] not in withheld)
            if not members:
                self.withheld_incidents += 1
                continue
            own = replace(incident, members=members)
            rule = next(
                (
                    one
                    for one in self.wanted.rules.coarsenings
                    if one.holds_for(incident.incident_id, incident.kind.value)
                ),
                None,
            )
            if rule is not None:
                own = coarsened_incident(own, rule.km)
                self._coarse |= dict.fromkeys(members, rule)
            self._chosen.append(own)
        if not self.wanted.query.is_empty:
            wanted = {
                dossier.incident.incident_id
                for dossier, readings in self._dossiers()
                if matches(self.wanted.query, catalog_row(dossier, readings, (), 0))
            }
            self._chosen = [one for one in self._chosen if one.incident_id in wanted]
        for one in self._chosen:
            self.owners |= dict.fromkeys(one.members, self.redactor.known_id(one.incident_id))
            self.coarsened += one.members[0] in self._coarse

    def _dossiers(self) -> Iterator[tuple[Dossier, Mapping[str, Reading]]]:
        """The incidents with their readings, whole, but for places that are told coarsely."""
        grades = tuple(replace(one, who="") for one in self.wanted.sources)
        for start in range(0, len(self._chosen), _AT_ONCE):
            batch = self._chosen[start : start + _AT_ONCE]
            ids = {report_id for one in batch for report_id, _ in one.members}
            readings = {
                one.report.report_id: coarsened_reading(one, self._coarse)
                for one in self.today.readings_of(ids)
            }
            for dossier in reconciled(
                self.today, batch, readings, policy=self.wanted.policy, zones=self.zones,
                sources=grades,
            ):  # fmt: skip
                own = dict.fromkeys(report_id for report_id, _ in dossier.incident.members)
                yield dossier, {one: readings[one] for one in own if one in readings}

    def _beside(self) -> dict[str, set[str]]:
        """The reports that share an incident with each."""
        found: dict[str, set[str]] = {}
        for incident in self._chosen:
            ids = {report_id for report_id, _ in incident.members}
            if len(ids) <= _MOST_BESIDE:
                for report_id in ids:
                    found.setdefault(report_id, set()).update(ids - {report_id})
        return found

    # --- Incidents --------------------------------------------------------------------------

    def incidents(self) -> Iterator[IncidentFile]:
        """Yield each incident as it is published."""
        for dossier, readings in self._dossiers():
            file = self._incident_file(dossier, readings)
            self.rows.append(self._row(file))
            yield file
            self.redactor.forget(readings)

    def _incident_file(self, dossier: Dossier, readings: Mapping[str, Reading]) -> IncidentFile:
        published = {
            report_id: self.redactor.reading(one, self._mentions(one))
            for report_id, one in readings.items()
        }
        self.redactor.of_reports(readings)
        for origin in dossier.origins:
            if len(origin.report_ids) > 1:
                for report_id in origin.report_ids:
                    name, ids = self._origins.get(report_id, (origin.name, frozenset()))
                    self._origins[report_id] = name, ids | set(origin.report_ids)
        carries = trace_lineage([one.report for one in readings.values()])
        is_coarse = dossier.incident.members[0] in self._coarse
        links = [
            replace(link, reasons=()) if is_coarse else link  # they tell how far places lie apart
            for link in self.today.links_of(dossier.incident)
            if link.member in dossier.incident.members
        ]
        decisions = set(dossier.review.decisions)
        return IncidentFile(
            dossier=self.redactor.record(self._without_people(dossier)),
            readings=published,
            links=self.redactor.record(tuple(links)),
            carries=self.redactor.record(carries),
            log=self.redactor.record(tuple(one for one in self._log if one.number in decisions)),
        )

    def _without_people(self, dossier: Dossier) -> Dossier:
        told = {one.number for one in self._log}
        review = replace(
            dossier.review,
            assigned_to=None,
            comments=dossier.review.comments if self.wanted.rules.has_comments else (),
            decisions=tuple(one for one in dossier.review.decisions if one in told),
        )
        if review.level_by and not self.wanted.names_reviewers:
            review = replace(review, level_by=_REVIEWER)
        return replace(dossier, review=review)

    def _is_told(self, one: ReviewDecision) -> bool:
        if isinstance(one.what, Comment) and not self.wanted.rules.has_comments:
            return False
        return not isinstance(one.what, Assign | CodeReport)

    def _told(self, one: ReviewDecision) -> ReviewDecision:
        """A decision without who made it, in its words too, unless reviewers are to be named."""
        if self.wanted.names_reviewers or self._reviewers is None:
            return one
        finder = self._reviewers

        def without(words: str) -> str:
            return edited(words, blanks_of(words, (finder,), ())).text

        return replace(
            one,
            made_by=f"person: {_REVIEWER}",
            why=without(one.why),
            rests_on=tuple(map(without, one.rests_on)),
        )

    def _mentions(self, reading: Reading) -> set[int]:
        """The mentions of a reading's incidents that are published."""
        return {
            mention
            for told in reading.incidents
            if told.key in self.owners
            for mention in told.mentions
        }

    def _row(self, file: IncidentFile) -> CatalogRow:
        return replace(catalog_row(file.dossier, file.readings, file.links, 0), words="")

    # --- Reports ----------------------------------------------------------------------------

    @property
    def report_ids(self) -> list[str]:
        """The reports that are published, in order."""
        return sorted({report_id for report_id, _ in self.owners})

    def reports(self) -> Iterator[ReportFile]:
        """Yield each report as it is published."""
        for reading in self.today.readings_of(self.report_ids):
            reading = coarsened_reading(reading, self._coarse)
            report_id = reading.report.report_id
            siblings, origin = self._of_one_origin(report_id)
            published = self.redactor.reading(reading, self._mentions(reading))
            self.redactor.of_reports([report_id])
            self._count(published)
            used = {number for claim in published.claims for number in claim.decisions}
            yield ReportFile(
                reading=published,
                incidents={
                    told.key: self.owners[told.key]
                    for told in reading.incidents
                    if told.key in self.owners
                },
                custody={},
                is_excerpt=not self.wanted.with_texts,
                log=self.redactor.record(tuple(one for one in self._log if one.number in used)),
                siblings=self.redactor.record(siblings),
                origin=self.redactor.string(origin),
            )
            self.redactor.forget([report_id])

    def _count(self, reading: Reading) -> None:
        """Count a report as it is published."""
        report = reading.report
        note = self.ledger.reading_note(report.report_id)
        self.read_by[reading.reader, note.gazetteer if note else None] += 1
        self.languages[report.language] += 1
        self.titles[report.report_id] = report.title or report.name
        self.sources.add_report(
            OutletLine(report.report_id, report.outlet, report.carried_from, report.published_on)
        )
        for claim in reading.claims:
            self.sources.add_claim(_spoken(claim))

    def _of_one_origin(self, report_id: str) -> tuple[tuple[Report, ...], str]:
        """The reports that carry the same text, as they were found for its incidents."""
        name, ids = self._origins.get(report_id, ("", frozenset()))
        if not ids or len(ids) > _MOST_BESIDE:
            return (), ""
        others = self.today.reports_of(ids - {report_id})
        bare = [replace(one, text="", noise=(), headline=None, dateline=None)
                for one in sorted(others, key=since)]  # fmt: skip
        return tuple(bare), name

    # --- Addresses that were ----------------------------------------------------------------

    def merged(self) -> Iterator[tuple[str, str]]:
        """Yield ids that became part of a published incident, with that one's id."""
        shown = {one.incident_id for one in self._chosen}
        for incident in self._chosen:
            for other in sorted(self.today.known_as(incident.incident_id)):
                if other not in shown:
                    yield (
                        self.redactor.known_id(other),
                        self.redactor.known_id(incident.incident_id),
                    )


def _secret(ledger: Ledger) -> str:
    """Something that stays the same with a ledger and is never told: how its first report came in.

    Its seal alone would not do: of a ledger of one capture the site tells it.
    """
    first = next(iter(ledger.captures()), None)
    return f"{first.seal} {first.captured_at.isoformat()} {first.address}" if first else ""


def _spoken(claim: Claim) -> SpokenLine:
    """A claim as sources are counted by."""
    chain = [{"kind": one.kind, "party": one.party, "actor": one.actor} for one in claim.source]
    value = None
    if claim.facet in (Facet.KILLED, Facet.INJURED) and isinstance(claim.value, CountValue):
        told = claim.value
        low, high = told.range.low, told.range.high
        value = json.dumps({"who": told.who, "range": {"low": low, "high": high}})
    return SpokenLine(
        claim.report_id, claim.claim_id, claim.facet, claim.stance, json.dumps(chain), value
    )
