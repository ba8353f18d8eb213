"""`/api/v1`: for programs, all that the pages show and do. `docs/api.md` tells how to use it.

`about`      what this is, its OpenAPI description, zones and policies
`incidents`  lists, counts, map, timeline, one incident, its history
`reports`    a report with its claims, how it came in, search
`decisions`  what people decided, and deciding
`uploads`    sending reports
`answers`    what every answer has in common: ETags, pages, no unknown words in a query
`pace`       how much one may ask
"""

from __future__ import annotations

from fastapi import APIRouter, Depends

from rashomon.web.api import about, decisions, incidents, reports, uploads
from rashomon.web.api.pace import paced

__all__ = ["ROOT", "router"]

ROOT = about.ROOT

router = APIRouter(dependencies=[Depends(paced)])
for part in (about, incidents, reports, decisions, uploads):
    router.include_router(part.router, prefix=ROOT)
