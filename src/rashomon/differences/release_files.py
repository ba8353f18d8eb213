"""The files of a release, a folder or a ZIP of one: its manifest, and its incidents one by one.

They come from outside. Nothing is unpacked, an incident is held in memory at a time, and all is
held against the manifest's hash.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from rashomon.errors import SettingError
from rashomon.publish.release import MANIFEST

__all__ = ["Release", "open_release"]

INCIDENTS = "incidents.json"
_MOST_BYTES = 10_000_000  # of a manifest, which has some thousand
_LONGEST_ITEM = 64_000_000  # bytes of one incident; the largest that we have met have 300,000


@dataclass(frozen=True, slots=True)
class ReportNote:
    """What a release tells of a report besides its claims."""

    reader: str
    outlet: str
    published: str


@dataclass(slots=True)
class Release:
    """A release at a path. `reports` are those that its incidents have, once these were met."""

    path: Path
    manifest: dict[str, Any]
    reports: dict[str, ReportNote] = field(default_factory=dict)

    @property
    def policy(self) -> str:
        """The policy of its incidents, "" where the manifest names none."""
        return str(self._entry().get("policy") or "")

    def items(self) -> Iterator[str]:
        """Yield its incidents as they are written, in their order.

        Raises:
            SettingError: If they cannot be read, or are not as the manifest says.
        """
        digest = hashlib.sha256()
        with _reading(self.path, INCIDENTS) as stream:
            for section, item in _items(stream, digest, self.path):
                if section == "incidents":
                    yield item
                else:
                    self._note(item)
            for rest in iter(lambda: stream.read(1 << 20), b""):
                digest.update(rest)
        if digest.hexdigest() != self._entry()["sha256"]:
            raise SettingError(
                f"{self.path}: its {INCIDENTS} is not the one of its manifest; "
                "`rashomon release --check` tells more"
            )

    def _entry(self) -> dict[str, Any]:
        for entry in self.manifest["files"]:
            if entry["name"] == INCIDENTS:
                return dict(entry)
        raise SettingError(f"{self.path}: the release has no {INCIDENTS}, so it cannot be compared")

    def _note(self, item: str) -> None:
        told = _json(item, self.path)
        report_id = told.get("report_id")
        if isinstance(report_id, str):
            facts = [str(told.get(name) or "unknown") for name in ("reader", "outlet", "published")]
            self.reports[report_id] = ReportNote(*facts)


def open_release(path: Path) -> Release:
    """Return the release in a folder, or in a ZIP of one.

    Raises:
        SettingError: If there is none, or its manifest is damaged.
    """
    with _reading(path, MANIFEST) as stream:
        raw = stream.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise SettingError(f"{path}: its {MANIFEST} is too large for one")
    manifest = _json(raw.decode("utf-8", "replace"), path)
    files = manifest.get("files")
    is_ours = manifest.get("manifest") == 1 and isinstance(files, list)
    if not is_ours or not all(_is_entry(entry) for entry in files or ()):
        raise SettingError(f"{path}: no manifest of a release that this version knows")
    return Release(path, manifest)


def _is_entry(entry: object) -> bool:
    return isinstance(entry, dict) and all(
        isinstance(entry.get(name), str) for name in ("name", "sha256")
    )


@contextmanager
def _reading(path: Path, name: str) -> Iterator[IO[bytes]]:
    """Open a file of a release: in its folder, or in its ZIP, at the top or in one folder."""
    try:
        if path.is_dir():
            with (path / name).open("rb") as stream:
                yield stream
            return
        with zipfile.ZipFile(path) as archive:
            fitting = [
                one for one in archive.namelist() if one == name or one.partition("/")[2] == name
            ]
            if len(fitting) != 1:
                raise SettingError(f"{path}: holds {len(fitting)} files {name}; a release has one")
            with archive.open(fitting[0]) as packed:
                yield packed
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        # The library's words for what is locked, damaged or packed in a way that it does not know.
        told = error.strerror if isinstance(error, OSError) else error
        raise SettingError(f"{path}: {name} cannot be read: {told}; no release?") from error


def _items(stream: IO[bytes], digest: Any, path: Path) -> Iterator[tuple[str, str]]:
    """Yield the reports and incidents, each on lines of its own as `publish` writes them."""
    section, lines, size = "", [], 0
    for raw in iter(lambda: stream.readline(_LONGEST_ITEM), b""):
        digest.update(raw)
        line = raw.rstrip(b"\r\n")
        if line.startswith(b' "') and line.endswith(b": ["):
            section = line[2:].partition(b'"')[0].decode("utf-8", "replace")
        elif line == b"  {":
            lines, size = [b"{"], 0
        elif lines:
            is_end = line in (b"  }", b"  },")
            lines.append(b"}" if is_end else line)
            size += len(line)
            if size > _LONGEST_ITEM:
                raise SettingError(f"{path}: an incident of more than {_LONGEST_ITEM} bytes")
            if is_end:
                yield section, b"\n".join(lines).decode("utf-8", "replace")
                lines = []


def _json(text: str, path: Path) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingError(f"{path}: is damaged, {error!r:.80}") from error
    if not isinstance(data, dict):
        raise SettingError(f"{path}: is damaged, no JSON object where one is due")
    return data
