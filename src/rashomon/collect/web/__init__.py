"""Pages and feeds of the web, asked for politely and with every guard that hostile servers need.

`visiting` puts it together: `addresses` (how an address is spelled), `guard` (which machines may
be asked), `robots` and `pace` (how politely), `asking` (one request), `codings` and `limits`.
`fetching` makes captures of pages, `feeds` reads feeds, `watching` and `state` follow them.
"""

from rashomon.collect.web.addresses import is_web_address
from rashomon.collect.web.fetching import fetch
from rashomon.collect.web.limits import Limits
from rashomon.collect.web.visiting import Visitor

__all__ = ["Limits", "Visitor", "fetch", "is_web_address"]
