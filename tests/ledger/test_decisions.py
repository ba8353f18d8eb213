from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ledger.decisions import Decision, chain_problems, is_persons

NOW = datetime(2031, 4, 1, tzinfo=UTC)


def chain(rulings: Sequence[str]) -> list[Decision]:
    """Chain decisions without a database, by their own definition."""
    made: list[Decision] = []
    for number, ruling in enumerate(rulings, start=1):
        one = Decision(NOW, "machine: x", f"r{number}#0", "ford", ruling, "why", ("a", "b"), number)
        if made:
            one = replace(one, prev_hash=made[-1].hash)
        made.append(replace(one, hash=one.digest()))
    return made


def test_an_untouched_log_is_whole() -> None:
    """Neither an empty log nor a long one has problems."""
    assert chain_problems([]) == []
    assert chain_problems(chain(["same", "different", "unsure"] * 5)) == []


@pytest.mark.parametrize(
    ("tamper", "message"),
    [
        pytest.param(lambda log: log[1:], "decision 1 is missing", id="first dropped"),
        pytest.param(lambda log: [log[0], *log[2:]], "decision 2 is missing", id="one dropped"),
        pytest.param(
            lambda log: [log[0], replace(log[1], ruling="different"), *log[2:]],
            "decision 2 is not as it was recorded",
            id="ruling changed",
        ),
        pytest.param(
            lambda log: [log[0], replace(log[1], made_at=NOW + timedelta(seconds=1)), *log[2:]],
            "decision 2 is not as it was recorded",
            id="moment changed",
        ),
    ],
)
def test_a_changed_log_is_told(
    tamper: Callable[[list[Decision]], list[Decision]], message: str
) -> None:
    """Whatever is dropped or altered, the problem names the first decision concerned."""
    assert message in chain_problems(tamper(chain(["same"] * 4)))[0]


def test_a_forged_decision_breaks_the_next_one() -> None:
    """Who alters a ruling and its hash as well is given away by the one after it."""
    log = chain(["same"] * 3)
    forged = replace(log[1], ruling="different")
    log[1] = replace(forged, hash=forged.digest())
    assert chain_problems(log) == ["decision 3 does not follow the one before it"]


@given(st.integers(0, 3), st.sampled_from(["made_by", "subject", "other", "ruling", "why"]))
def test_every_field_is_hashed(at: int, name: str) -> None:
    """There is no word of a decision that can be changed unseen."""
    log = chain(["same"] * 4)
    log[at] = replace(log[at], **{name: getattr(log[at], name) + "!"})
    assert chain_problems(log)


def test_the_same_moment_in_another_zone_has_the_same_hash() -> None:
    """A database that keeps UTC alone does not break the chain."""
    (one,) = chain(["same"])
    elsewhere = replace(one, made_at=NOW.astimezone(timezone(timedelta(hours=3))))
    assert elsewhere.digest() == one.hash


def test_a_person_is_told_from_a_method() -> None:
    """Only what says so is a person's ruling."""
    assert is_persons("person: A. Analyst")
    assert not is_persons("machine: link-1")
    assert not is_persons("link-rules-1")
