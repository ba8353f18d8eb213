"""What is shown, to be saved: one incident whole, or the incidents of a list as a table."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rashomon.records.listings import Order
from rashomon.web.handing_out import file_of_incident, file_of_list
from rashomon.web.pages.incidents import asked_of
from rashomon.web.workplace import Here

__all__ = ["router"]

router = APIRouter()


@router.get("/data/incidents/{incident_id}.json")
def whole(request: Request, place: Here, incident_id: str) -> Response:
    """Hand out one incident whole: accounts, positions, contests, ranges, claims, reports."""
    return file_of_incident(request, place, incident_id, "json")


@router.get("/data/incidents.{form}")
def listed(
    request: Request, place: Here, form: str, order: str = Order.NEWEST, policy: str = ""
) -> Response:
    """Hand out the incidents asked for in any format of `rashomon export`.

    `policy` names one whose figures and, of a table, columns are wanted; else the application's.
    """
    wanted = Order(order) if order in set(Order) else Order.NEWEST
    return file_of_list(request, place, asked_of(request), wanted, form, policy)
