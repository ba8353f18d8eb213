"""A ledger as people have left it: `Today` answers what readers of it ask.

It gives readings and incidents as the ledger does, with what people decided laid over them
(`rashomon.review`). Linking alone looks at the ledger itself: what a machine proposes never
depends on what was decided, so that no decision can be lost in a run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from rashomon.errors import NoSuchIncident
from rashomon.records import (
    Incident,
    IncidentReview,
    Link,
    MemberMark,
    Reading,
    Report,
    ReportIncident,
    ReviewDecision,
    SameIncident,
    SetReport,
)
from rashomon.review import (
    BySubject,
    Lost,
    Placement,
    Reviewed,
    find_member,
    marks_of,
    place_incidents,
    report_of,
    retell,
    review_of,
    review_reading,
    sort_out,
)
from rashomon.review.placing import tied_by

if TYPE_CHECKING:
    from rashomon.ledger.views import View

__all__ = ["Today"]


class Today:
    """Today's view of an open ledger, with the decisions that were in it when this was made."""

    def __init__(self, ledger: View, log: Sequence[ReviewDecision] | None = None) -> None:
        """Load the decisions; readings and incidents are loaded as they are asked for.

        With `log`, the view that these decisions make of what is read and linked today.
        """
        self._ledger = ledger
        self._by_subject = _sorted_out(ledger) if log is None else sort_out(log)
        self.log = self._by_subject.log
        self.decisions = self._by_subject.in_force
        self._merged = self._by_subject.merged
        self._whole: Placement | None = None  # once all incidents were asked for
        self._near: tuple[frozenset[str], Placement] | None = None  # what was asked for last
        self._last: tuple[str, Placement] | None = None  # what was asked for alone
        self._found: dict[MemberMark, ReportIncident | None] = {}

    def reading(self, report_id: str) -> Reading | None:
        """Return a report's current reading with what people decided, None where it is unread."""
        found = self._ledger.reading(report_id)
        return None if found is None else self.reviewed(found).reading

    def readings(self) -> Iterator[Reading]:
        """Yield each report's current reading, in the order of the reports' ids."""
        for reading in self._ledger.readings():
            yield self.reviewed(reading).reading

    def readings_of(self, report_ids: Collection[str]) -> Iterator[Reading]:
        """Yield the current readings of these reports, in the order of the ids."""
        for reading in self._ledger.readings_of(report_ids):
            yield self.reviewed(reading).reading

    def reports(self) -> Iterator[Report]:
        """Yield each report that has been read, as people set it."""
        for report in self._ledger.reports():
            yield self.set_by_people(report)

    def reports_of(self, report_ids: Collection[str]) -> tuple[Report, ...]:
        """Return these reports, those that were read, in the order of the ids."""
        return tuple(self.set_by_people(one) for one in self._ledger.reports_of(report_ids))

    def set_by_people(self, report: Report) -> Report:
        """Return a report with the outlet and day that people set."""
        own = [
            one
            for one in self._by_subject.on_report.get(report.report_id, ())
            if isinstance(one.what, SetReport)
        ]
        return review_reading(Reading(report, ""), own).reading.report if own else report

    def reviewed(self, reading: Reading) -> Reviewed:
        """Apply what people decided of a report to a reading of it."""
        own = self._by_subject.for_report(reading.report.report_id)
        return review_reading(reading, own) if own else Reviewed(reading)

    def decisions_on(self, reading: Reading) -> tuple[ReviewDecision, ...]:
        """Return what holds of a report, of its claims and of the names in it, the first first.

        Of rulings on names in all reports those that changed a claim of its reading of today.
        """
        used = {number for claim in reading.claims for number in claim.decisions}
        report_id = reading.report.report_id
        own = {one.number for one in self._by_subject.on_report.get(report_id, ())}
        every = self._by_subject.for_report(report_id)
        return tuple(one for one in every if one.number in own | used)

    def is_decided(self, report_id: str) -> bool:
        """Tell whether people decided something on this very report, its claims or its names."""
        return report_id in self._by_subject.on_report

    def current_id(self, incident_id: str) -> str:
        """Return the id under which an incident goes today: its own, or that of a whole."""
        return self._merged[incident_id][0] if incident_id in self._merged else incident_id

    def known_as(self, incident_id: str) -> set[str]:
        """Return the ids of an incident: its own, and those of all that were merged into it."""
        return {incident_id} | self._by_subject.parts.get(incident_id, frozenset())

    def incidents(self) -> tuple[Incident, ...]:
        """Return the incidents that have members, in the order of their ids."""
        self._whole = self._place(self._ledger.incidents(), self.decisions)
        return self._whole.incidents

    def around(self, incident_ids: Collection[str]) -> tuple[Incident, ...]:
        """Return these incidents and all that decisions tie to them, those that have members."""
        return self._placed(self._related(incident_ids)).incidents

    def incident(self, incident_id: str) -> Incident:
        """Return one incident; of one that was merged into another, that other.

        Raises:
            NoSuchIncident: If there is none of this id; the message names similar ones.

        """
        current = self.current_id(incident_id)
        for one in self._around(current).incidents:
            if one.incident_id == current:
                return one
        if current in self.minted_ids():
            raise NoSuchIncident(
                f"incident {incident_id!r} was made by decision {self.minted_ids()[current]}, and "
                "nothing is left in it"
            )
        return replace(self._ledger.incident(current), members=())

    def incident_of(self, member: tuple[str, int]) -> str | None:
        """Return the incident that a report's incident is in today, None where it is in none."""
        for one in self._placed(self._related_to(member)).incidents:
            if member in one.members:
                return one.incident_id
        return None

    def together(self, incident_ids: Collection[str]) -> tuple[set[str], dict[str, Incident]]:
        """Return some incidents' ids with all that decisions tie to them, and those with members.

        What is neither among the ids nor tied to them is not looked at. The reviews of what was
        asked for last need no further queries.
        """
        ids = set(incident_ids)
        while (related := self._related(ids)) != ids:
            ids = related
        placement = self._placed(ids)
        self._near = frozenset(ids), placement
        own = {one.incident_id: one for one in placement.incidents if one.incident_id in ids}
        return ids, own

    def lost_ties(self) -> Counter[str]:
        """Count by incident the moves that found nothing, of what was last asked for `together`."""
        lost = () if self._near is None else self._near[1].lost
        return Counter(incident_id for one in lost for incident_id in tied_by(one.decision))

    def reports_decided_on(self) -> set[str]:
        """Return the reports of which anything was ever decided, withdrawn or not."""
        found = {report_of(one) for one in self.log}
        return {report_id for report_id in found if report_id is not None}

    def tied_to(self, report_ids: Collection[str]) -> set[str]:
        """Return the incidents that decisions on what these reports tell of are about."""
        return {
            incident_id
            for one in self.decisions
            if any(mark.report_id in report_ids for mark in marks_of(one))
            for incident_id in tied_by(one)
        }

    def apart(self, incident_id: str) -> Incident:
        """Return an incident as it is where nobody has merged it with another.

        Raises:
            NoSuchIncident: If there is none of this id.

        """
        unmerged = [one for one in self.decisions if not isinstance(one.what, SameIncident)]
        ids = self._related({incident_id})
        found = place_incidents(self._ledger.incidents_of(ids), unmerged, self._find)
        for one in found.incidents:
            if one.incident_id == incident_id:
                return one
        return self.incident(incident_id)

    def _related_to(self, member: tuple[str, int]) -> set[str]:
        moved = self._by_subject.marking.get(member[0], ())  # into what a move made, too
        ties = {incident_id for one in moved for incident_id in tied_by(one)}
        return self._related(self._ledger.placed_in({member}) | ties)

    def minted_ids(self) -> dict[str, int]:
        """Map the incidents that people's moves made to the numbers of these decisions."""
        return dict(self._by_subject.minted)

    def review(self, incident: Incident, readings: Collection[Reading]) -> IncidentReview:
        """Sum up what people decided of an incident, given its members' readings of today."""
        if not self.decisions:
            return IncidentReview()
        incident_id = incident.incident_id
        known_as = self.known_as(incident_id)
        placed = self._whole or self._around(incident_id)
        shaped = set(placed.decisions.get(incident_id, ()))
        members = {report_id for report_id, _ in incident.members}
        for reading in readings:
            own = [told for told in reading.incidents if told.key in incident.members]
            mentions = {mention for told in own for mention in told.mentions}
            for told in own:
                for claim in reading.claims_of(told):
                    shaped.update(claim.decisions)
            shaped |= self._rejected(reading.report.report_id, mentions)
        for report_id in members:
            for one in self._by_subject.on_report.get(report_id, ()):
                if isinstance(one.what, SetReport):
                    shaped.add(one.number)
        return review_of(known_as, self._by_subject.on_progress(known_as), shaped)

    def _rejected(self, report_id: str, mentions: Collection[int]) -> set[int]:
        """The decisions on claims of these mentions, rejected ones too."""
        own = self._by_subject.on_report.get(report_id, ())
        if not any(report_of(one) == report_id for one in own):
            return set()
        return {
            number
            for reading in self._ledger.readings_of({report_id})
            for number, mention in self.reviewed(reading).touched
            if mention in mentions
        }

    def links_of(self, incident: Incident) -> tuple[Link, ...]:
        """Return the reasons of linking that still matter: for members, and for near misses.

        What a person merged or moved in has none: its decision tells why.
        """
        if not self.decisions:
            return self._ledger.links_of(incident.incident_id)
        ids = self._ledger.incident_ids(self._related({incident.incident_id}))
        return tuple(
            link
            for incident_id in sorted(ids)
            for link in self._ledger.links_of(incident_id)
            if (link.member in incident.members) == (link.judgement == "same")
            and (incident_id == incident.incident_id or link.judgement == "same")
        )

    def lost(self) -> tuple[Lost, ...]:
        """Return the decisions in force that no longer find what they are about."""
        about = {report_of(one) for one in self.decisions} - {None}
        found: list[Lost] = []
        read = set()
        for reading in self._ledger.readings_of({each for each in about if each}):
            read.add(reading.report.report_id)
            found += self.reviewed(reading).lost
        for one in self.decisions:
            report_id = report_of(one)
            if report_id is not None and report_id not in read:
                found.append(Lost(one, f"the ledger has no reading of {report_id}"))
            for mark in marks_of(one):
                if self._find(mark) is None:
                    reason = f"the report no longer tells of the incident {mark.name}"
                    found.append(Lost(one, reason))
        return tuple(sorted(found, key=lambda loss: loss.decision.number))

    def _around(self, incident_id: str) -> Placement:
        """The placement of an incident and of all that decisions tie to it."""
        if self._near is not None and incident_id in self._near[0]:
            return self._near[1]
        if self._last is None or self._last[0] != incident_id:  # its review asks for it again
            self._last = incident_id, self._placed(self._related({incident_id}))
        return self._last[1]

    def _placed(self, incident_ids: set[str]) -> Placement:
        """The placement of these incidents, by all decisions that can bear on them."""
        incidents = self._ledger.incidents_of(incident_ids)
        reports = {report_id for one in incidents for report_id, _ in one.members}
        return self._place(incidents, self._by_subject.placing(incident_ids, reports))

    def _related(self, incident_ids: Collection[str]) -> set[str]:
        """Incidents tied by decisions, and those in which linking has what these move."""
        wanted = self._by_subject.related(incident_ids)
        ties = {one.number: one for each in wanted for one in self._by_subject.ties.get(each, ())}
        marks = [mark for _, one in sorted(ties.items()) for mark in marks_of(one)]
        self._find_all(marks)
        today = {found.key for mark in marks if (found := self._find(mark)) is not None}
        if today:
            wanted |= set(self._ledger.placed_in(today))
        return wanted

    def _place(
        self, incidents: Sequence[Incident], decisions: Sequence[ReviewDecision]
    ) -> Placement:
        if not decisions:
            return self._retold(Placement(tuple(incidents), {}))
        return self._retold(place_incidents(incidents, decisions, self._find))

    def _retold(self, placement: Placement) -> Placement:
        """The same, with days and places that follow from what people corrected."""
        retelling = self._by_subject.retelling
        about = {report_of(one) for one in retelling.values()}
        touched = {
            one.incident_id: one
            for one in placement.incidents
            if about and any(report_id in about for report_id, _ in one.members)
        }
        if not touched:
            return placement
        ids = {report_id for one in touched.values() for report_id, _ in one.members}
        readings = {one.report.report_id: one for one in self.readings_of(ids)}
        for incident_id, one in touched.items():
            own = {r: readings[r] for r, _ in one.members if r in readings}
            touched[incident_id] = retell(one, own, retelling)
        incidents = tuple(touched.get(one.incident_id, one) for one in placement.incidents)
        return replace(placement, incidents=incidents)

    def _find_all(self, marks: Collection[MemberMark]) -> None:
        """Find what marks mean today, their reports loaded together."""
        new = [mark for mark in marks if mark not in self._found]
        told = {
            reading.report.report_id: reading
            for reading in self._ledger.readings_of({mark.report_id for mark in new})
        }
        for mark in new:
            self._found[mark] = find_member(mark, told.get(mark.report_id))

    def _find(self, mark: MemberMark) -> ReportIncident | None:
        if mark not in self._found:
            self._found[mark] = find_member(mark, self._ledger.reading(mark.report_id))
        return self._found[mark]


_SORTED_OUT: WeakKeyDictionary[View, BySubject] = WeakKeyDictionary()


def _sorted_out(ledger: View) -> BySubject:
    """The decisions of a ledger, sorted out anew only where there are others than last time."""
    log, known = ledger.reviews(), _SORTED_OUT.get(ledger)
    if known is None or known.log is not log:
        known = _SORTED_OUT[ledger] = sort_out(log)
    return known
