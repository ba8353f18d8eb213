"""The files that paths lead to, each as captures: bytes, sidecar, time, chain of custody.

What a file holds is told by its ending and checked by its first bytes. Files that hold many
reports are taken apart by an opener; `_OPENERS` names them, one line a kind.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from rashomon.collect.archives.gzips import open_gzip
from rashomon.collect.archives.waczs import open_wacz
from rashomon.collect.archives.warcs import open_warc
from rashomon.collect.archives.zips import open_zip
from rashomon.collect.content import (
    HEAD_BYTES,
    LARGEST_REPORT_BYTES,
    is_text,
    kind_in_words,
    recognize,
    why_no_report,
    why_too_large,
)
from rashomon.collect.holdings import Budget, Collecting, Held, Opener
from rashomon.collect.lines import open_lines
from rashomon.collect.messages import open_message
from rashomon.collect.paths import (
    MEDIA_TYPES,
    Found,
    find_files,
    media_type_of,
    shown,
    unknown_ending,
    why_not_reached,
)
from rashomon.collect.sidecars import SidecarTable, fill, read_sidecars
from rashomon.collect.tables.reports import open_table
from rashomon.collect.web.addresses import is_web_address
from rashomon.errors import Noted, ReportSkipped, UnreadableReport
from rashomon.records import Capture, CaptureMethod

if TYPE_CHECKING:
    from rashomon.collect.web import Limits

__all__ = ["collect", "leads_somewhere"]

_OPENERS: dict[str, Opener] = {
    "application/jsonl": open_lines,
    "text/csv": open_table,
    "text/tab-separated-values": open_table,
    "application/zip": open_zip,
    "application/gzip": open_gzip,
    "application/warc": open_warc,
    "application/wacz": open_wacz,
    "message/rfc822": open_message,
    "multipart/related": open_message,
}
# Kinds that are ZIP archives within, and kinds that are messages: the name says which.
_ZIPPED = frozenset(
    {"application/zip", "application/wacz"}
    | {kind for kind in MEDIA_TYPES.values() if kind.startswith("application/vnd.openxml")}
)
_MESSAGES = frozenset({"message/rfc822", "multipart/related"})
_BUFFER_BYTES = 65_536
# A delivery is a ZIP of ZIPs of WACZ at most; bombs nest deeper.
_DEEPEST = 3


def _utc_now() -> datetime:
    return datetime.now(UTC)


def collect(
    paths: Iterable[str | Path],
    *,
    reports_csv: Path | None = None,
    columns: Mapping[str, str] | None = None,
    web: Limits | None = None,
    on_skip: Callable[[ReportSkipped], None],
    now: Callable[[], datetime] = _utc_now,
) -> Iterator[Capture]:
    """Yield a capture for each report under `paths`: files, folders, globs, archives.

    A path that begins with http:// or https:// is asked of the web, after all files, within the
    limits of `web`: a page, or the pages that a feed leads to.

    `reports_csv` tells what the reports' own text lacks; without it, a folder's own
    `reports.csv` does. `columns` says which column of a table holds what ("text": "body").
    What cannot be read is told to `on_skip`, and the others go on. Two files of the same bytes
    are two captures.

    Raises:
        SettingError: If the sidecar cannot be read.

    """
    given = tuple(paths)
    addresses = tuple(str(path) for path in given if is_web_address(str(path)))
    files = tuple(find_files((p for p in given if not is_web_address(str(p))), on_skip))
    sidecars = {reports_csv} if reports_csv else {found.sidecar for found in files}
    tables = {path: read_sidecars(path, on_skip) for path in sorted(filter(None, sidecars))}
    run = Collecting(on_skip, now, dict(columns or {}))
    return _captures(files, addresses, web, reports_csv, tables, run)


def leads_somewhere(
    paths: Iterable[str | Path], on_skip: Callable[[ReportSkipped], None] = lambda _: None
) -> bool:
    """Tell whether some path leads to a file or is an address, without opening any.

    What cannot be reached before the first that can is told to `on_skip`.
    """
    given = tuple(paths)
    if any(is_web_address(str(path)) for path in given):
        return True
    return next(find_files(given, on_skip), None) is not None


def _captures(
    files: tuple[Found, ...],
    addresses: tuple[str, ...],
    web: Limits | None,
    reports_csv: Path | None,
    tables: dict[Path, SidecarTable],
    run: Collecting,
) -> Iterator[Capture]:
    own = {path.resolve() for path in tables}
    for found in files:
        if found.path.resolve() in own:  # `--reports` may lie in the folder that is read
            continue
        beside = reports_csv or found.sidecar
        try:
            with io.BufferedReader(io.FileIO(found.path), _BUFFER_BYTES) as file:
                size = found.path.stat().st_size
                held = Held(
                    file,
                    shown(found.path.name),
                    shown(found.path),
                    size,
                    Budget.for_file(size),
                    tables=(tables[beside],) if beside else (),
                    is_asked=found.is_asked,
                )
                yield from _take(held, run)
        except OSError as error:
            run.on_skip(UnreadableReport(shown(found.path), why_not_reached(error)))
    if addresses:
        yield from _fetched(addresses, web, tables.get(reports_csv) if reports_csv else None, run)
    for table in tables.values():
        for complaint in table.unused():
            run.on_skip(complaint)
    _tell_tables(run)


def _tell_tables(run: Collecting) -> None:
    """Say once which tables beside reports are none of reports, not for each."""
    addresses = run.tables_without_text
    if addresses:
        names = ", ".join(PurePosixPath(address).name for address in addresses[:3])
        more = ", …" if len(addresses) > 3 else ""
        run.on_skip(
            Noted(
                addresses[0],
                f"passed over with no column that tells a report's text: {len(addresses):,} "
                f"table{'s' if len(addresses) > 1 else ''} ({names}{more}); "
                "name it with --columns text=…",
            )
        )


def _fetched(
    addresses: tuple[str, ...], web: Limits | None, table: SidecarTable | None, run: Collecting
) -> Iterator[Capture]:
    """Yield what addresses of the web give; a row of `table` may tell of one by its address."""
    from rashomon.collect.web import Visitor, captures_at

    visitor = Visitor(web, now=run.now)
    for address in addresses:
        for capture in captures_at(address, visitor, run.on_skip):
            row = table and (table.find(capture.address) or table.find(address))
            yield replace(capture, sidecar=fill(row, capture.sidecar)) if row else capture


def _take(held: Held, run: Collecting) -> Iterator[Capture]:
    """Yield what a file holds; what is wrong with it is told, and costs that file alone."""
    try:
        kind = held.media_type or _kind(held, run)
        opener = _OPENERS.get(kind)
        if opener is None:
            yield _whole(held, kind, run)
            return
        if held.depth > _DEEPEST:
            raise UnreadableReport(
                held.address, f"archives more than {_DEEPEST} deep in others are not opened"
            )
        for inner in opener(_sealed(held, kind), run):
            if isinstance(inner, Held):
                yield from _take(inner, run)
            else:
                yield inner
    except ReportSkipped as error:
        run.on_skip(error)


def _kind(held: Held, run: Collecting) -> str:
    """Return what a file is: what its name says, unless its first bytes know better."""
    head = held.source.peek(HEAD_BYTES)[:HEAD_BYTES]
    named, seen = media_type_of(held.name), recognize(head)
    if named is None:
        kind = seen
    elif seen is None or _agree(named, seen):
        kind = named
    else:
        kind = seen
    if kind is None:
        raise UnreadableReport(held.address, unknown_ending(held.name))
    if kind != named:
        suffix = PurePosixPath(held.name).suffix
        name = f"in spite of its ending {suffix!r}" if suffix else "though its name has no ending"
        run.on_skip(Noted(held.address, f"taken for {kind_in_words(kind)}, {name}"))
    return kind


def _agree(named: str, seen: str) -> bool:
    """Tell whether a name can be right about bytes that look like `seen`."""
    match seen:
        case "application/zip":
            return named in _ZIPPED
        case "application/gzip":
            return named == "application/warc"
        case "text/html":  # `clean` looks for a page in all text
            return is_text(named) or named == "application/jsonl"
        case "message/rfc822":  # a text may begin with the lines of an e-mail
            return named in _MESSAGES or is_text(named)
        case "multipart/related":
            return named in _MESSAGES
        case _:
            return named == seen


def _sealed(held: Held, kind: str) -> Held:
    """Return a file that will be taken apart with its SHA-256; what lies in one has its own."""
    if held.container is not None or held.depth:
        return replace(held, media_type=kind)
    digest = hashlib.sha256()
    while block := held.source.read(_BUFFER_BYTES):
        digest.update(block)
    held.source.seek(0)
    return replace(held, media_type=kind, container=digest.hexdigest())


def _whole(held: Held, kind: str, run: Collecting) -> Capture:
    """Return the capture of a file that is one report."""
    reason = why_too_large(held.size)
    if reason is None:
        content = held.source.read(LARGEST_REPORT_BYTES + 1)  # it may have grown since
        reason = why_too_large(len(content)) or why_no_report(content, kind)
    if reason is not None:
        raise UnreadableReport(held.address, reason)
    method = CaptureMethod.MEMBER if held.depth else CaptureMethod.FILE
    return Capture(
        content,
        PurePosixPath(held.name).stem,
        held.address,
        kind,
        run.now(),
        held.told(),
        held.custody(method),
    )
