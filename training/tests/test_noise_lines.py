"""Lines of pages are told by the page's body, and what is learned of them tells others."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from rashomon.clean.noise.line_scores import line_scores
from rashomon_training.noise_lines import (
    Line,
    Tally,
    Text,
    by_rules,
    framed,
    learn,
    page_lines,
    report,
    save,
    trimmed,
)

BODY = (
    "At least seven people were killed in the market, the governor told reporters.",
    "Two shells hit the northern quarter of the town late in the evening, he said.",
    "Residents said that the road to the hospital had been closed by soldiers.",
)
PAGE = f"""<html><head><title>Shells kill seven in the market</title><script>x</script></head><body>
<nav><a>Home page menu</a></nav><h1>Shells kill seven in the market</h1><p>3 February 2016</p>
<p>{"</p><p>".join(BODY)}</p>after<footer>Subscribe to our newsletter for more stories</footer>
<p>•</p></body>"""


def test_lines_are_told_by_the_body_of_the_page() -> None:
    """The headline is the report's, the date nobody's, the rest noise."""
    told = {line.words: line.is_noise for line in page_lines(PAGE.encode(), " ".join(BODY))}
    assert all(told[words] is False for words in BODY)
    assert told["Home page menu"] is True
    assert told["Shells kill seven in the market"] is False
    assert told["3 February 2016"] is None
    assert told["Subscribe to our newsletter for more stories"] is True
    assert told["•"] is True


def pages(count: int) -> list[list[Text]]:
    """Made-up pages, each whole and with little around its body."""
    chance = random.Random(1)
    made = []
    for _ in range(count):
        words = ["army", "town", "river", "school", "bridge", "road", "village", "market"]
        body = [
            f"The {chance.choice(words)} was shelled by the {chance.choice(words)} and the people "
            f"of the {chance.choice(words)} said that they had fled on Monday night."
            for _ in range(chance.randint(3, 6))
        ]
        menu = chance.sample(["Home", "World", "Sport", "Video", "Log in", "Share"], 4)
        text = [
            *(Line(words, True) for words in menu),
            *(Line(words, False) for words in body),
            Line("Most read stories", True),
            Line(f"Minister visits {chance.choice(words)}", True),
        ]
        made.append([text, trimmed(text, chance), framed("\n".join(body), text, chance)])
    return made


def test_what_is_learned_tells_the_lines_of_other_pages(tmp_path: Path) -> None:
    """And is written down with its version, script and corpora."""
    weights = learn(pages(12))
    text = pages(14)[-1][0]
    _, scores = line_scores([line.words for line in text], weights)
    assert [score > 0 for score in scores] == [bool(line.is_noise) for line in text]
    save(weights, tmp_path / "weights.json")
    told = json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))
    assert told["version"] == weights.version
    assert told["alone"]
    assert told["script"].endswith("noise_lines.py")


def test_the_report_counts_what_rules_and_weights_mark(capsys: pytest.CaptureFixture[str]) -> None:
    """A row for each kind of text and way."""
    report(pages(10))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("| lines | by | precision")
    assert any(line.startswith("| whole page | rules |") for line in lines)


def test_tallies_leave_out_what_the_page_does_not_tell() -> None:
    """Characters without blanks."""
    tally = Tally()
    for line, marked in (
        (Line("a b", True), True),
        (Line("cd", None), True),
        (Line("e", False), True),
    ):
        tally.add(line, marked)
    assert (tally.right, tally.found, tally.wanted, tally.lost, tally.body) == (2, 3, 2, 1, 1)


def test_rules_are_asked_line_by_line() -> None:
    """As they would mark the whole text."""
    text = [Line("Share this article", True), *(Line(words, False) for words in BODY)]
    assert by_rules(text) == [True, False, False, False]


def test_a_text_without_a_body_is_left_whole() -> None:
    """There is nothing to leave lines around."""
    text = [Line("Home", True)]
    assert trimmed(text, random.Random(0)) == text
