"""Any dossier at all: its pages are whole, and hold no markup but ours."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from tests.publish.made_dossiers import Made, made

from rashomon.records import Comment, Link, ReviewDecision
from rashomon.web.files import IncidentFile, ReportFile
from rashomon.web.links import LiveLinks, StaticLinks
from rashomon.web.rendering import render
from rashomon.web.site import EVERYTHING, Site
from rashomon.web.views.incident import incident_view
from rashomon.web.views.report import report_view

SITES = (
    Site(StaticLinks(1)),
    Site(LiveLinks(), permits=EVERYTHING, user="<i>me</i>", form_token="t", is_live=True),
)
VOID = {"meta", "link", "input", "br", "option", "hr"}
FAST = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow,
                                                          HealthCheck.data_too_large],
)  # fmt: skip


class Whole(HTMLParser):
    """Reads a page as HTML; notes what is not as it has to be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what must not be."""
        told = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if tag == "script" and not told.get("src") and told.get("type") != "application/json":
            self.faults.append("an inline script")
        self.faults += [
            f"{tag} {name}" for name in told if name.startswith("on") or name == "style"
        ]
        for name in ("href", "src", "action"):
            value = told.get(name) or ""
            if re.match(r"\s*(?:javascript|data|vbscript):", value, re.IGNORECASE):
                self.faults.append(f"{tag} {name}={value}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself, as in drawings."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the last one."""
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes what is not open")


def check(page: str) -> None:
    """Make sure that a page is whole."""
    parser = Whole()
    parser.feed(page)
    parser.close()
    assert parser.faults == []
    assert parser.open == []
    assert len(parser.ids) == len(set(parser.ids))


@pytest.mark.parametrize("site", SITES, ids=["published", "live"])
@given(found=made())
@FAST
def test_the_page_of_any_incident_is_whole(site: Site, found: Made) -> None:
    """Whatever reports, speakers, places and ids are called."""
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    for dossier in found.dossiers:
        incident = dossier.incident
        log = (
            ReviewDecision(7, moment, "person: </script><b>", Comment(incident.incident_id), "<u>"),
        )
        links = tuple(
            Link(incident.incident_id, member, judgement, 0.5, ("<same> day 2020-01-01",))
            for member in (*incident.members, ("r9", 0))
            for judgement in ("same", "unsure")
        )
        view = incident_view(IncidentFile(dossier, found.readings, links, (), log))
        check(render(site, "incident.html", view=view))


@pytest.mark.parametrize("site", SITES, ids=["published", "live"])
@given(found=made())
@FAST
def test_the_page_of_any_report_shows_its_text_unchanged(site: Site, found: Made) -> None:
    """However claims overlap; without what stands between them."""
    custody = {
        "captures": [], "waits_to_be_read": True, "derived_before": [{}], "read": None,
        "derived": {"cleaner": None, "text_sha256": "0", "characters": 1},
    }  # fmt: skip
    for reading in found.readings.values():
        page = render(
            site, "report.html", view=report_view(ReportFile(reading, {}, custody), "chosen")
        )
        check(page)
        shown = page[page.index('id="text"') :]
        shown = shown[shown.index(">") + 1 : shown.index("</section>")]
        shown = re.sub(r'<a class="ref.*?</a>', "", shown[: shown.rindex("</div>")], flags=re.S)
        plain = re.sub(r"<[^>]+>", "", shown)
        for sign, name in (("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;")):
            plain = plain.replace(name, sign)
        assert plain.replace("&amp;", "&") == reading.report.text
