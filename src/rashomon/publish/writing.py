"""What every writer of a format is: one that is handed the dossiers one after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from rashomon.records import Dossier, Reading

__all__ = ["Add", "Asked", "Readings", "Writer"]

Readings = Mapping[str, Reading]
Add = Callable[[Dossier], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a writer is to know besides the dossiers.

    `readings` holds those of the incidents' reports by report id, in the order of the ids.
    `manner` names the codebook whose columns a table has ("ucdp"). `has_raw_cells` leaves cells
    of tables as they are, though a spreadsheet might take one for a formula. `has_quotes` puts
    the reports' own words also where they are left out lest they name a private victim.
    """

    readings: Readings
    manner: str | None = None
    has_raw_cells: bool = False
    has_quotes: bool = False


# Given a stream and what is asked: within the context incidents are added, on leaving it the
# file is complete. So several files can be written in one pass over a ledger.
Writer = Callable[[Any, Asked], AbstractContextManager[Add]]
