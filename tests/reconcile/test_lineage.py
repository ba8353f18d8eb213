"""Which reports carry whose text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rashomon.reconcile import trace_lineage, trace_origins
from rashomon.reconcile.lineage import origin_of_words
from rashomon.records import (
    CarryKind,
    Claim,
    EvidenceSpan,
    Facet,
    Means,
    MeansValue,
    Report,
    Span,
)

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


def day(number: int) -> date:
    return date(2020, 1, number)


def told(name: str, text: str, on: int | None = None, **more: Any) -> Report:
    """Return a report with a day of publication."""
    published = day(on) if on else None
    return Report(name, name, name, text, published_on=published, **more)


def edges(*reports: Report) -> list[tuple[str, str, str]]:
    return [(e.report_id, e.kind.value, e.of) for e in trace_lineage(reports)]


def test_the_later_report_carries_the_earlier() -> None:
    """Days of publication tell the direction, with the reason."""
    (edge,) = trace_lineage([told("a", WIRE, 2), told("b", WIRE + TAIL, 1)])
    assert (edge.report_id, edge.of, edge.is_directed, edge.share) == ("a", "b", True, 1.0)
    assert edge.reasons[-1] == "it was published later"
    assert edge.kind == CarryKind.SHARED_TEXT
    assert edge.is_carrying


def test_the_longer_holds_the_shorter_where_days_do_not_tell() -> None:
    """An excerpt carries the whole; of two alike nobody can say which was first."""
    (excerpt,) = trace_lineage([told("b", WIRE), told("a", WIRE + TAIL + OTHER)])
    assert (excerpt.report_id, excerpt.of, excerpt.is_directed) == ("b", "a", True)
    (same,) = trace_lineage([told("b", WIRE, 1), told("a", WIRE, 1)])
    assert (same.report_id, same.is_directed) == ("a", False)
    assert same.reasons[-1] == "which was first cannot be told"


def test_a_declaration_tells_the_direction_before_the_days_do() -> None:
    """A clock that is wrong makes nobody the author of what they credit to another."""
    found = trace_lineage(
        [
            told("a", WIRE + "(Reuters)", 1, outlet="One", carried_from="Reuters"),
            told("b", WIRE, 2, outlet="Reuters"),
        ]
    )
    declared, shared = found
    assert (declared.of, declared.kind, declared.is_outlet) == ("Reuters", "declared", True)
    assert [words.quote for words in declared.evidence] == ["Reuters"]
    assert (shared.report_id, shared.of) == ("a", "b")
    assert shared.reasons[-1] == "it says whose text it carries"


def test_evidence_is_words_of_the_carrier() -> None:
    """Every passage can be looked up at its offsets in the report that carries it."""
    reports = {"a": told("a", OTHER + WIRE, 2), "b": told("b", TAIL + WIRE, 1)}
    (edge,) = trace_lineage(list(reports.values()))
    assert edge.evidence[0].is_in(reports[edge.report_id].text)
    assert edge.evidence[0].quote.startswith("Shells fell")


def test_naming_a_source_is_no_carrying() -> None:
    """An outlet that is said to have reported something has not written the report."""
    text = "Anadolu reported that the bridge was hit. According to SANA nobody died. Rain fell."
    found = trace_lineage([told("a", text, outlet="One")])
    assert [(e.of, e.kind.value) for e in found] == [
        ("Anadolu", "quotation"),
        ("SANA", "quotation"),
    ]
    assert [e.evidence[0].quote for e in found] == ["Anadolu reported", "According to SANA"]
    assert not any(e.is_carrying for e in found)


def test_a_credit_to_two_agencies_names_both() -> None:
    """The report counts as text of the one that another report stands for."""
    both = told("a", "Nothing like it.", outlet="One", carried_from="AFP, Reuters")
    alone = told("b", "Something else.", outlet="Reuters")
    assert [(e.of, e.kind.value) for e in trace_lineage([both])] == [
        ("AFP", "declared"),
        ("Reuters", "declared"),
    ]
    assert [o.report_ids for o in trace_origins([both, alone])] == [("a", "b")]


def test_the_same_statement_quoted_by_two_makes_no_copy() -> None:
    """Words between quotation marks are the speaker's, in whoever's report."""
    said = WIRE.strip()
    one = told("a", f'The mayor spoke on Monday. "{said}" he said. {TAIL}')
    two = told("b", f'At noon a statement came out. "{said}" it read. {OTHER}')
    assert edges(one, two) == [("a", "quotation", "b")]
    assert groups(one, two) == [("a",), ("b",)]


def test_a_little_in_common_is_unknown_and_independent() -> None:
    """Rewording is not guessed: one sentence of five joins nothing, but is shown."""
    first = WIRE.split(". ")[0] + ". "
    one, two = told("a", first + OTHER), told("b", TAIL + first + "Nobody had time to run.")
    assert edges(one, two) == [("a", "unknown", "b")]
    assert groups(one, two) == [("a",), ("b",)]


def test_misspelling_alike_makes_less_a_copy() -> None:
    """Two slips in common tell where a fifth of the text alone would not."""
    usual = [told(f"u{n}", f"government soldiers number {n}") for n in range(5)]
    first = WIRE.split(". ")[0] + ". "
    one = told("a", first + OTHER + "The goverment sent soliders.")
    two = told("b", TAIL + first + "Its soliders left, and the goverment fell.")
    (edge,) = [e for e in trace_lineage([*usual, one, two]) if not e.is_outlet]
    assert edge.kind == CarryKind.SHARED_TEXT
    assert "misspell alike: goverment, soliders" in edge.reasons[0]


def test_what_an_outlet_prints_under_every_story_is_no_copy() -> None:
    """Background on the war, weeks apart under different news, is set aside."""

    def story(number: int) -> str:
        own = " ".join(f"Event{number} brought detail{number}x{n} to town." for n in range(9))
        return own + " " + WIRE

    many = [told(f"r{n}", story(n), 1 + 7 * n) for n in range(4)]
    assert edges(*many) == []
    assert len(edges(*many[:2])) == 1


def test_reports_of_one_outlet_are_told_from_copies_of_others() -> None:
    """An outlet that repeats itself is shown as such."""
    one, two = told("a", WIRE, 1, outlet="One"), told("b", WIRE + TAIL, 2, outlet="One")
    assert edges(one, two) == [("b", "same_outlet", "a")]


def compiled(on: int | None = 3) -> list[Report]:
    """Return two reports that share nothing, and one that puts both together."""
    return [
        told("a", WIRE, 1, outlet="One"),
        told("b", OTHER + TAIL, 1, outlet="Two"),
        told("m", OTHER + TAIL + WIRE, on, outlet="Three"),
    ]


def test_a_compilation_is_of_both_origins_and_joins_them_not() -> None:
    """Text of two roots in one report leaves two roots, each with its passages."""
    one, two = trace_origins(compiled())
    assert (one.report_ids, two.report_ids) == (("a",), ("b", "m"))
    (passage,) = one.passages
    assert (passage.report_id, two.passages) == ("m", ())
    assert passage.span.of(compiled()[2].text).startswith("Shells fell")


def test_two_excerpts_of_one_report_are_one_origin() -> None:
    """Where nothing says that the parts were there first, the whole may be the source."""
    assert groups(*compiled(on=None)) == [("a", "b", "m")]
    assert groups(*compiled(on=1)) == [("a", "b", "m")]


def test_texts_of_two_agencies_are_two_origins_on_one_day() -> None:
    """What is declared to be two agencies' text was not written by who prints both."""
    reports = [
        told("a", WIRE, 1, outlet="One", carried_from="AFP"),
        told("b", OTHER + TAIL, 1, outlet="Reuters"),
        told("m", OTHER + TAIL + WIRE, 1, outlet="Three"),
    ]
    assert groups(*reports) == [("a",), ("b", "m")]


def test_a_copy_of_a_compilation_joins_nothing_either() -> None:
    """However often it is reposted, whole or with a line less."""
    a, b, m = compiled()
    copy = told("z", m.text, 9, outlet="Elsewhere")
    assert groups(a, b, m, copy) == [("a",), ("b", "m", "z")]


def test_a_claim_is_of_the_origin_whose_words_it_stands_in() -> None:
    """In a compilation the passage tells, outside it the report."""
    reports = compiled()
    tell = origin_of_words(trace_origins(reports))
    text = reports[2].text
    for words, origin in (("Shells fell", "o-a"), ("Fighting for", "o-b")):
        at = text.index(words)
        claim = Claim(
            report_id="m", mention=0, facet=Facet.MEANS, value=MeansValue(Means.DRONE),
            evidence=EvidenceSpan.cut(text, at, at + len(words)),
        )  # fmt: skip
        assert tell(claim).origin_id == origin


WORDS = [f"word{n}" for n in range(400)]
TEXTS = st.lists(
    st.tuples(st.integers(0, 340), st.integers(0, 60)).map(
        lambda cut: " ".join(WORDS[cut[0] : cut[0] + cut[1]])
    ),
    min_size=1,
    max_size=3,
).map(". ".join)
DRAWN = st.lists(
    st.tuples(
        TEXTS,
        st.sampled_from([None, "One", "Two", "Reuters"]),
        st.sampled_from([None, None, "Reuters", "AFP, Reuters"]),
        st.sampled_from([None, 1, 2, 9]),
    ),
    min_size=1,
    max_size=5,
)
QUICK = settings(max_examples=60, deadline=None, derandomize=True)


def drawn_reports(drawn: list[tuple[str, str | None, str | None, int | None]]) -> list[Report]:
    return [
        told(f"r{number}", text, on, outlet=outlet, carried_from=carried)
        for number, (text, outlet, carried, on) in enumerate(drawn)
    ]


@QUICK
@given(drawn=DRAWN, seed=st.randoms(use_true_random=False))
def test_no_order_of_reports_changes_the_lineage(drawn: list[Any], seed: Any) -> None:
    """Neither who carries whom nor the origins depend on who came first."""
    reports = drawn_reports(drawn)
    shuffled = list(reports)
    seed.shuffle(shuffled)
    assert trace_lineage(shuffled) == trace_lineage(reports)
    assert trace_origins(shuffled) == trace_origins(reports)


@QUICK
@given(drawn=DRAWN, which=st.integers(0, 4), days=st.integers(0, 3))
def test_adding_a_copy_changes_no_count_of_origins(drawn: list[Any], which: int, days: int) -> None:
    """A repost, on the day or later, under another outlet's name adds no origin and joins none."""
    reports = drawn_reports(drawn)
    copied = reports[which % len(reports)]
    assume(len(copied.text.split()) >= 40)
    on = copied.published_on and copied.published_on + timedelta(days=days)
    copy = replace(copied, report_id="z", name="z", outlet="Elsewhere", carried_from=None,
                   published_on=on)  # fmt: skip
    assert len(trace_origins([*reports, copy])) == len(trace_origins(reports))


@QUICK
@given(drawn=DRAWN)
def test_every_report_is_in_one_origin_and_passages_are_of_others(drawn: list[Any]) -> None:
    """Origins part the reports; a passage lies in a report that is in another origin."""
    reports = drawn_reports(drawn)
    origins = trace_origins(reports)
    held = [report_id for origin in origins for report_id in origin.report_ids]
    assert sorted(held) == sorted(report.report_id for report in reports)
    for origin in origins:
        assert not {p.report_id for p in origin.passages} & set(origin.report_ids)


def test_hostile_texts_are_traced_in_time() -> None:
    """Nothing, one word over and over, and a hundred thousand words cost no more than reading."""
    long = " ".join(f"w{n % 30011}x{n % 7}" for n in range(100_000))
    assert edges(told("a", ""), told("b", " \n "), told("c", "word")) == []
    assert len(edges(told("a", "the " * 50_000), told("b", "the " * 40_000))) <= 1
    (edge,) = trace_lineage([told("a", long, 1), told("b", long + " more", 2)])
    assert edge.share == 1.0
    copies = [told(f"r{n:03}", WIRE, 1) for n in range(200)]
    assert len(edges(*copies)) < 200 * 6
    assert len(trace_origins(copies)) == 1
