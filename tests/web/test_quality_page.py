"""The page of quality, and our documentation as blocks."""

from __future__ import annotations

import re
from pathlib import Path

from tests.web.conftest import Browser

from rashomon.ledger import Ledger
from rashomon.ledger.reading_counts import ReadingCounts
from rashomon.web.views.prose import blocks, documentation
from rashomon.web.views.quality import quality_view


def test_the_page_tells_the_card_the_figures_and_what_was_read(looking: Browser) -> None:
    """Figures are those of docs/, of which there is but one."""
    page = looking.get("/quality")
    assert "MiniLM" in page
    assert "How well it reads" in page
    assert "<b>8</b> Reports" in page
    assert "embedded-" in page


def test_a_ledger_counts_what_it_holds(built_example: Path) -> None:
    """All that was read, by what; what is known of a capture without a report."""
    with Ledger.open(built_example, create=False) as ledger:
        counts = ledger.reading_counts()
    assert (counts.reports, counts.waiting, counts.without_text) == (8, 0, 0)
    assert sum(times for _, _, times in counts.read) == 8


def test_readers_that_are_not_todays_are_said_so() -> None:
    """And what is foreign is counted by language."""
    counts = ReadingCounts(5, 1, 0, 0, (("old-1", None, 3),), (("en", 3), ("fr", 1), (None, 1)))
    view = quality_view(counts, reader="new-2", made_by=(), card=(), figures=())
    assert not view.read[0].is_todays
    assert ("Not in English", 1, "kept whole, and not read") in view.counts


def test_documentation_becomes_blocks_and_never_markup() -> None:
    """Headings, lists within lists, tables and code; HTML stays words."""
    found = blocks(
        "## H\n\n- a\n  - b `c`\n\n| x | y |\n|---|---|\n| 1 | **2** |\n\n```\nz\n```\n\n<b>"
    )
    kinds = [one.kind for one in found]
    assert kinds == ["heading", "list", "table", "code", "paragraph"]
    assert found[2].rows[1][1] == (("2", "strong"),)
    assert found[4].pieces == (("<b>", ""),)
    assert documentation("none.md") == ()


def test_headings_are_places_and_numbers_stand_end_below_end() -> None:
    """What a page is told by its own words; a column of words stays one."""
    heading, table = blocks(
        "## On reports, *not* seen\n\n| facet | F1 | how |\n|---|---|---|\n"
        "| killed | **0.803** | 2 of 3 |\n| injured | – | by 4 |\n| day | 1,204 | none |\n"
    )
    assert heading.anchor == "on-reports-not-seen"
    assert table.number_columns == {1}
    assert heading.number_columns == frozenset()


def test_the_page_leads_to_its_parts(looking: Browser) -> None:
    """Each place that its list names is there, once."""
    page = looking.get("/quality")
    listed = re.search(r'<nav class="on-page.*?</nav>', page, re.DOTALL)
    assert listed
    places = re.findall(r'href="#([^"]+)"', listed[0])
    assert len(places) == len(set(places)) > 10
    assert all(page.count(f'id="{place}"') == 1 for place in places)
