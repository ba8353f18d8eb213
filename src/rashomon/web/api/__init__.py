"""`/api/v1`: for programs, all that the pages show and do. `docs/api.md` tells how to use it.

A module a resource:

`about`      what this is, policies, quality
`incidents`  lists, counts, map, timeline; `incident` one whole, its past, lineage, files
`claims`     all of a query, and one with its words and speakers
`reports`    one with its text, how it came in, search
`sources`    outlets and speakers; `zones`; `names` what a name may mean
`review`     the queue; `decisions` what people decided, and deciding
`views`      saved queries, and what changed of them
`rounds`     coding by several people, blind
`uploads`    sending reports
`account`    one's own; `team` everybody's, for admins

and what they have in common:

`scopes`     what each route takes, by one table
`answers`    ETags, pages, no unknown words in a query; `queries` the words of one
`shapes`     models of what is told; `given` of what is sent
`describing` the OpenAPI description; `pace` how much one may ask
"""

from __future__ import annotations

from fastapi import APIRouter, Depends

from rashomon.web.api import (
    about,
    account,
    claims,
    decisions,
    incident,
    incidents,
    names,
    reports,
    review,
    rounds,
    sources,
    team,
    uploads,
    views,
    zones,
)
from rashomon.web.api.pace import paced
from rashomon.web.api.scopes import ROOT, in_scope

__all__ = ["ROOT", "router"]

_PARTS = (
    about, incidents, incident, claims, reports, names, sources, zones, review, views, decisions,
    rounds, uploads, account, team,
)  # fmt: skip

router = APIRouter(dependencies=[Depends(paced), Depends(in_scope)])
for _part in _PARTS:
    router.include_router(_part.router, prefix=ROOT)
