"""Who may do what: four roles, each with all that the one before it may."""

from __future__ import annotations

from enum import StrEnum

from rashomon.errors import SettingError
from rashomon.web.site import EVERYTHING, Action

__all__ = ["Role", "permits_of", "role_of"]


class Role(StrEnum):
    """What somebody is to a team."""

    READER = "reader"
    CODER = "coder"
    REVIEWER = "reviewer"
    ADMIN = "admin"


_PERMITS = {
    Role.READER: frozenset({Action.READ}),
    Role.CODER: frozenset({Action.READ, Action.COMMENT, Action.DECIDE, Action.ADD_REPORTS}),
    Role.REVIEWER: EVERYTHING - {Action.ADMINISTER},
    Role.ADMIN: EVERYTHING,
}


def permits_of(role: Role) -> frozenset[Action]:
    """Return what a role may do.

    >>> [str(action) for action in permits_of(Role.READER)]
    ['read']
    """
    return _PERMITS[role]


def role_of(told: object) -> Role:
    """Return the role that is called so.

    Raises:
        SettingError: If there is none.

    """
    if told not in set(Role):
        raise SettingError(f"no role is called {told!r:.40}; there are: {', '.join(Role)}")
    return Role(str(told))
