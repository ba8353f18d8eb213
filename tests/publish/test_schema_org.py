"""schema.org: real JSON-LD that needs nothing from the network and gives the claims back."""

from __future__ import annotations

import io
import json
from typing import Any

from hypothesis import given, settings
from pyld import jsonld
from tests.publish.made_dossiers import Made, made
from tests.publish.plain_dossier import PLAIN

from rashomon.publish import export
from rashomon.publish.claim_rows import claim_rows
from rashomon.publish.schema_org import JSONLD_PROPERTIES

SCHEMA = "https://schema.org/"


def text_of(one: Made) -> str:
    """Return the document."""
    stream = io.StringIO()
    export(one.dossiers, one.readings, "jsonld", stream)
    return stream.getvalue()


def refuse(url: str, options: Any = None) -> Any:
    """Fetch nothing."""
    raise AssertionError(f"would fetch {url}")


@given(made())
@settings(deadline=None, max_examples=50)
def test_it_expands_without_the_network_and_holds_the_claims(one: Made) -> None:
    """Every claim's line is back out of the expanded graph, in its order."""
    expanded = jsonld.expand(json.loads(text_of(one)), {"documentLoader": refuse})
    nodes = expanded[0]["@graph"] if "@graph" in (expanded[0] if expanded else {}) else expanded
    rows = [
        value["@value"]
        for node in nodes
        if node["@type"] == [f"{SCHEMA}Claim"]
        for value in node["urn:rashomon:term:row"]
    ]
    assert rows == [row for d in one.dossiers for row in claim_rows(d, one.readings)]


def test_pointers_are_identifiers_and_dates_are_typed() -> None:
    """A claim points at its report and its incident, both of which are in the graph."""
    nodes = jsonld.expand(json.loads(text_of(PLAIN)), {"documentLoader": refuse})
    nodes = nodes[0].get("@graph", nodes)
    ids = {node["@id"] for node in nodes}
    claim = next(node for node in nodes if node["@type"] == [f"{SCHEMA}Claim"])
    assert claim[f"{SCHEMA}appearance"][0]["@id"] in ids
    assert claim[f"{SCHEMA}about"][0]["@id"] in ids
    event = next(node for node in nodes if node["@type"] == [f"{SCHEMA}Event"])
    assert event[f"{SCHEMA}startDate"] == [{"@type": f"{SCHEMA}Date", "@value": "2031-03-07"}]


def test_nothing_is_reviewed() -> None:
    """Claims are told with who makes them; no rating and no ClaimReview is in it."""
    text = text_of(PLAIN)
    assert "Review" not in text
    assert "ating" not in text.replace("indicating", "")
    for node in json.loads(text)["@graph"]:
        assert set(node) - {"@id", "@type"} <= set(JSONLD_PROPERTIES[node["@type"]])


def test_it_can_stand_in_a_page() -> None:
    """No text of a report ends the script element that a page would put it in."""
    from dataclasses import replace

    from tests.publish.plain_dossier import REPORT

    report = replace(REPORT, title="</script><script>alert(1)</script>")
    readings = {"r1": replace(PLAIN.readings["r1"], report=report)}
    text = text_of(Made(PLAIN.dossiers, readings))
    assert "<" not in text
    article = next(n for n in json.loads(text)["@graph"] if n["@type"] == "NewsArticle")
    assert article["headline"] == report.title
