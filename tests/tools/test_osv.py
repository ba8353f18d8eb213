"""What a database of known faults is asked, and what it can do to us."""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tools.conftest import Answering, Database
from tools.auditing import osv
from tools.auditing.osv import Advisory, ask
from tools.auditing.pins import NPM, PYPI, Pin

JINJA = Pin(PYPI, "jinja2", "2.4.1", "requirements.lock")
HTMX = Pin(NPM, "htmx.org", "1.9.0", "package-lock.json")
GOOD = Pin(PYPI, "h11", "0.16.0", "requirements.lock")


def record(name: str, pin: Pin, *fixed: str, **more: Any) -> dict[str, Any]:
    """Return what a database says of a fault."""
    events: list[Any] = [{"introduced": "0"}, *({"fixed": one} for one in fixed)]
    affected = {
        "package": {"ecosystem": pin.ecosystem, "name": pin.name},
        "ranges": [{"type": "ECOSYSTEM", "events": events}],
    }
    return {"id": name, "summary": "Runs what it is given", "affected": [affected], **more}


def test_a_known_fault_is_told_with_its_names_and_the_release_that_mends_it(
    database: Database,
) -> None:
    """Of the next release above ours, whatever others mend it in older lines."""
    database.known = {(PYPI, "jinja2", "2.4.1"): ["GHSA-462w-v97r-4m45"]}
    database.records["GHSA-462w-v97r-4m45"] = record(
        "GHSA-462w-v97r-4m45", JINJA, "1.9", "2.10.1", "2.9", aliases=["CVE-2019-10906", 7]
    )
    answer = ask(database.address, [JINJA, HTMX, GOOD, GOOD])
    assert not answer.silence
    assert answer.found == {
        JINJA: (
            Advisory("GHSA-462w-v97r-4m45", ("CVE-2019-10906",), "Runs what it is given", "2.9"),
        )
    }
    assert [q["package"]["name"] for q in database.asked[0]["queries"]] == [
        "jinja2", "htmx.org", "h11",
    ]  # fmt: skip


def test_an_answer_in_pages_is_read_to_its_end(database: Database) -> None:
    """Each release by itself, with the token that it was given."""
    names = [f"GHSA-0000-0000-{i:04}" for i in range(7)]
    database.known = {(PYPI, "jinja2", "2.4.1"): names, (NPM, "htmx.org", "1.9.0"): names[:3]}
    database.records = {name: record(name, JINJA) for name in names}
    database.a_page = 2
    answer = ask(database.address, [JINJA, HTMX])
    assert [one.name for one in answer.found[JINJA]] == names
    assert [one.name for one in answer.found[HTMX]] == names[:3]
    asked = [[q.get("page_token") for q in body["queries"]] for body in database.asked[:4]]
    assert asked == [[None, None], ["2", "2"], ["4"], ["6"]]


def test_many_releases_are_asked_about_in_several_questions(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And all are answered."""
    monkeypatch.setattr(osv, "_AT_ONCE", 3)
    pins = [Pin(PYPI, f"p{i}", "1", "x") for i in range(8)]
    database.known = {(PYPI, "p7", "1"): ["PYSEC-2031-1"]}
    answer = ask(database.address, pins)
    assert [len(body["queries"]) for body in database.asked[:3]] == [3, 3, 2]
    assert list(answer.found) == [pins[7]]
    assert answer.silence == "it answers with status 404"  # of the record


def test_one_fault_by_two_names_is_one_and_a_withdrawn_one_is_none(database: Database) -> None:
    """Databases repeat each other, and take back what they said."""
    database.known = {(PYPI, "jinja2", "2.4.1"): ["GHSA-aaaa-bbbb-cccc", "PYSEC-2031-2",
                                                  "GHSA-dddd-eeee-ffff"]}  # fmt: skip
    database.records = {
        "GHSA-aaaa-bbbb-cccc": record("GHSA-aaaa-bbbb-cccc", JINJA, aliases=["CVE-2031-1"]),
        "PYSEC-2031-2": record("PYSEC-2031-2", JINJA, "3.0", aliases=["CVE-2031-1"]),
        "GHSA-dddd-eeee-ffff": record("GHSA-dddd-eeee-ffff", JINJA, withdrawn="2031-01-01"),
    }
    (one,) = ask(database.address, [JINJA]).found[JINJA]
    assert one.names == ("GHSA-aaaa-bbbb-cccc", "CVE-2031-1", "PYSEC-2031-2")
    assert one.fixed == "3.0"


def test_a_fault_counts_though_nothing_more_of_it_is_told(database: Database) -> None:
    """The name is enough to fail; that the rest is lacking is told, too."""
    database.known = {(PYPI, "jinja2", "2.4.1"): ["GHSA-aaaa-bbbb-cccc"]}
    answer = ask(database.address, [JINJA])
    assert answer.found == {JINJA: (Advisory("GHSA-aaaa-bbbb-cccc"),)}
    assert answer.silence == "it answers with status 404"


def _status(status: int, **headers: str) -> Answering:
    def odd(handler: BaseHTTPRequestHandler, _: Any) -> bool:
        handler.tell(status, b"{}", **headers)  # type: ignore[attr-defined]
        return True

    return odd


def _says(data: bytes) -> Answering:
    def odd(handler: BaseHTTPRequestHandler, _: Any) -> bool:
        handler.tell(200, data)  # type: ignore[attr-defined]
        return True

    return odd


def _drips(handler: BaseHTTPRequestHandler, _: Any) -> bool:
    handler.send_response(200)
    handler.end_headers()
    try:
        for _second in range(40):
            handler.wfile.write(b" ")
            time.sleep(0.05)
    except OSError:  # who asked has gone
        pass
    return True


def _sleeps(handler: BaseHTTPRequestHandler, _: Any) -> bool:
    time.sleep(0.4)
    return True


def _hangs_up(handler: BaseHTTPRequestHandler, _: Any) -> bool:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"{")
    return True


SOMETHING_ELSE = "something else than asked for"


@pytest.mark.parametrize(
    ("odd", "told"),
    [
        pytest.param(_status(500), "status 500", id="fails"),
        pytest.param(_status(429), "status 429", id="too many"),
        pytest.param(_status(302, Location="/elsewhere"), "status 302", id="sends elsewhere"),
        pytest.param(_says(b"<html>Sign in to this network</html>"), SOMETHING_ELSE, id="page"),
        pytest.param(_says(b""), SOMETHING_ELSE, id="nothing"),
        pytest.param(_says(b"\xff\xfe\x00"), SOMETHING_ELSE, id="no text"),
        pytest.param(_says(b"[" * 100_000), SOMETHING_ELSE, id="nested"),
        pytest.param(_says(b"[]"), SOMETHING_ELSE, id="list"),
        pytest.param(_says(b'{"results": []}'), SOMETHING_ELSE, id="too few"),
        pytest.param(_says(b'{"results": [3]}'), SOMETHING_ELSE, id="number"),
        pytest.param(_says(b'{"results": [{"vulns": {"id": "A-1"}}]}'), SOMETHING_ELSE, id="form"),
        pytest.param(_says(b'{"results": [{"vulns": [{"id": "../../x"}]}]}'), SOMETHING_ELSE,
                     id="name that leads elsewhere"),
        pytest.param(_says(b'{"results": [{"next_page_token": 1}]}'), SOMETHING_ELSE, id="token"),
        pytest.param(_says(b'{"results": [{"next_page_token": "again"}]}'), "no end", id="endless"),
        pytest.param(_drips, "takes too long", id="drips"),
        pytest.param(_sleeps, "takes too long", id="sleeps"),
        pytest.param(_hangs_up, SOMETHING_ELSE, id="hangs up"),
    ],
)  # fmt: skip
def test_a_database_that_does_not_answer_well_is_a_silent_one(
    database: Database, odd: Answering, told: str
) -> None:
    """It is told why, nothing fails, and no redirect is followed."""
    database.odd = odd
    answer = ask(database.address, [JINJA], patience_s=0.3 if told == "takes too long" else 5)
    assert answer.found == {}
    assert told in answer.silence
    assert "/elsewhere" not in database.asked


def test_an_answer_without_measure_is_cut_off(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it fills the memory."""
    monkeypatch.setattr(osv, "_MOST_BYTES", 2**20)
    database.odd = _says(b" " * 2**21)
    assert "more than 1 MB" in ask(database.address, [JINJA]).silence


def test_where_nobody_listens_it_is_told() -> None:
    """With what the system says."""
    answer = ask("http://127.0.0.1:9", [JINJA])
    assert (answer.found, "refused" in answer.silence) == ({}, True)


def test_what_is_known_before_a_database_falls_silent_is_kept(database: Database) -> None:
    """Half an answer can be bad news enough."""
    names = ["GHSA-0000-0000-0001", "GHSA-0000-0000-0002"]
    database.known = {(PYPI, "jinja2", "2.4.1"): names}
    database.a_page = 1

    def odd(handler: Any, body: Any) -> bool:
        if body and body["queries"][0].get("page_token"):
            handler.tell(503, b"")
            return True
        return False

    database.odd = odd
    answer = ask(database.address, [JINJA])
    assert [one.name for one in answer.found[JINJA]] == names[:1]
    assert answer.silence == "it answers with status 503"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4)
    | st.sampled_from(["2.5", "ECOSYSTEM", "PyPI", "jinja2", "GHSA-aaaa-bbbb-cccc"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "affected", "ranges", "events", "fixed", "package", "name", "type",
                         "ecosystem", "aliases", "summary", "withdrawn"]), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@given(JSON)
def test_whatever_a_record_holds_the_fault_is_told(told: Any) -> None:
    """Of any form, by the name under which it was asked."""
    name = "GHSA-aaaa-bbbb-cccc"
    made = osv._joined(JINJA, [name], {name: told})
    is_withdrawn = isinstance(told, dict) and told.get("id") == name and told.get("withdrawn")
    assert [one.name for one in made] == ([] if is_withdrawn else [name])
    json.dumps([one.summary for one in made])


@pytest.mark.parametrize(
    "base", ["http://osv.example", "ftp://127.0.0.1", "https://", "https://a@b.example", "x",
             "https://osv.example/?q=1", "http://[::1"],
)  # fmt: skip
def test_what_could_be_read_on_the_way_is_not_asked(base: str) -> None:
    """An address over https, or of this machine."""
    assert not osv.is_address(base)
