"""What the rows of a coder's sheet say of the reports, and the sheet with the texts to fill in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path

from rashomon.coding import COLUMNS, NO_INCIDENT, Fault, Row, print_sheet
from rashomon.coding.sheets import find_words
from rashomon.deciding import parse_value
from rashomon.errors import RashomonError, SettingError
from rashomon.publish.decision_tables import value_words
from rashomon.records import (
    Claim,
    CodedClaim,
    CountValue,
    EvidenceSpan,
    Facet,
    Report,
    Speaker,
    Stance,
)
from rashomon.reference.actor_context import ActorContext
from rashomon.reference.actors import context_of, with_actor

__all__ = ["CHAIN", "coded_rows", "sheet_rows", "write_sheet"]

CHAIN = " | "
"""What stands between the speakers of a chain, the first one first."""
_NEAREST = 4  # places of ambiguous words that a message names


def coded_rows(
    rows: Sequence[Row], reports: Mapping[str, Report], find: Callable[[str], str]
) -> tuple[dict[str, tuple[CodedClaim, ...]], list[Fault]]:
    """Return what rows say of each report that they code, and what is wrong with which.

    `find` gives the id of the report that a cell names. A report without a filled row is not
    coded by the sheet.
    """
    faults: list[Fault] = []
    coded: dict[str, list[CodedClaim]] = {}
    said: dict[tuple[str, CodedClaim], int] = {}
    empty: dict[str, int] = {}
    contexts: dict[str, ActorContext] = {}
    report_of: dict[str, str] = {}
    for row in rows:
        try:
            if row.report not in report_of:
                report_of[row.report] = _report_id(row.report, reports, find)
            report_id = report_of[row.report]
            if row.is_blank:
                continue
            if row.facet.casefold() == NO_INCIDENT:
                _check_empty(row)
                empty[report_id] = row.line
                coded.setdefault(report_id, [])
                continue
            report = reports[report_id]
            if report_id not in contexts:
                contexts[report_id] = context_of(report.text)
            claim = _coded(row, report, contexts[report_id])
            if (report_id, claim) in said:
                raise SettingError(f"says what line {said[report_id, claim]} says; remove one")
        except RashomonError as error:
            faults.append(Fault(row.line, str(error).replace("--", "")))
            continue
        said[report_id, claim] = row.line
        coded.setdefault(report_id, []).append(claim)
    for report_id, line in empty.items():
        if coded[report_id]:
            reason = (
                f"{report_id} is said to tell of no incident, but other lines code claims of it"
            )
            faults.append(Fault(line, reason + "; remove this line or those"))
    return {key: tuple(sorted(claims, key=_order)) for key, claims in coded.items()}, faults


def _order(coded: CodedClaim) -> tuple[object, ...]:
    """Rows in another order are the same coding."""
    claim = coded.claim
    return claim.evidence, coded.incident, claim.facet, str(claim.value), str(claim.source)


def _report_id(words: str, reports: Mapping[str, Report], find: Callable[[str], str]) -> str:
    if not words:
        raise SettingError("the report is not named; each row needs the id of its report")
    report_id = words if words in reports else find(words)
    if report_id not in reports:
        raise SettingError(f"{words} is no report of this round")
    return report_id


def _check_empty(row: Row) -> None:
    filled = [name for name in COLUMNS if name not in ("report", "facet", "note")]
    if any(getattr(row, name) for name in filled):
        raise SettingError(
            f"the facet {NO_INCIDENT!r} says that the report tells of no incident; leave the other "
            "cells of the row blank, or name the facet that is coded"
        )


def _coded(row: Row, report: Report, context: ActorContext) -> CodedClaim:
    facet = row.facet.casefold()
    if facet not in set(Facet):
        known = ", ".join((*Facet, NO_INCIDENT))
        raise SettingError(f"no facet is called {row.facet!r}; there are: {known}")
    words = _words(row, report.text)
    value = parse_value(Facet(facet), row.value or None, row.who or None, words.quote)
    stance = row.stance.casefold() or Stance.AFFIRM
    if stance not in set(Stance):
        raise SettingError(f"no stance is called {row.stance!r}; there are: {', '.join(Stance)}")
    incident = _whole(row.incident, "incident") if row.incident else 1
    if incident < 1:
        raise SettingError(f"incident {incident}: count a report's incidents from 1")
    source = tuple(
        with_actor(_speaker(" ".join(name.split()), words, report.text), context)
        for name in row.speaker.split("|")
        if name.strip()
    )
    claim = Claim(report.report_id, incident, Facet(facet), value, words, source, Stance(stance))
    return CodedClaim(claim, row.note)


def _words(row: Row, text: str) -> EvidenceSpan:
    if bool(row.start) != bool(row.end) and not row.words:
        raise SettingError("start and end go together where no words are given")
    if row.start:
        start = _whole(row.start, "start")
        end = _whole(row.end, "end") if row.end else start + len(row.words)
        if not 0 <= start < end <= len(text):
            raise SettingError(
                f"{start} to {end} are no words of the report, which has {len(text)} characters"
            )
        there = text[start:end]
        if row.words and (0, len(there)) not in find_words(there, row.words):
            raise SettingError(f"from {start} to {end} the report has {there!r}, not {row.words!r}")
        return EvidenceSpan.cut(text, start, end)
    if not row.words:
        raise SettingError("the words are missing; copy those that carry the claim")
    places = find_words(text, row.words)
    if not places:
        raise SettingError(
            f"the report does not hold {row.words!r}; copy the words as they stand in its text"
        )
    number = _whole(row.occurrence, "occurrence") if row.occurrence else 1
    if len(places) > 1 and not row.occurrence:
        told = "; ".join(f"{n}: …{_around(text, at)}…" for n, at in enumerate(places, 1))
        raise SettingError(
            f"the report holds {row.words!r} {len(places)} times; write under occurrence which one "
            f"is meant, or its start: {told if len(places) <= _NEAREST else 'counted from 1'}"
        )
    if not 1 <= number <= len(places):
        raise SettingError(
            f"occurrence {number} of {row.words!r}; the report holds it {len(places)} times"
        )
    return EvidenceSpan.cut(text, *places[number - 1])


def _around(text: str, place: tuple[int, int]) -> str:
    start, end = place
    return " ".join(text[max(0, start - 20) : end + 20].split())


def _whole(cell: str, column: str) -> int:
    if not re.fullmatch(r"\d{1,9}", cell):
        raise SettingError(f"{cell!r} under {column} is no whole number")
    return int(cell)


def _speaker(words: str, near: EvidenceSpan, text: str) -> Speaker:
    places = find_words(text, words)
    if not places:
        raise SettingError(
            f"the report does not hold {words!r}; a speaker is named by the report's own words, "
            f"a chain of them with{CHAIN}between; blank is the report itself"
        )
    start, end = min(places, key=lambda place: (abs(place[0] - near.start), place))
    evidence = EvidenceSpan(start, end, text[start:end])
    return Speaker(" ".join(evidence.quote.split()), evidence)


def sheet_rows(report_id: str, coded: Sequence[CodedClaim]) -> list[dict[str, object]]:
    """Return what was coded of a report as rows of a sheet, which are taken as the same again."""
    if not coded:
        return [{"report": report_id, "facet": NO_INCIDENT}]
    return [
        {
            "report": report_id,
            "words": one.claim.evidence.quote,
            "start": one.claim.evidence.start,
            "end": one.claim.evidence.end,
            "facet": one.claim.facet.value,
            "value": value_words(one.claim),
            "who": (one.claim.value.who or "") if isinstance(one.claim.value, CountValue) else "",
            "speaker": CHAIN.join(speaker.words for speaker in one.claim.source),
            "stance": one.claim.stance.value,
            "incident": one.incident,
            "note": one.note,
        }
        for one in coded
    ]


def write_sheet(
    folder: Path, stem: str, reports: Sequence[Report], own: Mapping[str, Sequence[CodedClaim]]
) -> Path:
    """Write a sheet to be filled in, with what its coder has coded, and the texts beside it.

    `texts/` holds each report as it is counted, and a page that shows where each line begins.

    Raises:
        SettingError: If the sheet is there already: it may hold work.

    """
    path = folder / (re.sub(r"[^\w.-]+", "-", stem).strip("-.") + ".csv")
    texts = folder / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, object]] = []
    for report in reports:
        coded = own.get(report.report_id)
        blank: list[dict[str, object]] = [{"report": report.report_id}]
        rows += blank if coded is None else sheet_rows(report.report_id, coded)
        text = report.text.encode("utf-8", "surrogatepass")
        (texts / f"{report.report_id}.txt").write_bytes(text)
        page = _page(report).encode("utf-8", "replace")
        (texts / f"{report.report_id}.html").write_bytes(page)
    try:
        with path.open("x", encoding="utf-8", newline="") as out:
            out.write(print_sheet(rows))
    except FileExistsError as error:
        raise SettingError(
            f"{path} is there already and may hold work; move it away, or write elsewhere"
        ) from error
    return path


def _page(report: Report) -> str:
    """The text with the offset of each line beside it; nothing in it can run."""
    told = {
        "Report": report.report_id,
        "Name": report.name,
        "Outlet": report.outlet or "unknown",
        "Published": str(report.published_on or "unknown"),
        "Address": report.url or report.address,
    }
    head = "".join(f"<dt>{name}<dd>{escape(words)}" for name, words in told.items())
    lines, at = [], 0
    for line in report.text.split("\n"):
        lines.append(f"<tr><th>{at}<td>{escape(line)}")
        at += len(line) + 1
    style = "td{white-space:pre-wrap}th{color:#777;text-align:right;padding-right:1em}"
    return (
        f'<!doctype html><meta charset="utf-8"><title>{escape(report.name)}</title>'
        f"<style>{style}th{{vertical-align:top;user-select:none}}</style><dl>{head}</dl>"
        f"<table>{''.join(lines)}</table>\n"
    )
