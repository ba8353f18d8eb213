"""How bytes came in, in words."""

from __future__ import annotations

__all__ = ["HOW"]

HOW = {
    "file": "a file of its own",
    "member": "a file within an archive",
    "record": "a record of a web archive",
    "line": "a line of JSON Lines",
    "row": "a row of a table",
    "fetch": "asked of a server",
    "given": "handed over by a program",
    "upload": "a file that was uploaded",
}
"""By `CaptureMethod`'s values."""
