"""The pages of sources, and the counts behind them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.ledger.conftest import add, told
from tests.web.conftest import Browser, Serving

from rashomon.ledger import Ledger
from rashomon.ledger.source_lines import OutletLine, SpokenLine
from rashomon.pipeline import build
from rashomon.source_tallies import Counting, Following, count, tally
from rashomon.web import tallied
from rashomon.web.views.sources import source_view, sources_view


def said(report_id: str, who: str, *chain: tuple[str, str | None], **more: Any) -> SpokenLine:
    """Return a claim of two killed."""
    source = [{"words": "x", "actor": a, "party": p, "kind": "state"} for a, p in chain]
    value = {"range": {"low": 2, "high": 2}, "who": who}
    facet = more.get("facet", "killed")
    return SpokenLine(
        report_id, "c1", facet, "affirm", json.dumps(source),
        json.dumps(value) if facet == "killed" else None,
    )  # fmt: skip


def test_losses_are_told_apart_by_whose_they_are() -> None:
    """The speaker's own side's, others', and those that name no side."""
    russia = ("Russia", "Russia")
    counted = count(
        [OutletLine("r1", "A", None, None)],
        [
            said("r1", "Russian soldiers", russia),
            said("r1", "Ukrainian soldiers", russia),
            said("r1", "its servicemen", russia),
            said("r1", "people", russia),
            said("r1", "", russia, facet="place"),
        ],
    )
    speaker = counted.speakers["Russia"]
    assert [one.counts.total() for one in (speaker.own, speaker.others, speaker.no_side)] == [
        2,
        1,
        1,
    ]
    assert (speaker.claims.total(), counted.claims) == (5, 5)


def test_relaying_is_counted_by_declared_origins_and_chains() -> None:
    """Whose text an outlet carries, and through whom a speaker was heard."""
    counted = count(
        [OutletLine("r1", "A", "B", None), OutletLine("r2", None, None, None)],
        [
            said("r1", "", ("Russia", "Russia"), ("TASS", "Russia")),
            said("r1", "", ("Russia", "Russia")),
            said("r2", "", ("Russia", "Russia")),
            said("r1", ""),
        ],
    )
    assert counted.outlets["A"].carried == {"B": 1}
    assert counted.outlets["B"].carried_by == {"A": 1}
    assert counted.outlets["A"].own_voice == 1
    assert counted.without_outlet == 1
    russia = counted.speakers["Russia"]
    assert (russia.through, russia.direct, russia.outlets) == ({"TASS": 1}, 2, {"A": 2})


def test_the_list_leads_to_each_and_each_figure_to_its_words(looking: Browser) -> None:
    """Outlets and speakers, then one of them."""
    page = looking.get("/sources")
    assert 'href="/sources/Levant%20Wire"' in page
    russia = looking.get("/sources/Russia")
    assert "Losses that it told" in russia
    assert re.search(r'class="figure" href="/reports/r\w+#claim-c\w+">\d+', russia)
    assert looking.client.get("/sources/nobody").status_code == 404


def test_a_list_of_many_comes_in_pages() -> None:
    """Each once, those with most reports first."""
    lines = [OutletLine(f"r{n}", f"outlet {n // 2}", None, None) for n in range(301)]
    counted = count(lines, [])
    first, second = (sources_view(counted, page=page) for page in (1, 2))
    assert (len(first.outlets), len(second.outlets)) == (100, 51)
    assert (first.has_more, second.has_more) == (True, False)
    assert source_view(counted, "nobody") is None


def test_a_large_ledger_is_counted_beside(
    example: Path, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page comes at once and says so; a little later the counts are there."""
    monkeypatch.setattr(tallied, "_SMALL", 0)
    browser = serving(example)
    assert "are being counted" in browser.get("/sources")
    for _ in range(200):
        page = browser.get("/sources/Russia")
        if "Losses that it told" in page:
            break
    assert "Losses that it told" in page


def test_counts_go_on_where_they_ended(tmp_path: Path) -> None:
    """What comes in is added, what is read anew is not counted twice, what was given out stays."""
    with Ledger.open(tmp_path / "l.db") as ledger:
        following = Following()
        assert following.tallies(ledger).claims == 0
        add(ledger, told("one"))
        first = following.tallies(ledger)
        assert first == tally(ledger)
        claims = first.claims
        add(ledger, told("two", ((9, "Birch Hill"), (11, "Oak End"))))
        assert following.tallies(ledger) == tally(ledger)
        assert first.claims == claims
        add(ledger, told("one", ((7, "Oak End"),)))
        again = following.tallies(ledger)
        assert again == tally(ledger) == following.tallies(ledger)
        assert again.reports == 2


def test_claims_of_a_report_that_waited_are_its_outlets() -> None:
    """It was counted when it came in, and is not counted once more when it is read."""
    counting = Counting()
    counting.add_report(OutletLine("r1", "A", None, None))
    counting.forget_reports()
    counting.add_outlet(OutletLine("r1", "A", None, None))
    counting.add_outlet(OutletLine("r2", None, None, None))
    counting.add_claim(said("r1", "people", ("Russia", "Russia")))
    counting.add_claim(said("r2", "people", ("Russia", "Russia")))
    assert counting.tallies.reports == 1
    assert counting.tallies.speakers["Russia"].outlets == {"A": 1}


def test_hostile_names_are_words_and_no_more(tmp_path: Path, serving: Serving) -> None:
    """Markup, slashes, and names without end."""
    names = ["<script>alert(1)</script>", "a/../b?c#d", "\u202eevil", "n" * 100_000]
    rows = ["file,outlet"]
    for number, name in enumerate(names):
        text = f"ALEPPO, {number + 1} March 2018 - {number + 2} people were killed in shelling."
        (tmp_path / f"r{number}.txt").write_text(text)
        rows.append(f'r{number}.txt,"{name}"')
    (tmp_path / "reports.csv").write_text("\n".join(rows), encoding="utf-8")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        build([tmp_path], ledger, by="tester")
        kept = list(tally(ledger).outlets)
    browser = serving(tmp_path / "ledger.db")
    page = browser.get("/sources")
    assert "<script>alert" not in page
    for address in re.findall(r'href="(/sources/[^"]+)"', page):
        if len(address) < 5_000:
            assert "What it" in browser.get(address)
    assert len(kept) >= 3
