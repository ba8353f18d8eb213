"""Policies: named, versioned ways from an incident's claims to figures, codes and grades.

To add one, write a module with a `Policy` and name it in `_registered`. A rule that changes
results raises the version; the older one may stay registered, so that it can be run again.
"""

from __future__ import annotations

from functools import lru_cache

from rashomon.errors import SettingError
from rashomon.reconcile.policies.case import Case
from rashomon.reconcile.policies.policy import Policy, Rule
from rashomon.reconcile.policies.ranges import what_is_missing
from rashomon.reference.default_policy import POLICY as DEFAULT

__all__ = ["DEFAULT", "Case", "Policy", "Rule", "find_policy", "policies", "what_is_missing"]


@lru_cache(maxsize=1)
def _registered() -> tuple[Policy, ...]:
    from rashomon.reconcile.policies import acled, airwars, ucdp

    return (*airwars.POLICIES, ucdp.POLICY, acled.POLICY)


def policies() -> tuple[Policy, ...]:
    """Return every policy, older versions too, by name and version."""
    return tuple(sorted(_registered(), key=lambda p: (p.name, p.version)))


def find_policy(name: str) -> Policy:
    """Return a policy by its name, the newest version of it, or by name and version.

    Raises:
        SettingError: If there is no such policy.
    """
    found = [policy for policy in policies() if name in (policy.name, policy.full_name)]
    if not found:
        there = ", ".join(policy.full_name for policy in policies())
        raise SettingError(f"no such policy: {name!r}; there are {there}")
    return found[-1]
