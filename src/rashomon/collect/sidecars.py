"""What `reports.csv` tells of the reports beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path

from rashomon.errors import BadSidecar, ReportSkipped, SettingError
from rashomon.records import Sidecar
from rashomon.reference.iso_days import parse_day, parse_moment

__all__ = ["SidecarTable", "fill", "parse_sidecars", "read_sidecars"]

_KEY_COLUMNS = ("file", "id", "name")
# Column, and the Sidecar's field that it fills.
_COLUMNS = {
    "outlet": "outlet",
    "published": "published_on",
    "url": "url",
    "title": "title",
    "carried_from": "carried_from",
    "context_date": "context_date",
}
_DATE_COLUMNS = frozenset({"published", "context_date"})


@dataclass(slots=True)
class SidecarTable:
    """The rows of one `reports.csv`, and which of them were asked for."""

    path: Path
    rows: dict[str, tuple[int, Sidecar]]
    used: set[str] = field(default_factory=set)

    def find(self, name: str, path: Path | None = None) -> Sidecar | None:
        """Return the row for a report: by relative path, file name, path as given, or stem."""
        for key in self._keys(name, path):
            if key in self.rows:
                self.used.add(key)
                return self.rows[key][1]
        return None

    def unused(self) -> list[BadSidecar]:
        """Return a complaint for each row that names none of the reports asked for."""
        return [
            BadSidecar(f"{self.path}:{line}", f"names {key!r}, which is none of the given reports")
            for key, (line, _) in self.rows.items()
            if key not in self.used
        ]

    def _keys(self, name: str, path: Path | None) -> list[str]:
        keys = [name]
        if path is not None:
            keys = [path.name, path.as_posix(), name]
            base = self.path.parent
            if path.is_relative_to(base):
                keys.insert(0, path.relative_to(base).as_posix())
        return keys


def read_sidecars(path: Path, on_skip: Callable[[ReportSkipped], None]) -> SidecarTable:
    """Read a sidecar; a bad cell is told to `on_skip` and its row kept without it.

    Raises:
        SettingError: If the file cannot be read or has no column that names reports.

    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingError(f"{path}: cannot be read: {reason}") from error
    return parse_sidecars(path, content, on_skip)


def parse_sidecars(
    path: Path, content: bytes, on_skip: Callable[[ReportSkipped], None]
) -> SidecarTable:
    """Read a sidecar's bytes; `path` is where they lie, and what its files are found from.

    Raises:
        SettingError: If they are no UTF-8 or have no column that names reports.

    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingError(
            f"{path}: not UTF-8 (byte {error.start}); save it as “CSV UTF-8”"
        ) from error
    return _table(path, _rows(path, text), on_skip)


def fill(first: Sidecar, second: Sidecar | None) -> Sidecar:
    """Return `first` with what it lacks taken from `second`."""
    if second is None:
        return first
    return Sidecar(
        **{f.name: getattr(first, f.name) or getattr(second, f.name) for f in fields(Sidecar)}
    )


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of its last line."""
    header = text.partition("\n")[0]
    delimiter = ";" if ";" in header and "," not in header else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in rows:
            yield rows.line_num, cells
    except csv.Error as error:
        raise SettingError(f"{path}:{rows.line_num}: no CSV: {error}") from error


def _table(
    path: Path, rows: Iterator[tuple[int, list[str]]], on_skip: Callable[[ReportSkipped], None]
) -> SidecarTable:
    _, header = next(rows, (0, []))
    columns = [name.strip().casefold() for name in header]
    key_column = next((columns.index(key) for key in _KEY_COLUMNS if key in columns), None)
    if key_column is None:
        known = ", ".join(_COLUMNS)
        raise SettingError(
            f"{path}: needs a column “file” that names the reports, and any of {known}; "
            f"it has {', '.join(filter(None, columns)) or 'none'}"
        )
    extra = [
        name or f"column {at}"
        for at, name in enumerate(columns, 1)
        if name not in _COLUMNS and at - 1 != key_column
    ]
    if extra:
        on_skip(BadSidecar(str(path), f"columns that are not used: {', '.join(extra)}"))
    table: dict[str, tuple[int, Sidecar]] = {}
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        where = f"{path}:{line}"
        if len(cells) > len(columns):
            on_skip(BadSidecar(where, f"{len(cells)} cells in {len(columns)} columns; row unused"))
            continue
        key = cells[key_column].strip() if key_column < len(cells) else ""
        key = key.replace("\\", "/").removeprefix("./")
        if not key:
            on_skip(BadSidecar(where, f"the {columns[key_column]} is missing; row unused"))
        elif key in table:
            on_skip(BadSidecar(where, f"a second row for {key!r}; the first one holds"))
        else:
            row = dict(zip(columns, cells, strict=False))
            table[key] = (line, _sidecar(row, where, on_skip))
    return SidecarTable(path, table)


def _sidecar(row: dict[str, str], where: str, on_skip: Callable[[ReportSkipped], None]) -> Sidecar:
    told: dict[str, str | date] = {}
    for column, name in _COLUMNS.items():
        words = row.get(column, "").strip()
        if not words:
            continue
        if column not in _DATE_COLUMNS:
            told[name] = words
            continue
        day = parse_day(words)
        if day is None:
            on_skip(
                BadSidecar(
                    where,
                    f"{column} {words!r} is no date (write 2018-06-17); "
                    "the report is read without it",
                )
            )
        else:
            told[name] = day
            if column == "published" and (moment := parse_moment(words)):
                told["published_at"] = moment
    return Sidecar(**told)  # type: ignore[arg-type]
