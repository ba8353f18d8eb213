"""Reports made to harm whoever reads them, through every address that shows something.

What they hold is told in full and does nothing: no markup of theirs stands in any page, no address
of theirs can be followed into a script.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient
from lxml import html
from tests.web.conftest import ORIGIN

from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.records import Assign, Comment, IncidentQuery, SetReport
from rashomon.web.app import make_app
from rashomon.web.settings import Settings

MARK = "xssmark"  # what is hostile is an element, attribute or address that holds this
SCRIPT = f"<script>{MARK}()</script>"
IMAGE = f'"><img src=x onerror={MARK}() {MARK}=1>'
DRAWN = f"<svg {MARK} onload={MARK}()><a xlink:href='javascript:{MARK}()'>x</a></svg>"
QUOTES = f"' onmouseover='{MARK}()' x='"
TEMPLATE = "{{ 7*1871 }} ${7*1871} {% include 'base.html' %} #{7*1871} <%= 7*1871 %>"
TURNED = "\u202e\u2066killed\u2069\u202c\u200f\ufeff"
ADDRESS = f"javascript:{MARK}(document.domain)"
FORMULA = f'=HYPERLINK("http://evil.example/{MARK}","x")'
DAY = "2018-02-07"
LEAD = "KHUSHAM, Syria, Feb. 8, 2018 - "

TOLD = (
    f"An air strike {SCRIPT} killed 25 {IMAGE} militiamen in Khusham, Syria, on February 7, 2018, "
    f"the {DRAWN} Russian Defense Ministry said. {QUOTES} {TEMPLATE} {TURNED}"
)
TEXTS = {
    f"a{SCRIPT.replace('/', '')}.txt": f"{LEAD}{TOLD}\n\nThe ministry denied {IMAGE} any strike.\n",
    "b.txt": f"{LEAD}{TOLD}\n\n\"{SCRIPT}\", said Omar O'{IMAGE} Karim, a doctor, who said "
    "at least 100 people were killed in Khusham on February 7, 2018.\n",
    "c.txt": f"{LEAD}The coalition said on Thursday it killed more than 100 fighters in a "
    f"strike in Khusham on February 7, 2018.\n\n{'A' * 1_000}{SCRIPT}{'{{' * 500}\n",
    "d.txt": LEAD + " ".join(
        f"Police officer Karim Na{one:02}{SCRIPT} said on Thursday that an air strike killed {one} "
        f"people in Khusham on February 7, 2018.\n" for one in range(20, 50)
    ),
}  # fmt: skip
PAGE = f"""<!doctype html><html lang="en"><head><title>&lt;b&gt; Strike kills 7</title>
<meta property="og:site_name" content="&quot;&gt;&lt;img src=x onerror={MARK}()&gt;">
<meta property="og:title" content="&lt;svg onload={MARK}()&gt; Strike kills 7 in Khusham">
<meta property="og:url" content="{ADDRESS}"><link rel="canonical" href="{ADDRESS}">
<base href="http://evil.example/"><meta property="article:published_time" content="2018-02-08">
</head><body><article><h1>Strike kills 7 in Khusham &lt;{MARK}&gt;</h1>
<p>An air strike &lt;script&gt;{MARK}()&lt;/script&gt; killed 7 people in Khusham, Syria, on
February 7, 2018, a doctor &lt;img src=x onerror={MARK}()&gt; said on
Thursday. <script>{MARK}()</script></p>
<p>The Syrian Observatory for Human Rights said that the strike wounded 12 people there.
<a href="{ADDRESS}">More</a> <iframe src="{ADDRESS}"></iframe></p></article></body></html>"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of reports, sidecars, decisions and saved views that mean harm."""
    folder = tmp_path_factory.mktemp("hostile")
    reports = folder / "reports"
    reports.mkdir()
    for name, text in TEXTS.items():
        (reports / name).write_text(text)
    (reports / "page.html").write_text(PAGE)
    quoted = [
        '"' + words.replace('"', '""') + '"' for words in (FORMULA, ADDRESS, IMAGE, f"@{SCRIPT}")
    ]
    (reports / "reports.csv").write_text(
        "file,outlet,url,title,published,context_date\n"
        f"b.txt,{quoted[0]},{quoted[1]},{quoted[2]},2018-02-08,{DAY}\n"
        f'd.txt,{quoted[3]},http://evil.example/"{MARK},{quoted[2]},2018-02-08,{DAY}\n'
    )
    path = folder / f"{MARK}'<b>.db"
    with Ledger.open(path) as made:
        build([reports], made, by=f"{IMAGE}")
        first = sorted(made.incident_ids())[0]
        report = made.report_ids()[0]
        made.decide(Comment(first), made_by=f"person: {IMAGE}", why=f"{SCRIPT} {TEMPLATE}")
        made.decide(Assign(first, f"zoe{SCRIPT}"), made_by="person: zoe", why=IMAGE)
        made.decide(SetReport(report, outlet=DRAWN), made_by="person: zoe", why=QUOTES)
        made.add_watch_list(f"view {IMAGE}", IncidentQuery(text=f"x {SCRIPT}"), by=SCRIPT)
    return path


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


_ADDRESSES = frozenset(
    "href src action formaction xlink:href data-source hx-get hx-post poster srcset".split()
)


def faults(page: str, type_: str) -> list[str]:
    """Return what in a page could run, load or be followed that is not ours."""
    found = []
    for one in html.document_fromstring(page).iter():
        if not isinstance(one.tag, str):
            continue
        words = html.tostring(one, encoding="unicode", with_tail=False)[:120]
        attributes = {str(name).lower(): str(value) for name, value in one.attrib.items()}
        if one.tag == "script" and attributes.get("type") == "application/json":
            json.loads(one.text or "")
            if "<" in (one.text or ""):
                found.append(f"data that can end itself: {words}")
        elif one.tag == "script" and (
            (one.text or "").strip() or not attributes.get("src", "").startswith("/static/")
        ):
            found.append(f"a script: {words}")
        if one.tag in ("iframe", "object", "embed", "base", "style", "foreignobject", MARK):
            found.append(f"an element: {words}")
        for name, value in attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc", "http-equiv", MARK):
                found.append(f"an attribute: {words}")
            is_address = name in _ADDRESSES
            if is_address and not re.match(r"(?:/(?!/)|#|\?|$|https?://)", value):
                found.append(f"an address: {words}")
            if name != "href" and is_address and value.startswith("http"):
                found.append(f"loads from elsewhere: {words}")
    return [f"{type_}: {one}" for one in found]


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
