"""The Rashomon view: what each party tells of each facet, side by side, silence shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rashomon.records import Account, Dossier, Facet, Position
from rashomon.web.views.claims import Evidence, Mark, mark_of, one_line, rivals_of
from rashomon.web.views.words import FACETS, family_of, spelled

__all__ = ["AccountColumn", "AccountsView", "Cell", "FacetRow", "Said", "accounts_view"]


@dataclass(frozen=True, slots=True)
class AccountColumn:
    """Whose account: the party, and its speakers as reports call them."""

    key: str
    party: str
    speakers: str
    claims: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a party tells of a facet: one position, in its own words' range.

    `first` is the claim that the label leads to; with several, the position's list of words is
    one step nearer. `words` is what is shown when one points at it.
    """

    label: str
    position_id: str
    mark: Mark
    first: Evidence | None
    count: int
    words: str
    stance: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A party on a facet; empty where it is silent while others speak."""

    said: tuple[Said, ...]
    key: str


@dataclass(frozen=True, slots=True)
class FacetRow:
    """A facet across all accounts."""

    facet: str
    family: str
    is_contested: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class AccountsView:
    """The whole table."""

    columns: tuple[AccountColumn, ...]
    rows: tuple[FacetRow, ...]


def accounts_view(dossier: Dossier, evidence: Mapping[str, Evidence]) -> AccountsView:
    """Return accounts by party in columns, facets as rows."""
    positions = {position.position_id: position for position in dossier.positions}
    rivals = rivals_of(dossier)
    spoken = {position.facet for position in dossier.positions}
    columns = tuple(_column(account, number) for number, account in enumerate(dossier.accounts))

    def said(account: Account, position: Position) -> Said:
        own = set(account.claim_ids)
        words = [evidence[c] for c in position.claim_ids if c in evidence and c in own]
        return Said(
            label=spelled(one_line(account.labels.get(position.position_id, position.label))),
            position_id=position.position_id,
            mark=mark_of(position, account.party, rivals),
            first=words[0] if words else None,
            count=len(words),
            words="\n".join(f"“{one.quote}” — {one.speakers}, {one.outlet}" for one in words[:3]),
            stance=", ".join(dict.fromkeys(one.stance for one in words if one.stance)),
        )

    rows = tuple(
        FacetRow(
            facet=FACETS[facet],
            family=family_of(facet),
            is_contested=facet in dossier.contested,
            cells=tuple(
                Cell(
                    tuple(
                        said(account, positions[p])
                        for p in account.positions.get(facet, ())
                        if p in positions
                    ),
                    column.key,
                )
                for account, column in zip(dossier.accounts, columns, strict=True)
            ),
        )
        for facet in Facet
        if facet in spoken
    )
    return AccountsView(columns, rows)


def _column(account: Account, number: int) -> AccountColumn:
    return AccountColumn(
        key=f"account-{number + 1}",
        party=account.party,
        speakers=", ".join(one_line(name) for name in account.speakers) or "own voice",
        claims=len(account.claim_ids),
    )
