"""Which of the incidents that a report tells of a coded claim is about."""

from __future__ import annotations

import re

from rashomon.collect.tables.columns import DayOrder
from rashomon.importing.claim_sheets import Coded
from rashomon.importing.plan import Plan
from rashomon.importing.sheets import BadRow, plain
from rashomon.records import EvidenceSpan, Reading, ReportIncident
from rashomon.review.relocating import shared

__all__ = ["Telling"]

_NUMBER = re.compile(r"(?:.*#)?(\d{1,6})")


class Telling:
    """Finds what a report's rows are about, against the incidents as they are at the start."""

    def __init__(self, plan: Plan) -> None:
        """Keep the view of today; coded claims move nothing from one incident to another."""
        self._plan = plan
        self._today = plan.today
        self._report_id = ""
        self._placed: dict[tuple[str, int], str | None] = {}

    def asked(self, coded: Coded, reading: Reading) -> ReportIncident | None:
        """Return what a row names by itself, by number, incident, day or place; None if nothing.

        Raises:
            BadRow: If it names an incident that the report does not tell of.

        """
        there = reading.incidents
        if coded.incident:
            found = [told for told in there if self._is_meant(coded.incident, told)]
            if len(found) == 1 or not found:
                return found[0] if found else self._tell(coded, reading)
            there = tuple(found)
        fitting = [told for told in there if self._fits(coded, told)]
        if len(fitting) == 1 and (coded.day or coded.place):
            return fitting[0]
        return None

    def by_words(self, coded: Coded, reading: Reading, words: EvidenceSpan) -> ReportIncident:
        """Return what the words tell of: their sentence's incident, else the report's only one.

        Raises:
            BadRow: If that cannot be told.

        """
        if not reading.incidents:
            raise BadRow(
                f"in {reading.report.name} no incident was read, so that no claim can be added"
            )
        spans = {mention.mention_id: mention.span for mention in reading.mentions}
        common = {
            told.number: max(shared(spans[m], words) for m in told.mentions)
            for told in reading.incidents
        }
        most = max(common.values())
        best = [told for told in reading.incidents if common[told.number] == most]
        if coded.incident:
            best = [told for told in best if self._is_meant(coded.incident, told)] or best
        if len(best) == 1:
            return best[0]
        known = "; ".join(self._in_words(told) for told in reading.incidents[:6])
        raise BadRow(
            f"its words stand in the telling of no one incident; write into “incident” which of "
            f"{reading.report.name}'s it is about: {known}"
        )

    def _is_meant(self, words: str, told: ReportIncident) -> bool:
        number = _NUMBER.fullmatch(words)
        if number is not None:
            return told.number == int(number[1])
        if told.report_id != self._report_id:
            self._report_id, self._placed = told.report_id, {}
        if told.key not in self._placed:
            self._placed[told.key] = self._today.incident_of(told.key)
        return self._placed[told.key] == self._today.current_id(words)

    def _tell(self, coded: Coded, reading: Reading) -> ReportIncident:
        known = "; ".join(self._in_words(told) for told in reading.incidents[:6]) or "nothing"
        raise BadRow(
            f"{reading.report.name} tells of nothing in the incident {coded.incident[:60]!r}; it "
            f"tells of: {known}"
        )

    def _fits(self, coded: Coded, told: ReportIncident) -> bool:
        if coded.day:
            day, _ = DayOrder().parse(coded.day)
            if day is None or told.date is None or not told.date.first <= day <= told.date.last:
                return False
        if coded.place:
            if told.place is None:
                return False
            names = (told.place.words, *(anchor.name for anchor in told.place.anchors[:1]))
            wanted = plain(coded.place).casefold()
            return any(wanted in name.casefold() for name in map(plain, names))
        return True

    def _in_words(self, told: ReportIncident) -> str:
        day = told.date.first.isoformat() if told.date else "day unknown"
        place = plain(told.place.words) if told.place else "place unknown"
        return f"#{told.number} ({told.kind}, {day}, {place})"
