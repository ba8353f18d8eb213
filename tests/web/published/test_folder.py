"""All of a site is in its place, or what was there before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon.errors import SettingError
from rashomon.web.published.folder import KIND, MANIFEST, emerging


def _write(folder: Path, words: str) -> None:
    with emerging(folder) as rising:
        (rising / "index.html").write_text(words)
        told = {"kind": KIND, "files": [{"name": "index.html"}]}
        (rising / MANIFEST).write_text(json.dumps(told))


def test_nothing_is_left_of_what_failed(tmp_path: Path) -> None:
    """Neither half a site nor its beginnings, and the site before it stays."""
    _write(tmp_path / "site", "first")
    with pytest.raises(TypeError):
        _write(tmp_path / "site", b"second")  # type: ignore[arg-type]
    assert (tmp_path / "site" / "index.html").read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    _write(tmp_path / "site", "third")
    assert (tmp_path / "site" / "index.html").read_text() == "third"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    """As somebody may have made it beforehand; folders above it are made."""
    (tmp_path / "site").mkdir()
    _write(tmp_path / "site", "x")
    _write(tmp_path / "a" / "b", "x")
    assert (tmp_path / "a" / "b" / "index.html").exists()


def test_a_file_is_never_replaced(tmp_path: Path) -> None:
    """Nor is what a folder holds that only looks like a site."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(SettingError, match="is no folder"):
        _write(tmp_path / "file", "x")
    other = tmp_path / "other"
    other.mkdir()
    for words in ("{}", "[]", "no JSON", '{"kind": "another"}'):
        (other / MANIFEST).write_text(words)
        with pytest.raises(SettingError, match="no site of ours"):
            _write(other, "x")
    assert (other / MANIFEST).read_text() == '{"kind": "another"}'


def test_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    """With the folder's name."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(SettingError, match="cannot be written"):
        _write(tmp_path / "file" / "site", "x")
