"""Releases: the same every time, whole or not there, and told when changed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import rashomon
from rashomon.errors import SettingError
from rashomon.publish import FORMATS
from rashomon.publish.release import FILES
from rashomon.publish.release_check import differing_files, read_manifest
from rashomon.publish.signatures import check_signature, sign
from rashomon.reconcile import POLICY, find_policy

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Any]
needs_openssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs OpenSSH")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the bundled example's ledger once."""
    path = tmp_path_factory.mktemp("release") / "khusham.db"
    rashomon.build([ROOT / "examples" / "khusham"], path, reader="rules").close()
    return path


@pytest.fixture
def released(run: Run, ledger: Path, tmp_path: Path) -> Path:
    """A release that a test may spoil."""
    assert run("release", tmp_path / "one", "--ledger", ledger).code == 0
    return tmp_path / "one"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A signing key of nobody."""
    path = tmp_path / "key"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)]
    subprocess.run(command, check=True)
    return path


def signers_of(key: Path, who: str) -> Path:
    """The file by which ssh-keygen knows whose key that is."""
    path = key.with_name("signers")
    path.write_text(f"{who} {key.with_suffix('.pub').read_text()}")
    return path


def test_two_releases_are_the_same_byte_for_byte(
    run: Run, ledger: Path, released: Path, tmp_path: Path
) -> None:
    """No clock, no machine and no order of chance is in any of the files."""
    assert run("release", tmp_path / "two", "--ledger", ledger).code == 0
    names = sorted(path.name for path in released.iterdir())
    assert names == sorted([*(file.name for file in FILES), "manifest.json"])
    for name in names:
        assert (released / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_every_format_is_in_a_release() -> None:
    """A new format is not forgotten."""
    assert {file.form for file in FILES} == set(FORMATS)


def test_the_manifest_tells_what_made_it(released: Path, ledger: Path) -> None:
    """Versions, policies, the ends of the chains and counts are in it, and no moment."""
    manifest = read_manifest(released)
    with rashomon.open_ledger(ledger) as opened:
        seal, decision = opened.last_seal(), opened.decisions()[-1]
        count = len(opened.incidents())
    assert seal is not None
    assert manifest["ledger"]["last_seal"] == seal[1]
    assert manifest["ledger"]["last_decision_hash"] == decision.hash
    assert manifest["counts"]["incidents"] == count
    assert manifest["made_at"] is None
    assert manifest["made_by"]["tool"].startswith("rashomon ")
    assert sum(manifest["made_by"]["readers"].values()) == manifest["counts"]["reports"]
    policies = {entry["name"]: entry["policy"] for entry in manifest["files"]}
    assert policies["ucdp.csv"] == find_policy("ucdp").full_name
    assert policies["incidents.csv"] == POLICY
    assert policies["claims.jsonl"] is None
    assert all((ROOT / e["codebook"]).is_file() for e in manifest["files"] if e["codebook"])


def test_the_manifest_has_the_keys_of_its_page(released: Path) -> None:
    """Every key of docs/codebooks/release.md, and no other."""
    page = (ROOT / "docs" / "codebooks" / "release.md").read_text(encoding="utf-8")
    table = page.partition("## The manifest")[2].partition("## ")[0]
    keys = [
        name if not isinstance(value, dict) else f"{name}.{inner}"
        for name, value in read_manifest(released).items()
        for inner in (value if isinstance(value, dict) else [name])
    ]
    assert re.findall(r"^\| `([^`]+)` \|", table, re.M) == keys


def test_a_release_is_as_its_manifest_says(run: Run, released: Path) -> None:
    """An untouched one passes."""
    ran = run("release", released, "--check")
    assert ran.code == 0
    assert "are as the manifest says; not signed" in ran.err


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda d: (d / "acled.csv").write_text("event_id\n"), "acled.csv: differs"),
        (lambda d: (d / "claims.jsonl").unlink(), "claims.jsonl: is missing"),
        (lambda d: (d / "more.csv").write_text(""), "more.csv: is not of the release"),
        (lambda d: (d / "manifest.json").write_text("{"), "is no JSON"),
        (lambda d: (d / "manifest.json").write_text("{}"), "no manifest of a release"),
        (lambda d: (d / "manifest.json").unlink(), "cannot be read"),
    ],
    ids=["changed", "missing", "added", "no json", "no manifest", "none"],
)
def test_what_differs_is_named(
    run: Run, released: Path, spoil: Callable[[Path], object], said: str
) -> None:
    """The first file that is not as it was is told, and the exit code is that of a failure."""
    spoil(released)
    ran = run("release", released, "--check")
    assert ran.code == 1
    assert said in ran.err


def test_the_first_of_several_differences_is_told_in_the_order_of_the_manifest(
    released: Path,
) -> None:
    """All can be listed; the manifest's order is kept."""
    (released / "ucdp.csv").write_text("")
    (released / "incidents.csv").write_text("")
    told = list(differing_files(released, read_manifest(released)))
    assert ["incidents.csv" in told[0], "ucdp.csv" in told[1]] == [True, True]


@pytest.mark.parametrize("name", ["../ledger.db", "/etc/passwd", "", ".", 7])
def test_a_manifest_leads_nowhere_else(released: Path, name: object) -> None:
    """A hostile manifest makes no file outside of the release be read."""
    manifest = json.loads((released / "manifest.json").read_text())
    manifest["files"][0]["name"] = name
    (released / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(SettingError, match="damaged"):
        read_manifest(released)


def test_a_manifest_of_endless_size_is_refused(released: Path) -> None:
    """It is not even read."""
    with (released / "manifest.json").open("ab") as stream:
        stream.truncate(20_000_000)
    with pytest.raises(SettingError, match="too large"):
        read_manifest(released)


def test_nothing_is_overwritten(run: Run, ledger: Path, released: Path) -> None:
    """A folder that holds something is left as it is; an empty one is filled."""
    ran = run("release", released, "--ledger", ledger)
    assert ran.code == 1
    assert "something is there already" in ran.err
    empty = released.parent / "empty"
    empty.mkdir()
    assert run("release", empty, "--ledger", ledger, "--without", "parquet").code == 0


def test_a_release_that_fails_leaves_nothing(run: Run, ledger: Path, tmp_path: Path) -> None:
    """Neither the folder nor a part of it is there when the key cannot sign."""
    (tmp_path / "in").mkdir()
    ran = run("release", tmp_path / "in" / "one", "--ledger", ledger, "--key", tmp_path / "none")
    assert ran.code == 1
    assert list((tmp_path / "in").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(run: Run, ledger: Path, tmp_path: Path) -> None:
    """A file where a folder should be is an error of one line."""
    (tmp_path / "file").write_text("")
    ran = run("release", tmp_path / "file" / "one", "--ledger", ledger)
    assert ran.code == 1
    assert "cannot be written" in ran.err or "something is there" in ran.err


def test_a_moment_is_stated_where_it_is_given(run: Run, ledger: Path, tmp_path: Path) -> None:
    """It is written in UTC, and needs its zone."""
    more = ("--ledger", ledger, "--without", "json", "--without", "parquet")
    assert run("release", tmp_path / "a", *more, "--at", "2031-01-02T03:00:00+03:00").code == 0
    assert read_manifest(tmp_path / "a")["made_at"] == "2031-01-02T00:00:00+00:00"
    assert not (tmp_path / "a" / "incidents.json").exists()
    assert "time zone" in run("release", tmp_path / "b", *more, "--at", "2031-01-02").err
    assert "no moment" in run("release", tmp_path / "b", *more, "--at", "noon").err


def test_a_format_that_is_none_cannot_be_left_out(run: Run, ledger: Path, tmp_path: Path) -> None:
    """A misspelled format is told with those that are there."""
    ran = run("release", tmp_path / "a", "--ledger", ledger, "--without", "xlsx")
    assert ran.code == 1
    assert "geojson" in ran.err


@needs_openssh
def test_a_signature_tells_whose_release_it_is(
    run: Run, ledger: Path, key: Path, tmp_path: Path
) -> None:
    """Signing twice gives the same; a changed manifest or another's key does not pass."""
    for name in ("a", "b"):
        assert run("release", tmp_path / name, "--ledger", ledger, "--key", key).code == 0
    first = (tmp_path / "a" / "manifest.json.sig").read_bytes()
    assert first == (tmp_path / "b" / "manifest.json.sig").read_bytes()
    signers = signers_of(key, "desk@times.example")
    ran = run("release", tmp_path / "a", "--check", "--signers", signers)
    assert ran.code == 0
    assert "desk@times.example" in ran.err
    assert "whose key" in run("release", tmp_path / "a", "--check").err
    other = tmp_path / "other"
    other.mkdir()
    stranger = other / "key"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(stranger)]
    subprocess.run(command, check=True)
    with pytest.raises(SettingError, match="does not hold"):
        check_signature(tmp_path / "a" / "manifest.json", signers_of(stranger, "x@x.example"))
    with (tmp_path / "b" / "manifest.json").open("a") as stream:
        stream.write("\n")
    assert run("release", tmp_path / "b", "--check").code == 1


@needs_openssh
def test_the_line_of_the_page_checks_a_signature(key: Path, tmp_path: Path) -> None:
    """A recipient without Rashomon checks with what OpenSSH brings along."""
    page = (ROOT / "docs" / "codebooks" / "release.md").read_text(encoding="utf-8")
    (line,) = [line.strip() for line in page.splitlines() if "ssh-keygen -Y verify" in line]
    (tmp_path / "manifest.json").write_text("{}")
    sign(tmp_path / "manifest.json", key)
    shutil.move(signers_of(key, "desk@times.example"), tmp_path / "signers")
    done = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, text=True)
    assert "Good" in done.stdout


def test_an_unsigned_release_does_not_pass_for_a_signed_one(run: Run, released: Path) -> None:
    """Who asks for a signature is told that there is none."""
    ran = run("release", released, "--check", "--signers", released / "none")
    assert ran.code == 1
    assert "not signed" in ran.err


@needs_openssh
def test_missing_signers_are_told(key: Path, tmp_path: Path) -> None:
    """A file of signers that is not there is no approval."""
    (tmp_path / "manifest.json").write_text("{}")
    sign(tmp_path / "manifest.json", key)
    with pytest.raises(SettingError, match="no such file of allowed signers"):
        check_signature(tmp_path / "manifest.json", tmp_path / "none")


def test_without_openssh_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The program that is lacking is named."""
    monkeypatch.setattr("shutil.which", lambda _: None)
    (tmp_path / "key").write_text("")
    with pytest.raises(SettingError, match="install OpenSSH"):
        sign(tmp_path / "manifest.json", tmp_path / "key")


def test_a_key_that_nobody_unlocks_is_no_endless_wait(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """After a while it is told that no answer came."""

    def never(command: list[str], **_: object) -> None:
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr("shutil.which", lambda _: "/bin/false")
    monkeypatch.setattr("subprocess.run", never)
    (tmp_path / "key").write_text("")
    with pytest.raises(SettingError, match="did not answer"):
        sign(tmp_path / "manifest.json", tmp_path / "key")
