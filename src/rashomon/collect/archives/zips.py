"""A ZIP archive in, the files that it holds out.

Nothing is written to disk under a name that an archive chose: names are labels here, made safe
to print. The central directory says what there is; what it says is checked against the file.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import stat
import struct
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from rashomon.collect.archives.unpacked import BROKEN, seekable, unpacked, why_broken
from rashomon.collect.content import LARGEST_REPORT_BYTES, why_too_large
from rashomon.collect.holdings import Collecting, Held
from rashomon.collect.paths import MEDIA_TYPES, SIDECAR_NAME, is_beside_reports
from rashomon.collect.sidecars import SidecarTable, parse_sidecars
from rashomon.errors import Noted, SettingError, UnreadableReport
from rashomon.records import Capture

__all__ = ["open_directory", "open_member", "open_zip"]

# A year of a busy desk is 100,000 reports, and their names take 10 MB of directory. The
# standard library holds all of a directory in memory, at forty times its size.
_MOST_MEMBERS = 100_000
_LARGEST_DIRECTORY_BYTES = 16_000_000
# LZMA may ask for 4 GB of memory and bzip2 unpacks a block whole; neither is met in deliveries.
_PACKED_BY = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# Text packs to a tenth, the pages of one site to a fiftieth. What packs to less and is large is
# repetition. Measured on no corpus: a page of 1 MB of one word packs to a three-hundredth.
_MOST_TIMES_LARGER = 200
_SMALL_BYTES = 1_000_000
_LOCAL_HEADER_BYTES = 30
_ENTRY, _ENTRY_BYTES = b"PK\x01\x02", 46
_IS_ENCRYPTED, _IS_UTF8 = 0x1, 0x800
_MADE_ON_UNIX = 3
_RESOURCE_FORKS = "__MACOSX/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def open_zip(held: Held, run: Collecting) -> Iterator[Capture | Held]:
    """Take every file out of a ZIP archive that may hold reports."""
    with seekable(held) as file:
        archive = open_directory(file, held.address)
        names = set(archive.namelist())
        other = _other_kind(names, held.address)
        if other is not None:
            file.seek(0)
            run.on_skip(Noted(held.address, f"a ZIP archive that is {_IN_WORDS[other]}"))
            container = held.container if held.depth else None  # a document is a file of its own
            yield replace(held, source=file, media_type=other, container=container)
            return
        yield from _members(archive, held, run)


def open_directory(file: io.BufferedReader[Any], where: str) -> zipfile.ZipFile:
    """Return the archive with its directory read.

    Raises:
        UnreadableReport: If it has none that can be read, or one too large to be honest.
    """
    directory = _Directory(file)
    try:
        archive = zipfile.ZipFile(directory)
    except BROKEN as error:
        raise UnreadableReport(where, f"no ZIP archive that can be read: {error}") from error
    directory.is_read = True
    return archive


def open_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, held: Held, where: str
) -> io.BufferedReader[Any]:
    """Return the bytes of a member, counted; whatever is wrong with them is told in words.

    Raises:
        UnreadableReport: If they cannot be unpacked.
    """
    reason = _why_not_unpacked(member)
    if reason:
        raise UnreadableReport(where, reason)
    try:
        return unpacked(archive.open(member), where, held.budget)
    except BROKEN as error:
        raise UnreadableReport(where, why_broken(error)) from error


class _Directory:
    """A file as `zipfile` reads it: its directory of bounded size, the marks of names right.

    The standard library gives up the whole archive for one name marked as UTF-8 that is none.
    """

    def __init__(self, file: io.BufferedReader[Any]) -> None:
        self._file = file
        self._unmarked: set[int] = set()  # where the members lie whose names are no UTF-8
        self.is_read = False

    def read(self, size: int = -1) -> bytes:
        if size > _LARGEST_DIRECTORY_BYTES:
            raise zipfile.BadZipFile(f"a directory of {size:,} bytes is more than reports need")
        at = self._file.tell()
        content = self._file.read(size)
        if not self.is_read:
            return self._without_false_marks(content)
        if at in self._unmarked and size == _LOCAL_HEADER_BYTES:
            flags = bytearray(content)
            flags[7:8] = bytes(byte & ~(_IS_UTF8 >> 8) for byte in flags[7:8])
            return bytes(flags)
        return content

    def _without_false_marks(self, directory: bytes) -> bytes:
        mended, at = bytearray(directory), 0
        while directory.startswith(_ENTRY, at) and at + _ENTRY_BYTES <= len(directory):
            name, extra, comment = struct.unpack_from("<3H", directory, at + 28)
            try:
                directory[at + _ENTRY_BYTES : at + _ENTRY_BYTES + name].decode("utf-8")
            except UnicodeDecodeError:
                self._unmarked.add(struct.unpack_from("<L", directory, at + 42)[0])
                mended[at + 9] &= ~(_IS_UTF8 >> 8)
            at += _ENTRY_BYTES + name + extra + comment
        return bytes(mended)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def _members(archive: zipfile.ZipFile, held: Held, run: Collecting) -> Iterator[Held]:
    files = [member for member in archive.infolist() if not _is_passed_over(member)]
    if len(files) > _MOST_MEMBERS:
        run.on_skip(
            UnreadableReport(
                held.address,
                f"holds {len(files):,} files; the first {_MOST_MEMBERS:,} are read",
            )
        )
        files = files[:_MOST_MEMBERS]
    overlapping = _overlapping(archive.infolist())
    sidecars = _sidecars(archive, held, run)
    encrypted = [member for member in files if member.flag_bits & _IS_ENCRYPTED]
    if encrypted:
        run.on_skip(_about_encrypted(encrypted, files, held))
    met: Counter[str] = Counter()
    for member in sorted(files, key=lambda member: member.filename):
        path = _safe_path(member)
        met[path] += 1
        locator = path if met[path] == 1 else f"{path} ({met[path]})"
        where = f"{held.address}!/{locator}"
        if member.flag_bits & _IS_ENCRYPTED or _is_beside(path, met):
            continue
        if met[path] == 2:
            run.on_skip(Noted(where, "several files of this name; each is taken"))
        if _leads_out(member):
            run.on_skip(Noted(where, f"its name leads out of the archive: {member.filename!r}"))
        try:
            if member.header_offset in overlapping:
                raise UnreadableReport(where, "lies over another file of the archive")
            with open_member(archive, member, held, where) as source:
                inner = held.member(source, path, member.file_size, locator)
                table = _nearest(sidecars, PurePosixPath(path))
                yield replace(inner, tables=(table, *held.tables)) if table else inner
        except UnreadableReport as error:
            run.on_skip(error)
        if held.budget.is_spent:
            return
    if not met:
        run.on_skip(UnreadableReport(held.address, "no reports in this archive"))
    for table in sidecars.values():
        for complaint in table.unused():
            run.on_skip(complaint)


def _is_passed_over(member: zipfile.ZipInfo) -> bool:
    # `is_dir` fails on a name that is empty, as one is that begins with a NUL.
    return member.filename.endswith(("/", "\\")) or member.filename.startswith(_RESOURCE_FORKS)


def _is_beside(path: str, met: Counter[str]) -> bool:
    """Tell whether a file is none of the reports; such a one is not counted either."""
    *folders, name = PurePosixPath(path).parts
    if is_beside_reports(name) or any(folder.startswith(".") for folder in folders):
        del met[path]
        return True
    return False


def _why_not_unpacked(member: zipfile.ZipInfo) -> str | None:
    mode = member.external_attr >> 16 if member.create_system == _MADE_ON_UNIX else 0
    if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        return "a link or a device, not a file"
    if member.flag_bits & _IS_ENCRYPTED:
        return "encrypted; unpack it with its password first"
    if member.compress_type not in _PACKINGS:
        packing = _PACKED_BY.get(member.compress_type, f"method {member.compress_type}")
        return f"packed by {packing}, which is not read; pack it by deflate"
    is_large = member.file_size > _SMALL_BYTES
    if is_large and member.file_size > member.compress_size * _MOST_TIMES_LARGER:
        times = member.file_size // max(member.compress_size, 1)
        return f"would unpack to {times:,} times its size, which no report does"
    return None


def _about_encrypted(
    encrypted: list[zipfile.ZipInfo], files: list[zipfile.ZipInfo], held: Held
) -> UnreadableReport:
    count = f"{len(encrypted):,} of its {len(files):,} files are"
    if len(files) == 1:
        count = "its only file is"
    return UnreadableReport(
        held.address, f"{count} encrypted; unpack it with its password and give the folder"
    )


def _overlapping(members: list[zipfile.ZipInfo]) -> set[int]:
    """Return where the members begin that share bytes with another: only bombs do."""
    found: set[int] = set()
    ordered = sorted(members, key=lambda member: member.header_offset)
    for one, other in itertools.pairwise(ordered):
        name_bytes = len(one.orig_filename)  # at least; others may take two bytes a character
        end = one.header_offset + _LOCAL_HEADER_BYTES + name_bytes + one.compress_size
        if end > other.header_offset:
            found |= {one.header_offset, other.header_offset}
    return found


def _sidecars(
    archive: zipfile.ZipFile, held: Held, run: Collecting
) -> dict[PurePosixPath, SidecarTable]:
    """Return the tables called reports.csv by their folders."""
    tables: dict[PurePosixPath, SidecarTable] = {}
    for member in archive.infolist():
        path = PurePosixPath(_safe_path(member))
        if path.name.lower() != SIDECAR_NAME or path.parent in tables:
            continue
        where = f"{held.address}!/{path}"
        try:
            if reason := why_too_large(member.file_size):
                raise UnreadableReport(where, reason)
            with open_member(archive, member, held, where) as source:
                content = source.read(LARGEST_REPORT_BYTES)
            tables[path.parent] = parse_sidecars(Path(where), content, run.on_skip)
        except SettingError as error:  # what a stranger packed does not end the run
            reason = str(error).removeprefix(f"{where}: ")
            run.on_skip(Noted(where, f"{reason}; the reports are read without it"))
        except UnreadableReport as error:
            run.on_skip(Noted(where, f"{error.reason}; the reports are read without it"))
    return tables


def _nearest(
    sidecars: dict[PurePosixPath, SidecarTable], path: PurePosixPath
) -> SidecarTable | None:
    return next((sidecars[folder] for folder in path.parents if folder in sidecars), None)


def _safe_path(member: zipfile.ZipInfo) -> str:
    """Return the name of a member as a relative path that can be printed.

    Names without the mark of UTF-8 are read as such where they are that, as many tools write
    them, and otherwise in the code page of the first PCs, as the format says.
    """
    name = member.filename
    if not member.flag_bits & _IS_UTF8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    name = "".join(c if c.isprintable() else "\ufffd" for c in name.replace("\\", "/"))
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return "/".join(parts) or "unnamed"


def _leads_out(member: zipfile.ZipInfo) -> bool:
    name = member.filename.replace("\\", "/")
    return name.startswith("/") or ".." in name.split("/") or name[1:3] == ":/"


def _other_kind(names: set[str], where: str) -> str | None:
    """Return what a ZIP archive is that is more than one, None if it is a plain one.

    Raises:
        UnreadableReport: If it is a kind of document that is not read.
    """
    if "word/document.xml" in names and _WORD in MEDIA_TYPES.values():
        return _WORD
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        return "application/wacz"
    if names & {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"}:
        raise UnreadableReport(
            where, "an office document, e-book or program, not reports; save it as text or HTML"
        )
    return None


_IN_WORDS = {_WORD: "a Word document", "application/wacz": "a web archive (WACZ)"}
