"""Files of a site: kept where they hold the same, written where they do not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rashomon.errors import SettingError
from rashomon.web.published.files import Files


def test_a_disk_without_links_gets_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same files lie there all the same, and none of them counts as new."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no links here")

    (tmp_path / "before").mkdir()
    for name in ("a", "b"):
        (tmp_path / "before" / name).write_text("same")
    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "now").mkdir()
    files = Files(tmp_path / "now", tmp_path / "before")
    files.write("a", b"same")
    (tmp_path / "now" / "b").write_text("same")
    files.settle("b")
    assert files.written == 0
    files.write("c", b"new")
    assert files.written == 1
    assert [path.read_text() for path in sorted((tmp_path / "now").iterdir())] == [
        "same", "same", "new",
    ]  # fmt: skip
    assert [entry["name"] for entry in files.listed] == ["a", "b", "c"]


def test_no_page_is_written_over_another(tmp_path: Path) -> None:
    """Two that would lie at one address are a fault that is told."""
    files = Files(tmp_path)
    assert files.was("a") is None
    files.write("a", b"one")
    with pytest.raises(SettingError, match="two pages"):
        files.write("a", b"two")
