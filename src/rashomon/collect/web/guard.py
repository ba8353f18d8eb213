"""Which machines may be asked: those of the public internet, and no others unless told.

An address that comes from a feed or a redirect is written by a stranger. Without a guard it
could make this machine ask its own services, the printer next door or the cloud's metadata
service, and put the answer into a ledger that is published. So a name is resolved here, every
address that it has is checked, and the connection goes to the very addresses that were checked:
asking the name service again would let it answer differently.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from rashomon.collect.web.addresses import WebAddress
from rashomon.errors import NotFetched

__all__ = ["PORTS", "Resolve", "checked_addresses", "resolve", "why_refused"]

PORTS = frozenset({80, 443, 8080, 8443})
"""The ports that web servers use; at others mail, databases and shells may listen."""

Resolve = Callable[[str, int, float], tuple[str, ...]]
"""The IP addresses of a name, given the port and how many seconds it may take."""

# The special-purpose registries of IANA (RFC 6890 and its successors), with what we call each.
# Python's own `is_global` has changed its mind between versions; this list does not.
_PRIVATE = tuple(
    (ip_network(net), what)
    for net, what in (
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's inner network"),
        ("127.0.0.0/8", "this very machine"),
        ("172.16.0.0/12", "a private network"),
        ("192.168.0.0/16", "a private network"),
        ("::1/128", "this very machine"),
        ("fc00::/7", "a private network"),
    )
)
# Never a web server that a person means, with or without `allow_private`: above all
# 169.254.169.254, where cloud machines hand out their keys.
_NEVER = tuple(
    (ip_network(net), what)
    for net, what in (
        ("0.0.0.0/8", "no machine"),
        ("169.254.0.0/16", "a link-local address"),
        ("192.0.0.0/24", "a reserved address"),
        ("192.0.2.0/24", "an address for examples"),
        ("192.88.99.0/24", "a relay of 6to4"),
        ("198.18.0.0/15", "an address for measurements"),
        ("198.51.100.0/24", "an address for examples"),
        ("203.0.113.0/24", "an address for examples"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
        # IPv6 that carries an IPv4 address within it, which might be any of the above.
        ("::ffff:0:0/96", "an IPv4 address in disguise (mapped)"),
        ("64:ff9b::/96", "an IPv4 address in disguise (NAT64)"),
        ("64:ff9b:1::/48", "an IPv4 address in disguise (NAT64)"),
        ("2002::/16", "an IPv4 address in disguise (6to4)"),
        ("2001::/32", "an IPv4 address in disguise (Teredo)"),
        ("2001::/23", "a reserved address"),
        ("2001:db8::/32", "an address for examples"),
        ("3fff::/20", "an address for examples"),
        ("fe80::/10", "a link-local address"),
        ("ff00::/8", "a multicast address"),
    )
)
_UNICAST = ip_network("2000::/3")  # all of IPv6 that has been given out to the public
_MOST_ADDRESSES = 8  # of one name that are tried; large sites have four to six


def why_refused(ip: str, *, allow_private: bool = False) -> str | None:
    """Return what an IP address is if it must not be asked, None if it may.

    >>> why_refused("169.254.169.254"), why_refused("93.184.215.14")
    ('a link-local address', None)
    """
    try:
        address: IPv4Address | IPv6Address = ip_address(ip)
    except ValueError:  # "fe80::1%eth0" is one for Python, "127.1" is none
        return "no address"
    if isinstance(address, IPv6Address) and address.scope_id:
        return "a link-local address"
    for network, what in _PRIVATE:
        if address in network:
            return None if allow_private else what
    for network, what in _NEVER:
        if address in network:
            return what
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return "a reserved address"
    return None


def resolve(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """Ask the system for the IP addresses of a name, each once and in its order.

    The system's resolver knows no time limit, so it is left behind in a thread when it is late.

    Raises:
        OSError: If the name has none, or there was no answer in time.

    """
    found: list[str] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            told = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(entry[4][0]) for entry in told))
        except OSError as error:
            failed.append(error)
        except UnicodeError:  # a label that the codec of names does not take
            failed.append(OSError("no name of a host"))

    asking = threading.Thread(target=ask, name=f"resolving {host}", daemon=True)
    asking.start()
    asking.join(max(seconds, 0.0))
    if asking.is_alive():
        raise TimeoutError("no answer in time")
    if failed:
        raise failed[0]
    return tuple(found)


def checked_addresses(
    address: WebAddress,
    *,
    allow_private: bool = False,
    ports: frozenset[int] = PORTS,
    seconds: float = 10.0,
    resolve: Resolve = resolve,
) -> tuple[str, ...]:
    """Return the IP addresses to connect to, all of them checked; at least one.

    A name with one good address and a bad one is refused as a whole: which of them a connection
    gets would be the name's choice. `allow_private` lifts private networks and this machine, at
    any port of theirs.

    Raises:
        NotFetched: If it must not be asked, or its name has no address.

    """
    where = str(address)
    try:
        found = resolve(address.host, address.port, seconds)
    except OSError as error:
        reason = f"the name {address.host} has no address: {error.strerror or error}"
        raise NotFetched(where, reason, may_pass=True) from error
    if not found:
        raise NotFetched(where, f"the name {address.host} has no address", may_pass=True)
    for ip in found:
        if what := why_refused(ip, allow_private=allow_private):
            leads = "is" if ip == address.host else f"leads to {ip},"
            hint = "" if why_refused(ip, allow_private=True) else "; --allow-private lifts this"
            raise NotFetched(where, f"refused: {address.host} {leads} {what}{hint}")
    is_private = any(why_refused(ip) for ip in found)
    if address.port not in ports and not is_private:
        known = ", ".join(map(str, sorted(ports)))
        raise NotFetched(where, f"refused: port {address.port} is none of the web's ({known})")
    return found[:_MOST_ADDRESSES]
