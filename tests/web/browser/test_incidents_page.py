"""The page of incidents in Chromium: list, map and timeline in step, also without scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.web.browser.conftest import Opening, Site

from rashomon.web.vendored import assets_problem

KHUSHAM = "khusham-2018-02-07"
READY = "#map[data-state=ready][data-fitted]"

pytestmark = pytest.mark.skipif(bool(assets_problem()), reason=assets_problem() or "in place")


def rows(page: Any) -> list[str]:
    """The ids of the incidents that the list shows."""
    found: list[str] = page.locator("tr[data-incident]").evaluate_all(
        "rows => rows.map(row => row.dataset.incident)"
    )
    return found


def test_a_filter_changes_list_map_and_timeline_together(shown: Site, opening: Opening) -> None:
    """And the address, so that it can be sent to somebody; going back takes it back."""
    page = opening(f"{shown.address}/incidents")
    page.wait_for_selector(READY)
    assert page.get_attribute("#map", "data-total") == "5"
    page.get_by_role("checkbox", name="Shelling").check()
    page.wait_for_url("**/incidents?kind=shelling")
    page.wait_for_selector("#map[data-total='1']")
    assert rows(page) == ["al-tanf-2017-06-06"]
    assert page.locator(".bars a").count() == 1
    assert "1 incident of 5" in page.locator(".totals").inner_text()
    page.get_by_role("link", name="Leave out: shelling").click()
    page.wait_for_selector("#map[data-total='5']")
    assert not page.get_by_role("checkbox", name="Shelling").is_checked()
    page.go_back()
    page.wait_for_selector("#map[data-total='1']")
    assert page.get_by_role("checkbox", name="Shelling").is_checked()


def test_words_are_looked_for_while_they_are_typed(shown: Site, opening: Opening) -> None:
    """Without pressing a button."""
    page = opening(f"{shown.address}/incidents")
    page.get_by_role("searchbox", name="Place").fill("khusham")
    page.wait_for_url("**/incidents?place=khusham")
    page.wait_for_selector(f"tr[data-incident={KHUSHAM}]:only-child")
    assert page.get_by_role("searchbox", name="Place").input_value() == "khusham"


def test_the_part_of_the_map_that_is_seen_can_be_listed(shown: Site, opening: Opening) -> None:
    """Ticked, the map's edges are part of what is asked for; each move asks anew."""
    page = opening(f"{shown.address}/incidents?place=khusham")
    page.wait_for_selector(READY)
    page.get_by_label("List only what is on the map").check()
    page.wait_for_url(re.compile("bbox="))
    page.get_by_role("searchbox", name="Place").fill("")
    page.wait_for_url(re.compile(r"incidents\?bbox=[^&]*$"))
    page.wait_for_selector(f"tr[data-incident={KHUSHAM}]")
    near = rows(page)
    assert "al-tanf-2017-06-06" not in near
    for _ in range(3):
        page.get_by_role("button", name="Zoom out").click()
        page.wait_for_timeout(400)
    page.wait_for_selector("#map[data-total='5']")
    assert len(rows(page)) == 5
    page.get_by_label("List only what is on the map").uncheck()
    page.wait_for_url("**/incidents")


def test_a_span_drawn_over_the_timeline_is_asked_for(shown: Site, opening: Opening) -> None:
    """With the pointer; a bar alone by pressing it, or by its key."""
    page = opening(f"{shown.address}/incidents")
    box = page.locator(".bars").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 30, steps=4)
    page.mouse.up()
    page.wait_for_url(re.compile(r"from=2017-05-01&to=2017-\d\d-\d\d"))
    page.wait_for_selector("tr[data-incident=al-tanf-2017-05-18]")
    page.wait_for_selector(".bars.narrowed")
    assert KHUSHAM not in rows(page)
    page.get_by_role("link", name="Feb 2018: 1 incident").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"tr[data-incident={KHUSHAM}]:only-child")
    assert page.locator("#f-from").input_value() == "2018-02-01"


def test_a_point_of_the_map_tells_of_its_incident(shown: Site, opening: Opening) -> None:
    """Pressed, it shows a card that leads to the page, and marks the line of the list."""
    page = opening(f"{shown.address}/incidents?place=khusham")
    page.wait_for_selector(READY)
    page.wait_for_timeout(800)
    page.locator("#map canvas").click()
    card = page.locator(".map-card")
    assert "20–100 or more killed" in card.inner_text()
    assert page.locator("tr.pointed").get_attribute("data-incident") == KHUSHAM
    card.get_by_role("link").click()
    page.wait_for_url(f"**/incidents/{KHUSHAM}")


def test_without_scripts_the_form_does_the_same(shown: Site, opening: Opening) -> None:
    """A button asks, and the bars of the timeline are links."""
    page = opening(f"{shown.address}/incidents", scripts=False)
    page.get_by_role("checkbox", name="Shelling").check()
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("kind=shelling"))
    assert page.locator("tr[data-incident]").count() == 1
    page.goto(f"{shown.address}/incidents")
    page.get_by_role("link", name="Feb 2018: 1 incident").click()
    assert page.locator("tr[data-incident]").count() == 1
    assert not page.locator("#map").is_visible()


def test_several_incidents_are_decided_on_by_hand(site: Site, opening: Opening) -> None:
    """The bar comes with the first tick, and says how many."""
    page = opening(f"{site.address}/incidents?place=tanf")
    assert not page.get_by_role("button", name="Put on record").is_visible()
    for box in page.locator("tr[data-incident] input").all()[:2]:
        box.check()
    assert page.get_by_text("Of the 2 ticked:").is_visible()
    page.get_by_label("Decide").select_option("reviewed")
    page.get_by_label("Why").fill("read both")
    page.get_by_role("button", name="Put on record").click()
    assert page.get_by_role("status").filter(has_text="2 incidents reviewed").is_visible()
    assert page.get_by_text("◐ reviewed").count() >= 2


def test_a_view_is_saved_by_hand(site: Site, opening: Opening) -> None:
    """What a filter finds can be kept, looked at again, and forgotten."""
    page = opening(f"{site.address}/incidents")
    page.get_by_role("checkbox", name="Shelling").check()
    page.wait_for_url("**/incidents?kind=shelling")
    page.get_by_text("Saved views").click()
    page.get_by_label("Save what is shown as").fill("Shelling in the south")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Leave out: shelling").click()
    page.wait_for_selector("#map[data-total='5']")
    page.get_by_role("link", name="Shelling in the south", exact=True).click()
    page.wait_for_url("**/incidents?kind=shelling")
    page.get_by_role("button", name="Forget the saved view").click()
    page.get_by_role("status").filter(has_text="no longer saved").wait_for()
    assert page.get_by_role("link", name="Shelling in the south", exact=True).count() == 0


def test_what_cannot_be_asked_for_is_told_beside_the_list(shown: Site, chromium: Any) -> None:
    """Days that end before they begin; the list stays until they are mended."""
    page = chromium.new_page()  # a refusal is an error in the browser's console, too
    page.goto(f"{shown.address}/incidents?from=2018-01-01")
    with page.expect_response("**/incidents?*") as answered:
        page.locator("#f-to").fill("2017-01-01")
    assert answered.value.status == 422
    page.wait_for_selector("#problem:visible")
    assert page.locator("#problem").inner_text() == (
        "This cannot be done as asked. The days asked for end on 2017-01-01, before 2018-01-01."
    )
    assert len(rows(page)) == 2
    page.locator("#f-to").fill("2018-03-01")
    page.wait_for_selector(f"tr[data-incident={KHUSHAM}]:only-child")
    assert not page.locator("#problem").is_visible()
    page.close()


def test_nothing_is_asked_of_other_machines(shown: Site, opening: Opening) -> None:
    """Neither by the list nor by a map: what is looked at stays here."""
    for path in ("/incidents", f"/incidents/{KHUSHAM}"):
        page = opening(shown.address + path)
        page.locator("[data-map]").scroll_into_view_if_needed()
        page.wait_for_selector("[data-map][data-state=ready][data-fitted]")
        asked = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
        assert len(asked) > 5
        assert [one for one in asked if not one.startswith((shown.address, "blob:"))] == []


def test_a_crowded_map_groups_by_what_is_looked_at(
    shown: Site, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First the world, then the part that holds all, then whatever one moves to."""
    monkeypatch.setattr("rashomon.web.pages.incidents._POINTS", 2)
    page = opening(f"{shown.address}/incidents?country=SY")
    with page.expect_response(re.compile(r"map\.json\?country=SY&view=.*&zoom=[4-9]")):
        page.wait_for_selector(READY)
    with page.expect_response(re.compile(r"map\.json\?country=SY&view=.*&zoom=[4-9]")) as nearer:
        page.get_by_role("button", name="Zoom in").click()
    told = nearer.value.json()
    assert told["total"] <= 5
    assert len(rows(page)) == 5


def test_without_webgl_the_list_tells_the_same(shown: Site, opening: Opening) -> None:
    """The map says that it cannot be drawn, and all else works."""
    page = opening(f"{shown.address}/incidents/{KHUSHAM}")
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"{shown.address}/incidents")
    page.wait_for_selector("#map[data-state=failed]")
    assert "cannot be drawn in this browser" in page.locator(".map-says").inner_text()
    page.get_by_role("checkbox", name="Shelling").check()
    page.wait_for_selector("tr[data-incident=al-tanf-2017-06-06]:only-child")


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("pointsOf([17990, -1700, 20, 5])", [[179.9, -17], [180.1, -16.95]]),
        ("unbroken([[179, 0], [-179, 1], [-178, 1]])", [[179, 0], [181, 1], [182, 1]]),
        ("boxAround([{lon: 179.5, lat: 0, km: 0}, {lon: -178, lat: 1}])", [179.5, 0, 182, 1]),
        ("boxAround([])", None),
        ("wrapped(181)", -179),
        ("wrapped(-180)", -180),
        ("ringAround(0, 0, 111.195, 4).map(p => p.map(n => Math.round(n) + 0))",
         [[1, 0], [0, 1], [-1, 0], [0, -1], [1, 0]]),
    ],
)  # fmt: skip
def test_shapes_hold_together_where_180_degrees_lie(
    shown: Site, opening: Opening, call: str, found: object
) -> None:
    """Lines, boxes and circles of the map, also across the line where longitudes begin anew."""
    page = opening(f"{shown.address}/incidents?q=nothingsuch")
    assert page.evaluate(f"import('/static/js/geometry.js').then(m => m.{call})") == found
