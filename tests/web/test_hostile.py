"""Reports made to harm whoever reads them, through every address that shows something.

What they hold is told in full and does nothing: no markup of theirs stands in any page, no address
of theirs can be followed into a script.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient
from tests.web.conftest import ORIGIN
from tests.web.hostile_reports import ADDRESS, IMAGE, MARK, SCRIPT
from tests.web.page_faults import faults

from rashomon.ledger import Ledger
from rashomon.web.app import make_app
from rashomon.web.settings import Settings


@pytest.fixture(scope="module")
def ledger(hostile_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the ledger of reports that mean harm."""
    return Path(shutil.copy(hostile_ledger, tmp_path_factory.mktemp("hostile")))


@pytest.fixture(scope="module")
def client(ledger: Path) -> Iterator[TestClient]:
    """Return a browser at an application over that ledger, its user called to match."""
    app = make_app(Settings(str(ledger), user=f"zoe {IMAGE}", at_once=0))
    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def addresses(client: TestClient, ledger: Path) -> list[str]:
    """Return every address that shows something, of each thing that there is, and hostile ones."""
    with Ledger.open(ledger, create=False) as opened:
        incidents, reports = sorted(opened.incident_ids()), list(opened.report_ids())
    of = {
        "incident_id": [*incidents, IMAGE],
        "report_id": [*reports, SCRIPT],
        "capture_id": ["1", "2", "3", "4", "5", "99"],
    }
    hostile = [("q", f"{SCRIPT} killed"), ("next", ADDRESS), ("claim", IMAGE), (IMAGE, SCRIPT)]
    found = []
    for route in iter_route_contexts(client.app.routes):  # type: ignore[attr-defined]
        if not isinstance(route.original_route, APIRoute) or "GET" not in (route.methods or ()):
            continue
        path = str(route.path)
        names = re.findall(r"\{(\w+)", path)
        values = of.get(names[0], [SCRIPT, "1"]) if names else [""]
        for number, value in enumerate(values):
            there = re.sub(r"\{[^}]*\}", quote(value, safe="").replace("\\", ""), path)
            found.append(there)
            if not number and not path.startswith("/api/"):
                found += [f"{there}?{urlencode([pair])}" for pair in hostile]
    return found


def test_no_address_answers_with_markup_of_a_report(
    client: TestClient, addresses: list[str]
) -> None:
    """Every route, asked for everything there is and in hostile ways, live and for htmx."""
    assert len(addresses) > 50
    wrong, shown = [], ""
    for address in addresses:
        for headers in ({},) if "?" in address else ({}, {"HX-Request": "true"}):
            answer = client.get(address, headers=headers, follow_redirects=False)
            type_ = answer.headers.get("content-type", "")
            if answer.status_code >= 500:
                wrong.append(f"{address}: {answer.status_code}")
            if answer.headers.get("x-content-type-options") != "nosniff":
                wrong.append(f"{address}: may be taken for another type")
            policy = answer.headers.get("content-security-policy", "")
            if "unsafe" in policy or "default-src" not in policy:
                wrong.append(f"{address}: policy {policy!r}")
            if not re.match(r"/(?!/)", answer.headers.get("location", "/")):
                wrong.append(f"{address}: leads to {answer.headers['location']}")
            if type_.startswith("text/html") and answer.text.strip():
                wrong += [f"{address}: {one}" for one in faults(answer.text, type_)]
                if "13097" in answer.text:
                    wrong.append(f"{address}: a template ran")
                shown += answer.text if "/reports/" in address else ""
            elif type_ not in ("", "application/json", "application/problem+json",
                               "application/octet-stream", "text/event-stream; charset=utf-8",
                               "text/csv; charset=utf-8", "application/geo+json"):  # fmt: skip
                wrong.append(f"{address}: is sent as {type_}")
    assert wrong == []
    assert f"&lt;script&gt;{MARK}()" in shown  # told, and not left out
    assert "{{ 7*1871 }}" in shown


def test_original_bytes_are_saved_and_never_shown(client: TestClient) -> None:
    """Whatever they are, under a name that holds nothing but letters."""
    for number in range(1, 6):
        answer = client.get(f"/captures/{number}")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        name = re.fullmatch(
            r'attachment; filename="([A-Za-z0-9._-]+)"', answer.headers["Content-Disposition"]
        )
        assert name
        assert not name[1].startswith(".")


@pytest.mark.parametrize(
    "broken",
    [SCRIPT, IMAGE, f'<p onclick="{MARK}()">', f'<a href="{ADDRESS}">x</a>', f"<p {MARK}=1>",
     '<base href="http://evil.example/">', '<a href="//evil.example/">x</a>',
     '<img src="http://evil.example/x">', '<script type="application/json">"</b>"</script>'],
)  # fmt: skip
def test_what_a_page_must_not_hold_is_found(broken: str) -> None:
    """The look at pages above would see each of these."""
    assert faults(f"<html><body><p>{broken}</p></body></html>", "x")
