"""Taking back what people wrote into tables: decisions, hand-coded claims, review of incidents.

A table is read row by row (`sheets`), each row becomes what is to be decided (`decision_rows`,
`claim_rows`, `incident_rows`), all against one state of the ledger (`plan`), and what is planned
is written at once, or not at all (`taking`).
"""

from rashomon.importing.taking import Imported, Taken, take_files

__all__ = ["Imported", "Taken", "take_files"]
