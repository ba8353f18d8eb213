"""How a page of the application takes part in a published site.

A module of `rashomon.web.pages` that has a `static` of this kind is on the site, if its entry in
`PAGES` is published:

    static = Static(of_all=lambda edition: [Sheet("zones.html", "zones.html",
                                                  {"view": zones_view(edition.zones)})])

Whatever it shows is to come from the edition, from which what is withheld has been taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rashomon.web.files import IncidentFile, ReportFile
    from rashomon.web.published.edition import Edition

__all__ = ["Data", "Sheet", "Static"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to be written: its path within the site, its template and what that is given.

    `stands_for` is the path of the page that tells the same for good, "" where it is this one.
    `is_anywhere` is true of a page that a host shows at addresses of its own choice.
    """

    path: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    stands_for: str = ""
    is_anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Data:
    """A file of data under `data/`, for scripts and for saving; JSON can hold `content`.

    A `name` that ends in ".js" is a script that hands it to those of the pages.
    """

    name: str
    content: Any


@dataclass(frozen=True, slots=True)
class Static:
    """What a page makes of each incident, of each report, and of all of them in the end."""

    of_incident: Callable[[Edition, IncidentFile], Iterable[Sheet | Data]] | None = None
    of_report: Callable[[Edition, ReportFile], Iterable[Sheet | Data]] | None = None
    of_all: Callable[[Edition], Iterable[Sheet | Data]] | None = None
