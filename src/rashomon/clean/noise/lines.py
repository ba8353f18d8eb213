"""Whole lines that are not the report: menus, toolbars, icon names, calls, links under a label."""

from __future__ import annotations

import re

from rashomon.clean.noise.words import (
    ASKS_READER,
    BUTTON_FILLERS,
    BUTTONS,
    HEADS_LINKS,
    LINE_SHAPES,
    OTHERS_SIGN_UP,
    SECTIONS,
    SPEAKS_TO_READER,
    STOP,
    TELLABLE,
    URGES_READER,
)
from rashomon.reference.letter_case import lowered

__all__ = ["is_body", "is_call", "is_toolbar", "is_wrapped", "noisy_lines"]

_LINE = re.compile(r"[^\n]+")
_WRAPPED_WIDTH = 100


def is_wrapped(text: str) -> bool:
    """Tell whether line breaks are the typesetter's: many full lines, none long."""
    lines = [len(line) for line in text.splitlines() if line.strip()]
    longest = max(lines, default=0)
    return (
        len(lines) > 3
        and 50 < longest <= _WRAPPED_WIDTH
        and sum(length > 0.5 * longest for length in lines) > 0.6 * len(lines)
    )


def noisy_lines(text: str) -> list[tuple[int, int]]:
    """Return the lines that are noise by their own words, or as links under a label."""
    lines = [m for m in _LINE.finditer(text) if m.group().strip(" \t\ufeff")]
    if len(lines) < 2:
        return [(m.start(), m.end()) for m in lines if is_icons(m.group())]
    alone = _alone(text, lines) if is_wrapped(text) else [True] * len(lines)
    first_body = next((i for i, m in enumerate(lines) if is_body(m.group())), len(lines))
    found: list[tuple[int, int]] = []
    links_left = 0
    for at, line in enumerate(lines):
        words = line.group().strip(" \t\ufeff•·*|")
        if not alone[at]:
            continue
        if not words or _is_noisy(words):
            found.append((line.start(), line.end()))
            # Links follow a label; above the body, what follows may be the headline.
            is_label = HEADS_LINKS.fullmatch(words)
            links_left = 12 if is_label and at > first_body else links_left
        elif links_left and _is_link(words):
            found.append((line.start(), line.end()))
            links_left -= 1
        else:
            links_left = 0
    return found


def _alone(text: str, lines: list[re.Match[str]]) -> list[bool]:
    """Whether each line is a paragraph of its own."""
    starts = [
        i == 0 or "\n" in text[lines[i - 1].end() + 1 : m.start()] for i, m in enumerate(lines)
    ]
    return [starts[i] and (i + 1 == len(lines) or starts[i + 1]) for i in range(len(lines))]


def is_body(line: str) -> bool:
    """Tell a paragraph from headlines, labels and links: a dozen words and a stop."""
    return len(line.split()) > 12 and bool(STOP.search(line.rstrip()[-3:]))


def _is_link(words: str) -> bool:
    return len(words.split()) <= 25 and not STOP.search(words[-3:]) and words[-1] not in ":,;"


def _is_noisy(words: str) -> bool:
    if len(words) > 300:
        return is_icons(words)
    tokens = words.split()
    return bool(
        LINE_SHAPES.fullmatch(words)
        or HEADS_LINKS.fullmatch(words)
        or is_toolbar(tokens)
        or is_menu(tokens)
        or is_icons(words)
        or re.fullmatch(r"\d{1,6}|[\W_]{1,40}", words)
        or (is_call(words) and len(tokens) <= 45)
    )


def is_icons(words: str) -> bool:
    if "icon" not in words.casefold():
        return False
    tokens = words.split()
    icons = sum("icon" in token.casefold() for token in tokens)
    return icons >= 4 and icons >= 0.2 * len(tokens)


def is_toolbar(tokens: list[str]) -> bool:
    """Tell whether the words are buttons, counters and what joins them, and nothing else."""
    if not tokens or len(tokens) > 14:
        return False
    plain = [token.casefold().strip(".,:|•·()") for token in tokens]
    if not all(t in BUTTONS or t in BUTTON_FILLERS or t.isdigit() or not t for t in plain):
        return False
    return any(token in BUTTONS for token in plain) and tokens[0][:1].upper() == tokens[0][:1]


def is_menu(tokens: list[str]) -> bool:
    plain = []
    for token in tokens:
        plain.append(token.casefold().strip(".,:|•·"))
        if plain[-1] and plain[-1] not in SECTIONS:
            return False
    return len(plain) >= 3 or plain in (["home"], ["menu"], ["search"], ["login"], ["more"])


def is_call(words: str) -> bool:
    """Tell a sentence that asks something of the reader from one that tells of others who do."""
    words = words.strip()
    asks = ASKS_READER.search(lowered(words))
    if not asks or re.search(r"\b(?:said|told|killed|wounded|according)\b|[“\"]", words):
        return False
    if asks.start() == 0 or asks.group() not in TELLABLE or SPEAKS_TO_READER.search(words):
        return True
    return bool(URGES_READER.search(words)) and not OTHERS_SIGN_UP.search(words)
