"""The rule reader as a whole: what holds for every reading, whatever the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read.rules import RuleReader
from rashomon.records import Facet, Motive, Reading, Report, Span

TEXT = (
    "Raid kills nine in Marib\n\n"
    "An air strike killed nine people in Marib on Wednesday, the Red Crescent said. "
    "The army denied that its jets had carried out the attack.\n\n"
    "In another attack, gunmen shot dead four policemen in Taiz on Tuesday.\n\n"
    "Share this: rockets kill 12 in Aden"
)
NOISE = Span(TEXT.index("Share this"), len(TEXT))
HEADLINE = Span(0, TEXT.index("\n"))


def report(text: str = TEXT, **told: object) -> Report:
    made = Report("r1", "report", "report", text, published_on=date(2019, 5, 10))
    return replace(made, **told)  # type: ignore[arg-type]


def check(reading: Reading) -> None:
    """Hold a reading to what every reading promises."""
    text = reading.report.text
    by_id = {mention.mention_id: mention for mention in reading.mentions}
    assert len(by_id) == len(reading.mentions)
    for one, other in zip(reading.mentions, reading.mentions[1:], strict=False):
        assert one.span.end <= other.span.start
    for claim in reading.claims:
        mention, evidence = by_id[claim.mention], claim.evidence
        assert text[evidence.start : evidence.end] == evidence.quote
        assert claim.value is not None
        if claim.facet is not Facet.MOTIVE:
            assert evidence.start < mention.span.end
            assert mention.span.start < evidence.end
        assert not reading.report.is_noise(evidence.start, evidence.end)
        headline = reading.report.headline
        assert headline is None or evidence.start >= headline.end


def test_every_claim_has_its_words_and_its_mention() -> None:
    """Evidence lies in the text, within the mention, outside headline and noise."""
    reading = RuleReader().read(report(headline=HEADLINE, noise=(NOISE,)))
    assert {claim.facet for claim in reading.claims} >= {Facet.KILLED, Facet.PLACE, Facet.DATE}
    check(reading)


def test_noise_is_read_where_it_is_not_marked() -> None:
    """Without the marks the same words would be claims: it is the marks that keep them out."""
    quotes = [claim.evidence.quote for claim in RuleReader().read(report()).claims]
    assert any("12" in quote for quote in quotes)


def test_another_language_gives_an_empty_reading() -> None:
    """A report that is not English is kept, not read."""
    reading = RuleReader().read(report(language="de"))
    assert (reading.mentions, reading.claims) == ((), ())
    assert RuleReader().read(report(language="en")).claims


def test_a_reading_is_a_function_of_its_report() -> None:
    """Read twice, a report gives the same claims under the same names."""
    one, other = RuleReader().read(report()), RuleReader().read(report())
    assert one == other
    names = [claim.claim_id for claim in one.claims]
    assert len(names) == len(set(names))


def test_what_never_happened_gives_no_claims() -> None:
    """Mere possibilities and habits are told of no incident."""
    assert RuleReader().read(report("The army is ready to attack rebels in Marib.")).claims == ()


def test_a_reason_hangs_on_the_deed_that_it_explains() -> None:
    """What one side answered is the motive of its deed, though the words stand after the turn."""
    text = (
        "Saudi-led coalition air strikes killed 30 people in Marib "
        "after the Houthis fired rockets at Taiz."
    )
    reading = RuleReader().read(report(text))
    (motive,) = (claim for claim in reading.claims if isinstance(claim.value, Motive))
    assert motive.mention == reading.mentions[0].mention_id
    assert reading.mentions[1].span.start <= motive.evidence.start


WORDS = st.sampled_from(
    (
        "the attack killed wounded 12 dozens of people in Marib Taiz on Wednesday said Houthis "
        "after and while air strike rockets army . , \" ” “ \n\n ( ) ' - 2019 May 8 by near 5 km"
    ).split(" ")
)


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text at all gives a reading that keeps its promises."""
    check(RuleReader().read(report(text)))
