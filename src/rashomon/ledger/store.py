"""The ledger as its users see it: one class, every method one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Connection

from rashomon.errors import LedgerError
from rashomon.ledger import (
    audit,
    captures,
    claim_lines,
    copies,
    decisions,
    door,
    linkages,
    reading_counts,
    readings,
    reports,
    source_lines,
)
from rashomon.ledger.captures import CaptureNote
from rashomon.ledger.catalogued import Catalogued
from rashomon.ledger.decisions import Decision
from rashomon.ledger.door import Taken
from rashomon.ledger.faults import storable
from rashomon.ledger.linkages import Told
from rashomon.ledger.readings import ReadingNote
from rashomon.ledger.recalling import Recalling
from rashomon.ledger.reports import Derivation
from rashomon.ledger.watching import Watching
from rashomon.records import (
    Act,
    Capture,
    Incident,
    Link,
    Linkage,
    Reading,
    Report,
    ReviewDecision,
)

__all__ = ["Ledger"]

_BATCH = 100  # readings loaded at once: few queries, yet little memory


class Ledger(Recalling, Catalogued, Watching):
    """An open ledger; close it, or use it as a context manager.

    Threads may share it: writers wait for each other. Other processes may read while one
    writes, and wait up to `busy_seconds` to write themselves.

    >>> with Ledger.open(":memory:") as ledger:
    ...     ledger.incidents(), ledger.verify()
    ((), [])
    """

    def has_reading(
        self, report_id: str, reader: str, sidecar_fingerprint: str, gazetteer: str | None = None
    ) -> bool:
        """Tell whether the report's current reading is by this reader with this sidecar.

        Where the version of a gazetteer is given, it must have been located with that.
        """
        with self._reading() as connection:
            return readings.has(connection, report_id, reader, sidecar_fingerprint, gazetteer)

    def outdated(self, reader: str, gazetteer: str) -> tuple[str, ...]:
        """Return the reports whose reading is by another reader, or located with another list."""
        with self._reading() as connection:
            return tuple(readings.outdated(connection, reader, gazetteer))

    def gazetteer_of(self, report_id: str) -> str | None:
        """Return the version of the gazetteer that the report's reading was located with.

        None where that was before ledgers kept it, or where there is no such reading.
        """
        with self._reading() as connection:
            return readings.gazetteer_of(connection, report_id)

    def add_capture(self, capture: Capture) -> bool:
        """Store a capture; False if these bytes came from there with this sidecar before.

        What a server answered is another capture at another time, though the bytes be the same.
        """
        with storable(capture.address):
            return self._write(lambda connection: captures.add(connection, capture)[1])

    def is_settled(self, capture: Capture) -> bool:
        """Tell whether the report of these bytes with this sidecar has been derived already."""
        with self._reading() as connection:
            return door.is_settled(connection, capture)

    def parts_of(self, sha256: str) -> tuple[int, ...]:
        """Return which parts of these bytes reports were derived from; none where unknown."""
        with self._reading() as connection:
            return tuple(captures.parts_of(connection, sha256))

    def take_in(self, capture: Capture, report: Report, *, cleaner: str) -> Taken:
        """Store a capture with the report that `cleaner` derived from it, all or nothing.

        A report that is new, or told otherwise than before, waits from now on to be read.

        Raises:
            UnreadableReport: If its words cannot be stored; the ledger is as before.
            LedgerFull: If there is no room; the ledger is as before.

        """
        with storable(capture.address):
            return self._write(
                lambda connection: door.take_in(connection, capture, report, cleaner, self._now())
            )

    def renew(self, report: Report, *, capture_id: int, cleaner: str) -> Taken:
        """Take what another version of the cleaner derives from a report's capture.

        A report that was read stays as it is, and waits to be read anew if anything changed.
        """
        with storable(report.address):
            return self._write(
                lambda connection: door.renew(connection, report, capture_id, cleaner, self._now())
            )

    def renew_copy(
        self, report: Report, *, capture_id: int, original: str | None, cleaner: str
    ) -> Taken:
        """Take what another version of the cleaner derives from a near copy.

        It is still one of `original`, or, where that is None, a report of its own.
        """
        with storable(report.address):
            return self._write(
                lambda connection: door.renew_copy(
                    connection, report, capture_id, original, cleaner, self._now()
                )
            )

    def stale(self, cleaner: str) -> tuple[str, ...]:
        """Return the reports that another version of the cleaner derived, and that wait not."""
        with self._reading() as connection:
            return tuple(reports.stale(connection, cleaner))

    def stale_copies(self, cleaner: str) -> tuple[tuple[str, str], ...]:
        """Return near copies, each with its original, found by another version of the cleaner."""
        with self._reading() as connection:
            return tuple(copies.stale(connection, cleaner))

    def waiting(self) -> tuple[tuple[str, int], ...]:
        """Return which reports are to be read, each with the number of its capture."""
        with self._reading() as connection:
            return tuple(reports.waiting(connection))

    def derivation(self, report_id: str) -> Derivation | None:
        """Return a report, read or not, with what it was derived from; None where none is."""
        with self._reading() as connection:
            return reports.of_report(connection, report_id)

    def older_derivations(self, report_id: str) -> tuple[Derivation, ...]:
        """Return what was derived of a report before, and replaced by what a newer cleaner told."""
        with self._reading() as connection:
            return reports.older(connection, report_id)

    def report_ids(self) -> tuple[str, ...]:
        """Return the ids of all reports, read or waiting, in their order."""
        with self._reading() as connection:
            return tuple(reports.ids(connection))

    def copy_of(self, report_id: str) -> str | None:
        """Return the report that bytes of this id are a near copy of, None where of none."""
        with self._reading() as connection:
            return copies.copy_of(connection, report_id)

    def copies(self) -> dict[str, str]:
        """Return the near copies by their own ids, each with the report that it is kept under."""
        with self._reading() as connection:
            return copies.every(connection)

    def capture(self, capture_id: int) -> Capture:
        """Return a capture by its number, as it came in.

        Raises:
            LedgerError: If there is none of this number.

        """
        with self._reading() as connection:
            found = captures.load(connection, capture_id)
        if found is None:
            raise LedgerError(f"{self._where} holds no capture {capture_id}")
        return found

    def capture_note(self, capture_id: int) -> CaptureNote:
        """Return how a capture came in, without its bytes.

        Raises:
            LedgerError: If there is none of this number.

        """
        with self._reading() as connection:
            found = captures.note(connection, capture_id)
        if found is None:
            raise LedgerError(f"{self._where} holds no capture {capture_id}")
        return found

    def captures(self) -> Iterator[CaptureNote]:
        """Yield every capture without its bytes, in the order of coming in."""
        with self._reading() as connection:
            numbers = captures.ids(connection)
        for number in numbers:
            with self._reading() as connection:
                found = captures.note(connection, number)
            if found is not None:
                yield found

    def last_seal(self) -> tuple[int, str] | None:
        """Return the number of the last capture and its seal, None where there is no capture.

        Who has noted it elsewhere can tell that no capture up to there was changed since.
        """
        with self._reading() as connection:
            return captures.last_seal(connection)

    def first_capture(self, report_id: str) -> int | None:
        """Return the number of the first capture of bytes that have this id by themselves."""
        with self._reading() as connection:
            return captures.first_of(connection, report_id)

    def add_reading(
        self,
        capture: Capture,
        reading: Reading,
        *,
        sidecar_fingerprint: str,
        gazetteer: str | None = None,
        cleaner: str | None = None,
    ) -> None:
        """Store a capture with its report and reading, all or nothing.

        A reading that the report has already is replaced and kept among `older_readings`.
        The report's incidents stay in the incidents that they were linked into, as far as day
        and place still agree; those that do not leave by a decision.

        Raises:
            UnreadableReport: If its words cannot be stored; the ledger is as before.
            LedgerFull: If there is no room; the ledger is as before.

        """
        with storable(capture.address):
            self._write(
                lambda connection: readings.store(
                    connection,
                    capture,
                    reading,
                    sidecar_fingerprint,
                    self._now(),
                    gazetteer,
                    cleaner,
                )
            )

    def store_reading(
        self, reading: Reading, *, capture_id: int, gazetteer: str, cleaner: str
    ) -> None:
        """Store the reading of a report that is in the ledger, as `add_reading` does.

        Raises:
            UnreadableReport: If its words cannot be stored; the ledger is as before.
            LedgerFull: If there is no room; the ledger is as before.

        """

        def put(connection: Connection) -> None:
            note = captures.note(connection, capture_id)
            if note is None:
                raise LedgerError(f"{self._where} holds no capture {capture_id}")
            fingerprint = note.sidecar.fingerprint
            now = self._now()
            readings.put(connection, capture_id, reading, fingerprint, now, gazetteer, cleaner)

        with storable(reading.report.address):
            self._write(put)

    def readings(self) -> Iterator[Reading]:
        """Yield the current reading of each report, in the order of the reports' ids."""
        for ids in self._batches():
            with self._reading() as connection:
                loaded = readings.load(connection, ids)
            yield from loaded

    def readings_of(self, report_ids: Collection[str]) -> Iterator[Reading]:
        """Yield the current readings of these reports, in the order of the ids."""
        wanted = sorted(report_ids)
        for start in range(0, len(wanted), _BATCH):
            with self._reading() as connection:
                loaded = readings.load(connection, wanted[start : start + _BATCH])
            yield from loaded

    def reading(self, report_id: str) -> Reading | None:
        """Return the current reading of a report, None where there is none."""
        with self._reading() as connection:
            return next(iter(readings.load(connection, [report_id])), None)

    def reports_with_claims(self, claim_id: str, *, is_prefix: bool) -> tuple[str, ...]:
        """Return the first reports whose reading has a claim of this id, or of such a beginning."""
        with self._reading() as connection:
            return tuple(readings.with_claims(connection, claim_id, is_prefix=is_prefix))

    def reading_note(self, report_id: str) -> ReadingNote | None:
        """Return by what and when a report was read, None where it was not."""
        with self._reading() as connection:
            return readings.note(connection, report_id)

    def claim_lines(
        self, report_ids: Collection[str]
    ) -> tuple[dict[str, claim_lines.Told], dict[str, list[claim_lines.ClaimLine]]]:
        """Return by report what a table of claims tells of it, and its claims as they stand.

        No decision is laid over them: `stored_claims` does that.
        """
        with self._reading() as connection:
            told = claim_lines.told_by(connection, report_ids)
            lines: dict[str, list[claim_lines.ClaimLine]] = {}
            for line in claim_lines.claims_of(connection, report_ids):
                lines.setdefault(line.report_id, []).append(line)
        return told, lines

    def reading_counts(self) -> reading_counts.ReadingCounts:
        """Count the reports by what read them, and those that wait or were not read."""
        with self._reading() as connection:
            return reading_counts.count(connection)

    @contextmanager
    def source_lines(self) -> Iterator[source_lines.SourceLines]:
        """Give a line for each report and one for each claim, as of one moment, to be counted."""
        with self._reading() as connection:
            yield source_lines.SourceLines(connection)

    def older_readings(self, report_id: str) -> tuple[Reading, ...]:
        """Return the readings of a report that others have replaced, oldest first."""
        with self._reading() as connection:
            return readings.older(connection, report_id)

    def reports(self) -> Iterator[Report]:
        """Yield each report that has been read, without its claims, in the order of the ids."""
        for ids in self._batches():
            with self._reading() as connection:
                loaded = readings.load_reports(connection, ids)
            yield from loaded

    def reports_of(self, report_ids: Collection[str]) -> tuple[Report, ...]:
        """Return those of these reports that have been read, in the order of the ids."""
        with self._reading() as connection:
            own = readings.read_of(connection, report_ids)
            return tuple(readings.load_reports(connection, own))

    def captures_of(self, report_id: str) -> tuple[CaptureNote, ...]:
        """Return when, from where and how a report's bytes came in, the first time first.

        Those of its near copies are among them.
        """
        with self._reading() as connection:
            return captures.of_report(connection, report_id)

    def content(self, sha256: str) -> bytes:
        """Return captured bytes by their hash.

        Raises:
            LedgerError: If none of this hash were captured.

        """
        with self._reading() as connection:
            found = captures.content(connection, sha256)
        if found is None:
            raise LedgerError(f"{self._where} holds no bytes of the hash {sha256}")
        return found

    def save_linkage(self, linkage: Linkage, *, made_by: str) -> None:
        """Store incidents, members and reasons, all or nothing.

        An incident's id stays for good. A member's first place and every move is recorded as
        a decision by `made_by`; what a person ("person: N. N.") has placed no method moves.

        Raises:
            LedgerError: If the linkage does not fit the ledger's readings.

        """
        self._write(lambda connection: linkages.save(connection, linkage, made_by, self._now()))

    def incidents(self) -> tuple[Incident, ...]:
        """Return the incidents that have members, in the order of their ids."""
        with self._reading() as connection:
            return linkages.incidents(connection)

    def incident(self, incident_id: str) -> Incident:
        """Return one incident.

        Raises:
            NoSuchIncident: If there is none of this id; the message names similar ones.

        """
        with self._reading() as connection:
            return linkages.incident(connection, incident_id)

    def incident_ids(self, among: Collection[str] | None = None) -> set[str]:
        """Return every id that an incident has ever been given, or those `among` these."""
        with self._reading() as connection:
            return linkages.ids(connection, among)

    def incidents_of(self, incident_ids: Collection[str]) -> tuple[Incident, ...]:
        """Return those of these incidents that have members."""
        with self._reading() as connection:
            return linkages.some(connection, incident_ids)

    def placed_in(self, members: Collection[tuple[str, int]]) -> set[str]:
        """Return the incidents that linking has put these reports' incidents into."""
        with self._reading() as connection:
            return linkages.placed_in(connection, members)

    def told_around(
        self,
        spans: Sequence[tuple[date, date]] | None,
        told_within: tuple[date, date] | None = None,
        is_wanted: Callable[[Told], bool] = lambda _: True,
    ) -> tuple[Told, ...]:
        """Return what reports tell of within spans of days, and what they tell without a day.

        The spans are in order and apart from each other; any day where None is given. What is told
        without a day is left out where its report is of a day that is not in `told_within`, or
        where it is not wanted whatever its tolls are.
        """
        with self._reading() as connection:
            return tuple(linkages.around(connection, spans, told_within, is_wanted))

    def count_placed(self, up_to: int | None = None) -> int:
        """Return how many of the reports' incidents have been linked, or that it is `up_to`."""
        with self._reading() as connection:
            return linkages.count_placed(connection, up_to)

    def unplaced(self, new: Collection[str] = ()) -> tuple[str, ...]:
        """Return the ids of the reports that tell of something that has not been linked.

        Those that are `new` may be missing, which is quicker where there are no others.
        """
        with self._reading() as connection:
            return tuple(linkages.unplaced(connection, new))

    def links_of(self, incident_id: str) -> tuple[Link, ...]:
        """Return why each member is in an incident, and each near miss is not.

        Raises:
            NoSuchIncident: If there is none of this id.

        """
        with self._reading() as connection:
            return linkages.links_of(connection, incident_id)

    def decisions(self) -> tuple[Decision, ...]:
        """Return the log of rulings from its beginning."""
        with self._reading() as connection:
            return tuple(decisions.load(connection))

    def decide(
        self, what: Act, *, made_by: str, why: str, rests_on: Collection[str] = ()
    ) -> ReviewDecision:
        """Add what a person ("person: N. N.") decided in review to the log.

        `rashomon.reviewing` makes decisions from what a ledger holds, and shows what is in force.

        Raises:
            InvalidRecord: If no reason is given.
            LedgerError: If it withdraws what cannot be withdrawn.

        """
        with self._writing() as connection:
            return decisions.decide(
                connection, what, made_by=made_by, why=why, rests_on=rests_on, now=self._now()
            )

    def reviews(self) -> tuple[ReviewDecision, ...]:
        """Return what people decided in review, withdrawn or not, in the order of the log."""
        with self.one_look(), self._reading() as connection:
            upto, known = self._reviews
            last = self.head().decision
            if last <= upto:
                return known
            more = tuple(decisions.reviews(connection, after=upto))
            known = (*known, *more) if more else known
            if self._own_connection() is None:  # else it may yet be undone
                self._reviews = last, known
            return known

    def verify(self, on_check: Callable[[str], None] = lambda _: None) -> list[str]:
        """Return all that is not as it was recorded, in words; empty where all is well.

        `on_check` is told what is looked at next. `rashomon.verifying` also derives every report
        again.
        """
        with self._reading() as connection:
            return audit.problems(connection, self._where, on_check)

    def _batches(self) -> Iterator[list[str]]:
        """The ids of all reports in batches, so that no transaction outlives a `next()`."""
        with self._reading() as connection:
            ids = readings.report_ids(connection)
        for start in range(0, len(ids), _BATCH):
            yield ids[start : start + _BATCH]
