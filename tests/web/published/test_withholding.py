"""What is private never leaves: not in pages, data, attributes, titles nor names of files."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from tests.web.published.conftest import PRIVATE, Publishing

from rashomon.errors import SettingError
from rashomon.web.published.leaks import plain_text


def told(site: Path) -> dict[str, str]:
    """Every file of a site that is made of reports, as a reader has it, by its name."""
    return {
        path.relative_to(site).as_posix(): plain_text(path.read_bytes()).casefold()
        for path in site.rglob("*")
        if path.is_file() and "static" not in path.relative_to(site).parts
    }


@pytest.mark.parametrize("with_texts", [False, True], ids=["quotes alone", "whole texts"])
def test_nothing_private_stands_in_any_file(
    private_ledger: Path, publishing: Publishing, *, with_texts: bool
) -> None:
    """Victims, private speakers and what they can be reached by are nowhere, spelled anyhow."""
    files = told(publishing(private_ledger, with_texts=with_texts))
    assert len(files) > 12
    for name, text in files.items():
        for word in PRIVATE:
            assert word not in text, f"{word} in {name}"
            assert word not in name


def test_public_persons_and_places_stay(private_ledger: Path, publishing: Publishing) -> None:
    """A general speaks for his ministry, and a town is no person."""
    text = " ".join(told(publishing(private_ledger, with_texts=True)).values())
    assert "pavel ordzhov" in text
    assert "idlib" in text
    assert "[name withheld]" in text
    assert "[phone number withheld]" in text


def test_texts_are_left_out_unless_asked_for(private_ledger: Path, publishing: Publishing) -> None:
    """Of a report only the words of claims are shown, and a few around them."""
    bare = " ".join(told(publishing(private_ledger, "bare")).values())
    whole = " ".join(told(publishing(private_ledger, "whole", with_texts=True)).values())
    assert "the roofs of its lanes" in whole
    assert "the roofs of its lanes" not in bare
    assert "with its outlet" in bare


def test_claims_still_stand_on_their_words(private_ledger: Path, publishing: Publishing) -> None:
    """Offsets of the data are those of the text on the page, whatever was taken out before them."""
    site = publishing(private_ledger, with_texts=True)
    claims = [json.loads(line) for line in (site / "data/claims.jsonl").read_text().splitlines()]
    assert len(claims) > 15
    for claim in claims:
        page = (site / f"reports/{claim['report_id']}.html").read_text()
        text = re.search(r'<div class="text"[^>]*>(.*?)</div>', page, re.DOTALL)
        assert text
        bare = re.sub(r'<a class="ref.*?</a>|<[^>]+>', "", text[1])
        words = plain_text(bare.encode())
        assert words[claim["start"] : claim["end"]] == claim["quote"]
        assert f'id="claim-{claim["claim_id"]}"' in page


def test_names_of_a_user_are_withheld_in_every_spelling(
    private_ledger: Path, publishing: Publishing, tmp_path: Path
) -> None:
    """Case, accents and signs make no other name; ids and names of files hold none either."""
    (tmp_path / "names.txt").write_text("# withheld\nÍdLib\nPavel  Ordzhov\n", encoding="utf-8")
    files = told(publishing(private_ledger, rules='[names]\nfile = "names.txt"\n'))
    for name, text in files.items():
        assert "idlib" not in text + name
        assert "ordzhov" not in text
    assert any(re.match(r"incidents/incident-[0-9a-f]{12}\.html", name) for name in files)


def test_a_whole_report_is_withheld(private_ledger: Path, publishing: Publishing) -> None:
    """Nothing of it is told, its figures neither; an incident of it alone is not there."""
    site = publishing(private_ledger, rules='[reports]\nwithhold = ["wire", "shelling"]\n')
    files = told(site)
    assert not any("fourteen" in text or "kherson" in text for text in files.values())
    assert "whole reports" in files["about.html"]
    table = (site / "data/incidents.csv").read_text(encoding="utf-8-sig").splitlines()
    rows = list(csv.DictReader(table))
    assert [row["report_names"] for row in rows] == ["market"]


def test_places_are_told_coarsely(private_ledger: Path, publishing: Publishing) -> None:
    """The point lies on a grid, and the circle still holds where it was."""
    from rashomon.reference.earth import distance_km

    rules = '[[coarsen]]\nkinds = ["air_strike"]\nkm = 40\n'
    exact = json.loads((publishing(private_ledger, "a") / "data/incidents.geojson").read_text())
    coarse = json.loads(
        (publishing(private_ledger, "b", rules=rules) / "data/incidents.geojson").read_text()
    )
    before = {one["id"]: one for one in exact["features"]}
    moved = 0
    for one in coarse["features"]:
        was = before[one["id"]]
        lon, lat = one["geometry"]["coordinates"]
        old_lon, old_lat = was["geometry"]["coordinates"]
        off = distance_km(lat, lon, old_lat, old_lon)
        if one["properties"]["kind"] != "air_strike":
            assert off == 0
            continue
        moved += 1
        assert one["properties"]["radius_km"] >= 40
        assert off + was["properties"]["radius_km"] <= one["properties"]["radius_km"]
        page = publishing(private_ledger, "b", rules=rules) / f"incidents/{one['id']}.html"
        assert f"{old_lat:.3f}" not in page.read_text()
    assert moved == 1


def test_a_page_that_would_leak_stops_all(
    private_ledger: Path, publishing: Publishing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What some page brings from elsewhere is looked at once more, and nothing is written."""
    from rashomon.web.pages import report
    from rashomon.web.published.sheets import Data, Static

    leak = Static(of_all=lambda _: [Data("more.json", {"x": "by Lub\u200bna QASMAWI"})])
    monkeypatch.setattr(report, "static", leak)
    with pytest.raises(SettingError, match=r"more\.json: holds something that is withheld"):
        publishing(private_ledger)
    assert not list(tmp_path.glob("*site*"))
