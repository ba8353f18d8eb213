"""Piles of invented reports, read from the text on: what a recorder would count by hand.

Attacks that are publicly known, told in words of our own by outlets that are made up for the
most part. What is asserted is what matters on the page: who counts as one word, what is
contested and how, and which range is left open.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import rashomon
from rashomon.records import ContestKind, Dossier, Facet

PILES = {
    "market": (
        ("first", "Gulf Chronicle", "2016-03-15", "Air strike on Yemen market kills dozens\n\n"
         "SANAA - Warplanes of the Saudi-led coalition bombed a market in Mustaba district in "
         "Yemen's Hajjah province on Tuesday, killing at least 41 people and wounding 75, the "
         "Houthi-run health ministry said.\n\nThere was no immediate comment from the coalition."),
        ("un", "UN News", "2016-03-17", "UN rights office: 106 died in market bombing\n\n"
         "At least 106 people, among them 24 children, were killed in the coalition air strikes "
         "on a market in Mustaba, Hajjah, on 15 March, a spokesman for the UN human rights office "
         "said on Thursday."),
        ("weeks-later", "Rights Monitor", "2016-04-07", "Bomb remnants found at Yemen market\n\n"
         "Human Rights Watch said on Thursday that the coalition used US-supplied bombs in last "
         "month's air strike on a market in Mustaba, in Yemen's Hajjah province, that killed at "
         "least 97 civilians, including 25 children."),
    ),
    "store": (
        ("first", "Reuters", "2024-05-25", "Russian strike on Kharkiv hardware store kills two\n\n"
         "KHARKIV, Ukraine, May 25 2024 (Reuters) - Two guided bombs struck a hardware store in "
         "the Ukrainian city of Kharkiv on Saturday, killing at least two people and wounding 24, "
         "regional governor Oleh Syniehubov said."),
        ("update", "Kyiv Ledger", "2024-05-26", "Toll in Kharkiv store bombing climbs to 12\n\n"
         "Regional governor Oleh Syniehubov said on Sunday that 12 people were killed and 43 "
         "wounded when Russian guided bombs hit a hardware store in Kharkiv a day earlier."),
        ("swap", "Evening Dispatch", "2024-05-26", "43 killed in Kharkiv blast\n\n"
         "A Russian attack on a hardware store in the Ukrainian city of Kharkiv on Saturday "
         "killed 43 people, governor Oleh Syniehubov said."),
        ("other-place", "Kyiv Ledger", "2024-05-25", "Rocket hits Kharkiv post office, wounding "
         "18\n\nA separate Russian missile hit a post office and a hairdresser in central Kharkiv "
         "on Saturday evening, wounding 18 people, mayor Ihor Terekhov said. Nobody was killed "
         "there, he said."),
        ("other-place-again", "Baltic Wire", "2024-05-25", "Eighteen hurt as missile lands in "
         "centre of Kharkiv\n\nEighteen people were hurt when a Russian missile landed between a "
         "post office and a beauty salon in the centre of Kharkiv on Saturday evening, the city's "
         "mayor said."),
    ),
    "camp": (
        ("agency", "AFP", "2024-03-12", "Air strike on Nuseirat apartment block kills 17\n\n"
         "GAZA STRIP, March 12 2024 (AFP) - At least 17 people, eight of them children, were "
         "killed on Tuesday when an Israeli air strike flattened a four-storey apartment block in "
         "the Nuseirat refugee camp in central Gaza, the Hamas-run health ministry said.\n\n"
         "Residents said families displaced from Gaza City had been sleeping in the building when "
         "it was hit shortly before dawn."),
        ("credited", "Gulf Chronicle", "2024-03-12", "Families killed as strike hits Nuseirat\n\n"
         "GAZA STRIP (AFP) - At least 17 people, eight of them children, were killed on Tuesday "
         "when an Israeli air strike flattened a four-storey apartment block in the Nuseirat "
         "refugee camp in central Gaza, the Hamas-run health ministry said."),
        ("uncredited", "Daily Levant", "2024-03-13", "Dawn raid on Gaza camp leaves 17 dead\n\n"
         "At least 17 people, eight of them children, were killed on Tuesday when an Israeli air "
         "strike flattened a four-storey apartment block in the Nuseirat refugee camp in central "
         "Gaza, the Hamas-run health ministry said.\n\nResidents said families displaced from "
         "Gaza City had been sleeping in the building when it was hit shortly before dawn."),
    ),
    "hotel": (
        ("minister", "Horn Times", "2022-10-23", "Gunmen storm Kismayo hotel\n\nAl Shabaab "
         "fighters stormed the Tawakal hotel in the Somali port city of Kismayo on Sunday, "
         "killing nine people and wounding 47, a regional minister said."),
        ("attackers", "Coast Post", "2022-10-24", "Nine dead in Kismayo hotel siege\n\nNine "
         "people were killed when al Shabaab militants attacked a hotel in the Somali city of "
         "Kismayo on Sunday, the police said. Four attackers were killed too."),
        ("road", "Harbour Radio", "2022-10-23", "Roadside bomb hits police truck in Kismayo\n\n"
         "A roadside bomb struck a police pickup on the outskirts of Kismayo on Sunday morning, "
         "killing three officers, police said."),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def piles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Dossier]]:
    """Read every pile once: of each pile the dossier that a report is in, by its name."""
    return {pile: told(tmp_path_factory.mktemp(pile), pile) for pile in PILES}


def told(folder: Path, pile: str, *, policy: str = "airwars-2") -> dict[str, Dossier]:
    """Build a ledger of a pile and return the dossier of each of its reports."""
    rows = ["file,outlet,published"]
    for name, outlet, published, text in PILES[pile]:
        (folder / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
        rows.append(f"{name}.txt,{outlet},{published}")
    (folder / "reports.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    with rashomon.build([folder]) as ledger:
        names = {r.report.report_id: r.report.name for r in ledger.readings()}
        return {
            Path(names[report_id]).stem: dossier
            for dossier in rashomon.dossiers(ledger, policy=policy)
            for report_id, _ in dossier.incident.members
        }


def killed(dossier: Dossier) -> str:
    """Return the range of all who were killed."""
    summary = dossier.summary(Facet.KILLED)
    assert summary is not None
    return str(summary.range)


def kinds(dossier: Dossier, facet: Facet) -> set[ContestKind]:
    """Return how accounts part over a facet."""
    return {contest.kind for contest in dossier.contests if contest.facet == facet}


def test_a_follow_up_weeks_later_is_of_the_market(piles: dict[str, dict[str, Dossier]]) -> None:
    """Three tellings over three weeks are one incident of three origins."""
    found = piles["market"]
    assert len({d.incident.incident_id for d in found.values()}) == 1
    assert len(found["first"].origins) == 3


def test_a_floor_is_no_second_word_for_the_greater_toll(
    piles: dict[str, dict[str, Dossier]],
) -> None:
    """41 or more and 106 or more can both be true; one origin alone says 106."""
    found = piles["market"]["un"]
    (position,) = (p for p in found.positions if (p.facet, p.group) == (Facet.KILLED, "all"))
    assert (len(position.origins), len(position.exact_origins or ())) == (2, 1)
    assert killed(found) == "41 or more"


def test_two_strikes_of_one_day_and_city_stay_apart(piles: dict[str, dict[str, Dossier]]) -> None:
    """The store and the post office are two incidents, each with its own reports."""
    found = piles["store"]
    store = {found[name].incident.incident_id for name in ("first", "update", "swap")}
    office = {found[name].incident.incident_id for name in ("other-place", "other-place-again")}
    assert (len(store), len(office), len(store & office)) == (1, 1, 0)


def test_the_governors_wounded_told_as_dead_are_a_swap(
    piles: dict[str, dict[str, Dossier]],
) -> None:
    """24 wounded became 43 by an update; 43 dead are a slip in relaying, and said to be one."""
    found = piles["store"]["swap"]
    assert kinds(found, Facet.INJURED) == {ContestKind.UPDATE}
    assert kinds(found, Facet.KILLED) >= {
        ContestKind.KILLED_INJURED_SWAP,
        ContestKind.TRANSMISSION,
    }


def test_copies_credited_or_not_are_one_origin(piles: dict[str, dict[str, Dossier]]) -> None:
    """An agency's text in three outlets is one word for each of its positions."""
    found = piles["camp"]["agency"]
    assert {d.incident.incident_id for d in piles["camp"].values()} == {found.incident.incident_id}
    assert [origin.name for origin in found.origins] == ["AFP"]
    assert {len(position.origins) for position in found.positions} == {1}
    assert not found.contests


def test_attackers_who_died_hide_no_guests(piles: dict[str, dict[str, Dossier]]) -> None:
    """Nine dead in a hotel beside four attackers are harm to civilians, by two sources or one."""
    found = piles["hotel"]
    assert killed(found["minister"]) == "9"
    grading = found["attackers"].ruling("grading")
    assert grading is not None
    assert grading.value in ("Fair", "Weak")
    assert found["road"].incident.incident_id != found["minister"].incident.incident_id
