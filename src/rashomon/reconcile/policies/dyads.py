"""Which two sides an incident sets against each other, and so what type of violence it was.

UCDP tells three types apart: a state against another armed side, two armed sides without a
state, and an armed side against civilians.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.reconcile.policies.case import Case, claim_ids
from rashomon.reconcile.policies.sides import (
    ATTACKED,
    Side,
    are_civilians_struck,
    is_blame_contested,
    is_civilian_toll,
    is_fighter_toll,
    is_state,
    sides_of,
)
from rashomon.records import Claim, Facet, Ruling

__all__ = ["Dyad", "read_dyad"]

_CIVILIANS = "Civilians"


@dataclass(frozen=True, slots=True)
class Dyad:
    """The parties on either side, None where unknown, and the rulings that say so."""

    party_a: str | None
    party_b: str | None
    rulings: tuple[Ruling, ...]

    @property
    def is_one_sided(self) -> bool:
        """Tell whether an armed side is told to have attacked civilians alone."""
        return any(r.name == "type_of_violence" and r.value == 3 for r in self.rulings)


def read_dyad(case: Case) -> Dyad:
    """Tell side_a, side_b and type_of_violence from whom claims name."""
    sides = sides_of(case)
    attackers_only = [side for side in sides if side.roles == {ATTACKED}]
    civilians = _civilians(case)
    fighters = [c for c in case.told(Facet.KILLED) if is_fighter_toll(c)]
    if len(sides) > 1 and len(attackers_only) == len(sides) and is_blame_contested(case):
        return _of_rivals(sides)
    if len(sides) > 1:
        return _of_two(sides)
    if len(sides) == 1 and civilians and not fighters and ATTACKED in sides[0].roles:
        return _of_one(sides[0], civilians)
    if len(sides) == 1:
        side = sides[0]
        rule = f"one armed side is named ({side.name}), nobody tells against whom"
        ids = claim_ids(side.claims)
        return Dyad(
            side.party,
            None,
            (
                Ruling("side_a", side.name, "the only armed side named", ids),
                Ruling("side_b", None, rule),
                Ruling("type_of_violence", None, rule, ids),
            ),
        )
    names = ("side_a", "side_b", "type_of_violence")
    return Dyad(None, None, tuple(Ruling(n, None, "no armed side is named") for n in names))


def _civilians(case: Case) -> list[Claim]:
    harmed = [c for f in (Facet.KILLED, Facet.INJURED) for c in case.told(f) if is_civilian_toll(c)]
    return [*are_civilians_struck(case), *harmed]


def _of_rivals(sides: Sequence[Side]) -> Dyad:
    names = "; ".join(sorted(side.name for side in sides))
    ids = claim_ids([claim for side in sides for claim in side.claims])
    rule = f"different sides are blamed for the one attack: {names}"
    columns = ("side_a", "side_b", "type_of_violence")
    return Dyad(None, None, tuple(Ruling(n, None, rule, ids, is_inferred=True) for n in columns))


def _of_two(sides: Sequence[Side]) -> Dyad:
    a, b = sorted(sides[:2], key=lambda s: (not is_state(s.kind), s.name))
    others = ", ".join(side.name for side in sides[2:])
    more = f"; named besides: {others}" if others else ""
    kind = 1 if is_state(a.kind) or is_state(b.kind) else 2
    ids = claim_ids([*a.claims, *b.claims])
    rule = (
        f"{a.name} fights for a state" if kind == 1 else f"neither {a.name} nor {b.name} is a state"
    )
    return Dyad(
        a.party,
        b.party,
        (
            Ruling("side_a", a.name, f"{_roles(a)}{more}", claim_ids(a.claims), is_inferred=True),
            Ruling("side_b", b.name, f"{_roles(b)}{more}", claim_ids(b.claims), is_inferred=True),
            Ruling("type_of_violence", kind, f"two armed sides; {rule}", ids),
        ),
    )


def _of_one(side: Side, civilians: Sequence[Claim]) -> Dyad:
    ids = claim_ids(civilians)
    rule = f"civilians alone are told as target or victims of {side.name}"
    return Dyad(
        side.party,
        None,
        (
            Ruling("side_a", side.name, _roles(side), claim_ids(side.claims)),
            Ruling("side_b", _CIVILIANS, rule, ids),
            Ruling("type_of_violence", 3, rule, ids, is_inferred=True),
        ),
    )


def _roles(side: Side) -> str:
    return "side by its roles: " + ", ".join(sorted(side.roles))
