"""Doing once, before anybody asks, what takes the first answer its time.

Tables of names and words, the policy's rules and the templates are loaded on first use: together
a second or two, which otherwise whoever opens the first incident would wait for.
"""

from __future__ import annotations

import threading
from contextlib import suppress

from rashomon.errors import RashomonError
from rashomon.web.files import incident_file
from rashomon.web.keeping_up import keep_up
from rashomon.web.links import StaticLinks
from rashomon.web.rendering import render
from rashomon.web.site import Site
from rashomon.web.views.incident import incident_view
from rashomon.web.workplace import Workplace

__all__ = ["warm", "warm_beside"]


def warm(place: Workplace) -> None:
    """Make the page of the newest incident, for nobody, and begin to count over all reports.

    What goes wrong is told to whoever asks for it; a ledger closed meanwhile is no fault.
    """
    with suppress(RashomonError):
        keep_up(place)
        for row in place.ledger.find_incidents(limit=1).rows:
            file = incident_file(place, row.incident_id, to_decide=True)
            render(Site(StaticLinks()), "incident.html", view=incident_view(file))
        place.kept.get(place.ledger, "reading counts", place.ledger.reading_counts)
        place.tallied.get(place.ledger)


def warm_beside(place: Workplace) -> None:
    """Do so in a thread that holds nothing up, not even the end."""
    threading.Thread(target=warm, args=(place,), daemon=True, name="warming").start()
