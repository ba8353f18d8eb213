"""What is told between two lines of dashes at the start of a text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clean.conftest import Cleaner

from rashomon.clean.documents.front_matter import read_front_matter
from rashomon.records import Sidecar

HEAD = """---
outlet: "Example News"
published: 2018-06-17T01:00:00+03:00
url: https://example.org/a   # as it was kept
author: R. Porter
tags:
  - north
---
"""
BODY = "Two people were killed on Thursday when a shell struck a bus station in Samplehrad.\n"


def test_front_matter_counts_as_a_sidecar(cleaned: Cleaner) -> None:
    """In a plain text, which stays as it is: the lines are noise."""
    report = cleaned(HEAD + BODY)
    assert report.text == HEAD + BODY
    assert report.noise[0].of(report.text) == HEAD.rstrip()
    assert (report.outlet, report.url) == ("Example News", "https://example.org/a")
    assert report.byline == "R. Porter"
    assert report.published_on == date(2018, 6, 17)
    assert report.published_at == datetime(2018, 6, 16, 22, tzinfo=UTC)
    by = report.found_by
    assert by["outlet"] == by["published_on"] == by["byline"] == "front matter"


def test_a_sidecar_beside_the_report_holds_over_its_head(cleaned: Cleaner) -> None:
    """Each field for itself; a day told there takes the moment with it."""
    told = Sidecar(published_on=date(2018, 6, 16), context_date=date(2018, 6, 1))
    report = cleaned(HEAD + BODY, "text/plain", told)
    assert (report.published_on, report.published_at) == (date(2018, 6, 16), None)
    assert report.found_by["published_on"] == "sidecar"
    assert report.found_by["outlet"] == "front matter"
    assert report.context_date == date(2018, 6, 1)


@pytest.mark.parametrize(
    "head",
    [
        "---\nTwo people died.\n---\n",
        "---\noutlet: A\n",
        "---\noutlet: A",
        "---\nmood: grim\n---\n",
        "---\noutlet:\n---\n",
        "----\noutlet: A\n----\n",
        "outlet: A\n---\n",
        "---\n" + "outlet: A\n" * 200 + "---\n",
    ],
    ids="prose unclosed cut foreign empty long-rule unopened endless".split(),
)
def test_other_lines_between_dashes_are_text(head: str) -> None:
    """It is front matter only where it is sure to be."""
    assert read_front_matter(head + BODY) is None


def test_what_cannot_be_used_is_noted(cleaned: Cleaner) -> None:
    """The report is read without it."""
    head = "---\noutlet: A\npublished: last week\nmood: grim\nsite: B\n---\n"
    report = cleaned(head + BODY)
    assert report.published_on is None
    notes = report.found_by["notes"]
    assert "'last week' is no date" in notes
    assert "'mood' is not used" in notes
    assert "a second value for 'outlet' (site)" in notes


def test_a_source_is_an_address_where_it_reads_like_one() -> None:
    """As clippers write it."""
    read = read_front_matter("---\nsource: https://example.org/b\n---\n")
    assert read
    assert read.told.url == "https://example.org/b"
    assert read_front_matter("---\nsource: a friend\n---\n") is None


def test_a_byte_order_mark_may_stand_before() -> None:
    """Editors put it there."""
    read = read_front_matter("\ufeff---\ntitle: 'A'\n---\nB")
    assert read
    assert (read.told.title, read.span.start) == ("A", 1)


@given(st.text(alphabet="-:\n ab#'\"", max_size=80))
def test_any_text_may_stand_between(text: str) -> None:
    """No text raises; what is found ends with the closing dashes."""
    read = read_front_matter(f"---\ntitle: a\n{text}\n---\nend")
    if read:
        assert read.span.of(f"---\ntitle: a\n{text}\n---\nend").rstrip().endswith("---")
