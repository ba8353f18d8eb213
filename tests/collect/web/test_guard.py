"""Which machines are asked, by table, and that nothing slips through between the rows."""

from __future__ import annotations

import socket
import threading
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.collect.web.addresses import parse_address
from rashomon.collect.web.guard import checked_addresses, resolve, why_refused
from rashomon.errors import NotFetched

PUBLIC = ("93.184.215.14", "8.8.8.8", "2a00:1450:4001:80b::200e", "2606:2800:21f::1")
PRIVATE = ("127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.3.4", "172.31.255.255", "192.168.1.1",
           "100.64.0.1", "::1", "fc00::1", "fd12:3456::1")  # fmt: skip
NEVER = ("0.0.0.0", "0.1.2.3", "169.254.169.254", "192.0.0.8", "192.0.2.1", "192.88.99.1",
         "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1",
         "255.255.255.255", "::", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
         "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:1::1", "2001:10::1",
         "2001:db8::1", "3fff::1", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1", "100::1",
         "4000::1", "8.8.8.8.8", "127.1", "", "localhost")  # fmt: skip


@pytest.mark.parametrize("ip", PUBLIC)
def test_public_addresses_are_asked(ip: str) -> None:
    """What the public internet is made of."""
    assert why_refused(ip) is None


@pytest.mark.parametrize("ip", PRIVATE)
def test_private_addresses_are_asked_where_that_is_allowed(ip: str) -> None:
    """This machine and its neighbors, only with `allow_private`."""
    assert why_refused(ip)
    assert why_refused(ip, allow_private=True) is None


@pytest.mark.parametrize("ip", NEVER)
def test_some_addresses_are_never_asked(ip: str) -> None:
    """Metadata services, multicast, reserved ranges, IPv4 in disguise; whatever is allowed."""
    assert why_refused(ip)
    assert why_refused(ip, allow_private=True)


@given(st.ip_addresses())
def test_what_passes_is_global_for_python_too(ip: IPv4Address | IPv6Address) -> None:
    """Our table refuses all that the standard library's does."""
    if why_refused(str(ip)) is None:
        assert ip.is_global
        assert not ip.is_multicast


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:{}", "::{}", "64:ff9b::{}"]))
def test_no_ipv4_address_passes_in_disguise(ip: IPv4Address, form: str) -> None:
    """Not even a public one: there is no honest reason to write it so."""
    disguised = str(ip_address(form.format(ip)))
    assert why_refused(disguised)
    assert disguised == "::1" or why_refused(disguised, allow_private=True)


def checked(url: str, *ips: str, allow_private: bool = False) -> tuple[str, ...]:
    """Check `url` as if its name led to `ips`."""
    return checked_addresses(
        parse_address(url), resolve=lambda *_: ips, allow_private=allow_private
    )


def test_the_addresses_that_were_checked_are_given_back() -> None:
    """They are what the connection goes to."""
    assert checked("http://example.org/", *PUBLIC) == PUBLIC


def test_a_name_with_one_bad_address_is_refused_as_a_whole() -> None:
    """Otherwise the name would choose which one is asked."""
    with pytest.raises(NotFetched, match=r"leads to 10\.0\.0\.1, a private network") as refused:
        checked("http://example.org/", PUBLIC[0], "10.0.0.1")
    assert "--allow-private" in refused.value.reason
    assert not refused.value.may_pass


def test_the_hint_is_given_only_where_it_helps() -> None:
    """Nothing lifts the refusal of a metadata service."""
    with pytest.raises(NotFetched, match="link-local") as refused:
        checked("http://169.254.169.254/latest/", "169.254.169.254")
    assert "--allow-private" not in refused.value.reason


@pytest.mark.parametrize("port", [22, 25, 3306, 6379, 9200, 11211])
def test_other_ports_than_the_webs_are_refused(port: int) -> None:
    """At them listens what would take a request for commands."""
    with pytest.raises(NotFetched, match=f"port {port}"):
        checked(f"http://example.org:{port}/", PUBLIC[0])
    with pytest.raises(NotFetched, match=f"port {port}"):
        checked(f"http://example.org:{port}/", PUBLIC[0], allow_private=True)


def test_ports_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site at an odd port is asked where its port was told; a private one at any."""
    address = parse_address("http://example.org:9000/")
    found = checked_addresses(address, ports=frozenset({9000}), resolve=lambda *_: PUBLIC[:1])
    assert found == PUBLIC[:1]
    assert checked("http://nas:9000/", "192.168.1.9", allow_private=True) == ("192.168.1.9",)


@pytest.mark.parametrize("ips", [(), None])
def test_a_name_without_an_address_may_get_one_later(ips: tuple[str, ...] | None) -> None:
    """A name service that fails is worth another try."""

    def look_up(*_: object) -> tuple[str, ...]:
        if ips is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return ips

    with pytest.raises(NotFetched, match="has no address") as failed:
        checked_addresses(parse_address("http://nowhere.example/"), resolve=look_up)
    assert failed.value.may_pass


def test_names_are_resolved_by_the_system() -> None:
    """A literal address is its own."""
    assert resolve("127.0.0.1", 80, 5) == ("127.0.0.1",)


def test_a_name_that_fails_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Errors of the resolver, and of the codec of names, come out as OSError."""

    def fail(error: Exception) -> None:
        def look_up(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(socket, "getaddrinfo", look_up)

    for error in (socket.gaierror(2, "no name"), UnicodeError("label too long")):
        fail(error)
        with pytest.raises(OSError, match="no name"):
            resolve("nowhere.example", 80, 5)


def test_a_name_service_that_is_silent_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's resolver has no time limit of its own."""
    ended = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: ended.wait(10) and [])
    with pytest.raises(TimeoutError):
        resolve("slow.example", 80, 0.05)
    ended.set()
