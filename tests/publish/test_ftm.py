"""FollowTheMoney entities: whole, stable, and without what could name a private victim."""

from __future__ import annotations

import importlib
import io
import json
import os
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from tests.publish.made_dossiers import Made, made
from tests.publish.plain_dossier import PLAIN, VICTIM, placed, with_claim

from rashomon.publish import export
from rashomon.publish.ftm import FTM_PROPERTIES

POINTERS = ("addressEntity", "involved", "proof", "document", "resolved", "entity")


def model_of_followthemoney() -> Any:
    """Return the package's own model; where it is not installed, the test is skipped.

    Where `RASHOMON_TEST_FORMATS` says that it is (`.ci/run` does), a skip would hide a fault.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its own dependencies
            return importlib.import_module("followthemoney").model
    except ImportError as error:
        if os.environ.get("RASHOMON_TEST_FORMATS"):
            raise
        pytest.skip(f"needs FollowTheMoney's own package: `make formats` ({error})")


def entities_of(one: Made, **asked: Any) -> list[dict[str, Any]]:
    """Return the entities of the dossiers."""
    stream = io.StringIO()
    export(one.dossiers, one.readings, "ftm", stream, **asked)
    return [json.loads(line) for line in stream.getvalue().split("\n")[:-1]]


def of_schema(entities: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    """Return the properties of the entities of one schema."""
    return [entity["properties"] for entity in entities if entity["schema"] == schema]


@given(made())
def test_every_pointer_leads_to_an_entity(one: Made) -> None:
    """Ids are given once, and what an entity points at is in the file."""
    entities = entities_of(one)
    ids = [entity["id"] for entity in entities]
    assert len(ids) == len(set(ids))
    for entity in entities:
        assert set(entity["properties"]) <= set(FTM_PROPERTIES[entity["schema"]])
        for name in POINTERS:
            assert set(entity["properties"].get(name, ())) <= set(ids)


def test_no_words_of_a_report_are_in_it() -> None:
    """A private victim is named in quotation, group, target, place, speaker, headline and file."""
    text = json.dumps(entities_of(PLAIN)).casefold()
    assert VICTIM.casefold() not in text
    assert "/home/me" not in text
    assert VICTIM in json.dumps(entities_of(PLAIN, has_quotes=True))


def test_an_incident_is_an_event_with_its_reports_as_proof() -> None:
    """Days, country, place, range with policy and claims, sides and address are told."""
    entities = entities_of(PLAIN)
    (event,), (address,) = of_schema(entities, "Event"), of_schema(entities, "Address")
    assert event["startDate"] == event["endDate"] == ["2031-03-07"]
    assert event["country"] == ["sy"]
    assert event["location"] == address["full"] == ["Ford, Homs, Syria"]
    assert address["latitude"] == ["35.0"]
    assert event["summary"][0].startswith("killed (some of them): 9 or more [ucdp-1; claims c")
    assert event["proof"] == ["rashomon-report-r1"]
    assert event["sourceUrl"] == ["https://times.example/1"]
    assert len(event["involved"]) == 1
    assert sorted(p["name"][0] for p in of_schema(entities, "Organization")) == [
        "Russia",
        "US-led coalition",
    ]


def test_a_claim_is_a_note_in_words_of_our_own() -> None:
    """Value, speaker, stance and where the words stand are told of each claim."""
    notes = [note["description"][0] for note in of_schema(entities_of(PLAIN), "Note")]
    assert notes[0].startswith("killed: 9 or more (some of them); according to witness; characters")
    assert any(note.startswith("motive: told; according to Russia") for note in notes)
    assert any(note.startswith("place: Ford, Homs, Syria; according to The Inv") for note in notes)


def test_an_incident_without_figures_place_or_claims_is_an_event_all_the_same() -> None:
    """What is unknown is left out."""
    (event,) = of_schema(entities_of(with_claim(place=None)), "Event")
    assert "location" not in event
    assert event["name"] == ["shelling, place unknown, 2031-03-07"]


@given(made())
@settings(deadline=None, max_examples=30)
def test_followthemoney_takes_every_entity_as_it_is(one: Made) -> None:
    """The package's own model knows each property and leaves each value as it was written."""
    model = model_of_followthemoney()
    for asked in ({}, {"has_quotes": True}):
        for entity in entities_of(one, **asked):
            proxy = model.get_proxy(entity, cleaned=True)
            proxy.schema.validate(entity)
            assert proxy.schema.name == entity["schema"]
            for name, values in entity["properties"].items():
                prop = proxy.schema.get(name)
                assert prop is not None, name
                if name in POINTERS or name in ("startDate", "endDate", "publishedAt", "country"):
                    assert [prop.type.clean(value) for value in values] == values


@pytest.mark.parametrize("schema", FTM_PROPERTIES)
def test_the_model_has_every_property(schema: str) -> None:
    """Each property that can be filled is one of its schema; required ones are among them."""
    model = model_of_followthemoney()
    known = model.get(schema)
    assert set(FTM_PROPERTIES[schema]) <= set(known.properties)
    assert set(known.required) <= set(FTM_PROPERTIES[schema])


def test_the_plain_example_is_whole_for_followthemoney() -> None:
    """Proxies made of the entities give them back."""
    model = model_of_followthemoney()
    for entity in entities_of(placed(1.0, 2.0)):
        proxy = model.make_entity(entity["schema"])
        proxy.id = entity["id"]
        for name, values in entity["properties"].items():
            proxy.add(name, values)
        given = {name: sorted(values) for name, values in entity["properties"].items()}
        there = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        assert there == given
