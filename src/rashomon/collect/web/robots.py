"""What a site's robots.txt lets us ask for (RFC 9309), and how seldom.

Python's own parser takes the first rule that fits and knows no wildcards; the standard wants
the longest rule and has both "*" and "$". Patterns are matched piece by piece here, in time
that grows with their length, never by a regular expression made of a stranger's words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote

__all__ = ["LARGEST_ROBOTS_BYTES", "TOKEN", "Robots", "parse_robots"]

TOKEN = "rashomon"
"""The name that a robots.txt calls us by."""

LARGEST_ROBOTS_BYTES = 512 * 1024
"""As much as the standard wants read; what comes after it is not."""

_MOST_DELAY_S = 86_400.0  # a site that wants more than a day means that it wants no visits
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: str
    is_allowed: bool

    def matches(self, target: str) -> bool:
        """Tell whether the pattern fits the beginning of a target, or all of it with "$"."""
        pattern = self.pattern.removesuffix("$")
        is_anchored = pattern != self.pattern
        first, *others = pattern.split("*")
        if not target.startswith(first):
            return False
        if not others:
            return not is_anchored or target == first
        at = len(first)
        for piece in others[:-1]:
            found = target.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        last = others[-1]
        if is_anchored:
            return len(target) - len(last) >= at and target.endswith(last)
        return target.find(last, at) >= 0


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site that hold for us; without any, everything is allowed."""

    rules: tuple[_Rule, ...] = ()
    delay_s: float | None = None

    def is_allowed(self, target: str) -> bool:
        """Tell whether a path with its query may be asked for.

        The longest rule that fits decides, and of two of one length the one that allows.
        """
        target = _plain(target)
        if target == "/robots.txt":
            return True
        fitting = [rule for rule in self.rules if rule.matches(target)]
        if not fitting:
            return True
        return max(fitting, key=lambda rule: (len(rule.pattern), rule.is_allowed)).is_allowed


@dataclass(slots=True)
class _Group:
    agents: set[str] = field(default_factory=set)
    rules: list[_Rule] = field(default_factory=list)
    delay_s: float | None = None
    is_open: bool = True  # more names may follow


def parse_robots(content: bytes, token: str = TOKEN) -> Robots:
    """Read a robots.txt; whatever in it is no rule is passed over, as the standard has it.

    All groups that name `token` count together, else those for "*". A page that came in the
    file's place has no rules in it.
    """
    text = content[:LARGEST_ROBOTS_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    groups: list[_Group] = []
    for line in re.split(r"[\r\n]+", text):
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if not groups or not groups[-1].is_open:
                groups.append(_Group())
            groups[-1].agents.add(_token(value))
        elif groups and name in ("allow", "disallow", "crawl-delay"):
            groups[-1].is_open = False
            _add(groups[-1], name, value)
    own = [group for group in groups if token in group.agents]
    own = own or [group for group in groups if "*" in group.agents]
    delays = [group.delay_s for group in own if group.delay_s is not None]
    return Robots(
        tuple(rule for group in own for rule in group.rules), max(delays) if delays else None
    )


def _token(agent: str) -> str:
    """The name of a crawler without its version: "Rashomon/1.0" is Rashomon."""
    if agent.startswith("*"):
        return "*"
    found = re.match(r"[A-Za-z_-]+", agent)
    return found[0].lower() if found else ""


def _add(group: _Group, name: str, value: str) -> None:
    if name == "crawl-delay":
        try:
            delay = float(value)
        except ValueError:
            return
        if delay >= 0:  # not so for NaN
            group.delay_s = min(delay, _MOST_DELAY_S)
    elif value:  # "Disallow:" alone forbids nothing
        value = value if value.startswith(("/", "*")) else "/" + value
        group.rules.append(_Rule(_plain(value), name == "allow"))


def _plain(path: str) -> str:
    """Spell a path in the one way in which paths can be compared."""

    def spell(found: re.Match[str]) -> str:
        letter = chr(int(found[1], 16))
        return letter if letter in _UNRESERVED else found[0].upper()

    return _ESCAPE.sub(spell, quote(path, safe="%/:@!$&'()*+,;=~-._?"))
