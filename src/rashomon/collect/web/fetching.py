"""An address in, the capture of the report that it gives out."""

from __future__ import annotations

from rashomon.collect.web.addresses import WebAddress
from rashomon.collect.web.asking import Answer
from rashomon.collect.web.kinds import is_feed, media_type_of
from rashomon.collect.web.pace import retry_after
from rashomon.collect.web.visiting import Visitor
from rashomon.errors import NotFetched
from rashomon.records import Capture, CaptureMethod, Custody, Exchange, Sidecar

__all__ = ["capture_of", "exchange_of", "fetch", "name_of", "require_success"]

_STATUSES = {
    401: "it wants a password",
    402: "it wants to be paid",
    403: "it refuses the request",
    404: "there is nothing there",
    410: "what was there is gone",
    429: "it was asked too often",
    451: "it may not show this, for legal reasons",
    503: "it cannot answer at the moment",
}
_MAY_PASS = frozenset({408, 425, 429})  # besides all of 5xx: later it may be otherwise


def fetch(
    url: str,
    visitor: Visitor | None = None,
    *,
    sidecar: Sidecar | None = None,
    heeds_robots: bool = True,
) -> Capture:
    """Return the report that `url` gives, with all that the server said in its custody.

    Without a `visitor`, one of the default limits asks. `sidecar` is what is known beside the
    page. Give `heeds_robots=False` for a page that a person has asked for by name.

    Raises:
        NotFetched: If the address must not be asked, the server gives no whole answer within
            the limits, or the answer is no report.

    """
    answer = (visitor := visitor or Visitor()).get(url, heeds_robots=heeds_robots)
    require_success(answer, visitor)
    if is_feed(answer):
        raise NotFetched(str(answer.address), "the answer is a feed, not a report")
    return capture_of(answer, visitor, sidecar)


def require_success(answer: Answer, visitor: Visitor) -> None:
    """Make sure that the server gave what was asked for.

    Raises:
        NotFetched: If it answered with an error, or with no content.

    """
    status = answer.status
    if 200 <= status < 300 and status not in (204, 205, 206):
        return
    words = _STATUSES.get(status)
    if words is None:
        if 300 <= status < 400:
            words = "it redirects to nowhere"
        else:
            words = "the server fails" if status >= 500 else "it gives no page"
    wait = retry_after(answer.header("retry-after"), visitor.now())
    raise NotFetched(
        str(answer.address),
        f"{words} (status {status})",
        may_pass=status >= 500 or status in _MAY_PASS,
        wait_s=wait,
    )


def capture_of(
    answer: Answer, visitor: Visitor, sidecar: Sidecar | None = None, locator: str | None = None
) -> Capture:
    """Make a capture of a page that a server gave.

    Raises:
        NotFetched: If it is no report.

    """
    return Capture(
        content=answer.body,
        name=name_of(answer.address),
        address=str(answer.address),
        media_type=media_type_of(answer),
        captured_at=visitor.now(),
        sidecar=sidecar or Sidecar(),
        custody=Custody(CaptureMethod.FETCH, locator=locator, exchange=exchange_of(answer)),
    )


def exchange_of(answer: Answer) -> Exchange:
    """Return what a server said beside the body, for the chain of custody."""
    return Exchange(str(answer.address), answer.status, answer.headers, answer.redirects)


def name_of(address: WebAddress) -> str:
    """Return what to call a page: its address without scheme and query.

    >>> from rashomon.collect.web.addresses import parse_address
    >>> name_of(parse_address("https://example.org/2016/a/?from=feed"))
    'example.org/2016/a'
    """
    return address.authority + address.path.rstrip("/")
