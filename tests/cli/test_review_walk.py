"""The walk through a review in docs/review.md prints what the page says."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "review.md"
LEFT_OUT = "…"
# What differs from day to day, and what a better reader may change without a new walk.
CHANGING = (
    re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?"),
    re.compile(r"\b[0-9a-f]{64}\b"),
    re.compile(r"\b(?:embedded|rules|link-weights)-\d+(?:\+[0-9a-f]+)?"),
)


def masked(text: str) -> list[str]:
    """Return the lines of a text that are not empty, without what changes."""
    for pattern in CHANGING:
        text = pattern.sub("*", text)
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def is_told(told: Sequence[str], printed: Sequence[str]) -> bool:
    """Tell whether the lines of the page are what was printed, with gaps where they say so."""
    at, may_skip = 0, False
    for line in told:
        if line == LEFT_OUT:
            may_skip = True
            continue
        if may_skip and line in printed[at:]:
            at = printed.index(line, at)
        if printed[at : at + 1] != [line]:
            return False
        at, may_skip = at + 1, False
    return may_skip or at == len(printed)


@pytest.mark.parametrize(
    ("told", "printed", "expected"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a"], ["a", "b"], False),
        (["a", "…"], ["a", "b"], True),
        (["…", "b"], ["a", "b"], True),
        (["a", "…", "c"], ["a", "b", "d"], False),
        (["…", "b", "c"], ["b", "a", "c"], False),
        ([], ["a"], False),
        ([], [], True),
    ],
)
def test_lines_may_be_left_out_where_the_page_says_so(
    told: list[str], printed: list[str], expected: bool
) -> None:
    """And nowhere else."""
    assert is_told(told, printed) is expected


def steps(page: str) -> list[tuple[str, str]]:
    """Return the commands of the page's walk, each with what it is said to print."""
    (walk,) = re.findall(r"^## A walk through a review$(.*?)(?=^## |\Z)", page, re.DOTALL | re.M)
    found = []
    for block in re.findall(r"^```console\n(.*?)^```$", walk, re.DOTALL | re.M):
        starts = [match.start() for match in re.finditer(r"^\$ ", block, re.M)]
        assert starts[:1] == [0]
        for start, end in pairwise([*starts, len(block)]):
            command, _, told = block[start + 2 : end].partition("\n")
            found.append((command, told))
    return found


def test_the_walk_prints_what_the_page_says(
    run: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    update_golden: bool,
) -> None:
    """Every command in its order: correct, clash, merge, undo, approve, read again, export."""
    page = PAGE.read_text(encoding="utf-8")
    walk = steps(page)
    shutil.copytree(ROOT / "examples" / "khusham", tmp_path / "examples" / "khusham")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")
    for command, told in walk:
        name, *arguments = shlex.split(command)
        assert name == "rashomon"
        ran = run(*arguments)
        assert ran.code == int(told.startswith("error:")), ran.err
        printed = ran.out + ran.err
        if update_golden and LEFT_OUT not in masked(told):
            lines = "".join(f"{line.rstrip()}\n" for line in printed.splitlines() if line.strip())
            page = page.replace(f"$ {command}\n{told}", f"$ {command}\n{lines}")
        else:
            assert is_told(masked(told), masked(printed)), f"{command}\n{printed}"
    if update_golden:
        PAGE.write_text(page, encoding="utf-8")
    verbs = {command.split()[1] for command, _ in walk}
    assert verbs >= {"build", "show", "decide", "decisions", "log", "diff", "verify", "export"}
    assert (tmp_path / "incidents.csv").read_text("utf-8").count("khusham-2018-02-07") == 1
