"""The page of one report, and its original bytes."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from tests.web.conftest import Browser, Serving

from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.records import Report

HOSTILE = """\
<script>alert(1)</script> & "><img src=x onerror=alert(2)> \u202egnirts\u202c

BEIRUT, Feb 8 2018 (Reuters) - At least 12 people were killed in an air strike on the town of \
Idlib on Wednesday, the Syrian <b>Observatory</b> for Human Rights said. {{ 7*7 }} {% raw %}
"""


def text_of(page: str) -> str:
    """Return what the page prints as the report's text, without the references."""
    shown = page[page.index('id="text"') :]
    shown = shown[shown.index(">") + 1 : shown.index("</section>")]
    shown = shown[: shown.rindex("</div>")]
    shown = re.sub(r'<a class="ref.*?</a>', "", shown)
    return html.unescape(re.sub(r"<[^>]+>", "", shown))


def reports(ledger: Path) -> list[Report]:
    """Return a ledger's reports."""
    with Ledger.open(ledger, create=False) as opened:
        return list(opened.reports())


def test_the_text_is_shown_unchanged(looking: Browser, built_example: Path) -> None:
    """Whatever is marked in it, the words are the stored ones."""
    for report in reports(built_example):
        assert text_of(looking.get(f"/reports/{report.report_id}")) == report.text


def test_words_are_marked_by_facet_and_noise_and_speakers_are_told_apart(
    looking: Browser, built_example: Path
) -> None:
    """Each claim's words and its note lead to each other."""
    (report,) = (r for r in reports(built_example) if r.name == "01-coalition-statement")
    page = looking.get(f"/reports/{report.report_id}")
    for claim in re.findall(r'id="claim-(\w+)"', page):
        assert f'id="note-{claim}"' in page
        assert f'href="#note-{claim}"' in page
        assert f'href="#claim-{claim}"' in page
    assert '<span class="noise">' in page
    assert '<span class="headline">' in page
    assert '<span class="speaker">' in page


def test_hostile_text_is_never_markup(tmp_path: Path, serving: Serving) -> None:
    """Tags, quotes and templates in a report are words, on every page that shows them."""
    (tmp_path / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    with Ledger.open(tmp_path / "l.db") as ledger:
        build([tmp_path / "hostile.txt"], ledger, by="<script>alert(3)</script>")
        (incident,) = ledger.incidents()
        (report,) = ledger.reports()
    browser = serving(tmp_path / "l.db")
    for path in (
        "/incidents", f"/incidents/{incident.incident_id}", f"/reports/{report.report_id}"
    ):  # fmt: skip
        page = browser.get(path)
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "<b>Observatory" not in page
    shown = text_of(browser.get(f"/reports/{report.report_id}"))
    assert shown == report.text
    assert "{{ 7*7 }} {% raw %}" in shown


def test_custody_tells_bytes_hash_and_how(looking: Browser, built_example: Path) -> None:
    """What a court asks stands on the page."""
    (report,) = (r for r in reports(built_example) if r.name == "04-wire-reuters")
    page = looking.get(f"/reports/{report.report_id}")
    assert "SHA-256" in page
    assert "a file of its own, by tester" in page
    assert "Seal" in page


def test_original_bytes_are_saved_and_never_shown(looking: Browser, built_example: Path) -> None:
    """Even a page of HTML comes as bytes to be saved, in a sandbox."""
    with Ledger.open(built_example, create=False) as ledger:
        note = next(n for n in ledger.captures() if n.media_type == "text/html")
        content = ledger.content(note.sha256)
    answer = looking.client.get(f"/captures/{note.capture_id}")
    assert answer.content == content
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/reports/r0", "/captures/999", "/captures/x"])
def test_what_is_not_there_is_told(looking: Browser, path: str) -> None:
    """An address of nothing is an error page."""
    assert looking.client.get(path).status_code in (404, 422)
