"""`rashomon export --format warc`: the originals as a file."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

Run = Callable[..., Any]


def test_the_command_packs_by_the_files_name(run: Run, tmp_path: Path) -> None:
    """`.warc.gz` is gzipped by records, standard output is not; other failures are told."""
    (tmp_path / "a.txt").write_text("Shelling killed four people in Alder Ford, a medic said.\n")
    ledger, output = tmp_path / "ledger.db", tmp_path / "out.warc.gz"
    run("add", tmp_path / "a.txt", "-o", ledger, "-q")
    ran = run("export", "--ledger", ledger, "-f", "warc", "-o", output)
    assert ran.code == 0
    assert "1 captures" in ran.err
    assert len(list(ArchiveIterator(io.BytesIO(output.read_bytes())))) == 3
    assert b"WARC/1.1" in gzip.decompress(output.read_bytes())
    ran = run("export", "--ledger", ledger, "-f", "warc")
    assert ran.out.count("WARC/1.1") == 3
    ran = run("export", "--ledger", ledger, "-f", "warc", "-o", tmp_path / "no" / "x.warc")
    assert ran.code == 1
    assert "x.warc" in ran.err
    assert "warc" in run("export", "--ledger", ledger, "-f", "odd").err
