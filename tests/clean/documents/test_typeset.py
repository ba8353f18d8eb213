"""Lines of printed pages in, running text out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.clean.documents.typeset import Line, set_text

FULL = "Two people were killed on Thursday when a shell struck a bus station there"


def page(*lines: str | tuple[float, str], size: float = 12, top: float = 700) -> list[Line]:
    """Return lines 14 points apart; with a number, that far in from the margin; "" is a gap."""
    placed = []
    for at, told in enumerate(lines):
        shift, words = told if isinstance(told, tuple) else (0.0, told)
        if words:
            placed.append(Line(words, 72 + shift, top - 14 * at, size))
    return placed


def text(*pages: list[Line]) -> str:
    """Return the text that is made of pages."""
    return set_text(pages).text


def test_no_pages_are_no_text() -> None:
    """Nor are blank ones."""
    assert set_text([]) == set_text([[], [Line(" ", 0, 0, 0)]])
    assert set_text([]).text == ""


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("a bus sta-", "tion", "a bus station"),
        ("a bus sta\xad", "tion", "a bus station"),
        ("the Iran-", "backed group", "the Iran-backed group"),
        ("a so-", "called group", "a so-called group"),
        ("in Afghan-", "istan", "in Afghanistan"),
        ("from Al-", "Hasakah", "from Al- Hasakah"),
        ("in 2014-", "15 they", "in 2014- 15 they"),
        ("soft\xadly", "said", "softly said"),
    ],
)
def test_words_broken_at_lines_ends_are_whole(first: str, second: str, whole: str) -> None:
    """A hyphen stays where both sides are words, or the first is a name and the second a word."""
    assert text(page(f"{FULL} {first}", f"{second} {FULL.lower()}"))[len(FULL) + 1 :].startswith(
        whole
    )


def test_how_the_text_writes_a_word_elsewhere_decides() -> None:
    """With its hyphen or without."""
    lines = page(f"{FULL} the co-", f"operative of {FULL.lower()}", "", f"The co-operative {FULL}")
    assert "the co-operative of" in text(lines)
    lines = page(f"{FULL} the air-", f"field of {FULL.lower()}", "", f"The airfield {FULL}")
    assert "the airfield of" in text(lines)


def test_an_indent_after_a_stop_begins_a_paragraph() -> None:
    """As books set them; a line that hangs below a bullet goes on."""
    assert text(page(f"{FULL}.", (18, f"He {FULL}"))) == f"{FULL}.\n\nHe {FULL}"
    assert text(page(f"• {FULL}", (10, f"and {FULL}"))) == f"• {FULL} and {FULL}"


def test_bullets_begin_paragraphs() -> None:
    """Numbers only after a stop, since sentences hold them too."""
    assert text(page(FULL, f"• {FULL}")) == f"{FULL}\n\n• {FULL}"
    assert text(page(f"{FULL}.", f"2) {FULL}")) == f"{FULL}.\n\n2) {FULL}"
    assert text(page(f"{FULL} at", f"10. {FULL}")) == f"{FULL} at 10. {FULL}"


def test_a_short_line_ends_a_paragraph() -> None:
    """Unless the next goes on in small letters, or a sign says that more comes."""
    assert (
        text(page("Press release", "Kyiv office", FULL))
        == f"Press release\n\nKyiv office\n\n{FULL}"
    )
    assert text(page("In the town,", "Smith said", FULL)) == f"In the town, Smith said\n\n{FULL}"


def test_other_type_begins_a_paragraph() -> None:
    """And large type, over two lines, is one."""
    lines = [*page("Shell Hits", "Station In Town", size=20, top=760), *page(FULL)]
    made = set_text([lines])
    assert made.text == f"Shell Hits Station In Town\n\n{FULL}"
    assert made.headline
    assert made.headline.of(made.text) == "Shell Hits Station In Town"


def test_sentences_go_on_in_the_next_column() -> None:
    """Where they were not ended."""
    left, right = page(FULL, FULL, top=400), page(f"and {FULL}", top=700)
    right = [Line(line.words, line.x + 300, line.y, line.size) for line in right]
    assert text([*left, *right]) == f"{FULL} {FULL} and {FULL}"
    ended = [*left, Line(f"{FULL}.", 72, 372, 12), Line(f"He {FULL}", 372, 700, 12)]
    assert text(ended) == f"{FULL} {FULL} {FULL}.\n\nHe {FULL}"


def test_pieces_of_one_line_are_put_together() -> None:
    """Where the PDF draws cells or words one by one."""
    assert text([Line("Samplehrad", 72, 700, 12), Line("2", 300, 701, 12)]) == "Samplehrad 2"


def test_ligatures_and_hard_blanks_are_plain() -> None:
    """As a search would have them."""
    assert text(page("heavy\xa0ﬁghting, eﬀorts, diﬃcult")) == "heavy fighting, efforts, difficult"


def running(at: int, words: str) -> list[Line]:
    """Return a page with a line at its top."""
    return [Line(words, 72, 780, 12), *page(f"{FULL} {at}.", f"{FULL} again.")]


def test_what_runs_along_is_kept_once() -> None:
    """Whatever numbers change in it; it stands before the page that it was first met on."""
    made = set_text([running(at, f"Bulletin {at}") for at in range(1, 4)])
    assert made.running == ("Bulletin 1",)
    assert made.left_out == 2
    assert made.noise[0].of(made.text) == "Bulletin 1"
    assert "Bulletin 2" not in made.text


def test_what_stands_once_at_an_edge_is_text() -> None:
    """So is a line that opens every page without room below it."""
    made = set_text([running(1, "Bulletin"), running(2, "Another title"), running(3, "Third one")])
    assert made.noise == ()
    repeated = page(FULL, "shells fell on the town again.", f"{FULL} and {FULL}.")
    assert set_text([repeated] * 3).left_out == 0


@pytest.mark.parametrize("number", ["7", "- 7 -", "Page 7 of 9", "7/9", "iv", "| 7"])
def test_numbers_of_pages_are_left_out(number: str) -> None:
    """At the edge of one page, too."""
    lines = [*page(f"{FULL}.", f"{FULL} again."), Line(number, 300, 30, 12)]
    made = set_text([lines])
    assert number not in made.text
    assert made.left_out == 1


def test_a_large_line_far_down_is_no_headline() -> None:
    """Nor is one of three words."""
    lines = [*page("In other news", size=20, top=760), *page(f"{FULL}.")]
    assert set_text([lines]).headline is None


LINES = st.builds(
    Line,
    st.text(alphabet="ab-. •1\xad\n", max_size=12),
    st.floats(-1e6, 1e6),
    st.floats(-1e6, 1e6),
    st.floats(0, 1e6),
)


@given(st.lists(st.lists(LINES, max_size=8), max_size=5))
def test_lines_anywhere_make_a_text(pages: list[list[Line]]) -> None:
    """Spans lie within it, whatever the places and sizes."""
    made = set_text(pages)
    for span in (*made.noise, *filter(None, [made.headline])):
        assert span.of(made.text).strip()


def test_lines_without_end_take_little_time() -> None:
    """A hundred thousand broken words in one paragraph."""
    began = time.process_time()
    made = set_text([[Line("abc-", 72, 700 - 14 * at, 12) for at in range(1000)]] * 100)
    assert time.process_time() - began < 20
    assert len(made.text) > 250_000
