"""Claims as people coded or edited them: one a row of a table, a line of JSON or a row of Parquet.

What a coder keeps is told by the names of the columns, or by `--columns`. Our own exports of
claims have `claim_id`, and a value of several fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rashomon.errors import SettingError
from rashomon.importing.sheets import BadRow, Row, header_name, open_sheet
from rashomon.publish.claim_parquet import PARQUET_COLUMNS, nested_value, read_claims

__all__ = ["CLAIM_FIELDS", "Coded", "is_of_claims", "open_claims", "parse_claim_columns"]

_LONGEST_LINE = 2_000_000  # characters of a line of JSON; exports write some thousand
_FILE_ENDS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
# By field, the headers of coders' sheets, in the order in which they are taken.
CLAIM_FIELDS: Mapping[str, tuple[str, ...]] = {
    "key": ("row_key", "key", "row_id", "coding_id", "code_id", "id"),
    "claim_id": ("claim_id", "claim"),
    "report": (
        "report_id", "report", "report_name", "document", "document_id", "doc", "doc_id",
        "article", "article_id", "file", "url", "report_url", "link",
    ),
    "words": ("words", "quote", "quotation", "evidence", "passage", "excerpt", "text"),
    "start": ("start", "begin", "offset"),
    "end": ("end",),
    "facet": ("facet", "attribute", "variable", "category", "code"),
    "value": ("value", "coded_value", "coding", "figure", "answer"),
    "who": ("who", "victims", "group"),
    "speaker": ("speaker", "source", "attributed_to", "attribution", "said_by"),
    "stance": ("stance",),
    "incident": ("incident_id", "incident", "event_id", "event"),
    "day": ("day", "date", "incident_date", "event_date"),
    "place": ("place", "location", "town"),
    "coder": ("coder", "coded_by", "made_by", "annotator", "analyst"),
    "why": ("why", "note", "notes", "reason", "comment", "comments", "remarks"),
}  # fmt: skip
_FLAT = tuple(name for name in PARQUET_COLUMNS if name.startswith("value_"))


@dataclass(frozen=True, slots=True)
class Coded:
    """A claim as a row has it; what is None or "" is not told.

    `value` is in a coder's words, or by the fields that our exports write. `speakers` is the
    chain, empty for the report itself, None where nobody is named. `claim_id` is that of a claim
    that was exported.
    """

    where: str
    report: str
    facet: str
    value: str | Mapping[str, Any]
    words: str
    key: str = ""
    claim_id: str = ""
    start: int | None = None
    end: int | None = None
    who: str | None = None
    speakers: tuple[str, ...] | None = None
    stance: str = ""
    incident: str = ""
    day: str = ""
    place: str = ""
    coder: str = ""
    why: str = ""


def parse_claim_columns(words: str) -> dict[str, str]:
    """Return by field the column that holds it, of "report=doc,words=quote".

    Raises:
        SettingError: If it names no field that there is.

    """
    columns: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in words.split(","))):
        field, sign, column = (piece.strip() for piece in part.partition("="))
        if not sign or not column or field not in CLAIM_FIELDS:
            known = ", ".join(CLAIM_FIELDS)
            raise SettingError(
                f"--columns {part!r}: write field=column, for example report=doc,words=quote; "
                f"the fields are {known}"
            )
        columns[field] = header_name(column)
    return columns


def is_of_claims(path: Path) -> bool:
    """Tell whether a file holds claims by its ending alone: JSON Lines or Parquet."""
    return path.suffix.casefold() in _FILE_ENDS


def open_claims(path: Path, told: Mapping[str, str]) -> Iterator[Coded | BadRow]:
    """Yield the claims of a file, and in place of a row that cannot be used why not.

    Raises:
        SettingError: If the file cannot be read or has no columns for reports and facets.

    """
    kind = _FILE_ENDS.get(path.suffix.casefold())
    if kind == "jsonl":
        yield from _lines(path)
    elif kind == "parquet":
        yield from _parquet(path)
    else:
        yield from _sheet(path, told)


def _sheet(path: Path, told: Mapping[str, str]) -> Iterator[Coded | BadRow]:
    rows = open_sheet(path)
    names = list(next(rows).cells)
    columns = _columns(path, names, told)
    is_flat = "value" not in columns and "value_min" in names
    for row in rows:
        try:
            if row.fault:
                raise BadRow(row.fault)
            yield _of_row(row, columns, is_flat=is_flat)
        except BadRow as error:
            yield BadRow(f"{row.where}: {error}")


def _columns(path: Path, names: Sequence[str], told: Mapping[str, str]) -> dict[str, str]:
    """Which column holds which field: as told, the others by their usual names."""
    for field, column in told.items():
        if column not in names:
            raise SettingError(
                f"{path.name}: no column is called {column!r}, which --columns names for {field}; "
                f"there are: {', '.join(names[:20])}"
            )
    taken = set(told.values())
    found = dict(told)
    for field, usual in CLAIM_FIELDS.items():
        if field not in told:
            name = next((one for one in usual if one in names and one not in taken), None)
            if name is not None:
                found[field] = name
                taken.add(name)
    missing = [field for field in ("report", "facet") if field not in found]
    if missing:
        raise SettingError(
            f"{path.name}: no column can be told to hold the {' and '.join(missing)}; name it "
            f"with --columns {missing[0]}=…; there are: {', '.join(names[:20])}"
        )
    return found


def _of_row(row: Row, columns: Mapping[str, str], *, is_flat: bool) -> Coded:
    def cell(field: str) -> str:
        name = columns.get(field)
        return row[name] if name else ""

    facet, value = cell("facet"), cell("value")
    fields: str | Mapping[str, Any] = value
    if is_flat:
        fields = _typed_fields(facet, {name: row[name] for name in _FLAT})
    elif value.startswith("{"):
        try:
            fields = json.loads(value)
        except (ValueError, RecursionError):
            fields = value
    speaker = cell("speaker")
    return Coded(
        row.where, cell("report"), facet, fields, cell("words"),
        key=cell("key"), claim_id=cell("claim_id"),
        start=_offset(cell("start"), "start"), end=_offset(cell("end"), "end"),
        who=cell("who") or None, speakers=_speakers(speaker, is_flat=is_flat),
        stance=cell("stance"), incident=cell("incident"), day=cell("day"), place=cell("place"),
        coder=cell("coder"), why=cell("why"),
    )  # fmt: skip


def _speakers(cell: str, *, is_flat: bool) -> tuple[str, ...] | None:
    """A chain as JSON writes it, or one speaker's words; none where a coder left it out."""
    if cell.startswith("["):
        try:
            names = json.loads(cell)
        except (ValueError, RecursionError):
            return (cell,)
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            return tuple(names)
    if not cell:
        return () if is_flat else None
    return () if cell == "the report itself" else (cell,)


def _typed_fields(facet: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a value, each of its type, from the columns of a table."""
    flat: dict[str, Any] = {"facet": facet.strip().casefold()}
    for name, cell in cells.items():
        kind = PARQUET_COLUMNS[name]
        try:
            if not cell:
                flat[name] = None
            elif kind in ("int64", "int8"):
                flat[name] = int(float(cell))
            elif kind == "double":
                flat[name] = float(cell)
            elif kind == "candidates":
                flat[name] = None  # entries of a gazetteer are none that a person decides
            else:
                flat[name] = cell
        except (ValueError, OverflowError) as error:
            raise BadRow(f"“{name}” is {cell[:40]!r}, which is no number") from error
    return nested_value(flat)


def _offset(cell: str, name: str) -> int | None:
    try:
        return int(float(cell)) if cell else None
    except (ValueError, OverflowError) as error:
        raise BadRow(f"“{name}” is {cell[:40]!r}, which is no offset") from error


def _lines(path: Path) -> Iterator[Coded | BadRow]:
    try:
        with path.open("rb") as source:
            number = 0
            while line := source.readline(_LONGEST_LINE):
                number += 1
                where = f"{path.name}:{number}"
                if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
                    while line and not line.endswith(b"\n"):
                        line = source.readline(_LONGEST_LINE)
                    yield BadRow(f"{where}: the line is too long for a claim")
                    continue
                if not line.strip():
                    continue
                try:
                    data = json.loads(line.decode("utf-8-sig"))
                except (ValueError, RecursionError) as error:
                    yield BadRow(f"{where}: is no JSON: {error}; write one object a line")
                    continue
                yield _of_data(where, data)
    except OSError as error:
        raise SettingError(f"{path}: cannot be read: {error.strerror}") from error


def _parquet(path: Path) -> Iterator[Coded | BadRow]:
    try:
        for number, data in enumerate(read_claims(path), 1):
            yield _of_data(f"{path.name}: row {number}", data)
    except OSError as error:
        raise SettingError(f"{path}: cannot be read: {error}") from error
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise SettingError(
            f"{path.name}: is no Parquet of claims as `rashomon export` writes it: {error}"
        ) from error


def _of_data(where: str, data: object) -> Coded | BadRow:
    """A claim as `rashomon export -f jsonl` writes it, or with fewer fields."""
    if not isinstance(data, dict):
        return BadRow(f"{where}: is no object; write one claim a line")
    words = {
        name: data.get(name) or ""
        for name in (
            "report_id", "report", "facet", "quote", "claim_id", "stance", "incident_id", "coder",
            "why", "key",
        )
    }  # fmt: skip
    start, end, value = data.get("start"), data.get("end"), data.get("value")
    source = data.get("source")
    if isinstance(source, str):
        source = [source]
    is_well = (
        all(isinstance(word, str) and "\0" not in word for word in words.values())
        and all(each is None or type(each) is int for each in (start, end))
        and (value is None or isinstance(value, str | dict))
        and (source is None or isinstance(source, list))
        and all(isinstance(each, str) for each in source or ())
    )
    if not is_well:
        return BadRow(f"{where}: a field is of another type than exports write, or holds NUL")
    return Coded(
        where, words["report_id"] or words["report"], words["facet"], value or {}, words["quote"],
        key=words["key"], claim_id=words["claim_id"], start=start, end=end,
        speakers=None if source is None else tuple(source), stance=words["stance"],
        incident=words["incident_id"], coder=words["coder"], why=words["why"],
    )  # fmt: skip
