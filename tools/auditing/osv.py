"""Asks a database of the OSV kind whether a fault is known in any of many packages.

All releases are asked about at once (`POST /v1/querybatch`), which answers with names alone; what
each is about, and which release mends it, is asked of `GET /v1/vulns/NAME`. Whatever answers is
not trusted: no redirect is followed, and size, time and form are bounded.
"""

from __future__ import annotations

import http.client
import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from packaging.version import InvalidVersion, Version
from tools.auditing.faults import plain
from tools.auditing.pins import NPM, PYPI, Pin

__all__ = ["HOME", "Advisory", "Answer", "NoAnswer", "ask", "is_address"]

HOME = "https://api.osv.dev"
_AT_ONCE = 500  # releases in one question; OSV takes 1,000
_ROUNDS = 40  # questions: the answer to one release may go on over several
_MOST_BYTES = 32 * 2**20  # what OSV itself answers at most over HTTP/1.1
_MOST_TOLD = 200  # faults of which more than the name is asked
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)+")
_OWN = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Advisory:
    """A fault that a database knows in a release. `others` are its names elsewhere.

    `fixed` is the next release without it, "" where none is told.
    """

    name: str
    others: tuple[str, ...] = ()
    summary: str = ""
    fixed: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All names under which it is known."""
        return (self.name, *self.others)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of each release, and why the rest is not known ("" where all was answered)."""

    found: dict[Pin, tuple[Advisory, ...]]
    silence: str = ""


class NoAnswer(Exception):
    """The database did not answer, or not with what was asked for; the words say why."""


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow nothing: who answers is who was asked."""


def is_address(base: str) -> bool:
    """Tell whether an address may be asked: over https, or on this machine.

    >>> is_address(HOME), is_address("http://127.0.0.1:8080"), is_address("http://osv.example")
    (True, True, False)
    """
    try:
        parts = urlsplit(base)
        told = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.query or parts.fragment or parts.username or told[0] is None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and told[0] in _OWN)


def ask(base: str, pins: Iterable[Pin], *, patience_s: float = 60.0) -> Answer:
    """Ask what is known of releases; what was answered before it fell silent is kept."""
    until = time.monotonic() + patience_s
    opener = build_opener(_Stay)

    def send(path: str, body: Any = None) -> Any:
        return _sent(opener, base.rstrip("/") + path, body, until)

    named: dict[Pin, list[str]] = {}
    silence = ""
    try:
        _name_all(send, list(dict.fromkeys(pins)), named)
    except NoAnswer as error:
        silence = str(error)
    told: dict[str, Any] = {}
    for name in list(dict.fromkeys(name for names in named.values() for name in names)):
        if silence or len(told) >= _MOST_TOLD:
            break
        try:
            told[name] = send(f"/v1/vulns/{name}")
        except NoAnswer as error:
            silence = str(error)
    joined = {pin: _joined(pin, names, told) for pin, names in named.items()}
    return Answer({pin: known for pin, known in joined.items() if known}, silence)


def _name_all(
    send: Callable[[str, Any], Any], pins: Sequence[Pin], named: dict[Pin, list[str]]
) -> None:
    """Ask for the names of what is known of releases, page by page."""
    waiting: list[tuple[Pin, str]] = [(pin, "") for pin in pins]
    for _ in range(_ROUNDS):
        if not waiting:
            return
        now, waiting = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
        answer = send("/v1/querybatch", {"queries": [_query(pin, page) for pin, page in now]})
        results = answer.get("results") if isinstance(answer, dict) else None
        if not isinstance(results, list) or len(results) != len(now):
            raise NoAnswer("it answers with something else than asked for")
        for (pin, _), result in zip(now, results, strict=True):
            names, following = _read(result)
            named.setdefault(pin, []).extend(names)
            if following:
                waiting.append((pin, following))
    raise NoAnswer("its answer has no end")


def _query(pin: Pin, page: str) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "package": {"name": pin.name, "ecosystem": pin.ecosystem}, "version": pin.version,
    }  # fmt: skip
    return asked | ({"page_token": page} if page else {})


def _read(result: object) -> tuple[list[str], str]:
    told = result if isinstance(result, dict) else {"vulns": None}
    known, following = told.get("vulns", []), told.get("next_page_token", "")
    names = [one.get("id") for one in known if isinstance(one, dict)] if known else []
    good = [name for name in names if isinstance(name, str) and _NAME.fullmatch(name)]
    if not isinstance(known, list) or len(good) != len(known) or not isinstance(following, str):
        raise NoAnswer("it answers with something else than asked for")
    return good, following


def _sent(opener: OpenerDirector, address: str, body: Any, until: float) -> Any:
    """Send one question; return what the JSON of the answer says."""
    data = None if body is None else json.dumps(body).encode()
    asked = Request(
        address, data, {"Content-Type": "application/json", "Accept": "application/json"}
    )
    left = until - time.monotonic()
    if left <= 0:
        raise NoAnswer("it takes too long")
    try:
        with opener.open(asked, timeout=left) as answer:
            raw = bytearray()
            while chunk := answer.read1(65_536):
                raw += chunk
                if len(raw) > _MOST_BYTES:
                    raise NoAnswer(f"it answers with more than {_MOST_BYTES // 2**20} MB")
                if time.monotonic() > until:
                    raise NoAnswer("it takes too long")
            return json.loads(raw)
    except HTTPError as error:
        with error:
            raise NoAnswer(f"it answers with status {error.code}") from error
    except TimeoutError as error:
        raise NoAnswer("it takes too long") from error
    except (ValueError, RecursionError) as error:
        raise NoAnswer("it answers with something else than asked for") from error
    except (OSError, http.client.HTTPException) as error:
        told = plain(getattr(error, "reason", None) or error or type(error).__name__)
        raise NoAnswer(f"it cannot be asked ({told})") from error


def _joined(pin: Pin, names: Sequence[str], told: dict[str, Any]) -> tuple[Advisory, ...]:
    """One advisory a fault, however many databases name it; those withdrawn are left out."""
    made: list[Advisory] = []
    for name in dict.fromkeys(names):
        record = told.get(name)
        whole = record if isinstance(record, dict) and record.get("id") == name else {}
        if whole.get("withdrawn"):
            continue
        aliases = whole.get("aliases", [])
        others = [one for one in aliases if isinstance(one, str) and _NAME.fullmatch(one)
                  ] if isinstance(aliases, list) else []  # fmt: skip
        summary = plain(whole.get("summary") or whole.get("details") or "", most=120)
        fresh = Advisory(name, tuple(others), summary, _fixed(pin, whole))
        same = next((i for i, one in enumerate(made) if {*one.names} & {*fresh.names}), None)
        if same is None:
            made.append(fresh)
        else:
            made[same] = _one_of(made[same], fresh)
    return tuple(made)


def _one_of(first: Advisory, second: Advisory) -> Advisory:
    others = [one for one in dict.fromkeys((*first.names, *second.names)) if one != first.name]
    return Advisory(
        first.name, tuple(others), first.summary or second.summary, first.fixed or second.fixed
    )


def _fixed(pin: Pin, record: dict[str, Any]) -> str:
    """The lowest release above the pinned one that is told to mend the fault."""
    found: list[Version] = []
    spelled: dict[Version, str] = {}
    own = _version(pin.version)
    for event in _events(pin, record):
        version = _version(event.get("fixed")) if isinstance(event, dict) else None
        if version is not None and (own is None or version > own):
            found.append(version)
            spelled[version] = plain(event["fixed"], most=40)
    return spelled[min(found)] if found else ""


def _events(pin: Pin, record: dict[str, Any]) -> Iterable[Any]:
    affected = record.get("affected", [])
    for one in affected if isinstance(affected, list) else []:
        package = one.get("package") if isinstance(one, dict) else None
        if not isinstance(package, dict) or not _is_of(pin, package):
            continue
        ranges = one.get("ranges", [])
        for span in ranges if isinstance(ranges, list) else []:
            if isinstance(span, dict) and span.get("type") in ("ECOSYSTEM", "SEMVER"):
                events = span.get("events", [])
                yield from events if isinstance(events, list) else []


def _is_of(pin: Pin, package: dict[str, Any]) -> bool:
    name, ecosystem = str(package.get("name", "")), package.get("ecosystem")
    if ecosystem != pin.ecosystem or pin.ecosystem not in (PYPI, NPM):
        return False
    if pin.ecosystem == PYPI:
        return re.sub(r"[-_.]+", "-", name).lower() == pin.name
    return name == pin.name


def _version(told: object) -> Version | None:
    try:
        return Version(told) if isinstance(told, str) else None
    except InvalidVersion:
        return None
