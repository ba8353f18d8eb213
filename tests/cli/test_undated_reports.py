"""Reports without a date on their whole way: joined, resolved, contested."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

DATED = (
    "Published February 8 2018\n\nAt least 48 people were killed when government warplanes bombed "
    "the town of Saraqib on Wednesday, medics said.\n"
)
UNDATED = (
    "Government warplanes bombed the town of Saraqib on {}, killing 48 people, a monitoring "
    "group said.\n"
)


class Desk:
    """A folder of reports, and what building a ledger of them gives."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.run, self.folder = run, folder
        self.ledger = folder / "ledger.db"

    def write(self, **reports: str) -> None:
        """Put reports into the folder."""
        (self.folder / "in").mkdir(exist_ok=True)
        for name, text in reports.items():
            (self.folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")

    def build(self, reader: str = "rules") -> list[dict[str, Any]]:
        """Build, and return the incidents as exported."""
        ran = self.run("build", self.folder / "in", "-o", self.ledger, "-q", "--reader", reader)
        assert ran.code == 0, ran.err
        return list(json.loads(self.run("export", "--ledger", self.ledger).out)["incidents"])

    def show(self, incident: str) -> str:
        """Return what `show` prints, in one line."""
        return " ".join(self.run("show", incident, "--ledger", self.ledger).out.split())


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Desk:
    """Return an empty folder to put reports into."""
    return Desk(run, tmp_path)


def reports_of(incident: dict[str, Any]) -> set[str]:
    return {name for origin in incident["origins"] for name in origin["reports"]}


def date_positions(incident: dict[str, Any]) -> list[str]:
    return sorted(p["label"] for p in incident["positions"] if p["facet"] == "date")


def test_an_undated_report_keeps_its_weekday(desk: Desk) -> None:
    """No day is made up; what is known is shown and exported, with the reason."""
    desk.write(a=UNDATED.format("Wednesday"))
    (incident,) = desk.build()
    table = desk.run("build", desk.folder / "in", "-o", desk.ledger).out
    assert "date unknown, known only as a Wednesday" in table
    assert incident["incident_id"] == "saraqib-undated"
    assert (incident["date_from"], incident["date_prec"]) == (None, None)
    assert incident["date_reason"] == "known only as a Wednesday"
    assert date_positions(incident) == ["a Wednesday"]
    (claim,) = [c for c in incident["claims"] if c["facet"] == "date"]
    assert claim["value"] == {"from": None, "to": None, "words": "a Wednesday"}
    assert "Wednesday" in claim["quote"]
    assert "date: known only as a Wednesday" in desk.show("saraqib-undated")


def test_a_dated_report_resolves_the_undated_one(desk: Desk) -> None:
    """They join, the day is the dated one's, and the undated one agrees with it."""
    desk.write(a=UNDATED.format("Wednesday"), b=DATED)
    (incident,) = desk.build()
    assert reports_of(incident) == {"a", "b"}
    assert incident["date_from"] == incident["date_to"] == "2018-02-07"
    assert (incident["date_prec"], incident["time_precision"]) == (1, 1)
    assert date_positions(incident) == ["2018-02-07 (a Wednesday)"]
    shown = desk.show(incident["incident_id"])
    assert "UCDP date_prec 1, ACLED time_precision 1" in shown
    assert "a Wednesday, and 2018-02-07 is one" in shown
    assert "date" not in incident["contested"]


def test_a_report_of_another_weekday_stays_apart(desk: Desk) -> None:
    """Whatever else agrees: place, toll and side."""
    desk.write(a=UNDATED.format("Wednesday"), b=DATED, c=UNDATED.format("Thursday"))
    first, second = sorted(desk.build(), key=lambda i: len(reports_of(i)))
    assert (reports_of(first), reports_of(second)) == ({"c"}, {"a", "b"})
    assert first["date_from"] is None


def test_a_date_supplied_later_resolves_it_and_keeps_the_id(desk: Desk) -> None:
    """The next build reads the report again against the date."""
    desk.write(a=UNDATED.format("Wednesday"))
    (before,) = desk.build()
    (desk.folder / "in" / "reports.csv").write_text("file,context_date\na.txt,2018-02-09\n")
    (after,) = desk.build()
    assert after["incident_id"] == before["incident_id"] == "saraqib-undated"
    assert after["date_from"] == after["date_to"] == "2018-02-07"
    assert [c["claim_id"] for c in after["claims"]] == [c["claim_id"] for c in before["claims"]]


def test_a_sibling_that_comes_later_resolves_it_and_keeps_the_id(desk: Desk) -> None:
    """The incident had a name before it had a day."""
    desk.write(a=UNDATED.format("Wednesday"))
    desk.build()
    desk.write(b=DATED)
    (after,) = desk.build()
    assert after["incident_id"] == "saraqib-undated"
    assert after["date_from"] == "2018-02-07"


def test_two_undated_reports_of_one_weekday_join(desk: Desk) -> None:
    """The reason says on what."""
    desk.write(
        a=UNDATED.format("Wednesday"),
        b="Medics counted 48 dead after warplanes of the government bombed Saraqib on Wednesday.\n",
    )
    (incident,) = desk.build()
    assert reports_of(incident) == {"a", "b"}
    assert "both on a Wednesday" in desk.show(incident["incident_id"])


def test_different_weekdays_are_different_days_of_one_report(desk: Desk) -> None:
    """Without a date to count from, too."""
    desk.write(
        a="Shelling killed 12 people in Saraqib on Monday, medics said. Another 30 people were "
        "killed in an air strike on Maarat al-Numan on Thursday, they said.\n"
    )
    days = {i["place"]: date_positions(i) for i in desk.build()}
    assert days == {"Saraqib": ["a Monday"], "Maarat al-Numan": ["a Thursday"]}


def test_a_month_and_its_day_are_no_contest(desk: Desk) -> None:
    """One only tells it more exactly; the year comes from the other."""
    desk.write(
        a="In February 2018 government warplanes bombed the town of Saraqib, killing 48 people, "
        "a doctor said.\n",
        b=UNDATED.format("February 7"),
    )
    (incident,) = desk.build()
    assert reports_of(incident) == {"a", "b"}
    assert incident["date_from"] == incident["date_to"] == "2018-02-07"
    assert "date" not in incident["contested"]


NIGHT = (
    "Published February 9 2018\n\nGovernment warplanes bombed the town of Saraqib overnight into "
    "Thursday, killing 48 people, {} said.\n"
)


def test_two_days_of_one_night_never_lie_in_one_incident(desk: Desk) -> None:
    """Reports of the night would go with either of its days, but the days rule each other out."""
    desk.write(
        a=NIGHT.format("medics"),
        b=NIGHT.format("residents of the town"),
        c=UNDATED.format("Wednesday"),
        d=UNDATED.format("Thursday").replace("monitoring group", "rebel spokesman"),
    )
    incidents = desk.build()
    members = [reports_of(incident) for incident in incidents]
    assert set().union(*members) == {"a", "b", "c", "d"}
    assert not any({"c", "d"} <= group for group in members)
    assert any({"a", "b"} <= group for group in members)
    assert all(contest["facet"] != "date" for i in incidents for contest in i["contests"])


def test_a_time_told_in_another_zone_is_of_the_day_there(desk: Desk) -> None:
    """Eleven in the evening at Greenwich is past midnight in Syria."""
    desk.write(
        a="Published February 9 2018\n\nGovernment warplanes bombed the town of Saraqib in Syria "
        "at 2300 GMT on Wednesday, killing 48 people, medics said.\n"
    )
    (incident,) = desk.build()
    assert incident["date_from"] == incident["date_to"] == "2018-02-08"
    assert "2300 GMT; 2018-02-08 in Asia/Damascus" in incident["date_reason"]


def test_the_embedded_reader_keeps_weekdays_too(desk: Desk) -> None:
    """What is known of the day does not hang on the reader."""
    desk.write(a=UNDATED.format("Wednesday"), b=DATED)
    (incident,) = desk.build(reader="embedded")
    assert reports_of(incident) == {"a", "b"}
    assert date_positions(incident) == ["2018-02-07 (a Wednesday)"]
