"""A ledger's own past, as its users ask for it: every method one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from rashomon.errors import LedgerError
from rashomon.ledger import as_of, heads, past, placements, readings
from rashomon.ledger.as_of import AsOf, Moment
from rashomon.ledger.connected import Connected
from rashomon.ledger.decisions import Decision
from rashomon.ledger.past import Judged, ReadingPeriod
from rashomon.records import Incident, Reading, ReviewDecision

if TYPE_CHECKING:
    from rashomon.ledger.store import Ledger

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

    def moment_of(self, at: datetime | int) -> Moment:
        """Return a moment by its time, or by the number of the last decision that it is to know.

        Raises:
            LedgerError: If there is no decision of this number.

        """
        with self._reading() as connection:
            if not isinstance(at, int):
                return Moment(at.astimezone(UTC), as_of.last_decision(connection, at))
            made_at = past.made_at(connection, at)
        if made_at is None:
            raise LedgerError(f"{self._where} holds no decision {at}")
        return Moment(made_at, at)

    def mark_moment(self) -> Moment:
        """Return the present moment, once all that is being written is there.

        What is written later has a later time, so that `as_of` will always show the same of it.
        Where the clock was set back, the moment is that of the last thing written.
        """
        with self._writing() as connection:
            now, last = self._now(), past.last_written(connection)
            at = now if last is None else max(now, last)
            return Moment(at.astimezone(UTC), heads.current(connection).decision)

    def as_of(self, moment: Moment, *, log: Sequence[ReviewDecision] | None = None) -> AsOf:
        """Return the ledger as it was at a moment.

        `log` are all decisions of people, where they are at hand already.
        """
        with self._reading() as connection:
            return as_of.look_back(connection, cast("Ledger", self), moment, log)

    def by_reader(self, reader: str) -> AsOf:
        """Return what the ledger shows of the last readings by one version of a reader.

        Raises:
            LedgerError: If no report was ever read by it; the message names those that were.

        """
        with self._reading() as connection:
            known = past.readers(connection)
            if reader not in known:
                there = ", ".join(sorted(known)) or "none yet"
                raise LedgerError(f"no report was read by {reader!r}; readers were: {there}")
            return as_of.look_through(connection, cast("Ledger", self), reader)

    def replaced_readings(self, numbers: Mapping[str, int]) -> tuple[Reading, ...]:
        """Return readings that were replaced, by report with the number that each is kept under."""
        with self._reading() as connection:
            return tuple(readings.replaced(connection, numbers.values()))

    def described(self, incident_ids: Collection[str]) -> tuple[Incident, ...]:
        """Return what, when and where these incidents are, with members or without."""
        with self._reading() as connection:
            return tuple(past.described(connection, incident_ids))

    def placements(self, report_ids: Collection[str]) -> dict[tuple[str, int], str]:
        """Return in which incident linking has each incident of these reports."""
        with self._reading() as connection:
            return past.placements(connection, report_ids)

    def read_between(self, first: datetime, last: datetime) -> set[str]:
        """Return the reports of which a reading was stored after one time, up to another."""
        with self._reading() as connection:
            return past.read_between(connection, first, last)

    def redescribed_between(self, first: datetime, last: datetime) -> set[str]:
        """Return the incidents whose kind, days or place changed after one time, up to another."""
        with self._reading() as connection:
            return past.redescribed_between(connection, first, last)

    def described_since_unknown(self, incident_ids: Collection[str]) -> set[str]:
        """Return those of these incidents of which it was not kept since when they are so."""
        with self._reading() as connection:
            return past.described_since_unknown(connection, incident_ids)

    def rulings_between(self, first: int, last: int) -> tuple[Decision, ...]:
        """Return what linking ruled after one decision of the log, up to another."""
        with self._reading() as connection:
            return tuple(
                one for one in placements.rulings_after(connection, first) if one.number <= last
            )

    def reports_naming(self, names: Collection[str]) -> set[str]:
        """Return the reports whose readings, of today or replaced, use one of these names."""
        with self._reading() as connection:
            return past.reports_naming(connection, names)

    def incidents_naming(self, names: Collection[str]) -> set[str]:
        """Return the incidents whose place, of today or before, is called so."""
        with self._reading() as connection:
            return past.incidents_naming(connection, names)
