"""Paths, folders and globs in; the files that may be reports out, each once."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from rashomon.errors import ReportSkipped, UnreadableReport

__all__ = [
    "MEDIA_TYPES",
    "SIDECAR_NAME",
    "Found",
    "find_files",
    "is_beside_reports",
    "media_type_of",
    "shown",
    "unknown_ending",
    "why_not_reached",
]

SIDECAR_NAME = "reports.csv"  # what tells of the reports beside it, and is no report

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".pdf": "application/pdf",
    ".eml": "message/rfc822",
    ".mhtml": "multipart/related",
    ".mht": "multipart/related",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".zip": "application/zip",
    ".gz": "application/gzip",
    ".warc": "application/warc",
    ".warc.gz": "application/warc",
    ".wacz": "application/wacz",
}
# What lies beside reports in a folder and is none: not worth a word.
_BESIDE_REPORTS = frozenset(
    (".json .rst .meta .db .db-wal .db-shm .db-journal .sqlite .sqlite3 .py .pyc "
     ".ipynb .js .css .map .geojson .toml .yaml .yml .ini .cfg .log .lock .bak .tmp "
     ".png .jpg .jpeg .gif .svg .webp .ico "
     ".woff .woff2 .ttf .xlsx .ods .parquet .sh .sha256").split()
)  # fmt: skip
# What tells of the folder, whatever its ending.
_ABOUT_FOLDERS = frozenset("readme license licence changelog contributing notice".split())
_GLOB_SIGNS = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, and the `reports.csv` of its folder or the nearest one above.

    `is_asked` tells that it was named itself; others are met in a folder, and `sidecar` is only
    looked for within one.
    """

    path: Path
    sidecar: Path | None = None
    is_asked: bool = False


def media_type_of(name: str) -> str | None:
    """Return what the ending of a file's name says that it holds; None if that is nothing.

    >>> media_type_of("A.HTML"), media_type_of("a.b.txt"), media_type_of("a")
    ('text/html', 'text/plain', None)
    """
    endings = PurePath(name.lower()).suffixes[-2:]  # the last two may be one: .warc.gz
    return MEDIA_TYPES.get("".join(endings)) or MEDIA_TYPES.get("".join(endings[-1:]))


def is_beside_reports(name: str) -> bool:
    """Tell whether a file of this name, met in a folder or archive, is passed over in silence."""
    path = PurePath(name.lower())
    is_about = path.suffix in {".md", ".markdown"} and path.stem in _ABOUT_FOLDERS
    return (
        is_about
        or path.name.startswith(".")
        or path.name == SIDECAR_NAME
        or path.suffix in _BESIDE_REPORTS
    )


# Documents that are not read, and how each becomes one that is.
_WAYS_OUT = {
    ".doc": "an old Word document; save it as .docx (soffice --convert-to docx a.doc)",
    ".odt": "an OpenDocument text; save it as .docx (soffice --convert-to docx a.odt)",
    ".rtf": "a Rich Text document; save it as .docx (soffice --convert-to docx a.rtf)",
    ".pages": "a Pages document; export it as .docx or PDF",
    ".wpd": "a WordPerfect document; save it as .docx (soffice --convert-to docx a.wpd)",
    ".msg": "an Outlook message; save it as .eml",
    ".epub": "an e-book; save its text or a PDF of it",
}


def unknown_ending(name: str) -> str:
    """Say in words why a file of this name is not read, and which are."""
    suffix = PurePath(name).suffix
    if way_out := _WAYS_OUT.get(suffix.lower()):
        return f"the file is {way_out}"
    ending = f"the ending {suffix!r}" if suffix else "a name without an ending"
    return f"{ending} tells no kind of report; {', '.join(MEDIA_TYPES)} are read"


def find_files(
    paths: Iterable[str | Path], on_skip: Callable[[ReportSkipped], None]
) -> Iterator[Found]:
    """Yield the files to read, in the order of `paths` and sorted within folders.

    A file reached twice is yielded once. Whatever cannot be reached is told to `on_skip`.
    """
    met: set[tuple[int, int]] = set()
    for path in paths:
        for found in _expand(path, on_skip):
            try:
                status = found.path.stat()
            except OSError as error:
                on_skip(UnreadableReport(shown(found.path), why_not_reached(error)))
                continue
            if not stat.S_ISREG(status.st_mode):
                on_skip(UnreadableReport(shown(found.path), "no ordinary file"))
            elif (status.st_dev, status.st_ino) not in met:
                met.add((status.st_dev, status.st_ino))
                yield found


def shown(path: str | Path) -> str:
    r"""Return a path as text that any file can hold, with bytes that are no UTF-8 as their codes.

    >>> print(shown(os.fsdecode(b"caf" + bytes([0xE9]) + b".txt")))
    caf\xe9.txt
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def why_not_reached(error: OSError) -> str:
    """Say in words why a file or folder cannot be read."""
    match error:
        case FileNotFoundError():
            return "no such file or folder"
        case PermissionError():
            return "no permission to read it"
        case _:
            return f"cannot be read: {(error.strerror or str(error)).lower()}"


def _expand(path: str | Path, on_skip: Callable[[ReportSkipped], None]) -> Iterator[Found]:
    name = os.fspath(path)
    try:
        kind = os.stat(name).st_mode  # noqa: PTH116 - Path("") would be the current folder
    except (OSError, ValueError) as error:
        if _GLOB_SIGNS & set(name):
            yield from _glob(name, on_skip)
        elif isinstance(error, OSError):
            on_skip(UnreadableReport(name or "''", why_not_reached(error)))
        else:  # a NUL within the name
            on_skip(UnreadableReport(repr(name), "no such file or folder"))
        return
    if stat.S_ISDIR(kind):
        yield from _folder(Path(name), on_skip)
    else:
        yield Found(Path(name), is_asked=True)


def _glob(pattern: str, on_skip: Callable[[ReportSkipped], None]) -> Iterator[Found]:
    names = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - may be absolute
    if not names:
        on_skip(UnreadableReport(pattern, "no file matches"))
    for name in names:
        if Path(name).is_dir():
            yield from _folder(Path(name), on_skip)
        elif not is_beside_reports(name):
            yield Found(Path(name))


def _folder(root: Path, on_skip: Callable[[ReportSkipped], None]) -> Iterator[Found]:
    sidecars: dict[Path, Path | None] = {}
    walked: set[tuple[int, int]] = set()
    is_empty = True

    def tell(error: OSError) -> None:
        on_skip(UnreadableReport(shown(error.filename), why_not_reached(error)))

    for place, folders, files in os.walk(root, followlinks=True, onerror=tell):
        folder = Path(place)
        try:
            status = folder.stat()
        except OSError as error:  # gone while walking
            tell(error)
            continue
        if (status.st_dev, status.st_ino) in walked:  # a link that leads back up
            folders.clear()
            continue
        walked.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        own = folder / SIDECAR_NAME
        above = None if folder == root else sidecars.get(folder.parent)
        sidecars[folder] = own if own.is_file() else above
        for name in sorted(files):
            if is_beside_reports(name):
                continue
            is_empty = False
            yield Found(folder / name, sidecars[folder])
    if is_empty:
        known = ", ".join(MEDIA_TYPES)
        on_skip(UnreadableReport(str(root), f"no reports in this folder; {known} are read"))
