"""Adding reports: the form, the queue, and how far each upload has come."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from rashomon.collect.paths import MEDIA_TYPES
from rashomon.web.receiving import Desks, FormWithFiles, job_of, receive
from rashomon.web.site import Action
from rashomon.web.views.upload import bounds_in_words, listed, upload_view
from rashomon.web.workplace import LINKS, Form, back_to, must, show, who_asks

__all__ = ["router"]

router = APIRouter(dependencies=[must(Action.ADD_REPORTS)])
_STOP_ASKING = 286  # by which htmx knows that there is nothing more to ask for


@router.get("/upload")
def upload(request: Request, desk: Desks) -> HTMLResponse:
    """Show the form, and what was uploaded lately."""
    return show(
        request, "upload.html", uploads=listed(desk.jobs()),
        bounds=bounds_in_words(desk.bounds), endings=sorted(set(MEDIA_TYPES)),
        most_bytes=desk.bounds.bytes_in_all, most_files=desk.bounds.files,
        most_of_one=desk.bounds.file_bytes,
    )  # fmt: skip


@router.post("/upload")
def send(request: Request, desk: Desks, form: FormWithFiles) -> RedirectResponse:
    """Put files into the queue."""
    job = receive(desk, form, who_asks(request).name or "")
    return back_to(LINKS.page(f"upload/{job.job_id}"))


@router.get("/upload/{upload_id}")
def progress(request: Request, desk: Desks, upload_id: str) -> HTMLResponse:
    """Show how far an upload has come; for htmx what changes alone, until it is over."""
    view = upload_view(job_of(desk, upload_id), desk.before(upload_id))
    is_asked_again = request.headers.get("HX-Request") == "true"
    status = _STOP_ASKING if view.is_over and is_asked_again else 200
    return show(request, "upload_progress.html", part="parts/upload_progress.html",
                status=status, view=view)  # fmt: skip


@router.post("/upload/{upload_id}/cancel")
def cancel(desk: Desks, upload_id: str, form: Form) -> RedirectResponse:  # noqa: ARG001
    """End an upload."""
    job = job_of(desk, upload_id)
    done = "cancelled" if desk.cancel(job.job_id) else "it was over already"
    return back_to(LINKS.page(f"upload/{job.job_id}"), done)
