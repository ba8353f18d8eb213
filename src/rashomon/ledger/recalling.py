"""A ledger's own past, as its users ask for it: every method one transaction."""

from __future__ import annotations

from collections.abc import Collection

from rashomon.ledger import past
from rashomon.ledger.connected import Connected
from rashomon.ledger.decisions import Decision
from rashomon.ledger.past import Judged, ReadingPeriod

__all__ = ["Recalling"]


class Recalling(Connected):
    """What a ledger tells of how it came to be what it is."""

    def reading_periods(self, report_ids: Collection[str]) -> tuple[ReadingPeriod, ...]:
        """Return every reading that these reports have had, by report, in the order of time."""
        with self._reading() as connection:
            return tuple(past.periods(connection, report_ids))

    def rulings_about(self, names: Collection[str]) -> tuple[Decision, ...]:
        """Return what linking ruled of incidents, or of others and them, in the log's order.

        Names are ids of incidents, or "REPORT_ID#NUMBER" for a report's incident.
        """
        with self._reading() as connection:
            return tuple(past.rulings_about(connection, names))

    def judged(
        self, incident_ids: Collection[str], report_ids: Collection[str] = ()
    ) -> tuple[Judged, ...]:
        """Return every link ever made to these incidents, or of these reports, in its order."""
        with self._reading() as connection:
            return tuple(past.judged(connection, incident_ids, report_ids))
