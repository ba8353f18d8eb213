"""Which reports carry whose text."""

from __future__ import annotations

from rashomon.reconcile import trace_origins
from rashomon.records import Report, Span

WIRE = (
    "Shells fell on the harbor district shortly after dawn, residents and port officials said. "
    "The fire brigade needed four hours to put out a blaze at the customs warehouse. "
    "Ferries to the islands were cancelled until further notice, the port authority added. "
    "It was the third time this month that the harbor had come under fire from the hills. "
)
TAIL = (
    "Schools in the old town stayed closed for the day while engineers checked the buildings. "
    "The mayor promised that the families would be housed before the winter rains begin. "
)
OTHER = (
    "Fighting for the harbor went on overnight according to people reached by telephone there. "
    "Nobody could say how many boats had been lost, and the port office did not answer calls. "
    "A truce agreed a week ago has been broken almost daily by the parties that signed it. "
)


def report(
    name: str,
    text: str = "",
    *,
    outlet: str | None = None,
    carried_from: str | None = None,
    noise: tuple[Span, ...] = (),
) -> Report:
    body = text or f"{name} has nothing in common with any other report at all."
    return Report(name, name, name, body, outlet=outlet, carried_from=carried_from, noise=noise)


def groups(*reports: Report) -> list[tuple[str, ...]]:
    return [origin.report_ids for origin in trace_origins(reports)]


def test_an_agency_and_those_who_carry_it_are_one_origin() -> None:
    """Declared copies and the agency's own report count once, under the agency's name."""
    found = trace_origins(
        [
            report("a", outlet="One", carried_from="Sputnik"),
            report("b", outlet="Two", carried_from="the Sputnik news agency"),
            report("c", outlet="Sputnik"),
            report("d", outlet="Three"),
        ]
    )
    assert [(o.name, o.report_ids) for o in found] == [
        ("Sputnik", ("a", "b", "c")),
        ("Three", ("d",)),
    ]
    assert "a carries text of Sputnik" in found[0].reasons


def test_reports_without_an_outlet_are_origins_of_their_own() -> None:
    """Not knowing the outlet makes nobody's copy."""
    assert groups(report("a"), report("b")) == [("a",), ("b",)]


def test_a_near_copy_is_found_in_a_longer_report() -> None:
    """Containment counts, not likeness: a short repost of a long text is a copy."""
    found = trace_origins([report("a", WIRE + TAIL + OTHER), report("b", WIRE)])
    assert [o.report_ids for o in found] == [("a", "b")]
    assert found[0].reasons == ("a and b share 100% of the shorter text",)


def test_case_and_lost_apostrophes_do_not_hide_a_copy() -> None:
    """Reposts in capitals are still copies."""
    assert groups(report("a", WIRE), report("b", WIRE.upper())) == [("a", "b")]


def test_whole_sentences_shared_make_a_copy() -> None:
    """Three sentences word for word are no accident, however much else was written."""
    padding = " ".join(f"Paragraph {n} was written by this very outlet alone." for n in range(80))
    rest = " ".join(f"Quite other words fill line {n} over there as well." for n in range(80))
    found = trace_origins([report("a", WIRE + padding), report("b", rest + WIRE)])
    assert [o.report_ids for o in found] == [("a", "b")]
    assert "sentences word for word" in found[0].reasons[0]


def test_reports_of_one_event_in_their_own_words_are_independent() -> None:
    """Telling of the same day makes no copy."""
    assert groups(report("a", WIRE), report("b", OTHER)) == [("a",), ("b",)]


def test_menus_shared_by_two_pages_are_no_text() -> None:
    """Noise is not compared: two pages of one site are not copies by their menus."""
    menu = "Home World Politics Sports Weather Share this with a friend Subscribe now. " * 6
    noise = (Span(0, len(menu)),)
    assert groups(
        report("a", menu + "Shells fell on the harbor.", noise=noise),
        report("b", menu + "A minister resigned today.", noise=noise),
    ) == [("a",), ("b",)]


def test_copies_of_copies_are_one_origin() -> None:
    """A declared copy whose words a third report holds brings the third along."""
    found = trace_origins(
        [
            report("a", outlet="Reuters"),
            report("b", WIRE, outlet="One", carried_from="Reuters"),
            report("c", WIRE + TAIL),
        ]
    )
    assert [(o.name, o.report_ids) for o in found] == [("Reuters", ("a", "b", "c"))]


def test_the_order_of_reports_does_not_matter() -> None:
    """Origins are a function of the reports as a set."""
    reports = [
        report("a", WIRE),
        report("b", WIRE + TAIL, outlet="One"),
        report("c", OTHER, outlet="One"),
        report("d"),
    ]
    assert trace_origins(reports) == trace_origins(list(reversed(reports)))
