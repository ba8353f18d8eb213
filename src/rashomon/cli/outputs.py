"""Where a command writes what it makes: standard output, or a file that is whole or not there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rashomon.errors import SettingError

__all__ = ["opened_output"]


@contextmanager
def opened_output(output: Path | None, *, is_binary: bool) -> Iterator[Any]:
    """Open standard output, or a file that is only there when all of it has been written."""
    if output is None:
        yield sys.stdout.buffer if is_binary else sys.stdout
        return
    is_other = output.exists() and not output.is_file()  # a pipe or device
    rising = output if is_other else output.with_name(f".{output.name}.partial")
    mode, encoding, newline = ("wb", None, None) if is_binary else ("w", "utf-8", "")
    try:
        try:
            with rising.open(mode, encoding=encoding, newline=newline) as stream:
                yield stream
            if not is_other:
                rising.replace(output)
        except BaseException:
            if not is_other:
                rising.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SettingError(f"{output}: cannot be written: {error.strerror}") from error
