"""Cells of a table of decisions as what the command line would be told."""

from __future__ import annotations

from datetime import date

from rashomon.deciding import Change
from rashomon.importing.sheets import BadRow, Row, plain
from rashomon.publish.decision_tables import OWN_VOICE

__all__ = ["change_of", "day_of", "member_names", "number_of", "rests_on_of"]


def rests_on_of(row: Row) -> tuple[str, ...]:
    """Return what a decision rests on, one entry a line of the cell."""
    lines = (line.strip() for line in row["rests_on"].splitlines())
    return tuple(line for line in lines if line)


def member_names(cell: str) -> list[str]:
    """Return the reports' incidents that a cell names, one behind the other."""
    return [name.strip() for name in cell.replace("\n", ";").split(";") if name.strip()]


def change_of(row: Row, prefix: str) -> Change:
    """Return what the columns of a claim say that begin so; empty ones leave it as it is."""
    speaker = row[f"{prefix}speaker"] or None
    return Change(
        value=row[f"{prefix}value"] or None,
        who=row[f"{prefix}who"] or None,
        speaker="" if speaker == OWN_VOICE else speaker,
        stance=plain(row[f"{prefix}stance"]).casefold() or None,
        start=_offset(row, f"{prefix}start"),
        end=_offset(row, f"{prefix}end"),
        quote=row[f"{prefix}words"] or None,
    )


def _offset(row: Row, name: str) -> int | None:
    cell = row[name]
    if not cell:
        return None
    try:
        return int(float(cell))
    except (ValueError, OverflowError) as error:
        raise BadRow(f"“{name}” is {cell[:40]!r}, which is no offset") from error


def number_of(row: Row, name: str) -> float:
    """Return a coordinate or a radius.

    Raises:
        BadRow: If the cell is none.

    """
    try:
        return float(row[name] or ("5" if name == "radius_km" else ""))
    except ValueError as error:
        raise BadRow(f"“{name}” is {row[name][:40]!r}, which is no number") from error


def day_of(cell: str) -> date | None:
    """Return a day, None where the cell is empty.

    Raises:
        BadRow: If the cell is none.

    """
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError as error:
        raise BadRow(f"{cell[:40]!r} can be read as no one day; write 2031-03-07") from error
