"""The files of `static/`: which are there, and the version by which a browser may keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

__all__ = ["STATIC", "present", "version_of"]

STATIC = Path(__file__).with_name("static")


@cache
def present() -> frozenset[str]:
    """Return the paths of all files under `static/`, with forward slashes.

    Third-party files under `vendor/` are made at build time; pages do without those not there.
    """
    return frozenset(
        path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file()
    )


def version_of(path: str) -> str:
    """Return a digest of a file's bytes, "" where there is no such file."""
    try:
        changed = (STATIC / path).stat().st_mtime_ns
    except OSError:
        return ""
    return _digest(path, changed)


@cache
def _digest(path: str, _: int) -> str:
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]
