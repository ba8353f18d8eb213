"""Hostile bytes parsed in a process apart, which may loop, swell or die without harm to ours.

The process is started with the first document, kept for the next ones (starting Python and a
parser takes a tenth of a second, longer than reading a common document), and given up after
any failure, and after some hundred documents, lest one swell what the next may use.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rashomon.errors import UnreadableReport

__all__ = ["parse_apart"]

# The child stops itself after a minute of computing; this is for one that waits for others.
_WALL_SECONDS = 240.0
_MOST_ANSWER_BYTES = 128_000_000
_MOST_SERVED = 200
_PATIENCE_SECONDS = 2.0  # for a child that is to end
_lock = threading.Lock()


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    owner: int
    served: int = 0
    is_late: bool = False

    def stop(self) -> None:
        """End it for taking too long."""
        self.is_late = True
        self.process.kill()


_held: dict[Path, _Child] = {}


def parse_apart(program: Path, content: bytes, where: str) -> dict[str, Any]:
    """Return what `program` answers to `content`: a Python file that speaks as `pdf_child` does.

    Raises:
        UnreadableReport: If it died of the content or took too long.

    """
    with _lock:
        child = _child(program)
        answer = _asked(child, content)
        if answer is None and child.served and not _is_out_of_time(child):
            _give_up(program)  # what it read before may have filled its memory
            child = _child(program)
            answer = _asked(child, content)
        if answer is None:
            out_of_time = _is_out_of_time(child)
            _give_up(program)
            reason = "takes too long" if out_of_time else "takes too much memory or is damaged"
            raise UnreadableReport(where, f"reading it {reason}; print it anew, or save its text")
        child.served += 1
        if child.served >= _MOST_SERVED:
            _give_up(program)
    return answer


def _child(program: Path) -> _Child:
    child = _held.get(program)
    if child and child.owner == os.getpid() and child.process.poll() is None:
        return child
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen(
        [sys.executable, "-P", str(program)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    if program not in _held:
        atexit.register(_give_up, program)
    _held[program] = _Child(process, os.getpid())
    return _held[program]


def _asked(child: _Child, content: bytes) -> dict[str, Any] | None:
    """The child's answer, None where it gave none in time."""
    process = child.process
    if process.stdin is None or process.stdout is None:
        return None
    clock = threading.Timer(_WALL_SECONDS, child.stop)
    clock.start()
    try:
        process.stdin.write(struct.pack(">Q", len(content)))
        process.stdin.write(content)
        process.stdin.flush()
        head = process.stdout.read(8)
        length = struct.unpack(">Q", head)[0] if len(head) == 8 else 0
        answer = process.stdout.read(length) if 0 < length <= _MOST_ANSWER_BYTES else b""
    except OSError:  # it is gone
        return None
    finally:
        clock.cancel()
    try:
        told = json.loads(answer) if len(answer) == length else None
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _is_out_of_time(child: _Child) -> bool:
    """Tell whether the child was ended for its time, by us or by the system."""
    try:
        code = child.process.wait(timeout=_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return child.is_late or (sys.platform != "win32" and code == -signal.SIGXCPU)


def _give_up(program: Path) -> None:
    child = _held.pop(program, None)
    if child is None or child.owner != os.getpid():  # a copy of ours made by forking
        return
    process = child.process
    for pipe in (process.stdin, process.stdout):
        if pipe:
            try:
                pipe.close()
            except OSError:  # it is gone, and what was to be said with it
                continue
    try:
        process.wait(timeout=_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
