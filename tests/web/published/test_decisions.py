"""What people decided, as a published site tells it: what, why, and by nobody in particular."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from tests.web.published.conftest import Publishing
from tests.web.published.test_withholding import told

from rashomon.ledger import Ledger
from rashomon.records import (
    AddClaim,
    ApprovalLevel,
    Approve,
    Assign,
    Claim,
    Comment,
    CorrectClaim,
    Facet,
    IncidentQuery,
    MemberMark,
    Motive,
    NameActor,
    SameIncident,
    Speaker,
    Stance,
)

KEPT, GONE = "al-tanf-2017-06-06", "al-tanf-2017-06-08"
WHY = "Lubna Qasmawi's family told Ottoline so"


@pytest.fixture
def decided(example: Path) -> Path:
    """Return a ledger in which somebody merged, approved, commented and assigned."""
    with Ledger.open(example) as ledger:
        for what in (
            SameIncident(KEPT, GONE),
            Approve(KEPT, ApprovalLevel.APPROVED),
            Comment(KEPT),
            Assign(KEPT, "Peregrine"),
        ):
            ledger.decide(what, why=WHY, made_by="person: Ottoline")
    return example


RULES = '[names]\nwithhold = ["Lubna Qasmawi"]\n'


def test_nobody_who_decided_is_named(decided: Path, publishing: Publishing) -> None:
    """Neither as who decided, nor in the words of decisions; assignments are not told at all."""
    files = told(publishing(decided, rules=RULES))
    page = files[f"incidents/{KEPT}.html"]
    assert "a reviewer" in page
    assert "[name withheld]'s family told [reviewer withheld] so" in page
    assert "commented" not in page
    for name, text in files.items():
        assert "ottoline" not in text, name
        assert "peregrine" not in text, name
        assert "qasmawi" not in text, name


def test_reviewers_are_named_if_that_is_asked_for(decided: Path, publishing: Publishing) -> None:
    """Then their words are told as well, but for what is private."""
    files = told(
        publishing(decided, rules=RULES + "[decisions]\ncomments = true\n", names_reviewers=True)
    )
    page = files[f"incidents/{KEPT}.html"]
    assert "ottoline" in page
    assert "commented" in page
    assert "qasmawi" not in page
    assert "peregrine" not in page


def test_the_page_of_a_merged_incident_leads_to_the_whole(
    decided: Path, publishing: Publishing
) -> None:
    """Its address goes on to hold, without a server and without scripts."""
    site = publishing(decided, base_url="https://example.org/strikes/")
    page = (site / f"incidents/{GONE}.html").read_text()
    assert f'content="0; url=../incidents/{KEPT}.html"' in page
    assert f'<a href="../incidents/{KEPT}.html">' in page
    assert (
        f'<link rel="canonical" href="https://example.org/strikes/incidents/{KEPT}.html">' in page
    )
    whole = (site / f"incidents/{KEPT}.html").read_text()
    assert f'"canonical" href="https://example.org/strikes/incidents/{KEPT}.html"' in whole
    assert '"canonical" href="https://example.org/strikes/"' in (site / "index.html").read_text()
    page = (publishing(decided, "anywhere") / f"incidents/{GONE}.html").read_text()
    assert f'"canonical" href="../incidents/{KEPT}.html"' in page


def test_reviewers_are_not_told_by_the_claims_they_shaped(
    example: Path, publishing: Publishing
) -> None:
    """Neither as readers nor in the words of corrections, in whatever file."""
    with Ledger.open(example) as ledger:
        reading = next(one for one in ledger.readings() if one.claims)
        claim, member = reading.claims[0], reading.incidents[0]
        for what in (
            CorrectClaim(claim, replace(claim, stance=Stance.UNCERTAIN)),
            AddClaim(
                Claim(
                    claim.report_id, claim.mention, Facet.MOTIVE, Motive(), claim.evidence,
                    (Speaker("a neighbor", None, "resident"),),
                ),
                MemberMark(reading.report.report_id, member.number),
            ),
            NameActor("a neighbor", "the neighbors"),
        ):  # fmt: skip
            ledger.decide(what, why=WHY, made_by="person: Ottoline")
    site = publishing(example, rules=RULES + "[decisions]\ncomments = true\n")
    for name, text in told(site).items():
        assert "qasmawi" not in text, name
        assert "ottoline" not in text, name


def test_an_id_that_holds_a_name_is_told_by_none(example: Path, publishing: Publishing) -> None:
    """Not as what an incident was known as, nor by a digest that a guess could be checked by."""
    with Ledger.open(example) as ledger:
        ledger.decide(
            SameIncident(KEPT, "khusham-2018-02-07"),
            why="one happening",
            made_by="person: Ottoline",
        )
    site = publishing(example, rules='[names]\nwithhold = ["Khusham", "Tanf"]\n')
    files = told(site)
    for name, text in files.items():
        assert "khusham" not in text + name
        assert "tanf" not in text + name
        for guess in (KEPT, "khusham-2018-02-07"):
            digest = sha256(guess.encode()).hexdigest()[:12]
            assert digest not in text + name
    pages = [name for name in files if name.startswith("incidents/incident-")]
    assert len(pages) == 4


def test_only_what_was_approved_is_told(decided: Path, publishing: Publishing) -> None:
    """A level of review is a query like others."""
    site = publishing(decided, query=IncidentQuery(levels=(ApprovalLevel.APPROVED,)))
    assert sorted(path.stem for path in (site / "incidents").iterdir()) == [KEPT, GONE]
    assert len(re.findall("<tr id=", (site / "index.html").read_text())) == 1


def test_the_manifest_is_signed(example: Path, tmp_path: Path) -> None:
    """By a key of the user's, as releases are."""
    if not shutil.which("ssh-keygen"):
        pytest.skip("no ssh-keygen here")
    from typer.testing import CliRunner

    from rashomon.cli import app
    from rashomon.publish.signatures import check_signature

    key = tmp_path / "key"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True, timeout=30
    )
    made = CliRunner().invoke(
        app,
        ["publish", str(tmp_path / "site"), "--ledger", str(example), "--key", str(key),
         "--query", "/incidents?place=Khusham", "--level", "draft", "--title", "Strikes"],
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    assert "1 incident of 4 reports" in " ".join(made.output.split())
    assert "key" in check_signature(tmp_path / "site" / "site.json").casefold()
    checked = CliRunner().invoke(app, ["release", str(tmp_path / "site" / "data"), "--check"])
    assert checked.exit_code == 0, checked.output


def test_an_address_that_is_none_is_refused(example: Path, tmp_path: Path) -> None:
    """Before anything is read."""
    from typer.testing import CliRunner

    from rashomon.cli import app

    made = CliRunner().invoke(
        app,
        ["publish", str(tmp_path / "site"), "--ledger", str(example), "--base-url", "example.org"],
    )
    assert made.exception is not None
    assert "is none" in str(made.exception)
