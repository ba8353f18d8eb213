"""A file of feeds: an address a line, with a name behind it where the user gives one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rashomon.collect.web.addresses import parse_address, shown
from rashomon.errors import NotFetched, ReportSkipped, SettingError, UnreadableReport

__all__ = ["Watched", "read_feed_list"]

_COMMENT = re.compile(r"(?:^|\s)#\s.*|^\s*#.*")
_LARGEST_BYTES = 5_000_000  # forty thousand feeds; more is another kind of file


@dataclass(frozen=True, slots=True)
class Watched:
    """A feed to watch, and what the user calls it ("" where they do not)."""

    url: str
    name: str = ""


def read_feed_list(path: Path, on_skip: Callable[[ReportSkipped], None]) -> tuple[Watched, ...]:
    """Return the feeds that a file lists, each once; a line that is none is told to `on_skip`.

    A line is an address, or an address and a name. What follows a "#" is a comment.

    Raises:
        SettingError: If the file cannot be read, or lists no feed.

    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingError(f"{path}: the list of feeds cannot be read: {reason}") from error
    if len(content) > _LARGEST_BYTES or b"\0" in content:
        raise SettingError(f"{path} is no list of feeds; write an address a line")
    found: dict[str, Watched] = {}
    for number, line in enumerate(content.decode("utf-8-sig", "replace").splitlines(), 1):
        url, _, name = _COMMENT.sub("", line).strip().partition(" ")
        if not url:
            continue
        try:
            address = str(parse_address(url))
        except NotFetched as error:
            on_skip(UnreadableReport(f"{path}:{number}", f"{shown(url)}: {error.reason}"))
            continue
        found.setdefault(address, Watched(address, " ".join(name.split())))
    if not found:
        raise SettingError(f"{path} lists no feed; write an address a line")
    return tuple(found.values())
