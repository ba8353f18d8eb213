"""The reports of a ledger by what people call them: id, name, address or place on the web."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rashomon.importing.sheets import BadRow

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["Reports"]


class Reports:
    """Finds reports; all names are looked through once, where an id does not do."""

    def __init__(self, ledger: Ledger) -> None:
        """Load the ids alone."""
        self._ledger = ledger
        self._ids = set(ledger.report_ids())
        self._copies = ledger.copies()
        self._named: dict[str, set[str]] | None = None

    def find(self, words: str) -> str:
        """Return the id of the one report that is meant.

        Raises:
            BadRow: If none is meant, or several are.

        """
        if words in self._ids:
            return words
        if words in self._copies:
            return self._copies[words]
        found = sorted(self._names().get(words.casefold(), ()))
        if not found and len(words) >= 4:
            found = sorted(each for each in self._ids if each.startswith(words))
        if len(found) == 1:
            return found[0]
        if not found:
            raise BadRow(
                f"the ledger holds no report that is called {words[:80]!r}; add it with "
                "`rashomon add`, build, and import again"
            )
        told = ", ".join(found[:5])
        raise BadRow(f"{words[:80]!r} may be any of {len(found)} reports: {told}; write an id")

    def _names(self) -> dict[str, set[str]]:
        if self._named is None:
            named: defaultdict[str, set[str]] = defaultdict(set)
            for note in self._ledger.captures():
                kept = self._copies.get(note.report_id, note.report_id)
                if kept in self._ids:
                    for name in filter(None, (note.name, note.address, note.sidecar.url)):
                        named[name.casefold()].add(kept)
            for report in self._ledger.reports():
                for name in filter(None, (report.url, report.name)):
                    named[name.casefold()].add(report.report_id)
            self._named = dict(named)
        return self._named
