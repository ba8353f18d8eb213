"""Every address that a page leads to, spelled in this one place: live, and for a published site.

Nothing else spells an address: templates and views ask for "the report's page at this claim".
"""

# ruff: noqa: ARG002 - a published site knows less than the application, by one protocol

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, urlencode

__all__ = ["Links", "LiveLinks", "Query", "StaticLinks", "claim_anchor"]

Query = Iterable[tuple[str, str]]


def claim_anchor(claim_id: str) -> str:
    """Return the name of a claim's place in its report's page."""
    return f"claim-{claim_id}"


class Links(Protocol):
    """Where things are. `anchor` is a place in the page, without the sharp sign."""

    def page(self, name: str, query: Query = ()) -> str:
        """A page of the navigation, by its name in `web.pages.PAGES`."""

    def incident(self, incident_id: str, anchor: str = "") -> str:
        """An incident's page."""

    def log(self, incident_id: str) -> str:
        """What happened to an incident; "" where that is not told."""

    def changes(self, incident_id: str, since: str = "", until: str = "") -> str:
        """An incident between two moments; "" where that is not told."""

    def act(self, incident_id: str, verb: str) -> str:
        """Where a form about an incident goes; "" of a published site, which takes none."""

    def report(self, report_id: str, anchor: str = "") -> str:
        """A report's page."""

    def act_on_report(self, report_id: str, verb: str) -> str:
        """Where a form about a report goes; "" of a published site."""

    def source(self, name: str) -> str:
        """The page of an outlet or speaker."""

    def claim(self, report_id: str, claim_id: str) -> str:
        """The words of a claim: its place in its report's page."""

    def correct(self, report_id: str, claim_id: str) -> str:
        """The form that corrects a claim; "" of a published site."""

    def capture(self, capture_id: int) -> str:
        """The bytes of a capture, to be saved; "" where they are not to be had."""

    def post(self, name: str) -> str:
        """Where a form goes that is about neither; "" of a published site."""

    def asset(self, path: str) -> str:
        """A file of `static/`."""

    def data(self, name: str) -> str:
        """A file of data for scripts or for saving, such as "incidents/ID.json"."""


@dataclass(frozen=True, slots=True)
class LiveLinks:
    """Addresses of the running application; `version_of` names an asset's version."""

    version_of: Callable[[str], str] = lambda _: ""

    def page(self, name: str, query: Query = ()) -> str:
        """A page of the navigation."""
        words = urlencode(list(query))
        return f"/{name}" + (f"?{words}" if words else "")

    def incident(self, incident_id: str, anchor: str = "") -> str:
        """An incident's page."""
        return f"/incidents/{_part(incident_id)}{_anchor(anchor)}"

    def log(self, incident_id: str) -> str:
        """What happened to an incident."""
        return f"/incidents/{_part(incident_id)}/log"

    def changes(self, incident_id: str, since: str = "", until: str = "") -> str:
        """An incident between two moments."""
        pairs = [(name, told) for name, told in (("from", since), ("to", until)) if told]
        words = urlencode(pairs)
        return f"/incidents/{_part(incident_id)}/changes" + (f"?{words}" if words else "")

    def act(self, incident_id: str, verb: str) -> str:
        """Where a form about an incident goes."""
        return f"/incidents/{_part(incident_id)}/{_part(verb)}"

    def report(self, report_id: str, anchor: str = "") -> str:
        """A report's page."""
        return f"/reports/{_part(report_id)}{_anchor(anchor)}"

    def act_on_report(self, report_id: str, verb: str) -> str:
        """Where a form about a report goes."""
        return f"/reports/{_part(report_id)}/{_part(verb)}"

    def source(self, name: str) -> str:
        """The page of an outlet or speaker."""
        return f"/sources/{_part(name)}"

    def claim(self, report_id: str, claim_id: str) -> str:
        """The words of a claim."""
        return self.report(report_id, claim_anchor(claim_id))

    def correct(self, report_id: str, claim_id: str) -> str:
        """The form that corrects a claim."""
        return f"/reports/{_part(report_id)}?{urlencode({'claim': claim_id})}#decide"

    def capture(self, capture_id: int) -> str:
        """The bytes of a capture."""
        return f"/captures/{capture_id}"

    def post(self, name: str) -> str:
        """Where a form goes that is about neither."""
        return f"/{quote(name)}"

    def asset(self, path: str) -> str:
        """A file of `static/`, with its version, so that it can be kept for good."""
        version = self.version_of(path)
        return f"/static/{quote(path)}" + (f"?v={version}" if version else "")

    def data(self, name: str) -> str:
        """A file of data."""
        return f"/data/{quote(name)}"


@dataclass(frozen=True, slots=True)
class StaticLinks:
    """Addresses within a published site, relative to a page that lies `depth` folders down."""

    depth: int = 0
    front: str = "incidents"  # the page that is the site's first
    base: str = ""  # where the site stands, for a page that is shown at any address

    def page(self, name: str, query: Query = ()) -> str:
        """A page of the navigation; further pages of it are files, the rest is for scripts."""
        told = [(key, str(value)) for key, value in query]
        number = next((value for key, value in told if key == "page" and value != "1"), "")
        own = "index" if name == self.front and not number else _part(name)
        words = urlencode([pair for pair in told if pair[0] != "page"])
        return self._up(f"{own}{f'-{number}' if number else ''}.html") + (
            f"?{words}" if words else ""
        )

    def incident(self, incident_id: str, anchor: str = "") -> str:
        """An incident's page."""
        return self._up(f"incidents/{_part(incident_id)}.html{_anchor(anchor)}")

    def log(self, incident_id: str) -> str:
        """Nowhere: who decided what, and when, is the desk's own affair."""
        return ""

    def changes(self, incident_id: str, since: str = "", until: str = "") -> str:
        """Nowhere, as for `log`."""
        return ""

    def act(self, incident_id: str, verb: str) -> str:
        """Nowhere: a published site takes no forms."""
        return ""

    def report(self, report_id: str, anchor: str = "") -> str:
        """A report's page."""
        return self._up(f"reports/{_part(report_id)}.html{_anchor(anchor)}")

    def act_on_report(self, report_id: str, verb: str) -> str:
        """Nowhere: a published site takes no forms."""
        return ""

    def source(self, name: str) -> str:
        """The page of an outlet or speaker, called by a digest: names may hold anything."""
        return self._up(f"sources/{hashlib.sha256(name.encode()).hexdigest()[:16]}.html")

    def claim(self, report_id: str, claim_id: str) -> str:
        """The words of a claim."""
        return self.report(report_id, claim_anchor(claim_id))

    def correct(self, report_id: str, claim_id: str) -> str:
        """Nowhere: a published site takes no forms."""
        return ""

    def capture(self, capture_id: int) -> str:
        """Nowhere: a published site holds no original bytes."""
        return ""

    def post(self, name: str) -> str:
        """Nowhere: a published site takes no forms."""
        return ""

    def asset(self, path: str) -> str:
        """A file of `static/`."""
        return self._up(f"static/{quote(path)}")

    def data(self, name: str) -> str:
        """A file of data; all lie in one folder, as a release's do."""
        return self._up(f"data/{quote(name.replace('/', '-'))}")

    def _up(self, path: str) -> str:
        return (f"{self.base.rstrip('/')}/" if self.base else "../" * self.depth) + path


def _part(words: str) -> str:
    """Words as one part of a path, whatever they hold."""
    return quote(words, safe="")


def _anchor(name: str) -> str:
    return f"#{quote(name, safe='')}" if name else ""
