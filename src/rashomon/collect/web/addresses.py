"""Addresses of the web in one spelling, and which of them are refused for how they are written.

What an address says must be what is asked. Parsers disagree on "http://0x7f.1/", on
"http://good.example@bad.example/" and on backslashes, and such a disagreement is how a guard
is led past what it guards. So there is one spelling here, and everything odd is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, urljoin, urlsplit

from rashomon.errors import NotFetched

__all__ = ["WebAddress", "is_web_address", "join", "parse_address", "shown"]

_PORTS = {"http": 80, "https": 443}
# Servers and browsers take about 8,000 characters; what is longer is no link to a report.
_LONGEST = 8_000
_LONGEST_SHOWN = 200
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_ODD = re.compile(r"[\x00-\x1f\x7f-\xa0\\\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_SAFE = "/:@!$&'()*+,;=~-._%"


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where to ask, and for what: the parts of one http or https address.

    `host` is a name in small ASCII letters, or an IP address without brackets. `target` is the
    path with the query, in ASCII.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """The address of the site: scheme, host, and the port where it is not the usual one."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and port as they stand in an address and in the Host field."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]

    def __str__(self) -> str:
        return self.site + self.target


def is_web_address(words: str) -> bool:
    """Tell whether words given as a path are an address of the web.

    >>> is_web_address("https://example.org/a"), is_web_address("https.txt")
    (True, False)
    """
    return words[:8].lower().startswith(("http://", "https://"))


def parse_address(url: str) -> WebAddress:
    """Take an address apart.

    >>> str(parse_address("HTTPS://Example.ORG:443/a/../b c#top"))
    'https://example.org/b%20c'

    Raises:
        NotFetched: If it is no http or https address, carries a name and password, or spells its
            host in a way that is read in more than one.

    """
    url = url.strip(" \t\r\n")
    if len(url) > _LONGEST:
        raise NotFetched(shown(url), f"the address is longer than {_LONGEST:,} characters")
    if odd := _ODD.search(url.replace(" ", "")):
        raise NotFetched(shown(url), f"the address holds {odd[0]!a}, which none may")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise NotFetched(shown(url), f"no address: {error}") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise NotFetched(shown(url), "only http and https addresses are fetched")
    if "@" in parts.netloc:
        raise NotFetched(
            shown(url), "the address carries a user name or password; they are never passed on"
        )
    if port == 0:
        raise NotFetched(shown(url), "there is no port 0")
    target = _without_dots(quote(parts.path, safe=_SAFE) or "/")
    if parts.query:
        target += "?" + quote(parts.query, safe=_SAFE + "?")
    return WebAddress(scheme, _host(host, url), port or _PORTS[scheme], target)


def join(base: WebAddress, reference: str) -> WebAddress:
    """Return the address that a link or redirect on `base` leads to.

    Raises:
        NotFetched: As `parse_address`.

    """
    if odd := _ODD.search(reference.strip(" \t\r\n").replace(" ", "")):
        raise NotFetched(shown(reference), f"the address holds {odd[0]!a}, which none may")
    try:
        joined = urljoin(str(base), reference.strip(" \t\r\n"))
    except ValueError as error:
        raise NotFetched(shown(reference), f"no address: {error}") from error
    return parse_address(joined)


def shown(url: str) -> str:
    """Return an address fit for a message: without user name and password, and not too long."""
    scheme, mark, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    words = f"{scheme}{mark}{authority.rpartition('@')[2]}{slash}{path}"
    words = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in words)
    return words if len(words) <= _LONGEST_SHOWN else words[:_LONGEST_SHOWN] + "…"


def _host(host: str, url: str) -> str:
    if not host:
        raise NotFetched(shown(url), "the address names no host")
    if ":" in host or "[" in url.split("/")[2]:
        try:
            address = IPv6Address(host)
        except AddressValueError as error:
            raise NotFetched(shown(url), f"{host!r} is no IPv6 address") from error
        if address.scope_id is not None:  # "fe80::1%eth0" names a cable of this machine
            raise NotFetched(shown(url), f"{host!r} is no IPv6 address of the internet")
        return str(address)
    try:
        # To ASCII first: letters of other scripts can turn into digits and dots.
        name = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise NotFetched(shown(url), f"{host!r} is no name of a host") from error
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        # A name that ends in a number is an IPv4 address in one of a dozen spellings.
        try:
            return str(IPv4Address(host))
        except AddressValueError as error:
            raise NotFetched(
                shown(url), f"{host!r} is an odd spelling of an IP address; write it as 192.0.2.1"
            ) from error
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise NotFetched(shown(url), f"{host!r} is no name of a host")
    return name


def _without_dots(path: str) -> str:
    """Resolve "." and ".." in a path, so that what robots.txt is asked about is what is asked."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for at, segment in enumerate(segments):
        plain = segment.lower().replace("%2e", ".")
        if plain == "..":
            del kept[-1:]
        elif plain != ".":
            kept.append(segment)
            continue
        if at == len(segments) - 1:
            kept.append("")
    return "/" + "/".join(kept)
