"""Who or where is meant by a name: what is proposed, put on record, and taken back."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from tests.web.conftest import Browser
from tests.web.test_deciding import last, report_named, seen_on

from rashomon.ledger import Ledger
from rashomon.records import NameActor, NamePlace, Withdraw
from rashomon.web import naming

KHUSHAM = "/incidents/khusham-2018-02-07"


def test_every_name_of_a_report_leads_to_its_page(looking: Browser, built_example: Path) -> None:
    """Speakers, sides and places, each with what it is taken for."""
    report = report_named(built_example, "01-coalition-statement")
    page = looking.get(f"/reports/{report}")
    links = {html.unescape(link) for link in re.findall(r'href="(/names\?[^"]+)"', page)}
    assert {re.search(r"kind=(\w+)", link)[1] for link in links} == {"actor", "place"}  # type: ignore[index]
    for link in links:
        assert 'name="why"' in looking.get(link)


def test_a_place_is_proposed_from_the_gazetteer_and_moves_incidents(
    browser: Browser, example: Path
) -> None:
    """The point that is chosen becomes the incident's, and goes back by withdrawing."""
    page = browser.get(KHUSHAM)
    link = re.search(r'href="(/names\?[^"]+)">Say where', page)
    assert link
    where = html.unescape(link[1])
    before = browser.get(where + "&spelling=Deir+ez-Zor")
    point = re.search(r'name="point" value="([^"]+)"', before)
    assert point
    words = re.search(r'name="words" value="([^"]+)"', before)
    assert words
    after = browser.send(
        "/names/place", words=html.unescape(words[1]), point=point[1], why="the town is meant",
        rests_on="desk rule 4", seen=seen_on(before),
    )  # fmt: skip
    made = last(example)
    assert isinstance(made, NamePlace)
    assert f"{made.lat:g},{made.lon:g},{made.radius_km:g}" == point[1]
    shown = browser.get(after)
    assert "the town is meant" in shown
    assert "Undo" in shown
    assert f"{made.lat:.3f}, {made.lon:.3f}" in browser.get(KHUSHAM)
    number = re.findall(r'name="number" value="(\d+)"', shown)[0]
    browser.send(
        "/names/withdraw", number=number, words=made.words, kind="place", why="was not meant"
    )
    assert isinstance(last(example), Withdraw)
    assert f"{made.lat:.3f}, {made.lon:.3f}" not in browser.get(KHUSHAM)


def test_an_actor_can_be_chosen_or_written_for_one_report(browser: Browser, example: Path) -> None:
    """What is written goes before what is chosen; the report shows who decided it."""
    report = report_named(example, "01-coalition-statement")
    page = browser.get(f"/names?words=pro-regime+fighters&kind=actor&report={report}")
    assert 'name="actor" value="Syrian government forces"' in page
    where = browser.send(
        "/names/actor", words="A US  official", actor="Russia", other="The Pentagon",
        scope="report", report=report, why="he said so himself", onward=f"/reports/{report}",
        seen=seen_on(page),
    )  # fmt: skip
    assert where == f"/reports/{report}"
    assert last(example) == NameActor("A US official", "The Pentagon", report)
    page = browser.get(where)
    assert "he said so himself" in page
    number = re.findall(r'name="number" value="(\d+)"', page)[-1]
    browser.send(f"/reports/{report}/withdraw", number=number, why="he did not")
    assert "What people decided on it" not in browser.get(where).split("Names in it")[1]


def test_a_name_is_ruled_on_once_unless_one_knows_of_the_other(browser: Browser) -> None:
    """Who did not see the first ruling is shown it before anything is kept."""
    seen = seen_on(browser.get("/names?words=Wagner&kind=actor"))
    fields = {"words": "Wagner", "seen": seen}
    browser.send("/names/actor", **fields, other="Wagner Group", why="the company")
    page = browser.send("/names/actor", 409, **fields, other="Richard Wagner", why="the composer")
    assert "the company" in page
    assert 'href="/names?words=Wagner&amp;kind=actor"' in page


def test_a_point_can_be_written_by_hand(browser: Browser, example: Path) -> None:
    """Degrees, and how exactly where that is not five kilometres."""
    browser.send("/names/place", words="the T4 base", lat="34.52", lon="37.63", why="its runway")
    assert last(example) == NamePlace("the T4 base", 34.52, 37.63, 5.0)
    browser.send("/names/place", words="T4", lat="34.52", lon="37.63", km="2", why="its runway")
    assert last(example) == NamePlace("T4", 34.52, 37.63, 2.0)


@pytest.mark.parametrize(
    ("verb", "fields", "told"),
    [
        ("actor", {"words": "X"}, "name both the words and the actor"),
        ("actor", {"actor": "X"}, "name both the words and the actor"),
        ("actor", {"words": "X" * 201, "actor": "Y"}, "200 will do"),
        ("actor", {"words": "X", "actor": "Y", "why": " "}, "say why"),
        ("place", {"point": "1,2,3"}, "name the place"),
        ("place", {"words": "X"}, "choose a place"),
        ("place", {"words": "X", "lat": "north", "lon": "2"}, "choose a place"),
        ("place", {"words": "X", "lat": "1", "lon": "2", "km": "inf"}, "choose a place"),
        ("place", {"words": "X", "lat": "91", "lon": "2"}, "no place on Earth"),
        ("place", {"words": "X", "lat": "nan", "lon": "2"}, "choose a place"),
        ("actor", {"words": "X", "actor": "Y", "scope": "report", "report": "r0"}, "r0"),
        ("withdraw", {"number": "one", "words": "X"}, "no whole number"),
    ],
)
def test_what_names_nothing_is_refused(
    looking: Browser, built_example: Path, verb: str, fields: dict[str, str], told: str
) -> None:
    """With what is lacking, and nothing is written."""
    answer = looking.send(f"/names/{verb}", 422, **{"why": "x", **fields})
    assert told.casefold() in html.unescape(answer).casefold()
    with Ledger.open(built_example, create=False) as ledger:
        assert not ledger.reviews()


def test_without_a_gazetteer_a_point_is_written(
    looking: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says why nothing is proposed."""
    monkeypatch.setattr(naming, "open_built", lambda: None)
    page = looking.get("/names?words=Khusham&kind=place")
    assert "No gazetteer is built" in page
    assert 'name="lat"' in page


def test_unknown_names_and_reports_have_a_page_too(looking: Browser) -> None:
    """Nothing is known of it: another spelling, a point, somebody else."""
    assert "knows no such place" in looking.get("/names?words=Qqqzzz&kind=place")
    assert "Who is meant" in looking.get("/names?words=Qqqzzz")
    assert "Who or where is meant" in looking.get("/names")
    assert looking.client.get("/names?words=x&report=none").status_code == 404
