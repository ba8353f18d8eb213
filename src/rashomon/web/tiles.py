"""A tile server for maps, for those who want more than outlines, and its origin."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from rashomon.errors import SettingError
from rashomon.web.settings import is_loopback

__all__ = ["tile_origin"]

_HOST = re.compile(r"(?:[\w.-]+|\[[\da-fA-F:]+\])(?::\d{1,5})?", re.ASCII)


def tile_origin(address: str) -> str:
    """Return the origin that a map may load from, "" where no tiles are wanted.

    >>> tile_origin("https://tiles.example.org/{z}/{x}/{y}.png")
    'https://tiles.example.org'

    Raises:
        SettingError: If the address is none of tiles, or would send what is looked at unencrypted
            over a network.
    """
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError as error:
        raise SettingError(f"--tiles {address!r} is no address: {error}") from error
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.netloc):
        raise SettingError(f"--tiles {address!r} is no address of a tile server: https://…")
    if any(part not in address for part in ("{z}", "{x}", "{y}")):
        raise SettingError(
            f"--tiles {address!r} does not say where zoom, column and row go: "
            "https://…/{z}/{x}/{y}.png"
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise SettingError(
            f"--tiles {address!r} would tell everybody on the way which places are looked at; "
            "use https, or a server on this machine"
        )
    return f"{parts.scheme}://{parts.netloc}"
