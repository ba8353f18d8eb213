"""Tests of the names that files get."""

from __future__ import annotations

import asyncio
import unicodedata

import pytest
from fastapi import HTTPException, Request
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message

from rashomon.web.uploads.bounds import Bounds, folder_beside
from rashomon.web.uploads.given import own_name, taken_off


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("report.txt", "report.txt"),
        ("../../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\b.pdf", "b.pdf"),
        ("..", "unnamed"),
        ("", "unnamed"),
        (".htaccess", "htaccess"),
        ("a\0b\nc.txt", "abc.txt"),
        ("txt.\u202eexe.pdf", "txt.exe.pdf"),
        ("пожар.txt", "пожар.txt"),
        ("a" * 10_000 + ".warc.gz", "a" * 172 + ".warc.gz"),
        ("a." + "b" * 10_000, "a." + "b" * 178),
    ],
    ids=str,
)
def test_whatever_a_file_is_called_it_gets_one_plain_name(told: str, name: str) -> None:
    """No path, no control signs, not too long; the ending stays."""
    assert own_name(told) == name


@given(st.text(max_size=400))
def test_a_name_is_one_part_of_a_path_that_every_system_takes(told: str) -> None:
    """For any text at all."""
    name = own_name(told)
    assert name not in ("", ".", "..")
    assert len(name.encode()) <= 255
    assert not any(one in "/\\" or unicodedata.category(one)[0] == "C" for one in name)


def test_uploads_to_a_server_lie_with_what_can_be_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where there is no file to lie beside; its password is in no name."""
    monkeypatch.setenv("RASHOMON_CACHE", "/somewhere")
    folder = folder_beside("postgresql://ana:secret@host/ledger")
    assert folder.parent.as_posix() == "/somewhere/uploads"
    assert "secret" not in str(folder)


@pytest.mark.parametrize("gap_s", [0.02, 5.0])
def test_who_only_keeps_the_line_is_sent_away(gap_s: float) -> None:
    """A byte at a time, or none at all; nothing is taken."""
    head = {"type": "http", "method": "POST", "path": "/", "query_string": b"",
            "headers": [(b"content-type", b"multipart/form-data; boundary=x")]}  # fmt: skip

    sent = [b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n']

    async def drip() -> Message:
        await asyncio.sleep(gap_s)
        return {"type": "http.request", "body": sent.pop() if sent else b"-", "more_body": True}

    bounds = Bounds(patience_s=0.2, least_bytes_a_second=1_000)
    with pytest.raises(HTTPException, match="a second came") as told:
        asyncio.run(taken_off(Request(head, drip), bounds))
    assert told.value.status_code == 408
