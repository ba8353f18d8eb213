"""The page of incidents: what is asked for, what is shown, and decisions on several at once."""

from __future__ import annotations

import json
import re
import threading
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import Browser, Serving

from rashomon.errors import SettingError
from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.web import keeping_up
from rashomon.web.app import make_app
from rashomon.web.settings import Settings
from rashomon.web.tiles import tile_origin
from rashomon.web.vendored import assets_problem

KHUSHAM, TANF = "khusham-2018-02-07", "al-tanf-2017-06-06"


def _rows(page: str) -> list[str]:
    return re.findall(r'<tr [^>]*data-incident="([^"]+)"', page)


def _data(browser: Browser, path: str) -> Any:
    return json.loads(browser.get(path))


def test_the_list_tells_how_much_is_shown(looking: Browser) -> None:
    """Incidents, reports and origins are counted, each as what it is."""
    page = looking.get("/incidents")
    assert len(_rows(page)) == 5
    told = " ".join(unescape(re.sub("<[^>]+>", "", page)).split())
    assert "5 incidents in 8 reports of 8 independent origins" in told
    assert "20–100 or more killed" in told
    assert "≠" in page


@pytest.mark.parametrize(
    ("query", "incidents"),
    [
        ("contested=killed", [KHUSHAM]),
        ("kind=shelling", [TANF]),
        ("kind=shelling&kind=drone_strike", ["al-tanf-2017-06-08", TANF]),
        ("from=2018-01-01&to=2018-03-01", [KHUSHAM]),
        ("place=khusham", [KHUSHAM]),
        ("party=Russia", [KHUSHAM]),
        ("q=tanf&from=2017-06-07&to=2017-07-01", ["al-tanf-2017-06-08"]),
        ("bbox=40,35,41,36", [KHUSHAM]),
        ("level=approved", []),
    ],
)
def test_list_map_and_timeline_show_the_same(
    looking: Browser, query: str, incidents: list[str]
) -> None:
    """One query, three views of it."""
    assert _rows(looking.get(f"/incidents?{query}")) == incidents
    on_map = _data(looking, f"/data/incidents/map.json?{query}")
    assert sorted(point["id"] for point in on_map["points"]) == sorted(incidents)
    if "from=" not in query:  # a timeline also shows the days around
        told = _data(looking, f"/data/incidents/timeline.json?{query}")
        assert sum(one["incidents"] for one in told["counts"]) == len(incidents)


def test_htmx_gets_what_changes_alone(looking: Browser) -> None:
    """The list with filters and timeline beside it, and no second frame around it."""
    part = looking.client.get("/incidents?kind=clash", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert 'id="list"' in part
    assert part.count('hx-swap-oob="true"') == 4
    assert "No incident matches all of these filters" in part


def test_what_is_asked_for_stands_in_the_form(looking: Browser) -> None:
    """Without any script the form keeps what it was sent with, and chips take it back."""
    page = looking.get("/incidents?kind=shelling&from=2017-01-01&q=%22the+zone%22")
    assert re.search(r'value="shelling"[^>]* checked', page)
    assert 'value="2017-01-01"' in page
    assert "&#34;the zone&#34;" in page
    chips = unescape(page[page.index('class="chips"') : page.index('class="incidents"')])
    assert "/incidents?q=%22the+zone%22&from=2017-01-01" in chips


def test_what_cannot_be_asked_for_is_told(looking: Browser) -> None:
    """A misspelled kind, day or order names what there is."""
    for query, words in (
        ("kind=war", "air_strike"),
        ("from=yesterday", "2031-03-07"),
        ("order=best", "newest"),
        ("from=2018-02-02&to=2018-02-01", "before"),
    ):
        answer = looking.client.get(f"/incidents?{query}")
        assert answer.status_code == 422
        assert words in answer.text


def test_orders_and_pages_keep_the_query(looking: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest first, two on a page."""
    monkeypatch.setattr("rashomon.web.listing.PAGE", 2)
    first = looking.get("/incidents?order=oldest&country=SY")
    assert _rows(first) == ["al-tanf-2017-05-18", TANF]
    following = re.search(r'href="([^"]+)"[^>]* rel="next"', first)
    assert following
    second = looking.get(unescape(following[1]))
    assert _rows(second) == ["al-tanf-2017-06-08", KHUSHAM]
    assert "3–4 of 5" in second
    assert 'rel="prev"' in second
    assert _rows(looking.get("/incidents?page=9")) == []


def test_cards_tell_what_the_map_points_at(looking: Browser) -> None:
    """Several at once, and nothing of what is not there."""
    cards = _data(looking, f"/data/incidents/cards.json?id={KHUSHAM}&id=none")
    assert [card["id"] for card in cards] == [KHUSHAM]
    assert cards[0]["href"] == f"/incidents/{KHUSHAM}"
    assert looking.client.get("/data/incidents/cards.json").status_code == 422


def test_a_crowded_map_comes_grouped(looking: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more points than are drawn the server makes groups, of the part that is looked at."""
    monkeypatch.setattr("rashomon.web.pages.incidents._POINTS", 2)
    found = _data(looking, "/data/incidents/map.json?zoom=3")
    assert sum(one["n"] for one in found["clusters"]) + len(found["points"]) == 5
    assert found["clusters"]
    near = _data(looking, "/data/incidents/map.json?zoom=9&view=40,35,41,36")
    assert [point["id"] for point in near["points"]] == [KHUSHAM]
    assert looking.client.get("/data/incidents/map.json?view=here").status_code == 422


def test_zones_of_the_days_in_view_are_drawn(looking: Browser) -> None:
    """What had not begun, or had ended, is not."""
    late = _data(looking, "/data/incidents/map.json?from=2018-02-01&to=2018-02-28")["zones"]
    early = _data(looking, "/data/incidents/map.json?from=1999-02-01&to=1999-02-28")["zones"]
    line = "euphrates-deconfliction-line"
    assert line in {zone["id"] for zone in late}
    assert line not in {zone["id"] for zone in early}
    assert _data(looking, "/data/incidents/map.json?q=nothingsuch")["zones"] == []


def test_incidents_without_a_place_stand_beside_the_map(tmp_path: Path, serving: Serving) -> None:
    """They are counted and named, since no map can show them."""
    (tmp_path / "a.txt").write_text(
        "Three soldiers were killed in an air strike on 3 March 2019, the ministry said.\n"
    )
    with Ledger.open(tmp_path / "l.db") as ledger:
        build([tmp_path / "a.txt"], ledger, by="tester")
    page = serving(tmp_path / "l.db").get("/incidents")
    assert "1 without a place on the map" in page
    assert "not on the map" in page


def test_hostile_words_are_words(tmp_path: Path, serving: Serving) -> None:
    """What a report, an address or a name of a view holds is never markup."""
    (tmp_path / "a.txt").write_text(
        "Two people were killed on 3 March 2019 in shelling near <script>alert(1)</script> "
        "village, the <img src=x onerror=alert(1)> office said.\n"
    )
    with Ledger.open(tmp_path / "l.db") as ledger:
        build([tmp_path / "a.txt"], ledger, by="tester")
    browser = serving(tmp_path / "l.db")
    for path in ("/incidents", "/incidents?q=%3Cscript%3Ealert(1)%3C/script%3E"):
        page = browser.get(path)
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_several_incidents_are_decided_on_at_once(browser: Browser) -> None:
    """Each has a decision of its own with the reason; the list shows what follows."""
    page = browser.get("/incidents")
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen
    done = browser.client.post(
        "/incidents/decide",
        data={
            "token": browser.client.app.state.workplace.tokens.of("tester"),  # type: ignore[attr-defined]
            "verb": "reviewed", "incident": [KHUSHAM, TANF], "why": "checked", "seen": seen[1],
            "next": "/incidents?country=SY",
        },
        headers={"Origin": "http://localhost"}, follow_redirects=False,
    )  # fmt: skip
    assert done.status_code == 303
    assert done.headers["Location"] == "/incidents?country=SY"
    assert "2 incidents reviewed" in browser.get("/incidents?country=SY")
    after = browser.get("/incidents?level=reviewed")
    assert _rows(after) == [KHUSHAM, TANF]


def test_several_become_one(browser: Browser) -> None:
    """The first that is ticked keeps its id."""
    _decide(browser, "merge", ["al-tanf-2017-06-08", TANF])
    rows = _rows(browser.get("/incidents"))
    assert len(rows) == 4
    assert TANF not in rows


def test_several_are_assigned(browser: Browser) -> None:
    """The list tells to whom, and can be narrowed to them."""
    _decide(browser, "assign", [KHUSHAM], to="Noor")
    assert _rows(browser.get("/incidents?assigned=Noor")) == [KHUSHAM]


@pytest.mark.parametrize(
    ("verb", "incidents", "fields", "words"),
    [
        ("reviewed", [], {}, "no incident is ticked"),
        ("reviewed", [KHUSHAM], {"why": " "}, "why"),
        ("merge", [KHUSHAM], {}, "takes two"),
        ("assign", [KHUSHAM], {}, "name the person"),
        ("destroyed", [KHUSHAM], {}, "there are: draft, reviewed, approved, assign, merge"),
    ],
)
def test_what_cannot_be_decided_is_told(
    looking: Browser, verb: str, incidents: list[str], fields: dict[str, str], words: str
) -> None:
    """Nothing is kept of it."""
    answer = _decide(looking, verb, incidents, status=422, **fields)
    assert words.casefold() in answer.casefold()


def test_what_others_decided_meanwhile_is_not_replaced(browser: Browser) -> None:
    """The others are decided on, and it is said which one was not."""
    page = browser.get("/incidents")
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen
    _decide(browser, "approved", [KHUSHAM], why="somebody was faster")
    _decide(browser, "reviewed", [KHUSHAM, TANF], seen=seen[1])
    assert "1 incident reviewed; not 1 incident" in browser.get("/incidents")
    assert _rows(browser.get("/incidents?level=approved")) == [KHUSHAM]


def _decide(
    browser: Browser, verb: str, incidents: list[str], status: int = 303, **fields: str
) -> str:
    token = browser.client.app.state.workplace.tokens.of("tester")  # type: ignore[attr-defined]
    answer = browser.client.post(
        "/incidents/decide",
        data={"token": token, "verb": verb, "incident": incidents, "why": "a test", **fields},
        headers={"Origin": "http://localhost"}, follow_redirects=False,
    )  # fmt: skip
    assert answer.status_code == status, answer.text
    return answer.headers["Location"] if status == 303 else unescape(answer.text)


def test_views_are_saved_and_forgotten(browser: Browser) -> None:
    """What is asked for now can be asked for again by its name."""
    assert "Save what is shown" in browser.get("/incidents?contested=killed")
    browser.send("/incidents/views", name="Tolls <b>", query="contested=killed")
    page = browser.get("/incidents")
    assert "Tolls &lt;b&gt;" in page
    assert "/incidents?contested=killed" in page
    browser.send("/incidents/views", 422, name="Tolls <b>", query="kind=clash")
    browser.send("/incidents/views", verb="remove", name="Tolls <b>")
    assert "is no longer saved" in browser.get("/incidents")
    assert "Tolls" not in browser.get("/incidents")


def test_lists_follow_the_ledger(tmp_path: Path, serving: Serving) -> None:
    """What is built while the application runs is listed by the next look."""
    (tmp_path / "a.txt").write_text("A bomb killed three people in Homs on 3 March 2019.\n")
    (tmp_path / "b.txt").write_text("Shelling wounded nine people in Kherson on 4 March 2023.\n")
    with Ledger.open(tmp_path / "l.db") as ledger:
        build([tmp_path / "a.txt"], ledger, by="tester")
        browser = serving(tmp_path / "l.db")
        assert len(_rows(browser.get("/incidents"))) == 1
        build([tmp_path / "b.txt"], ledger, by="tester")
    assert len(_rows(browser.get("/incidents"))) == 2


def test_much_that_is_new_is_listed_beside(
    tmp_path: Path, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page does not wait for it, and says that more is to come."""
    (tmp_path / "a.txt").write_text("A bomb killed three people in Homs on 3 March 2019.\n")
    with Ledger.open(tmp_path / "l.db") as ledger:
        build([tmp_path / "a.txt"], ledger, by="tester")
    monkeypatch.setattr(keeping_up, "_WAITED_FOR", -1)
    held = threading.Event()
    done = threading.Event()
    real = keeping_up._refresh

    def slowly(place: Any) -> None:
        held.wait(10)
        real(place)
        done.set()

    monkeypatch.setattr(keeping_up, "_refresh", slowly)
    browser = serving(tmp_path / "l.db")
    page = browser.get("/incidents")
    assert "more to go" in page
    assert _rows(page) == []
    held.set()
    assert done.wait(30)
    refreshing = browser.client.app.state.workplace.refreshing  # type: ignore[attr-defined]
    assert refreshing.acquire(timeout=30)  # whoever worked beside has let go
    refreshing.release()
    monkeypatch.undo()
    assert len(_rows(browser.get("/incidents"))) == 1


def test_tiles_are_asked_for_by_address_alone(built_example: Path) -> None:
    """Their origin is allowed to the map, and nothing else of the web is."""
    tiles = "https://tiles.example/{z}/{x}/{y}.png"
    app = make_app(Settings(str(built_example), tiles=tiles))
    with TestClient(app, base_url="http://localhost") as client:
        answer = client.get("/incidents")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.count("https://tiles.example") == policy.count("http") == 2
    assert "connect-src 'self' https://tiles.example;" in policy
    assert f'data-tiles="{tiles}"' in answer.text or assets_problem()


def test_origins_of_tiles_may_have_ports() -> None:
    """Also one of this machine, without encryption."""
    own = "http://127.0.0.1:8080"
    assert tile_origin("https://tiles.example:8443/a/{z}/{x}/{y}.png") == (
        "https://tiles.example:8443"
    )
    assert tile_origin(f"{own}/{{z}}/{{x}}/{{y}}.png") == own
    assert tile_origin("") == ""


@pytest.mark.parametrize(
    "address",
    [
        "tiles.example/{z}/{x}/{y}.png", "https://tiles.example/z/x/y", "http://tiles.example/{z}{x}{y}",
        "https://a;script-src *;/{z}{x}{y}", "https://a b/{z}{x}{y}", "ftp://a/{z}{x}{y}",
        "https://user:pass@a/{z}{x}{y}", "https://[::1/{z}{x}{y}", "https://*/{z}{x}{y}",
    ],
)  # fmt: skip
def test_what_is_no_tile_server_is_refused(address: str) -> None:
    """An address that would open the policy of contents, or tell the network, is none."""
    with pytest.raises(SettingError, match="--tiles"):
        tile_origin(address)
