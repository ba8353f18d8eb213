"""What of a plain message its sender did not write: quotations, signatures, lines of others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rashomon.records import Span

__all__ = ["Forward", "find_forward", "find_frame", "find_quoted", "unquoted"]

_FEWEST_WORDS = 12  # of one's own, for the words quoted to be beside the matter
_LONGEST_SIGNATURE = 20  # lines
_QUOTED = re.compile(r"(?m)^(?:>[^\n]*(?:\n|\Z))+")
_WROTE = re.compile(
    r"(?m)^(?:On\s[^\n]{5,200}(?:\n[^\n>]{1,120})?\swrote|[^\n]{3,120}\s(?:wrote|writes)):"
    r"[ \t]*\n+\Z"
)
_SIGNED = re.compile(r"(?m)^--[ \t]*$")
_MARK = re.compile(
    r"(?m)^[> \t]*(?:-{3,}\s*(?:Forwarded message|Original Message|Forwarded by)[^\n]{0,100}"
    r"|Begin forwarded message:|_{10,})[ \t]*$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"[> \t]*\*?(?P<name>From|Sent|Date|Subject|To|Cc|Reply-To|Importance)\s?:\*?"
    r"[ \t]*(?P<value>.*)",
    re.IGNORECASE,
)
_NAMES = {"sent": "date"}


# What senders to many put around what they send; a line that says more is left.
_FRAME = re.compile(
    r"(?m)^[^\n]{0,150}\b(?:unsubscribe|view (?:this |it |the )?(?:e-?mail |message |newsletter )?"
    r"(?:in|on|as) (?:your |a |the )?(?:web ?)?(?:browser|page)|(?:manage|update|change) (?:your )?"
    r"(?:e-?mail |subscription )?(?:preferences|settings)|you(?:'re|’re| are) receiving this"
    r"|you (?:have )?received? this (?:e-?mail|message|newsletter)|add us to your address book)\b"
    r"[^\n]{0,150}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Forward:
    """Where the lines above a message that was handed on stand, and what they tell.

    `headers` may have "from", "date" and "subject".
    """

    span: Span
    headers: Mapping[str, str] = field(default_factory=dict)


def find_forward(text: str) -> Forward | None:
    """Return the first message handed on within `text`, by the lines that programs put there."""
    for mark in _MARK.finditer(text):
        headers: dict[str, str] = {}
        at = mark.end()
        for line in re.finditer(r"\n([^\n]*)", text[at : at + 5000]):
            found = _HEADER.fullmatch(line[1].rstrip())
            if found:
                name = found["name"].casefold()
                headers.setdefault(_NAMES.get(name, name), " ".join(found["value"].split()))
            elif headers or line[1].strip("> \t"):
                break
            end = at + line.end()
        if "from" in headers and ({"date", "subject"} & headers.keys()):
            return Forward(Span(mark.start(), end), headers)
    return None


def find_quoted(text: str) -> Iterator[Span]:
    """Yield what is quoted of other messages, with the line that says whose, and the signature.

    Where next to nothing else is said, the quotation is what was to be read, and none is found.
    """
    found = list(_quoted_stretches(text))
    own, at = [], 0
    for span in found:
        own.append(text[at : span.start])
        at = span.end
    own.append(text[at:])
    if found and sum(len(piece.split()) for piece in own) >= _FEWEST_WORDS:
        yield from found
    signed = _signature(text)
    if signed:
        yield signed


def unquoted(text: str) -> str:
    r"""Return a text that is all but a quotation without the signs before its lines.

    >>> unquoted("FYI\n> Shells fell\n> on the town.")
    'FYI\nShells fell\non the town.'
    """
    own = " ".join(line for line in text.split("\n") if not line.startswith(">"))
    if len(own.split()) >= _FEWEST_WORDS or "\n>" not in f"\n{text}":
        return text
    return re.sub(r"(?m)^>[ \t]?", "", text)


def find_frame(text: str) -> Iterator[Span]:
    """Yield the lines by which senders to many let each one read elsewhere or leave."""
    for found in _FRAME.finditer(text):
        yield Span(found.start(), found.end())


def _quoted_stretches(text: str) -> Iterator[Span]:
    for quoted in _QUOTED.finditer(text):
        start = quoted.start()
        before = text[max(0, start - 400) : start]
        if wrote := _WROTE.search(before):
            start -= len(before) - wrote.start()
        end = start + len(text[start : quoted.end()].rstrip())
        yield Span(start, end)


def _signature(text: str) -> Span | None:
    """What follows the line of two dashes, if that is as short as signatures are."""
    marks = list(_SIGNED.finditer(text, 1))
    if not marks:
        return None
    found = marks[-1]
    rest = text[found.start() :].rstrip()
    return (
        Span(found.start(), found.start() + len(rest))
        if len(rest.splitlines()) <= _LONGEST_SIGNATURE
        else None
    )
