"""Take the pictures of `docs/screenshots/`: the bundled example as a browser shows it.

    python tools/screenshots.py [NAME…]

Needs Chromium ($RASHOMON_TEST_CHROMIUM, or on the path) and Playwright (`make` installs it). A page
is a line in `PAGES`; each is taken at 1440 and at 390 pixels, light, and at 1440 dark.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.web.app import make_app
from rashomon.web.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
PAGES = {
    "incidents": "/incidents",
    "incident": "/incidents/khusham-2018-02-07",
    "ranges": "/incidents/khusham-2018-02-07#ranges",
    "report": "/reports/{01-coalition-statement}",
    "claim": "/reports/{04-wire-reuters}#claim-{killed}",
}
LOOKS = {"": (1440, 900, "light"), "-dark": (1440, 900, "dark"), "-narrow": (390, 844, "light")}
SWITCHES = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--disable-quic")
SETTLED_MS = 1500  # a map draws itself until then, also without a graphics card


def main(wanted: list[str]) -> None:
    """Take the pictures of the pages named, or of all."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "khusham.db"
        os.chdir(ROOT)  # so that the pictures name the example by the path in the repository
        with Ledger.open(ledger) as opened:
            build(["examples/khusham"], opened, by="N. N.")
            names = {f"{{{r.name}}}": r.report_id for r in opened.reports()}
            wire = opened.reading(names["{04-wire-reuters}"])
            names["{killed}"] = next(c.claim_id for c in wire.claims if c.facet == "killed")
        os.chdir(folder)
        app = make_app(Settings(ledger.name, user="N. N."))
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.05)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=os.environ.get("RASHOMON_TEST_CHROMIUM")
                    or shutil.which("chromium"),
                    args=list(SWITCHES),
                )
                for name in wanted or PAGES:
                    path = PAGES[name]
                    for mark, value in names.items():
                        path = path.replace(mark, value)
                    take(browser, address + path, name)
                browser.close()
        finally:
            server.should_exit = True
            thread.join()
            os.chdir(ROOT)


def take(browser: Browser, address: str, name: str) -> None:
    """Take one page in all its looks."""
    for look, (width, height, colors) in LOOKS.items():
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=colors,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(address)
        page.wait_for_timeout(SETTLED_MS)
        path = FOLDER / f"{name}{look}.png"
        page.screenshot(path=path)
        print(path.relative_to(ROOT), f"{path.stat().st_size // 1000} kB")
        context.close()


if __name__ == "__main__":
    main(sys.argv[1:])
