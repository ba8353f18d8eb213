"""Known actors by name: all of them, and those that words most likely mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from rashomon.reference.actor_context import ActorContext
from rashomon.reference.actor_table import table
from rashomon.reference.actors import resolve_actor

__all__ = ["known_actors", "likely_actors"]

_WORD = re.compile(r"\w{3,}")
# "the", "forces" or "army" in common say nothing of who is meant.
_EMPTY = frozenset(
    "the and for force forces army military group groups state armed movement defense defence "
    "ministry government security national front party local troops fighters regime pro "
    "anti".split()
)
_LEAST_ALIKE = 0.72  # of letters in common: "Jaysh al-Izza" and "Jaish al-Izzah" have 0.81


def known_actors() -> tuple[str, ...]:
    """Return the names of all actors and sides that the tables know, by the alphabet."""
    return tuple(sorted(table().parties, key=str.casefold))


def likely_actors(words: str, context: ActorContext | None = None, *, most: int = 6) -> list[str]:
    """Return the actors that words may mean, the likeliest first.

    First whom the reader itself takes them for, then names with words or letters in common.

    >>> likely_actors("Russian aircraft")[0]
    'Russia'
    """
    found = resolve_actor(words, context)
    first = [found.name] if found is not None else []
    scored = sorted(
        ((score, name) for name in known_actors() if (score := _likeness(words, name))),
        key=lambda pair: (-pair[0], pair[1]),
    )
    return list(dict.fromkeys([*first, *(name for _, name in scored)]))[:most]


def _likeness(words: str, name: str) -> float:
    """How much words and a name have in common, 0 where it is chance."""
    own, other = set(_told(words)), set(_told(name))
    shared = len(own & other) / min(len(own), len(other)) if own and other else 0.0
    letters = SequenceMatcher(None, words.casefold(), name.casefold()).ratio()
    return max(shared, letters if letters >= _LEAST_ALIKE else 0.0)


def _told(words: str) -> Iterator[str]:
    return (one for one in _WORD.findall(words.casefold()) if one not in _EMPTY)
