"""What an upload may be, what its files are called here, and how they are taken off the wire.

All of it comes from outside: names may be paths, hold control characters or be endless. What is
taken is bounded before it is looked at; the parser itself bounds the heads of parts.
"""

from __future__ import annotations

import asyncio
import re
import time
import unicodedata
from collections.abc import AsyncGenerator
from pathlib import PurePosixPath

from fastapi import HTTPException, Request
from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from rashomon.web.uploads.bounds import Bounds

__all__ = ["own_name", "taken_off"]

_LONGEST_NAME_BYTES = 180  # file systems allow 255; names end in a number where they meet
_LONGEST_ENDING = 12  # ".warc.gz" and the like
_FIELDS = 20
_UNNAMED = "unnamed"


def own_name(told: str) -> str:
    r"""Return what a file is called here, whatever it is called there: one plain name.

    >>> own_name("../../etc/passwd"), own_name("C:\\x\\a.txt"), own_name("..")
    ('passwd', 'a.txt', 'unnamed')
    """
    last = re.split(r"[/\\]", told[-20_000:])[-1]
    plain = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C"
    )
    words = " ".join(plain.split()).lstrip(".").strip()
    if not words:
        return _UNNAMED
    ending = "".join(PurePosixPath(words).suffixes[-2:])
    if len(ending.encode()) > _LONGEST_ENDING:
        ending = PurePosixPath(words).suffix
    if len(ending.encode()) > _LONGEST_ENDING:
        ending = ""
    stem = words.removesuffix(ending)
    room = _LONGEST_NAME_BYTES - len(ending.encode())
    return stem.encode()[:room].decode(errors="ignore").strip() + ending


async def taken_off(request: Request, bounds: Bounds) -> FormData:
    """Take a form with files off the wire; what is large lies on disk until it is closed.

    Raises:
        HTTPException: If it is no such form, or more than is taken; nothing of it is kept.

    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "multipart/form-data":
        raise HTTPException(415, "Files are sent as multipart/form-data; none came with this.")
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > bounds.bytes_in_all:
        raise _too_much(bounds)
    parser = MultiPartParser(
        request.headers, _bounded(request, bounds), max_files=bounds.files, max_fields=_FIELDS
    )
    try:
        return await parser.parse()
    except MultiPartException as error:
        words = f"{error.message} A file's name may have 4,000 bytes at most."
        raise HTTPException(400, f"The form cannot be read: {words}") from error
    except ClientDisconnect as error:
        raise HTTPException(400, "The connection broke; nothing was taken.") from error


async def _bounded(request: Request, bounds: Bounds) -> AsyncGenerator[bytes, None]:
    taken = 0
    began = time.monotonic()
    stream = request.stream()
    while True:
        try:
            async with asyncio.timeout(bounds.patience_s):
                chunk = await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise _too_slow(bounds) from error
        taken += len(chunk)
        if taken > bounds.bytes_in_all:
            raise _too_much(bounds)
        late = time.monotonic() - began - bounds.patience_s
        if late > taken / bounds.least_bytes_a_second:
            raise _too_slow(bounds)
        yield chunk


def _too_slow(bounds: Bounds) -> HTTPException:
    return HTTPException(
        408,
        f"Less than {bounds.least_bytes_a_second:,} bytes a second came, or none for "
        f"{bounds.patience_s:.0f} seconds, so nothing was taken. Send it again over a better line.",
    )


def _too_much(bounds: Bounds) -> HTTPException:
    most = bounds.bytes_in_all // 1_000_000
    return HTTPException(
        413,
        f"One upload may have {most:,} MB in all, and this one has more, so nothing of it was "
        "taken. Send it in several, or as archives; `rashomon build FOLDER` takes any size.",
    )
