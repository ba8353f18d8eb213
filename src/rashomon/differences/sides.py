"""What is compared with what: moments of a ledger, its readers, releases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from rashomon.errors import SettingError

__all__ = ["Side", "parse_moment", "parse_side"]

_NUMBER = re.compile(r"@(\d{1,15})", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison, as it was asked for in `words`.

    `at` is a moment in UTC, `number` a decision of the log, `reader` a reader's version, `path` a
    release; all None for the ledger of today.
    """

    words: str
    at: datetime | None = None
    number: int | None = None
    reader: str | None = None
    path: Path | None = None

    @property
    def is_moment(self) -> bool:
        """Whether it is the ledger at some time, today included."""
        return self.reader is None and self.path is None


def parse_moment(words: str) -> Side:
    """Return what is meant by "now", "@123", "2031-03-07T12:00" or a day alone.

    A day alone means the midnight that it begins with. A time without a zone is in UTC.

    Raises:
        SettingError: If it is none of these.
    """
    found = _moment(words.strip())
    if found is None:
        raise SettingError(
            f"{words!r:.80} is no moment: write now, 2031-03-07, 2031-03-07T12:00Z, or @123 for "
            "what held once that decision was made"
        )
    return found


def _moment(told: str) -> Side | None:
    if told == "now":
        return Side(told)
    if number := _NUMBER.fullmatch(told):
        return Side(told, number=int(number[1]))
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return None
    if _DAY.fullmatch(told):
        moment = datetime.combine(moment.date(), time())
    try:
        at = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError as error:
        raise SettingError(f"{told!r} lies outside the years 1 to 9999") from error
    return Side(told, at=at)


def parse_side(words: str) -> Side:
    """Return what `parse_moment` does, or what is meant by "reader:rules-3" or a path.

    Raises:
        SettingError: If it is none of these.
    """
    told = words.strip()
    if not told:
        raise SettingError("one side is not named; write now, 2031-03-07, @123 or a path")
    if told.startswith("reader:"):
        reader = told.removeprefix("reader:").strip()
        if not reader:
            raise SettingError("reader: names no reader; write reader:rules-3")
        return Side(told, reader=reader)
    if (moment := _moment(told)) is not None:
        return moment
    path = Path(told)
    if path.exists():
        return Side(told, path=path)
    raise SettingError(
        f"{words!r} is no moment (2031-03-07, 2031-03-07T12:00Z, now), no decision (@123), no "
        "reader (reader:rules-3), and no release is at that path"
    )
