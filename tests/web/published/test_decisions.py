"""What people decided, as a published site tells it: what, why, and by nobody in particular."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.web.published.conftest import Publishing
from tests.web.published.test_withholding import told

from rashomon.ledger import Ledger
from rashomon.records import (
    ApprovalLevel,
    Approve,
    Assign,
    Comment,
    IncidentQuery,
    SameIncident,
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
