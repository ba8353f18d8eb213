"""Uploads in words: how far each has come, what became of every file, and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.web.uploads.bounds import Bounds
from rashomon.web.uploads.job import Job, Phase, Row
from rashomon.web.views.words import day_in_words

__all__ = ["Became", "Listed", "UploadView", "bounds_in_words", "listed", "upload_view"]

_MOST_ROWS = 300  # on the page; an archive may hold a hundred thousand
_TROUBLE = frozenset({"skipped", "cut", "empty"})
_DOING = {
    Phase.WAITING: "waits",
    Phase.TAKING_IN: "files are being taken in",
    Phase.READING: "reports are being read",
    Phase.LINKING: "what was read is being linked with what is here",
    Phase.LISTING: "the lists are being brought up to date",
    Phase.DONE: "done",
    Phase.CANCELLED: "cancelled; what was stored by then stays",
    Phase.FAILED: "ended early; what is told as read or kept below is in the ledger",
}
# A sign, a class and words for each outcome, in the order in which they are counted.
_BECAME: dict[str, tuple[str, str, str]] = {
    "read": ("✓", "agreed", "read"),
    "known": ("=", "silent", "was here already"),
    "near": ("≈", "silent", "near copy, kept with the report whose words it has"),
    "copy": ("=", "silent", "the same bytes as another of these"),
    "foreign": ("○", "note", "kept, not read: not in English"),
    "renewed": ("✓", "agreed", "known, and to be read anew"),
    "skipped": ("✕", "contested", "skipped"),
    "cut": ("✕", "contested", "ended"),
    "empty": ("✕", "contested", "held no report"),
    "noted": ("!", "note", "noted"),
    "added": ("…", "silent", "kept, waits to be read"),
    "reading": ("…", "silent", "being read"),
    "begun": ("…", "silent", "being taken in"),
    "waits": ("·", "silent", "waits"),
}


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one file or report: a sign, a class and words, with the reason."""

    name: str
    sign: str
    kind: str
    words: str
    why: str
    report_id: str


@dataclass(frozen=True, slots=True)
class UploadView:
    """One upload: how far it is, counts in words, and its files, troubled ones first.

    `share` is how much is done in percent; None of steps that cannot be counted.
    """

    upload_id: str
    by: str
    when: str
    doing: str
    words: str
    before: int
    is_over: bool
    is_well: bool
    share: int | None
    counts: tuple[tuple[str, str, int], ...]  # sign, words, how many
    rows: tuple[Became, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An upload in the list of all."""

    upload_id: str
    when: str
    by: str
    files: str
    doing: str
    is_over: bool


def upload_view(job: Job, before: int = 0) -> UploadView:
    """Return what the page of an upload tells."""
    counts = job.counts()
    troubled = [row for row in job.rows if row.outcome in _TROUBLE]
    others = [row for row in job.rows if row.outcome not in _TROUBLE]
    shown = [*troubled, *others][:_MOST_ROWS]
    return UploadView(
        upload_id=job.job_id,
        by=job.by,
        when=_when(job),
        doing=_doing(job, before),
        words=job.words,
        before=before,
        is_over=job.phase.is_over,
        is_well=job.phase is Phase.DONE,
        share=_share(job),
        counts=tuple(
            (sign, words, counts[outcome])
            for outcome, (sign, _, words) in _BECAME.items()
            if counts[outcome]
        ),
        rows=tuple(_became(row) for row in shown),
        left_out=len(job.rows) - len(shown),
    )


def _became(row: Row) -> Became:
    sign, kind, words = _BECAME.get(row.outcome, ("·", "silent", row.outcome))
    return Became(row.name, sign, kind, words, row.why, row.report_id)


def _doing(job: Job, before: int) -> str:
    if job.phase is Phase.WAITING and before:
        return f"waits for {before} other upload{'' if before == 1 else 's'}"
    return _DOING[job.phase]


def _share(job: Job) -> int | None:
    """How much is done: taking in and reading each count half."""
    if job.phase.is_over:
        return 100
    if job.phase in (Phase.LINKING, Phase.LISTING):
        return None
    files = len(job.taken) / max(1, len(job.files))
    left = len(job.to_read)
    read = len(job.came_in) / max(1, len(job.came_in) + left) if job.phase is Phase.READING else 0
    return round(50 * files + 50 * read)


def _when(job: Job) -> str:
    return f"{day_in_words(job.at.date())}, {job.at:%H:%M} UTC"


def listed(jobs: Iterable[Job]) -> tuple[Listed, ...]:
    """Return all uploads, a line each."""
    return tuple(
        Listed(job.job_id, _when(job), job.by, _files(job), _DOING[job.phase], job.phase.is_over)
        for job in jobs
    )


def _files(job: Job) -> str:
    first = job.files[0].name
    return first if len(job.files) == 1 else f"{first} and {len(job.files) - 1:,} more"


def bounds_in_words(bounds: Bounds) -> str:
    """Return how much may be sent at once."""
    return (
        f"{bounds.files:,} files and {bounds.bytes_in_all // 1_000_000:,} MB at once, "
        f"{bounds.file_bytes // 1_000_000:,} MB a file"
    )
