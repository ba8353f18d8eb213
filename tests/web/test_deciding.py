"""The forms: what they put on record, what they refuse, and what they never overwrite unseen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.web.conftest import Browser, Serving

from rashomon.ledger import Ledger
from rashomon.records import AddClaim, Comment, CorrectClaim, Facet, RejectClaim

KHUSHAM = "/incidents/khusham-2018-02-07"
TANF = ("al-tanf-2017-06-06", "al-tanf-2017-06-08")


def seen_on(page: str) -> str:
    """Return the state that a page's forms hand back."""
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found
    return found[1]


def last(ledger: Path) -> object:
    """Return what was decided last."""
    with Ledger.open(ledger, create=False) as opened:
        return opened.reviews()[-1].what


def report_named(ledger: Path, name: str) -> str:
    """Return the id of a report of the example."""
    with Ledger.open(ledger, create=False) as opened:
        return next(r.report_id for r in opened.reports() if r.name == name)


def test_approving_is_shown_with_who_and_why(browser: Browser) -> None:
    """The incident says how far it has come, and the history why."""
    seen = seen_on(browser.get(KHUSHAM))
    where = browser.send(
        f"{KHUSHAM}/approve", level="reviewed", why="all words looked at", seen=seen
    )
    assert where.endswith("#review")
    page = browser.get(where)
    assert "reviewed by tester" in page
    assert "all words looked at" in page
    assert re.search(r"Decision \d+: khusham-2018-02-07 is reviewed", page)


def test_comments_and_assignments_are_kept(browser: Browser, example: Path) -> None:
    """What is said stays said, and who looks after it stands at the head."""
    browser.send(f"{KHUSHAM}/comment", why="ask the  ministry <b>again</b>")
    assert isinstance(last(example), Comment)
    page = browser.get(browser.send(f"{KHUSHAM}/assign", to=" A.  B. ", why="knows the river"))
    assert "assigned to A. B." in page
    assert "&lt;b&gt;again" in page


def test_merging_and_undoing_leaves_two_incidents(browser: Browser) -> None:
    """A merge is taken back by withdrawing it; nothing is lost."""
    keep, other = TANF
    where = browser.send(f"/incidents/{keep}/merge", other=f"/incidents/{other}#x", why="one day")
    assert f"/incidents/{keep}" in where
    merged = browser.get(f"/incidents/{keep}")
    assert merged.count('name="member"') == 2
    number = re.findall(r'name="number" value="(\d+)"', merged)[0]
    assert f"<code>{keep}</code>" in browser.get(f"/incidents/{other}")  # leads to the whole
    browser.send(f"/incidents/{keep}/withdraw", number=number, why="two days after all")
    assert f"<code>{other}</code>" in browser.get(f"/incidents/{other}")
    log = browser.get(f"/incidents/{keep}/log")
    assert f"withdrawn by decision {int(number) + 1}" in log
    assert "two days after all" in log
    assert 'class="badge">captured' in log


def test_incidents_can_be_kept_apart_and_reports_moved(browser: Browser) -> None:
    """A split makes an incident of its own; what is apart stays apart."""
    browser.send(f"/incidents/{TANF[0]}/apart", other=TANF[1], why="two strikes")
    page = browser.get(KHUSHAM)
    member = re.findall(r'name="member" value="([^"]+)"', page)[0]
    browser.send(f"{KHUSHAM}/move", member=member, why="tells of another night")
    assert "3 reports" in browser.get(KHUSHAM)
    assert re.search(r"khusham-2018-02-07-d\d+", browser.get("/incidents"))


@pytest.mark.parametrize(
    ("verb", "fields", "words"),
    [
        ("approve", {"level": "perfect", "why": "x"}, "no level is called"),
        ("approve", {"level": "reviewed", "why": "  "}, "say why"),
        ("assign", {"to": " ", "why": "x"}, "name who"),
        ("merge", {"other": "", "why": "x"}, "name the other"),
        ("merge", {"other": "khusham-2018-02-07", "why": "x"}, "are one incident already"),
        ("move", {"why": "x"}, "choose which reports"),
        ("withdraw", {"why": "x"}, "by its number"),
        ("withdraw", {"number": "one", "why": "x"}, "no whole number"),
        ("comment", {"why": "x" * 10_001}, "too many"),
        ("comment", {"why": "x", "seen": "nothing"}, "tells no state"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_the_way_out(
    looking: Browser, verb: str, fields: dict[str, str], words: str
) -> None:
    """Nothing is written, and the page says what is lacking."""
    answer = looking.send(f"{KHUSHAM}/{verb}", 422, **fields)
    assert words.casefold() in answer.casefold()


def test_what_others_decided_meanwhile_is_shown_before_anything_is_kept(
    browser: Browser, example: Path
) -> None:
    """The same form, sent again, then knows of it."""
    seen = seen_on(browser.get(KHUSHAM))
    browser.send(f"{KHUSHAM}/assign", to="A", why="first", seen=seen)
    page = browser.send(f"{KHUSHAM}/assign", 409, to="B", why="second", seen=seen)
    assert "Others have decided meanwhile" in page
    assert "first" in page
    again = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert again["to"] == "B"
    again.pop("token")
    assert "assigned to B" in browser.get(browser.send(f"{KHUSHAM}/assign", **again))


def claims_of(ledger: Path, report_id: str, facet: Facet) -> list[str]:
    """Return the ids of a report's claims of one facet, as they were read."""
    with Ledger.open(ledger, create=False) as opened:
        reading = opened.reading(report_id)
    assert reading is not None
    return [claim.claim_id for claim in reading.claims if claim.facet is facet]


def test_a_claim_is_corrected_in_a_form_that_knows_it(browser: Browser, example: Path) -> None:
    """The form begins with what was read; what was before stays to be seen."""
    report = report_named(example, "04-wire-reuters")
    claim = claims_of(example, report, Facet.KILLED)[0]
    page = browser.get(f"/reports/{report}?claim={claim}")
    assert 'value="100+"' in page
    where = browser.send(
        f"/reports/{report}/correct", claim=claim, value="104", why="counted anew",
        seen=seen_on(page),
    )  # fmt: skip
    assert isinstance(last(example), CorrectClaim)
    page = browser.get(where)
    assert "corrected; was 100 or more" in page
    assert "104" in browser.get(KHUSHAM)


def test_a_claim_is_rejected(browser: Browser, example: Path) -> None:
    """The words say no such thing, and the range follows."""
    report = report_named(example, "04-wire-reuters")
    for claim in claims_of(example, report, Facet.KILLED):
        browser.send(f"/reports/{report}/reject", claim=claim, why="not said")
    assert isinstance(last(example), RejectClaim)
    assert "25–100 or more" in browser.get(KHUSHAM)


def test_outlet_and_day_of_a_report_are_set(browser: Browser, example: Path) -> None:
    """What the report lacked is there, with who said so."""
    report = report_named(example, "01-coalition-statement")
    path = f"/reports/{report}"
    browser.send(
        f"{path}/set", outlet="Coalition  press office", published="2018-02-08", why="seal"
    )
    page = browser.get(path)
    assert "Coalition press office, " in page.replace("</span>", "")
    assert "8 Feb 2018" in page
    assert "say what to set" in browser.send(f"{path}/set", 422, why="x").casefold()
    assert "no day" in browser.send(f"{path}/set", 422, published="8 Feb", why="x")


def test_a_claim_is_added_on_words_that_the_server_checks(browser: Browser, example: Path) -> None:
    """Offsets that do not hold the words are refused."""
    report = report_named(example, "04-wire-reuters")
    with Ledger.open(example, create=False) as ledger:
        reading = ledger.reading(report)
    assert reading is not None
    quote = "pro-government fighters"
    start = reading.report.text.index(quote)
    fields = {
        "member": f"{report}#0", "facet": "target", "value": "fighters", "why": "was overlooked",
        "start": str(start), "end": str(start + len(quote)), "quote": quote, "stance": "affirm",
    }  # fmt: skip
    refused = browser.send(f"/reports/{report}/add", 422, **(fields | {"start": str(start + 1)}))
    assert "does not hold" in refused
    wrong = browser.send(f"/reports/{report}/add", 422, **(fields | {"member": "r0#0"}))
    assert "is not one that this report tells of" in wrong
    browser.send(f"/reports/{report}/add", **fields)
    added = last(example)
    assert isinstance(added, AddClaim)
    assert added.claim.evidence.quote == quote
    assert added.claim.claim_id in browser.get(f"/reports/{report}")


def test_words_over_lines_are_taken_as_a_form_sends_them(tmp_path: Path, serving: Serving) -> None:
    """Forms turn line breaks into two characters; the ledger's text has one."""
    from rashomon.pipeline import build

    (tmp_path / "a.txt").write_text(
        "HOMS, Feb 8 2018 (Reuters) - At least 12 people were killed in an air strike on\n"
        "Idlib on Wednesday, the Syrian Observatory for Human Rights said.\n",
        encoding="utf-8",
    )
    with Ledger.open(tmp_path / "l.db") as ledger:
        build([tmp_path / "a.txt"], ledger)
        (report,) = ledger.reports()
    browser = serving(tmp_path / "l.db")
    browser.send(
        f"/reports/{report.report_id}/add", member=f"{report.report_id}#0", facet="motive",
        quote="air strike on\r\nIdlib", why="a test",
    )  # fmt: skip
    assert isinstance(last(tmp_path / "l.db"), AddClaim)
