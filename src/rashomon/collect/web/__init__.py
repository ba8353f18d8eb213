"""Pages and feeds of the web, asked for politely and with every guard that hostile servers need.

`visiting` puts it together: `addresses` (how an address is spelled), `guard` (which machines may
be asked), `robots` and `pace` (how politely), `asking` (one request), `codings` and `limits`.
`fetching` makes captures of pages, `feeds` reads feeds, `watching` and `state` follow them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rashomon.collect.web.fetching import fetch
    from rashomon.collect.web.items import captures_at
    from rashomon.collect.web.limits import Limits
    from rashomon.collect.web.visiting import Visitor

__all__ = ["Limits", "Visitor", "captures_at", "fetch"]

_WHERE = {"Limits": "limits", "Visitor": "visiting", "captures_at": "items", "fetch": "fetching"}


def __getattr__(name: str) -> Any:
    """Load what is asked for: telling an address from a path must not load TLS."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
