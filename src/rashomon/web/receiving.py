"""Taking an upload, for the form and the API alike: who may, whether it is ours, into the queue."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import IO, Annotated

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData, UploadFile

from rashomon.errors import SettingError
from rashomon.web.failures import NoSuchThing, StaleForm, TooMany
from rashomon.web.uploads.desk import Desk
from rashomon.web.uploads.given import taken_off
from rashomon.web.uploads.job import Job
from rashomon.web.workplace import who_asks, workplace_of

__all__ = ["Desks", "FormWithFiles", "Sent", "desk_of", "job_of", "receive"]

_COME_AGAIN_S = 60
_SPARE = 3  # times the upload must fit on the disk: as sent, in the queue, in the ledger


def desk_of(request: Request) -> Desk:
    """Return the desk that uploads go to."""
    found: Desk = request.app.state.desk
    return found


Desks = Annotated[Desk, Depends(desk_of)]


async def _sent(request: Request) -> FormData:
    return await taken_off(request, desk_of(request).bounds)


async def _sent_from_page(request: Request) -> FormData:
    """Take an upload that was sent from a page of ours."""
    form = await _sent(request)
    token, who = form.get("token"), who_asks(request)
    if not isinstance(token, str) or not workplace_of(request).tokens.is_of(who.bound_to, token):
        await form.close()
        raise StaleForm
    return form


Sent = Annotated[FormData, Depends(_sent)]
FormWithFiles = Annotated[FormData, Depends(_sent_from_page)]


def receive(desk: Desk, form: FormData, who: str) -> Job:
    """Put the files of a form into the queue; its own copies are gone afterwards.

    Raises:
        SettingError: If no file came with it.
        TooMany: If too many uploads wait already.
        HTTPException: If the disk has no room for it.

    """
    try:
        given: Sequence[tuple[str, IO[bytes]]] = [
            (one.filename or "", one.file)
            for _, one in form.multi_items()
            if isinstance(one, UploadFile) and (one.filename or one.size)
        ]
        if not given:
            raise SettingError("no file came with it; choose one or several and send them again")
        if desk.is_full():
            raise TooMany(_COME_AGAIN_S)
        size = sum(one.size or 0 for _, one in form.multi_items() if isinstance(one, UploadFile))
        desk.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if shutil.disk_usage(desk.folder).free < _SPARE * size:
            raise HTTPException(507, "The server's disk has no room for this; nothing was taken.")
        return desk.put(given, who)
    finally:
        for _, one in form.multi_items():
            if isinstance(one, UploadFile):
                one.file.close()


def job_of(desk: Desk, job_id: str) -> Job:
    """Return an upload.

    Raises:
        NoSuchThing: If there is none of this id.

    """
    found = desk.job(job_id)
    if found is None:
        raise NoSuchThing(
            "No upload is called so here, or it was over long ago: what it brought is in the ledger"
        )
    return found
