"""The words of reports, and which of them several reports share.

Words are compared without case and apostrophes, in runs of five. Runs are counted through one
index over all reports, so that the cost grows with the text and with the pairs that do share
some, and exactly: an estimate by MinHash would have to be verified all the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from rashomon.records import Report, Span

__all__ = ["RUN", "Run", "Wording", "holders_of_runs", "near_pairs", "shared_runs", "take_words"]

RUN = 5  # words; shorter runs are shared by any two reports on one war
# A run that more reports hold than this is paired with the first few of them only: copies of
# one text then cost a line each, not a square.
_CROWD = 40
_FIRST = 5
_BITS = 28  # for a word's number: more different words than any archive holds
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """A report's words with their places, and a number for every run of five.

    `runs` has one number per word that a run begins with, `known` each number once.
    """

    report: Report
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    runs: tuple[int, ...]
    known: frozenset[int]
    quotations: tuple[Span, ...]

    def span(self, first: int, count: int) -> Span:
        """Return the offsets of `count` words from the word numbered `first`."""
        return Span(self.starts[first], self.ends[first + count - 1])

    def is_quoted(self, at: int) -> bool:
        """Tell whether the word with this number stands between quotation marks."""
        start = self.starts[at]
        before = bisect_right(self.quotations, start, key=lambda q: q.start) - 1
        return before >= 0 and start < self.quotations[before].end


@dataclass(frozen=True, slots=True)
class Run:
    """So many words that stand from `one` in one report and from `other` in the other."""

    one: int
    other: int
    count: int


def take_words(report: Report, numbers: dict[str, int]) -> Wording:
    """Take the words of a report without headline, dateline and noise, which copies do not keep.

    `numbers` keeps each word's number from one report to the next.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _kept(report):
        for found in _WORD.finditer(report.text, start, end):
            words.append(found.group().casefold().replace("'", "").replace("’", ""))
            starts.append(found.start())
            ends.append(found.end())
    runs = _runs([numbers.setdefault(word, len(numbers)) for word in words])
    return Wording(
        report,
        tuple(words),
        tuple(starts),
        tuple(ends),
        runs,
        frozenset(runs),
        _quotations(report.text),
    )


def _kept(report: Report) -> list[tuple[int, int]]:
    holes = sorted([*report.noise, *filter(None, (report.headline, report.dateline))])
    kept = []
    at = 0
    for hole in holes:
        if at < hole.start:
            kept.append((at, hole.start))
        at = max(at, hole.end)
    return [*kept, (at, len(report.text))]


def _runs(words: Sequence[int]) -> tuple[int, ...]:
    """Five words' numbers as the digits of one, from each word that five begin with."""
    last = (1 << _BITS * RUN) - 1
    found = []
    run = 0
    for at, word in enumerate(words, 1):
        run = (run << _BITS | word) & last
        if at >= RUN:
            found.append(run)
    return tuple(found)


# An unclosed mark must not turn the rest of the report into a quotation.
_QUOTED = re.compile(r"“([^“”]{1,1200})”|(?<!\w)\"(?=\S)([^\"]{1,1200})\"|«([^«»]{1,1200})»")


def _quotations(text: str) -> tuple[Span, ...]:
    found = (m.span(m.lastindex or 0) for m in _QUOTED.finditer(text))
    return tuple(Span(start, end) for start, end in found)


def holders_of_runs(wordings: Sequence[Wording]) -> Mapping[int, tuple[int, ...]]:
    """Return, for each run that several reports hold, the reports' numbers, rising."""
    first: dict[int, int] = {}
    several: dict[int, list[int]] = {}
    for number, wording in enumerate(wordings):
        for run in wording.known:
            before = first.setdefault(run, number)
            if before != number:
                several.setdefault(run, [before]).append(number)
    return {run: tuple(numbers) for run, numbers in several.items()}


def near_pairs(holders: Mapping[int, tuple[int, ...]], least: int) -> list[tuple[int, int]]:
    """Return the pairs of reports that share at least so many runs, in order."""
    shared: Counter[tuple[int, int]] = Counter()
    for group, times in Counter(holders.values()).items():
        if len(group) <= _CROWD:
            pairs = list(combinations(group, 2))
        else:
            pairs = [(group[n], other) for n in range(_FIRST) for other in group[n + 1 :]]
        for pair in pairs:
            shared[pair] += times
    return sorted(pair for pair, times in shared.items() if times >= least)


def shared_runs(one: Wording, other: Wording, runs: Set[int], least: int) -> list[Run]:
    """Return the longest stretches of words that stand in both, each word of `one` at most once.

    Only stretches of at least `least` words that are made of `runs` are told.
    """
    where: dict[int, list[int]] = {}
    for at, run in enumerate(other.runs):
        if run in runs:
            places = where.setdefault(run, [])
            if len(places) < _FIRST:
                places.append(at)
    own = one.runs
    found: list[Run] = []
    at = 0
    while at < len(own):
        best = Run(at, 0, 0)
        for there in where.get(own[at], ()):
            count = _length(one, at, other, there, where)
            if count > best.count:
                best = Run(at, there, count)
        if best.count >= least:
            found.append(best)
        at += max(1, best.count - RUN + 1)
    return _apart(found)


def _length(one: Wording, at: int, other: Wording, there: int, runs: Mapping[int, object]) -> int:
    """How many words go on alike from two places, as long as they make up shared runs."""
    alike = 0
    longest = min(len(one.runs) - at, len(other.runs) - there)
    words, others, own = one.words, other.words, one.runs
    while (
        alike < longest
        and words[at + alike : at + alike + RUN] == others[there + alike : there + alike + RUN]
        and own[at + alike] in runs
    ):
        alike += 1
    return alike + RUN - 1 if alike else 0


def _apart(found: Sequence[Run]) -> list[Run]:
    """Cut what a stretch has in common with the one before it."""
    kept: list[Run] = []
    for run in found:
        over = max(0, kept[-1].one + kept[-1].count - run.one) if kept else 0
        if run.count > over:
            kept.append(Run(run.one + over, run.other + over, run.count - over))
    return kept
