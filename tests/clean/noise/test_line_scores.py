"""Lines that trained weights take for something around the report."""

from __future__ import annotations

import json
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.clean.noise.line_scores import LineWeights, line_scores, line_weights, unlikely_lines
from rashomon.clean.noise.line_signs import line_signs, surroundings

BODY = [
    "At least seven people were killed in Samplehrad on Tuesday, the governor of it said.",
    "Two shells hit the market in the northern quarter, and ten others were wounded, police said.",
    "The army denied that it had fired, and said that the shells had come from beyond the river.",
    "Residents told reporters that the road to the hospital had been closed since the morning.",
]
FOOT = [
    "Most popular",
    "Sign up for our newsletter",
    "About us",
    "Contact",
    "Terms of use",
    "Privacy",
    "Advertise with us",
    "© 2020 Example Media Group",
]


def marked(lines: list[str]) -> list[str]:
    """Return the lines that are held to be no part of the report."""
    text = "\n".join(lines)
    return [text[start:end] for start, end in unlikely_lines(text)]


def test_a_page_foot_is_told_from_the_report() -> None:
    """Most of its lines, and none of the report's."""
    found = marked([*BODY, *FOOT])
    assert not set(found) & set(BODY)
    assert len(found) >= len(FOOT) / 2


@pytest.mark.parametrize(
    "lines",
    [
        [*BODY],
        [*BODY, *FOOT[:1]],
        FOOT,
        ["\n".join([*BODY, *FOOT]).upper()],
        ["7 killed in Hrad", "12 killed in Strelsau", "3 hurt in Zenda", "Bridge hit", "Mill hit",
         "School hit", "Two missing in Hentzau"],
    ],
    ids="report few-lines no-report capitals list".split(),
)  # fmt: skip
def test_where_no_page_surrounds_a_report_nothing_is_marked(lines: list[str]) -> None:
    """Short texts, lists, menus alone and texts in capitals are left to the rules."""
    assert marked(lines) == []


@pytest.mark.parametrize(
    "line", ["Reuters", "By Jane Sample", "3 February 2016", "From Jane Sample"]
)
def test_lines_that_tell_day_or_origin_stay(line: str) -> None:
    """Wherever they stand: what comes after needs them."""
    assert line not in marked([*FOOT[1:], line, *BODY, *FOOT, line])


@given(st.lists(st.text(max_size=60), max_size=30))
def test_marks_lie_within_the_text(lines: list[str]) -> None:
    """Whatever the lines."""
    text = "\n".join(lines)
    for start, end in unlikely_lines(text):
        assert 0 <= start < end <= len(text)
        assert "\n" not in text[start:end]


def test_weights_tell_where_they_come_from() -> None:
    """Version, script and corpora stand in the file."""
    told = json.loads(
        (resources.files("rashomon.clean.noise") / "line_weights.json").read_text("utf-8")
    )
    assert line_weights().version == told["version"]
    assert told["script"] == "training/src/rashomon_training/noise_lines.py"
    assert told["corpora"] == ["article_extraction", "polnear"]


def test_signs_tell_a_line_by_itself_and_by_its_surroundings() -> None:
    """Its size, end and words; what is before and after it."""
    signs = line_signs(["Share", "Share", "•", "THE TOWN WAS TAKEN, HE SAID."])
    assert signs[0]["again"] == 1.0
    assert "w share" in signs[0]
    assert "size <=0" in signs[2]
    assert "all capitals" in signs[3]
    assert signs[3]["end ."] == 1.0
    beside = surroundings(["a menu", "a long line of the report", "a foot"], [3.0, -3.0, 3.0])
    assert beside[0]["head"] == 1.0
    assert beside[2]["foot"] == 1.0
    assert beside[1]["one before"] > 0.9
    weights = LineWeights("x", 0.0, {"w share": 2.0}, {"guess": 1.0})
    assert line_scores(["Share", "Other"], weights) == ([2.0, 0.0], [2.0, 0.0])
