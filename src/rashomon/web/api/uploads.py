"""Sending reports, and what became of them."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rashomon.collect.paths import MEDIA_TYPES
from rashomon.web.api.answers import After, Limit, answers, cut, known_words, page, told
from rashomon.web.api.shapes import Page, Told, Words, eg
from rashomon.web.receiving import Desks, Sent, job_of, receive
from rashomon.web.uploads.job import Job, Phase
from rashomon.web.workplace import who_asks

__all__ = ["router"]

router = APIRouter(tags=["uploads"])
_FILES = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {
                            "type": "array",
                            "minItems": 1,
                            "items": {"type": "string", "format": "binary"},
                        }
                    },
                }
            }
        },
    }
}


class Upload(Told):
    """An upload in a line. `before` is how many others wait before it."""

    id: str = eg("5f0c7e9a")
    by: str = eg("amina")
    at: str = eg("2031-03-07T09:00:00+00:00")
    phase: Phase = eg("reading")
    is_over: bool = eg(False)
    before: int = eg(0)
    files: int = eg(2)
    counts: dict[str, int] = eg({"read": 1, "known": 1}, "By outcome.")
    detail: str = eg("")


class Became(Told):
    """What became of a file, or of a report in it."""

    name: str = eg("a.html")
    outcome: str = eg("read")
    reason: str | None = eg(None)
    report_id: str | None = eg("r-1f2e3d4c5b6a7988")
    file: int = eg(0, "The number of the file that it came in.")


class WholeUpload(Upload):
    """An upload with what became of each file and report."""

    items: list[Became]


class Most(Told):
    """How much may be sent at once."""

    file_bytes: int = eg(200_000_000)
    files: int = eg(1_000)
    bytes_in_all: int = eg(500_000_000)
    waiting: int = eg(20, "Uploads that may wait.")


class Uploads(Page[Upload]):
    """A page of the uploads of this server, the newest first."""

    bounds: Most
    endings: Words = eg([".html", ".pdf"], "Of files that are read for what they are.")


@router.get("/uploads", responses=answers(Uploads))
def uploads(request: Request, desk: Desks, after: After = None, limit: Limit = 50) -> Response:
    """List the uploads of this server, the newest first, and how much may be sent."""
    known_words(request, ("after", "limit"))
    every = list(desk.jobs())
    shown, following = cut(every, lambda job: job.job_id, after, limit)
    bounds = {name: getattr(desk.bounds, name) for name in Most.model_fields}
    return page(
        request, [_line(job, desk.before(job.job_id)) for job in shown], total=len(every),
        following=following, bounds=bounds, endings=sorted(set(MEDIA_TYPES)),
    )  # fmt: skip


@router.post("/uploads", status_code=202, openapi_extra=_FILES, responses=answers(WholeUpload, 202))
def send(request: Request, desk: Desks, form: Sent) -> Response:
    """Put files into the queue; what becomes of them is told by the address in `Location`."""
    job = receive(desk, form, who_asks(request).name or "")
    answer = told(request, _whole(job, desk.before(job.job_id)), status=202)
    answer.headers["Location"] = f"{request.url.path}/{job.job_id}"
    return answer


@router.get("/uploads/{upload_id}", responses=answers(WholeUpload))
def upload(request: Request, desk: Desks, upload_id: str) -> Response:
    """Tell how far an upload has come, and what became of each file and report."""
    known_words(request)
    return told(request, _whole(job_of(desk, upload_id), desk.before(upload_id)))


@router.post("/uploads/{upload_id}/cancel", responses=answers(Upload))
def cancel(request: Request, desk: Desks, upload_id: str) -> Response:
    """End an upload; what was stored by now stays."""
    known_words(request)
    desk.cancel(job_of(desk, upload_id).job_id)
    return told(request, _line(job_of(desk, upload_id), 0))


def _line(job: Job, before: int) -> dict[str, Any]:
    return {
        "id": job.job_id,
        "by": job.by,
        "at": job.at.isoformat(),
        "phase": job.phase.value,
        "is_over": job.phase.is_over,
        "before": before,
        "files": len(job.files),
        "counts": dict(job.counts()),
        "detail": job.words,
    }


def _whole(job: Job, before: int) -> dict[str, Any]:
    items = [
        {
            "name": row.name,
            "outcome": row.outcome,
            "reason": row.why or None,
            "report_id": row.report_id or None,
            "file": row.file,
        }
        for row in job.rows
    ]
    return {**_line(job, before), "items": items}
