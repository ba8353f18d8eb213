"""Which outlet a name, an address or a phrase on a page stands for.

`outlets.csv` lists agencies, broadcasters, papers, monitors and parties that publish. `marks`
are phrases that stand on that outlet's own pages and on nobody else's.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from urllib.parse import urlsplit

__all__ = ["Outlet", "find_outlet", "outlet_by_marks", "outlet_of_url", "outlets"]


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes: its common English name, and the names and addresses it goes by.

    `kind` is "agency" (its copy is carried by others), "state media", "independent",
    "monitor" or "party to the conflict".
    """

    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str | None
    kind: str
    marks: tuple[str, ...] = ()

    @property
    def is_agency(self) -> bool:
        """Tell whether others carry its copy as a matter of course."""
        return self.kind == "agency"


@lru_cache(maxsize=1)
def outlets() -> tuple[Outlet, ...]:
    """Return every outlet of the table, in its order."""
    table = resources.files("rashomon.reference").joinpath("outlets.csv")
    return tuple(
        Outlet(
            row["name"],
            _parts(row["aliases"]),
            _parts(row["domains"]),
            row["country"] or None,
            row["kind"],
            _parts(row["marks"]),
        )
        for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    )


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

    >>> outlet_of_url("https://www.english.wafa.ps/page?id=1").name
    'WAFA'
    """
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


# Words that follow an outlet's name without being part of it.
_GENERIC = frozenset(
    ("news agency press tv television channel radio newspaper daily online website network com "
     "english service international photo photos world agencies").split()
)  # fmt: skip


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


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
