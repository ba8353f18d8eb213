"""What other programs read of our exports has the ids and figures that the ledger has."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.importing.made_ledgers import fill
from tests.publish.made_dossiers import Made, made

from rashomon.clean import clean, cleaner_version
from rashomon.ledger import Ledger
from rashomon.pipeline import add
from rashomon.publish import export
from rashomon.publish.claim_rows import claim_rows
from rashomon.publish.release_check import differing_files, read_manifest
from rashomon.publish.warc import write_warc
from rashomon.records import Capture, Sidecar


def text_of(one: Made, form: str) -> str:
    """Return what a format of text makes of the dossiers."""
    stream = io.StringIO(newline="")
    export(one.dossiers, one.readings, form, stream)
    return stream.getvalue()


def ids_of(one: Made) -> list[str]:
    """Return the ids of the incidents."""
    return [dossier.incident.incident_id for dossier in one.dossiers]


@given(made())
def test_the_document_has_every_range_with_its_claims(one: Made) -> None:
    """Ids, ends of ranges, policies, and claims that are in the document itself."""
    document = json.loads(text_of(one, "json"))
    assert [incident["incident_id"] for incident in document["incidents"]] == ids_of(one)
    for incident, dossier in zip(document["incidents"], one.dossiers, strict=True):
        there = [
            (each["outcome"], each["low"], each["high"], each["policy"], tuple(each["claims"]))
            for each in incident["ranges"]
        ]
        assert there == [
            (each.outcome, each.range.low, each.range.high, each.policy, each.claim_ids)
            for each in dossier.summaries
        ]
        own = {claim["claim_id"] for claim in incident["claims"]}
        assert {name for each in incident["ranges"] for name in each["claims"]} <= own
        reports = {report["report_id"] for report in document["reports"]}
        assert {claim["report_id"] for claim in incident["claims"]} <= reports


@given(made())
@settings(deadline=None)
def test_maps_and_entities_name_every_incident_once(one: Made) -> None:
    """GeoJSON, FollowTheMoney and JSON-LD have the same incidents, in the same order."""
    features = json.loads(text_of(one, "geojson"))["features"]
    assert [feature["properties"]["incident_id"] for feature in features] == ids_of(one)
    entities = [json.loads(line) for line in text_of(one, "ftm").split("\n")[:-1]]
    events = [each for each in entities if each["schema"] == "Event"]
    assert len(events) == len(one.dossiers)
    for event, name in zip(events, ids_of(one), strict=True):
        (told,) = event["properties"]["recordId"]
        assert told.split() == name.split()  # space at its ends is none of an entity's
    nodes = json.loads(text_of(one, "jsonld"))["@graph"]
    found = [node["identifier"] for node in nodes if node["@type"] == "Event"]
    assert found == ids_of(one)
    rows = [row for dossier in one.dossiers for row in claim_rows(dossier, one.readings)]
    assert [node["row"] for node in nodes if node["@type"] == "Claim"] == rows


TOLD = "Shelling killed {} people in the town of Alder Ford on 7 March 2031, a medic said."
# Names that steer a terminal are not taken from an archive.
PRINTABLE = st.characters(categories=["L", "N", "P", "S"], exclude_characters="\ufffd")
WORDS = st.text(PRINTABLE, min_size=1, max_size=12)
SIDECARS = st.builds(
    Sidecar,
    outlet=st.none() | WORDS,
    published_on=st.none() | st.dates(date(1950, 1, 1), date(2030, 1, 1)),
    url=st.none() | st.just("https://a.example/x?a=b&c=d"),
    title=st.none() | WORDS,
)


@given(st.lists(st.tuples(WORDS, SIDECARS, st.booleans()), max_size=4), st.booleans())
@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
def test_a_web_archive_gives_the_same_reports(
    tmp_path: Path, captures: list[tuple[str, Sidecar, bool]], packed: bool
) -> None:
    """Bytes, names and sidecars come back, whatever stands in them."""
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    noon = datetime(2031, 3, 8, 12, tzinfo=UTC)
    with Ledger.open(":memory:") as ledger, Ledger.open(":memory:") as other:
        for number, (words, sidecar, is_page) in enumerate(captures):
            text = TOLD.format(number + 4)
            content = f"<html><body><p>{text}</p></body></html>" if is_page else text
            media_type = "text/html" if is_page else "text/plain"
            capture = Capture(
                content.encode(), words, f"in/{number}{words}", media_type, noon, sidecar
            )
            ledger.take_in(capture, clean(capture), cleaner=cleaner_version())
        with path.open("wb") as stream:
            write_warc(ledger, stream, now=noon, packed=packed)
        if not captures:
            return
        add([path], other)
        assert other.report_ids() == ledger.report_ids()
        there = [(note.name, note.media_type, note.sidecar) for note in other.captures()]
        assert there == [(note.name, note.media_type, note.sidecar) for note in ledger.captures()]


def test_any_changed_byte_of_a_release_is_named(run: Callable[..., Any], tmp_path: Path) -> None:
    """Whichever file it is in, however the byte was changed; put back, all is well."""
    fill(tmp_path / "ledger.db")
    folder = tmp_path / "release"
    assert run("release", folder, "--ledger", tmp_path / "ledger.db").code == 0
    manifest = read_manifest(folder)
    names = [entry["name"] for entry in manifest["files"]]

    @given(st.sampled_from(names), st.integers(0, 10**9), st.integers(1, 255))
    @settings(deadline=None, database=None)
    def check(name: str, at: int, mask: int) -> None:
        path = folder / name
        content = bytearray(path.read_bytes())
        content[at % len(content)] ^= mask
        was = path.read_bytes()
        path.write_bytes(content)
        assert [line.partition(":")[0] for line in differing_files(folder, manifest)] == [str(path)]
        path.write_bytes(was)
        assert not list(differing_files(folder, manifest))

    check()
