"""One capture in, its report out."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from rashomon.clean.characters.unseen import without_unseen
from rashomon.clean.derived import Derived, joined, masked
from rashomon.clean.formats import derive
from rashomon.clean.language import language_of
from rashomon.clean.noise.stretches import find_noise, ruled_noise
from rashomon.clean.openings.opening import Opening, find_opening
from rashomon.clean.openings.stamps import date_in_url, yearless_day
from rashomon.clean.provenance import find_provenance
from rashomon.errors import UnreadableReport
from rashomon.records import Capture, Report, Sidecar, Span

__all__ = ["clean"]

# A dateline without a year is of the year of the date told beside it, if that is so near.
_NEAR = timedelta(days=60)
_EXTRACTED = ("trafilatura", "densest part", "schema.org")  # ways to take a body out of a page
_PUT_UP = timedelta(days=14)
_A_DAY = timedelta(days=1)  # the dateline's place may be a day ahead of UTC


def clean(capture: Capture) -> Report:
    """Make a report of a capture: its text, its noise, and what it tells of itself.

    1. derive: the stored text, into which every offset points from here on
    2. noise, then what stands before the body: headline, dateline, dates
    3. outlet and origin
    What the sidecar tells holds over what the text does; `found_by` says which was taken.

    Raises:
        UnreadableReport: If the bytes hold no text.

    """
    derived = derive(capture)
    text = derived.text
    if not text.strip("\ufeff \t\r\n"):
        raise UnreadableReport(capture.address, "the report holds no text")
    sidecar = _filled(capture.sidecar, derived.told)
    seen = masked(text, derived.noise)  # as if what the format tells apart were not there
    # The lines that weights tell from a report are gone from a page whose body was taken out:
    # of what is left they would find 0.05 points of noise and lose 0.2 of the body.
    noise = (ruled_noise if derived.method.startswith(_EXTRACTED) else find_noise)(seen)
    opening = find_opening(seen, noise, derived.title or sidecar.title)
    if derived.headline:
        opening = replace(opening, headline=derived.headline)
    noise = joined((*_outside(noise, opening), *derived.noise))
    if text.startswith("\ufeff") and not (noise and noise[0].start == 0):
        noise = (Span(0, 1), *noise)
    url, url_by = _address(capture, sidecar, derived)
    origin = find_provenance(seen, opening, sidecar, derived.site_name, url, derived.providers)
    found_by = {"encoding": derived.encoding} if derived.encoding != "utf-8" else {}
    if derived.method:
        found_by["text"] = derived.method
    if derived.notes:
        found_by["notes"] = "; ".join(derived.notes)
    published, how = _published(seen, capture, sidecar, derived, opening, url)
    title, title_by = _title(seen, sidecar.title, derived, opening)
    byline = opening.byline or derived.byline
    updated = opening.updated_on or derived.updated_on
    outlet_by = derived.site_by if origin.outlet_by == "site name" else origin.outlet_by
    found_by |= {
        name: method
        for name, method in {
            "published_on": how,
            "outlet": outlet_by,
            "carried_from": origin.carried_by,
            "title": title_by,
            "headline": derived.title_by
            if derived.headline
            else "layout"
            if opening.headline
            else "",
            "byline": derived.byline_by if byline and not opening.byline else "",
            "url": url_by,
        }.items()
        if method
    }
    for name, method in found_by.items():
        if method == "sidecar" and getattr(capture.sidecar, name) is None:
            found_by[name] = "front matter"
    return Report(
        report_id=capture.report_id,
        name=without_unseen(capture.name).text or capture.name,
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
        language=language_of(_without(seen, noise)),
        found_by=found_by,
        published_at=_moment(published, sidecar.published_at, derived.published_at),
    )


def _address(capture: Capture, sidecar: Sidecar, derived: Derived) -> tuple[str | None, str]:
    """Where the report was published: as told, as its page says of itself, as it was fetched.

    A page that names an address on another site is a copy, published where it was found.
    """
    exchange = capture.custody.exchange
    if sidecar.url:
        return sidecar.url, "sidecar"
    if (
        derived.url
        and derived.url_by != "page"
        and (exchange is None or _host(derived.url) == _host(exchange.url))
    ):
        return derived.url, derived.url_by
    if exchange and exchange.url.startswith(("http://", "https://")):
        return exchange.url, "exchange"
    return derived.url, derived.url_by if derived.url else ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""


def _published(
    text: str,
    capture: Capture,
    sidecar: Sidecar,
    derived: Derived,
    opening: Opening,
    url: str | None,
) -> tuple[date | None, str]:
    if sidecar.published_on:
        return sidecar.published_on, "sidecar"
    if opening.published_on and opening.found_by != "date of update":
        return opening.published_on, opening.found_by
    told, told_by = derived.published_on, derived.published_by
    if sidecar.listed_on:  # first: a page's date may be that of its last change
        told, told_by = sidecar.listed_on, "feed"
    near = sidecar.context_date
    if told and told > capture.captured_at.date() + _A_DAY:
        told = None  # a clock that was wrong: nothing is captured before it is published
    if told and (sidecar.listed_on or not derived.is_dated_weakly):
        # The dateline holds over the page's date, whose year it takes: a page is dated when it
        # is put up, on the day of the dateline or within some days of it.
        day = yearless_day(opening.dateline.of(text), told) if opening.dateline else None
        if day and day != told and -_A_DAY <= told - day <= _PUT_UP:
            return day, f"dateline, in the year of the page’s date ({told_by})"
        return told, told_by
    if url and (day := date_in_url(url)):
        return day, "address"
    if opening.published_on:
        return opening.published_on, opening.found_by
    if near and opening.dateline:
        day = yearless_day(opening.dateline.of(text), near)
        if day and abs(day - near) <= _NEAR:
            return day, "dateline, in the year of the context date"
    return (told, told_by) if told else (None, "")


def _filled(first: Sidecar, second: Sidecar) -> Sidecar:
    """What is told beside the report, then what is told at its head."""
    told = {f.name: getattr(first, f.name) or getattr(second, f.name) for f in fields(Sidecar)}
    # A name turned around by a sign that nobody sees would look like another outlet's.
    told |= {n: without_unseen(v).text or None for n, v in told.items() if isinstance(v, str)}
    if first.published_on:
        told["published_at"] = first.published_at
    return Sidecar(**told)


def _moment(day: date | None, *told: datetime | None) -> datetime | None:
    """The first moment that can be of the day, in whatever offset it was printed."""
    if day is None:
        return None
    return next((at for at in told if at and abs((at.date() - day).days) <= 1), None)


def _title(
    text: str, told: str | None, derived: Derived, opening: Opening
) -> tuple[str | None, str]:
    if told:
        return told, "sidecar"
    if derived.title:
        return derived.title, derived.title_by
    if opening.headline:
        first = opening.headline.of(text).strip().partition("\n\n")[0]
        return " ".join(first.split()).removesuffix("."), "headline"
    return None, ""


def _without(text: str, noise: tuple[Span, ...]) -> str:
    """What is left of a text without its noise, each stretch of which ends a line."""
    kept, at = [], 0
    for span in noise:
        kept.append(text[at : span.start])
        at = span.end
    rest = "\n".join([*kept, text[at:]])
    return rest if rest.strip() else text


def _outside(noise: tuple[Span, ...], opening: Opening) -> tuple[Span, ...]:
    """Leave out noise that lies within headline or dateline."""
    kept = [span for span in (opening.headline, opening.dateline) if span]
    return tuple(n for n in noise if not any(span.covers(n) for span in kept))
