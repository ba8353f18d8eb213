"""Event chains of ECB+ within a topic, given the mentions: our way of clustering on other signs.

    python bench/ecb_linking.py TRAIN.jsonl DEV.jsonl   # needs scipy besides

News without days and places on a map leaves the shipped weights nothing to weigh. So the way is
checked, not the weights: a few named signs of two mentions (one stem or akin; names, words and
marked participants of the sentences in common; how alike sentences and reports are, rare words
counting more) are weighed by a logistic regression learned on TRAIN, and clusters join by the
mean of all pairs. Beside it the baseline that puts mentions
of one stem together. Only the sentences that the corpus' makers checked count.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

Labels = list[tuple[str, str]]
Vector = dict[str, float]

AKIN = 4  # letters that two stems begin with alike: "attack" and "attacker", "acquire"


@dataclass(frozen=True)
class Word:
    """An event mention with what its sentence tells beside it."""

    topic: int
    text: str
    stem: str
    names: frozenset[str]
    words: frozenset[str]
    others: frozenset[str]
    chain: str
    stems: frozenset[str]
    report: Vector
    sentence: Vector


def terms(text: str) -> list[str]:
    """Return the stems of a text's words."""
    return [stem(word) for word in re.findall(r"[A-Za-z]{3,}", text)]


def unit(weights: Vector) -> Vector:
    """Bring a vector to length one."""
    length = math.sqrt(sum(x * x for x in weights.values())) or 1.0
    return {word: x / length for word, x in weights.items()}


def cosine(a: Vector, b: Vector) -> float:
    """Return how alike two vectors of length one are."""
    return sum(x * b.get(word, 0.0) for word, x in a.items())


def vectors(texts: dict[str, str]) -> dict[str, Vector]:
    """Return each text's stems, those that few of the texts have weighing more."""
    counts = {name: Counter(terms(text)) for name, text in texts.items()}
    spread = Counter(word for count in counts.values() for word in count)
    return {
        name: unit(
            {w: (1 + math.log(n)) * math.log(len(texts) / spread[w]) for w, n in count.items()}
        )
        for name, count in counts.items()
    }


def stem(words: str) -> str:
    """Cut the last word of a mention down to what its forms share, roughly."""
    last = re.findall(r"[a-z]+", words.casefold())[-1:] or [words.casefold()]
    return re.sub(r"(?:ing|ed|ions?|es|s|e|er)$", "", last[0]) or last[0]


def load(path: Path) -> list[Word]:
    """Return the event mentions of a file."""
    found = []
    reports: list[dict[str, Any]] = [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()
    ]
    report_of: dict[str, Vector] = {}
    for topic in {told["topic"] for told in reports}:
        report_of |= vectors({t["id"]: t["text"] for t in reports if t["topic"] == topic})
    spread = Counter(word for told in reports for word in set(terms(told["text"])))
    for told in reports:
        for mention in told["mentions"]:
            if mention["kind"] != "event" or not mention["in_selected_sentence"]:
                continue
            begin, end, _ = told["sentences"][mention["sentence"]]
            text = told["text"][begin:end]
            beside = [m for m in told["mentions"] if m["sentence"] == mention["sentence"]]
            others = {w for m in beside if m["kind"] != "event" for w in m["text"].split()}
            found.append(
                Word(
                    told["topic"],
                    told["id"],
                    stem(mention["text"]),
                    frozenset(re.findall(r"(?<=.)\b[A-Z]\w{3,}", text)),
                    frozenset(re.findall(r"[a-z]{4,}", text.casefold())),
                    frozenset(w.casefold() for w in others if len(w) > 3 or w.isdigit()),
                    mention["chain"],
                    frozenset(terms(mention["text"])),
                    report_of[told["id"]],
                    unit({w: math.log(len(reports) / spread[w]) for w in terms(text) if spread[w]}),
                )
            )
    return found


def signs(a: Word, b: Word) -> list[float]:
    """Return the signs of a pair."""
    is_one = float(a.stem == b.stem)
    shared = [
        math.log1p(len(x & y))
        for x, y in ((a.names, b.names), (a.words, b.words), (a.others, b.others))
    ]
    is_akin = float(not is_one and len(a.stem) >= AKIN and a.stem[:AKIN] == b.stem[:AKIN])
    is_other = (1 - is_one) * (1 - is_akin)
    of_all = len(a.stems & b.stems) / max(1, len(a.stems | b.stems))
    reports, sentences = (
        math.sqrt(max(0.0, cosine(x, y)))
        for x, y in ((a.report, b.report), (a.sentence, b.sentence))
    )
    is_here = float(a.text == b.text)
    return [
        *(1.0, is_one, is_akin, of_all, *shared, *(is_one * s for s in shared)),
        *(kind * x for kind in (1.0, is_one, is_akin) for x in (reports, sentences)),
        *(is_one * reports * sentences, is_other * reports * sentences),
        *(is_here, is_one * is_here),
    ]


def fit(rows: Any, same: Any) -> Any:
    """Return the weights of a logistic regression."""
    weights = np.zeros(rows.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-rows @ weights))
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.eye(len(weights))
        weights -= np.linalg.solve(bend, rows.T @ (chance - same) + weights)
    return weights


def clustered(words: list[Word], weights: Any, join: float) -> list[int]:
    """Join the two clusters most alike in the mean of all pairs until none reach `join`."""
    found = list(range(len(words)))
    for topic in {w.topic for w in words}:
        at = [n for n, w in enumerate(words) if w.topic == topic]
        score = np.zeros((len(at), len(at)))
        for i, j in combinations(range(len(at)), 2):
            total = float(np.dot(weights, signs(words[at[i]], words[at[j]])))
            score[i, j] = score[j, i] = 1 / (1 + math.exp(-total))
        size = np.ones(len(at))
        members: dict[int, list[int]] = {n: [n] for n in range(len(at))}
        while True:
            i, j = np.unravel_index(np.argmax(score), score.shape)
            if score[i, j] < join:
                break
            merged = (score[i] * size[i] + score[j] * size[j]) / (size[i] + size[j])
            score[i], score[:, i] = merged, merged
            score[j], score[:, j], score[i, i] = 0.0, 0.0, 0.0
            size[i] += size[j]
            members[int(i)] += members.pop(int(j))
        for cluster in members.values():
            for n in cluster:
                found[at[n]] = at[cluster[0]]
    return found


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def conll(labels: Labels) -> tuple[float, float, float, float]:
    """Return the F1 of MUC, B3 and CEAF-e over (found, wanted) labels, and their mean."""
    both = Counter(labels)
    found, wanted = Counter(f for f, _ in labels), Counter(w for _, w in labels)
    parts_found, parts_wanted = defaultdict(set), defaultdict(set)
    for f, w in both:
        parts_found[f].add(w)
        parts_wanted[w].add(f)

    def muc(sizes: Counter[str], parts: dict[str, set[str]]) -> float:
        links = sum(n - 1 for n in sizes.values())
        return sum(n - len(parts[x]) for x, n in sizes.items()) / links if links else 0.0

    b3 = f1(
        sum(n * n / found[f] for (f, _), n in both.items()) / len(labels),
        sum(n * n / wanted[w] for (_, w), n in both.items()) / len(labels),
    )
    rows, columns = {f: n for n, f in enumerate(found)}, {w: n for n, w in enumerate(wanted)}
    alike = np.zeros((len(rows), len(columns)))
    for (f, w), n in both.items():
        alike[rows[f], columns[w]] = 2 * n / (found[f] + wanted[w])
    best = alike[linear_sum_assignment(-alike)].sum()
    ceaf = f1(best / len(rows), best / len(columns))
    first = f1(muc(found, parts_found), muc(wanted, parts_wanted))
    return first, b3, ceaf, (first + b3 + ceaf) / 3


def main() -> None:
    """Learn, link, and print the figures."""
    train, dev = (load(Path(path)) for path in sys.argv[1:3])
    by_topic = defaultdict(list)
    for word in train:
        by_topic[word.topic].append(word)
    pairs = [pair for words in by_topic.values() for pair in combinations(words, 2)]
    rows = np.array([signs(a, b) for a, b in pairs])
    weights = fit(rows, np.array([float(a.chain == b.chain) for a, b in pairs]))

    def reached(words: list[Word], join: float) -> float:
        found = clustered(words, weights, join)
        return conll([(str(f), w.chain) for f, w in zip(found, words, strict=True)])[3]

    join = max((0.1, 0.2, 0.3, 0.4, 0.5), key=lambda least: reached(train, least))
    ways = {
        "one stem": [f"{w.topic} {w.stem}" for w in dev],
        "signs": [str(n) for n in clustered(dev, weights, join)],
    }
    print(f"joined from {join} on, as is best on TRAIN")
    print(f"{len(dev)} mentions, {len({w.chain for w in dev})} chains")
    print(f"{'':10} {'MUC':>6} {'B3':>6} {'CEAFe':>6} {'CoNLL':>6}")
    for way, found in ways.items():
        figures = conll([(f, w.chain) for f, w in zip(found, dev, strict=True)])
        print(f"{way:10} " + " ".join(f"{figure:6.3f}" for figure in figures))


if __name__ == "__main__":
    main()
