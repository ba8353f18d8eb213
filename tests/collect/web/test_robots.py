"""What robots.txt lets us ask for, by the examples of the standard and hostile ones."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.collect.web.robots import LARGEST_ROBOTS_BYTES, parse_robots


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        ("", "/a", True),
        ("Disallow:", "/a", True),
        ("Disallow: /", "/a", False),
        ("Disallow: /", "/robots.txt", True),
        ("Disallow: /a", "/a/b", False),
        ("Disallow: /a", "/b", True),
        ("Disallow: /a/", "/a", True),
        ("Disallow: a", "/a", False),
        ("Disallow: /A", "/a", True),
        # The longest rule decides, whatever comes first.
        ("Disallow: /\nAllow: /news", "/news/1", True),
        ("Allow: /news\nDisallow: /news/old", "/news/old/1", False),
        ("Disallow: /page\nAllow: /page", "/page", True),
        ("Allow: /example/page/\nDisallow: /example/page/disallowed.gif",
         "/example/page/disallowed.gif", False),
        # Wildcards and the end.
        ("Disallow: /*.php", "/a/b.php?c", False),
        ("Disallow: /*.php$", "/a/b.php?c", True),
        ("Disallow: /*.php$", "/a/b.php", False),
        ("Disallow: /*.php$", "/a.php/b.php", False),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: *", "/a", False),
        ("Disallow: *b", "/ab", False),
        ("Disallow: /a*b*c", "/a1b2c3", False),
        ("Disallow: /a*b*c", "/a1c2b3", True),
        ("Disallow: /a*b*c$", "/abcbd", True),
        ("Disallow: /a*x*c", "/abc", True),
        ("Disallow: /ab*b$", "/ab", True),
        ("Disallow: /*?print", "/a?print=1", False),
        ("Disallow: /***a", "/bba", False),
        # One spelling for paths.
        ("Disallow: /حلب", "/%D8%AD%D9%84%D8%A8/1", False),
        ("Disallow: /%d8%ad%d9%84%d8%a8", "/%D8%AD%D9%84%D8%A8", False),
        ("Disallow: /%7Ejoe", "/~joe/a", False),
        ("Disallow: /a%2Fb", "/a/b", True),
        # What is no rule is passed over.
        ("Disallow: /a # all of it", "/a", False),
        ("DISALLOW : /a", "/a", False),
        ("Disallow /a", "/a", True),
        ("Sitemap: https://example.org/s.xml\nDisallow: /a", "/a", False),
    ],
)  # fmt: skip
def test_the_longest_rule_that_fits_decides(rules: str, path: str, is_allowed: bool) -> None:
    """Rules of RFC 9309 with its wildcards."""
    assert parse_robots(f"User-agent: *\n{rules}\n".encode()).is_allowed(path) is is_allowed


@pytest.mark.parametrize(
    ("content", "is_allowed"),
    [
        ("User-agent: rashomon\nDisallow: /\n", False),
        ("User-Agent: RASHOMON/2.0\nDisallow: /\n", False),
        ("User-agent: rashomonbot\nDisallow: /\n", True),
        ("User-agent: other\nDisallow: /\n", True),
        ("User-agent: other\nUser-agent: rashomon\nDisallow: /\n", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: rashomon\nDisallow:\n", True),
        ("User-agent: rashomon\nAllow: /x\n\nUser-agent: *\nDisallow: /\n", True),
        ("User-agent: rashomon\nAllow: /x\nUser-agent: a\nAllow: /\n"
         "User-agent: rashomon\nDisallow: /a", False),
        ("User-agent: *bot\nDisallow: /\n", False),
        ("User-agent: 1\nDisallow: /\n", True),
        ("Disallow: /\n", True),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", False),
        ("User-agent: *\rDisallow: /\r", False),
        ("<!doctype html><html>User-agent: * Disallow: /</html>", True),
        ("", True),
    ],
)  # fmt: skip
def test_groups_are_chosen_by_our_name(content: str, is_allowed: bool) -> None:
    """All groups that name us count together, else those for all."""
    assert parse_robots(content.encode()).is_allowed("/a") is is_allowed


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("5", 5.0), ("0.5", 0.5), ("-1", None), ("nan", None), ("soon", None), ("1e9", 86_400.0),
     ("inf", 86_400.0)],
)  # fmt: skip
def test_a_delay_is_taken_where_it_is_one(told: str, seconds: float | None) -> None:
    """Seconds, at most a day."""
    assert parse_robots(f"User-agent: *\nCrawl-delay: {told}".encode()).delay_s == seconds


def test_only_so_much_is_read() -> None:
    """What comes after the limit of the standard is not."""
    padding = b"#" * LARGEST_ROBOTS_BYTES + b"\n"
    assert parse_robots(padding + b"User-agent: *\nDisallow: /").is_allowed("/a")


def test_hostile_wildcards_take_no_time() -> None:
    """Thousands of stars are as quick as thousands of letters."""
    rules = "\n".join(f"Disallow: /{'*a' * 2_000}{number}$" for number in range(100))
    robots = parse_robots(f"User-agent: *\n{rules}".encode())
    begun = time.process_time()
    assert robots.is_allowed("/" + "a" * 8_000)
    assert time.process_time() - begun < 2


@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_bytes_are_rules_or_none(content: bytes, path: str) -> None:
    """Nothing is raised, whatever stands there."""
    assert parse_robots(b"User-agent: *\n" + content).is_allowed("/" + path) in (True, False)
