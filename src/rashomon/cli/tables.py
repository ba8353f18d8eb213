"""The ledger as a table, and one incident laid out for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rashomon.cli.account_lines import accounts_side_by_side, version_lines
from rashomon.cli.console import harmless
from rashomon.cli.review_lines import review_head, review_lines
from rashomon.cli.ruling_lines import grade_lines, ruling_lines, slip_lines
from rashomon.cli.zone_lines import zone_lines
from rashomon.publish import claims_of, date_reason
from rashomon.read.languages import is_foreign
from rashomon.records import (
    Claim,
    Dossier,
    Facet,
    Incident,
    Link,
    Reading,
    ReviewDecision,
)
from rashomon.wording.claims import origins_words, quoted, speaker_chain, stance_words
from rashomon.wording.counts import number_of
from rashomon.wording.decisions import change_lines
from rashomon.wording.incidents import (
    date_codes,
    kind_words,
    place_code,
    place_name,
    place_words,
    point_words,
)

__all__ = ["incident_table", "incident_view"]

Readings = Mapping[str, Reading]

_UNKNOWN = "–"


def _text(words: str, style: str = "") -> Text:
    return Text(harmless(words), style=style)


def _assembled(*parts: str | tuple[str, str]) -> Text:
    return Text.assemble(
        *(
            harmless(part) if isinstance(part, str) else (harmless(part[0]), part[1])
            for part in parts
        )
    )


def incident_table(dossiers: Sequence[Dossier], readings: Readings) -> Table:
    """Return one row an incident: when, where, whose accounts, the ranges, what is contested.

    All that is told in words shares the first column, so that the figures keep theirs on the
    narrowest terminal.
    """
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_lines=True)
    table.add_column("incident", overflow="fold")
    for name in ("killed", "injured"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in ("reports", "origins"):
        table.add_column(name, justify="right")
    for dossier in dossiers:
        incident = dossier.incident
        lines: list[str | tuple[str, str]] = [
            (incident.incident_id, "bold"),
            f"\n{_when(dossier)} · {place_name(incident.place)}",
            f"\naccounts of {'; '.join(account.party for account in dossier.accounts)}",
        ]
        if dossier.contested:
            lines.append((f"\ncontested: {', '.join(dossier.contested)}", "bold"))
        table.add_row(
            _assembled(*lines),
            _range(dossier, Facet.KILLED),
            _range(dossier, Facet.INJURED),
            str(len({report_id for report_id, _ in incident.members})),
            str(len(dossier.origins)),
        )
    unread = _unread(readings)
    table.caption = (
        f"{number_of(len(dossiers), 'incident')} in {number_of(len(readings), 'report')}{unread}; "
        "– is unknown, not zero"
    )
    table.caption_justify = "left"
    return table


def _unread(readings: Readings) -> str:
    """How many reports were not read for their language, by language: no claim is theirs."""
    counts = Counter(
        reading.report.language for reading in readings.values() if is_foreign(reading.report)
    )
    told = ", ".join(f"{code} {count}" for code, count in sorted(counts.items(), key=str))
    return f", {counts.total()} of them not in English and unread ({told})" if counts else ""


def incident_view(
    dossier: Dossier,
    readings: Readings,
    links: Sequence[Link],
    decisions: Sequence[ReviewDecision] = (),
) -> RenderableType:
    """Return everything known of one incident: accounts, positions, ranges, reports, reasons."""
    claims = {claim.claim_id: claim for claim in claims_of(dossier, readings)}
    parts = [
        *_head(dossier),
        *_section("Accounts side by side", accounts_side_by_side(dossier)),
        *_section("How versions changed", *version_lines(dossier)),
        *_section("What is contested", *_contests(dossier, is_rivalry=True)),
        *_section("Parts and updates: no contest", *_contests(dossier, is_rivalry=False)),
        *_section("Ranges of harm", *_ranges(dossier, claims, readings)),
        *_section(f"As {dossier.policy} rules", *ruling_lines(dossier)),
        *_section("Numbers that do not fit each other", *slip_lines(dossier, readings)),
        *_section("Zones", *zone_lines(dossier, readings)),
        *_section("Positions and their words", *_positions(dossier, claims, readings, decisions)),
        *_section("Graded sources", *grade_lines(dossier)),
        *_section("Reports", _reports(dossier, readings)),
        *_section("Why these reports are together", *_links(links, readings)),
        *_section("What people decided", *review_lines(dossier.review, decisions)),
    ]
    return Group(*parts)


def _head(dossier: Dossier) -> list[RenderableType]:
    incident = dossier.incident
    place = incident.place
    where = place_words(place) + (f" ({point})" if (point := point_words(place)) else "")
    members = {report_id for report_id, _ in incident.members}
    origins = number_of(len(dossier.origins), "independent origin")
    counts = f"{number_of(len(members), 'report')}, {origins}"
    date = "; ".join(filter(None, (date_reason(dossier), date_codes(incident))))
    return [
        _assembled((incident.incident_id, "bold underline"), (review_head(dossier.review), "bold")),
        _text(f"{kind_words(incident)} · {_days(incident)} · {where}"),
        _text(f"{counts} · contested: {', '.join(dossier.contested) or 'nothing'}"),
        *([_text(f"date: {date}", style="italic")] if date else []),
        *([_text(f"place: {how}", style="italic")] if (how := place_code(place)) else []),
        *(_text(note, style="italic") for note in dossier.notes),
    ]


def _section(title: str, *body: RenderableType) -> list[RenderableType]:
    if not body:
        return []
    return [Text(""), _text(title, style="bold"), *(Padding(part, (0, 0, 0, 2)) for part in body)]


def _contests(dossier: Dossier, *, is_rivalry: bool) -> list[RenderableType]:
    found = [contest for contest in dossier.contests if contest.is_rivalry is is_rivalry]
    if not found:
        return []
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold", ratio=1)
    for contest in found:
        grid.add_row(_text(contest.kind.replace("_", " "), style="bold"), _text(contest.note))
    return [grid]


def _ranges(
    dossier: Dossier, claims: Mapping[str, Claim], readings: Readings
) -> list[RenderableType]:
    lines: list[RenderableType] = []
    totals = {s.outcome: s.claim_ids for s in dossier.summaries if s.group == "all"}
    for summary in dossier.summaries:
        if summary.group != "all" and summary.claim_ids == totals.get(summary.outcome):
            continue  # everybody counted is of this group; the total says it already
        group = "" if summary.group == "all" else f" ({summary.group})"
        lines.append(
            _assembled(
                (f"{summary.outcome}{group}: {summary.told}", "bold"),
                f"  {summary.rule} [{summary.policy}]",
            )
        )
        told = [("", claim_id) for claim_id in summary.claim_ids]
        told += [("replaced: ", claim_id) for claim_id in summary.replaced]
        lines += [
            Padding(
                _text(f"{mark}{_short_claim(claims[claim_id], readings)}", style="dim"),
                (0, 0, 0, 4),
            )
            for mark, claim_id in told
            if claim_id in claims
        ]
    return lines


def _positions(
    dossier: Dossier,
    claims: Mapping[str, Claim],
    readings: Readings,
    decisions: Sequence[ReviewDecision],
) -> list[RenderableType]:
    contested = {
        position_id
        for contest in dossier.contests
        if contest.is_rivalry
        for position_id in contest.position_ids
    }
    grades = {grade.claim_id: str(grade) for grade in dossier.grades}
    lines: list[RenderableType] = []
    for facet in Facet:
        for position in (p for p in dossier.positions if p.facet is facet):
            mark = "  ! contested" if position.position_id in contested else ""
            origins = origins_words(position)
            lines.append(
                _assembled(
                    (f"{facet}  ", "bold"),
                    position.label,
                    (f"  {origins}{mark}", "bold" if mark else ""),
                )
            )
            for claim in (claims[key] for key in position.claim_ids if key in claims):
                lines.append(Padding(_evidence(claim, readings, grades), (0, 0, 0, 4)))
                lines += [
                    Padding(_text(line, style="italic"), (0, 0, 0, 6))
                    for line in change_lines(claim, decisions)
                ]
    return lines


def _evidence(claim: Claim, readings: Readings, grades: Mapping[str, str]) -> Text:
    report = readings[claim.report_id].report
    stance = f" ({told})" if (told := stance_words(claim.stance)) else ""
    return _assembled(
        quoted(claim.evidence.quote),
        (f" — {speaker_chain(claim.source)}{stance}", "italic"),
        (f"  {report.name} {claim.evidence.start}–{claim.evidence.end}", "dim"),
        (f"  {grades.get(claim.claim_id, '')} {claim.claim_id}", "dim"),
    )


def _short_claim(claim: Claim, readings: Readings) -> str:
    report = readings[claim.report_id].report
    return f"{quoted(claim.evidence.quote)} — {speaker_chain(claim.source)}, {report.name}"


def _reports(dossier: Dossier, readings: Readings) -> RenderableType:
    origin_of = {report_id: o.name for o in dossier.origins for report_id in o.report_ids}
    for origin in dossier.origins:
        for report_id in dict.fromkeys(passage.report_id for passage in origin.passages):
            if report_id in origin_of:
                origin_of[report_id] += f"; parts: {origin.name}"
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("report", "outlet", "published", "carries", "origin"):
        table.add_column(name, overflow="fold")
    for report_id in dict.fromkeys(report_id for report_id, _ in dossier.incident.members):
        report = readings[report_id].report
        if report.published_on:
            date = f"{report.published_on} ({report.found_by.get('published_on', 'found')})"
        elif report.context_date:
            date = f"unknown; read as of {report.context_date}"
        else:
            date = "unknown"
        row = (
            report.name,
            report.outlet or "unknown",
            date,
            report.carried_from or _UNKNOWN,
            origin_of.get(report_id, _UNKNOWN),
        )
        table.add_row(*(_text(cell) for cell in row))
    return table


def _links(links: Sequence[Link], readings: Readings) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for link in links:
        report_id, number = link.member
        if report_id not in readings:
            continue
        name = readings[report_id].report.name
        nth = f" (its incident {number + 1})" if len(readings[report_id].incidents) > 1 else ""
        lines.append(
            _text(f"{link.judgement} ({link.score:.2f}): {name}{nth}: {'; '.join(link.reasons)}")
        )
    return lines


def _when(dossier: Dossier) -> str:
    """The days, or what is known of them where they are not."""
    reason = None if dossier.incident.date else date_reason(dossier)
    return ", ".join(filter(None, (_days(dossier.incident), reason)))


def _days(incident: Incident) -> str:
    return str(incident.date) if incident.date else "date unknown"


def _range(dossier: Dossier, outcome: Facet) -> str:
    summary = dossier.summary(outcome)
    return summary.told if summary else _UNKNOWN
