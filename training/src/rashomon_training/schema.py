"""The heads of the tagger and the labels of each.

Facets have a head each, since the evidence of two facets may overlap. Conventions of public
corpora that differ from the annotation scheme have heads of their own: they feed the encoder
without bending the facets. They stand last: from the second stage on they are held where they are.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FACETS", "HEADS", "HEAD_NAMES", "IGNORED", "WORDS", "Head", "columns"]

IGNORED = -100

FACETS = (
    "killed",
    "injured",
    "casualties",
    "strength",
    "responsible",
    "target",
    "means",
    "place",
    "date",
    "motive",
    "notice",
)
# The words that carry a value within or beside the evidence: victims, target, place.
WORDS = ("who", "what", "where")


@dataclass(frozen=True, slots=True)
class Head:
    """One task: spans of some kinds, or one class for each labeled word."""

    name: str
    labels: tuple[str, ...]
    is_spans: bool = True
    is_public: bool = False  # learned from public corpora alone

    @property
    def width(self) -> int:
        """How many numbers the head gives for a word."""
        return 2 * len(self.labels) + 1 if self.is_spans else len(self.labels)


HEADS: tuple[Head, ...] = (
    *(Head(facet, (facet,)) for facet in FACETS),
    *(Head(name, (name,)) for name in WORDS),
    Head("speaker", ("speaker",)),
    Head("stance", ("affirm", "deny", "uncertain"), is_spans=False),
    Head("voice", ("own", "told"), is_spans=False),
    Head("attribution", ("source", "cue", "content"), is_public=True),
    Head(
        "entity",
        (
            "person",
            "organization",
            "location",
            "temporal",
            "quantity",
            "weapon",
            "platform",
            "nationality",
        ),
        is_public=True,
    ),
    Head("role", ("perpetrator", "organization", "object", "victim", "weapon"), is_public=True),
    Head(
        "event",
        ("attack", "death", "injury", "attacker", "target", "victim", "instrument", "place"),
        is_public=True,
    ),
)
HEAD_NAMES = tuple(head.name for head in HEADS)


def columns() -> dict[str, tuple[int, int]]:
    """Return where each head's numbers begin and end in the model's output."""
    found: dict[str, tuple[int, int]] = {}
    at = 0
    for head in HEADS:
        found[head.name] = (at, at + head.width)
        at += head.width
    return found
