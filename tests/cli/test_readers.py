"""`rashomon readers`, and what the other commands say of a reader that cannot be used."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rashomon.read import DEFAULT_READER, READERS, catalog, model_files, tagger
from rashomon.read.embedded import version_of
from rashomon.read.weighing import open_weights

Run = Callable[..., Any]
STRIKE = "Two people were killed in an air strike on Idlib on Friday, medics said.\n"
FRENCH = (
    "Au moins douze personnes ont été tuées mercredi dans une frappe aérienne sur la ville "
    "d'Idleb, selon les secours qui ont dénoncé une attaque contre un marché.\n"
)


@pytest.fixture
def lay(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Return a function that has the process look for the model in another folder."""

    def lay_it(folder: Path) -> None:
        monkeypatch.setenv("RASHOMON_MODEL", str(folder))
        monkeypatch.setattr(tagger, "_LOADED", [])

    return lay_it


def test_readers_are_listed_with_versions_and_model(run: Run, model: Path) -> None:
    """Each reader has a row; the embedded one tells of its model."""
    ran = run("readers")
    found = model_files.open_model(model)
    assert ran.code == 0
    assert f"{DEFAULT_READER} *" in ran.out
    for words in (
        "rules-4",
        version_of(found.fingerprint, open_weights(model).fingerprint),
        found.fingerprint,
        f"{found.size / 1e6:.1f} MB",
        "trained on seeds, train-a",
        "en",
    ):
        assert words in ran.out


def test_every_reader_has_an_entry() -> None:
    """What can be opened is listed, in the same order."""
    assert tuple(entry.name for entry in catalog.reader_entries()) == READERS


def test_a_missing_model_is_told_in_its_row(
    run: Run, tmp_path: Path, lay: Callable[[Path], None]
) -> None:
    """The other readers are listed all the same."""
    lay(tmp_path / "gone")
    ran = run("readers")
    assert ran.code == 0
    assert "cannot be used" in ran.out
    assert "missing" in ran.out
    assert "rules-4" in ran.out


@pytest.mark.parametrize("name", ["tagger.onnx", "weighing.json"])
def test_a_damaged_model_is_told_in_its_row(
    run: Run, tmp_path: Path, model: Path, lay: Callable[[Path], None], name: str
) -> None:
    """Listing checks the files, so that it does not promise what cannot be kept."""
    folder = Path(shutil.copytree(model, tmp_path / "model"))
    (folder / name).write_bytes(b"")
    lay(folder)
    ran = run("readers")
    assert ran.code == 0
    assert "damaged" in ran.out


@pytest.mark.parametrize("command", ["read", "build", "evaluate"])
def test_a_reader_without_its_model_aborts_with_one_line(
    run: Run, tmp_path: Path, lay: Callable[[Path], None], command: str
) -> None:
    """The message names the file and the way out; nothing was written."""
    lay(tmp_path / "gone")
    path = tmp_path / "one.txt"
    path.write_text(STRIKE, encoding="utf-8")
    target = tmp_path if command == "evaluate" else path
    gold: dict[str, object] = {
        "id": "one",
        "published": None,
        "noise": [],
        "incidents": [],
        "claims": [],
    }
    (tmp_path / "one.json").write_text(json.dumps(gold), encoding="utf-8")
    output = ("-o", tmp_path / "ledger.db") if command == "build" else ()
    ran = run(command, target, *output, "--reader", "embedded")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"error: {tmp_path / 'gone'}: the embedded model is missing")
    assert "--reader rules" in ran.err
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "ledger.db").exists()


@pytest.mark.parametrize("command", ["read", "build"])
def test_an_unknown_reader_is_refused_with_those_there_are(
    run: Run, tmp_path: Path, command: str
) -> None:
    """The message lists the readers; no ledger is left behind."""
    (tmp_path / "one.txt").write_text(STRIKE, encoding="utf-8")
    output = ("-o", tmp_path / "ledger.db") if command == "build" else ()
    ran = run(command, tmp_path / "one.txt", *output, "--reader", "oracle")
    assert ran.code == 1
    assert "'oracle'; there are: embedded, rules" in ran.err
    assert not (tmp_path / "ledger.db").exists()


@pytest.mark.parametrize("reader", READERS)
def test_another_language_is_kept_and_not_read(
    run: Run, tmp_path: Path, reader: str, request: pytest.FixtureRequest
) -> None:
    """Whichever reader, a report in French is noted as such and gives no incident."""
    if reader == "embedded":
        request.getfixturevalue("model")
    (tmp_path / "fr.txt").write_text(FRENCH, encoding="utf-8")
    ran = run("build", tmp_path / "fr.txt", "-o", tmp_path / "ledger.db", "--reader", reader)
    assert ran.code == 0
    assert "1 not in English, kept unread" in ran.err
    assert "0 incidents" in ran.out
