"""What every template knows: who looks, in which mode and theme, what they may do, where pages are.

Templates ask `site.may("decide")` before they show a form and `site.links` for every address, so
that the same templates serve the live application and a published site.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from rashomon.web.links import Links

__all__ = ["EVERYTHING", "Action", "Entry", "Site", "Theme"]


class Action(StrEnum):
    """What a page lets somebody do. Roles are sets of these."""

    READ = "read"
    COMMENT = "comment"
    DECIDE = "decide"  # correct, reject, add, merge, move, withdraw, assign
    APPROVE = "approve"
    ADD_REPORTS = "add reports"
    ADMINISTER = "administer"


EVERYTHING = frozenset(Action)
"""What the only user of an application on their own machine may do."""


class Theme(StrEnum):
    """Colors: the system's choice, or the reader's."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the navigation."""

    name: str
    title: str
    address: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """The surroundings of a page, made anew for every answer.

    `user` is None where nobody decides: in a published site, or before a sign-in. `permits` are
    what this user may do. `form_token` goes into every form that writes. `here` is the address
    of the page itself, to come back to. `notice` tells what the user did just now, `undo` by
    which decisions. `title` is what a published site is called, `as_of` since
    which edition it is as it is, `canonical` where the page stands for good, where that is known.
    `is_hidden` asks machines that gather pages to leave it alone.
    `moment` is the state of the ledger that the page shows, as `/live` asks
    for what came since.
    """

    links: Links
    nav: tuple[Entry, ...] = ()
    permits: Collection[Action] = frozenset({Action.READ})
    user: str | None = None
    theme: Theme = Theme.AUTO
    form_token: str = ""
    here: str = ""
    ledger: str = ""
    tiles: str = ""
    is_live: bool = False
    has_accounts: bool = False
    notice: str = ""
    undo: tuple[int, ...] = ()
    title: str = "Rashomon"
    as_of: str = ""
    canonical: str = ""
    moment: str = ""
    is_hidden: bool = False
    assets: Collection[str] = field(default_factory=frozenset)

    def may(self, action: str) -> bool:
        """Tell whether the user may do something.

        Raises:
            ValueError: If no action is called so: a misspelled one must not pass for a refusal.
        """
        return Action(action) in self.permits

    def has_asset(self, path: str) -> bool:
        """Tell whether a file of `static/` is there; third-party ones are made at build time."""
        return path in self.assets
