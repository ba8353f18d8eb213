"""Paths, folders and globs in; the files that may be reports out, each once."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rashomon.errors import ReportSkipped, UnreadableReport

__all__ = ["MEDIA_TYPES", "Found", "find_files"]

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".jsonl": "application/json",
}
# What lies beside reports in a folder and is none: not worth a word.
_BESIDE_REPORTS = frozenset(
    (".csv .tsv .json .rst .meta .db .sqlite .sqlite3 .py .pyc .ipynb .js .css .map .geojson "
     ".toml .yaml .yml .ini .cfg .log .lock .bak .tmp .png .jpg .jpeg .gif .svg .webp .ico "
     ".woff .woff2 .ttf .xlsx .ods .parquet .sh .sha256").split()
)  # fmt: skip
# What tells of the folder, whatever its ending.
_ABOUT_FOLDERS = frozenset("readme license licence changelog contributing notice".split())
_GLOB_SIGNS = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, and the `reports.csv` of its folder or the nearest one above.

    `sidecar` is only looked for within a folder that was given as such.
    """

    path: Path
    media_type: str
    sidecar: Path | None = None


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
                on_skip(UnreadableReport(str(found.path), why_not_reached(error)))
                continue
            if not stat.S_ISREG(status.st_mode):
                on_skip(UnreadableReport(str(found.path), "no ordinary file"))
            elif (status.st_dev, status.st_ino) not in met:
                met.add((status.st_dev, status.st_ino))
                yield found


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
        yield from _file(Path(name), on_skip)


def _glob(pattern: str, on_skip: Callable[[ReportSkipped], None]) -> Iterator[Found]:
    names = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - may be absolute
    if not names:
        on_skip(UnreadableReport(pattern, "no file matches"))
    for name in names:
        if Path(name).is_dir():
            yield from _folder(Path(name), on_skip)
        elif not _is_beside_reports(Path(name)):
            yield from _file(Path(name), on_skip)


def _file(path: Path, on_skip: Callable[[ReportSkipped], None]) -> Iterator[Found]:
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        on_skip(UnreadableReport(str(path), _unknown_ending(path)))
    else:
        yield Found(path, media_type)


def _is_beside_reports(path: Path) -> bool:
    ending = path.suffix.lower()
    is_about = ending in {".md", ".markdown"} and path.stem.casefold() in _ABOUT_FOLDERS
    return is_about or ending in _BESIDE_REPORTS


def _folder(root: Path, on_skip: Callable[[ReportSkipped], None]) -> Iterator[Found]:
    sidecars: dict[Path, Path | None] = {}
    walked: set[tuple[int, int]] = set()
    is_empty = True

    def tell(error: OSError) -> None:
        on_skip(UnreadableReport(str(error.filename), why_not_reached(error)))

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
        own = folder / "reports.csv"
        above = None if folder == root else sidecars.get(folder.parent)
        sidecars[folder] = own if own.is_file() else above
        for name in sorted(files):
            path = folder / name
            ending = path.suffix.lower()
            if name.startswith(".") or _is_beside_reports(path):
                continue
            is_empty = False
            media_type = MEDIA_TYPES.get(ending)
            if media_type is None:
                on_skip(UnreadableReport(str(path), _unknown_ending(path)))
            else:
                yield Found(path, media_type, sidecars[folder])
    if is_empty:
        on_skip(UnreadableReport(str(root), f"no reports in this folder; {_KNOWN} are read"))


_KNOWN = ", ".join(MEDIA_TYPES)


def _unknown_ending(path: Path) -> str:
    ending = f"the ending {path.suffix!r}" if path.suffix else "a name without an ending"
    return f"{ending} tells no kind of report; {_KNOWN} are read"
