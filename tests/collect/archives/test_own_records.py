"""What our own web archives tell of a record beside WARC's fields."""

from __future__ import annotations

from datetime import date

import pytest

from rashomon.collect.archives.own_records import FIELD, OwnRecord, read_field, write_field
from rashomon.records import Sidecar

OWN = OwnRecord(
    "Ünë", "text/csv; text=body", Sidecar("The Invented Times", date(2031, 3, 8), "https://a")
)


def test_what_was_told_comes_back() -> None:
    """On one line of ASCII, whatever the words."""
    words = write_field(OWN)
    assert words is not None
    assert words.isascii()
    assert words.isprintable()
    assert read_field({FIELD.lower(): words}) == OWN
    assert OWN.is_line


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("", id="nothing"),
        pytest.param("{", id="no JSON"),
        pytest.param("[" * 9000, id="deep"),
        pytest.param('{"name": 7, "media_type": "a", "sidecar": {}}', id="a number"),
        pytest.param('{"name": "a\\u202e", "media_type": "a", "sidecar": {}}', id="steering"),
        pytest.param('"' + "a" * 17_000 + '"', id="long"),
    ],
)
def test_what_a_stranger_wrote_wrongly_tells_nothing(words: str) -> None:
    """The record is then one like any other."""
    assert read_field({FIELD.lower(): words}) is None


def test_too_much_is_left_out() -> None:
    """The record can then still be read, by its other fields."""
    assert write_field(OwnRecord("a" * 20_000, "text/plain", Sidecar())) is None
