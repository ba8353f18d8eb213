"""One spelling for every address, and none for the odd ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.collect.web.addresses import is_web_address, join, parse_address, shown
from rashomon.errors import NotFetched


@pytest.mark.parametrize(
    ("url", "spelled"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTP://EXAMPLE.org./A", "http://example.org/A"),
        (" https://example.org:443/a\n", "https://example.org/a"),
        ("http://example.org:8080/a?b=c d", "http://example.org:8080/a?b=c%20d"),
        ("http://example.org/a#part", "http://example.org/a"),
        ("http://example.org/a/./b/../c", "http://example.org/a/c"),
        ("http://example.org/a/%2E%2e/b/..", "http://example.org/"),
        ("http://example.org/../../etc", "http://example.org/etc"),
        ("http://example.org/حلب", "http://example.org/%D8%AD%D9%84%D8%A8"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://[2A00:1450::0001]/", "http://[2a00:1450::1]/"),
        ("http://93.184.215.14/", "http://93.184.215.14/"),
        ("http://example.org/a%2fb", "http://example.org/a%2fb"),
    ],
)
def test_an_address_has_one_spelling(url: str, spelled: str) -> None:
    """Case, dots, usual ports and fragments make no difference; the target is ASCII."""
    assert str(parse_address(url)) == spelled
    assert parse_address(spelled) == parse_address(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://example.org/", "only http and https"),
        ("//example.org/", "only http and https"),
        ("http:///a", "names no host"),
        ("http://", "names no host"),
        ("http://me:secret@example.org/", "user name or password"),
        ("http://example.org@127.0.0.1/", "user name or password"),
        ("http://127.1/", "odd spelling"),
        ("http://2130706433/", "odd spelling"),
        ("http://0x7f000001/", "odd spelling"),
        ("http://0x7f.0.0.1/", "odd spelling"),
        ("http://0x7f.0x0.0x0.0x1/", "odd spelling"),
        ("http://127.0.0.0x/", "odd spelling"),
        ("http://0177.0.0.1/", "odd spelling"),
        ("http://017700000001/", "odd spelling"),
        ("http://1.2.3.4.5/", "odd spelling"),
        ("http://example.256/", "odd spelling"),
        ("http://１２７.0.0.1/", "odd spelling"),
        ("http://127。0。0。1/", "odd spelling"),
        ("http://①②⑦.0.0.1/", "odd spelling"),
        ("http://exa mple.org/", "no name of a host"),
        ("http://exa%6dple.org/", "no name of a host"),
        ("http://-a.example/", "no name of a host"),
        ("http://" + "a" * 64 + ".example/", "no name of a host"),
        ("http://" + "a." * 140 + "example/", "no name of a host"),
        ("http://a..example/", "no name of a host"),
        ("http://[::1%25lo]/", "no IPv6 address"),
        ("http://[v1.a]/", "address"),
        ("http://[::1/", "no address"),
        ("http://example.org:0/", "port 0"),
        ("http://example.org:99999/", "no address"),
        ("http://example.org:80a/", "no address"),
        ("http://example.org\\@127.0.0.1/", "which none may"),
        ("http://example.org/\r\nHost: other", "which none may"),
        ("http://exam\tple.org/", "which none may"),
        ("http://example.org/\u202e", "which none may"),
        ("http://example.org/" + "a" * 9_000, "longer than"),
    ],
)
def test_what_is_read_in_more_than_one_way_is_refused(url: str, reason: str) -> None:
    """Other schemes, credentials, numbers that are addresses, characters that none may hold."""
    with pytest.raises(NotFetched, match=reason):
        parse_address(url)


def test_a_dotted_quad_of_full_width_digits_passes_only_where_it_is_written_plainly() -> None:
    """What turns into an IP address on the way is refused, as nobody writes so in good faith."""
    with pytest.raises(NotFetched, match="odd spelling"):
        parse_address("http://１２７.０.０.１/")


def test_a_message_never_holds_a_password() -> None:
    """Refusing credentials does not print them."""
    with pytest.raises(NotFetched) as refused:
        parse_address("http://me:secret@example.org/a")
    assert "secret" not in str(refused.value)
    assert "example.org/a" in str(refused.value)


@pytest.mark.parametrize(
    ("reference", "joined"),
    [
        ("/b", "https://example.org/b"),
        ("c", "https://example.org/a/c"),
        ("../d?e", "https://example.org/d?e"),
        ("//other.example/x", "https://other.example/x"),
        (" http://other.example/y ", "http://other.example/y"),
    ],
)
def test_links_are_joined_to_where_they_stand(reference: str, joined: str) -> None:
    """A link is absolute, or relative to the path, the site or the scheme."""
    assert str(join(parse_address("https://example.org/a/b"), reference)) == joined


@pytest.mark.parametrize(
    "reference",
    ["file:///etc/passwd", "javascript:alert(1)", "http://[::1", "/a\r\nX: y", "//a@b/"],
)
def test_links_out_of_the_web_are_refused(reference: str) -> None:
    """What cannot be joined to an address of the web is an error of its own."""
    with pytest.raises(NotFetched):
        join(parse_address("https://example.org/a/b"), reference)


@given(st.text(max_size=60), st.text(alphabet="/.%2eE?#@:[]\\ ax0١", max_size=30))
def test_any_words_are_an_address_or_a_refusal(host: str, path: str) -> None:
    """Nothing but NotFetched is raised, and what is taken is ASCII and stays as it is."""
    try:
        address = parse_address(f"http://{host}/{path}")
    except NotFetched:
        return
    assert str(address).isascii()
    assert parse_address(str(address)) == address


def test_shown_addresses_are_short_and_printable() -> None:
    """Messages quote no kilobytes and no control characters."""
    assert shown("http://a/" + "b" * 5_000).endswith("…")
    assert "\x1b" not in shown("http://a/\x1b[31m")


@pytest.mark.parametrize(
    ("words", "is_one"),
    [("http://a", True), ("HTTPS://a", True), ("http:/a", False), ("a/http://b", False)],
)
def test_addresses_are_told_from_paths(words: str, is_one: bool) -> None:
    """Only what begins with http:// or https:// is asked of the web."""
    assert is_web_address(words) is is_one
