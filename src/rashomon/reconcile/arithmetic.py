"""A report's own numbers that do not fit each other, with what was computed.

Four kinds are looked for, in the sentences that carry an incident's claims and those beside
them: a change in percent between two numbers; "doubled", "half of" and their like; parts above
the total that they are taken from; parts that do not add up to a total given beside them.

A note is worth having only where a careful reader would agree with it, so that loose figures
("at least 12", "dozens") and sentences of several totals are left alone. Nothing is corrected:
which of the numbers is wrong, arithmetic cannot say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rashomon.reconcile.counts_in_text import (
    NUMBER,
    Figure,
    figures_in,
    is_vague,
    parse_number,
    sentences_in,
)
from rashomon.records import Report, Slip, Span

__all__ = ["find_slips"]

# Percentages are rounded to whole points, and often to the next five: a difference within two
# points, or within 5 percent of the change, is rounding.
_POINTS = 2.0
_SHARE = 0.05
_ABOUT = r"(?P<about>(?:about|around|some|nearly|almost|roughly|approximately|over|more than)\s+)?"
_UP = r"increase|rise|jump|surge|growth|climb|spike|hike"
_DOWN = r"decrease|drop|fall|decline|reduction|dip|slump"
_PERCENT = r"(?P<percent>\d+(?:\.\d+)?)\s*(?:%|per\s?cent\b)"
# "225 strikes in June, a 304 percent increase over the 74 strikes of May": what has increased is
# the number before it of the same thing, in the same sentence or the one before.
_CHANGE_OVER = re.compile(
    rf"\b{_ABOUT}{_PERCENT}\s+(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\s+"
    rf"(?:over|from|on|compared (?:with|to)|against)\s+(?:the\s+|last \w+['’]s\s+)?"
    rf"(?P<old>{NUMBER})(?:\s+(?P<what>[a-z]{{4,}}))?",
    re.IGNORECASE,
)
# "rose by 50 percent, from 40 to 60"; "fell 20 percent to 80 from 100"
# "over the 40 recorded a year earlier" names no thing; "in the first three months" counts none.
_NO_THING = re.compile(
    r"\w+ed|seen|during|over|from|that|which|this|last|previous|earlier|year|month|week|"
    r"before|when|there",
    re.IGNORECASE,
)
_OF_TIME = re.compile(
    r"[\s-]+(?:\w+\s+)?(?:hours?|days?|nights?|weeks?|months?|quarters?|years?)\b", re.IGNORECASE
)
_CHANGE_BETWEEN = re.compile(
    rf"\b(?:(?P<up>rose|risen|increased|grew|grown|jumped|climbed|surged|up)|"
    rf"(?P<down>fell|fallen|decreased|dropped|declined|down))\s+(?:by\s+)?{_ABOUT}{_PERCENT},?\s+"
    rf"(?:from\s+(?P<old>{NUMBER})(?:\s[^.;!?\d]{{0,40}}?)?\s+to\s+(?P<new>{NUMBER})"
    rf"|to\s+(?P<new2>{NUMBER})(?:\s[^.;!?\d]{{0,40}}?)?\s+from\s+(?P<old2>{NUMBER}))",
    re.IGNORECASE,
)
_TIMES = {"doubled": 2, "tripled": 3, "trebled": 3, "quadrupled": 4, "halved": 0.5,
          "double": 2, "twice": 2, "triple": 3, "three times": 3, "half": 0.5,
          "a third": 1 / 3, "one third": 1 / 3, "a quarter": 0.25, "one quarter": 0.25,
          "two thirds": 2 / 3, "two-thirds": 2 / 3, "three quarters": 0.75,
          "three-quarters": 0.75}  # fmt: skip
_HEDGE = r"(?P<hedge>(?:more than|over|nearly|almost|about|around|roughly|less than)\s+)?"
_DOUBLED = re.compile(
    rf"\b{_HEDGE}(?P<times>doubled|tripled|trebled|quadrupled|halved),?\s+"
    rf"(?:from\s+(?P<old>{NUMBER})(?:\s[^.;!?\d]{{0,40}}?)?\s+to\s+(?P<new>{NUMBER})"
    rf"|to\s+(?P<new2>{NUMBER})(?:\s[^.;!?\d]{{0,40}}?)?\s+from\s+(?P<old2>{NUMBER}))",
    re.IGNORECASE,
)
_FRACTION_OF = re.compile(
    rf"(?P<new>{NUMBER})(?P<between>(?:\s+[a-z-]+){{0,3}}),?\s+(?:or\s+)?{_HEDGE}"
    rf"(?P<times>double|twice|triple|three times|half|(?:a|one) third|two[- ]thirds|"
    rf"(?:a|one) quarter|three[- ]quarters)\s+(?:of\s+)?(?:the|all|its|their)\s+"
    rf"(?P<old>{NUMBER})(?=\s)",
    re.IGNORECASE,
)
# Characters. No author writes a sentence as long, or names so far back what has changed: what is
# longer has lost its full stops, and is a table or no sentence at all.
_LONGEST = 5_000
# How far a ratio may lie from the word for it: a fifth, since "doubled" is said of 48 to 90.
_LOOSE_RATIO = 0.2


def find_slips(report: Report, near: Sequence[Span]) -> tuple[Slip, ...]:
    """Return the report's numbers that do not fit each other, in the sentences near the spans."""
    sentences = list(sentences_in(report.text))
    close: set[int] = set()
    ends = [end for _, end in sentences]
    for span in set(near):
        number = bisect_right(ends, span.start)  # the first that may hold some of it
        while number < len(sentences) and sentences[number][0] < span.end:
            close |= {number - 1, number, number + 1}
            number += 1
    found = []
    for number in sorted(close & set(range(len(sentences)))):
        start, end = sentences[number]
        if end - start <= _LONGEST and not report.is_noise(start, end):
            found += [
                Slip(report.report_id, kind, at, till, report.text[at:till], note)
                for kind, at, till, note in _slips_in(
                    report.text, start, end, sentences[max(0, number - 1)][0]
                )
            ]
    return tuple(found)


_Found = tuple[str, int, int, str]


def _slips_in(text: str, start: int, end: int, before: int) -> Iterator[_Found]:
    yield from _percent_slips(text, start, end, before)
    yield from _ratio_slips(text, start, end)
    yield from _part_slips(text, start, end)
    yield from _sum_slips(text, start, end)


def _percent_slips(text: str, start: int, end: int, before: int) -> Iterator[_Found]:
    over = list(_CHANGE_OVER.finditer(text, start, end))
    old_at = {match.start("old") for match in over}
    for match in over:
        around = max(before, match.start() - _LONGEST)
        figures = [f for f in figures_in(text, around, match.start()) if f.start not in old_at]
        new = _increased(text, start, figures, match)
        if new is not None:
            yield from _percent_slip(match, new.start, new.number, parse_number(match["old"]))
    for match in _CHANGE_BETWEEN.finditer(text, start, end):
        yield from _percent_slip(match, match.start(), *_ends(match))


def _increased(
    text: str, start: int, figures: Sequence[Figure], match: re.Match[str]
) -> Figure | None:
    """The number that a change is told of; None where that is not plain."""
    figures = [f for f in figures if not _OF_TIME.match(text, f.end)]
    if match["what"] and not _NO_THING.fullmatch(match["what"]):
        same = re.compile(rf"\s+(?:\w+\s+)?{re.escape(match['what'])}\b", re.IGNORECASE)
        alike = [f for f in figures if same.match(text, f.end)]
        return alike[-1] if alike and not alike[-1].is_loose else None
    close = [f for f in figures if f.start >= start]
    return close[-1] if close and not close[-1].is_loose else None


def _percent_slip(match: re.Match[str], at: int, new: int, old: int) -> Iterator[_Found]:
    told = float(match["percent"])
    if not old or (match["down"] is not None) != (new < old):
        return  # nothing to divide by, or numbers that the change is not about
    change = abs(new - old) / old * 100
    slack = max(_POINTS, _SHARE * change) * (3 if match["about"] else 1)
    if abs(change - told) <= slack:
        return
    more = "less" if match["down"] else "more"
    note = f"{new} is {change:.0f} percent {more} than {old}, not {match['percent']}"
    if not match["down"] and abs(new / old * 100 - told) <= slack:
        note += f"; it is {new / old * 100:.0f} percent of it"
    end = match.end("old") if "what" in match.groupdict() else match.end()
    yield "percent", at, end, note


def _ratio_slips(text: str, start: int, end: int) -> Iterator[_Found]:
    for pattern in (_DOUBLED, _FRACTION_OF):
        for match in pattern.finditer(text, start, end):
            new, old = _ends(match)
            if not old:
                continue
            words = " ".join(match["times"].casefold().split())
            ratio, told = new / old, _TIMES[words]
            hedge = (match["hedge"] or "").strip().casefold()
            low = told * (1 - _LOOSE_RATIO * (2 if hedge in ("nearly", "almost") else 1))
            high = told * (1 + _LOOSE_RATIO)
            if hedge in ("more than", "over"):
                high = told * 2
            if hedge == "less than":
                low = 0.0
            if not low <= ratio <= high:
                note = f"{new} is {ratio:.2f} times {old}, which is not “{words}”"
                yield "times", match.start(), match.end(), note


def _ends(match: re.Match[str]) -> tuple[int, int]:
    groups = match.groupdict()
    new, old = groups["new"] or groups.get("new2"), groups["old"] or groups.get("old2")
    return parse_number(new or "0"), parse_number(old or "0")


_PERSON = (
    r"(?:people|persons?|civilians?|children|child|women|woman|men|man|girls?|boys?|infants?|"
    r"fighters?|soldiers?|troops|militants?|rebels?|police(?:men)?|officers?|civilian|victims?|"
    r"bodies|dead|killed|injured|wounded|hurt|martyrs?|members|worshippers?|passengers?|"
    r"students?|workers?|residents?|villagers?|others)"
)
_COUNTED = re.compile(rf"(?:\s+[\w'’-]+){{0,3}}?\s+{_PERSON}\b", re.IGNORECASE)
_HARMED_BEFORE = re.compile(
    r"\b(?:kill(?:ed|ing|s)|wound(?:ed|ing|s)|injur(?:ed|ing|es)|toll (?:of|to|at|was|is)|"
    r"dead|lives of)\s+$",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r",?\s+(?:\(?(?:including|among them|among whom|of whom|of them|amongst them))\s+",
    re.IGNORECASE,
)
_DISJOINT = re.compile(
    r"\s+(?:\w+\s+)?(?P<who>children|child|kids|infants|women|woman|men|man)\b", re.IGNORECASE
)
_KIND = {"child": "children", "kids": "children", "infants": "children", "woman": "women",
         "man": "men"}  # fmt: skip


def _part_slips(text: str, start: int, end: int) -> Iterator[_Found]:
    """Parts above their total: "12 people were killed, among them 14 children"."""
    amongs = list(_AMONG.finditer(text, start, end))
    if len(amongs) != 1:
        return  # with two lists, whose total is whose is guesswork
    among = amongs[0]
    totals = [f for f in figures_in(text, start, among.start()) if _counts_people(text, f, end)]
    parts = _parts_of(text, among.end(), end)
    if not totals or not parts or is_vague(text[start : among.start()]):
        return
    if any(figure.is_floor or figure.is_loose for figure in totals):
        return
    # Killed and injured may both be meant by "including": all numbers before it are the total.
    total, told = sum(f.number for f in totals), sum(f.number for f in parts)
    if told > total:
        words = _plus(parts) if len(parts) > 1 else str(told)
        whole = _plus(totals) if len(totals) > 1 else str(total)
        note = f"{words} are told as part of {whole}"
        yield "part", totals[0].start, parts[-1].end, note


def _counts_people(text: str, figure: Figure, end: int) -> bool:
    return bool(
        _COUNTED.match(text, figure.end, min(end, figure.end + 60))
        or _HARMED_BEFORE.search(text[max(0, figure.start - 20) : figure.start])
    )


def _parts_of(text: str, start: int, end: int) -> list[Figure]:
    """The first part of a list, and those after it that nobody can be in as well."""
    figures = figures_in(text, start, min(end, start + 120))
    if not figures or figures[0].start > start or figures[0].is_loose:
        return []
    first = figures[0]
    if not _COUNTED.match(text, first.end, min(end, first.end + 40)):
        return []
    kept: list[Figure] = []
    kinds: set[str] = set()
    for figure in figures:
        who = _DISJOINT.match(text, figure.end, min(end, figure.end + 30))
        gap = text[kept[-1].end : figure.start] if kept else ""
        if not who or figure.is_loose or len(gap) > 25 or re.search(r"[.;:]", gap):
            break
        kind = _KIND.get(who["who"].casefold(), who["who"].casefold())
        if kind in kinds:
            break
        kinds.add(kind)
        kept.append(figure)
    return kept or [first]


# "5 in Homs, 6 in Hama": numbers with a place of their own, and nothing else counted between.
_SITES = re.compile(
    rf"(?P<number>{NUMBER})(?:\s+(?:people|civilians|persons|others|dead|killed|died|were))*"
    r"\s+in\s+(?:the\s+)?[A-Z]"
)
_IN_ALL = re.compile(
    rf"(?P<first>{NUMBER})(?:\s+(?:people|dead|killed|deaths|civilians|victims))*\s+"
    r"(?:in all|altogether|in total|all told)\b"
    rf"|\b(?:a total of|totall?ing)\s+(?P<second>{NUMBER})",
    re.IGNORECASE,
)


def _sum_slips(text: str, start: int, end: int) -> Iterator[_Found]:
    """Parts by place that do not add up to the total beside them."""
    totals = list(_IN_ALL.finditer(text, start, end))
    if len(totals) != 1 or is_vague(text[start:end]):
        return
    name = "first" if totals[0]["first"] else "second"
    total, at = parse_number(totals[0][name]), totals[0].start(name)
    sites = [m for m in _SITES.finditer(text, start, end) if m.start("number") != at]
    figures = figures_in(text, start, end)
    # Every number of the sentence has to be a part or the total, or else one may be missing.
    if len(sites) < 2 or len(figures) != len(sites) + 1 or any(f.is_loose for f in figures):
        return
    parts = [parse_number(site["number"]) for site in sites]
    if sum(parts) != total:
        added = " + ".join(str(part) for part in parts)
        note = f"{added} is {sum(parts)}, not {total}"
        yield "sum", figures[0].start, figures[-1].end, note


def _plus(figures: Sequence[Figure]) -> str:
    return " + ".join(str(figure.number) for figure in figures)
