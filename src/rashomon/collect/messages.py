"""An e-mail in, the capture of it out, and the documents that were sent with it.

The message is evidence and is kept whole; a document that it holds can also be a report of its
own. A saved page is the same kind of file, but what it holds are the page's own pictures.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath

from rashomon.collect.content import LARGEST_REPORT_BYTES, why_no_report, why_too_large
from rashomon.collect.holdings import Collecting, Held
from rashomon.collect.paths import is_beside_reports, media_type_of
from rashomon.errors import UnreadableReport
from rashomon.records import Capture, CaptureMethod
from rashomon.reference.mime import moment_of, parse, parts_of

__all__ = ["open_message"]


def open_message(held: Held, run: Collecting) -> Iterator[Capture | Held]:
    """Yield the capture of a message, then each document attached to it.

    Of attachments only those are taken whose names tell a kind that is read.
    """
    kind = held.media_type or "message/rfc822"
    content = held.source.read(LARGEST_REPORT_BYTES + 1)
    reason = why_too_large(max(held.size, len(content))) or why_no_report(content, kind)
    if reason is not None:
        raise UnreadableReport(held.address, reason)
    sent_at, attached = _taken_apart(content, held.address)
    outer = held if held.depth else held.alone()
    yield Capture(
        content,
        PurePosixPath(held.name).stem,
        held.address,
        kind,
        run.now(),
        held.told(),
        outer.custody(CaptureMethod.MEMBER if held.depth else CaptureMethod.FILE, taken_at=sent_at),
    )
    if kind == "message/rfc822":
        for number, (name, inner) in enumerate(attached, 1):
            held.budget.spend(len(inner), held.address)
            source = io.BufferedReader(io.BytesIO(inner))
            yield held.member(source, name, len(inner), f"attachment {number}: {name}")


def _taken_apart(content: bytes, where: str) -> tuple[datetime | None, list[tuple[str, bytes]]]:
    """When it was sent, and its documents by name; nothing of what cannot be taken apart."""
    try:
        message = parse(content, where)
    except UnreadableReport:  # `clean` will say why
        return None, []
    sent = moment_of(str(message.get("Date", ""))[:200])
    found = []
    for part in parts_of(message):
        name = _safe(part.name or "")
        if part.content and media_type_of(name) and not is_beside_reports(name):
            found.append((name, part.content))
    return sent[1] if sent else None, found


def _safe(name: str) -> str:
    """A file's name without folders and without what cannot be printed."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(c for c in last if c.isprintable())[:200]
