"""`rashomon export` as files: whole or not there, text or bytes."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import rashomon
from rashomon.publish import FORMATS
from rashomon.publish.claim_parquet import read_claims

Run = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the bundled example's ledger once."""
    path = tmp_path_factory.mktemp("export") / "khusham.db"
    rashomon.build([ROOT / "examples" / "khusham"], path, reader="rules").close()
    return path


@pytest.mark.parametrize("form", [name for name, one in FORMATS.items() if not one.is_binary])
def test_a_file_has_what_standard_output_has(
    run: Run, ledger: Path, tmp_path: Path, form: str
) -> None:
    """-o changes where to, nothing else."""
    out = run("export", "--ledger", ledger, "-f", form).out
    assert run("export", "--ledger", ledger, "-f", form, "-o", tmp_path / "file").code == 0
    assert (tmp_path / "file").read_text(encoding="utf-8") == out
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_parquet_has_the_lines_of_jsonl(run: Run, ledger: Path, tmp_path: Path) -> None:
    """The bundled example's claims are the same in both."""
    lines = run("export", "--ledger", ledger, "-f", "jsonl").out.splitlines()
    assert run("export", "--ledger", ledger, "-f", "parquet", "-o", tmp_path / "c").code == 0
    assert list(read_claims(tmp_path / "c")) == [json.loads(line) for line in lines]


def test_bytes_go_to_standard_output_too(
    run: Run, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A binary format can be piped."""
    stream = io.BytesIO()

    class Output(io.StringIO):
        buffer = stream

    monkeypatch.setattr("rashomon.cli.export.sys.stdout", Output())
    run("export", "--ledger", ledger, "-f", "parquet")
    assert stream.getvalue().startswith(b"PAR1")


def test_an_export_that_fails_leaves_the_old_file(
    run: Run, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was there before is there still, and no half file beside it."""
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "file").write_text("before")
    ran = run("export", "--ledger", ledger, "-f", "parquet", "-o", tmp_path / "file")
    assert ran.code == 1
    assert "rashomon[parquet]" in ran.err
    assert [path.read_text() for path in tmp_path.iterdir()] == ["before"]


def test_a_place_that_cannot_be_written_is_told(run: Run, ledger: Path, tmp_path: Path) -> None:
    """A folder that is not there is an error of one line."""
    ran = run("export", "--ledger", ledger, "-o", tmp_path / "none" / "file")
    assert ran.code == 1
    assert "cannot be written" in ran.err


def test_a_device_is_written_as_it_is(run: Run, ledger: Path) -> None:
    """Nothing is moved into the place of what is no file."""
    assert run("export", "--ledger", ledger, "-o", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()


def test_an_unknown_format_is_told(run: Run, ledger: Path) -> None:
    """With those that are there."""
    ran = run("export", "--ledger", ledger, "-f", "xlsx")
    assert ran.code == 1
    assert "parquet" in ran.err
