"""The figures at the head of an incident's page: what is told of harm, and who tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rashomon.records import Dossier, Facet
from rashomon.web.views.claims import PositionView
from rashomon.web.views.listed import range_anchor
from rashomon.web.views.words import FACETS, summary_in_words
from rashomon.wording.rulings import UNKNOWN

__all__ = ["Figure", "Teller", "figures_at_head"]

_TELLERS = 4  # beside a figure at the head
_KEY_FIGURES = (Facet.KILLED, Facet.INJURED, Facet.CASUALTIES)


@dataclass(frozen=True, slots=True)
class Teller:
    """A figure as one position has it ("25 or more"), and the parties that tell it."""

    told: str
    who: str
    position_id: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A range at the head of the page, leading to its drawing; "–" is unknown.

    Of those who tell it `tellers` are the first, and there are so many `more`.
    """

    name: str
    told: str
    anchor: str
    is_contested: bool
    tellers: tuple[Teller, ...] = ()
    more: int = 0


def figures_at_head(dossier: Dossier, positions: Mapping[str, PositionView]) -> tuple[Figure, ...]:
    """Return the range of each outcome, unknown ones too; of both together only where told."""
    found = []
    for facet in _KEY_FIGURES:
        summary = dossier.summary(facet)
        if summary is None and facet is Facet.CASUALTIES:
            continue  # of the dead and the hurt together most incidents tell nothing
        tellers = _tellers(dossier, facet, positions)
        found.append(
            Figure(
                name=FACETS[facet],
                told=summary_in_words(summary) if summary else UNKNOWN,
                anchor=range_anchor(facet) if summary else "",
                is_contested=facet in dossier.contested,
                tellers=tellers[:_TELLERS],
                more=max(0, len(tellers) - _TELLERS),
            )
        )
    return tuple(found)


def _tellers(
    dossier: Dossier, facet: Facet, positions: Mapping[str, PositionView]
) -> tuple[Teller, ...]:
    """Who tells which figure, the lowest first; nobody's where nobody is named."""
    own = [position for position in dossier.positions if position.facet is facet]
    own.sort(key=lambda position: position.range.floor if position.range else 0)
    told = [positions[one.position_id] for one in own if one.position_id in positions]
    unit = f" {FACETS[facet].lower()}"
    return tuple(Teller(one.label.removesuffix(unit), one.parties, one.position_id) for one in told)
