"""The same templates without a server: no forms, no scripts needed, relative addresses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rashomon.ledger import Ledger
from rashomon.locate.zones import open_zones
from rashomon.web.files import incident_file, report_file
from rashomon.web.links import StaticLinks
from rashomon.web.rendering import render
from rashomon.web.settings import Settings
from rashomon.web.site import Action, Site
from rashomon.web.views.incident import incident_view
from rashomon.web.views.report import report_view
from rashomon.web.workplace import Workplace


@pytest.fixture(scope="module")
def pages(built_example: Path) -> list[str]:
    """Return an incident's and a report's page as a published site has them."""
    site = Site(StaticLinks(depth=1))
    with Ledger.open(built_example, create=False) as ledger:
        place = Workplace(Settings(str(built_example)), ledger, open_zones())
        file = incident_file(place, "khusham-2018-02-07", to_decide=False)
        report_id = file.dossier.incident.members[0][0]
        report = report_file(place, report_id, to_decide=False)
    return [
        render(site, "incident.html", view=incident_view(file)),
        render(site, "report.html", view=report_view(report)),
    ]


def test_a_published_page_has_no_form_and_no_way_back_to_a_server(pages: list[str]) -> None:
    """Whoever hosts it needs no server of ours."""
    for page in pages:
        assert "<form" not in page
        assert 'name="token"' not in page
        assert not re.search(r'(?:href|src|action)="/', page)
        assert not re.search(r'(?:href|action)=""', page)


def test_a_published_page_leads_to_words_all_the_same(pages: list[str]) -> None:
    """Every figure is one click from its words there, too."""
    assert re.search(r'href="\.\./reports/r\w+\.html#claim-c\w+"', pages[0])
    assert 'id="claim-c' in pages[1]


def test_an_action_that_nobody_knows_is_no_refusal() -> None:
    """A misspelled name in a template is found at once."""
    site = Site(StaticLinks(), permits={Action.READ})
    assert site.may("read")
    assert not site.may("decide")
    with pytest.raises(ValueError, match="dicede"):
        site.may("dicede")
