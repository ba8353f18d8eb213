"""One capture in, its report out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

from rashomon.clean.decoding import decode, mend_surrogates
from rashomon.clean.language import language_of
from rashomon.clean.noise import find_noise
from rashomon.clean.opening import Opening, find_opening
from rashomon.clean.pages import Page, is_page, read_page
from rashomon.clean.provenance import find_provenance
from rashomon.clean.stamps import date_in_url, yearless_day
from rashomon.errors import UnreadableReport
from rashomon.records import Capture, Report, Span

__all__ = ["clean"]

# A dateline without a year is of the year of the date told beside it, if that is so near.
_NEAR = timedelta(days=60)


def clean(capture: Capture) -> Report:
    """Make a report of a capture: its text, its noise, and what it tells of itself.

    1. decode: the stored text, into which every offset points from here on
    2. noise, then what stands before the body: headline, dateline, dates
    3. outlet and origin
    What the sidecar tells holds over what the text does; `found_by` says which was taken.

    Raises:
        UnreadableReport: If the bytes hold no text.

    """
    text, page, encoding = _text(capture)
    if not text.strip("\ufeff \t\r\n"):
        raise UnreadableReport(capture.address, "the report holds no text")
    sidecar = capture.sidecar
    noise = find_noise(text)
    opening = find_opening(text, noise, (page.title if page else None) or sidecar.title)
    if page and page.title:
        opening = replace(opening, headline=Span(0, len(page.title)))
    noise = _outside(noise, opening)
    if text.startswith("\ufeff"):
        noise = (Span(0, 1), *noise)
    origin = find_provenance(text, opening, sidecar, page.site_name if page else None)
    url = sidecar.url or (page.url if page else None)
    found_by = {"encoding": encoding} if encoding != "utf-8" else {}
    if page:
        found_by["text"] = page.method
    published, how = _published(text, capture, page, opening, url)
    title, title_by = _title(text, sidecar.title, page, opening)
    byline = opening.byline or (page.byline if page else None)
    updated = opening.updated_on or (page.updated_on if page else None)
    found_by |= {
        name: method
        for name, method in {
            "published_on": how,
            "outlet": origin.outlet_by,
            "carried_from": origin.carried_by,
            "title": title_by,
            "headline": "page" if page and page.title else "layout" if opening.headline else "",
            "url": "sidecar" if sidecar.url else "page" if url else "",
        }.items()
        if method
    }
    return Report(
        report_id=capture.report_id,
        name=capture.name,
        address=capture.address,
        text=text,
        title=title,
        headline=opening.headline,
        noise=noise,
        outlet=origin.outlet,
        carried_from=origin.carried_from,
        url=url,
        byline=byline,
        dateline=opening.dateline,
        published_on=published,
        updated_on=updated if updated != published else None,
        context_date=sidecar.context_date,
        language=language_of(text),
        found_by=found_by,
        published_at=_moment(published, sidecar.published_at, page.published_at if page else None),
    )


def _text(capture: Capture) -> tuple[str, Page | None, str]:
    if capture.media_type == "application/json":
        return _json_text(capture), None, "utf-8"
    text, encoding = decode(capture.content, capture.address)
    if capture.media_type != "text/html" and not is_page(text):
        return text, None, encoding
    if "<" not in text:  # plain text under a page's name
        return text, None, encoding
    page = read_page(text, capture.address, capture.sidecar.url)
    return (f"{page.title}\n\n{page.body}" if page.title else page.body), page, encoding


def _json_text(capture: Capture) -> str:
    try:
        text = json.loads(capture.content)["text"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise UnreadableReport(capture.address, "no JSON object with a “text”") from error
    if not isinstance(text, str):
        raise UnreadableReport(capture.address, "its “text” is no text")
    return mend_surrogates(text)


def _published(
    text: str, capture: Capture, page: Page | None, opening: Opening, url: str | None
) -> tuple[date | None, str]:
    if capture.sidecar.published_on:
        return capture.sidecar.published_on, "sidecar"
    if opening.published_on and opening.found_by != "date of update":
        return opening.published_on, opening.found_by
    if page and page.published_on:
        return page.published_on, "htmldate"
    if url and (day := date_in_url(url)):
        return day, "address"
    if opening.published_on:
        return opening.published_on, opening.found_by
    near = capture.sidecar.context_date
    if near and opening.dateline:
        day = yearless_day(opening.dateline.of(text), near)
        if day and abs(day - near) <= _NEAR:
            return day, "dateline, in the year of the context date"
    return None, ""


def _moment(day: date | None, *told: datetime | None) -> datetime | None:
    """The first moment that can be of the day, in whatever offset it was printed."""
    if day is None:
        return None
    return next((at for at in told if at and abs((at.date() - day).days) <= 1), None)


def _title(
    text: str, told: str | None, page: Page | None, opening: Opening
) -> tuple[str | None, str]:
    if told:
        return told, "sidecar"
    if page and page.title:
        return page.title, "page"
    if opening.headline:
        first = opening.headline.of(text).strip().partition("\n\n")[0]
        return " ".join(first.split()).removesuffix("."), "headline"
    return None, ""


def _outside(noise: tuple[Span, ...], opening: Opening) -> tuple[Span, ...]:
    """Leave out noise that lies within headline or dateline."""
    kept = [span for span in (opening.headline, opening.dateline) if span]
    return tuple(n for n in noise if not any(span.covers(n) for span in kept))
