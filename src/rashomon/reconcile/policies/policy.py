"""What a policy is: a name, a version, its rules in words, and two functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rashomon.reconcile.policies.case import Case
from rashomon.records import CasualtySummary, Ruling

__all__ = ["Policy", "Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in words; inferred where the codebook was not read to say so."""

    text: str
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """A named, versioned way from claims to figures that can be run again at any time.

    `sum_up` gives ranges by outcome and group, `code` the codebook's figures, codes and grades.
    A rule that changes results raises `version`; what an older version did stays in the ledger's
    claims and can be computed again for as long as that version is registered.
    """

    name: str
    version: int
    summary: str
    source: str
    rules: tuple[Rule, ...]
    sum_up: Callable[[Case, str], tuple[CasualtySummary, ...]]
    code: Callable[[Case], tuple[Ruling, ...]]

    @property
    def full_name(self) -> str:
        """Name and version, as every figure carries them: "ucdp-1"."""
        return f"{self.name}-{self.version}"
