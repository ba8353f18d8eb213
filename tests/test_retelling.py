"""An incident's day and place where people corrected the words that these rest on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.history.conftest import FEN, FORD, Life, life, path
from tests.ledger.conftest import add, address, told

from rashomon.cataloging import refresh
from rashomon.deciding import Change, added_claim, corrected, rejected, same
from rashomon.differences import between_moments
from rashomon.reconciling import dossier
from rashomon.records import (
    Claim,
    DateInterval,
    EvidenceSpan,
    Facet,
    PlaceValue,
    ReviewDecision,
    Withdraw,
)
from rashomon.reviewing import Today

__all__ = ["address", "life", "path"]


def read(life: Life, name: str, happening: tuple[int, str] = FORD) -> tuple[Claim, Claim]:
    """Take in a report with claims of its day and place, and return these."""
    capture, reading = told(name, (happening,), claims_each=1)
    text, (mention,) = reading.report.text, reading.mentions
    assert mention.date is not None
    assert mention.place is not None
    day, place = f"{happening[0]} March 2031", mention.place.words
    own = reading.report.report_id
    on = Claim(own, 0, Facet.DATE, mention.date, _words(text, day))
    at = Claim(own, 0, Facet.PLACE, mention.place, _words(text, place))
    add(life.ledger, (capture, replace(reading, claims=(*reading.claims, on, at))))
    return on, at


def _words(text: str, words: str) -> EvidenceSpan:
    start = text.index(words)
    return EvidenceSpan.cut(text, start, start + len(words))


def correct(life: Life, claim: Claim, value: str) -> ReviewDecision:
    """Let Ana correct a claim."""
    today = Today(life.ledger)
    return life.decide(corrected(life.ledger, today, claim.claim_id, Change(value=value)))


def day_of(life: Life, name: str = "one") -> tuple[date, date] | None:
    """Return the days of the incident that a report tells of, as its dossier has them."""
    found = dossier(life.ledger, life.of(name)).incident.date
    return None if found is None else (found.first, found.last)


def point_of(life: Life, name: str = "one") -> tuple[float | None, float | None]:
    """Return the point of the incident that a report tells of."""
    place = dossier(life.ledger, life.of(name)).incident.place
    return (None, None) if place is None else (place.lat, place.lon)


def march(day: int) -> tuple[date, date]:
    """Return a day of March 2031 as an interval."""
    return date(2031, 3, day), date(2031, 3, day)


def test_a_corrected_day_and_place_become_the_incidents(life: Life) -> None:
    """In its dossier, in lists, in what changed; and they go back by withdrawing."""
    day, place = read(life, "one")
    life.link()
    refresh(life.ledger)
    before = life.ledger.mark_moment()
    assert (day_of(life), point_of(life)) == (march(7), (17.0, 20.0))
    made = [correct(life, day, "2031-03-08"), correct(life, place, "Alder Ford|11.5,21.5,2")]
    assert (day_of(life), point_of(life)) == (march(8), (11.5, 21.5))
    refresh(life.ledger)
    (row,) = life.ledger.find_incidents().rows
    assert (row.date_first, row.lat, row.lon, row.radius_km) == (march(8)[0], 11.5, 21.5, 2.0)
    found = dossier(life.ledger, life.of("one")).incident
    assert found.date is not None
    assert found.date.reason == f"decision {made[0].number} of a person"
    (change,) = between_moments(life.ledger, before, life.ledger.mark_moment()).incidents
    assert {"days", "place"} <= {one.name for one in change.changes if one.what == "fact"}
    for one in made:
        life.decide(Withdraw(one.number))
    assert (day_of(life), point_of(life)) == (march(7), (17.0, 20.0))
    refresh(life.ledger)
    assert life.ledger.find_incidents().rows[0].date_first == march(7)[0]


def test_what_another_report_still_tells_stays(life: Life) -> None:
    """Accounts part then; once both are corrected alike, it follows."""
    day, place = read(life, "one")
    other, _ = read(life, "two")
    life.link()
    assert life.of("one") == life.of("two")
    correct(life, day, "2031-03-08")
    correct(life, place, "Mill|11.5,21.5,2")
    assert (day_of(life), point_of(life)) == (march(7), (17.0, 20.0))
    correct(life, other, "2031-03-08")
    assert day_of(life) == march(8)


def test_corrections_that_part_change_nothing(life: Life) -> None:
    """Whose is right is for nobody to guess."""
    day, _ = read(life, "one")
    other, _ = read(life, "two")
    life.link()
    correct(life, day, "2031-03-08")
    correct(life, other, "2031-03-09")
    assert day_of(life) == march(7)


def test_the_last_of_several_corrections_counts(life: Life) -> None:
    """Of one claim; corrected back, all is as it was read."""
    day, _ = read(life, "one")
    life.link()
    first = correct(life, day, "2031-03-08")
    again = replace(day, value=DateInterval(*march(8), "told by a person"))
    correct(life, again, "2031-03-05/2031-03-06")
    assert day_of(life) == (date(2031, 3, 5), date(2031, 3, 6))
    life.decide(Withdraw(first.number))
    assert day_of(life) == (date(2031, 3, 5), date(2031, 3, 6))


def test_a_day_of_other_words_is_another_account(life: Life) -> None:
    """Added, corrected by speaker, denied or rejected: the incident's own day stays."""
    day, _ = read(life, "one")
    life.link()
    today = Today(life.ledger)
    member = f"{life.report('one')}#0"
    words = Change(value="2031-03-09", quote="a medic")
    life.decide(added_claim(life.ledger, today, member, "date", words))
    life.decide(corrected(life.ledger, today, day.claim_id, Change(speaker="a medic")))
    assert day_of(life) == march(7)
    life.decide(rejected(life.ledger, Today(life.ledger), day.claim_id))
    assert day_of(life) == march(7)


def test_where_nothing_is_known_what_a_person_adds_is_taken(life: Life) -> None:
    """A day or point where linking found none."""
    capture, reading = told("one", (FORD,), claims_each=1)
    bare = PlaceValue("Alder Ford")
    mentions = tuple(replace(one, date=None, place=bare) for one in reading.mentions)
    incidents = tuple(replace(one, date=None, place=bare) for one in reading.incidents)
    add(life.ledger, (capture, replace(reading, mentions=mentions, incidents=incidents)))
    life.link()
    assert (day_of(life), point_of(life)) == (None, (None, None))
    member = f"{life.report('one')}#0"
    for facet, value, quote in (
        ("date", "2031-03-07", "7 March 2031"), ("place", "Alder Ford|17,20,3", "Alder Ford")
    ):  # fmt: skip
        change = Change(value=value, quote=quote)
        life.decide(added_claim(life.ledger, Today(life.ledger), member, facet, change))
    assert (day_of(life), point_of(life)) == (march(7), (17.0, 20.0))


@pytest.mark.parametrize("keep", ["one", "two"])
def test_a_merged_incident_follows_what_its_own_day_rests_on(life: Life, keep: str) -> None:
    """Whichever of the two gives the whole its day."""
    day, _ = read(life, "one")
    read(life, "two", FEN)
    life.link()
    other = "two" if keep == "one" else "one"
    life.decide(same(Today(life.ledger), life.of(keep), life.of(other)))
    correct(life, day, "2031-03-08")
    assert day_of(life) == (march(8) if keep == "one" else march(20))
