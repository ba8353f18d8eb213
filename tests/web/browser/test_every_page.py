"""Every page and state in Chromium: by axe, at every width, by keys alone, in colors that are set.

Whoever adds a page enters it below; the last test says so.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute, iter_route_contexts
from tests.web.browser.conftest import Site, violations

from rashomon.coding import print_sheet
from rashomon.coding_rounds import find_round, open_round, take
from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.records import Assign, Comment, IncidentQuery, Link, Linkage
from rashomon.web.teams import accounts, passwords
from rashomon.web.teams.book import Book
from rashomon.web.teams.roles import Role
from rashomon.web.vendored import assets_problem

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KHUSHAM, TANF = "/incidents/khusham-2018-02-07", "al-tanf-2017-06-06"
PASSWORD = "four words not together"
WIDTHS = (1440, 390)
REFLOWED = (720, 320)  # 1440 at 200 %, and 1280 at 400 %, as WCAG 1.4.10 has it
# Names in three scripts, long ones, and a place of which no figure is told.
REPORTS = {
    "north.txt": (
        "صحيفة الشمال",
        "غارة جوية: Air strike on the market of Maarat al-Numan\n\nAn air strike on the market in "
        "Maarat al-Numan killed at least 34 people on 22 July 2019, said the Syrian Observatory "
        "for Human Rights (المرصد السوري لحقوق الإنسان). The Syrian Civil Defence, "
        "الدفاع المدني السوري, put the toll at 43.\n",
    ),
    "east.txt": (
        "Вісті степового краю — щоденна газета про події у регіоні та за його межами",
        "Shelling killed four people and wounded nine near the bus station in Donetsk on "
        "14 January 2023, said Олександр Степаненко, the head of the region.\n"
        "The Donetsk People's Republic said two people were killed.\n",
    ),
    "none.txt": ("", "A blast was heard on 3 May 2021, residents said.\n"),
}


@pytest.fixture(scope="module")
def ledger(built_example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example with names in other scripts, a near miss, and a decision."""
    folder = tmp_path_factory.mktemp("every")
    path = Path(shutil.copy(built_example, folder / "every.db"))
    for name, (_, text) in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    table = "".join(f'{name},"{outlet}"\n' for name, (outlet, _) in REPORTS.items())
    (folder / "reports.csv").write_text(f"file,outlet\n{table}", encoding="utf-8")
    with Ledger.open(path, create=False) as opened:
        build([folder / name for name in REPORTS], opened, by="tester",
              reports_csv=folder / "reports.csv")  # fmt: skip
        one, other = opened.incident(TANF), opened.incident("al-tanf-2017-06-08")
        link = Link(one.incident_id, other.members[0], "unsure", 0.49, ("0 km apart",))
        opened.save_linkage(Linkage((one, other), (link,)), made_by="test")
        opened.decide(Comment("khusham-2018-02-07"), made_by="person: Zoé", why="لا تعليق")
        code_twice(opened)
        opened.add_watch_list("Euphrates", IncidentQuery(place="Khusham"), by="tester")
        seen = opened.watch_list("Euphrates").list_id
        opened.add_look(seen, opened.moment_of(1), by="tester")
    return path


def code_twice(ledger: Ledger) -> None:
    """Open a round that is still blind, and one whose coders differ."""
    open_round(ledger, "pilot", ["tester", "Ana"], by="Zoé", why="a pilot",
               reports=["08-tanf-may-strike"])  # fmt: skip
    open_round(ledger, "second", ["Ana", "زينب"], by="Zoé", why="another",
               reports=["01-coalition-statement"])  # fmt: skip
    (report,) = find_round(ledger, "second").what.report_ids
    for coder, value in (("Ana", "100+"), ("زينب", "101+")):
        row = {"report": report, "words": "more than 100 pro-regime fighters were killed",
               "facet": "killed", "value": value, "speaker": "A US official"}  # fmt: skip
        take(ledger, "second", coder, print_sheet([row]).encode())


class Places:
    """Where things are: a site of one user, one of a team, an empty one, and ids."""

    def __init__(self, ledger: Path) -> None:
        self.ledger = ledger
        self.own = Site(ledger)
        team = ledger.with_suffix(".team")
        with Book.open(team, create=True) as made:
            for name, role in (("amina", Role.ADMIN), ("ruth", Role.READER)):
                accounts.add(made, name, role, by="test")
                code = accounts.invite(made, name, by="test")
                accounts.take_invitation(made, code, PASSWORD)
            accounts.add(made, "Олександр Степаненко", Role.CODER, by="test")
            self.code = accounts.invite(made, "Олександр Степаненко", by="test")
        self.team = Site(ledger, team=team)
        self.team.app.add_api_route("/broken", _break, response_class=HTMLResponse)
        empty = ledger.with_name("empty.db")
        Ledger.open(empty).close()
        self.empty = Site(empty)
        with Ledger.open(ledger, create=False) as opened:
            self.reports = {one.name: one.report_id for one in opened.reports()}
            self.arabic = next(i.incident_id for i in opened.incidents() if "maar" in i.incident_id)
            wire = opened.reading(self.reports["04-wire-reuters"])
            assert wire is not None
            self.claim = next(claim.claim_id for claim in wire.claims if claim.facet == "killed")


def _break() -> str:
    raise RuntimeError("as a test")


@pytest.fixture(scope="module")
def places(ledger: Path) -> Iterator[Places]:
    """Return the sites, with quick hashes of passwords."""
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_hasher", lambda: quick)
        made = Places(ledger)
        yield made
        for site in (made.own, made.team, made.empty):
            site.close()


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """Return a page that goes from state to state; a script that fails, fails its test."""
    context = chromium.new_context(reduced_motion="reduce", viewport={"width": 1440, "height": 900})
    made = context.new_page()
    yield made
    context.close()


Doing = Callable[["Page", Places], Any]


def unfold(page: Page, _: Places) -> None:
    """Open whatever can be opened."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


def see_map(page: Page, _: Places) -> None:
    """Wait until the map is drawn, and open whatever can be opened."""
    page.locator("[data-map]").first.scroll_into_view_if_needed()
    page.wait_for_selector("[data-map][data-state=ready][data-fitted]", timeout=30_000)
    unfold(page, _)


def tick(page: Page, _: Places) -> None:
    """Tick two incidents of the list."""
    for box in page.locator("tr[data-incident] input").all()[:2]:
        box.check()


def assign(page: Page, _: Places) -> None:
    """Decide, so that the page offers to undo it."""
    page.locator("#why-whole").fill("mine")
    page.get_by_role("button", name="Assign to me").click()
    page.get_by_role("button", name="Undo").wait_for()


def come_late(page: Page, places: Places) -> None:
    """Send a form after somebody else has decided on the same."""
    page.locator("summary", has_text="Assign").click()
    page.get_by_label("Who looks after it").fill("Zoe")
    page.locator("#why-assign").fill("knows the river")
    with Ledger.open(places.ledger, create=False) as ledger:
        ledger.decide(Assign("khusham-2018-02-07", "B."), made_by="person: B.", why="as a test")
    page.get_by_role("button", name="Assign", exact=True).click()
    page.get_by_role("heading", name="Others have decided meanwhile").wait_for()


def sign_in(page: Page, places: Places, name: str = "amina", password: str = PASSWORD) -> None:
    """Sign in to the team's site."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()


def mistype(page: Page, places: Places) -> None:
    """Sign in with a wrong password."""
    sign_in(page, places, password="another that is none")
    page.get_by_role("alert").wait_for()


def as_ruth(page: Page, places: Places) -> None:
    """Sign in as a reader, who may not see the team."""
    sign_in(page, places, "ruth")


def make_token(page: Page, _: Places) -> None:
    """Make a token, which is shown once."""
    unfold(page, _)
    page.get_by_label("What it is for").fill("our script")
    page.get_by_role("button", name="Make token").click()
    page.get_by_role("heading", name="Your new token").wait_for()
    unfold(page, _)


def invite(page: Page, _: Places) -> None:
    """Invite somebody anew, which shows a link once."""
    page.get_by_role("button", name=re.compile("New password for Олександр")).click()
    page.get_by_role("heading", name=re.compile("^Send this to")).wait_for()


# What is opened, and what is done there. {report} and its like are ids; @team is the team's site.
STATES: dict[str, tuple[str, Doing | None]] = {
    "list": ("/incidents", see_map),
    "list, filtered": (
        "/incidents?kind=shelling&kind=air_strike&contested=killed&country=SY",
        None,
    ),
    "list, nothing found": ("/incidents?kind=shelling&q=nosuchword", None),
    "list, ticked": ("/incidents", tick),
    "list, empty": ("@empty/incidents", None),
    "incident": (KHUSHAM, unfold),
    "incident, denied": ("/incidents/al-harra-2018-06-17", None),
    "incident, other scripts": ("/incidents/{arabic}", see_map),
    "log": (f"{KHUSHAM}/log", None),
    "changes of an incident": (f"{KHUSHAM}/changes?from=@1", unfold),
    "changes": ("/changes?from=@1&to=now", unfold),
    "changes of a saved view": ("/changes/view?name=Euphrates", unfold),
    "report": ("/reports/{01-coalition-statement}", unfold),
    "report, a claim": ("/reports/{04-wire-reuters}#claim-{claim}", None),
    "report, correcting": ("/reports/{04-wire-reuters}?claim={claim}#decide", None),
    "report, other scripts": ("/reports/{north}", None),
    "names, somebody": ("/names?words=the+regime&report={01-coalition-statement}", unfold),
    "names, a place": ("/names?words=Khusham&kind=place", unfold),
    "rounds of coding": ("/coding", unfold),
    "a round, still blind": ("/coding/round?name=pilot", unfold),
    "a round, compared": ("/coding/round?name=second", unfold),
    "coding": ("/coding/code?name=pilot&report={08-tanf-may-strike}", unfold),
    "to be coded first": ("/reports/{08-tanf-may-strike}", None),
    "queue": ("/review", unfold),
    "queue, near miss and undo": (f"/review?at={TANF}", assign),
    "queue, nothing": ("/review?place=Nowhere", None),
    "queue, empty": ("@empty/review", None),
    "search": ("/search", None),
    "search, found": ("/search?q=killed", None),
    "search, nothing found": ("/search?q=nothingholdsthis", None),
    "sources": ("/sources", None),
    "sources, empty": ("@empty/sources", None),
    "speaker": ("/sources/Russia", None),
    "outlet": ("/sources/Levant%20Wire", None),
    "zones": ("/zones", see_map),
    "quality": ("/quality", None),
    "upload": ("/upload", None),
    "404": ("/incidents/nothing-2018", None),
    "409": (KHUSHAM, come_late),
    "422": ("/incidents?from=2018-01-01&to=2017-01-01", None),
    "sign in": ("@team/incidents", None),
    "sign in, refused": ("@team/sign-in", mistype),
    "403": ("@team/sign-in?next=/team", as_ruth),
    "invitation": ("@team/invitation?code={code}", None),
    "account": ("@amina/account", make_token),
    "team": ("@amina/team", None),
    "team, invited": ("@amina/team", invite),
    "500": ("@amina/broken", None),
}
ELSEWHERE = {  # pages that are gone through by other tests, or are none
    "/": "leads to the list",
    "/upload/{upload_id}": "test_upload_page.py",
    "/captures/{capture_id}": "bytes", "/health": "data", "/live": "data",
    "/sign-in/provider": "leads on", "/sign-in/provider/back": "leads on",
}  # fmt: skip


def go(page: Page, places: Places, state: str) -> None:
    """Bring a page into a state."""
    path, doing = STATES[state]
    ids = {**places.reports, "arabic": places.arabic, "claim": places.claim, "code": places.code}
    path = re.sub(r"\{([\w-]+)\}", lambda found: ids[found[1]], path)
    site = places.own
    if path.startswith("@"):
        who, slash, path = path[1:].partition("/")
        path = slash + path
        site = places.empty if who == "empty" else places.team
        page.context.clear_cookies()
        if who == "amina":
            page.goto(f"{site.address}/sign-in")
            sign_in(page, places)
    page.goto("about:blank")  # an address that differs by its anchor alone is loaded as well
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(site.address + path)
    if doing:
        doing(page, places)


@pytest.mark.skipif(bool(assets_problem()), reason=assets_problem() or "in place")
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_all_is_reached_by_keys(
    page: Page, places: Places, state: str
) -> None:
    """WCAG 2.2 AA at both widths and in both themes; no page is pushed sideways, zoomed or not.

    Whether colors can be told apart, which takes axe longer than all else, it looks at once in
    each theme. Whatever takes the focus shows it.
    """
    faults: list[str] = []
    note = lambda error: faults.append(str(error))  # noqa: E731 - to be taken off again
    page.on("pageerror", note)
    go(page, places, state)
    for width, dark, is_in_color in (
        (1440, False, True), (1440, True, False), (390, True, True), (390, False, False),
    ):  # fmt: skip
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        assert violations(page, in_color=is_in_color) == [], (
            f"{width} {'dark' if dark else 'light'}"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for width in REFLOWED:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(_WIDE)
    assert page.evaluate(_UNSEEN_FOCUS) == []
    page.remove_listener("pageerror", note)
    assert faults == []


_WIDE = """() => [...document.querySelectorAll("main *, header *")]
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".scroll, svg"))
  .slice(0, 5).map(one => one.outerHTML.slice(0, 120))"""
# An element that takes the focus by keys has an outline, or one within it does.
_UNSEEN_FOCUS = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
  .filter(one => one.checkVisibility() && !one.disabled)
  .filter(one => {
    one.focus({focusVisible: true, preventScroll: true});
    const style = getComputedStyle(one);
    return document.activeElement === one && style.outlineStyle === "none"
      && !one.matches("svg a"); // whose span is filled
  }).map(one => one.outerHTML.slice(0, 120))"""


def test_every_page_is_entered_here(places: Places) -> None:
    """A page that is new is a state above, or says where else it is gone through."""
    paths = [path.partition("?")[0] for path, _ in STATES.values()]
    known = [re.sub(r"^@\w+|#.*", "", path) for path in paths]
    missing = []
    for route in iter_route_contexts(places.team.app.routes):
        told = route.original_route
        path = str(route.path)
        if not isinstance(told, APIRoute) or "GET" not in (route.methods or ()):
            continue
        if path.startswith(("/api/", "/data/")) or path in ELSEWHERE:
            continue
        pattern = re.compile(re.sub(r"\{[^}]*\}", "[^/]+", path))
        if not any(pattern.fullmatch(one) for one in known):
            missing.append(path)
    assert missing == []
