"""Which reports share wording, how much of it, and whether that makes one a copy.

Containment counts, not likeness: a short repost of a long text is a copy. What an outlet or an
agency prints under story after story (its background on the war) is set aside first.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rashomon.reconcile.misspellings import shared_slips, slips_of
from rashomon.reconcile.wording import (
    RUN,
    Run,
    Wording,
    holders_of_runs,
    near_pairs,
    shared_runs,
    take_words,
)
from rashomon.records import CarryKind, Report, Span

__all__ = ["Shared", "find_shared"]

# Set on the labeled pairs of docs/quality.md, all in view: 0.25 found two copies more
# and called more of the undecided pairs copies. Reports of train-a lie at 0.68 and above where
# one carries the other's copy, at 0.05 and below where they only tell of the same day.
_COPIED = 0.3  # share of the shorter text's words that stand in shared stretches
_COPIED_WORDS = 30
_COPIED_RUNS = 0.4  # the same for runs of five, for reports of a paragraph
_LEAST_RUNS = 10  # two lines that name one event share fewer by chance
_LONG = 15  # words: a sentence
_LONG_WORDS = 54  # three sentences word for word are no accident, however much else was written
_STRETCH = 8  # words; shorter stretches are names and set phrases
_TOUCHED = 0.1  # less than that is not worth a line
_SLIPS = 2  # shared misspellings that make a copy of half as much
_QUOTED = 0.7  # of the shared words stand between quotation marks in both
_SAME = 0.6  # of the runs: versions of one text, which count once where standing text is sought
_VERSION = 0.8  # of both texts
_STANDING = 4  # texts that print it, weeks apart
_STANDING_UNDATED = 6
_WEEKS = 14  # days; what is copied all over within two weeks is news


@dataclass(frozen=True, slots=True)
class Shared:
    """What two reports have in common; `one` is the one with fewer words.

    `share` is how much of it `other` holds, `back` the reverse, both without standing text.
    """

    one: Report
    other: Report
    kind: CarryKind  # SHARED_TEXT, QUOTATION or UNKNOWN
    share: float
    back: float
    in_one: tuple[Span, ...]
    in_other: tuple[Span, ...]
    reason: str
    slips: tuple[str, ...] = ()

    @property
    def is_version(self) -> bool:
        """Tell whether both are one text but for a few words."""
        return min(self.share, self.back) >= _VERSION

    def spans_of(self, report_id: str) -> tuple[Span, ...]:
        """Return the shared stretches as they stand in one of the two, in its order."""
        return tuple(sorted(self.in_one if report_id == self.one.report_id else self.in_other))


class _Last(threading.local):
    """What was found last, in each thread: origins and lineage of an incident ask for the same."""

    def __init__(self) -> None:
        self.reports: tuple[Report, ...] = ()
        self.found: tuple[Shared, ...] = ()


_LAST = _Last()
_KEPT = 200  # reports at most that are kept in mind with what they share


def find_shared(reports: Sequence[Report]) -> list[Shared]:
    """Return every pair of reports that shares wording, in the order of their ids."""
    unique = {report.report_id: report for report in reports}
    if len(unique) < 2:
        return []
    ordered = tuple(unique[report_id] for report_id in sorted(unique))
    if ordered != _LAST.reports:
        found = tuple(_find_shared(ordered))
        if len(ordered) > _KEPT:
            return list(found)
        _LAST.reports, _LAST.found = ordered, found
    return list(_LAST.found)


def _find_shared(reports: Sequence[Report]) -> list[Shared]:
    numbers: dict[str, int] = {}
    wordings = [take_words(report, numbers) for report in reports]
    wordings.sort(key=lambda w: (w.report.published_on or date.max, w.report.report_id))
    holders = holders_of_runs(wordings)
    pairs = near_pairs(holders, RUN)
    if not pairs:
        return []
    standing = _standing(wordings, holders, pairs)
    left = [wording.known - standing for wording in wordings]
    slips = slips_of([wording.words for wording in wordings])
    found = []
    for one, other in pairs:
        first, second = sorted((one, other), key=lambda n: (len(wordings[n].words), n))
        shared = _compare(wordings[first], wordings[second], left[first], left[second], slips)
        if shared is not None:
            found.append(shared)
    return sorted(found, key=lambda s: tuple(sorted((s.one.report_id, s.other.report_id))))


def _standing(
    wordings: Sequence[Wording],
    holders: Mapping[int, tuple[int, ...]],
    pairs: Sequence[tuple[int, int]],
) -> set[int]:
    """The runs that several different texts print, weeks apart: background, not a story."""
    family = _families(wordings, pairs)
    first: dict[int, date] = {}
    for at, wording in enumerate(wordings):
        day = wording.report.published_on
        if day is not None:
            first[family[at]] = min(day, first.get(family[at], day))
    verdicts: dict[tuple[int, ...], bool] = {}
    return {
        run
        for run, group in holders.items()
        if len(group) >= _STANDING
        and verdicts.setdefault(group, _is_standing({family[n] for n in group}, first))
    }


def _is_standing(families: set[int], first: Mapping[int, date]) -> bool:
    days = [first[family] for family in families if family in first]
    if len(days) < 2:
        return len(families) >= _STANDING_UNDATED
    return len(families) >= _STANDING and (max(days) - min(days)).days > _WEEKS


def _families(wordings: Sequence[Wording], pairs: Sequence[tuple[int, int]]) -> list[int]:
    """The number of the text that each report is a version of."""
    root = list(range(len(wordings)))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for one, other in pairs:
        mine, theirs = wordings[one].known, wordings[other].known
        if len(mine & theirs) >= _SAME * min(len(mine), len(theirs)):
            first, second = sorted((find(one), find(other)))
            root[second] = first
    return [find(at) for at in range(len(wordings))]


def _compare(
    one: Wording, other: Wording, left: frozenset[int], right: frozenset[int], slips: frozenset[str]
) -> Shared | None:
    common = left & right
    runs = shared_runs(one, other, common, _STRETCH) if common else []
    if not runs:
        return None
    words = sum(run.count for run in runs)
    share = min(1.0, words / (len(left) + RUN - 1))
    back = min(1.0, words / (len(right) + RUN - 1))
    slipped = shared_slips(one.words, other.words, slips)
    kind, reason = _judge(one, other, runs, share, len(common) / len(left), len(common), slipped)
    if kind == CarryKind.UNKNOWN and share < _TOUCHED:
        return None
    return Shared(
        one.report,
        other.report,
        kind,
        share,
        back,
        tuple(one.span(run.one, run.count) for run in runs),
        tuple(other.span(run.other, run.count) for run in runs),
        reason,
        tuple(slipped),
    )


def _judge(
    one: Wording,
    other: Wording,
    runs: Sequence[Run],
    share: float,
    of_runs: float,
    common: int,
    slipped: Sequence[str],
) -> tuple[CarryKind, str]:
    words = sum(run.count for run in runs)
    told = f"share {share:.0%} of the shorter text"
    own = [_unquoted(one, other, run) for run in runs]
    if sum(own) <= (1 - _QUOTED) * words:
        return CarryKind.QUOTATION, "quote the same words"
    if (share >= _COPIED and words >= _COPIED_WORDS) or (
        of_runs >= _COPIED_RUNS and common >= _LEAST_RUNS
    ):
        return CarryKind.SHARED_TEXT, told
    if sum(n for n, run in zip(own, runs, strict=True) if run.count >= _LONG) >= _LONG_WORDS:
        return CarryKind.SHARED_TEXT, f"share {words} words in whole sentences word for word"
    if share >= _COPIED / 2 and len(slipped) >= _SLIPS:
        return CarryKind.SHARED_TEXT, f"{told} and misspell alike: {', '.join(slipped)}"
    return CarryKind.UNKNOWN, f"{told}: rewording or a common source cannot be told"


def _unquoted(one: Wording, other: Wording, run: Run) -> int:
    """How many words of a stretch stand outside quotation marks in one of the two."""
    return sum(
        not (one.is_quoted(run.one + at) and other.is_quoted(run.other + at))
        for at in range(run.count)
    )
