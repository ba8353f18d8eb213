"""The table and the incident page, on dossiers made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rich.console import Console, RenderableType

from rashomon.cli.tables import incident_table, incident_view
from rashomon.records import (
    Account,
    AccountStep,
    CasualtyRange,
    CasualtySummary,
    Claim,
    Contest,
    ContestKind,
    CountValue,
    DateInterval,
    Dossier,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    Link,
    Mention,
    Origin,
    Passage,
    PlaceValue,
    Position,
    Reading,
    Report,
    ReportIncident,
    Ruling,
    Span,
    Speaker,
    Stance,
)

TEXT = "[bold]Nine[/bold] fighters died, the army said. It denied that more than forty died."


def printed(what: RenderableType, width: int) -> str:
    """Return what a terminal of this width shows."""
    console = Console(width=width, record=True, highlight=False)
    with console.capture() as caught:
        console.print(what)
    return caught.get()


def claim(quote: str, low: int | None, high: int | None, **known: object) -> Claim:
    """Return a claim of the only report on how many were killed."""
    at = TEXT.index(quote)
    evidence = EvidenceSpan(at, at + len(quote), quote)
    value = CountValue(CasualtyRange(low, high))
    return Claim("r1", 0, Facet.KILLED, value, evidence, **known)  # type: ignore[arg-type]


ARMY = (Speaker("the army", party="Freedonia"), Speaker("Daily Bugle"))
NINE = claim("Nine[/bold] fighters died", 9, 9, source=ARMY)
FORTY = claim("more than forty died", 40, None, source=ARMY[:1], stance=Stance.DENY)
REPORT = Report("r1", "report-one", "one.txt", TEXT, context_date=date(2020, 3, 4))
TOLD = ReportIncident("r1", 0, IncidentKind.CLASH, None, None, (0,))
READING = Reading(REPORT, "rules-1", (Mention(0, Span(0, len(TEXT))),), (NINE, FORTY), (TOLD,))
READINGS = {"r1": READING}


def dossier(**known: object) -> Dossier:
    """Return a dossier of the only incident."""
    incident = Incident("nowhere-undated", IncidentKind.CLASH, None, None, (TOLD.key,))
    return Dossier(incident, origins=(Origin("o1", "Daily Bugle", ("r1",)),), **known)  # type: ignore[arg-type]


def full() -> Dossier:
    """Return a dossier with two positions that part."""
    nine = Position(
        "p1", Facet.KILLED, "9 killed", (NINE.claim_id,), ("Freedonia",), ("o1",), "all",
        CasualtyRange(9, 9),
    )  # fmt: skip
    forty = Position(
        "p2", Facet.KILLED, "40 or more killed", (FORTY.claim_id,), ("Freedonia",), ("o1",),
        "all", CasualtyRange(40, None), is_denial=True,
    )  # fmt: skip
    return dossier(
        positions=(nine, forty),
        contests=(
            Contest(
                Facet.KILLED, ContestKind.NUMERIC_GAP, ("p1", "p2"),
                (NINE.claim_id, FORTY.claim_id), "9 against 40 or more",
            ),
        ),
        accounts=(
            Account("Freedonia", ("army",), {Facet.KILLED: ("p1", "p2")}, ()),
            Account("monitors", ("observers",), {}, (), silent_on=(Facet.KILLED,)),
        ),
        summaries=(
            CasualtySummary(
                Facet.KILLED, "all", CasualtyRange(9, None), "airwars-1", "lowest to highest",
                (NINE.claim_id,), highest=40,
            ),
        ),
    )  # fmt: skip


def test_unknown_is_said_and_is_no_zero() -> None:
    """An incident of which nothing is told has words for it, and dashes for figures."""
    told = printed(incident_table([dossier()], READINGS), 100)
    assert "date unknown · place unknown" in told
    row = next(line for line in told.splitlines() if "nowhere-undated" in line)
    assert row.split()[1:] == ["–", "–", "1", "1"]


def test_a_compilation_shows_whose_parts_it_holds() -> None:
    """Beside its own origin stand those of the passages found in it."""
    other = Origin("o2", "Morning Post", (), passages=(Passage("r1", Span(0, 4)),))
    held = dossier()
    told = printed(incident_view(replace(held, origins=(*held.origins, other)), READINGS, ()), 160)
    assert "Daily Bugle; parts: Morning Post" in told


def test_every_column_fits_the_narrowest_terminal() -> None:
    """At 80 columns the ranges stand whole."""
    told = printed(incident_table([full()], READINGS), 80)
    assert "9 to 40 or more" in told
    assert max(map(len, told.splitlines())) <= 80


def test_accounts_are_wide_enough_to_read_on_any_terminal() -> None:
    """Five parties stand in several tables at 80 columns, and side by side where they fit."""
    held = replace(full(), accounts=tuple(Account(f"Party{n}", (), {}, ()) for n in range(5)))
    lines = {
        width: [x for x in printed(incident_view(held, READINGS, ()), width).splitlines()
                if "Party" in x]
        for width in (80, 140)
    }  # fmt: skip
    assert [line.split() for line in lines[140]] == [[f"Party{n}" for n in range(5)]]
    assert len(lines[80]) == 3
    assert max(map(len, lines[80])) <= 80


def test_a_changed_version_is_told_step_by_step() -> None:
    """With the days, said or reported, and what has none; a version that stayed is not told."""
    first = AccountStep(Facet.KILLED, "Freedonia", date(2020, 3, 4), True, ("p1",), ())
    then = AccountStep(Facet.KILLED, "Freedonia", date(2020, 3, 6), False, ("p2",), (), True)
    undated = AccountStep(Facet.KILLED, "Freedonia", None, False, ("p2",), ())
    changed = Account("Freedonia", ("army",), {}, (), steps=(first, then, undated))
    told = " ".join(
        printed(incident_view(replace(full(), accounts=(changed,)), READINGS, ()), 140).split()
    )
    assert "Freedonia, killed 9 killed (said on 2020-03-04) → 40 or more killed (reported" in told
    assert "40 or more killed (undated)" in told
    assert "How versions changed" not in printed(incident_view(full(), READINGS, ()), 140)


def test_parts_and_updates_stand_apart_from_what_is_contested() -> None:
    """They are shown as findings, and mark no facet as contested."""
    scope = Contest(Facet.KILLED, ContestKind.SCOPE, ("p1",), (NINE.claim_id,), "9 of 40")
    told = printed(incident_view(replace(full(), contests=(scope,)), READINGS, ()), 140)
    assert "Parts and updates: no contest" in told
    assert "What is contested" not in told
    assert "contested: nothing" in told


def test_an_open_end_is_told_in_the_rulings_too() -> None:
    """A codebook's highest figure that has no ceiling says so, on wide and narrow pages."""
    rulings = (
        Ruling("killed_min", 9, "r", (NINE.claim_id,)),
        Ruling("killed_max", 40, "r", (NINE.claim_id,), is_open=True),
        Ruling("injured_min", None, "up to", (NINE.claim_id,)),
        Ruling("injured_max", 14, "up to", (NINE.claim_id,)),
    )
    for width in (80, 140):
        view = incident_view(replace(full(), policy="airwars-2", rulings=rulings), READINGS, ())
        told = printed(view, width)
        assert "9 to 40 or more" in told
        assert "up to 14" in told


def test_the_page_shows_silence_denial_words_and_offsets() -> None:
    """Each claim with its quotation, chain of speakers, stance and place in the report."""
    told = " ".join(printed(incident_view(full(), READINGS, ()), 160).split())
    assert "silent" in told
    assert "“Nine[/bold] fighters died” — the army, through Daily Bugle report-one 6–31" in told
    assert "“more than forty died” — the army (denies it)" in told
    assert "numeric gap 9 against 40 or more" in told
    assert "unknown; read as of 2020-03-04" in told


def test_markup_in_a_report_is_shown_as_it_stands() -> None:
    """Words from outside are never taken for instructions to the terminal."""
    told = printed(incident_view(full(), READINGS, ()), 160)
    assert "Nine[/bold]" in told


def test_places_and_reasons_are_told() -> None:
    """An unresolved place says so; a link has its judgement, score and reasons."""
    incident = Incident(
        "somewhere-2020-03-03", IncidentKind.CLASH,
        DateInterval(date(2020, 3, 3), date(2020, 3, 4)), PlaceValue("Somewhere"), (TOLD.key,),
    )  # fmt: skip
    links = (
        Link("somewhere-2020-03-03", TOLD.key, "same", 0.71, ("same day", "4 km apart")),
        Link("somewhere-2020-03-03", ("unknown", 0), "unsure", 0.4, ("far",)),
    )
    told = printed(incident_view(Dossier(incident), READINGS, links), 160)
    assert "2020-03-03–2020-03-04 · Somewhere (not found)" in told
    assert "same (0.71): report-one: same day; 4 km apart" in told
    assert "far" not in told


def test_words_from_outside_do_not_steer_the_terminal() -> None:
    """Escape sequences and turned writing in a report are shown, not obeyed."""
    text = "Nine \x1b[2J\u202edied."
    evidence = EvidenceSpan(0, len(text), text)
    said = Claim("r1", 0, Facet.KILLED, CountValue(CasualtyRange(9, 9)), evidence)
    reading = Reading(
        Report("r1", "one\x1b]0;owned\x07", "one.txt", text),
        "rules-1", (Mention(0, Span(0, len(text))),), (said,), (TOLD,),
    )  # fmt: skip
    position = Position("p1", Facet.KILLED, "9 killed", (said.claim_id,), (), ("o1",), "all")
    told = printed(incident_view(dossier(positions=(position,)), {"r1": reading}, ()), 100)
    assert "Nine" in told
    assert not {"\x1b", "\x07", "\u202e"} & set(told)


def test_reports_unread_for_their_language_are_counted_below_the_table() -> None:
    """By language; where there are none nothing is said of it."""
    reading = next(iter(READINGS.values()))
    foreign = {
        name: replace(reading, report=replace(reading.report, language=name))
        for name in ("ar", "fr")
    }
    told = printed(incident_table([dossier()], {**READINGS, **foreign}), 160)
    assert "2 of them not in English and unread (ar 1, fr 1)" in " ".join(told.split())
    assert "English" not in printed(incident_table([dossier()], READINGS), 160)
