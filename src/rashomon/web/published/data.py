"""The data that lie beside a site's pages, written in the same pass: tables, maps, claims."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any

from rashomon.publish.exports import FORMATS
from rashomon.publish.incident_json import incident_as_json, report_as_json, write_items
from rashomon.publish.writing import Asked
from rashomon.records import Reading
from rashomon.web.files import IncidentFile

__all__ = ["DATA", "DataWriter", "data_files", "writing_data"]

DATA: Mapping[str, tuple[str, str]] = {
    "incidents.json": ("json", "Everything of every incident: accounts, positions, contests, "
                               "ranges, claims"),
    "incidents.csv": ("csv", "An incident a row, for spreadsheets"),
    "incidents.geojson": ("geojson", "An incident a point, with its uncertainty, for maps"),
    "incidents.jsonld": ("jsonld", "Incidents, reports and claims as linked data (schema.org)"),
    "claims.jsonl": ("jsonl", "A claim a line, with its words and speakers"),
    "claims.parquet": ("parquet", "The same claims in typed columns, for R, pandas and DuckDB"),
}  # fmt: skip
"""Each file with its format and what it is for."""

_WHOLE = "incidents.json"


def data_files() -> tuple[str, ...]:
    """Return the files that can be written here: Parquet needs pyarrow."""
    return tuple(
        name for name, (form, _) in DATA.items() if form != "parquet" or find_spec("pyarrow")
    )


class _Published(Mapping[str, Reading]):
    """The readings of the incident that is being written, for writers of formats."""

    def __init__(self) -> None:
        self.now: Mapping[str, Reading] = {}

    def __getitem__(self, report_id: str) -> Reading:
        return self.now[report_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.now)

    def __len__(self) -> int:
        return len(self.now)


class DataWriter:
    """Takes incidents, then reports, one after another."""

    def __init__(self, folder: Path, adders: list[Callable[[Any], None]], aside: IO[str]) -> None:
        """Write into `folder`; `adders` are the formats that go along with incidents, `aside`
        is where the one whole document's wait for its reports.
        """
        self._folder = folder
        self._adders = adders
        self.readings = _Published()
        self._zone_list: str | None = None
        self._incidents = aside  # some 10 kB each
        self._is_first = True
        self._reports: list[dict[str, Any]] = []

    def incident(self, file: IncidentFile) -> str:
        """Take an incident; return its JSON, by which it is told whether it changed."""
        self.readings.now = file.readings
        self._zone_list = file.dossier.zone_list or self._zone_list
        told = incident_as_json(file.dossier, file.readings)
        for add in self._adders:
            add(file.dossier)
        lines = json.dumps(told, ensure_ascii=False, indent=1)
        self._incidents.write(("\n  " if self._is_first else ",\n  ") + lines.replace("\n", "\n  "))
        self._is_first = False
        return lines

    def report(self, reading: Reading) -> None:
        """Take a report, which the one whole document tells of before the incidents."""
        self._reports.append(report_as_json(reading))

    def write_whole(self) -> None:
        """Write the one document that holds everything."""
        with (self._folder / _WHOLE).open("w", encoding="utf-8", newline="") as stream:
            zones = json.dumps(self._zone_list, ensure_ascii=False)
            stream.write(f'{{\n "zone_list": {zones},\n "reports": [')
            stream.write("\n ]," if write_items(stream, self._reports) else "],")
            stream.write('\n "incidents": [')
            self._incidents.seek(0)
            copyfileobj(self._incidents, stream)
            stream.write("]\n}\n" if self._is_first else "\n ]\n}\n")


@contextmanager
def writing_data(folder: Path) -> Iterator[DataWriter]:
    """Open the files of data in a folder; when the context ends they are whole."""
    folder.mkdir()
    with ExitStack() as stack:
        adders: list[Callable[[Any], None]] = []
        aside = stack.enter_context(TemporaryFile("w+", encoding="utf-8", newline=""))
        writer = DataWriter(folder, adders, aside)
        for name in data_files():
            if name == _WHOLE:
                continue
            form = FORMATS[DATA[name][0]]
            stream: IO[Any] = stack.enter_context(
                (folder / name).open("wb")
                if form.is_binary
                else (folder / name).open("w", encoding="utf-8", newline="")
            )
            adders.append(stack.enter_context(form.write(stream, Asked(writer.readings))))
        yield writer
        writer.write_whole()
