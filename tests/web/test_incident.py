"""The page of one incident."""

from __future__ import annotations

import re

from tests.web.conftest import EXAMPLE, Browser

KHUSHAM = "/incidents/khusham-2018-02-07"


def test_the_page_tells_what_where_when_and_how_sure(looking: Browser) -> None:
    """The head says it in one look, unknowns told as such."""
    page = looking.get(KHUSHAM)
    assert "7 Feb 2018" in page
    assert "35.320, 40.290 ± 10 km" in page
    assert "20–100 or more" in page
    assert "UCDP date_prec 1" in page
    dash = looking.get("/incidents/al-tanf-2017-06-08")
    assert re.search(r"<dt>Killed</dt><dd>–", dash)


def test_accounts_stand_side_by_side_with_silence_shown(looking: Browser) -> None:
    """A column a party, a row a facet; who says nothing is shown as silent."""
    page = looking.get(KHUSHAM)
    table = page[page.index('<table class="accounts') : page.index("</table>")]
    for party in ("Russia", "Syrian government", "United States and coalition", "monitors"):
        assert f'dir="auto">{party}</span>' in table
    assert table.count('class="silent"') > 10
    assert "100 or more killed" in table


def test_a_contest_is_marked_by_a_sign_and_a_word(looking: Browser) -> None:
    """Nobody has to see colors to see that accounts part."""
    page = looking.get(KHUSHAM)
    assert 'data-sign="≠"' in page
    assert "Figures that cannot both be so" in page
    assert "accounts part: 20 against 25 against 100 or more killed" in page


def test_every_claim_leads_to_its_words(looking: Browser) -> None:
    """Each link to a claim is answered by a place in its report's page."""
    page = looking.get(KHUSHAM)
    links = set(re.findall(r'href="(/reports/\w+)#(claim-\w+)"', page))
    assert len(links) > 20
    reports = {path: looking.get(path) for path in {path for path, _ in links}}
    for path, anchor in links:
        assert f'id="{anchor}"' in reports[path]


def test_no_id_stands_twice_and_every_place_in_the_page_exists(looking: Browser) -> None:
    """Links within the page lead somewhere."""
    page = looking.get(KHUSHAM)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= {*ids}


def test_ranges_are_drawn_with_geometry_in_attributes(looking: Browser) -> None:
    """The policy of contents allows no style attributes, and text says what the drawing does."""
    page = looking.get(KHUSHAM)
    assert 'id="range-killed"' in page
    assert 'class="band' in page
    assert "Killed: 20–100 or more by airwars-2" in page
    assert "lowest figure told 20, highest 100 or more" in page


def test_zones_are_told_with_the_words_of_reports(looking: Browser) -> None:
    """What a report claims stands beside what coordinates give."""
    page = looking.get(KHUSHAM)
    assert "Euphrates de-confliction line" in page
    assert "neither borne out nor ruled out" in page
    assert re.search(r'href="/reports/\w+#at-575-633"', page)


def test_reasons_for_linking_and_origins_are_shown(looking: Browser) -> None:
    """Each report has its chance with the signs, and its origin."""
    page = looking.get(KHUSHAM)
    assert "Why these reports are together" in page
    assert re.search(r'<td class="number">0\.\d\d</td>', page)
    assert "4 reports, 4 independent origins" in page


def test_a_denial_is_told_as_one(looking: Browser) -> None:
    """Who denies holds a position of their own."""
    page = looking.get("/incidents/al-harra-2018-06-17")
    assert "not US-led coalition" in page
    assert "denies it" in page


def test_what_is_no_incident_is_told(looking: Browser) -> None:
    """A misspelled id names those that are like it."""
    answer = looking.client.get("/incidents/khusham-2018-02-08")
    assert answer.status_code == 404
    assert "khusham-2018-02-07" in answer.text


def test_its_log_names_reports_and_leads_to_them(looking: Browser) -> None:
    """Nobody has to know ids by heart."""
    page = looking.get("/incidents/khusham-2018-02-07/log")
    rows = re.findall(r'<a href="/reports/r[0-9a-f]{15}">([^<]+)</a>([^<]*)<', page)
    assert ("04-wire-reuters", " from examples/khusham/04-wire-reuters.txt") in [
        (name, rest.replace(str(EXAMPLE), "examples/khusham")) for name, rest in rows
    ]
    assert ("01-coalition-statement", " is in khusham-2018-02-07") in rows
