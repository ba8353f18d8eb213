"""The files that paths lead to, each as a capture: its bytes, its sidecar, the time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from rashomon.collect.content import LARGEST_REPORT_BYTES, why_no_report, why_too_large
from rashomon.collect.lines import collect_jsonl
from rashomon.collect.paths import Found, find_files, why_not_reached
from rashomon.collect.sidecars import SidecarTable, fill, read_sidecars
from rashomon.errors import ReportSkipped, UnreadableReport
from rashomon.records import Capture, Sidecar

__all__ = ["collect"]


def _utc_now() -> datetime:
    return datetime.now(UTC)


def collect(
    paths: Iterable[str | Path],
    *,
    reports_csv: Path | None = None,
    on_skip: Callable[[ReportSkipped], None],
    now: Callable[[], datetime] = _utc_now,
) -> Iterator[Capture]:
    """Yield a capture for each report under `paths`: files, folders and globs.

    `reports_csv` tells what the reports' own text lacks; without it, a folder's own
    `reports.csv` does. What cannot be read is told to `on_skip`, and the others go on. Two
    files of the same bytes are two captures.

    Raises:
        SettingError: If the sidecar cannot be read.

    """
    files = tuple(find_files(paths, on_skip))
    sidecars = {reports_csv} if reports_csv else {found.sidecar for found in files}
    tables = {path: read_sidecars(path, on_skip) for path in sorted(filter(None, sidecars))}
    return _captures(files, reports_csv, tables, on_skip, now)


def _captures(
    files: tuple[Found, ...],
    reports_csv: Path | None,
    tables: dict[Path, SidecarTable],
    on_skip: Callable[[ReportSkipped], None],
    now: Callable[[], datetime],
) -> Iterator[Capture]:
    for found in files:
        beside = reports_csv or found.sidecar
        table = tables[beside] if beside else None
        try:
            if found.media_type == "application/json":
                yield from _lines(found.path, table, on_skip, now)
            else:
                yield _capture(found, table, now)
        except OSError as error:
            on_skip(UnreadableReport(str(found.path), why_not_reached(error)))
        except ReportSkipped as error:
            on_skip(error)
    for table in tables.values():
        for complaint in table.unused():
            on_skip(complaint)


def _capture(found: Found, table: SidecarTable | None, now: Callable[[], datetime]) -> Capture:
    path = found.path
    name = path.stem
    told = table.find(name, path) if table else None
    too_large = why_too_large(path.stat().st_size)
    if too_large:
        raise UnreadableReport(str(path), too_large)
    with path.open("rb") as file:
        content = file.read(LARGEST_REPORT_BYTES + 1)  # the file may have grown since
    reason = why_too_large(len(content)) or why_no_report(content)
    if reason:
        raise UnreadableReport(str(path), reason)
    return Capture(content, name, str(path), found.media_type, now(), told or Sidecar())


def _lines(
    path: Path,
    table: SidecarTable | None,
    on_skip: Callable[[ReportSkipped], None],
    now: Callable[[], datetime],
) -> Iterator[Capture]:
    with path.open("rb") as stream:
        count = 0
        for capture in collect_jsonl(stream, str(path), on_skip, now=now):
            count += 1
            told = table.find(capture.name) if table else None
            yield replace(capture, sidecar=fill(capture.sidecar, told))
    if not count and not path.stat().st_size:
        raise UnreadableReport(str(path), "the file is empty")
