"""How well the body of a page is found: word runs shared with bodies that people copied out.

    python bench/article_extraction.py DIR [--pages]

DIR holds `ground-truth.json` and `html/ID.html.gz` of the article extraction benchmark
(https://github.com/scrapinghub/article-extraction-benchmark). The measure is its own: runs of
four words, counted with their repetitions, precision and recall averaged over pages, F1 of the
two means. Trafilatura runs as there, with its defaults and without comments. Ours is what
`clean` gives: the stored text below the headline, first whole, then without what it marks as
noise. `--pages` names the pages on which trafilatura alone does better.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rashomon.clean import clean
from rashomon.errors import ReportSkipped
from rashomon.records import Capture, Report

_RUN = 4  # words
_NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall, each the mean over pages."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """F1 of the two means."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words of a text, counted; of a shorter text it is one."""
    words = re.findall(r"\w+", text)
    starts = range(max(1, len(words) - _RUN + 1)) if words else range(0)
    return Counter(tuple(words[at : at + _RUN]) for at in starts)


def page_score(true: str, found: str) -> tuple[float | None, float | None]:
    """Return precision and recall of one page, None where there is nothing to divide by."""
    wanted, got = runs(true), runs(found)
    right = (wanted & got).total()
    return (
        right / got.total() if got else None,
        right / wanted.total() if wanted else None,
    )


def score(truth: Mapping[str, str], found: Mapping[str, str]) -> Score:
    """Compare what was found on each page with the truth."""
    pages = [page_score(body, found[name]) for name, body in truth.items()]
    return Score(
        statistics.mean(precision for precision, _ in pages if precision is not None),
        statistics.mean(recall for _, recall in pages if recall is not None),
    )


def bodies(folder: Path, most: int | None = None) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return the true bodies and the pages' bytes, by name; of the first `most` names."""
    told = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    names = sorted(told)[:most]
    pages = {
        name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()) for name in names
    }
    return {name: told[name]["articleBody"] for name in names}, pages


def by_trafilatura(page: bytes) -> str:
    """The body by trafilatura alone."""
    import trafilatura

    return trafilatura.extract(page.decode("utf-8", "replace"), include_comments=False) or ""


def by_clean(page: bytes) -> tuple[str, str]:
    """The body that `clean` gives: below the headline, with what it marks as noise and without."""
    capture = Capture(page, "page", "page.html", "text/html", _NOON)
    try:
        report = clean(capture)
    except ReportSkipped:
        return "", ""
    return body_of(report, with_noise=True), body_of(report, with_noise=False)


def body_of(report: Report, *, with_noise: bool) -> str:
    """The report's text below its headline, with or without noise."""
    at = report.headline.end if report.headline and not report.headline.start else 0
    pieces = []
    for span in () if with_noise else report.noise:
        pieces.append(report.text[at : max(at, span.start)])
        at = max(at, span.end)
    return "\n".join([*pieces, report.text[at:]])


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description="Score the bodies of pages.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", action="store_true", help="name the pages that lose")
    asked = parser.parse_args()
    truth, pages = bodies(asked.folder)
    cleaned = {name: by_clean(page) for name, page in pages.items()}
    found = {
        "trafilatura alone": {name: by_trafilatura(page) for name, page in pages.items()},
        "clean, noise and all": {name: whole for name, (whole, _) in cleaned.items()},
        "clean": {name: body for name, (_, body) in cleaned.items()},
    }
    print(f"{len(truth)} pages{'':14} precision  recall      F1")
    for way, texts in found.items():
        result = score(truth, texts)
        print(f"{way:22} {result.precision:10.4f}  {result.recall:.4f}  {result.f1:.4f}")
    if asked.pages:
        for name, body in truth.items():
            alone, ours = (
                score({name: body}, found[way]).f1 if found[way][name] else 0.0
                for way in ("trafilatura alone", "clean")
            )
            if ours < alone - 0.005:
                print(f"{name}  {alone:.3f} -> {ours:.3f}")


if __name__ == "__main__":
    main()
