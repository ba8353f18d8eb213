"""The words of a message's headers, whatever they were encoded in."""

from __future__ import annotations

from email.header import decode_header
from email.message import Message

from rashomon.clean.characters.decoding import decode
from rashomon.errors import UnreadableReport

__all__ = ["header", "header_words"]

_LONGEST_HEADER = 2000  # characters; the longest subjects have some hundred


def header(message: Message, name: str) -> str:
    """Return a header's words, "" where there is none; a second one of its name is not read."""
    # As they came: `get` loses bytes that were never encoded.
    wanted = name.casefold()
    items = ((key, value) for key, value in message.raw_items() if key.casefold() == wanted)
    return next((header_words(str(value)) for _, value in items), "")


def header_words(raw: str) -> str:
    """Return encoded words, and bytes that never were, as letters: one line, no controls."""
    pieces: list[str] = []
    raw = raw[:_LONGEST_HEADER].replace("\r", " ").replace("\n", " ")
    try:
        found = decode_header(raw)
    except (ValueError, LookupError, TypeError):
        found = [(raw, None)]
    for words, charset in found:
        if isinstance(words, str):
            words = words.encode("utf-8", "surrogateescape")
        try:
            pieces.append(decode(words, "", charset)[0])
        except UnreadableReport:
            pieces.append(words.decode("ascii", "ignore"))
    text = " ".join("".join(pieces).split()) or raw
    return "".join(c for c in text if c.isprintable())
