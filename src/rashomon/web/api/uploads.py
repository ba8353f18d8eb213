"""Sending reports, and what became of them."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rashomon.web.api.answers import known_words, told
from rashomon.web.receiving import Desks, Sent, job_of, receive
from rashomon.web.site import Action
from rashomon.web.uploads.job import Job
from rashomon.web.workplace import must, who_asks

__all__ = ["router"]

router = APIRouter(tags=["uploads"], dependencies=[must(Action.ADD_REPORTS)])
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


@router.get("/uploads")
def uploads(request: Request, desk: Desks) -> Response:
    """List the uploads of this server, the newest first, without their reports."""
    known_words(request, ())
    return told(request, {"items": [_line(job, desk.before(job.job_id)) for job in desk.jobs()]})


@router.post("/uploads", status_code=202, openapi_extra=_FILES)
def send(request: Request, desk: Desks, form: Sent) -> Response:
    """Put files into the queue; what becomes of them is told by the address in `Location`."""
    job = receive(desk, form, who_asks(request).name or "")
    answer = told(request, _whole(job, desk.before(job.job_id)), status=202)
    answer.headers["Location"] = f"{request.url.path}/{job.job_id}"
    return answer


@router.get("/uploads/{upload_id}")
def upload(request: Request, desk: Desks, upload_id: str) -> Response:
    """Tell how far an upload has come, and what became of each file and report."""
    known_words(request, ())
    return told(request, _whole(job_of(desk, upload_id), desk.before(upload_id)))


@router.post("/uploads/{upload_id}/cancel")
def cancel(request: Request, desk: Desks, upload_id: str) -> Response:
    """End an upload; what was stored by now stays."""
    known_words(request, ())
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
