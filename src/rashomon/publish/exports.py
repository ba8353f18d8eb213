"""A ledger's incidents as files: a registry of formats, each with its writer in its own module.

json      one document: every incident with its accounts, positions, contests, ranges, claims,
          and how it lies to the zones near it
jsonl     one claim a line, with its incident, report, speakers and words
parquet   the same claims in typed columns
csv       one incident a row, ranges with the policy and the claims behind each figure; or in the
          columns of a policy's codebook
geojson   one point a placed incident, with its uncertainty in km
ftm       FollowTheMoney entities for OpenAleph, one a line
jsonld    schema.org's events, articles and claims

To add one, write a module with a writer (see `writing`) and name it in `FORMATS`; its columns
go on a page in docs/codebooks/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO, Any

from rashomon.errors import SettingError
from rashomon.publish.claim_parquet import writing_parquet, writing_table
from rashomon.publish.claim_rows import writing_jsonl, writing_lines
from rashomon.publish.ftm import writing_ftm
from rashomon.publish.geojson import writing_geojson
from rashomon.publish.incident_columns import claims_of, date_reason
from rashomon.publish.incident_json import writing_json
from rashomon.publish.incident_tables import writing_csv
from rashomon.publish.schema_org import writing_jsonld
from rashomon.publish.writing import Asked, Readings, Writer
from rashomon.records import Dossier

__all__ = ["FORMATS", "Format", "claims_of", "date_reason", "export", "export_claims"]

ClaimWriter = Callable[[Any], AbstractContextManager[Callable[[Iterable[dict[str, Any]]], None]]]


@dataclass(frozen=True, slots=True)
class Format:
    """A writer, what it takes, and its page in docs/codebooks/; "" where it has none.

    `write_claims` is there where the file holds claims alone, which no reconciling changes.
    """

    write: Writer
    is_binary: bool = False
    page: str = ""
    write_claims: ClaimWriter | None = None


FORMATS: Mapping[str, Format] = {
    "json": Format(writing_json),
    "jsonl": Format(writing_jsonl, page="claims", write_claims=writing_lines),
    "parquet": Format(writing_parquet, is_binary=True, page="claims", write_claims=writing_table),
    "csv": Format(writing_csv, page="incidents"),
    "geojson": Format(writing_geojson, page="geojson"),
    "ftm": Format(writing_ftm, page="followthemoney"),
    "jsonld": Format(writing_jsonld, page="schema-org"),
}


def export(
    dossiers: Iterable[Dossier],
    readings: Readings,
    form: str,
    stream: IO[Any],
    *,
    manner: str | None = None,
    has_raw_cells: bool = False,
    has_quotes: bool = False,
) -> None:
    """Write the incidents to `stream` in one of `FORMATS`, one after another.

    The stream takes text, or bytes where the format is binary. `manner` names the codebook whose
    columns a table has ("ucdp"): the policy of the dossiers. `writing.Asked` tells of the others.

    Raises:
        SettingError: If there is no such format, or a library that it needs is not there.
    """
    if form not in FORMATS:
        raise SettingError(f"no format is called {form!r}; there are: {', '.join(FORMATS)}")
    asked = Asked(readings, manner, has_raw_cells, has_quotes)
    with FORMATS[form].write(stream, asked) as add:
        for dossier in dossiers:
            add(dossier)


def export_claims(rows: Iterable[dict[str, Any]], form: str, stream: IO[Any]) -> None:
    """Write rows of claims (`stored_claims.each_claim`) as `export` writes those of dossiers.

    Raises:
        SettingError: If the format is none of claims alone, or a library that it needs is not
            there.
    """
    write_claims = FORMATS[form].write_claims if form in FORMATS else None
    if write_claims is None:
        known = ", ".join(name for name, one in FORMATS.items() if one.write_claims)
        raise SettingError(f"{form!r} is no format of claims alone; these are: {known}")
    with write_claims(stream) as write:
        write(rows)
