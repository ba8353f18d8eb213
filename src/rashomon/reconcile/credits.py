"""Whose text a report says it carries, and whom it only names as its source.

"(AFP)", "- REUTERS" and "Source: Sputnik" declare the text to be another's; cleaning finds them.
"Anadolu reported" and "according to SANA" tell where one statement comes from: the report was
written by somebody else all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.records import Carries, CarryKind, EvidenceSpan, Report
from rashomon.reference.outlets import Outlet, find_outlet

__all__ = ["agency_of", "credits_of", "declared_names", "outlet_name", "own_name"]

_EDGE = 300  # characters; credits stand before the first sentence or after the last
# Nothing that ends within a word makes a name, so no word is looked at twice; and no outlet's name
# has words of more than 80 letters, without which a line of capitals took the square of its length.
_WORD = r"[A-Z][\w'’.-]{0,80}+"
_NAME = rf"(?:the\s)?{_WORD}(?:\s{_WORD}){{0,3}}"
# Monitors and parties speak for themselves: who quotes them relays nobody's text.
_PUBLISHING = frozenset({"agency", "state media", "public broadcaster", "independent", "unknown"})
_SAID = r"(?:reported|reports|said|says|quoted|cited|announced|added)"
_KIND = r"(?:\s(?:news\sagency|state\stelevision|television|TV|newspaper|website))?"
_ATTRIBUTION = re.compile(
    rf"\b(?:[Aa]ccording\sto|[Cc]iting|cited\sby|quoted\sby|[Qq]uoting|reported\sby|told)\s"
    rf"(?P<after>{_NAME})|(?P<before>{_NAME}){_KIND}\s{_SAID}\b"
)


def outlet_name(words: str) -> str:
    """Return an outlet's common name, the words themselves where the table lacks it."""
    outlet = find_outlet(words)
    return outlet.name if outlet else " ".join(words.split())


def own_name(report: Report) -> str | None:
    """Return the common name of the report's outlet, None where nobody tells it."""
    return outlet_name(report.outlet) if report.outlet else None


def declared_names(report: Report) -> tuple[str, ...]:
    """Return the names of those whose text the report says it carries.

    A credit may name several: "AFP, Reuters".
    """
    if not report.carried_from:
        return ()
    whole = find_outlet(report.carried_from)
    parts = [report.carried_from] if whole else re.split(r",\s|\s/\s|;\s", report.carried_from)
    names = (outlet_name(part) for part in parts if part.strip())
    return tuple(dict.fromkeys(name for name in names if name))


def agency_of(report: Report) -> str | None:
    """Return the one agency or outlet whose text this is by its own word, None if nobody's."""
    names = declared_names(report)
    if not names and report.outlet:
        outlet = find_outlet(report.outlet)
        names = (outlet.name,) if outlet and outlet.is_agency else ()
    return names[0] if len(names) == 1 else None


def credits_of(report: Report) -> list[Carries]:
    """Return whose text the report declares to carry, then which outlets it quotes."""
    declared = declared_names(report)
    found = [
        Carries(
            report.report_id,
            name,
            CarryKind.DECLARED,
            evidence=_credit(report, name),
            reasons=(f"declared ({report.found_by.get('carried_from', 'told')})",),
            is_outlet=True,
        )
        for name in declared
    ]
    told = {*declared, own_name(report)}
    for outlet, evidence in _attributions(report):
        if outlet.name not in told:
            told.add(outlet.name)
            found.append(
                Carries(
                    report.report_id,
                    outlet.name,
                    CarryKind.QUOTATION,
                    evidence=(evidence,),
                    reasons=("names it as the source of a statement",),
                    is_outlet=True,
                )
            )
    return found


def _credit(report: Report, name: str) -> tuple[EvidenceSpan, ...]:
    """The words that declare the origin: the last near the end, else the first near the start."""
    outlet = find_outlet(name)
    names = (outlet.name, *outlet.aliases) if outlet else (name,)
    words = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    text = report.text
    ends = list(pattern.finditer(text, max(0, len(text) - _EDGE)))
    match = ends[-1] if ends else pattern.search(text, 0, _EDGE)
    return (EvidenceSpan.cut(text, match.start(), match.end()),) if match else ()


def _attributions(report: Report) -> Iterator[tuple[Outlet, EvidenceSpan]]:
    for match in _ATTRIBUTION.finditer(report.text):
        group = "after" if match["after"] else "before"
        words = list(re.finditer(r"\S+", match[group]))
        base = match.start(group)
        for count in range(len(words), 0, -1):
            part = words[:count] if group == "after" else words[-count:]
            name = match[group][part[0].start() : part[-1].end()]
            outlet = find_outlet(name)
            if outlet and outlet.kind in _PUBLISHING:
                start, end = match.span()
                if group == "after":
                    end = base + len(match[group][: part[-1].end()].rstrip(".'’"))
                else:
                    start = base + part[0].start()
                if not report.is_noise(start, end):
                    yield outlet, EvidenceSpan.cut(report.text, start, end)
                break
