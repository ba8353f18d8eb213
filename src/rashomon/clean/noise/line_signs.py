"""By what a line of a page is told to be the report or not: the signs that weights are for.

A sign is a name with a value. Those of a line alone come first; those of its surroundings need
a first guess for every line. Learning and running share this module, so that they cannot part.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rashomon.clean.noise.words import STOP, TELLS

__all__ = ["line_signs", "surroundings"]

Signs = dict[str, float]

_SMALL = frozenset(
    "the a an of to in on at for and or but by with from that which who was were is are be been "
    "has have had it its he she they his her their as this not after before when while said will "
    "would could more than into over about up out if so no we you i".split()
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_SHAPES = (
    ("link", re.compile(r"https?:|www\.|\.com\b|\.org\b|@\w")),
    ("hash", re.compile(r"#\w")),
    ("bar", re.compile(r"[|»›•·→▶✕×©®]")),
    ("ago", re.compile(r"\bago\b|\bmins?\b|\bhrs?\b", re.IGNORECASE)),
    ("clock", re.compile(r"\b\d{1,2}[:.]\d\d\b")),
    ("year", re.compile(r"\b(?:19|20)\d\d\b")),
    ("money", re.compile(r"[$€£]\s?\d")),
    ("quote", re.compile(r"[\"“”]")),
    ("reader", re.compile(r"\b(?:you|your|our|us)\b", re.IGNORECASE)),
    ("tells", TELLS),
    ("inner stop", re.compile(r"[a-z\d][.!?][\"”’)]?\s+[\"“]?[A-Z]")),
)
_LONGEST_LISTED = 14  # words; of longer lines the words themselves tell little
_FAR = 5  # lines


def line_signs(lines: Sequence[str]) -> list[Signs]:
    """Return the signs of each line by itself, with its place among the others."""
    met = Counter(line.casefold() for line in lines)
    found = []
    for at, line in enumerate(lines):
        signs = _own(line)
        signs[f"from top {_bucket(at, (0, 1, 2, 4, 8, 16, 32))}"] = 1.0
        signs[f"from end {_bucket(len(lines) - 1 - at, (0, 1, 2, 4, 8, 16, 32))}"] = 1.0
        if met[line.casefold()] > 1:
            signs["again"] = 1.0
        found.append(signs)
    return found


def _own(line: str) -> Signs:
    words = _WORD.findall(line)
    plain = [word.casefold() for word in words]
    size = _bucket(len(words), (0, 1, 2, 4, 7, 12, 20, 40))
    signs: Signs = {"": 1.0, f"size {size}": 1.0}
    if not words:
        return signs
    small = _bucket(10 * sum(word in _SMALL for word in plain) // len(words), (0, 1, 2, 3, 4))
    capital = _bucket(10 * sum(word[:1].isupper() for word in words) // len(words), (1, 3, 5, 8))
    stop = bool(STOP.search(line.rstrip()[-4:]))
    last = "." if stop else line.rstrip()[-1]
    last = last if last in ".:,…" else "none"
    signs[f"small {small}"] = 1.0
    signs[f"capitals {capital}"] = 1.0
    signs[f"end {last}"] = 1.0
    signs[f"size {size} end {last}"] = 1.0
    signs[f"size {size} small {small}"] = 1.0
    signs[f"end {last} small {small}"] = 1.0
    digits = sum(letter.isdigit() for letter in line) / len(line)
    signs[f"digits {_bucket(int(20 * digits), (0, 1, 3, 6))}"] = 1.0
    signs["capital first" if words[0][:1].isupper() else "no capital first"] = 1.0
    if line.isupper():
        signs["all capitals"] = 1.0
    for name, shape in _SHAPES:
        if shape.search(line):
            signs[name] = 1.0
            signs[f"{name} size {size}"] = 1.0
    if len(words) <= _LONGEST_LISTED:
        for word in plain:
            signs[f"w {word}"] = 1.0
    signs[f"first {plain[0]}"] = 1.0
    signs[f"first {' '.join(plain[:2])}"] = 1.0
    signs[f"last {plain[-1]}"] = 1.0
    return signs


def surroundings(lines: Sequence[str], guesses: Sequence[float]) -> list[Signs]:
    """Return the signs that a first guess of every line gives: logits, above 0 for noise."""
    shares = [_share(guess) for guess in guesses]
    mass = [len(line.split()) * (1 - share) for line, share in zip(lines, shares, strict=True)]
    total = sum(mass) or 1.0
    found = []
    before = 0.0
    for at, guess in enumerate(guesses):
        after = total - before - mass[at]
        low, high = max(0, at - _FAR), min(len(lines), at + _FAR + 1)
        near = sum(mass[max(0, at - 3) : at]) + sum(mass[at + 1 : at + 4])
        signs: Signs = {
            "": 1.0,
            "guess": max(-8.0, min(8.0, guess)),
            "share": shares[at],
            "one before": shares[at - 1] if at else 1.0,
            "one after": shares[at + 1] if at + 1 < len(lines) else 1.0,
            "some before": _mean(shares[low:at]),
            "some after": _mean(shares[at + 1 : high]),
            "next to the body": min(1.0, near / 100),
            f"body before {_bucket(int(20 * before / total), (0, 2, 10, 18))}": 1.0,
            f"body after {_bucket(int(20 * after / total), (0, 2, 10, 18))}": 1.0,
        }
        signs["both beside"] = signs["one before"] * signs["one after"]
        signs["far from the body"] = signs["some before"] * signs["some after"]
        signs["head"] = float(before < 0.02 * total)
        signs["foot"] = float(after < 0.02 * total)
        signs["foot guess"] = signs["foot"] * signs["guess"]
        signs["head guess"] = signs["head"] * signs["guess"]
        found.append(signs)
        before += mass[at]
    return found


def _bucket(value: int, edges: tuple[int, ...]) -> str:
    return next((f"<={edge}" for edge in edges if value <= edge), f">{edges[-1]}")


def _share(logit: float) -> float:
    from math import exp

    return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 1.0
