"""What every answer has in common: an ETag, pages with a way on, and refusal of unknown words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Query, Request
from fastapi.responses import Response

from rashomon.errors import SettingError
from rashomon.web.handing_out import is_known

__all__ = ["MOST", "After", "Limit", "Number", "answers", "cut", "known_words", "page", "told"]

MOST = 200
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at the most.")]
After = Annotated[
    str | None, Query(max_length=500, description="`next` of the page before; without, the first.")
]
Number = Annotated[int | None, Query(ge=0, le=2**53, description="`next` of the page before.")]
_Item = TypeVar("_Item")


def told(request: Request, data: Any, *, status: int = 200, link: str = "") -> Response:
    """Answer with data, or, where the program has just that already, with 304.

    The ETag is a hash of the very bytes: it changes with whatever changes them, and nothing else.
    """
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Vary": "Authorization, Cookie"} | ({"Link": link} if link else {})
    if rate := getattr(request.state, "rate", ""):
        headers["RateLimit"] = rate
    if status == 200 and is_known(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, media_type="application/json")


def page(
    request: Request, items: Sequence[Any], *, total: int | None, following: str | int | None,
    **more: Any,
) -> Response:  # fmt: skip
    """Answer with a page of a list; `following` is what to ask for `after` for the next one."""
    link = ""
    if following is not None:
        words = [(name, value) for name, value in request.query_params.multi_items()
                 if name not in ("after", "offset")]  # fmt: skip
        address = f"{request.url.path}?{urlencode([*words, ('after', str(following))])}"
        link = f'<{address}>; rel="next"'
    return told(
        request, {"items": list(items), "next": following, "total": total, **more}, link=link
    )


def cut(
    items: Sequence[_Item], key: Callable[[_Item], str], after: str | None, limit: int
) -> tuple[Sequence[_Item], str | None]:
    """Return the items after the one of a key, and what to ask for `after` for those that follow.

    Raises:
        SettingError: If no item has the key (any more).

    """
    start = 0
    if after is not None:
        places = {key(one): place for place, one in enumerate(items)}
        if after not in places:
            raise SettingError(
                f"{after!r:.80} is in the list no more, so what comes after it cannot be told; "
                "begin the list anew"
            )
        start = places[after] + 1
    shown = items[start : start + limit]
    is_more = start + limit < len(items)
    return shown, key(shown[-1]) if is_more else None


def known_words(request: Request, names: Iterable[str] = ()) -> None:
    """Make sure that a query holds no name that means nothing here.

    Raises:
        SettingError: If it does: a misspelled filter must not pass for one that found all.

    """
    known = set(names)
    strange = sorted(set(request.query_params) - known)
    if strange:
        there = f"there are: {', '.join(sorted(known))}" if known else "nothing is asked for here"
        raise SettingError(f"{strange[0]!r:.60} means nothing here; {there}")


def answers(model: Any, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """Return how a route's answer is described; tests hold every answer to it.

    @router.get("/policies", responses=answers(Page[Policy]))
    """
    return {status: {"model": model, "description": "As described."}}
