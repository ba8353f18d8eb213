"""Rounds of coding in a ledger: blind until all have coded, and nothing half stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.rounds import NAMES, NOON, address, coded, ids, led, opened, rows, sheet_of

from rashomon.clean import clean, cleaner_version
from rashomon.coding_compared import READER, agreement, coded_reports, disagreements
from rashomon.coding_rounds import (
    close_round,
    coder_of,
    find_round,
    open_round,
    rounds,
    sheet,
    take,
    veiled,
)
from rashomon.errors import BadSheet, InvalidRecord, LedgerError, SettingError, StillBlind
from rashomon.ledger import Ledger
from rashomon.reconciling import dossiers
from rashomon.records import Capture, CodeReport, OpenRound, SetReport, Withdraw
from rashomon.reviewing import Today

__all__ = ["address", "led", "opened"]

FOUR = {"words": "four people", "facet": "killed", "value": "4", "speaker": "a medic"}
SIX = {"words": "six people were killed", "facet": "killed", "value": "6", "speaker": "Police"}
NINE = {"words": "nine people", "facet": "killed", "value": "9", "speaker": "police"}
ALL = (rows("one", FOUR, SIX), rows("two", NINE), rows("three"))


def test_a_round_is_on_record_with_who_opened_it(opened: Ledger) -> None:
    """Its reports in the order given, its coders, and nothing coded yet."""
    (one,) = rounds(opened)
    assert one.what == OpenRound("pilot", tuple(ids()[name] for name in NAMES), ("Ana", "Ben"))
    assert (one.opened.who, one.opened.why) == ("Lead", "a pilot")
    assert one.left("Ana") == one.what.report_ids
    assert not one.is_visible
    assert opened.verify() == []


def test_nothing_is_seen_before_all_have_coded(opened: Ledger) -> None:
    """Neither agreement nor disagreements, whoever asks; then both."""
    coded(opened, "Ana", *ALL)
    coded(opened, "Ben", *ALL[:2])
    asked: list[Callable[[], object]] = [
        lambda: agreement(opened, "pilot"),
        lambda: agreement(opened, "pilot", with_reader=True),
        lambda: disagreements(opened, "pilot"),
        lambda: coded_reports(opened, find_round(opened, "pilot")),
    ]
    for ask in asked:
        with pytest.raises(StillBlind, match=r"reports left: Ben 1\)"):
            ask()
    coded(opened, "Ben", ALL[2])
    for ask in asked:
        ask()
    assert opened.verify() == []


def test_a_coders_sheet_holds_nothing_of_others(
    opened: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor of the machine: what is written for Ben is the same whether Ana has coded or not."""
    before = sheet(opened, "pilot", "Ben", tmp_path / "before")
    coded(opened, "Ana", *ALL)
    after = sheet(opened, "pilot", "Ben", tmp_path / "after")

    def all_of(path: Path) -> dict[str, bytes]:
        return {str(p.relative_to(path)): p.read_bytes() for p in path.rglob("*") if p.is_file()}

    assert all_of(before.parent) == all_of(after.parent)
    assert b"killed" not in before.read_bytes()
    names = set(all_of(before.parent))
    assert {f"texts/{ids()['one']}.txt", f"texts/{ids()['one']}.html"} <= names
    with pytest.raises(SettingError, match="may hold work"):
        sheet(opened, "pilot", "Ben", tmp_path / "before")


def test_what_a_coder_has_coded_is_filled_in_and_taken_as_the_same(
    opened: Ledger, tmp_path: Path
) -> None:
    """To code anew begins with what was coded."""
    coded(opened, "Ana", *ALL[:2])
    path = sheet(opened, "pilot", "ana", tmp_path)
    assert b"a medic" in path.read_bytes()
    taken = take(opened, "pilot", "Ana", path.read_bytes())
    assert taken.stored == ()
    assert len(taken.same) == 2
    assert taken.left == (ids()["three"],)


def test_the_same_sheet_twice_stores_nothing_twice(opened: Ledger) -> None:
    """And rows in another order are the same sheet."""
    content = sheet_of(*ALL)
    assert len(take(opened, "pilot", "Ana", content).stored) == 3
    log = opened.reviews()
    for again in (content, sheet_of(ALL[2], rows("one", SIX, FOUR), ALL[1])):
        taken = take(opened, "pilot", "Ana", again)
        assert (taken.stored, len(taken.same)) == ((), 3)
    assert opened.reviews() == log


def test_the_latest_coding_counts_and_the_earlier_stays(opened: Ledger) -> None:
    """Only what differs is coded anew; once it could be seen, that is said."""
    coded(opened, "Ana", *ALL)
    coded(opened, "Ana", rows("one", FOUR))
    found = find_round(opened, "pilot")
    latest = found.codings["Ana", ids()["one"]]
    assert isinstance(latest.what, CodeReport)
    assert len(latest.what.claims) == 1
    assert "in place of decision" in latest.why
    assert found.recoded == ()
    coded(opened, "Ben", *ALL)
    assert find_round(opened, "pilot").recoded == ()
    coded(opened, "Ben", rows("one", FOUR))
    found = find_round(opened, "pilot")
    assert [one.who for one in found.recoded] == ["Ben"]
    assert agreement(opened, "pilot", resamples=0).reports == 3
    assert agreement(opened, "pilot", resamples=0, is_blind=True).reports == 2


def test_a_bad_row_keeps_the_whole_sheet_out(opened: Ledger) -> None:
    """Each is named by its line, and nothing is stored."""
    before = opened.head()
    bad = rows("one", FOUR, {**SIX, "words": "seven people"}, {**SIX, "facet": "hurt"})
    with pytest.raises(BadSheet) as caught:
        take(opened, "pilot", "Ana", sheet_of(*ALL[1:], bad))
    assert [fault.split(":")[0] for fault in caught.value.faults] == ["line 5", "line 6"]
    assert opened.head() == before
    with pytest.raises(BadSheet, match="column 'report' is missing"):
        take(opened, "pilot", "Ana", b"facet\nkilled\n")


def test_a_round_that_was_closed_is_seen_and_takes_no_more(opened: Ledger) -> None:
    """Who closed it and why is kept; to withdraw that makes it blind again."""
    coded(opened, "Ana", *ALL)
    coded(opened, "Ben", ALL[0])
    made = close_round(opened, "pilot", by="Lead", why="Ben is ill")
    found = agreement(opened, "pilot", resamples=0)
    assert found.reports == 1
    one = find_round(opened, "pilot")
    assert one.closed == made
    with pytest.raises(SettingError, match=r"closed by decision .*, Lead: Ben is ill; to go on"):
        coded(opened, "Ben", *ALL[1:])
    with pytest.raises(SettingError, match="was closed by decision"):
        close_round(opened, "pilot", by="Lead", why="again")
    opened.decide(Withdraw(made.number), made_by="person: Lead", why="Ben is back")
    with pytest.raises(StillBlind):
        agreement(opened, "pilot")
    coded(opened, "Ben", *ALL[1:])
    # What Ben coded when the round had been open to view is told from what he coded before.
    assert len(find_round(opened, "pilot").recoded) == 2


def test_codings_are_veiled_while_their_round_is_blind(opened: Ledger) -> None:
    """Those that others have replaced, too, and those of a round that was withdrawn."""
    coded(opened, "Ana", *ALL)
    coded(opened, "Ana", rows("one", FOUR))
    log = opened.reviews()
    assert veiled(log) == {one.number for one in log if isinstance(one.what, CodeReport)}
    coded(opened, "Ben", *ALL)
    assert veiled(opened.reviews()) == frozenset()
    opened.decide(
        Withdraw(find_round(opened, "pilot").opened.number), made_by="person: Lead", why="wrong"
    )
    assert rounds(opened) == ()
    assert len(veiled(opened.reviews())) == 7
    with pytest.raises(SettingError, match="a name is used once"):
        open_round(opened, "pilot", ["X", "Y"], by="Lead", why="again", reports=["one"])


def test_a_coding_changes_no_view(opened: Ledger) -> None:
    """Neither readings nor incidents nor dossiers, and what is in force for them."""
    before = list(dossiers(opened)), list(Today(opened).readings()), Today(opened).decisions
    coded(opened, "Ana", *ALL)
    coded(opened, "Ben", rows("one", {**FOUR, "value": "40"}), *ALL[1:])
    close_round(opened, "pilot", by="Lead", why="done")
    after = list(dossiers(opened)), list(Today(opened).readings()), Today(opened).decisions
    assert after == before


def test_a_withdrawn_coding_counts_no_more(opened: Ledger) -> None:
    """The one before it does again; without one the report is left to code."""
    coded(opened, "Ana", *ALL)
    coded(opened, "Ana", rows("one", FOUR))
    for left in (3, 2):
        number = find_round(opened, "pilot").codings["Ana", ids()["one"]].number
        opened.decide(Withdraw(number), made_by="person: Ana", why="a mistake")
        assert len(find_round(opened, "pilot").left("Ana")) == 3 - left


def test_reports_are_drawn_by_seed(led: Ledger) -> None:
    """The same of the same, and how is kept."""
    one = open_round(led, "a", ["A", "B"], by="L", why="x", sample=2, seed=4)
    other = open_round(led, "b", ["A", "B"], by="L", why="x", sample=2, seed=4)
    assert isinstance(one.what, OpenRound)
    assert isinstance(other.what, OpenRound)
    assert one.what.report_ids == other.what.report_ids
    assert one.rests_on == ("2 of 3 reports drawn with seed 4",)
    drawn = set()
    for seed in range(12):
        made = open_round(led, f"s{seed}", ["A", "B"], by="L", why="x", sample=1, seed=seed)
        assert isinstance(made.what, OpenRound)
        drawn |= set(made.what.report_ids)
    assert len(drawn) > 1
    own = open_round(led, "own", ["A", "B"], by="L", why="x", sample=1, reports=["two"])
    assert isinstance(own.what, OpenRound)
    assert own.what.report_ids == (ids()["two"],)


def test_the_reports_of_an_incident_are_coded(led: Ledger) -> None:
    """Those that are in it today."""
    for incident in led.incidents():
        name = incident.incident_id
        made = open_round(led, name, ["A", "B"], by="L", why="x", incident=name)
        assert isinstance(made.what, OpenRound)
        assert set(made.what.report_ids) == {member for member, _ in incident.members}


@pytest.mark.parametrize(
    ("coders", "options", "message"),
    [
        (["A"], {"reports": ["one"]}, "two coders or more"),
        (["A", "a "], {"reports": ["one"]}, "name of their own"),
        (["A", " "], {"reports": ["one"]}, "--coder names nobody"),
        (["A", "The Reader"], {"reports": ["one"]}, "cannot be called 'The Reader'"),
        (["A", "B"], {}, "say which reports"),
        (["A", "B"], {"reports": ["nine"]}, "no report that is called 'nine'"),
        (["A", "B"], {"sample": 0}, "draw one or more"),
        (["A", "B"], {"sample": 9}, "there are only 3"),
        (["A", "B"], {"reports": ["one"], "by": ""}, "--by names nobody"),
        (["A", "B"], {"reports": ["one"], "why": ""}, "say why"),
        (["A", "B"], {"reports": ["one"], "name": " "}, "needs a name"),
    ],
)
def test_a_round_that_cannot_be_is_refused(
    led: Ledger, coders: list[str], options: dict[str, object], message: str
) -> None:
    """With what is wrong; nothing is stored."""
    asked = {"by": "Lead", "why": "a pilot", "name": "pilot", **options}
    name = asked.pop("name")
    with pytest.raises((SettingError, InvalidRecord), match=message):
        open_round(led, name, coders, **asked)  # type: ignore[arg-type]
    assert led.reviews() == ()


def test_unknown_rounds_and_coders_are_answered_by_those_there_are(opened: Ledger) -> None:
    """A coder's name may be written in any case."""
    with pytest.raises(SettingError, match="there are: pilot"):
        find_round(opened, "pilto")
    found = find_round(opened, "pilot")
    assert coder_of(found, " ana") == "Ana"
    with pytest.raises(SettingError, match="its coders are: Ana, Ben"):
        coder_of(found, "Cem")
    with pytest.raises(SettingError, match="'Cem'"):
        take(opened, "pilot", "Cem", sheet_of(*ALL))


def test_the_reader_is_compared_as_a_coder(opened: Ledger) -> None:
    """With what it reads by itself, whatever was decided since."""
    coded(opened, "Ana", *ALL)
    coded(opened, "Ben", *ALL)
    found = agreement(opened, "pilot", coders=["Ana", READER], with_reader=True, resamples=0)
    assert found.coders == ("Ana", READER)
    assert found.reports == 3
    assert found.tells.value is not None


def test_codings_follow_words_that_have_moved(opened: Ledger) -> None:
    """A report that is derived anew with another text keeps what was coded of it, by the words."""
    coded(opened, "Ana", *ALL)
    coded(opened, "Ben", *ALL)
    name, text = "one", "A late edition. Police said that six people were killed. No more.\n"
    capture = Capture(text.encode(), name, "one.txt", "text/plain", NOON)
    found = find_round(opened, "pilot")

    class Moved:
        def __init__(self, ledger: Ledger) -> None:
            self._ledger = ledger

        def derivation(self, report_id: str) -> object:
            derived = self._ledger.derivation(report_id)
            if report_id != ids()[name]:
                return derived

            class Derived:
                report = clean(capture)

            return Derived

    reports = coded_reports(Moved(opened), found)  # type: ignore[arg-type]
    claims = reports[0].codings["Ana"]
    six = next(one.claim for one in claims if one.claim.evidence.quote == SIX["words"])
    assert six.evidence.is_in(text)
    assert six.speaker is not None
    assert six.speaker.evidence is not None
    assert six.speaker.evidence.is_in(text)
    assert not all(one.claim.evidence.is_in(text) for one in claims)  # four are told no more
    assert cleaner_version()


def test_only_reports_of_the_ledger_are_coded(opened: Ledger) -> None:
    """A round by ids that the ledger lost is told, not guessed."""
    opened.decide(
        OpenRound("odd", ("r0", "r1"), ("Ana", "Ben")), made_by="person: Lead", why="by hand"
    )
    with pytest.raises(SettingError, match="holds no report r0"):
        take(opened, "odd", "Ana", b"report,facet\nr0,none\n")
    with pytest.raises(LedgerError):
        opened.decide(SetReport("r0", None, NOON.date()), made_by="person: Lead", why="x")
