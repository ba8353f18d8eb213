"""The user's own table of how reliable sources are: `sources.csv`.

    source,what,grade,who,when,why
    Reuters,outlet,B,desk,2024-03-01,own reporters on the ground
    the Defense Ministry,speaker,D,desk,2024-03-01,three figures withdrawn within a year

Nobody is graded who is not in it. Grades are a person's rulings, with who gave them and why.
"""

from __future__ import annotations

import csv
from pathlib import Path

from rashomon.errors import InvalidRecord, SettingError
from rashomon.records import SourceGrade

__all__ = ["read_sources"]

_NEEDED = ("source", "what", "grade")


def read_sources(path: Path) -> tuple[SourceGrade, ...]:
    """Return the grades of a table, in its order.

    Raises:
        SettingError: If it cannot be read, lacks a column, or holds a grade that is none.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingError(f"{path}: no table of sources can be read: {error}") from error
    found = []
    for line, row in enumerate(rows, 2):
        told = {key: (value or "").strip() for key, value in row.items() if isinstance(value, str)}
        missing = [name for name in _NEEDED if not told.get(name)]
        if missing:
            raise SettingError(f"{path}, line {line}: no {', '.join(missing)}")
        try:
            found.append(
                SourceGrade(
                    told["source"],
                    told["what"].casefold(),
                    told["grade"].upper(),
                    told.get("who", ""),
                    told.get("when", ""),
                    told.get("why", ""),
                )
            )
        except InvalidRecord as error:
            raise SettingError(f"{path}, line {line}: {error}") from error
    return tuple(found)
