"""How much of the annotated noise is marked, by folder and by outlet.

    python bench/noise.py FOLDER...

Precision, recall and F1 by characters that are not blank, for each folder and all together.
Then with each outlet left out: of the kinds of rules, only those that mark noise of some other
outlet are applied to its reports, as if they alone had been written. That tells how much of
the noise of an outlet is told by rules that others need as well; it cannot undo that whoever
wrote the rules had read these outlets. The trained weights have learned from none of them.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rashomon.clean.noise.line_scores import unlikely_lines
from rashomon.clean.noise.stretches import RULES, find_noise

__all__ = ["Noisy", "Tally", "by_outlet", "load", "measured"]


@dataclass(frozen=True, slots=True)
class Noisy:
    """A report's text, the places of its annotated noise, and who published it."""

    text: str
    noise: frozenset[int]
    outlet: str
    by_rule: dict[str, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """Characters right, found and wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """Of what was marked, the share that is noise; 1 where nothing was."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the noise, the share that was marked; 1 where there is none."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def load(folder: Path) -> list[Noisy]:
    """Return the annotated reports of a folder."""
    found = []
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        noise = _places(text, (span for quote in told["noise"] for span in _spans(text, quote)))
        rules = {name: _places(text, rule(text)) for name, rule in RULES.items()}
        rules["weights"] = _places(text, unlikely_lines(text))
        found.append(Noisy(text, noise, told["outlet"] or "not told", rules))
    return found


def measured(reports: Iterable[Noisy]) -> Tally:
    """Return how much of the noise is marked."""
    total = Tally()
    for report in reports:
        spans = ((span.start, span.end) for span in find_noise(report.text))
        total += _tally(report.noise, _places(report.text, spans))
    return total


def by_outlet(reports: Sequence[Noisy]) -> dict[str, Tally]:
    """Return what is marked of each outlet's noise by rules that another outlet needs, too."""
    groups: dict[str, list[Noisy]] = defaultdict(list)
    for report in reports:
        groups[report.outlet].append(report)
    found = {}
    for outlet, own in groups.items():
        others = [report for report in reports if report.outlet != outlet]
        kept = {name for report in others for name in _useful(report)} | {"weights"}
        total = Tally()
        for report in own:
            marked = frozenset().union(*(report.by_rule[name] for name in kept))
            total += _tally(report.noise, marked)
        if total.wanted:
            found[outlet] = total
    return found


def _useful(report: Noisy) -> Iterator[str]:
    for name, marked in report.by_rule.items():
        if marked & report.noise:
            yield name


def _tally(noise: frozenset[int], marked: frozenset[int]) -> Tally:
    return Tally(len(noise & marked), len(marked), len(noise))


def _spans(text: str, quote: str) -> Iterator[tuple[int, int]]:
    at = text.find(quote)
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)


def _places(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(at for start, end in spans for at in range(start, end) if text[at].strip())


def main() -> None:
    """Print both tables."""
    folders = [Path(name) for name in sys.argv[1:]]
    if not folders:
        sys.exit((__doc__ or "").strip())
    every: list[Noisy] = []
    print(f"{'':24} {'precision':>9} {'recall':>7} {'F1':>6} {'characters':>11}")
    for folder in folders:
        reports = load(folder)
        every += reports
        _print(folder.name, measured(reports))
    _print("together", measured(every))
    left_out = by_outlet(every)
    total = sum(left_out.values(), Tally())
    mean = sum(tally.f1 for tally in left_out.values()) / max(1, len(left_out))
    worst = min(left_out, key=lambda outlet: left_out[outlet].f1, default="")
    print(f"\nby rules that another outlet needs, too ({len(left_out)} outlets):")
    _print("together", total)
    print(f"mean F1 of outlets {mean:.3f}, worst {left_out[worst].f1:.3f}" if worst else "")


def _print(name: str, tally: Tally) -> None:
    print(f"{name:24} {tally.precision:9.3f} {tally.recall:7.3f} {tally.f1:6.3f} {tally.wanted:11}")


if __name__ == "__main__":
    main()
