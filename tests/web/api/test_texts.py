"""Reports, captures, names, counts and files as programs read them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from tests.web.api.conftest import KHUSHAM, ROOT, Program

from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.web.views.prose import markdown_of


def test_segments_of_a_text_stand_where_they_are_said_to(program: Program) -> None:
    """Claims in their words, the headline too; its happenings are named by its id."""
    kinds = set()
    for one in program.pages("/reports?limit=3"):
        told = program.get(f"/reports/{one['report_id']}")
        claims = {claim["claim_id"]: claim for claim in told["claims"]}
        for segment in told["segments"]:
            kinds.add(segment["kind"])
            words = told["text"][segment["start"] : segment["end"]]
            if segment["kind"] == "claim":
                assert words == claims[segment["claim_id"]]["quote"]
            if segment["kind"] == "headline":
                assert words == told["headline"]
        assert all(member.startswith(f"{one['report_id']}#") for member in told["members"])
    assert {"claim", "speaker"} <= kinds


def test_original_bytes_have_the_hash_that_is_told(program: Program) -> None:
    """And are to be saved, whatever they are."""
    report = program.get("/reports?limit=1")["items"][0]["report_id"]
    (note, *_) = program.get(f"/reports/{report}/custody")["captures"]
    told = program.get(f"/captures/{note['capture']}")
    assert told == {**note, "report_id": report}
    answer = program.client.get(f"{ROOT}/captures/{note['capture']}/content")
    assert hashlib.sha256(answer.content).hexdigest() == note["sha256"]
    assert "attachment" in answer.headers["content-disposition"]
    for path in ("/captures/99999", "/captures/99999/content"):
        program.get(path, 404)


def test_a_near_copy_leads_to_the_report_it_is_kept_with(tmp_path: Path, program: Program) -> None:
    """By its own id, its text and its custody."""
    from fastapi.testclient import TestClient

    from rashomon.web.app import make_app
    from rashomon.web.settings import Settings

    text = "Shelling killed four people in Douma on 7 March 2018, a medic said.\n" * 3
    (tmp_path / "a.txt").write_text(text)
    with Ledger.open(tmp_path / "l.db") as ledger:
        build([tmp_path / "a.txt"], ledger, by="tester")
        (tmp_path / "a.txt").write_text(text + "\n\n")
        build([tmp_path / "a.txt"], ledger, by="tester")
        copies = ledger.copies()
    app = make_app(Settings(str(tmp_path / "l.db"), user="tester", at_once=0))
    with TestClient(app, base_url="http://localhost") as client:
        own = Program(client)
        for copy, kept in copies.items():
            assert own.get(f"/reports/{copy}")["report_id"] == kept
            assert own.get(f"/reports/{copy}/custody")["report_id"] == kept
    assert copies


def test_names_are_looked_up(program: Program) -> None:
    """What an actor's name may mean, what was ruled on it, and whose side it is."""
    found = program.get("/names?words=Syrian+army")
    assert any("Syria" in one["name"] for one in found["actors"])
    made = program.send(
        "POST", "/decisions", 201,
        {"kind": "name actor", "words": "the lads", "actor": "Russia", "why": "As a test"},
    )  # fmt: skip
    assert program.get("/names?words=The+lads")["ruled"] == [made["number"]]
    program.send("POST", "/decisions/undo", 201, {"numbers": [made["number"]]})
    assert program.get("/names?words=x&kind=place")["kind"] == "place"
    program.get("/names?words=x&report=none", 404)
    program.get("/names?words=", 422)


def test_groups_are_counted_apart_as_the_form_counts_them(program: Program) -> None:
    """What is set in a group does not narrow that group; totals are those of the query."""
    every = program.get("/incidents/counts")
    narrowed = program.get("/incidents/counts?place=Khusham&contested=killed&apart=true")
    assert narrowed["total"] == 1
    assert narrowed["reports"] == len(
        program.get("/incidents?place=Khusham")["items"][0]["report_ids"]
    )
    by_kind = program.get(f"/incidents/counts?kind={every['kind'][0][0]}&apart=true")
    assert by_kind["kind"] == every["kind"]
    assert by_kind["total"] == every["kind"][0][1]


def test_a_timeline_without_a_unit_shows_what_lies_around(program: Program) -> None:
    """As the page draws it: the days that are asked for do not narrow it."""
    every = program.get("/incidents/timeline")
    assert program.get("/incidents/timeline?from=2018-02-07&to=2018-02-07") == every
    narrowed = program.get("/incidents/timeline?from=2018-02-07&to=2018-02-07&unit=day")
    assert sum(times for _, times in narrowed["counts"]) == 1


def test_what_has_no_place_is_listed_by_itself(program: Program) -> None:
    """As many as the counts say; a box has none of them."""
    listed = program.pages("/incidents/unplaced?limit=1")
    assert len(listed) == program.get("/incidents/counts")["unplaced"]
    assert all(row["lat"] is None for row in listed)
    assert "no box" in program.get("/incidents/unplaced?bbox=1,2,3,4", 422)["detail"]


def test_zones_on_the_map_are_those_in_force(program: Program) -> None:
    """In the days that are asked for; none where no incident has a day."""
    told = program.get("/incidents/map?place=Khusham")["zones"]
    assert {"euphrates-deconfliction-line"} <= {zone["zone_id"] for zone in told}
    early = program.get("/incidents/map?from=1990-01-01&to=1990-01-02")["zones"]
    assert "euphrates-deconfliction-line" not in {zone["zone_id"] for zone in early}
    assert program.get("/incidents/map?place=Nowhere")["zones"] == []
    program.get("/zones/none", 404)


@pytest.mark.parametrize("form", ["csv", "geojson", "jsonl", "json"])
def test_files_are_those_of_the_pages(program: Program, form: str) -> None:
    """Of a query and of one incident."""
    by_api = program.client.get(f"{ROOT}/files/{form}?place=Khusham")
    by_page = program.client.get(f"/data/incidents.{form}?place=Khusham")
    assert by_api.content == by_page.content
    one = program.client.get(f"{ROOT}/incidents/{KHUSHAM}/file/{form}")
    assert one.content == by_page.content
    program.get("/files/exe", 422)
    program.get("/files/csv?policy=none", 422)


def test_outlets_and_speakers_are_those_of_the_page(program: Program) -> None:
    """Each in its own list, and as one."""
    page = program.client.get("/sources").text
    for kind, told in (("outlets", "reports"), ("speakers", "direct")):
        listed = program.pages(f"/{kind}?limit=2")
        assert listed
        for one in listed:
            assert one["name"] in page
            assert program.get(f"/{kind}/{one['name']}")[told] == one[told]
        program.get(f"/{kind}/nobody/at all", 404)
    losses = program.get("/speakers/Russia")
    for sort in ("own", "others", "no_side"):
        for loss in losses[sort]["shown"]:
            assert program.get(f"/claims/{loss['claim_id']}")["report_id"] == loss["report_id"]


def test_sources_that_are_being_counted_are_told_later(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503, with when to come again."""
    from rashomon.web.tallied import Counted, Tallied

    monkeypatch.setattr(Tallied, "get", lambda *_: Counted(None, is_behind=True))
    answer = program.client.get(f"{ROOT}/outlets")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")


def test_the_model_card_is_told_as_it_was_written(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or that this installation has none."""
    assert program.get("/quality/model-card")["markdown"] == markdown_of("model-card.md")
    monkeypatch.setattr("rashomon.web.api.about.markdown_of", lambda _: "")
    program.get("/quality/figures", 404)
