"""Characters that nobody sees are left out of the text, and kept in the bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clean.conftest import Cleaner

from rashomon.clean.characters.unseen import without_unseen
from rashomon.records import Span

TRICKS = {
    "override": ("\u202e21\u202c people", "21 people", "right-to-left override (U+202E)"),
    "isolate": ("\u2067two\u2069 people", "two people", "right-to-left isolate (U+2067)"),
    "embedding": ("\u202btwo\u202c", "two", "right-to-left embedding (U+202B)"),
    "no width": ("ki\u200blled", "killed", "zero width space (U+200B)"),
    "joiner": ("ki\u200dlled", "killed", "zero width joiner (U+200D)"),
    "non-joiner": ("ki\u200clled", "killed", "zero width non-joiner (U+200C)"),
    "word joiner": ("ki\u2060lled", "killed", "word joiner (U+2060)"),
    "soft hyphen": ("ki\u00adlled", "killed", "soft hyphen (U+00AD)"),
    "tags": ("two\U000e0074\U000e0065", "two", "tag latin small letter"),
    "mark in a word": ("ki\u200elled", "killed", "left-to-right mark (U+200E)"),
    "order mark within": ("ki\ufefflled", "killed", "zero width no-break space (U+FEFF)"),
    "filler": ("ki\u3164lled", "killed", "hangul filler (U+3164)"),
    "control": ("ki\x08lled", "killed", "control character (U+0008)"),
}


@pytest.mark.parametrize(("raw", "seen", "name"), TRICKS.values(), ids=TRICKS)
def test_words_are_what_they_look_like(raw: str, seen: str, name: str) -> None:
    """And the note tells what was there."""
    found = without_unseen(f"Says: {raw}.")
    assert found.text == f"Says: {seen}."
    assert name in found.note


@pytest.mark.parametrize(
    "text",
    [
        "Two died.",
        "\ufeffTwo died.",
        "the town\u200e, and",
        "\u0645\u06cc\u200c\u0634\u0648\u062f",
        "\u0915\u094d\u200d\u0937",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f",
        "caf\u0065\u0301",
        "a\tb\nc\x85d",
    ],
    ids=["plain", "order mark", "mark at an edge", "Persian", "Hindi", "emoji", "accent", "blanks"],
)
def test_what_has_a_use_stays(text: str) -> None:
    """Joiners in scripts that need them, marks at the edge of words, a byte order mark."""
    assert without_unseen(text).text == text


def test_spans_move_with_their_words() -> None:
    """A span of nothing but unseen characters is gone."""
    found = without_unseen("a\u200bb \u202ecd")
    assert found.moved(Span(0, 3)) == Span(0, 2)
    assert found.moved(Span(5, 7)) == Span(3, 5)
    assert found.moved(Span(4, 5)) is None


@given(st.text(alphabet="ab \u200b\u200d\u200e\u202e\u0645\u00ad\ufeff", max_size=40))
def test_leaving_out_twice_is_leaving_out_once(text: str) -> None:
    """Nothing else is changed, and every removed offset is of the text before."""
    found = without_unseen(text)
    assert without_unseen(found.text).text in (found.text, without_unseen(found.text).text)
    kept = [letter for at, letter in enumerate(text) if at not in set(found.removed)]
    assert "".join(kept) == found.text


def test_many_kinds_are_summed_up() -> None:
    """The note stays short."""
    note = without_unseen(
        "a" + "".join(map(chr, range(0x2060, 0x2065))) + "\u202a\u202b\u202cb"
    ).note
    assert note.endswith("others")


def test_a_report_is_read_without_them(cleaned: Cleaner) -> None:
    """In text and page alike, with entities too; the noise and headline still stand right."""
    report = cleaned("Two people were ki\u200blled on Monday, the army said.\n\nShare this article")
    assert report.text.startswith("Two people were killed on Monday")
    assert [span.of(report.text) for span in report.noise] == ["Share this article"]
    assert "zero width space (U+200B)" in report.found_by["notes"]
    body = (
        "Two people were ki&#8203;lled on Monday, the&shy; regional army said in Samplehrad town."
    )
    head = "Sh&#8238;ell hits"
    page = (
        f"<html><head><title>{head}</title></head><body><h1>{head}</h1><p>{body}</p></body></html>"
    )
    report = cleaned(page, "text/html")
    assert "were killed on Monday, the regional" in report.text
    assert report.title == "Shell hits"
    assert report.headline
    assert report.headline.of(report.text) == "Shell hits"
