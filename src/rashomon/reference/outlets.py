"""Which outlet a name, an address or a phrase on a page stands for.

`outlets.csv` lists agencies, broadcasters, papers, monitors and parties that publish. `marks`
are phrases that stand on that outlet's own pages and on nobody else's; `note` says on what the
kind rests. Rows in `outlets.csv` of the user's own folder are added, and hold over ours of the
same name.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from urllib.parse import urlsplit

from rashomon.errors import SettingError
from rashomon.reference.folders import data_folder

__all__ = ["KINDS", "Outlet", "find_outlet", "outlet_by_marks", "outlet_of_url", "outlets"]


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes: its common English name, and the names and addresses it goes by.

    `kind` is "agency" (its copy is carried by others), "state media", "public broadcaster",
    "independent" (of states and parties; not: impartial), "monitor", "party to the conflict" or
    "unknown". `note` says who owns or funds it where that is what the kind rests on.
    """

    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str | None
    kind: str
    marks: tuple[str, ...] = ()
    note: str | None = None

    @property
    def is_agency(self) -> bool:
        """Tell whether others carry its copy as a matter of course."""
        return self.kind == "agency"


KINDS = (
    "agency", "state media", "public broadcaster", "independent", "monitor",
    "party to the conflict", "unknown",
)  # fmt: skip


@lru_cache(maxsize=1)
def outlets() -> tuple[Outlet, ...]:
    """Return every outlet: those of the user's own table, then ours.

    Raises:
        SettingError: If the user's table cannot be read.

    """
    shipped = resources.files("rashomon.reference").joinpath("outlets.csv")
    ours = _rows(shipped.read_text(encoding="utf-8"), "outlets.csv")
    own = data_folder() / "outlets.csv"
    if not own.is_file():
        return ours
    try:
        text = own.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{own}: cannot be read: {error}") from error
    theirs = _rows(text, str(own))
    named = {_key(outlet.name) for outlet in theirs}
    return (*theirs, *(outlet for outlet in ours if _key(outlet.name) not in named))


def _rows(text: str, where: str) -> tuple[Outlet, ...]:
    table = csv.DictReader(text.splitlines())
    if not {"name", "kind"} <= set(table.fieldnames or ()):
        raise SettingError(f"{where}: needs the columns name and kind")
    found = []
    for row in table:
        name, kind = (row["name"] or "").strip(), (row["kind"] or "").strip()
        if not name or kind not in KINDS:
            known = ", ".join(KINDS)
            raise SettingError(
                f"{where}:{table.line_num}: {name or 'no name'!r} is {kind!r}; a kind is {known}"
            )
        found.append(
            Outlet(
                name,
                _parts(row.get("aliases")),
                tuple(part.casefold() for part in _parts(row.get("domains"))),
                (row.get("country") or "").strip() or None,
                kind,
                _parts(row.get("marks")),
                (row.get("note") or "").strip() or None,
            )
        )
    return tuple(found)


def find_outlet(words: str) -> Outlet | None:
    """Return the outlet that `words` name as a whole, None where they name none.

    Case, accents, punctuation, a leading "the" and trailing words such as "news agency" do
    not matter.

    >>> find_outlet("the REUTERS news agency").name, find_outlet("a reuters man")
    ('Reuters', None)
    """
    named = _by_name()
    key = _key(words)
    while key:
        if key in named:
            return named[key]
        shorter = key.removeprefix("the ")
        if shorter == key:
            shorter, _, last = key.rpartition(" ")
            if last not in _GENERIC:
                return None
        key = shorter
    return None


def outlet_of_url(url: str) -> Outlet | None:
    """Return the outlet on whose site `url` lies, None for sites that the table lacks.

    Of an address in the Wayback Machine it is the site that was archived.

    >>> outlet_of_url("https://www.english.wafa.ps/page?id=1").name
    'WAFA'
    """
    archived = _WAYBACK.match(url)
    url = archived[1] if archived else url
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:  # "https://[": no address at all
        return None
    sites = _by_domain()
    labels = host.rstrip(".").split(".")
    for at in range(len(labels) - 1):
        found = sites.get(".".join(labels[at:]))
        if found:
            return found
    return None


def outlet_by_marks(text: str) -> Outlet | None:
    """Return the outlet whose pages alone hold a phrase of `text`, None where none or two do."""
    squeezed = re.sub(r"\s+", " ", text).casefold()
    squeezed = re.sub(r"\s?['’]\s?(?=s\b)", "'", squeezed)
    found = {outlet for mark, outlet in _by_mark() if mark in squeezed}
    return found.pop() if len(found) == 1 else None


_WAYBACK = re.compile(r"(?:https?:)?//web\.archive\.org/web/\d{1,14}[a-z_]*/(.+)", re.IGNORECASE)
# Words that follow an outlet's name without being part of it.
_GENERIC = frozenset(
    ("news agency press tv television channel radio newspaper daily online website network com "
     "english service international photo photos world agencies").split()
)  # fmt: skip


def _parts(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split(";") if part.strip())


def _key(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"['’`]", "", plain)
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain)  # U.S., T.A.S.S.
    return " ".join(re.findall(r"\w+", plain))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Outlet]:
    named: dict[str, Outlet] = {}
    for outlet in outlets():
        named.setdefault(_key(outlet.name), outlet)
    for outlet in outlets():  # a name wins over another outlet's alias
        for alias in outlet.aliases:
            named.setdefault(_key(alias), outlet)
    return named


@lru_cache(maxsize=1)
def _by_mark() -> tuple[tuple[str, Outlet], ...]:
    return tuple((mark.casefold(), outlet) for outlet in outlets() for mark in outlet.marks)


@lru_cache(maxsize=1)
def _by_domain() -> dict[str, Outlet]:
    sites: dict[str, Outlet] = {}
    for outlet in outlets():
        for domain in outlet.domains:
            sites.setdefault(domain, outlet)
    return sites
