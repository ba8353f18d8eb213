"""Who says it: the rules' word, and the tagger's where they hear nobody."""

from __future__ import annotations

from rashomon.read.attribution import attribute, source_at
from rashomon.read.document import Document, parse
from rashomon.read.tags import Tag
from rashomon.read.voices import hear, told_share
from rashomon.records import Report

# A turn of phrase that no rule takes for an attribution.
TEXT = "Nine people were killed, so at any rate reported to us a nurse in Marib."
KILLED = "Nine people were killed"


def document_of(text: str = TEXT) -> Document:
    """Return a report of one text."""
    return parse(Report("r", "r", "r", text))


def tag(words: str, head: str, label: str, score: float = 0.9, text: str = TEXT) -> Tag:
    """Return the tag of a head on the first place of some words."""
    at = text.index(words)
    return Tag(head, label, at, at + len(words), score)


def said(tags: list[Tag], text: str = TEXT, words: str = KILLED) -> list[str]:
    """Return the chain of who says some words."""
    at = text.index(words)
    found = hear(document_of(text), tags)(at, at + len(words))
    return [speaker.words for speaker in found.source] if found else []


def marks(voice: float = 0.95) -> list[Tag]:
    """Return the tags of a speaker that rules do not hear."""
    return [
        tag(KILLED, "attribution", "content"),
        tag("reported", "attribution", "cue"),
        tag("a nurse in Marib", "attribution", "source"),
        tag("a nurse in Marib", "speaker", "speaker", 0.3),
        tag(KILLED, "voice", "told", voice),
        tag(KILLED, "voice", "own", round(1 - voice, 2)),
    ]


def test_the_tagger_is_believed_where_rules_hear_nobody() -> None:
    """A marked source with a reporting word is the speaker of what is told."""
    at = TEXT.index(KILLED)
    assert source_at(attribute(document_of()), at, at + len(KILLED)) is None
    assert said(marks()) == ["a nurse in Marib"]


def test_a_doubtful_voice_stays_the_outlets() -> None:
    """The tagger must be sure that somebody tells it."""
    assert said(marks(voice=0.7)) == []


def test_each_mark_is_needed() -> None:
    """Without source, cue, content or speaker nobody is heard."""
    for missing in range(4):
        left = [t for at, t in enumerate(marks()) if at != missing]
        assert said(left) == [], marks()[missing]


def test_a_thought_is_no_report() -> None:
    """Sources with a cue that reports nothing are not believed."""
    text = "Nine people were killed, so hoped the nurse."
    tags = [
        tag(KILLED, "attribution", "content", text=text),
        tag("hoped", "attribution", "cue", text=text),
        tag("the nurse", "attribution", "source", text=text),
        tag("the nurse", "speaker", "speaker", text=text),
        tag(KILLED, "voice", "told", text=text),
    ]
    assert said(tags, text) == []


def test_rules_that_hear_a_speaker_are_not_overruled() -> None:
    """Whatever the tagger marks beside it."""
    text = "Nine people were killed, the army said, and a nurse reported otherwise."
    tags = [
        tag(KILLED, "attribution", "content", text=text),
        tag("reported", "attribution", "cue", text=text),
        tag("a nurse", "attribution", "source", text=text),
        tag("a nurse", "speaker", "speaker", text=text),
        tag(KILLED, "voice", "told", text=text),
    ]
    assert said(tags, text) == ["the army"]


def test_without_marks_rules_alone_are_asked() -> None:
    """No tags, no difference."""
    text = "Nine people were killed, the army said."
    assert said([], text) == ["the army"]


def test_unclear_sources_are_left_out() -> None:
    """Marks that cut through words, or stand outside all sentences, name nobody."""
    cut = Tag("attribution", "source", TEXT.index("urse"), TEXT.index("urse") + 2, 0.9)
    out = Tag("attribution", "source", 900, 905, 0.9)
    kept = [t for t in marks() if t.label != "source"]
    assert said([*kept, cut]) == []
    assert said([*kept, out]) == []


def test_the_share_told_is_weighed_by_words() -> None:
    """Longer shared words count more; silence counts as not told."""
    tags = [Tag("voice", "told", 0, 30, 0.9), Tag("voice", "own", 30, 40, 0.9)]
    assert told_share(tags, 0, 40) == 0.75
    assert told_share(tags, 50, 60) == 0
    assert told_share([Tag("stance", "deny", 0, 10, 0.9)], 0, 10) == 0
