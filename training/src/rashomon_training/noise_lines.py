"""Learns by which signs a line of a page is told to be the report or what stands around it.

    python -m rashomon_training.noise_lines --data DIR [--out line_weights.json]

Lines come from pages with known bodies (`article_extraction`), once as whole pages and twice
with a few lines left around the body, as people save them; and from news articles
(`polnear`) put between the lines that stand around the body of such a page. What the title of
a page says, and lines that date it, are left out or held to be the report.

Printed: precision, recall and F1 of noise by characters, and how much of the bodies is lost,
over pages that neither regression has seen (five parts), beside the rules' figures.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from rashomon.clean.noise.line_scores import LineWeights, line_scores
from rashomon.clean.noise.line_signs import line_signs, surroundings
from rashomon.clean.noise.lines import noisy_lines
from rashomon.clean.noise.stretches import ruled_noise
from rashomon.clean.openings.stamps import stamps

VERSION = "noise-lines-1"
PARTS = 5
INNER_PARTS = 3
PENALTY = 2.0  # from 0.5 to 4 the figures move by less than a point
FEWEST_PAGES = 4  # on so many pages a word must stand to get a weight
BODY_WEIGHT = 2.0  # a line of the body marked as noise costs claims
# Chosen on the parts: below, more bodies lose a line; above, half of the noise stays.
THRESHOLD = 2.5
_AROUND = (0, 1, 2, 3, 5, 8, 15, 30)  # lines left on either side of a body
_BLOCKS = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 tr td table section article header footer nav aside "
    "blockquote figure figcaption main form body button option label".split()
)
_HIDDEN = frozenset("script style noscript template head svg iframe".split())


@dataclass(frozen=True, slots=True)
class Line:
    """A line; `is_noise` is None where the page does not tell."""

    words: str
    is_noise: bool | None


Text = list[Line]


def page_lines(html: bytes, body: str) -> Text:
    """Return the lines of a page, told by its body."""
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True)
    root = lxml_html.document_fromstring(html, parser=parser)
    title = set(_words(root.findtext(".//title") or ""))
    told = _words(body)
    runs = {tuple(told[at : at + 4]) for at in range(len(told) - 3)}
    whole = f" {' '.join(told)} "
    return [Line(words, _is_noise(words, whole, runs, title)) for words in _blocks(root)]


def _blocks(root: object) -> Iterator[str]:
    from lxml import etree

    line: list[str] = []
    hidden = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = node.tag if isinstance(node.tag, str) else ""
        if name in _BLOCKS:
            if words := " ".join(" ".join(line).split()):
                yield words
            line = []
        if event == "start":
            hidden += name in _HIDDEN
            if not hidden:
                line.append(node.text or "")
        else:
            hidden -= name in _HIDDEN
            if not hidden:
                line.append(node.tail or "")
    if words := " ".join(" ".join(line).split()):
        yield words


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _is_noise(line: str, body: str, runs: set[tuple[str, ...]], title: set[str]) -> bool | None:
    words = _words(line)
    if not words:
        return True
    if len(words) <= 14 and next(stamps(line), None):
        return None  # it dates the report
    if len(words) <= 3:
        return None if f" {' '.join(words)} " in body else True
    met = sum(tuple(words[at : at + 4]) in runs for at in range(len(words) - 3))
    share = met / (len(words) - 3)
    if share > 0.7:
        return False
    if len(set(words) & title) >= 0.8 * len(set(words)):
        return False  # a headline
    return True if share < 0.2 else None


def trimmed(text: Text, chance: random.Random) -> Text:
    """Return the body with a few of the lines around it."""
    body = [at for at, line in enumerate(text) if line.is_noise is False]
    if not body:
        return text
    low = max(0, body[0] - chance.choice(_AROUND))
    return text[low : body[-1] + 1 + chance.choice(_AROUND)]


def framed(article: str, page: Text, chance: random.Random) -> Text:
    """Return an article between lines from around a page's body."""
    lines = [" ".join(words.split()) for words in article.splitlines() if words.strip()]
    joined = "\n".join(lines)
    noisy = {joined[start:end].strip() for start, end in noisy_lines(joined)}
    own = [Line(words, None if words in noisy else False) for words in lines]
    body = [at for at, line in enumerate(page) if line.is_noise is False] or [len(page) // 2]
    head, foot = page[: body[0]], page[body[-1] + 1 :]
    above, below = chance.choice((0, *_AROUND)), chance.choice((0, *_AROUND))
    kept = [line for line in head[len(head) - above :] if line.is_noise] if above else []
    return [*kept, *own, *(line for line in foot[:below] if line.is_noise)]


def fit(
    rows: Sequence[dict[str, float]], wanted: Sequence[bool], known: frozenset[str] | None
) -> dict[str, float]:
    """Learn what each sign weighs; only `known` signs, all where that is None."""
    names = {name for row in rows for name in row}
    columns = {
        name: at for at, name in enumerate(sorted(names if known is None else names & known))
    }
    places: list[int] = []
    values: list[float] = []
    starts = [0]
    for row in rows:
        for name, value in row.items():
            if name in columns:
                places.append(columns[name])
                values.append(value)
        starts.append(len(places))
    table = csr_matrix((values, places, starts), shape=(len(rows), len(columns)))
    target = np.array(wanted, float)
    weight = np.where(target > 0, 1.0, BODY_WEIGHT)

    def loss(theta: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        sums = table @ theta
        cost = weight @ (np.logaddexp(0, sums) - target * sums) + PENALTY / 2 * theta @ theta
        slope = table.T @ (weight * (1 / (1 + np.exp(-sums)) - target)) + PENALTY * theta
        return float(cost), slope

    found = minimize(
        loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 200}
    )
    return {name: float(found.x[at]) for name, at in columns.items()}


def learn(groups: Sequence[Sequence[Text]]) -> LineWeights:
    """Learn from groups of texts, a group for each page; its texts are never parted."""
    met = Counter(
        name
        for texts in groups
        for name in {name for text in texts for signs in _signs(text) for name in signs}
    )
    known = frozenset(name for name, count in met.items() if count >= FEWEST_PAGES)
    rows: list[dict[str, float]] = []
    wanted: list[bool] = []
    for part in range(INNER_PARTS):
        seen = [texts for at, texts in enumerate(groups) if at % INNER_PARTS != part]
        alone = _alone(seen, known)
        for texts in groups[part::INNER_PARTS]:
            for text in texts:
                first = LineWeights("", 0.0, alone, {})
                guesses, _ = line_scores([line.words for line in text], first)
                beside = surroundings([line.words for line in text], guesses)
                for line, signs in zip(text, beside, strict=True):
                    if line.is_noise is not None:
                        rows.append(signs)
                        wanted.append(line.is_noise)
    return LineWeights(VERSION, THRESHOLD, _alone(groups, known), fit(rows, wanted, None))


def _alone(groups: Sequence[Sequence[Text]], known: frozenset[str]) -> dict[str, float]:
    rows: list[dict[str, float]] = []
    wanted: list[bool] = []
    for texts in groups:
        for text in texts:
            for line, signs in zip(text, _signs(text), strict=True):
                if line.is_noise is not None:
                    rows.append(signs)
                    wanted.append(line.is_noise)
    return fit(rows, wanted, known)


def _signs(text: Text) -> list[dict[str, float]]:
    return line_signs([line.words for line in text])


def load(data: Path, chance: random.Random) -> list[list[Text]]:
    """Return for each page its texts: whole, trimmed twice, and three articles framed by it."""
    folder = data / "article_extraction"
    bodies = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    news = (data / "polnear" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line)["text"] for line in news]
    groups: list[list[Text]] = []
    for name in sorted(bodies):
        raw = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        page = page_lines(raw, bodies[name]["articleBody"])
        texts = [page, trimmed(page, chance), trimmed(page, chance)]
        texts += [framed(chance.choice(articles), page, chance) for _ in range(3)]
        groups.append(texts)
    return groups


@dataclass(slots=True)
class Tally:
    """Characters of noise right, found and wanted, and of bodies lost and had."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    lost: int = 0
    body: int = 0

    def add(self, line: Line, marked: bool) -> None:
        """Count a line."""
        size = len(line.words.replace(" ", ""))
        if line.is_noise is None:
            return
        self.found += size * marked
        self.right += size * (marked and line.is_noise)
        self.wanted += size * line.is_noise
        self.lost += size * (marked and not line.is_noise)
        self.body += size * (not line.is_noise)

    def told(self) -> str:
        """Precision, recall, F1 and the share of bodies lost, for a table."""
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.wanted)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        lost = self.lost / max(1, self.body)
        return f"{precision:.3f} | {recall:.3f} | {f1:.3f} | {lost:.4f}"


def by_rules(text: Text) -> list[bool]:
    """Which lines the rules mark, by more than half of their characters."""
    joined = "\n\n".join(line.words for line in text)
    marked = bytearray(len(joined))
    for span in ruled_noise(joined):
        marked[span.start : span.end] = b"\1" * (span.end - span.start)
    at = 0
    found = []
    for line in text:
        found.append(sum(marked[at : at + len(line.words)]) > 0.5 * len(line.words))
        at += len(line.words) + 2
    return found


def report(groups: Sequence[Sequence[Text]]) -> None:
    """Print what rules and classifier reach on pages that the classifier has not seen."""
    kinds = ("whole page", "a few lines around", "news between a page's lines")
    tallies: dict[tuple[str, str], Tally] = {}
    for part in range(PARTS):
        weights = learn([texts for at, texts in enumerate(groups) if at % PARTS != part])
        for texts in groups[part::PARTS]:
            for at, text in enumerate(texts):
                kind = kinds[0 if at == 0 else 1 if at < 3 else 2]
                _, scores = line_scores([line.words for line in text], weights)
                for line, score, ruled in zip(text, scores, by_rules(text), strict=True):
                    ways = {"rules": ruled, "both": ruled or score > THRESHOLD}
                    tried = (0.0, 1.0, 2.0, THRESHOLD, 3.0)
                    ways |= {f"classifier, {t:g}": score > t for t in tried}
                    for way, is_marked in ways.items():
                        tallies.setdefault((kind, way), Tally()).add(line, is_marked)
    head = ("lines", "by", "precision", "recall", "F1", "of the bodies lost")
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [
        f"| {kind} | {way} | {tally.told()} |" for (kind, way), tally in sorted(tallies.items())
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def save(weights: LineWeights, path: Path) -> None:
    """Write the weights down, those too small to matter left out."""

    def rounded(told: dict[str, float], least: float) -> dict[str, float]:
        return {name: round(v, 3) for name, v in sorted(told.items()) if abs(v) >= least}

    content = {
        "version": weights.version,
        "script": "training/src/rashomon_training/noise_lines.py",
        "corpora": ["article_extraction", "polnear"],
        "threshold": weights.threshold,
        "alone": rounded(weights.alone, 0.03),
        "beside": rounded(weights.beside, 0.0005),
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def main() -> None:
    """Learn, measure and write down."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--no-report", action="store_true")
    told = parser.parse_args()
    groups = load(told.data, random.Random(6))
    if not told.no_report:
        report(groups)
    if told.out:
        save(learn(groups), told.out)


if __name__ == "__main__":
    main()
