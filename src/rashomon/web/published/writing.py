"""A ledger's published site, written whole: pages, data beside them, and a manifest of hashes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.locate.zones import ZoneList, open_zones
from rashomon.publish.signatures import sign
from rashomon.publish.withheld_words import NameFinder
from rashomon.web import pages, static_files
from rashomon.web.links import StaticLinks
from rashomon.web.published import folder as site_folder
from rashomon.web.published.about import about_view
from rashomon.web.published.crawling import crawler_files
from rashomon.web.published.data import data_files, writing_data
from rashomon.web.published.edition import Edition, Wanted
from rashomon.web.published.files import Files
from rashomon.web.published.leaks import check_nothing_leaks
from rashomon.web.published.sheets import Data, Sheet, Static
from rashomon.web.published.succession import Changes, Notes, read_before
from rashomon.web.rendering import render
from rashomon.web.site import Entry, Site
from rashomon.web.views.words import day_in_words

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["Publication", "publish_site"]

_VERSION = 2  # of the site's own form
_FRONT = "incidents"
_ASSET = re.compile(r'"(?:\.\./)*static/([^"?#]+)"')
_NAMED_FILE = re.compile(r'"(?:\./)?([\w./-]+\.(?:js|json|css|svg))"')  # of which a script tells
_EDITION = "\ue000edition\ue000"  # stands in a page until it is known when it last changed


@dataclass(frozen=True, slots=True)
class Publication:
    """What came of publishing: the manifest, what changed of incidents, how much was written.

    `written` counts the files that are new or differ from the edition before.
    """

    manifest: Mapping[str, Any]
    changes: Changes
    written: int


@dataclass(slots=True)
class _Builder:
    """Writes the pages of one site."""

    files: Files
    edition: Edition
    parts: tuple[tuple[pages.Page, Static], ...]
    notes: Notes
    since: dict[str, int] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """The number of the edition that is being made, if anything differs."""
        return self.notes.before.number + 1

    def tells(self, address: str) -> bool:
        """Tell whether an id or address holds something that is withheld."""
        return bool(self.edition.redactor.finder.blanks(address))

    def sheet(self, sheet: Sheet | Data) -> None:
        """Write a page or a file of data."""
        if isinstance(sheet, Data):
            self.files.write(f"data/{sheet.name}", as_bytes(sheet))
            return
        told = self.page(sheet)
        told_since = self.notes.before.manifest.get("pages", {}).get(sheet.path, 0)
        was = self.files.was(sheet.path) if told_since else None
        if was is not None and told.replace(_EDITION, str(told_since)).encode() == was:
            self.since[sheet.path] = told_since
            self.files.write(sheet.path, was)
            return
        self.since[sheet.path] = self.number
        self.files.write(sheet.path, told.replace(_EDITION, str(self.number)).encode())

    def page(self, sheet: Sheet) -> str:
        """Return a page, the number of its edition still open."""
        site = replace(self.site(sheet), canonical=self._canonical(sheet))
        return render(site, sheet.template, **sheet.values)

    def _canonical(self, sheet: Sheet) -> str:
        """Where the page stands for good: in full where that is known, else from this page."""
        base, path = self.edition.wanted.base_url.rstrip("/"), sheet.stands_for or sheet.path
        if base:
            return f"{base}/{'' if path == 'index.html' else path}"
        return "../" * sheet.path.count("/") + path if sheet.stands_for else ""

    def site(self, sheet: Sheet) -> Site:
        """The surroundings of a page."""
        wanted, path = self.edition.wanted, sheet.path
        base = wanted.base_url if sheet.is_anywhere else ""
        links = StaticLinks(depth=path.count("/"), front=_FRONT, base=base)
        own = StaticLinks(depth=path.count("/"), front=_FRONT)
        nav = [
            Entry(
                page.name, page.title or page.published_title, links.page(page.name),
                is_here=own.page(page.name) == path.rpartition("/")[2],
            )
            for page, static in self.parts
            if (page.title or page.published_title) and static.of_all
        ]  # fmt: skip
        nav.append(Entry("about", "About", links.page("about"), is_here=path == "about.html"))
        return Site(
            links=links,
            nav=tuple(nav),
            title=self.edition.redactor.string(wanted.title) or "Rashomon",
            as_of=f"Last changed in edition {_EDITION}",
            assets=static_files.present(),
            is_hidden=wanted.is_hidden,
        )


def as_bytes(data: Data) -> bytes:
    """Return a file of data as it is written: JSON, or a script that hands it to ours."""
    text = json.dumps(data.content, ensure_ascii=False, separators=(",", ":"))
    if data.name.endswith(".js"):  # what pages read from a disk, too, where JSON is out of reach
        text = f"(self.rashomonData??={{}})[{json.dumps(data.name)}]={text};"
    return f"{text}\n".encode()


def publish_site(
    ledger: Ledger,
    target: Path,
    wanted: Wanted,
    *,
    zones: ZoneList | None = None,
    key: Path | None = None,
    before: Path | None = None,
) -> Publication:
    """Write the site of a ledger into a folder, after the edition that lies there or in `before`.

    All of it is there in the end, or what was there before. Of one ledger, by one version and the
    same rules, it is the same byte for byte; files that would not change are left as they are.
    `key` signs the manifest.

    Raises:
        SettingError: If something else is in the folder's place, it cannot be written, or
            something that is withheld stood in what was made.
    """
    with site_folder.emerging(target) as rising:
        last = read_before(target, before)
        edition = Edition(ledger, zones or open_zones(), wanted)
        builder = _Builder(Files(rising, last.folder), edition, tuple(_parts()), Notes(last))
        _write_pages(builder)
        merged = dict(edition.merged())
        _write_former(builder, merged)
        changes = builder.notes.changes(merged, builder.tells)
        gone = _write_gone(builder)
        builder.sheet(Sheet("404.html", "published/missing.html", is_anywhere=True))
        found = [path for path in builder.files.entries if path.endswith(".html")]
        lasting = [path for path in found if path not in gone and path != "404.html"]
        for path, content in crawler_files(
            [*lasting, "about.html"], wanted.base_url, is_hidden=wanted.is_hidden
        ):
            builder.files.write(path, content)
        record, changes = _end(builder, ledger, changes)
        made = list(builder.files.entries)
        _copy_assets(builder)
        manifest = _manifest(builder, record, changes, gone)
        (rising / site_folder.MANIFEST).write_bytes(_json(manifest))
        alone = {
            StaticLinks().report(report_id): NameFinder(dict.fromkeys(names, "name"))
            for report_id, names in edition.redactor.alone.items()
        }
        check_nothing_leaks(
            rising, [*made, site_folder.MANIFEST], edition.redactor.finder,
            edition.redactor.words, alone,
        )  # fmt: skip
        if key is not None:
            sign(rising / site_folder.MANIFEST, key)
    return Publication(manifest, changes, builder.files.written)


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


def _write_pages(builder: _Builder) -> None:
    """Write every page and, in the same pass, the tables and data of all incidents."""
    edition, root = builder.edition, builder.files.root
    with writing_data(root / "data") as data:
        for file in edition.incidents():
            told = data.incident(file)
            incident = file.dossier.incident
            members = [f"{report_id}#{number}" for report_id, number in incident.members]
            builder.notes.note(incident.incident_id, told, members)
            for _, static in builder.parts:
                if static.of_incident:
                    _all(builder, static.of_incident(edition, file))
        for report in edition.reports():
            data.report(report.reading)
            for _, static in builder.parts:
                if static.of_report:
                    _all(builder, static.of_report(edition, report))
    for name in data_files():
        builder.files.settle(f"data/{name}")
    for _, static in builder.parts:
        if static.of_all:
            _all(builder, static.of_all(edition))


def _write_former(builder: _Builder, merged: Mapping[str, str]) -> None:
    """Write where incidents went that became part of others."""
    for former, whole in merged.items():
        own = StaticLinks().incident(former)
        builder.sheet(
            Sheet(
                own, "published/moved.html", {"former": former, "whole": whole},
                stands_for=StaticLinks().incident(whole),
            )
        )  # fmt: skip


def _write_gone(builder: _Builder) -> dict[str, dict[str, Any]]:
    """Write, at each address that was on the site once and has no page now, that it is gone.

    An address that holds what is withheld today is not kept.
    """
    found = builder.notes.gone(builder.files.entries, builder.number)
    gone = {path: told for path, told in found.items() if not builder.tells(path)}
    for path, told in gone.items():
        folder, _, name = path.partition("/")
        values = {
            "what": folder.removesuffix("s"),
            "name": "" if folder == "sources" else name.removesuffix(".html"),
            "last": told["edition"] - 1,
            "now": builder.notes.told_in(told["members"]),
        }
        builder.sheet(Sheet(path, "published/gone.html", values))
    return gone


def _end(builder: _Builder, ledger: Ledger, changes: Changes) -> tuple[dict[str, Any], Changes]:
    """Write what tells of the edition as a whole; return its line, and what changed.

    Where nothing at all differs from the edition before it is that edition, and keeps its number.
    """
    edition, last = builder.edition, builder.notes.before
    records = last.records
    facts = {
        "ledger": _state(ledger),
        "made_by": f"rashomon {version('rashomon')}",
        "policy": edition.wanted.policy,
        "rules": edition.wanted.rules.version,
        "counts": {"incidents": len(edition.rows), "reports": len(edition.report_ids)},
    }
    is_same = not builder.files.written and not any(map(builder.tells, last.changes.ids()))
    if records and is_same and facts.items() <= dict(records[-1]).items():
        record, changes = dict(records[-1]), last.changes
    else:
        counts = {name: len(found) for name, found in asdict(changes).items()}
        record = {"number": builder.number, **facts, "changes": counts}
        records = (*records, record)
    told = {"edition": record["number"], **asdict(changes)}
    builder.sheet(Data("changes.json", told))
    _note_data(builder, record)
    view = about_view(edition, record, records, changes, builder.files.listed)
    builder.sheet(Sheet("about.html", "published/about.html", {"view": view}))
    return record, changes


def _note_data(builder: _Builder, record: Mapping[str, Any]) -> None:
    """Write the manifest of the data, which `rashomon release --check` reads."""
    files = [
        entry | {"name": name.removeprefix("data/")}
        for name, entry in sorted(builder.files.entries.items())
        if name.startswith("data/")
    ]
    told = {"manifest": 1, "edition": record["number"], "ledger": record["ledger"],
            "rules": record["rules"], "policy": record["policy"], "files": files}  # fmt: skip
    builder.files.write("data/manifest.json", _json(told))


def _copy_assets(builder: _Builder) -> None:
    """Copy the styles, scripts and outlines that pages ask for, licenses of others with them."""
    wanted, root = set[str](), builder.files.root
    waiting = [
        asset
        for path in builder.files.entries
        if path.endswith(".html")
        for asset in _ASSET.findall((root / path).read_text(encoding="utf-8"))
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
        builder.files.write(f"static/{path}", (static_files.STATIC / path).read_bytes())


def _state(ledger: Ledger) -> dict[str, Any]:
    """The ends of the ledger's chains, by which a site can be told to be of a ledger, with when."""
    capture = ledger.last_seal()
    decision = next(reversed(ledger.decisions()), None)
    review = next(reversed(ledger.reviews()), None)
    taken = ledger.capture(capture[0]).captured_at if capture else None
    return {
        "last_capture": capture[0] if capture else None,
        "last_seal": capture[1] if capture else None,
        "last_decision": decision.number if decision else None,
        "last_decision_hash": decision.hash if decision else None,
        "captured_at": _moment(taken),
        "decided_at": _moment(review.made_at if review else None),
    }


def _moment(at: datetime | None) -> str | None:
    """A moment to the minute, which is as exactly as a reader wants it."""
    if at is None:
        return None
    own = at.astimezone(UTC)
    return f"{day_in_words(own.date())}, {own:%H:%M} UTC"


def _manifest(
    builder: _Builder, record: Mapping[str, Any], changes: Changes, gone: Mapping[str, Any]
) -> dict[str, Any]:
    wanted, last = builder.edition.wanted, builder.notes.before
    is_new = record["number"] == builder.number
    return {
        "kind": site_folder.KIND,
        "version": _VERSION,
        "edition": dict(record),
        "editions": list(last.records if is_new else last.records[:-1]),
        "changes": asdict(changes),
        "zone_list": builder.edition.zones.fingerprint,
        "withheld": dict(sorted(builder.edition.redactor.counts.items())),
        "texts": wanted.with_texts,
        "incidents": dict(sorted(builder.notes.incidents.items())),
        "gone": dict(gone),
        "pages": dict(sorted(builder.since.items())),
        "files": builder.files.listed,
    }


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
