"""How an incident lies to the zones near it, laid out for a person."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from rashomon.cli.console import harmless
from rashomon.records import Dossier, Reading, ZoneAgreement, ZoneRelation, ZoneStatement
from rashomon.wording.claims import quoted, speaker_chain
from rashomon.wording.zones import MOST_STATEMENTS, force_words, is_far

__all__ = ["zone_lines"]


def zone_lines(dossier: Dossier, readings: Mapping[str, Reading]) -> list[RenderableType]:
    """Return a block for each zone near the incident, and one line for those further off."""
    lines: list[RenderableType] = []
    far: list[ZoneRelation] = []
    for relation in dossier.zones:
        if is_far(relation):
            far.append(relation)
        else:
            lines += _block(relation, readings)
    if far:
        told = "; ".join(
            f"{relation.zone.name} ({relation.distance_km:.0f} km)" for relation in far
        )
        lines.append(Text(harmless(f"further off: {told}"), style="dim"))
    return lines


def _block(relation: ZoneRelation, readings: Mapping[str, Reading]) -> list[RenderableType]:
    lines: list[RenderableType] = [
        Text(harmless(str(relation)), style="bold"),
        *([_indented(relation.reason, "dim")] if relation.reason else []),
        _indented(force_words(relation), "dim"),
    ]
    shown = relation.statements[:MOST_STATEMENTS]
    lines += [_indented(_statement(statement, readings)) for statement in shown]
    if len(relation.statements) > len(shown):
        lines.append(_indented(f"and {len(relation.statements) - len(shown)} more sentences"))
    return lines


def _statement(statement: ZoneStatement, readings: Mapping[str, Reading]) -> Text:
    words = statement.claim.evidence if statement.claim is not None else statement.evidence
    name = readings[statement.report_id].report.name
    text = Text(harmless(quoted(words.quote)))
    text.append(harmless(f" — {speaker_chain(statement.source)}"), style="italic")
    text.append(harmless(f"  {name} {words.start}–{words.end}"), style="dim")
    if statement.agreement is not None:
        is_apart = statement.agreement is ZoneAgreement.PARTS
        text.append(
            harmless(f"\n{'! ' if is_apart else ''}{statement.note}"),
            style="bold" if is_apart else "",
        )
    return text


def _indented(what: str | Text, style: str = "") -> RenderableType:
    shown = Text(harmless(what), style=style) if isinstance(what, str) else what
    return Padding(shown, (0, 0, 0, 4))
