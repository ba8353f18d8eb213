"""Releases compared: what their manifests and reports tell."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.history.test_states import claim, plain

from rashomon.differences import Difference, diff, parse_side
from rashomon.differences.of_releases import release_and_states
from rashomon.differences.release_files import open_release
from rashomon.differences.states import state_of
from rashomon.errors import SettingError

KILLED = claim("c1", "killed", {"min": 4, "max": 4, "who": None})


def write(folder: Path, incidents: list[Any], reports: list[Any], **manifest: Any) -> Path:
    """Write a release as `rashomon release` does, of these incidents and reports."""

    def items(values: list[Any]) -> str:
        lines = [json.dumps(one, indent=1).replace("\n", "\n  ") for one in values]
        return ",".join("\n  " + one for one in lines)

    folder.mkdir()
    text = f'{{\n "reports": [{items(reports)}\n ],\n "incidents": [{items(incidents)}\n ]\n}}\n'
    (folder / "incidents.json").write_bytes(text.encode())
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    entry = {"name": "incidents.json", "sha256": sha256, "policy": manifest.pop("policy", "p-1")}
    made = {"manifest": 1, "files": [{"name": "a.csv", "sha256": ""}, entry], **manifest}
    (folder / "manifest.json").write_text(json.dumps(made))
    return folder


def compared(one: Path, other: Path, **options: Any) -> Difference:
    """Two releases held against each other."""
    return diff(None, parse_side(str(one)), parse_side(str(other)), **options)


def report(**other: Any) -> dict[str, Any]:
    """A report as a release tells of it."""
    told = {"report_id": "r1", "reader": "rules-1", "outlet": "The Times", "published": None}
    return {**told, **other}


def test_what_made_them_is_told(tmp_path: Path) -> None:
    """Tool, linker, readers, policy, zones, grades and the ends of the ledger's chains."""
    made = {"tool": "rashomon 1", "linker": "l-1", "readers": {"rules-1": 3}}
    newer = {"tool": "rashomon 2", "linker": "l-1", "readers": {"rules-2": 3}}
    one = write(tmp_path / "one", [], [], made_by=made, zone_list="aa", ledger={"last_decision": 3})
    other = write(
        tmp_path / "two", [], [], made_by=newer, zone_list="bb", policy="p-2",
        ledger={"last_decision": 5}, sources="cc",
    )  # fmt: skip
    assert compared(one, other).notes == (
        "the tool changed: rashomon 1 → rashomon 2",
        "the readers changed: rules-1 → rules-2",
        "the policy changed: p-1 → p-2",
        "the list of zones changed: aa → bb",
        "the grades of sources changed: none → cc",
        "decisions up to number 3 → 5",
    )
    assert compared(one, one).notes == ()
    bare = write(tmp_path / "bare", [], [], made_by=None, ledger=None)
    assert "the tool changed: unknown → rashomon 1" in compared(bare, one).notes


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (report(reader="rules-2"), "report r1 was read by rules-2, before by rules-1"),
        (report(outlet="The Fen"), "report r1 is now of The Fen, unknown"),
    ],
)
def test_a_report_that_is_told_otherwise_is_a_cause(tmp_path: Path, now: Any, why: str) -> None:
    """By another reader, or of another outlet or day."""
    changed = KILLED | {"value": {"min": 9, "max": 9, "who": None}}
    one = write(tmp_path / "one", [plain(claims=[KILLED])], [report()])
    other = write(tmp_path / "two", [plain(claims=[changed])], [now])
    (incident,) = compared(one, other).incidents
    assert [cause.words for cause in incident.causes] == [why]
    assert [cause.words for cause in incident.changes[0].causes] == [why]


def test_decisions_that_hold_or_no_longer_do_are_causes(tmp_path: Path) -> None:
    """By their numbers, which are those of the ledger."""
    decided = KILLED | {"value": {"min": 9, "max": 9, "who": None}, "decisions": [7]}
    review = {**plain()["review"], "decisions": [7]}
    one = write(tmp_path / "one", [plain(claims=[KILLED])], [report()])
    other = write(tmp_path / "two", [plain(claims=[decided], review=review)], [report()])
    (there,) = compared(one, other).incidents
    assert [cause.words for cause in there.changes[0].causes] == ["decision 7"]
    (back,) = compared(other, one).incidents
    assert [cause.words for cause in back.changes[0].causes] == ["decision 7 no longer holds"]
    assert compared(one, other, incident_id="fen").incidents == ()


def test_a_release_and_a_ledger_may_have_other_policies(tmp_path: Path) -> None:
    """Which is said."""
    made = write(tmp_path / "one", [plain()], [])
    states = {"ford": state_of(plain(policy="p-2", rulings=[]))}
    found = release_and_states(open_release(made), states, ("a", "b"), is_release_first=True)
    assert "the release's policy is p-1, the ledger's p-2" in found.notes


def test_a_zip_needs_one_release(tmp_path: Path) -> None:
    """Neither none nor two."""
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/manifest.json", "{}")
        archive.writestr("b/manifest.json", "{}")
    with pytest.raises(SettingError, match=r"holds 2 files manifest\.json"):
        open_release(path)


def test_what_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A manifest, and a single incident."""
    made = write(tmp_path / "one", [plain()], [])
    monkeypatch.setattr("rashomon.differences.release_files._LONGEST_ITEM", 200)
    with pytest.raises(SettingError, match="an incident of more than 200 bytes"):
        compared(made, made)
    monkeypatch.setattr("rashomon.differences.release_files._MOST_BYTES", 10)
    with pytest.raises(SettingError, match="too large"):
        open_release(made)


def test_reports_without_an_id_are_passed_over(tmp_path: Path) -> None:
    """They are no cause of anything."""
    one = write(tmp_path / "one", [], [{"name": "x"}])
    assert compared(one, one).incidents == ()


def test_an_incident_that_is_no_json_is_refused(tmp_path: Path) -> None:
    """Though its file has the manifest's hash."""
    made = write(tmp_path / "one", [plain()], [])
    other = write(tmp_path / "two", [], [])
    path = made / "incidents.json"
    path.write_text(path.read_text().replace('"kind": ', '"kind" '))
    manifest = json.loads((made / "manifest.json").read_text())
    manifest["files"][1]["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (made / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(SettingError, match="is damaged"):
        compared(made, other)
