"""What roads join and what borders part, as words after them tell.

"The road from X to Y", "the highway linking X with Y", "the border between X and Y": without
the other end such a phrase leads nowhere, so all of it is one place.
"""

from __future__ import annotations

from rashomon.read.place_tokens import PlaceTokens
from rashomon.reference.place_words import CLASS_OF_NOUN

__all__ = ["BORDERS", "WAYS", "PlaceLinks"]

WAYS = frozenset("road highway route motorway street railway pipeline bridge".split())
"""Nouns of what leads from one place to another."""
BORDERS = frozenset({"border", "frontier"})
_LINKING = frozenset("linking connecting joining links connects joins".split())
_TOWARDS = frozenset({"to", "toward", "towards"})


class PlaceLinks(PlaceTokens):
    """The tokens of a sentence, and where roads and borders among them lead."""

    def far_side(self, at: int) -> int:
        """The index after what a border is with: "the border with Mali", "between X and Y"."""
        if self.plain(at) not in {"with", "between"}:
            return at
        end = self.side_of_border(at + 1)
        if end is not None and self.plain(at) == "between":
            end = self.side_of_border(end + 1) if self.plain(end) == "and" else None
        return at if end is None else end

    def side_of_border(self, at: int) -> int | None:
        """The index after a country or another name, with its article."""
        at += self.plain(at) == "the"
        size = self.country_size(at)
        return at + size if size else self.name(at)

    def way(self, at: int, *, is_named: bool) -> tuple[int, tuple[int, int]] | None:
        """What a road joins: "from X to Y", "between X and Y", "linking X with Y", "to X".

        With the index after it comes the first of the two, as a range of token indexes.
        """
        if self.plain(at) in {"that", "which"} and self.plain(at + 1) in _LINKING | {"leads"}:
            at += 1
        at += self.plain(at) in {"leading", "leads", "running"}
        word = self.plain(at)
        near = self.town(at + 1)
        if near is None:
            return None
        if word in _TOWARDS:
            return None if is_named else (near[1], near)
        joints = {"from": _TOWARDS, "between": {"and"}}
        wanted = {"and", "to", "with"} if word in _LINKING else joints.get(word)
        if wanted is None or self.plain(near[1]) not in wanted:
            return None
        far = self.town(near[1] + 1)
        return (far[1], near) if far is not None else None

    def town(self, at: int) -> tuple[int, int] | None:
        """One name with its noun, what describes it left out."""
        after, _ = self.description(at)
        end = self.name(after)
        if end is None:
            return None
        return after, end + (self.plain(end) in CLASS_OF_NOUN and not self.is_name(end))
