"""How many contests, of which kinds, are noted over folders of reports: totals, no measure.

Run as `python bench/contests.py FOLDER... [--reader NAME]`. Nobody has labeled contests, so that
this says how a change of rules moves them, and not how many of them are right.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import rashomon
from rashomon.records import Contest, Facet


def counted(folders: list[Path], reader: str) -> tuple[int, int, int, Counter[str]]:
    """Return how many reports and incidents there are, incidents of several reports, contests."""
    contests: list[Contest] = []
    slips = 0
    with rashomon.build(folders, reader=reader) as ledger:
        reports = sum(1 for _ in ledger.readings())
        dossiers = list(rashomon.dossiers(ledger))
    for dossier in dossiers:
        contests += dossier.contests
        slips += len(dossier.slips)
    kinds = Counter(
        f"{contest.kind.value} of {'numbers' if _is_of_numbers(contest.facet) else contest.facet}"
        for contest in contests
    )
    kinds["slips of arithmetic"] = slips
    several = sum(len({r for r, _ in d.incident.members}) > 1 for d in dossiers)
    return reports, len(dossiers), several, kinds


def _is_of_numbers(facet: Facet) -> bool:
    return facet in (Facet.KILLED, Facet.INJURED, Facet.CASUALTIES, Facet.STRENGTH)


def main() -> None:
    """Print the totals over all folders together."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--reader", default="rules")
    options = parser.parse_args()
    reports, incidents, several, kinds = counted(options.folders, options.reader)
    print(f"{reports} reports, {incidents} incidents, {several} of several reports")
    for kind, number in sorted(kinds.items(), key=lambda k: (-k[1], k[0])):
        print(f"{number:5}  {kind}")


if __name__ == "__main__":
    main()
