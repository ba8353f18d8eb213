"""The figures at the head of an incident's page, with whoever tells them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.ledger import Ledger
from rashomon.web.files import IncidentFile
from rashomon.web.views import head
from rashomon.web.views.incident import incident_view


@pytest.fixture(scope="module")
def file(built_example: Path) -> IncidentFile:
    """Return what the page of Khusham is made of."""
    from rashomon.reconciling import dossier

    with Ledger.open(built_example, create=False) as ledger:
        found = dossier(ledger, "khusham-2018-02-07")
        members = {report_id for report_id, _ in found.incident.members}
        readings = {one.report.report_id: one for one in ledger.readings_of(members)}
    return IncidentFile(found, readings)


def test_each_range_names_its_tellers_from_the_lowest_figure_up(file: IncidentFile) -> None:
    """Without a click one sees who says which number, and each leads to its words."""
    killed = incident_view(file).figures[0]
    assert (killed.told, killed.anchor) == ("20–100 or more", "range-killed")
    assert [(one.told, one.who) for one in killed.tellers] == [
        ("20", "monitors"), ("25", "Russia"), ("100 or more", "United States and coalition"),
    ]  # fmt: skip
    positions = {one.position_id for one in incident_view(file).positions}
    assert {one.position_id for one in killed.tellers} <= positions
    assert killed.more == 0


def test_only_the_first_tellers_stand_at_the_head(
    file: IncidentFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are counted."""
    monkeypatch.setattr(head, "_TELLERS", 1)
    killed = incident_view(file).figures[0]
    assert ([one.told for one in killed.tellers], killed.more) == (["20"], 2)
