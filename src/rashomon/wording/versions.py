"""How accounts changed from day to day, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rashomon.records import Account, AccountStep, Dossier, Facet

__all__ = ["Version", "changed_versions", "step_day", "step_words"]


@dataclass(frozen=True, slots=True)
class Version:
    """What one teller told of one facet, step by step; `labels` are its positions in words."""

    account: Account
    teller: str
    facet: Facet
    steps: tuple[AccountStep, ...]
    labels: Mapping[str, str]


def changed_versions(dossier: Dossier) -> Iterator[Version]:
    """Yield who changed what they say of a facet; nothing of those who did not."""
    positions = {position.position_id: position.label for position in dossier.positions}
    for account in dossier.accounts:
        labels = positions | dict(account.labels)
        for teller, facet in dict.fromkeys((step.teller, step.facet) for step in account.steps):
            steps = tuple(s for s in account.steps if (s.teller, s.facet) == (teller, facet))
            if any(step.is_change for step in steps):
                yield Version(account, " ".join(teller.split()), facet, steps, labels)


def step_words(step: AccountStep, labels: Mapping[str, str]) -> str:
    """Return what was told in a step, without its day."""
    return ", ".join(" ".join(labels[p].split()) for p in step.position_ids if p in labels)


def step_day(step: AccountStep) -> str:
    """Return when a step was told ("said on 2018-02-07")."""
    if step.day is None:
        return "undated"
    return f"{'said on' if step.is_spoken else 'reported'} {step.day}"
