"""A ledger's readings, loaded when they are asked for, of which only some are kept in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rashomon.records import Reading
from rashomon.reviewing import Today

if TYPE_CHECKING:
    from rashomon.ledger.views import View

__all__ = ["StoredReadings"]

_KEPT = 1000  # readings: some tens of megabytes with the longest reports that we have met
_AT_ONCE = 100  # loaded together, so that there are few queries


class StoredReadings(Mapping[str, Reading]):
    """The current readings of a ledger by the ids of their reports, in the order of the ids.

    They are as people have left them: `today` is the view that they are of.
    """

    def __init__(self, ledger: View, *, kept: int = _KEPT) -> None:
        """Load nothing yet; never keep more than `kept` readings, but for those of one call."""
        self._ledger = ledger
        self.today = Today(ledger)
        self._most = kept
        self._kept: OrderedDict[str, Reading] = OrderedDict()

    def load(self, report_ids: Iterable[str]) -> None:
        """Load those of these reports that are not at hand, by few queries."""
        wanted = list(dict.fromkeys(report_ids))
        missing = [report_id for report_id in wanted if report_id not in self._kept]
        for report_id in wanted:
            if report_id in self._kept:
                self._kept.move_to_end(report_id)
        for reading in self.today.readings_of(missing) if missing else ():
            self._kept[reading.report.report_id] = reading
        while len(self._kept) > max(self._most, len(wanted)):
            self._kept.popitem(last=False)

    def __getitem__(self, report_id: str) -> Reading:
        self.load([report_id])
        return self._kept[report_id]

    def __iter__(self) -> Iterator[str]:
        ids = self._ledger.report_ids()
        for start in range(0, len(ids), _AT_ONCE):
            batch = ids[start : start + _AT_ONCE]
            self.load(batch)
            yield from [report_id for report_id in batch if report_id in self._kept]

    def __len__(self) -> int:
        return sum(1 for _ in self._ledger.reports())
