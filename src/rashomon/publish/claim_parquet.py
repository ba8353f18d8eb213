"""`parquet`: the claims of `jsonl` as a table with typed columns, for R, pandas, DuckDB, Spark.

A value's fields are columns of their own, `value_min` and so on, of which each facet fills its
own. pyarrow writes it, which is large and so an extra of the package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import IO, Any, BinaryIO

from rashomon.errors import SettingError
from rashomon.publish.claim_rows import CLAIM_COLUMNS, claim_rows
from rashomon.publish.writing import Add, Asked
from rashomon.records import COUNT_FACETS, Facet

__all__ = ["PARQUET_COLUMNS", "nested_value", "read_claims", "writing_parquet", "writing_table"]

_ROWS = 20_000  # claims in memory at once: some tens of megabytes
_CANDIDATE = {
    "id": "string", "name": "string", "kind": "string", "admin": "string", "country": "string",
    "lat": "double", "lon": "double", "score": "double",
}  # fmt: skip
_VALUE_TYPES = {
    "min": "int64", "max": "int64", "who": "string", "actor": "string", "what": "string",
    "class": "string", "name": "string", "lat": "double", "lon": "double", "radius_km": "double",
    "relation": "string", "where_prec": "int8", "geo_precision": "int8", "reason": "string",
    "candidates": "candidates", "from": "date32", "to": "date32", "words": "string",
}  # fmt: skip
_PLACE = "name lat lon radius_km relation where_prec geo_precision reason candidates".split()
_FIELDS: dict[str, tuple[str, ...]] = {
    **{facet.value: ("min", "max", "who") for facet in COUNT_FACETS},
    Facet.RESPONSIBLE.value: ("actor",),
    Facet.TARGET.value: ("actor", "what"),
    Facet.MEANS.value: ("class",),
    Facet.PLACE.value: tuple(_PLACE),
    Facet.DATE.value: ("from", "to"),
}
_TYPES = {
    "source": "strings", "start": "int32", "end": "int32", "confidence": "double",
    "published": "date32",
}  # fmt: skip
PARQUET_COLUMNS: Mapping[str, str] = {
    column: kind
    for name in CLAIM_COLUMNS
    for column, kind in (
        [(f"value_{field}", kind) for field, kind in _VALUE_TYPES.items()]
        if name == "value"
        else [(name, _TYPES.get(name, "string"))]
    )
}
"""Every column with its type: those of Arrow, "strings" a list, "candidates" a list of structs."""


@contextmanager
def writing_parquet(stream: BinaryIO, asked: Asked) -> Iterator[Add]:
    """Write the claims of dossiers in groups of rows.

    Raises:
        SettingError: If pyarrow is not there, or a number is too large for its column.
    """
    with writing_table(stream) as write:
        yield lambda dossier: write(claim_rows(dossier, asked.readings))


@contextmanager
def writing_table(stream: BinaryIO) -> Iterator[Callable[[Iterable[dict[str, Any]]], None]]:
    """Write rows of claims in groups, of which one is in memory.

    Raises:
        SettingError: If pyarrow is not there, or a number is too large for its column.
    """
    pa, schema = _arrow()
    rows: list[dict[str, Any]] = []
    with import_module("pyarrow.parquet").ParquetWriter(
        stream, schema, compression="zstd", write_statistics=True
    ) as writer:

        def flush() -> None:
            try:
                table = _table(pa, schema, rows)
            except (pa.ArrowInvalid, OverflowError) as error:
                raise SettingError(
                    f"a claim does not fit into Parquet's columns ({error}); "
                    "`--format jsonl` holds it"
                ) from error
            writer.write_table(table, row_group_size=_ROWS)
            rows.clear()

        def write(more: Iterable[dict[str, Any]]) -> None:
            for row in more:
                rows.append(row)
                if len(rows) >= _ROWS:
                    flush()

        yield write
        if rows:
            flush()


def read_claims(source: str | Path | IO[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the claims of a Parquet file as the lines of `jsonl` have them.

    Raises:
        SettingError: If pyarrow is not there.
    """
    _arrow()
    with import_module("pyarrow.parquet").ParquetFile(source) as file:
        for batch in file.iter_batches():
            yield from map(_nested, batch.to_pylist())


def _table(pa: Any, schema: Any, rows: Sequence[dict[str, Any]]) -> Any:
    """Return the rows as an Arrow table; values that rows share are converted once."""
    places: dict[int, int] = {}  # of each value among those that differ, by its identity
    values: list[dict[str, Any]] = []
    for row in rows:
        if id(row["value"]) not in places:
            places[id(row["value"])] = len(values)
            values.append(row["value"])
    at = pa.array([places[id(row["value"])] for row in rows], pa.int32())
    columns = []
    for column in schema:
        own = column.name.removeprefix("value_")
        if own == column.name:
            columns.append(_column(pa, [row[own] for row in rows], column.type))
        else:
            columns.append(_column(pa, [v.get(own) for v in values], column.type).take(at))
    return pa.Table.from_arrays(columns, schema=schema)


def _column(pa: Any, cells: Sequence[Any], kind: Any) -> Any:
    if kind == pa.date32():
        cells = [None if cell is None else date.fromisoformat(cell) for cell in cells]
    return pa.array(cells, kind)


def _nested(flat: dict[str, Any]) -> dict[str, Any]:
    for name, value in flat.items():
        if isinstance(value, date):
            flat[name] = value.isoformat()
    value = nested_value(flat)
    return {name: value if name == "value" else flat[name] for name in CLAIM_COLUMNS}


def nested_value(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a value, as `jsonl` has them, from the columns of its facet."""
    value = {name: flat[f"value_{name}"] for name in _FIELDS.get(flat["facet"], ())}
    if flat["value_words"] is not None:  # what is known of a day that the words do not lead to
        value["words"] = flat["value_words"]
    return value


def _arrow() -> tuple[Any, Any]:
    """Return pyarrow and the schema."""
    try:
        pa = import_module("pyarrow")
    except ImportError as error:
        raise SettingError(
            "Parquet needs pyarrow, which is not installed: pip install 'rashomon[parquet]'; "
            "`--format jsonl` has the same claims"
        ) from error
    kinds = {
        "string": pa.string(), "double": pa.float64(), "int64": pa.int64(), "int32": pa.int32(),
        "int8": pa.int8(), "date32": pa.date32(), "strings": pa.list_(pa.string()),
    }  # fmt: skip
    candidate = pa.struct([(name, kinds[kind]) for name, kind in _CANDIDATE.items()])
    kinds["candidates"] = pa.list_(candidate)
    fields = [pa.field(name, kinds[kind]) for name, kind in PARQUET_COLUMNS.items()]
    return pa, pa.schema(fields, metadata={"codebook": "rashomon claims 1"})
