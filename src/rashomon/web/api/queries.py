"""The query by which incidents are asked for, in the words of the pages' addresses."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from rashomon.records import IncidentQuery
from rashomon.records.queries import NAMES, parse
from rashomon.web.api.answers import known_words
from rashomon.web.keeping_up import keep_up
from rashomon.web.workplace import Workplace

__all__ = ["QUERY", "query_of"]

Days = Annotated[str, Query(description="A day, as 2031-03-07.")]
Several = Annotated[list[str], Query(description="Any of these.")]


def _described(
    q: Annotated[str, Query(description="Words that the incident is told in.")] = "",
    from_: Annotated[str, Query(alias="from", description="A day, as 2031-03-07.")] = "",
    to: Days = "",
    place: Annotated[str, Query(description="Words that its place begins with.")] = "",
    country: Annotated[str, Query(description="ISO 3166, two letters.")] = "",
    party: Several = [],  # noqa: B006 - FastAPI copies it
    kind: Several = [],  # noqa: B006
    contested: Several = [],  # noqa: B006
    zone: Several = [],  # noqa: B006
    level: Several = [],  # noqa: B006
    assigned: Annotated[str, Query(description="To whom; - for nobody.")] = "",
    grade: Several = [],  # noqa: B006
    bbox: Annotated[str, Query(description="west,south,east,north in degrees.")] = "",
) -> None:
    """Describe the names of a query; `records.queries.parse` reads them."""


QUERY = Depends(_described)
"""What a route depends on whose address spells a query."""


def query_of(request: Request, place: Workplace, *own: str) -> IncidentQuery:
    """Return the query of an address, which holds nothing else beside what the route knows itself.

    Raises:
        SettingError: If something in it means nothing, or cannot be used.

    """
    known_words(request, {*NAMES, *own})
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if name in NAMES:
            given.setdefault(name, []).append(value)
    query = parse(given)
    keep_up(place)
    return query
