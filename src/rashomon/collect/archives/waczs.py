"""A packed web archive (WACZ) in, captures of the pages that it lists out.

It is a ZIP archive of WARCs, with a list of what its maker calls pages and a list of hashes.
Whatever else the crawl met (frames, advertisements, scripts' answers) is no report.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rashomon.collect.archives.unpacked import seekable
from rashomon.collect.archives.warc_bytes import WarcBytes
from rashomon.collect.archives.warcs import take_records, url_key
from rashomon.collect.archives.zips import open_directory, open_member
from rashomon.collect.content import LARGEST_REPORT_BYTES
from rashomon.collect.holdings import Budget, Collecting, Held
from rashomon.errors import Noted, UnreadableReport
from rashomon.records import Capture, Sidecar

__all__ = ["open_wacz"]

_PACKAGE, _DIGEST = "datapackage.json", "datapackage-digest.json"
_LISTS = ("pages/pages.jsonl", "pages/extraPages.jsonl")  # seeds, and what they led to
_MOST_PAGES = 200_000  # a crawl of a year; the list of so many takes 100 MB
_MOST_HASHES = 10_000
_BLOCK_BYTES = 65_536


@dataclass(slots=True)
class _Listed:
    """The pages that an archive lists, by their addresses, and which of them were met."""

    pages: dict[str, Sidecar] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    def find(self, url: str) -> Sidecar | None:
        """Return what is told of a page; None if it is not listed, all are where none is."""
        if not self.pages:
            return Sidecar()
        key = url_key(url)
        found = self.pages.get(key)
        if found is not None:
            self.met.add(key)
        return found


def open_wacz(held: Held, run: Collecting) -> Iterator[Capture]:
    """Take the listed pages out of a packed web archive; all of them where it lists none."""
    with seekable(held) as file:
        archive = open_directory(file, held.address)
        members = {member.filename: member for member in archive.infolist()}
        _verify(archive, members, held, run)
        listed = _Listed()
        for name in _LISTS:
            if name in members:
                _read_pages(archive, members[name], held, run, listed)
        warcs = sorted(
            name
            for name in members
            if name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz"))
        )
        if not warcs:
            raise UnreadableReport(held.address, "no WARC in its folder “archive”")
        for name in warcs:
            try:
                with open_member(archive, members[name], held, f"{held.address}!/{name}") as source:
                    # The way to a page is its own address; the WARC is told by the locator.
                    inner = held.member(source, name, members[name].file_size)
                    inner = replace(inner, address=held.address)
                    with seekable(inner) as records:
                        stream = WarcBytes(records, held.budget, held.address)
                        yield from take_records(stream, inner, run, listed.find)
            except UnreadableReport as error:
                run.on_skip(error)
                if held.budget.is_spent:
                    return
        _tell_missing(listed, held, run)


def _tell_missing(listed: _Listed, held: Held, run: Collecting) -> None:
    missing = [url for url in listed.pages if url not in listed.met]
    if missing:
        first = ", ".join(repr(url[:200]) for url in missing[:3])
        run.on_skip(
            Noted(
                held.address,
                f"{len(missing):,} of {len(listed.pages):,} pages that it lists are in none of its "
                f"archives: {first}",
            )
        )


def _read_pages(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, held: Held, run: Collecting, listed: _Listed
) -> None:
    """Add the pages of one list; a list that breaks off holds as far as it goes."""
    where = f"{held.address}!/{member.filename}"
    broken = 0
    try:
        with open_member(archive, member, held, where) as source:
            while line := source.readline(LARGEST_REPORT_BYTES):
                page = _json(line) if line.strip() else None
                if not isinstance(page, dict):
                    broken += bool(line.strip())
                    continue
                url, title = page.get("url"), page.get("title")
                if not isinstance(url, str) or not url:
                    continue  # the first line tells of the list itself
                if len(listed.pages) >= _MOST_PAGES:
                    run.on_skip(Noted(where, f"only the first {_MOST_PAGES:,} pages are taken"))
                    break
                is_title = isinstance(title, str) and title.strip() and title != url
                words = " ".join(title.split()) if is_title and isinstance(title, str) else None
                listed.pages.setdefault(url_key(url), Sidecar(title=words))
    except UnreadableReport as error:
        run.on_skip(Noted(where, f"{error.reason}; the list holds as far as it goes"))
    if broken:
        run.on_skip(Noted(where, f"{broken:,} lines are no JSON and are passed over"))


def _verify(
    archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], held: Held, run: Collecting
) -> None:
    """Tell which files of the archive are not what its list of hashes says, or are missing."""
    told: dict[str, str] = {}
    for name in (_DIGEST, _PACKAGE):
        content = _read(archive, members.get(name), held)
        parsed = _json(content) if content else None
        for entry in _entries(parsed):
            path, digest = entry.get("path"), entry.get("hash")
            if isinstance(path, str) and isinstance(digest, str) and len(told) < _MOST_HASHES:
                told.setdefault(path, digest)
    for path, digest in told.items():
        where = f"{held.address}!/{path if path.isprintable() else ascii(path)}"
        if path not in members:
            run.on_skip(Noted(where, f"listed in {_PACKAGE}, but it is not in the archive"))
        elif _differs(archive, members[path], digest, held):
            reason = f"its bytes do not have the hash that {_PACKAGE} tells; read as they are"
            run.on_skip(Noted(where, reason))


def _entries(package: object) -> Iterator[dict[str, object]]:
    """Yield what a package or its digest says of single files."""
    if not isinstance(package, dict):
        return
    resources = package.get("resources")
    for entry in (package, *(resources if isinstance(resources, list) else ())):
        if isinstance(entry, dict):
            yield entry


def _differs(archive: zipfile.ZipFile, member: zipfile.ZipInfo, told: str, held: Held) -> bool:
    """Tell whether a member has another hash; one that cannot be reckoned does not differ."""
    name, _, value = told.rpartition(":")
    algorithm = name.lower().replace("-", "") or "sha256"
    if algorithm not in ("sha256", "sha512", "md5", "sha1"):
        return False
    digest = hashlib.new(algorithm, usedforsecurity=False)
    counted = replace(held, budget=Budget.for_file(held.size))  # read twice, counted once
    try:
        with open_member(archive, member, counted, held.address) as source:
            while block := source.read(_BLOCK_BYTES):
                digest.update(block)
    except UnreadableReport:
        return True
    return digest.hexdigest() != value.strip().lower()


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo | None, held: Held) -> bytes:
    """Return a small file of the archive, nothing where there is none that can be read."""
    if member is None:
        return b""
    try:
        with open_member(archive, member, held, held.address) as source:
            return source.read(LARGEST_REPORT_BYTES)
    except UnreadableReport:
        return b""


def _json(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None
