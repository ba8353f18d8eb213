"""What names may mean, for who is to say it: `name actor` and `name place` of `/decisions`."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from rashomon.web.api.answers import answers, known_words, told
from rashomon.web.api.shapes import Numbers, Told, eg
from rashomon.web.naming import look_up
from rashomon.web.workplace import Here

__all__ = ["router"]

router = APIRouter(tags=["names"])


class Actor(Told):
    """An actor that may be meant, and the side for which it speaks."""

    name: str = eg("Syrian Democratic Forces")
    party: str | None = eg("SDF")


class Spot(Told):
    """A point that may be meant."""

    name: str = eg("Khusham")
    where: str = eg("village, Deir ez-Zor, Syria")
    lat: float = eg(35.31)
    lon: float = eg(40.29)
    radius_km: float = eg(2.0)


class Name(Told):
    """What a name may mean, the likeliest first, and what was ruled on it."""

    words: str = eg("the bridge")
    kind: Literal["actor", "place"] = eg("place")
    actors: list[Actor]
    places: list[Spot]
    has_gazetteer: bool = eg(True, "False where none is built on the server.")
    ruled: Numbers = eg([12], "Decisions in force on it.")
    seen: str = eg("12-0123456789ab", "To be handed back with a decision.")


@router.get("/names", responses=answers(Name))
def names(
    request: Request,
    place: Here,
    words: Annotated[str, Query(min_length=1, max_length=200)],
    kind: Literal["actor", "place"] = "actor",
    report: Annotated[str, Query(max_length=200, description="In whose text it stands.")] = "",
    spelling: Annotated[str, Query(max_length=200, description="Looked up in its place.")] = "",
) -> Response:
    """Look up who or where may be meant by a name, and what people ruled on it."""
    known_words(request, ("words", "kind", "report", "spelling"))
    found = look_up(place, words, is_place=kind == "place", report_id=report, spelling=spelling)
    places = []
    for one in found.places:
        lat, lon, km = map(float, one.value.split(","))
        places.append(
            {"name": one.name, "where": one.where, "lat": lat, "lon": lon, "radius_km": km}
        )
    return told(
        request,
        {
            "words": found.words,
            "kind": kind,
            "actors": [{"name": one.name, "party": one.party or None} for one in found.actors],
            "places": places,
            "has_gazetteer": found.has_gazetteer,
            "ruled": [one.number for one in found.ruled],
            "seen": found.seen,
        },
    )
