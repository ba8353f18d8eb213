"""Markdown in, its words out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clean.conftest import Cleaner

from rashomon.clean.documents.markdown import read_markdown

NOTE = """# Shell hits bus station

Two people were **killed** on Thursday when a shell
struck [a bus station](https://example.org/a) in `Samplehrad`, \\*officials\\* said.

> The power was out.

- Three were hurt.
- One is missing.

| Town | Killed |
|---|---|
| Samplehrad | 2 |

![A photo](a.png)
"""


def test_signs_go_and_words_stay(cleaned: Cleaner) -> None:
    """Paragraphs are put together, links keep their words, a row of a table has its line."""
    report = cleaned(NOTE, "text/markdown")
    assert report.text.split("\n\n") == [
        "Shell hits bus station",
        "Two people were killed on Thursday when a shell struck a bus station in Samplehrad, "
        "*officials* said.",
        "The power was out.",
        "Three were hurt.\nOne is missing.",
        "Town | Killed\nSamplehrad | 2",
    ]
    assert report.found_by["text"] == "markdown"


def test_a_first_heading_is_headline_and_title(cleaned: Cleaner) -> None:
    """Claims in it are not read."""
    report = cleaned(NOTE, "text/markdown")
    assert report.headline
    assert report.headline.of(report.text) == report.title == "Shell hits bus station"
    assert report.found_by["headline"] == report.found_by["title"] == "heading"


def test_a_later_heading_is_no_title(cleaned: Cleaner) -> None:
    """What stands below the first paragraph divides the text."""
    report = cleaned("Two people were killed in Samplehrad.\n\n## Later\n", "text/markdown")
    assert report.title is None


def test_offsets_point_past_front_matter(cleaned: Cleaner) -> None:
    """It stays at the start, as noise."""
    report = cleaned(f"---\noutlet: Example News\n---\n{NOTE}", "text/markdown")
    assert report.noise[0].of(report.text) == "---\noutlet: Example News\n---"
    assert report.headline
    assert report.headline.of(report.text) == "Shell hits bus station"
    assert report.outlet == "Example News"


def test_a_page_under_the_name_of_markdown_is_a_page(cleaned: Cleaner) -> None:
    """Savers name files as they like."""
    words = "Two people were killed when a shell struck a station in Samplehrad on Thursday."
    report = cleaned(f"<!doctype html><html><p>{words} {words}</p></html>", "text/markdown")
    assert "<p>" not in report.text


def test_tags_within_markdown_are_left_out() -> None:
    """In blocks and in lines."""
    read = read_markdown("<div>\nShells <b>fell</b>.\n</div>\n\nTwo <i>died</i>.", "utf-8")
    assert read.text.split() == ["Shells", "fell", ".", "Two", "died."]


@pytest.mark.parametrize(
    "signs",
    ["[", "*a ", "_", "> ", "- ", "![a](", "&", "<a:", "*a **a ", "<!--", "|a", "a\n", "`"],
)
def test_signs_without_end_take_little_time(signs: str) -> None:
    """A hundred thousand characters of what parsers dread."""
    began = time.process_time()
    read_markdown(signs * (100_000 // len(signs)), "utf-8")
    assert time.process_time() - began < 20


def test_what_is_too_long_is_read_as_it_is_written() -> None:
    """With a note."""
    read = read_markdown("**a** " * 200_000, "utf-8")
    assert read.text.startswith("**a**")
    assert "signs are kept" in read.notes[0]


@given(st.text(alphabet="ab \n#*_[]()`<>!|-&;\\~1.\t", max_size=300))
def test_any_text_is_markdown(text: str) -> None:
    """No text raises, and the title stands where the headline says."""
    read = read_markdown(text, "utf-8")
    if read.headline:
        assert read.headline.of(read.text) == read.title
