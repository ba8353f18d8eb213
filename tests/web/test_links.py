"""Addresses, live and within a published site."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.web.links import LiveLinks, StaticLinks
from rashomon.web.workplace import back_to, own_path

NAMES = st.text("ab/?#%&. \u0645'\"<", min_size=1, max_size=12)


@given(NAMES)
def test_an_id_stays_one_part_of_a_path_whatever_it_holds(name: str) -> None:
    """No id leads out of its folder, opens a query or ends an attribute."""
    for links in (LiveLinks(), StaticLinks(1)):
        address = links.incident(name, "review")
        path, sharp, anchor = address.partition("#")
        assert (sharp, anchor) == ("#", "review")
        assert path.count("/") == 2
        assert not set(path) & set("?<\"' ")


def test_a_published_page_leads_to_its_neighbors_by_relative_paths() -> None:
    """A site can lie in any folder of any server."""
    links = StaticLinks(depth=1)
    assert links.incident("khusham-2018-02-07") == "../incidents/khusham-2018-02-07.html"
    assert links.claim("r1", "c2") == "../reports/r1.html#claim-c2"
    assert links.page("incidents") == "../index.html"
    assert links.page("zones", [("x", "y")]) == "../zones.html?x=y"
    assert links.page("incidents", [("page", "2"), ("q", "a b")]) == "../incidents-2.html?q=a+b"
    assert links.page("sources", [("page", "1")]) == "../sources.html"
    assert (
        StaticLinks(base="https://example.org/a/").page("zones")
        == "https://example.org/a/zones.html"
    )
    assert links.asset("css/base.css") == "../static/css/base.css"
    assert links.data("incidents.json") == "../data/incidents.json"


def test_a_published_site_has_nowhere_to_write_to() -> None:
    """Neither forms nor original bytes."""
    links = StaticLinks()
    assert links.act("i", "merge") == links.act_on_report("r", "add") == links.post("theme") == ""
    assert links.log("i") == ""
    assert links.capture(1) == links.correct("r", "c") == ""


def test_live_addresses() -> None:
    """What stands in the browser's bar is read by people, too."""
    links = LiveLinks(lambda _: "12ab")
    assert links.page("incidents", [("text", "a b")]) == "/incidents?text=a+b"
    assert links.act("i-1", "merge") == "/incidents/i-1/merge"
    assert links.act_on_report("r1", "add") == "/reports/r1/add"
    assert links.correct("r1", "c2") == "/reports/r1?claim=c2#decide"
    assert links.log("i") == "/incidents/i/log"
    assert links.capture(7) == "/captures/7"
    assert links.asset("icon.svg") == "/static/icon.svg?v=12ab"
    assert LiveLinks().asset("icon.svg") == "/static/icon.svg"
    assert links.data("map.json") == "/data/map.json"


@given(st.text("/\\:a.@?#% \t\n", max_size=8))
def test_no_form_sends_anybody_away(address: str) -> None:
    """What a form says to come back to is a path of ours, or the entrance."""
    path = own_path(address)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))


def test_what_was_done_is_told_once_and_by_nobody_else() -> None:
    """It goes by a cookie: an address that says so could be made up."""
    answer = back_to("/incidents?text=x", "done & dusted", "review", undo=(12, 13))
    assert answer.headers["Location"] == "/incidents?text=x#review"
    assert "done=12.13%7Cdone%20%26%20dusted; HttpOnly" in answer.headers["Set-Cookie"]
    assert back_to("https://evil.example").headers["Location"] == "/"
