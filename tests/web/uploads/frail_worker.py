"""The process apart as it is, but that some files make it loop, swell or die."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rashomon.collect import collect
from rashomon.read import open_reader
from rashomon.records import Capture, Reading, Report
from rashomon.web.uploads import worker

__all__: list[str] = []


def _collect(paths: list[Path], **how: Any) -> Iterator[Capture]:
    match paths[0].stem if paths[0].is_file() else "":
        case "loops":
            while True:
                pass
        case "swells":
            bytearray(worker._MEMORY_BYTES)
        case "waits":
            time.sleep(600)
        case _:
            return collect(paths, **how)
    return iter(())


class _Frail:
    """The reader by rules, which some words kill."""

    def __init__(self) -> None:
        self._reader = open_reader("rules")
        self.version = self._reader.version

    def read(self, report: Report) -> Reading:
        """Read a report, or die of it."""
        if "words that kill" in report.text:
            os._exit(9)
        return self._reader.read(report)


if __name__ == "__main__":
    patient = "--patient" in os.environ.get("RASHOMON_TEST_FRAIL", "")
    vars(worker).update(collect=_collect, open_reader=_Frail, FILE_SECONDS=30 if patient else 1)
    if "--no-linking" in os.environ.get("RASHOMON_TEST_FRAIL", ""):
        vars(worker).update(link_all=lambda *_: os._exit(9))
    sys.exit(worker.main())
