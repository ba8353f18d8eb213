"""The queue of uploads: one at a time, each in a process apart that may die without harm to us.

An upload's files lie in a folder of their own until it is over. The server that works on it holds
a lock there; one that is started later takes up what no living server holds.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from rashomon.web.uploads.bounds import Bounds
from rashomon.web.uploads.given import own_name
from rashomon.web.uploads.job import File, Job, Phase
from rashomon.web.uploads.worker import FILE_SECONDS, READING_SECONDS

__all__ = ["Desk"]

_log = logging.getLogger("rashomon.web")
_WORKER = "rashomon.web.uploads.worker"
_KEPT = 50  # uploads that are over and can still be looked at
# The worker ends itself for computing too long; these are for one that waits for something.
_SILENCE_S = {Phase.READING: 2 * READING_SECONDS, Phase.LINKING: 3 * 3600}
_SILENCE_OTHERWISE_S = 2 * FILE_SECONDS
_START_S = 300.0  # until the first word: libraries and model are loaded from a slow disk
_LOOK_EVERY_S = 0.5
_PATIENCE_S = 10.0
_TOO_MUCH = "takes too much time or memory, or is damaged; save its text and send that"
_NOT_STARTED = "the process that reads could not be started; the log tells more"
_ENDED = {
    Phase.LINKING: "linking ended for its time or memory; `rashomon build` links what was read"
}
_COPY_BYTES = 1_000_000


class Desk:
    """Takes uploads and works on them one after another; safe to use from several threads.

    `follow` is called after each, so that lists follow the ledger.
    """

    def __init__(
        self, folder: Path, ledger: str, bounds: Bounds, follow: Callable[[], object]
    ) -> None:
        self.bounds = bounds
        self.folder = folder
        self._ledger = ledger
        self._follow = follow
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._held: dict[str, IO[str]] = {}
        self._queue: list[str] = []
        self._process: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None
        self._is_closing = False

    # --- what pages ask ----------------------------------------------------------------------

    def jobs(self) -> tuple[Job, ...]:
        """Return all uploads as they are now, the newest first."""
        with self._lock:
            return tuple(job.snapshot() for job in reversed(self._jobs.values()))

    def job(self, job_id: str) -> Job | None:
        """Return an upload as it is now."""
        with self._lock:
            found = self._jobs.get(job_id)
            return found.snapshot() if found else None

    def before(self, job_id: str) -> int:
        """Tell how many uploads are worked on before this one."""
        with self._lock:
            return self._queue.index(job_id) if job_id in self._queue else 0

    def is_full(self) -> bool:
        """Tell whether no more uploads may wait."""
        with self._lock:
            return len(self._queue) >= self.bounds.waiting

    def put(self, given: Sequence[tuple[str, IO[bytes]]], by: str) -> Job:
        """Take files, each with what it is called, into the queue; return the upload."""
        job_id = secrets.token_hex(8)
        folder = self.folder / job_id
        folder.mkdir(parents=True, mode=0o700)
        held = _hold(folder)
        if held is None:
            raise OSError(f"{folder} is held by another process")
        try:
            job = self._stored(job_id, folder, given, by)
        except BaseException:
            held.close()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        with self._lock:
            self._held[job_id] = held
            self._enter(job)
        return job.snapshot()

    def _stored(
        self, job_id: str, folder: Path, given: Sequence[tuple[str, IO[bytes]]], by: str
    ) -> Job:
        files, large = [], []
        for number, (told, content) in enumerate(given, 1):
            name = own_name(told)
            place = folder / f"{number:04}"
            place.mkdir(mode=0o700)
            with (place / name).open("wb") as file:
                shutil.copyfileobj(content, file, _COPY_BYTES)
                size = file.tell()
            files.append(File(number, name, size))
            if size > self.bounds.file_bytes:
                (place / name).unlink()
                large.append(number)
        job = Job(job_id, by, folder, tuple(files), datetime.now(UTC))
        job.save()
        most = self.bounds.file_bytes // 1_000_000
        for number in large:
            self._pass_over(job, number, f"has more than {most:,} MB; send it in parts")
        return job

    @staticmethod
    def _pass_over(job: Job, number: int, why: str, outcome: str = "skipped") -> None:
        name = next(one.name for one in job.files if one.number == number)
        if job.file != number:
            job.note({"file": number})
        job.note({"step": outcome, "address": name, "why": why})
        job.note({"done": number})

    def cancel(self, job_id: str) -> bool:
        """End an upload: what was stored by now stays. Tell whether there was anything to end."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None or job.phase.is_over:
                return False
            is_running = bool(self._queue) and self._queue[0] == job_id and self._process
            job.note({"phase": Phase.CANCELLED})
            if not is_running:
                self._queue = [one for one in self._queue if one != job_id]
                self._end(job)
            else:
                self._kill()
        return True

    # --- going on ----------------------------------------------------------------------------

    def start(self) -> None:
        """Take up what an earlier server left, if no other server works on it."""
        folders = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        for folder in folders:
            held = _hold(folder) if folder.is_dir() and not folder.is_symlink() else None
            if held is None:
                continue
            job = Job.load(folder)
            if job is None or job.phase.is_over:
                held.close()
                shutil.rmtree(folder, ignore_errors=True)
                continue
            with self._lock:
                self._held[job.job_id] = held
                self._enter(job)

    def close(self) -> None:
        """Stop; what is not over stays in its folder for the next start."""
        with self._lock:
            self._is_closing = True
            self._kill()
            thread = self._thread
        if thread is not None:
            thread.join(_PATIENCE_S)
        for held in self._held.values():
            held.close()

    def _enter(self, job: Job) -> None:
        """Put a job into the queue, and begin if nobody works on it. The lock is held."""
        self._jobs[job.job_id] = job
        self._queue.append(job.job_id)
        over = [one for one, each in self._jobs.items() if each.phase.is_over]
        for job_id in over[:-_KEPT]:
            del self._jobs[job_id]
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, daemon=True, name="uploads")
            self._thread.start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if self._is_closing or not self._queue:
                    self._thread = None
                    return
                job = self._jobs[self._queue[0]]
            try:
                self._run(job)
            except OSError as error:  # no room, no processes left
                _log.error("upload %s: %s", job.job_id, error)
                with self._lock:
                    self._fail(job, f"it could not be gone on with: {error.strerror or error}")
            with self._lock:
                if not job.phase.is_over:  # we are closing
                    continue
                self._queue = [one for one in self._queue if one != job.job_id]
                self._end(job)

    def _end(self, job: Job) -> None:
        """Give up an upload's folder; its bytes are in the ledger, or of no use. Lock held."""
        shutil.rmtree(job.folder, ignore_errors=True)
        held = self._held.pop(job.job_id, None)
        if held:
            held.close()

    def _run(self, job: Job) -> None:
        """Work on one upload until nothing is left of it: each death costs one file or report."""
        while not self._must_stop(job):
            words = self._run_once(job)
            with self._lock:
                if self._must_stop(job):
                    return
                if job.phase is not Phase.LISTING:
                    self._survive(job, words)
                    continue
            self._follow()
            with self._lock:
                if not self._must_stop(job):
                    job.note({"phase": Phase.DONE})

    def _must_stop(self, job: Job) -> bool:
        return self._is_closing or job.phase.is_over

    def _survive(self, job: Job, words: str | None) -> None:
        """Note what the process apart ended of, so that the next one goes on behind it."""
        if words is None and job.file is not None:
            self._pass_over(job, job.file, _TOO_MUCH, "cut")
        elif words is None and job.report is not None:
            job.note({"step": "cut", "report": job.report, "why": _TOO_MUCH})
        else:
            self._fail(job, words or _ENDED.get(job.phase, _NOT_STARTED))

    @staticmethod
    def _fail(job: Job, words: str) -> None:
        if not job.phase.is_over:
            job.words, job.phase = words, Phase.FAILED

    def _run_once(self, job: Job) -> str | None:
        """Run the process apart until it ends; return what it says it ended for, if it does."""
        with (job.folder / "errors.txt").open("w+", encoding="utf-8", errors="replace") as errors:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", _WORKER],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
                encoding="utf-8", env=_environment(), start_new_session=True,
            )  # fmt: skip
            with self._lock:
                self._process = process
                if job.phase.is_over or self._is_closing:
                    self._kill()
            failed = self._listen(job, process)
            process.wait()
            with self._lock:
                self._process = None
            errors.seek(0)
            if process.returncode and failed is None and (said := errors.read(100_000)):
                _log.warning("upload %s: %s", job.job_id, said[-2000:])
        return failed

    def _listen(self, job: Job, process: subprocess.Popen[str]) -> str | None:
        heard = [time.monotonic()]
        watch = threading.Thread(target=self._watch, args=(job, process, heard), daemon=True)
        watch.start()
        failed: str | None = None
        if process.stdin is None or process.stdout is None:
            return None
        try:
            with process.stdin as asked, process.stdout as said:
                asked.write(json.dumps(self._order(job)) + "\n")
                asked.flush()
                for line in said:
                    heard[1:] = [time.monotonic()]
                    told = json.loads(line)
                    with self._lock:
                        if not job.phase.is_over:
                            job.note(told)
                    failed = told.get("failed", failed)
        except (BrokenPipeError, ValueError):  # it died before a word, or in the middle of one
            self._kill_this(process)
        return failed

    def _order(self, job: Job) -> dict[str, Any]:
        with self._lock:
            return {
                "ledger": self._ledger,
                "by": job.by,
                "files": [[one.number, str(job.path_of(one))] for one in job.files],
                "taken": sorted(job.taken),
                "reports": list(job.to_read),
                "read": sorted(job.came_in),
            }

    def _watch(self, job: Job, process: subprocess.Popen[str], heard: list[float]) -> None:
        while process.poll() is None:
            most = _SILENCE_S.get(job.phase, _SILENCE_OTHERWISE_S)
            if time.monotonic() - heard[-1] > (most if len(heard) > 1 else _START_S):
                self._kill_this(process)
                return
            time.sleep(_LOOK_EVERY_S)

    def _kill(self) -> None:
        if self._process is not None:
            self._kill_this(self._process)

    @staticmethod
    def _kill_this(process: subprocess.Popen[str]) -> None:
        """End a process with those that it has started."""
        try:
            if sys.platform == "win32":
                process.kill()
            elif process.poll() is None:  # it leads a group of its own
                os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:  # it has just ended
            return


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _hold(folder: Path) -> IO[str] | None:
    """Return a lock on an upload's folder, None where another server holds it."""
    held = (folder / "held").open("w", encoding="utf-8")
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            held.close()
            return None
    return held
