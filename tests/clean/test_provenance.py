"""Outlet and origin."""

from __future__ import annotations

import pytest
from tests.clean.conftest import Cleaner

from rashomon.records import Sidecar

BODY = "At least seven people were killed in Samplehrad on Tuesday, the governor said."


@pytest.mark.parametrize(
    ("text", "outlet", "carried_from"),
    [
        (BODY, None, None),
        (f"KABUL, Jan 3 (Reuters) - {BODY}", None, "Reuters"),
        (f"Shell kills seven in Samplehrad AFP Tuesday 5 Jul 2016 {BODY}", None, "AFP"),
        (f"{BODY} --Reuters", None, "Reuters"),
        (f"{BODY}-AFP", None, "AFP"),
        (f"{BODY}\n\nSource: Sputnik\n", None, "Sputnik"),
        (f"{BODY} (AFP, Reuters)", None, "AFP, Reuters"),
        (f"{BODY} (With Reuters and AFP)", None, "Reuters, AFP"),
        (f"{BODY} Source TRTWorld and agencies", "TRT World", None),
        (f"{BODY} (Source: Syrian Coalition)", "Syrian Coalition", None),
        (f"{BODY} Enditem", None, "Xinhua"),
        (f"{BODY}\n\nSource: a man in the street\n", None, None),
        (f"MANAGUA, 11 DEC 89 (RADIO SAMPLE) -- [TEXT] {BODY}", "Radio Sample", None),
        (f"Shell kills seven in market\nBBC News\n\n{BODY}", "BBC", None),
        (
            f"A Security-Cleared Career Network - JOIN NOW\n\nShell kills seven in market\n\n"
            f"Sputnik News\n\n09.06.2017\n\n{BODY}",
            "GlobalSecurity.org",
            "Sputnik",
        ),
        (f"{BODY} “We did not do it,” he told RT. “It was others,” he told RT again.", "RT", None),
        (f"{BODY} “We did not do it,” he told RT.", None, None),
        (f"{BODY} He told RT so. He told RT again, and according to RT he left.", None, None),
        (f"{BODY} He told RT so. He told RT again. She told CNN too.", None, None),
        (f"{BODY} He told Reuters so. He told Reuters again.", None, None),
    ],
)
def test_what_a_text_tells(
    cleaned: Cleaner, text: str, outlet: str | None, carried_from: str | None
) -> None:
    """Datelines, mastheads, credits and an outlet's own name."""
    report = cleaned(text)
    assert (report.outlet, report.carried_from) == (outlet, carried_from)


def test_the_sidecar_holds_over_the_text(cleaned: Cleaner) -> None:
    """And the methods say so."""
    report = cleaned(
        f"KABUL, Jan 3 (Reuters) - {BODY}", sidecar=Sidecar(outlet="Dawn", carried_from="AP")
    )
    assert (report.outlet, report.carried_from) == ("Dawn", "AP")
    assert report.found_by["outlet"] == report.found_by["carried_from"] == "sidecar"


def test_an_outlet_does_not_carry_itself(cleaned: Cleaner) -> None:
    """Reuters' copy on its own site has no other origin."""
    report = cleaned(
        f"KABUL, Jan 3 (Reuters) - {BODY}", sidecar=Sidecar(url="https://www.reuters.com/a")
    )
    assert (report.outlet, report.carried_from) == ("Reuters", None)
    assert report.found_by["outlet"] == "address"
