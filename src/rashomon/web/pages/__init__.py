"""The pages of the application: one module each with a `router`, and a line here.

To add a page: write `pages/NAME.py` with a FastAPI router, name the module in `PAGES`, and, where
it belongs into the navigation, give it a title. `docs/web.md` shows one whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.web.site import Action

__all__ = ["PAGES", "TEAM_PAGES", "Page"]


@dataclass(frozen=True, slots=True)
class Page:
    """A module of this package, and its entry in the navigation ("" for none).

    `needs` is what one must be allowed to do to see it there. `is_published` says that a static
    site has it, too; `published_title` is its entry there where it has none here.
    """

    name: str
    title: str = ""
    needs: Action = Action.READ
    is_published: bool = True
    published_title: str = ""


PAGES = (
    Page("incidents", "Incidents"),
    Page("review", "Review", is_published=False),
    Page("changes", "Changes", is_published=False),
    Page("incident"),
    Page("report"),
    Page("deciding", is_published=False),
    Page("naming", is_published=False),
    Page("sources", "Sources"),
    Page("zones", "Zones"),
    Page("quality", "Quality"),
    Page("search", published_title="Search"),
    Page("coding", "Coding", is_published=False),
    Page("upload", "Upload", needs=Action.ADD_REPORTS, is_published=False),
    Page("live", is_published=False),
    Page("downloads", is_published=False),
)

TEAM_PAGES = (
    Page("sign_in", is_published=False),
    Page("account", is_published=False),
    Page("team", "Team", needs=Action.ADMINISTER, is_published=False),
)
"""Pages that there are where there are accounts."""
