"""A ledger's published site, written whole: pages, data beside them, and a manifest of hashes."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.errors import SettingError
from rashomon.locate.zones import ZoneList, open_zones
from rashomon.publish.exports import FORMATS
from rashomon.publish.signatures import sign
from rashomon.publish.writing import Asked
from rashomon.records import Reading
from rashomon.web import pages, static_files
from rashomon.web.files import IncidentFile
from rashomon.web.links import StaticLinks
from rashomon.web.published import folder as site_folder
from rashomon.web.published.about import about_view
from rashomon.web.published.edition import Edition, Wanted
from rashomon.web.published.leaks import check_nothing_leaks
from rashomon.web.published.sheets import Data, Sheet, Static
from rashomon.web.rendering import render
from rashomon.web.site import Entry, Site

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["publish_site"]

_VERSION = 1  # of the site's own form
_DATA = (
    ("incidents.json", "json"),
    ("incidents.csv", "csv"),
    ("incidents.geojson", "geojson"),
    ("claims.jsonl", "jsonl"),
)
_FRONT = "incidents"
_ASSET = re.compile(r'"(?:\.\./)*static/([^"?#]+)"')
_NAMED_FILE = re.compile(r'"(?:\./)?([\w./-]+\.(?:js|json|css|svg))"')  # of which a script tells


@dataclass(slots=True)
class _Builder:
    """Writes files of one site and keeps their hashes."""

    root: Path
    edition: Edition
    parts: tuple[tuple[pages.Page, Static], ...]
    as_of: str
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    def write(self, path: str, content: bytes) -> None:
        """Write one file, which is not there yet."""
        if path in self.entries:
            raise SettingError(f"{path}: two pages of the site would be written there")
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        self.note(path)

    def note(self, path: str) -> None:
        """Take a file that was written into the manifest."""
        content = (self.root / path).read_bytes()
        self.entries[path] = {
            "name": path, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content),
        }  # fmt: skip

    def sheet(self, sheet: Sheet | Data) -> None:
        """Write a page or a file of data."""
        if isinstance(sheet, Data):
            text = json.dumps(sheet.content, ensure_ascii=False, separators=(",", ":")) + "\n"
            self.write(f"data/{sheet.name}", text.encode())
            return
        site = replace(self.site(sheet.path), canonical=self._canonical(sheet))
        text = render(site, sheet.template, **sheet.values)
        self.write(sheet.path, text.encode())

    def _canonical(self, sheet: Sheet) -> str:
        """Where the page stands for good: in full where that is known, else from this page."""
        base, path = self.edition.wanted.base_url.rstrip("/"), sheet.stands_for or sheet.path
        if base:
            return f"{base}/{'' if path == 'index.html' else path}"
        return "../" * sheet.path.count("/") + path if sheet.stands_for else ""

    def site(self, path: str) -> Site:
        """The surroundings of the page at a path."""
        links = StaticLinks(depth=path.count("/"), front=_FRONT)
        wanted = self.edition.wanted
        nav = [
            Entry(page.name, page.title, address, is_here=address == path.rpartition("/")[2])
            for page, static in self.parts
            if page.title and static.of_all
            for address in (links.page(page.name),)
        ]
        nav.append(Entry("about", "About", links.page("about"), is_here=path == "about.html"))
        return Site(
            links=links,
            nav=tuple(nav),
            title=self.edition.redactor.string(wanted.title) or "Rashomon",
            as_of=self.as_of,
            assets=static_files.present(),
        )


def publish_site(
    ledger: Ledger,
    target: Path,
    wanted: Wanted,
    *,
    zones: ZoneList | None = None,
    key: Path | None = None,
) -> dict[str, Any]:
    """Write the site of a ledger into a folder, and return its manifest.

    All of it is there in the end, or what was there before. Of one ledger, by one version and the
    same rules, it is the same byte for byte. `key` signs the manifest.

    Raises:
        SettingError: If something else is in the folder's place, it cannot be written, or
            something that is withheld stood in what was made.
    """
    with site_folder.emerging(target) as rising:
        edition = Edition(ledger, zones or open_zones(), wanted)
        state = _state(ledger)
        builder = _Builder(rising, edition, tuple(_parts()), _as_of(state))
        _write_incidents(builder)
        for file in edition.reports():
            for _, static in builder.parts:
                if static.of_report:
                    _all(builder, static.of_report(edition, file))
        for _, static in builder.parts:
            if static.of_all:
                _all(builder, static.of_all(edition))
        for former, whole in edition.merged():
            values = {"former": former, "whole": whole}
            own = f"incidents/{former}.html"
            whole_page = f"incidents/{whole}.html"
            builder.sheet(Sheet(own, "published/moved.html", values, stands_for=whole_page))
        builder.sheet(Sheet("404.html", "published/missing.html"))
        builder.write("robots.txt", b"User-agent: *\nAllow: /\n")
        _note_data(builder, state)
        view = about_view(edition, state, list(builder.entries.values()))
        builder.sheet(Sheet("about.html", "published/about.html", {"view": view}))
        check_nothing_leaks(
            rising, list(builder.entries), edition.redactor.finder, edition.redactor.words
        )
        _copy_assets(builder)
        manifest = _manifest(builder, state)
        _write_json(rising / site_folder.MANIFEST, manifest)
        if key is not None:
            sign(rising / site_folder.MANIFEST, key)
    return manifest


def _parts() -> Iterator[tuple[pages.Page, Static]]:
    """The pages that take part: published ones whose module has a `static`."""
    for page in pages.PAGES:
        if page.is_published:
            static = getattr(import_module(f"{pages.__name__}.{page.name}"), "static", None)
            if static is not None:
                yield page, static


def _all(builder: _Builder, sheets: Iterable[Sheet | Data]) -> None:
    for sheet in sheets:
        builder.sheet(sheet)


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


def _write_incidents(builder: _Builder) -> None:
    """Write every incident's pages and, in the same pass, the tables and data of all of them."""
    readings = _Published()
    data = builder.root / "data"
    data.mkdir()
    with ExitStack() as stack:
        adders = []
        for name, form in _DATA:
            stream = stack.enter_context((data / name).open("w", encoding="utf-8", newline=""))
            adders.append(stack.enter_context(FORMATS[form].write(stream, Asked(readings))))

        def export(file: IncidentFile) -> None:
            readings.now = file.readings
            for add in adders:
                add(file.dossier)

        for file in builder.edition.incidents([export]):
            for _, static in builder.parts:
                if static.of_incident:
                    _all(builder, static.of_incident(builder.edition, file))
    for name, _ in _DATA:
        builder.note(f"data/{name}")


def _note_data(builder: _Builder, state: Mapping[str, Any]) -> None:
    """Write the manifest of the data, which `rashomon release --check` reads."""
    files = [
        entry | {"name": name.removeprefix("data/")}
        for name, entry in sorted(builder.entries.items())
        if name.startswith("data/")
    ]
    told = {"manifest": 1, "ledger": state, "rules": builder.edition.wanted.rules.version,
            "policy": builder.edition.wanted.policy, "files": files}  # fmt: skip
    _write_json(builder.root / "data" / "manifest.json", told)
    builder.note("data/manifest.json")


def _copy_assets(builder: _Builder) -> None:
    """Copy the styles, scripts and outlines that pages ask for, licenses of others with them."""
    wanted = set[str]()
    waiting = [
        asset
        for path in builder.entries
        if path.endswith(".html")
        for asset in _ASSET.findall((builder.root / path).read_text(encoding="utf-8"))
    ]
    while waiting:
        path = waiting.pop()
        if path in wanted or path not in static_files.present():
            continue
        wanted.add(path)
        if path.startswith("vendor/"):
            waiting += [one for one in static_files.present() if one.startswith("vendor/licenses/")]
        elif path.endswith(".js"):
            text = (static_files.STATIC / path).read_text(encoding="utf-8")
            for named in _NAMED_FILE.findall(text):
                waiting += [named, f"{path.rpartition('/')[0]}/{named}"]
    for path in sorted(wanted):
        place = builder.root / "static" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(static_files.STATIC / path, place)
        builder.note(f"static/{path}")


def _state(ledger: Ledger) -> dict[str, Any]:
    """The ends of the ledger's chains, by which a site can be told to be of a ledger."""
    capture = ledger.last_seal()
    decision = next(reversed(ledger.decisions()), None)
    return {
        "last_capture": capture[0] if capture else None,
        "last_seal": capture[1] if capture else None,
        "last_decision": decision.number if decision else None,
        "last_decision_hash": decision.hash if decision else None,
    }


def _as_of(state: Mapping[str, Any]) -> str:
    parts = [
        f"{what} {state[name]}"
        for what, name in (("capture", "last_capture"), ("decision", "last_decision"))
        if state[name] is not None
    ]
    return f"As of {' and '.join(parts)} of the ledger" if parts else "Of an empty ledger"


def _manifest(builder: _Builder, state: Mapping[str, Any]) -> dict[str, Any]:
    from rashomon.ledger.captures import tool_version

    wanted = builder.edition.wanted
    return {
        "kind": site_folder.KIND,
        "version": _VERSION,
        "made_by": f"rashomon {tool_version()}",
        "ledger": dict(state),
        "policy": wanted.policy,
        "zone_list": builder.edition.zones.fingerprint,
        "rules": wanted.rules.version,
        "withheld": dict(sorted(builder.edition.redactor.counts.items())),
        "texts": wanted.with_texts,
        "counts": {
            "incidents": len(builder.edition.rows),
            "reports": len(builder.edition.report_ids),
        },
        "files": [entry for _, entry in sorted(builder.entries.items())],
    }


def _write_json(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="")
