"""Which reports carry whose text: independent origins are counted, never articles.

A report's origin is declared (it carries another outlet's copy, or comes from the same outlet)
or found (it holds much of another report's words). Reports whose outlet nobody tells are
origins of their own unless they are found to be copies.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from rashomon.records import Origin, Report, Span
from rashomon.reference.outlets import find_outlet

__all__ = ["outlet_name", "trace_origins"]

_SHINGLE = 5  # words; shorter runs are shared by any two reports on one war
# Share of the shorter report's shingles that the other holds. Reports of train-a lie at 0.68
# and above where one carries the other's copy, at 0.25 to 0.44 where two rewrite one wire
# story, at 0.05 and below where they only tell of the same day. Independent reports may quote
# one statement at length, so rewriting alone is not called a copy unless sentences are shared.
_COPIED = 0.4
_LEAST_SHARED = 10  # shingles: two lines that name one event share fewer by chance
_SHARED_SENTENCES = 3
_SENTENCE_WORDS = 8  # shorter ones ("No group claimed responsibility.") are common property
_WORD = re.compile(r"\w+")
_STOP = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|\n+")


def trace_origins(reports: Sequence[Report]) -> tuple[Origin, ...]:
    """Return the independent origins of the reports, each report in exactly one."""
    ordered = sorted(reports, key=lambda r: r.report_id)
    root = {report.report_id: report.report_id for report in ordered}
    reasons: dict[str, set[str]] = defaultdict(set)

    def find(report_id: str) -> str:
        while root[report_id] != report_id:
            report_id = root[report_id]
        return report_id

    def join(one: str, other: str, why: str) -> None:
        first, second = sorted((find(one), find(other)))
        root[second] = first
        reasons[one].add(why)

    by_name: dict[str, str] = {}
    for report in ordered:
        name = _declared(report)
        if name is None:
            continue
        if name in by_name:
            join(report.report_id, by_name[name], _declaration(report, name))
        else:
            by_name[name] = report.report_id
            if report.carried_from:
                reasons[report.report_id].add(_declaration(report, name))
    names = {report.report_id: report.name for report in ordered}
    for one, other, why in _found(ordered):
        join(one, other, f"{names[one]} and {names[other]} {why}")

    groups: dict[str, list[Report]] = defaultdict(list)
    for report in ordered:
        groups[find(report.report_id)].append(report)
    return tuple(_origin(group, reasons) for _, group in sorted(groups.items()))


def outlet_name(words: str) -> str:
    """Return an outlet's common name, the words themselves where the table lacks it."""
    outlet = find_outlet(words)
    return outlet.name if outlet else " ".join(words.split())


def _declared(report: Report) -> str | None:
    words = report.carried_from or report.outlet
    return outlet_name(words) if words else None


def _declaration(report: Report, name: str) -> str:
    if report.carried_from:
        return f"{report.name} carries text of {name}"
    return f"{report.name} is published by {name}"


def _origin(group: Sequence[Report], reasons: Mapping[str, set[str]]) -> Origin:
    told = Counter(name for report in group if (name := _declared(report)))
    name = min(told, key=lambda n: (-told[n], n)) if told else group[0].name
    why = sorted({reason for report in group for reason in reasons.get(report.report_id, ())})
    return Origin(
        origin_id=f"o-{group[0].report_id}",
        name=name,
        report_ids=tuple(report.report_id for report in group),
        reasons=tuple(why),
    )


def _found(reports: Sequence[Report]) -> list[tuple[str, str, str]]:
    """Find pairs that share text, by the shingles and whole sentences that both hold.

    Shared shingles are counted through an index, so that only reports that share any are
    compared, and exactly: for the reports of one incident an estimate would save nothing.
    """
    texts = {report.report_id: _body(report) for report in reports}
    shingles = {report_id: _shingles(text) for report_id, text in texts.items()}
    sentences = {report_id: _sentences(text) for report_id, text in texts.items()}
    shared = _shared(shingles)
    alike = _shared(sentences)
    pairs = []
    for one, other in sorted(shared):
        size = min(len(shingles[one]), len(shingles[other]))
        part = shared[one, other] / size
        if part >= _COPIED and shared[one, other] >= _LEAST_SHARED:
            pairs.append((one, other, f"share {part:.0%} of the shorter text"))
        elif alike[one, other] >= _SHARED_SENTENCES:
            pairs.append((one, other, f"share {alike[one, other]} sentences word for word"))
    return pairs


def _shared(pieces: Mapping[str, set[tuple[str, ...]]]) -> Counter[tuple[str, str]]:
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for report_id in sorted(pieces):
        for piece in pieces[report_id]:
            holders[piece].append(report_id)
    shared: Counter[tuple[str, str]] = Counter()
    for report_ids in holders.values():
        shared.update(combinations(report_ids, 2))
    return shared


def _body(report: Report) -> str:
    """The text without headline, dateline and noise, which copies do not keep."""
    holes = sorted([*report.noise, *filter(None, (report.headline, report.dateline))])
    kept = []
    at = 0
    for hole in (*holes, Span(len(report.text), len(report.text) + 1)):
        kept.append(report.text[at : max(at, hole.start)])
        at = max(at, hole.end)
    return "\n".join(kept)


def _words(text: str) -> list[str]:
    return _WORD.findall(re.sub(r"['’]", "", text.casefold()))


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}


def _sentences(text: str) -> set[tuple[str, ...]]:
    cut = (tuple(_words(sentence)) for sentence in _STOP.split(text))
    return {words for words in cut if len(words) >= _SENTENCE_WORDS}
