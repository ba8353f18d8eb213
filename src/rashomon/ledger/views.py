"""What can be looked at as a ledger can: the ledger of today, or as it was at another time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

from rashomon.records import Incident, Link, Reading, Report, ReviewDecision

__all__ = ["View"]


class View(Protocol):
    """Readings, placements and decisions, from which dossiers are computed."""

    def reading(self, report_id: str) -> Reading | None:
        """Return the reading of a report, None where there is none."""

    def readings(self) -> Iterator[Reading]:
        """Yield the reading of each report, in the order of the reports' ids."""

    def readings_of(self, report_ids: Collection[str]) -> Iterator[Reading]:
        """Yield the readings of these reports, in the order of the ids."""

    def reports(self) -> Iterator[Report]:
        """Yield each report that has been read, in the order of the ids."""

    def reports_of(self, report_ids: Collection[str]) -> tuple[Report, ...]:
        """Return those of these reports that have been read, in the order of the ids."""

    def report_ids(self) -> tuple[str, ...]:
        """Return the ids of all reports, in their order."""

    def incidents(self) -> tuple[Incident, ...]:
        """Return the incidents that have members, in the order of their ids."""

    def incidents_of(self, incident_ids: Collection[str]) -> tuple[Incident, ...]:
        """Return those of these incidents that have members."""

    def incident(self, incident_id: str) -> Incident:
        """Return one incident.

        Raises:
            NoSuchIncident: If there is none of this id.

        """

    def incident_ids(self, among: Collection[str] | None = None) -> set[str]:
        """Return every id that an incident has been given, or those `among` these."""

    def placed_in(self, members: Collection[tuple[str, int]]) -> set[str]:
        """Return the incidents that linking has put these reports' incidents into."""

    def links_of(self, incident_id: str) -> tuple[Link, ...]:
        """Return why each member is in an incident, and each near miss is not."""

    def reviews(self) -> tuple[ReviewDecision, ...]:
        """Return what people decided in review, withdrawn or not, in the order of the log."""
