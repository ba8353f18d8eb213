"""How an incident lies to the zones near it, laid out for a person."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from rashomon.cli.console import harmless
from rashomon.records import (
    Dossier,
    Reading,
    Zone,
    ZoneAgreement,
    ZoneRelation,
    ZoneSide,
    ZoneStatement,
)

__all__ = ["zone_lines"]

_CLOSE_KM = 50.0  # beyond, a zone of which no report speaks shares one line with others
_PAST_KM = 20.0  # so far past the end of a line there is no line to speak of
_MOST_STATEMENTS = 6


def zone_lines(dossier: Dossier, readings: Mapping[str, Reading]) -> list[RenderableType]:
    """Return a block for each zone near the incident, and one line for those further off."""
    lines: list[RenderableType] = []
    far: list[ZoneRelation] = []
    for relation in dossier.zones:
        if _is_far(relation):
            far.append(relation)
        else:
            lines += _block(relation, readings)
    if far:
        told = "; ".join(
            f"{relation.zone.name} ({relation.distance_km:.0f} km)" for relation in far
        )
        lines.append(Text(harmless(f"further off: {told}"), style="dim"))
    return lines


def _is_far(relation: ZoneRelation) -> bool:
    if relation.statements or relation.drawn_side is ZoneSide.INSIDE:
        return False
    limit = _PAST_KM if relation.side is ZoneSide.BEYOND else _CLOSE_KM
    return (relation.distance_km or 0.0) > limit


def _block(relation: ZoneRelation, readings: Mapping[str, Reading]) -> list[RenderableType]:
    zone = relation.zone
    force = {True: "in force", None: "whether it was in force is not known", False: "not in force"}
    lines: list[RenderableType] = [
        Text(harmless(str(relation)), style="bold"),
        *([_indented(relation.reason, "dim")] if relation.reason else []),
        _indented(f"{force[relation.is_in_force]}: {relation.force_reason}{_who(zone)}", "dim"),
    ]
    shown = relation.statements[:_MOST_STATEMENTS]
    lines += [_indented(_statement(statement, readings)) for statement in shown]
    if len(relation.statements) > len(shown):
        lines.append(_indented(f"and {len(relation.statements) - len(shown)} more sentences"))
    return lines


def _who(zone: Zone) -> str:
    told = (
        ("proclaimed", zone.proclaimed_by),
        ("recognized", zone.recognized_by),
        ("rejected", zone.rejected_by),
    )
    return "".join(f"; {verb} by {', '.join(actors)}" for verb, actors in told if actors)


def _statement(statement: ZoneStatement, readings: Mapping[str, Reading]) -> Text:
    words = statement.claim.evidence if statement.claim is not None else statement.evidence
    name = readings[statement.report_id].report.name
    named = [" ".join(speaker.words.split()) for speaker in statement.source]
    first, *through = named or ["the report itself"]
    speakers = first + "".join(f", through {other}" for other in through)
    text = Text(harmless(f"“{' '.join(words.quote.split())}”"))
    text.append(harmless(f" — {speakers}"), style="italic")
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
