"""Who or where is meant by a name that reports use, in all of them or in one."""

from __future__ import annotations

import math

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from rashomon import decisions_asked as asked
from rashomon.errors import SettingError
from rashomon.web.forms import onward, put, told, whole
from rashomon.web.naming import look_up, one_name
from rashomon.web.site import Action
from rashomon.web.workplace import LINKS, Form, Here, must, show

__all__ = ["router"]

router = APIRouter()


@router.get("/names", dependencies=[must(Action.DECIDE)])
def names(
    request: Request,
    place: Here,
    words: str = "",
    kind: str = "actor",
    report: str = "",
    spelling: str = "",
) -> HTMLResponse:
    """Show what a name may mean, what was ruled on it, and the form that rules."""
    view = look_up(place, words, is_place=kind == "place", report_id=report, spelling=spelling)
    return show(request, "names.html", view=view)


@router.post("/names/actor", dependencies=[must(Action.DECIDE)])
def name_actor(request: Request, place: Here, form: Form) -> Response:
    """Say who is meant by a name."""
    words = one_name(told(form, "words"))
    actor = one_name(told(form, "other")) or one_name(told(form, "actor"))
    return put(
        request, place, form,
        asked.name_actor(words, actor, _within(form)),
        lambda made: onward(form, _back(form, words, "actor"), made), None,
        _back(form, words, "actor"),
    )  # fmt: skip


@router.post("/names/place", dependencies=[must(Action.DECIDE)])
def name_place(request: Request, place: Here, form: Form) -> Response:
    """Say which point is meant by a name."""
    words = one_name(told(form, "words"))
    lat, lon, km = _point(form)
    return put(
        request, place, form,
        asked.name_place(words, lat, lon, km, _within(form)),
        lambda made: onward(form, _back(form, words, "place"), made), None,
        _back(form, words, "place"),
    )  # fmt: skip


@router.post("/names/withdraw", dependencies=[must(Action.DECIDE)])
def withdraw(request: Request, place: Here, form: Form) -> Response:
    """Withdraw what was ruled on a name."""
    number = whole(told(form, "number").strip())
    words, kind = one_name(told(form, "words")), told(form, "kind")
    return put(
        request, place, form, asked.withdraw(number),
        lambda made: onward(form, _back(form, words, kind), made), None,
    )  # fmt: skip


def _point(form: FormData) -> tuple[float, float, float]:
    """The point typed, else the one chosen: latitude, longitude, and how exactly, in km."""
    typed = [told(form, name).strip() for name in ("lat", "lon")]
    chosen = told(form, "point").strip()
    numbers = [*typed, told(form, "km").strip() or "5"] if any(typed) else chosen.split(",")
    try:
        lat, lon, km = (float(number) for number in numbers)
    except ValueError:
        lat = lon = km = math.nan
    if not all(map(math.isfinite, (lat, lon, km))):
        raise SettingError(
            "choose a place, or write latitude and longitude in degrees, such as 35.32 and 40.29"
        )
    return lat, lon, km


def _within(form: FormData) -> str:
    """The report that alone is meant, "" where all are."""
    return told(form, "report").strip() if told(form, "scope") == "report" else ""


def _back(form: FormData, words: str, kind: str) -> str:
    """The same page, which then shows what was ruled."""
    pairs = [("words", words), ("kind", kind)]
    report = told(form, "report").strip()
    return LINKS.page("names", [*pairs, *([("report", report)] if report else [])])
