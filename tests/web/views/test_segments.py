"""Marks over a text: however they overlap, what is printed is the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.web.views.segments import Close, MarkedSpan, Open, Print, printed, tokens_of

TEXTS = st.text("ab \n<&é\U0001f600\u0645", max_size=40)


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[MarkedSpan]]:
    """A text with marks of any extent, beyond its end and the same twice, too."""
    text = draw(TEXTS)
    ends = st.integers(-2, len(text) + 3)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=12))
    return text, [MarkedSpan(a, b, f"m{n}", "claim") for n, (a, b) in enumerate(pairs)]


@given(texts_with_marks())
def test_the_text_is_never_changed(given_: tuple[str, list[MarkedSpan]]) -> None:
    """Printed tokens, joined, are the text, letter for letter."""
    text, marks = given_
    assert printed(tokens_of(text, marks)) == text


@given(texts_with_marks())
def test_what_opens_is_closed_in_turn(given_: tuple[str, list[MarkedSpan]]) -> None:
    """Tokens nest as markup must, each mark begins once and ends once."""
    text, marks = given_
    stack: list[MarkedSpan] = []
    first, last = [], []
    for token in tokens_of(text, marks):
        if isinstance(token, Open):
            stack.append(token.mark)
            first += [token.mark] * token.is_first
        elif isinstance(token, Close):
            assert stack.pop() == token.mark
            last += [token.mark] * token.is_last
    assert stack == []
    drawn = [m for m in marks if max(0, m.start) < min(len(text), m.end)]
    assert sorted(m.name for m in first) == sorted(m.name for m in last)
    assert sorted(m.name for m in first) == sorted(m.name for m in drawn)


@given(texts_with_marks())
def test_every_mark_covers_exactly_its_words(given_: tuple[str, list[MarkedSpan]]) -> None:
    """What stands within a mark's parts is what its offsets say."""
    text, marks = given_
    covered: dict[MarkedSpan, str] = {}
    stack: list[MarkedSpan] = []
    for token in tokens_of(text, marks):
        match token:
            case Open(mark, _):
                stack.append(mark)
            case Close():
                stack.pop()
            case Print(words):
                for mark in stack:
                    covered[mark] = covered.get(mark, "") + words
    for mark in marks:
        assert covered.get(mark, "") == text[max(0, mark.start) : max(0, mark.end)]


def test_marks_of_the_same_words_lie_in_each_other() -> None:
    """Two claims on one number are both there."""
    marks = [MarkedSpan(0, 2, "a", "claim"), MarkedSpan(0, 2, "b", "claim")]
    kinds = [type(token).__name__ for token in tokens_of("25", marks)]
    assert kinds == ["Open", "Open", "Print", "Close", "Close"]
