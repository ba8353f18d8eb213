"""The page of uploads and its twin in the API: what is taken, refused and told."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import ORIGIN, Browser

from rashomon.ledger import Ledger
from rashomon.web.app import make_app
from rashomon.web.settings import Settings
from rashomon.web.uploads import desk as module
from rashomon.web.uploads.bounds import Bounds

TOLD = b"ALEPPO, 3 March 2018 (Invented Agency) - Two people were killed in shelling, a medic said."


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Return a browser at an application over an empty ledger, with small bounds."""
    monkeypatch.setattr(module, "_WORKER", "tests.web.uploads.frail_worker")
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[2]))
    Ledger.open(tmp_path / "ledger.db").close()
    bounds = Bounds(file_bytes=5_000, files=3, bytes_in_all=60_000, waiting=2)
    app = make_app(Settings(str(tmp_path / "ledger.db"), user="tester", bounds=bounds))
    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as client:
        yield Browser(client)


def send(
    browser: Browser, *files: tuple[str, bytes], path: str = "/upload", token: str | None = None
) -> Any:
    """Send files by the form."""
    own = browser.client.app.state.workplace.tokens.of("tester")  # type: ignore[attr-defined]
    return browser.client.post(
        path,
        data={"token": own if token is None else token},
        files=[("files", (name, content)) for name, content in files],
        headers={"Origin": ORIGIN},
        follow_redirects=False,
    )


def over(browser: Browser, address: str) -> str:
    """Wait until an upload is over; return its page."""
    for _ in range(600):
        page = browser.get(address)
        if "Upload more" in page:
            return page
        time.sleep(0.1)
    raise AssertionError(page)


def test_what_is_sent_is_told_of_file_by_file(browser: Browser) -> None:
    """Read with a link to it, skipped with the reason; the lists follow."""
    answer = send(browser, ("a.txt", TOLD), ("b.exe", b"\x00\x01"), ("c.txt", TOLD))
    assert answer.status_code == 303, answer.text
    page = over(browser, answer.headers["location"])
    assert re.search(r'href="/reports/r\w+" dir="auto">a.txt', page)
    assert "tells no kind of report" in page
    assert "was here already" in page
    assert "1</strong> incident" in browser.get("/incidents")
    assert "a.txt and 2 more" in browser.get("/upload")


def test_a_script_gets_what_changes_and_is_told_to_stop(browser: Browser) -> None:
    """Once nothing more will come."""
    address = send(browser, ("a.txt", TOLD)).headers["location"]
    assert 'data-again="' in browser.get(address) or "Upload more" in browser.get(address)
    over(browser, address)
    answer = browser.client.get(address, headers={"HX-Request": "true"})
    assert (answer.status_code, "<html" in answer.text) == (286, False)


def test_a_waiting_upload_is_cancelled_by_its_form(browser: Browser) -> None:
    """And says so."""
    address = send(browser, ("waits.txt", b"x")).headers["location"]
    assert browser.send(f"{address}/cancel").startswith(address)
    assert "what was stored by then stays" in over(browser, address)


def test_names_from_outside_are_words_and_no_more(browser: Browser) -> None:
    """No markup, no paths, no end."""
    names = ("<script>alert(1)</script>.txt", "../../\u202eevil.txt", "n" * 3_000 + ".txt")
    answer = send(browser, *((name, TOLD + name[:9].encode()) for name in names))
    assert answer.status_code == 303, answer.text
    page = over(browser, answer.headers["location"])
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "n" * 300 not in page
    assert 3 * "../" not in page


@pytest.mark.parametrize(
    ("files", "status", "words"),
    [
        ([], 422, "no file came with it"),
        ([("a.txt", b"x" * 70_000)], 413, "nothing of it was taken"),
        ([(f"{n}.txt", b"x") for n in range(4)], 400, "Too many files"),
        ([("n" * 20_000, b"x")], 400, "may have 4,000 bytes"),
    ],
    ids=["none", "too much", "too many", "endless name"],
)
def test_what_is_too_much_is_refused_whole(
    browser: Browser, tmp_path: Path, files: list[tuple[str, bytes]], status: int, words: str
) -> None:
    """With the way out, and nothing is left behind."""
    if files:
        answer = send(browser, *files)
    else:
        own = browser.client.app.state.workplace.tokens.of("tester")  # type: ignore[attr-defined]
        answer = browser.client.post(
            "/upload", files={"token": (None, own)}, headers={"Origin": ORIGIN}
        )
    assert answer.status_code == status, answer.text
    assert words.lower() in answer.text.lower()
    folder = tmp_path / "ledger.db.uploads"
    assert not folder.exists() or not list(folder.iterdir())


def test_a_form_of_another_page_is_refused(browser: Browser) -> None:
    """By its token, and by where it came from."""
    assert send(browser, ("a.txt", TOLD), token="other").status_code == 403
    answer = browser.client.post(
        "/upload", files=[("files", ("a.txt", TOLD))], headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    plain = browser.client.post("/upload", data={"token": "x"}, headers={"Origin": ORIGIN})
    assert plain.status_code == 415


def test_a_form_below_that_address_is_bounded_like_any_other(browser: Browser) -> None:
    """Only what takes files takes more than a megabyte."""
    answer = browser.client.post(
        "/upload/x/cancel", data={"token": "x" * 1_100_000}, headers={"Origin": ORIGIN}
    )
    assert answer.status_code == 413


def test_too_many_that_wait_are_asked_to_come_again(browser: Browser) -> None:
    """When there is room."""
    first, second = (send(browser, ("waits.txt", b"x")).headers["location"] for _ in range(2))
    answer = send(browser, ("a.txt", TOLD))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    for one in (second, first):
        browser.send(f"{one}/cancel")


def test_a_program_sends_and_asks_as_pages_do(browser: Browser) -> None:
    """202 with an address, then what became of each."""
    answer = send(browser, ("a.txt", TOLD), path="/api/v1/uploads")
    assert answer.status_code == 202, answer.text
    address = answer.headers["location"]
    for _ in range(600):
        found = browser.client.get(address).json()
        if found["is_over"]:
            break
        time.sleep(0.1)
    assert (found["phase"], found["by"], found["counts"]) == ("done", "tester", {"read": 1})
    report_id = found["items"][0]["report_id"]
    assert browser.client.get(f"/api/v1/reports/{report_id}").status_code == 200
    listed = browser.client.get("/api/v1/uploads").json()["items"]
    assert [one["id"] for one in listed] == [found["id"]]
    again = browser.client.post(f"{address}/cancel", headers={"Origin": ORIGIN})
    assert again.json()["phase"] == "done"
    assert browser.client.get("/api/v1/uploads/none").status_code == 404
