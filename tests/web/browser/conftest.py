"""A real browser before a real server, both on this machine.

Chromium is not installed by `make`: where there is none these tests skip and say so. Continuous
integration installs it, so that there they run.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from rashomon.web.app import make_app
from rashomon.web.settings import Settings

if find_spec("playwright") is not None:
    from playwright.sync_api import Browser, Page, sync_playwright

__all__ = ["Opening", "Site", "violations"]

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Rows that are colored as those before them: to look at each takes minutes in all.
_ALIKE = [".prose tbody tr:nth-child(n+3)"]
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_SWITCHES = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a running Chromium; skip where there is none."""
    program = os.environ.get("RASHOMON_TEST_CHROMIUM") or next(
        filter(None, map(shutil.which, _NAMES)), None
    )
    if program is None or find_spec("playwright") is None:
        pytest.skip("no Chromium here: apt-get install chromium, or name one: "
                    "RASHOMON_TEST_CHROMIUM=/path")  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_SWITCHES))
        yield browser
        browser.close()


class Site:
    """A ledger served in a thread, to a `team` where one is given; `address` is where."""

    def __init__(self, ledger: Path, *, team: Path | None = None) -> None:
        import uvicorn

        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.app = make_app(Settings(str(ledger), user="tester", team=str(team or "")))
        config = uvicorn.Config(self.app, log_level="error", ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._listening]}
        )
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.01)

    def close(self) -> None:
        """End it, and wait until it has ended."""
        self._server.should_exit = True
        self._thread.join()
        self._listening.close()


@pytest.fixture
def site(example: Path) -> Iterator[Site]:
    """Return a site over a copy of the example."""
    served = Site(example)
    yield served
    served.close()


@pytest.fixture(scope="module")
def shown(built_example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a site over another copy of the example, for looking alone."""
    copy = tmp_path_factory.mktemp("shown") / "example.db"
    served = Site(Path(shutil.copy(built_example, copy)))
    yield served
    served.close()


Opening = Callable[..., Page]


@pytest.fixture
def opening(chromium: Browser) -> Iterator[Opening]:
    """Return a function that opens an address; every fault that the page reports fails the test."""
    contexts, faults = [], []

    def open_it(
        address: str, *, width: int = 1440, dark: bool = False, scripts: bool = True
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(address)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert faults == []


def violations(page: Page, *, in_color: bool = True) -> list[str]:
    """Return what axe finds against the page, each with where; `in_color` looks at contrast too."""
    if not page.evaluate("typeof window.axe === 'object'"):
        spec = find_spec("axe_playwright_python")
        assert spec is not None
        assert spec.origin is not None
        page.evaluate((Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8"))
    options = {
        "runOnly": _RULES,
        "resultTypes": ["violations"],
        "rules": {} if in_color else {"color-contrast": {"enabled": False}},
    }
    found: list[dict[str, Any]] = page.evaluate(
        "([place, options]) => axe.run(place, options).then(found => found.violations)",
        [{"exclude": _ALIKE if in_color else []}, options],
    )
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
