"""JSON Lines in, a report a line; captures out."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, BinaryIO, NoReturn

from rashomon.collect.content import LARGEST_REPORT_BYTES, why_no_report
from rashomon.collect.holdings import Collecting, Held
from rashomon.collect.sidecars import fill
from rashomon.errors import BadSidecar, ReportSkipped, UnreadableReport
from rashomon.records import Capture, CaptureMethod, Custody, Sidecar
from rashomon.reference.iso_days import parse_day, parse_moment

__all__ = ["collect_jsonl", "open_lines"]

_WORDS = ("outlet", "url", "title", "carried_from")
_DAYS = {"published": "published_on", "context_date": "context_date"}
_KNOWN = {"id", "text", *_WORDS, *_DAYS}


def _utc_now() -> datetime:
    return datetime.now(UTC)


def collect_jsonl(
    stream: BinaryIO | io.BufferedReader[Any],
    name: str,
    on_skip: Callable[[ReportSkipped], None],
    *,
    now: Callable[[], datetime] = _utc_now,
) -> Iterator[Capture]:
    """Yield a capture for each line of `stream`; `name` is what to call it in addresses.

    A line is an object with `id` and `text` and may have `outlet`, `published`, `url`,
    `context_date`, `title` and `carried_from`. What is none is told to `on_skip`.
    """
    ignored: set[str] = set()
    for number, line in _lines(stream):
        where = f"{name}:{number}"
        if line is None:
            limit = f"a report may have {LARGEST_REPORT_BYTES:,} bytes"
            on_skip(UnreadableReport(where, f"the line is too long; {limit} at most"))
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            fields = _fields(line, where)
        except UnreadableReport as error:
            on_skip(error)
            continue
        extra = sorted(set(fields) - _KNOWN - ignored)
        if extra:
            ignored.update(extra)
            on_skip(BadSidecar(where, f"fields that are not used: {', '.join(extra)}"))
        sidecar = _sidecar(fields, where, on_skip)
        identity = str(fields["id"])
        custody = Custody(CaptureMethod.LINE, locator=f"line {number}")
        yield Capture(line, identity, where, "application/json", now(), sidecar, custody)


def open_lines(held: Held, run: Collecting) -> Iterator[Capture]:
    """Take a report out of each line of a file."""
    is_empty = True

    def skip(error: ReportSkipped) -> None:
        nonlocal is_empty
        is_empty = False
        run.on_skip(error)

    for capture in collect_jsonl(held.source, held.address, skip, now=run.now):
        is_empty = False
        sidecar = fill(capture.sidecar, held.told(capture.name))
        custody = held.custody(CaptureMethod.LINE, capture.custody.locator)
        yield replace(capture, sidecar=sidecar, custody=custody)
    if is_empty:
        raise UnreadableReport(held.address, "the file is empty")


def _lines(stream: BinaryIO | io.BufferedReader[Any]) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line with its number; None for one that is longer than a report may be."""
    number = 0
    while line := stream.readline(LARGEST_REPORT_BYTES + 2):
        number += 1
        if line.endswith(b"\n") or len(line) <= LARGEST_REPORT_BYTES:
            yield number, line.rstrip(b"\r\n")
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LARGEST_REPORT_BYTES)
        yield number, None


def _fields(line: bytes, where: str) -> dict[str, object]:
    try:
        parsed = json.loads(line.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise UnreadableReport(where, f"not UTF-8 (byte {error.start} of the line)") from error
    except RecursionError as error:
        raise UnreadableReport(where, "JSON nested too deep") from error
    except json.JSONDecodeError as error:
        raise UnreadableReport(where, f"no JSON: {error.msg} (column {error.colno})") from error
    except ValueError as error:  # NaN, or a number of thousands of digits
        raise UnreadableReport(where, f"no JSON: {error}") from error
    if not isinstance(parsed, dict):
        raise UnreadableReport(where, "no JSON object; a line is {“id”: …, “text”: …}")
    for name in ("id", "text"):
        if name not in parsed:
            raise UnreadableReport(where, f"{name!r} is missing")
    for name in ("id", "text", *_WORDS, *_DAYS):
        value = parsed.get(name)
        if value is None and name not in ("id", "text"):
            continue
        if not isinstance(value, str):
            raise UnreadableReport(where, f"{name!r} is {_kind(value)}, not text")
        if name != "text" and not value.isprintable():
            raise UnreadableReport(where, f"{name!r} holds characters that cannot be printed")
    if not parsed["id"].strip():
        raise UnreadableReport(where, "'id' is empty")
    reason = why_no_report(parsed["text"].encode("utf-8", "replace"))
    if reason:
        raise UnreadableReport(where, reason.replace("the file", "the text"))
    return parsed


def _sidecar(
    fields: dict[str, object], where: str, on_skip: Callable[[ReportSkipped], None]
) -> Sidecar:
    told: dict[str, str | date] = {}
    for name in _WORDS:
        words = str(fields.get(name) or "").strip()
        if words:
            told[name] = words
    for name, target in _DAYS.items():
        words = str(fields.get(name) or "").strip()
        if not words:
            continue
        day = parse_day(words)
        if day is None:
            reason = (
                f"{name} {words!r} is no date (write 2018-06-17); the report is read without it"
            )
            on_skip(BadSidecar(where, reason))
        else:
            told[target] = day
            if name == "published" and (moment := parse_moment(words)):
                told["published_at"] = moment
    return Sidecar(**told)  # type: ignore[arg-type]


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case _:
            return "an object"
