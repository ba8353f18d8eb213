"""Reports that mean harm, in what leaves the ledger: the site, and every file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.web.hostile_reports import MARK
from tests.web.page_faults import faults
from tests.web.published.conftest import Publishing

from rashomon.ledger import Ledger
from rashomon.publish import FORMATS, export, export_claims
from rashomon.reconciling import each_dossier
from rashomon.stored_claims import each_claim
from rashomon.stored_readings import StoredReadings


def _file(ledger: Path, form: str) -> str:
    with Ledger.open(ledger, create=False) as opened:
        stream = io.StringIO(newline="")
        if FORMATS[form].write_claims is not None:
            export_claims(each_claim(opened), form, stream)
        else:
            readings = StoredReadings(opened)
            export(each_dossier(opened, readings=readings), readings, form, stream)
        return stream.getvalue()


def test_no_page_of_a_site_holds_markup_of_a_report(
    hostile_ledger: Path, publishing: Publishing
) -> None:
    """With whole texts, too."""
    site = publishing(hostile_ledger, with_texts=True)
    pages = sorted(site.rglob("*.html"))
    shown = ""
    for page in pages:
        told = page.read_text(encoding="utf-8")
        where = page.relative_to(site).as_posix()
        assert faults(told, where, is_static=True) == []
        shown += told
    assert len(pages) > 8
    assert f"&lt;script&gt;{MARK}" in shown
    for data in [*site.rglob("*.json"), *site.rglob("*.geojson")]:
        json.loads(data.read_text(encoding="utf-8"))
    for table in site.rglob("*.csv"):
        _no_formulas(table.read_text(encoding="utf-8"))


def _no_formulas(table: str) -> None:
    for row in csv.reader(io.StringIO(table, newline="")):
        assert [cell for cell in row if cell[:1] in tuple("=+-@\t\r")] == []


def test_no_table_has_a_cell_that_a_spreadsheet_would_run(hostile_ledger: Path) -> None:
    """Outlets, titles and addresses that begin as formulas stand behind an apostrophe."""
    table = _file(hostile_ledger, "csv")
    assert MARK in table
    _no_formulas(table)


@pytest.mark.parametrize("form", ["json", "jsonl", "geojson", "jsonld"])
def test_files_for_programs_can_be_read_whole(hostile_ledger: Path, form: str) -> None:
    """JSON-LD can stand in a page: nothing in it ends the script that it is in."""
    told = _file(hostile_ledger, form)
    assert MARK in told
    for line in told.splitlines() if form == "jsonl" else [told]:
        json.loads(line)
    if form == "jsonld":
        assert "<" not in told
