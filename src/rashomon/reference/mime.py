"""A message or saved page in, its headers and parts out: what e-mails and MHTML have in common.

Python's parser is used with its oldest policy, which takes headers as they are: the newer one
parses each by a grammar, for minutes where a header was made for that. What makes either of
them slow is bounded before it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from rashomon.errors import UnreadableReport

__all__ = ["Part", "moment_of", "parse", "parts_of"]

# The parser compares each line with the boundary of every level above it; forwarded messages
# nest five levels deep, and a digest has some hundred parts side by side.
_MOST_BOUNDARIES = 300
_MOST_PARTS = 2000
_MOST_BOUNDARY_LINES = 20_000
# A header for routing has a thousand characters; parameters of a type take the square of theirs.
_LONGEST_TYPE = 10_000
_BOUNDARY = re.compile(rb"\bboundary\s{0,9}\*?=", re.IGNORECASE)
_TYPE = re.compile(
    rb"^content-(?:type|disposition)\s{0,9}:[^\n]*+(?:\n[ \t][^\n]*+)*+",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of a message: its bytes, codings of transfer undone, with what its headers say.

    `kind` is its media type in small letters, `name` that of an attachment's file as it was
    written, which may be in encoded words. `way` holds
    the media types of what it lies in, the outermost first.
    """

    message: Message
    kind: str
    content: bytes
    charset: str | None
    name: str | None
    is_attached: bool
    way: tuple[str, ...] = ()


def parse(content: bytes, where: str) -> Message:
    """Parse a message.

    Raises:
        UnreadableReport: If it is none, or made to keep the parser busy.

    """
    from email.parser import BytesParser
    from email.policy import compat32

    if len(_BOUNDARY.findall(content)) > _MOST_BOUNDARIES:
        raise UnreadableReport(where, "the message has more parts within parts than mail has")
    if content.count(b"\n--") > _MOST_BOUNDARY_LINES:
        raise UnreadableReport(where, "the message has more parts than mail has")
    longest = max((found.end() - found.start() for found in _TYPE.finditer(content)), default=0)
    if longest > _LONGEST_TYPE:
        raise UnreadableReport(where, f"the message has a header of {longest:,} characters")
    # An envelope's line, as mailboxes have it, ends the headers before they began.
    content = re.sub(rb"\A(?:>?From [^\n]{0,500}\n)", b"", content.lstrip(b"\xef\xbb\xbf\r\n \t"))
    try:
        message = BytesParser(policy=compat32).parsebytes(content)
    except (RecursionError, ValueError, LookupError, TypeError, AssertionError) as error:
        raise UnreadableReport(where, "the message is damaged") from error
    if not message.keys():
        raise UnreadableReport(where, "no message: it has no headers")
    return message


def parts_of(message: Message) -> Iterator[Part]:
    """Yield the leaves of a message in order; a message within is a leaf, not opened."""
    waiting: list[tuple[Message, tuple[str, ...]]] = [(message, ())]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part, way = waiting.pop()
        kind = part.get_content_type()
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list) and not kind.startswith("message/"):
            below = [(child, (*way, kind)) for child in inner if isinstance(child, Message)]
            waiting += reversed(below)
        else:
            yield _leaf(part, kind, way)


def _leaf(part: Message, kind: str, way: tuple[str, ...]) -> Part:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        payload = None
    try:
        charset, name = part.get_content_charset(), part.get_filename()
    except (ValueError, LookupError, TypeError, AttributeError):
        charset, name = None, None
    disposition = str(part.get("Content-Disposition", ""))[:200].strip().casefold()
    return Part(
        part,
        kind,
        payload if isinstance(payload, bytes) else b"",
        charset,
        name[:1000] if name else None,
        disposition.startswith("attachment"),
        way,
    )


def moment_of(words: str) -> tuple[date, datetime | None] | None:
    """Return the day that a header's date prints, and the moment in UTC if it tells an offset."""
    try:
        at = parsedate_to_datetime(words)
        if at.tzinfo is None and "-0000" in words:  # UTC, of a sender who hides their offset
            at = at.replace(tzinfo=UTC)
        moment = at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
    return (at.date(), moment) if 1000 <= at.year < 9000 else None
