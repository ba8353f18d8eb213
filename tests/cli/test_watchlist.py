"""`rashomon watchlist`: saving, listing, looking, removing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.history.conftest import FORD, Clock, Life

from rashomon.ledger import Ledger

Run = Callable[..., Any]


@pytest.fixture(name="path")
def path_fixture(tmp_path: Path) -> Path:
    """Make a ledger of one incident."""
    path, clock = tmp_path / "ledger.db", Clock()
    with Ledger.open(path, now=clock) as ledger:
        life = Life(ledger, clock)
        life.read("one", FORD)
        life.link()
    return path


def test_a_list_is_saved_looked_at_and_removed(run: Run, path: Path) -> None:
    """The second look shows nothing, one that is kept unseen does not count."""
    at = ("--ledger", path)
    ran = run("watchlist", "add", "march", "--from", "2031-03-01", "--kind", "clash", *at)
    assert (ran.code, "asks for from=2031-03-01&kind=clash" in ran.err) == (0, True)
    for _ in range(2):
        ran = run("watchlist", "look", "march", "--by", "Ana", "--keep-unseen", *at)
        assert "1 matches" in ran.out
        assert "+ alder-ford-2031-03-07: clash, Alder Ford" in ran.out
    assert "1 matches" in run("watchlist", "look", "march", "--by", "Ana", *at).out
    assert "no incident changed" in run("watchlist", "look", "march", "--by", "Ana", *at).out
    assert "1 matches" in run("watchlist", "look", "march", "--by", "Ben", *at).out
    assert "march  from=2031-03-01&kind=clash  (" in run("watchlist", "list", *at).out
    (told,) = json.loads(run("watchlist", "list", "--json", *at).out)
    assert (told["name"], told["query"]) == ("march", "from=2031-03-01&kind=clash")
    assert run("watchlist", "remove", "march", *at).code == 0
    assert run("watchlist", "look", "march", *at).code == 1


def test_a_look_as_json_is_one_document(run: Run, path: Path) -> None:
    """With the incidents that match."""
    at = ("--ledger", path)
    assert run("watchlist", "add", "all", "--by", "Ana", *at).code == 0
    document = json.loads(run("watchlist", "look", "all", "--json", *at).out)
    assert [one["how"] for one in document["incidents"]] == ["matches"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("add", "x", "--kind", "party"), "kind: 'party' is not a valid"),
        (("add", "x", "--from", "then"), "is no day"),
        (("add", "x", "--by", " "), "--by names nobody"),
        (("look", "x"), "there are: none yet"),
        (("remove", "x"), "there are: none yet"),
    ],
)
def test_what_cannot_be_done_is_said(
    run: Run, path: Path, words: tuple[str, ...], message: str
) -> None:
    """With the way out."""
    ran = run("watchlist", *words, "--ledger", path)
    assert (ran.code, message in " ".join(ran.err.split())) == (1, True)
