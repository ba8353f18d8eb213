"""The tables of actors, states and common nouns, as a trie of words.

Everything works on words rather than characters, so that lost apostrophes ("Assads army"),
stray blanks ("US -led") and capitals make no difference.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from rashomon.records import Actor, ActorKind

__all__ = [
    "GENERIC",
    "Hit",
    "State",
    "Table",
    "Token",
    "first_words",
    "hits",
    "is_joined",
    "table",
    "tokens_of",
    "war_countries",
]

# The party of the stand-ins for common nouns; whom they mean, only a report's context tells.
GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class State:
    """A state: how it is named, and under which name its forces are recorded."""

    name: str
    demonyms: tuple[str, ...]
    forces: Actor
    opposition: str | None
    has_war: bool  # a war within it is recorded: its forces are "… government forces"


class Token(NamedTuple):  # every word of a report becomes one, several times over
    """A word, folded; `raw` is as written."""

    start: int
    end: int
    folded: str
    raw: str


@dataclass(slots=True)
class _Node:
    """A node of the trie of names: the words that may follow, and the names that end here."""

    following: dict[str, _Node] = field(default_factory=dict)
    names: list[tuple[str, Actor]] = field(default_factory=list)
    states: list[tuple[str, State, str]] = field(default_factory=list)  # (words, state, role)


@dataclass(frozen=True, slots=True)
class Table:
    """Both tables: the trie, and what is known of each name."""

    root: _Node
    states: Mapping[str, State]
    parties: Mapping[str, str | None]
    countries: Mapping[str, str]  # actor's name: the country whose war it belongs to
    coalitions: Mapping[str, Actor]


_WORD = re.compile(r"\w+")
_JOINT = re.compile(r"[\s\-–‑'’.&()/]{0,3}$")


@lru_cache(maxsize=1)
def table() -> Table:
    """Read both tables once."""
    root = _Node()
    states: dict[str, State] = {}
    parties: dict[str, str | None] = {}
    countries: dict[str, str] = {}
    coalitions: dict[str, Actor] = {}
    for row in _rows("states.csv"):
        name, party = row["name"], row["party"]
        own = row["forces"] or name
        kind = ActorKind.FORCE if row["forces"] else ActorKind.STATE
        state = State(
            name, _cut(row["demonyms"]), Actor(own, kind, party), row["opposition"] or None,
            bool(row["forces"]),
        )  # fmt: skip
        states[name] = state
        parties[own] = parties[party] = party
        countries[own] = name
        for role, names in (
            ("country", (name, *_cut(row["names"]))),
            ("demonym", state.demonyms),
            ("seat", _cut(row["seats"])),
            ("city", _cut(row["cities"])),
        ):
            for words in names:
                _node(root, words).states.append((words, state, role))
    for row in _rows("actors.csv"):
        actor = Actor(row["name"], ActorKind(row["kind"]), row["party"] or None)
        parties.setdefault(actor.name, actor.party)
        if actor.party:
            parties.setdefault(actor.party, actor.party)
        if row["country"]:
            countries.setdefault(actor.name, row["country"])
        if actor.kind is ActorKind.COALITION:
            coalitions[actor.name] = actor
        for words in dict.fromkeys((row["name"], *_cut(row["aliases"]))):
            _node(root, words).names.append((words, actor))
    for row in _rows("common_actors.csv"):
        for words in _cut(row["words"]):
            stand_in = Actor(row["role"], ActorKind.UNKNOWN, GENERIC)
            _node(root, words).names.append((words, stand_in))
    return Table(root, states, parties, countries, coalitions)


@lru_cache(maxsize=1)
def war_countries() -> frozenset[str]:
    """Return the countries, in lower case, that a report can be found to be about."""
    return frozenset(name.lower() for name in (*table().states, *table().countries.values()))


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files("rashomon.reference").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    yield from csv.DictReader(lines)


def _cut(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _node(root: _Node, words: str) -> _Node:
    node = root
    for token in tokens_of(words):
        node = node.following.setdefault(token.folded, _Node())
    return node


@lru_cache(maxsize=8)  # a report's words are looked through for its war, then for its actors
def tokens_of(text: str) -> tuple[Token, ...]:
    """The words; the "s" of a possessive belongs to none."""
    tokens: list[Token] = []
    for found in _WORD.finditer(text):
        raw = found.group()
        start, end = found.span()
        if raw in ("s", "S") and text[max(0, start - 2) : start].rstrip()[-1:] in ("'", "’"):
            continue
        tokens.append(Token(start, end, _fold(raw), raw))
    return tuple(tokens)


@lru_cache(maxsize=16384)  # most words of a report have been met before
def _fold(raw: str) -> str:
    """One spelling for British and American words."""
    folded = raw.casefold()
    if len(folded) < len("defence"):
        return folded
    return folded.replace("defence", "defense").replace("organisation", "organization")


def _next(nodes: list[_Node], token: Token) -> list[_Node]:
    """The next nodes; a lost apostrophe leaves an s behind ("Assads", "coalitions")."""
    folded = token.folded
    found = [n.following[folded] for n in nodes if folded in n.following]
    if folded.endswith("s") and len(folded) > 3:
        folded = folded[:-1]
        found += [n.following[folded] for n in nodes if folded in n.following]
    return found


@lru_cache(maxsize=1)
def first_words() -> frozenset[str]:
    """Return the folded words with which names of the tables begin; few words are among them."""
    first = table().root.following
    return frozenset(first) | {f"{word}s" for word in first if len(word) > 2}


# Acronyms that are words when all is in capitals.
_WORDLIKE = frozenset(("ap", "is", "it", "un", "us", "who", "sams", "fars", "rt", "pti", "jem"))


@dataclass(frozen=True, slots=True)
class Hit:
    """A name met at some word: how far it reaches, and what it is."""

    words: int
    actor: Actor | None = None
    state: State | None = None
    role: str = ""


def hits(text: str, tokens: Sequence[Token], at: int, is_capitals: bool) -> Iterator[Hit]:
    """Every name that begins at a word, shorter first."""
    nodes = [table().root]
    for count in range(1, len(tokens) - at + 1):
        token = tokens[at + count - 1]
        if count > 1 and not is_joined(text, tokens[at + count - 2], token):
            return
        nodes = _next(nodes, token)
        if not nodes:
            return
        raw = text[tokens[at].start : token.end]
        for node in nodes:
            for words, actor in node.names:
                if _is_cased(words, raw, count, is_capitals):
                    yield Hit(count, actor=actor)
            for words, state, role in node.states:
                if _is_cased(words, raw, count, is_capitals):
                    yield Hit(count, state=state, role=role)


def is_joined(text: str, one: Token, two: Token) -> bool:
    """Tell whether two neighboring words may belong to one name."""
    between = text[one.end : two.start]
    if between == " ":
        return True
    if between.strip() == "." or between == ". ":
        return len(one.raw) == 1
    return bool(_JOINT.match(between.replace("'s", "").replace("’s", "").replace("' s", "")))


def _is_cased(words: str, raw: str, count: int, is_capitals: bool) -> bool:
    """Tell whether the letters' case fits the name's."""
    if words.islower():
        return True
    if is_capitals:
        return not (count == 1 and words.casefold() in _WORDLIKE)
    if count == 1 and words.isupper() and len(words) <= 6:
        return raw[:-1].isupper()
    if count == 1:
        return raw[:1].isupper() or not words[:1].isupper()
    return not raw.islower() and any(letter.isupper() for letter in raw)
