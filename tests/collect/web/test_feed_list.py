"""A file of feeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.collect.web.feed_list import Watched, read_feed_list
from rashomon.errors import ReportSkipped, SettingError


def test_lines_are_addresses_names_and_comments(tmp_path: Path) -> None:
    """What is no address costs its line; what stands twice is asked once."""
    path = tmp_path / "feeds.txt"
    path.write_text(
        "\ufeff# agencies\n\nhttps://example.org/feed#top   A  Paper # daily\n"
        "  http://example.org:8080/b\nhttps://EXAMPLE.org/feed again\nftp://example.org/c\n"
        "https://me:secret@example.org/d\n#https://example.org/e\n",
        encoding="utf-8",
    )
    told: list[ReportSkipped] = []
    assert read_feed_list(path, told.append) == (
        Watched("https://example.org/feed", "A Paper"),
        Watched("http://example.org:8080/b"),
    )
    assert [error.where for error in told] == [f"{path}:6", f"{path}:7"]
    assert "secret" not in str(told[1])


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"# nothing\n", "lists no feed"), (b"\0\1", "no list of feeds"), (None, "cannot be read"),
     (b"#" * 5_000_001, "no list of feeds")],
)  # fmt: skip
def test_a_file_that_lists_no_feed_says_so(
    tmp_path: Path, content: bytes | None, reason: str
) -> None:
    """Missing, binary, empty of addresses."""
    path = tmp_path / "feeds.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingError, match=reason):
        read_feed_list(path, lambda _: None)
