"""Transcripts of broadcasts: brackets tell who speaks."""

from __future__ import annotations

from rashomon.read.attribution import attribute, source_at
from rashomon.read.document import parse
from rashomon.read.transcripts import turns
from rashomon.records import Report


def named(text: str) -> list[tuple[str, str]]:
    return [(turn.name.of(text), turn.content.of(text).strip()) for turn in turns(text)]


def test_speech_belongs_to_the_speaker_of_its_heading() -> None:
    """A speech or communique is its issuer's from beginning to end."""
    text = "OLDTOWN, 3 MAY 89 (RADIO) -- [SPEECH] [PRESIDENT JUAN PEREZ] [TEXT] WE MOURN NINE DEAD."
    assert named(text) == [("JUAN PEREZ", "WE MOURN NINE DEAD.")]


def test_statement_issued_by() -> None:
    """The issuer may stand in the same brackets as the kind of text."""
    text = "[STATEMENT ISSUED BY THE NORTHLAND FRONT, READ ON AIR] [TEXT] NINE SOLDIERS DIED."
    assert named(text) == [("THE NORTHLAND FRONT", "NINE SOLDIERS DIED.")]


def test_turns_of_a_news_conference_get_the_full_name() -> None:
    """A surname in brackets begins a turn, and is led back to the name in the heading."""
    text = (
        "[NEWS CONFERENCE WITH COLONEL JUAN PEREZ BY OTHERS] [TEXT] [REPORTER] HOW MANY DIED?\n\n"
        "   [PEREZ] NINE [FIGURE AS HEARD] DIED.\n\n   [REPORTER] WHO ELSE?"
    )
    assert named(text) == [("JUAN PEREZ", "NINE [FIGURE AS HEARD] DIED.")]


def test_plain_reports_hold_no_turns() -> None:
    """Brackets in other reports are no labels."""
    assert turns("The rebels [of the Front] said nine died.") == []
    assert turns("OLDTOWN (AFP) -- [TEXT] NINE SOLDIERS DIED.") == []
    assert turns("[SPEECH] [CONTINUED] [TEXT] NINE DIED.") == []
    assert turns("[SPEECH] [JUAN PEREZ] [TEXT]") == []


def test_name_that_is_given_nowhere_else_stays_short() -> None:
    """A label without a fuller name is the speaker's name."""
    assert named("[TEXT] HELLO.\n\n[PEREZ] NINE DIED.") == [("PEREZ", "NINE DIED.")]


def test_turns_are_attributions() -> None:
    """What is said in a turn is credited to its speaker, before whom others may speak."""
    text = "[INTERVIEW WITH JUAN PEREZ] [TEXT] HELLO.\n\n[PEREZ] NINE DIED. POLICE SAID TWO FLED."
    found = attribute(parse(Report("r1", "r1", "r1.txt", text)))

    def chain(words: str) -> list[str]:
        start = text.index(words)
        best = source_at(found, start, start + len(words))
        return [link.words for link in best.source] if best else []

    assert chain("NINE DIED") == ["JUAN PEREZ"]
    assert chain("TWO FLED") == ["POLICE", "JUAN PEREZ"]
    assert chain("HELLO") == []
