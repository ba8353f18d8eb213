"""Take the pictures of `docs/screenshots/`: the bundled example as a browser shows it.

    python tools/screenshots.py [NAME…]

Needs Chromium ($RASHOMON_TEST_CHROMIUM, or on the path), Playwright (`make` installs it) and, to
write small files, Pillow (`pip install pillow`). A picture is a line in `PICTURES`; each is taken
light and at 1440 pixels, and in the other looks that its line names.
"""

from __future__ import annotations

import functools
import io
import os
import re
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload, Page

__all__ = ["FOLDER", "PICTURES", "Picture", "files"]

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
KHUSHAM = "/incidents/khusham-2018-02-07"
PASSWORD = "four words not together"
COLORS = 128  # of a palette: type stays smooth, and a file is a third as large
SETTLED_MS = 1500  # a map that is there draws itself until then, also without a graphics card
LOOKS = {"": (1440, 900, "light"), "dark": (1440, 900, "dark"), "narrow": (390, 844, "light")}
SWITCHES = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--disable-quic",
            "--enable-unsafe-swiftshader")  # fmt: skip
# Of a report to be uploaded: our own words, like those of the example.
NEW_REPORT = (
    "DEIR EZ-ZOR, 9 February 2018 (Northern Post) - At least 30 pro-government fighters were "
    "killed near Khusham on 7 February, a hospital doctor in Deir ez-Zor said.\n"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is shown: a path of a `site`, what is done there first, and in which looks besides."""

    path: str
    doing: Callable[[Page], Any] | None = None
    site: str = "demo"
    looks: tuple[str, ...] = ()


def _look_for_khusham(page: Page) -> None:
    page.get_by_role("searchbox", name="Place").fill("Khusham")
    page.wait_for_url("**place=Khusham")
    page.wait_for_selector("tr[data-incident]:only-child")


def _propose_to_merge(page: Page) -> None:
    page.locator("summary", has_text="Merge, or keep apart").click()
    page.get_by_label("The other incident").fill("al-tanf-2017-06-08")
    page.locator("#why-merge").fill("one strike, told of two days")
    page.locator("#review").scroll_into_view_if_needed()


def _merge(page: Page) -> None:
    _propose_to_merge(page)
    page.get_by_role("button", name="They are one").click()
    page.get_by_role("button", name="Undo").wait_for()


def _upload(page: Page) -> None:
    told: FilePayload = {
        "name": "hospital.txt", "mimeType": "text/plain", "buffer": NEW_REPORT.encode(),
    }  # fmt: skip
    page.set_input_files("#files", told)
    page.get_by_role("button", name="Upload", exact=True).click()
    page.get_by_text("Upload more").wait_for(timeout=120_000)


def _sign_in(page: Page) -> None:
    page.get_by_label("Name").fill("amina")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()


def _invite(page: Page) -> None:
    _sign_in(page)
    page.get_by_label("Name, as it stands").fill("zoe")
    page.get_by_role("button", name="Add and invite").click()
    page.get_by_role("heading", name="Send this to zoe").wait_for()


def _print(page: Page) -> None:
    page.set_viewport_size({"width": 794, "height": 1123})  # A4
    page.emulate_media(media="print")
    page.evaluate("document.body.style.margin = '48px'")  # a printer's margins


ALL = ("dark", "narrow")
PICTURES = {
    "incidents": Picture("/incidents", looks=ALL),
    "filtered": Picture("/incidents", _look_for_khusham),
    "incident": Picture(KHUSHAM, looks=ALL),
    "contested": Picture(f"{KHUSHAM}#contested"),
    "ranges": Picture(f"{KHUSHAM}#ranges", looks=("narrow",)),
    "where": Picture(f"{KHUSHAM}#where"),
    "origins": Picture(f"{KHUSHAM}#lineage"),
    "print": Picture(KHUSHAM, _print),
    "report": Picture("/reports/{01-coalition-statement}", looks=ALL),
    "claim": Picture("/reports/{04-wire-reuters}#claim-{killed}", looks=("narrow",)),
    "correcting": Picture("/reports/{04-wire-reuters}?claim={killed}#decide"),
    "merging": Picture("/incidents/al-tanf-2017-06-06", _propose_to_merge),
    "merged": Picture("/incidents/al-tanf-2017-06-06", _merge, site="acting"),
    "queue": Picture("/review", looks=("narrow",)),
    "search": Picture("/search?q=militiamen"),
    "sources": Picture("/sources"),
    "speaker": Picture("/sources/Russia"),
    "names": Picture("/names?words=pro-government+forces&kind=actor"),
    "coding": Picture("/coding"),
    "changes": Picture("/changes?from=@1&to=now"),
    "zones": Picture("/zones"),
    "quality": Picture("/quality"),
    "upload": Picture("/upload", looks=("narrow",)),
    "uploaded": Picture("/upload", _upload, site="acting"),
    "sign-in": Picture("/sign-in", site="team"),
    "team": Picture("/sign-in?next=/team", _invite, site="team"),
    "published": Picture("index.html", site="published"),
}


def files() -> list[str]:
    """Return the names of the files of all pictures."""
    return [
        f"{name}{'-' if look else ''}{look}.png"
        for name, picture in PICTURES.items()
        for look in ("", *picture.looks)
    ]


def main(wanted: list[str]) -> None:
    """Take the pictures named, or all."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        ids = _prepare(Path(folder))
        program = os.environ.get("RASHOMON_TEST_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        try:
            for name in wanted or PICTURES:
                picture = PICTURES[name]
                path = re.sub(r"\{([\w-]+)\}", lambda found: ids[found[1]], picture.path)
                for look in ("", *picture.looks):
                    with _site(Path(folder), picture.site) as address:
                        file = f"{name}{'-' if look else ''}{look}.png"
                        _take(browser, address + path, picture, look, FOLDER / file)
        finally:
            browser.close()
            os.chdir(ROOT)
    for stale in {path.name for path in FOLDER.glob("*.png")} - set(files()):
        (FOLDER / stale).unlink()


def _prepare(folder: Path) -> dict[str, str]:
    """Build the ledgers, the team's file and the published site; return ids by name."""
    from rashomon.ledger import Ledger
    from rashomon.locate.zones import open_zones
    from rashomon.pipeline import build
    from rashomon.publish.redaction_rules import read_rules
    from rashomon.reconcile import POLICY, find_policy
    from rashomon.web.published.edition import Wanted
    from rashomon.web.published.writing import publish_site
    from rashomon.web.teams import accounts
    from rashomon.web.teams.book import Book
    from rashomon.web.teams.roles import Role

    os.chdir(ROOT)  # so that the pictures name the example by the path in the repository
    with Ledger.open(folder / "khusham.db") as ledger:
        build(["examples/khusham"], ledger, by="N. N.")
        ids = {one.name: one.report_id for one in ledger.reports()}
        wire = ledger.reading(ids["04-wire-reuters"])
        assert wire is not None
        ids["killed"] = next(one.claim_id for one in wire.claims if one.facet == "killed")
        rules = Wanted(read_rules(), find_policy(POLICY).full_name, title="The nights near Khusham")
        publish_site(ledger, folder / "published", rules, zones=open_zones())
    with Book.open(folder / "khusham.db.team", create=True) as team:
        for name, role in (
            ("amina", Role.ADMIN), ("bohdan", Role.CODER), ("rita", Role.REVIEWER),
        ):  # fmt: skip
            accounts.add(team, name, role, by="N. N.")
            accounts.take_invitation(team, accounts.invite(team, name, by="N. N."), PASSWORD)
    return ids


@contextmanager
def _site(folder: Path, kind: str) -> Iterator[str]:
    """Serve the ledger in one of the ways that pictures ask for; yield its address."""
    if kind == "published":
        with _files(folder / "published") as address:
            yield f"{address}/"
        return
    import uvicorn

    from rashomon.web.app import make_app
    from rashomon.web.keeping_up import keep_up
    from rashomon.web.settings import Settings

    own = folder / f"{kind}-{time.monotonic_ns()}"  # what is done for one picture is in no other
    own.mkdir()
    for name in ("khusham.db", "khusham.db.team"):
        shutil.copy(folder / name, own / name)
    os.chdir(own)
    team = "khusham.db.team" if kind == "team" else ""
    app = make_app(Settings("khusham.db", user="N. N.", team=team))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.05)
        keep_up(app.state.workplace)  # as `rashomon demo` does before anybody looks
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def _files(folder: Path) -> Iterator[str]:
    """Serve a folder as any host of files does; yield its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _take(browser: Browser, address: str, picture: Picture, look: str, path: Path) -> None:
    """Take one picture in one look."""
    width, height, colors = LOOKS[look]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=colors,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    if picture.doing:
        picture.doing(page)
    page.wait_for_timeout(SETTLED_MS)
    for drawn in page.locator("[data-map]").all():
        box = drawn.bounding_box()
        if box and 0 <= box["y"] < height - 80:
            page.wait_for_selector("[data-map][data-state=ready][data-fitted]", timeout=60_000)
            page.wait_for_timeout(SETTLED_MS)
    path.write_bytes(_small(page.screenshot()))
    print(path.relative_to(ROOT), f"{path.stat().st_size // 1000} kB")
    context.close()


def _small(png: bytes) -> bytes:
    """Return a picture with a palette."""
    from PIL import Image

    out = io.BytesIO()
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.quantize(COLORS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
