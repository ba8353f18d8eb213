"""A text with marks over it, as tokens that open, print and close: marks may overlap at will.

Markup can only nest. Where two marks cross, the one that began later ends with the earlier and
goes on after it as a continuation. The text is never changed: the printed tokens, joined, are it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Close", "MarkedSpan", "Open", "Print", "Token", "printed", "tokens_of"]


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A mark on `text[start:end]`. `name` tells marks apart, `kind` says how it is drawn."""

    start: int
    end: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Open:
    """Here a mark begins, or, unless `is_first`, goes on."""

    mark: MarkedSpan
    is_first: bool


@dataclass(frozen=True, slots=True)
class Close:
    """Here a mark ends, or, unless `is_last`, is interrupted. It is always the last opened."""

    mark: MarkedSpan
    is_last: bool


@dataclass(frozen=True, slots=True)
class Print:
    """Words of the text; never empty."""

    text: str


Token = Open | Close | Print


def tokens_of(text: str, marks: Iterable[MarkedSpan]) -> tuple[Token, ...]:
    """Return the text cut where marks begin and end, every mark closed that was opened.

    Marks that leave the text are cut to it; what is left empty so is dropped.

    >>> spans = [MarkedSpan(0, 3, "a", "x"), MarkedSpan(1, 4, "b", "y")]
    >>> "".join(
    ...     token.text if isinstance(token, Print)
    ...     else f"<{token.mark.name}>" if isinstance(token, Open) else f"</{token.mark.name}>"
    ...     for token in tokens_of("wordy", spans)
    ... )
    '<a>w<b>or</b></a><b>d</b>y'
    """
    kept = []
    for mark in marks:
        start, end = max(0, mark.start), min(len(text), mark.end)
        if start < end:
            kept.append((start, end, mark))
    # Longer marks first, so that those within them open after them; then as they were given.
    opening: dict[int, list[tuple[int, MarkedSpan]]] = {}
    for start, end, mark in sorted(kept, key=lambda one: (one[0], -one[1])):
        opening.setdefault(start, []).append((end, mark))
    cuts = sorted({0, len(text), *(s for s, _, _ in kept), *(e for _, e, _ in kept)})
    tokens: list[Token] = []
    stack: list[tuple[int, MarkedSpan]] = []
    for at, following in zip(cuts, [*cuts[1:], len(text)], strict=True):
        _close(tokens, stack, at)
        for end, mark in opening.get(at, ()):
            tokens.append(Open(mark, is_first=True))
            stack.append((end, mark))
        if at < following:
            tokens.append(Print(text[at:following]))
    return tuple(tokens)


def _close(tokens: list[Token], stack: list[tuple[int, MarkedSpan]], at: int) -> None:
    """Close what ends here, and, around that, what has to be opened again."""
    deepest = next((depth for depth, (end, _) in enumerate(stack) if end <= at), len(stack))
    above = stack[deepest:]
    for end, mark in reversed(above):
        tokens.append(Close(mark, is_last=end <= at))
    del stack[deepest:]
    for end, mark in above:
        if end > at:
            tokens.append(Open(mark, is_first=False))
            stack.append((end, mark))


def printed(tokens: Sequence[Token]) -> str:
    """Return what tokens print: the text that they were made of."""
    return "".join(token.text for token in tokens if isinstance(token, Print))
