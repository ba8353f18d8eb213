"""Texts as they really come: capitals, lost marks, broken scans, quotes in quotes, odd numbers.

Every reader must take them; what is asked is what either reads without doubt.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from rashomon.clean import clean
from rashomon.read import READERS, Reader, open_reader
from rashomon.records import (
    Capture,
    CountValue,
    Facet,
    MeansValue,
    PlaceValue,
    Reading,
    Report,
    ResponsibleValue,
)


@pytest.fixture(scope="module", params=READERS)
def reader(request: pytest.FixtureRequest) -> Reader:
    """Return each of the built-in readers."""
    if request.param == "embedded":
        request.getfixturevalue("model")
    return open_reader(str(request.param))


def read(reader: Reader, text: str) -> Reading:
    return reader.read(Report("r1", "report", "report", text, published_on=date(2019, 5, 10)))


def tolls(reading: Reading, facet: Facet) -> list[str]:
    return [
        str(claim.value.range)
        for claim in reading.claims
        if claim.facet is facet and isinstance(claim.value, CountValue)
    ]


def means(reading: Reading) -> set[str]:
    return {c.value.means.value for c in reading.claims if isinstance(c.value, MeansValue)}


def places(reading: Reading) -> list[str]:
    return [c.value.words for c in reading.claims if isinstance(c.value, PlaceValue)]


def test_wire_copy_in_capitals(reader: Reader) -> None:
    """Where every word is in capitals, tolls, weapon, place and day are read all the same."""
    reading = read(
        reader,
        "SANAA, MAY 8 (WIRE) -- A CAR BOMB EXPLODED OUTSIDE A POLICE STATION IN MARIB ON "
        "WEDNESDAY, KILLING AT LEAST 12 PEOPLE AND WOUNDING 30, THE INTERIOR MINISTRY SAID. "
        "THE HOUTHIS CLAIMED RESPONSIBILITY.",
    )
    assert tolls(reading, Facet.KILLED) == ["12 or more"]
    assert tolls(reading, Facet.INJURED) == ["30"]
    assert means(reading) == {"car_bomb"}
    assert any("MARIB" in words for words in places(reading))
    assert not any("LEAST" in words for words in places(reading))
    assert [c.value.actor for c in reading.claims if isinstance(c.value, ResponsibleValue)] == [
        "Houthis"
    ]


def test_text_without_commas_and_apostrophes(reader: Reader) -> None:
    """Marks that an export lost are missed by nobody."""
    reading = read(
        reader,
        "At least 12 people were killed and 30 wounded when a car bomb exploded outside a police "
        "station in Marib on Wednesday the interior ministry said. The ministrys spokesman said "
        "the rebels werent behind it but residents blamed the groups fighters.",
    )
    assert tolls(reading, Facet.KILLED) == ["12 or more"]
    assert tolls(reading, Facet.INJURED) == ["30"]
    killed = next(c for c in reading.claims if c.facet is Facet.KILLED)
    assert [speaker.words for speaker in killed.source] == ["the interior ministry"]


def test_a_broken_scan_gives_no_wrong_figures(reader: Reader) -> None:
    """Letters read as digits and words cut at line ends may lose claims, but invent none."""
    reading = read(
        reader,
        "At least l2 people were kil1ed and 30 wounded in Marib when a car bornb expl0ded outside "
        "a po1ice station , the interior ministry sa id .\nShel-\nling also killed four children "
        "in Taiz on Tuesday , medics said .",
    )
    assert tolls(reading, Facet.INJURED) == ["30"]
    assert tolls(reading, Facet.KILLED) == ["4"]


def test_a_quote_within_a_quote_has_both_speakers(reader: Reader) -> None:
    """Who is quoted by whom stays told: the first speaker first."""
    reading = read(
        reader,
        "\"The army told us, 'Our jets killed 40 fighters near Marib on Monday,' but we buried "
        'only civilians," said the village elder.',
    )
    (killed,) = (c for c in reading.claims if c.facet is Facet.KILLED)
    assert [speaker.words for speaker in killed.source] == ["The army", "the village elder"]


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("An air strike killed 1,429 people in Taiz, the government said.", ["1429"], []),
        ("Two dozen people were killed in shelling in Taiz.", ["24"], []),
        ("A hundred people were killed in shelling in Taiz.", ["100"], []),
        ("A 3-year-old boy was killed in an air strike in Taiz.", ["1"], []),
        ("A three-year-old girl was wounded in an air strike in Taiz.", [], ["1"]),
        ("An F-16 jet bombed Taiz on Monday, killing four people.", ["4"], []),
        ("The war displaced 2.5 million people. Shelling killed six herders in Taiz.", ["6"], []),
        ("An air strike killed six herders and 40 sheep near Taiz.", ["6"], []),
        ("In 2014, 15 people were killed in a bombing in Taiz.", ["15"], []),
        ("Between 20 and 25 people were killed in a raid on Taiz.", ["20 to 25"], []),
        ("Thirty-two people were killed and one hundred and five injured.", ["32"], ["105"]),
        ("A 500-pound bomb hit a house 12 km north of Taiz, killing a family of seven.", ["7"], []),
        ("At 6:30 a.m. on May 15 a 120mm mortar round killed two men in Taiz.", ["2"], []),
    ],
)
def test_numbers_count_people_alone(
    reader: Reader, text: str, killed: list[str], injured: list[str]
) -> None:
    """Ages, aircraft, hours, distances, years, animals and the displaced are no tolls."""
    reading = read(reader, text)
    assert tolls(reading, Facet.KILLED)[:1] == killed
    assert tolls(reading, Facet.INJURED) == injured


@pytest.mark.parametrize(
    "text",
    [
        "Al menos 12 personas murieron y 30 resultaron heridas cuando un coche bomba explotó "
        "frente a una comisaría en Marib el miércoles, dijo el ministerio del Interior.",
        "Au moins 12 personnes ont été tuées et 30 blessées mercredi dans l'explosion d'une "
        "voiture piégée devant un commissariat à Marib, a annoncé le ministère de l'Intérieur.",
        "قتل 12 شخصا على الأقل وأصيب 30 آخرون عندما انفجرت سيارة مفخخة أمام مركز للشرطة في مأرب.",
        "Щонайменше 12 людей загинули та 30 поранені внаслідок вибуху автомобіля в Маріупілі.",
    ],
)
def test_other_languages_give_no_claims(reader: Reader, text: str) -> None:
    """What cannot be read is left unread: nothing is made of names and figures."""
    noon = datetime(2019, 5, 10, 12, tzinfo=UTC)
    report = clean(Capture((text * 3).encode(), "report", "in/report.txt", "text/plain", noon))
    assert report.language != "en"
    assert reader.read(report).claims == ()


def test_a_report_of_twenty_thousand_words(reader: Reader) -> None:
    """A long report is read to its end, in time and in order."""
    town = "The town of Marib has a market, two schools and a hospital. "
    raid = "An air strike killed {} people in Taiz on Monday, the governor said. "
    text = "".join(town * 11 + raid.format(n) for n in range(100, 250))
    assert len(text.split()) > 19_000
    began = time.process_time()
    reading = read(reader, text)
    assert tolls(reading, Facet.KILLED) == [str(n) for n in range(100, 250)]
    assert time.process_time() - began < 120  # seconds; some 15 on a quiet machine
