"""Who says what, on invented reports of every shape that wires print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.attribution import Attributed, attribute, source_at
from rashomon.read.document import Document, parse
from rashomon.records import Report, Span, Stance


def document(text: str, outlet: str | None = None) -> Document:
    return parse(Report("r1", "r1", "r1.txt", text, outlet=outlet))


def chain_of(text: str, words: str, outlet: str | None = None) -> list[str]:
    start = text.index(words)
    found = source_at(attribute(document(text, outlet)), start, start + len(words))
    return [" ".join(link.words.split()) for link in found.source] if found else []


CHAINS = {
    "leading": (
        "The Northland Defense Ministry said that nine soldiers died.",
        "nine soldiers died",
        ["The Northland Defense Ministry"],
    ),
    "trailing": (
        "A shell killed two farmers near the mill, a hospital official said on Monday.",
        "killed two farmers",
        ["a hospital official"],
    ),
    "trailing without commas": (
        "A car bomb killed 16 people in the northern city on Tuesday a monitoring group the "
        "Westland Observatory for Human Rights said.",
        "killed 16 people",
        ["Westland Observatory for Human Rights"],
    ),
    "bare plural before the cue": (
        "Southland howitzers answered the rockets military sources said.",
        "howitzers answered",
        ["military sources"],
    ),
    "inverted": (
        '"They burned the school" said Jane Roe head of the Plains Council.',
        "burned the school",
        ["Jane Roe"],
    ),
    "inverted at the start": (
        'Said Doe: "We burned nothing at all."',
        "burned nothing",
        ["Doe"],
    ),
    "inserted": (
        "The raid, the mayor said, hit a market.",
        "hit a market",
        ["the mayor"],
    ),
    "according to, leading": (
        "According to local residents, two bridges were hit.",
        "two bridges",
        ["local residents"],
    ),
    "according to, trailing": (
        "Two bridges were hit in the raid, according to the Daily Herald.",
        "Two bridges",
        ["the Daily Herald"],
    ),
    "according to one in office": (
        "According to the district governor, Juan Perez, the bomber struck at noon.",
        "the bomber struck",
        ["the district governor, Juan Perez"],
    ),
    "according to no known speaker": (
        "Two bridges were hit in the raid, according to their grandchildren.",
        "Two bridges",
        ["their grandchildren"],
    ),
    "per": (
        "Two bridges were hit in the raid, per the army.",
        "Two bridges",
        ["the army"],
    ),
    "told an outlet": (
        "A source told Reuters that the convoy was hit.",
        "the convoy was hit",
        ["A source", "Reuters"],
    ),
    "told a person": (
        "A source told him that the convoy was hit.",
        "the convoy was hit",
        ["A source"],
    ),
    "told no outlet": (
        "The minister told reporters that the convoy was hit.",
        "the convoy was hit",
        ["The minister"],
    ),
    "confirmed to an outlet": (
        "The army confirmed the death toll to an AFP correspondent.",
        "the death toll",
        ["The army", "an AFP correspondent"],
    ),
    "citing after": (
        "The drone hit a bus, the Northern news agency reported, citing a rescue worker.",
        "hit a bus",
        ["a rescue worker", "the Northern news agency"],
    ),
    "citing between": (
        "Interfax, citing an informed source, said that two officers died.",
        "two officers died",
        ["an informed source", "Interfax"],
    ),
    "citing without a verb": (
        "Rockets landed in the old town local media report citing numerous witness accounts.",
        "Rockets landed",
        ["numerous witness accounts", "local media"],
    ),
    "cited as saying": (
        "Reuters later cited a Northland official as saying that a hundred died.",
        "a hundred died",
        ["a Northland official", "Reuters"],
    ),
    "was quoted by": (
        "The general was quoted by Interfax as saying that the plane was hit.",
        "the plane was hit",
        ["The general", "Interfax"],
    ),
    "confirmed a report by": (
        "The ministry confirmed a report by Interfax that the plane was shot down.",
        "the plane was shot down",
        ["Interfax", "The ministry"],
    ),
    "statement carried by": (
        "The army said in a statement carried by Sputnik that nine died.",
        "nine died",
        ["The army", "Sputnik"],
    ),
    "nested leading in trailing": (
        "The ministry confirmed that a general was killed, the Al-Sahra agency reported.",
        "a general was killed",
        ["The ministry", "the Al-Sahra agency"],
    ),
    "nested that in that": (
        "The coroner said that witnesses said two men ran away.",
        "two men ran away",
        ["witnesses", "The coroner"],
    ),
    "adding": (
        "Nine people died, the coalition said, adding that two of them were fighters.",
        "two of them",
        ["the coalition"],
    ),
    "gerund with the sentence's subject": (
        "Doe, the mayor, resigned on Friday, claiming that police had beaten him.",
        "police had beaten",
        ["Doe"],
    ),
    "gerund first": (
        "Noting that three bridges were bombed, the engineers said that two were closed.",
        "three bridges",
        ["the engineers"],
    ),
    "second verb": (
        "The ministry confirmed the raid and said that ten died.",
        "ten died",
        ["The ministry"],
    ),
    "second verb, first is no cue": (
        "Mayor Jane Roe left the hall and said that ten died.",
        "ten died",
        ["Jane Roe"],
    ),
    "but": (
        "The army said nobody died, but residents said nine were buried.",
        "nobody died",
        ["The army"],
    ),
    "name between commas": (
        "The governor of the coastal region, Juan Perez, said three were hurt.",
        "three were hurt",
        ["Juan Perez"],
    ),
    "two appositions": (
        "Jane Roe, the attorney general of Northland, one of the critics, said ten died.",
        "ten died",
        ["Jane Roe"],
    ),
    "relative clause": (
        "The agency, which denied the charge, said it had lost two trucks.",
        "it had lost two trucks",
        ["The agency"],
    ),
    "relative clause without commas": (
        "The Westland Observatory which counts the dead in Westland said ten died.",
        "ten died",
        ["The Westland Observatory"],
    ),
    "so-called": (
        'A so-called "Junior Command" states that "police shot the priests."',
        "police shot",
        ["Junior Command"],
    ),
    "joint": (
        "Ten people died in the hall, police and residents said.",
        "Ten people died",
        ["police and residents"],
    ),
    "one of": (
        "One of his relatives told AFP that the groom was safe.",
        "the groom was safe",
        ["One of his relatives", "AFP"],
    ),
    "an outlet right after a noun": (
        "The speaker said that tanks had hit the northern army AFP reported.",
        "tanks had hit",
        ["The speaker", "AFP"],
    ),
    "name before a colon": (
        'Mayor Jane Roe: "They shot at the bus."',
        "shot at the bus",
        ["Jane Roe"],
    ),
    "city before a colon": (
        'WASHINGTON: "We struck the depot," the general said.',
        "struck the depot",
        ["the general"],
    ),
    "verb within the quotation": (
        'The bishops "deplored the murder of six priests."',
        "murder of six priests",
        ["The bishops"],
    ),
    "made it clear": (
        "The general made it clear that the bridge was hit.",
        "the bridge was hit",
        ["The general"],
    ),
    "went on to say": (
        "The general went on to stress that the bridge was hit.",
        "the bridge was hit",
        ["The general"],
    ),
    "toll without a clause": (
        "The Westland Observatory gave a lower toll of 31 people killed.",
        "31 people killed",
        ["The Westland Observatory"],
    ),
    "nobody": ("Two bridges were hit on Sunday.", "Two bridges", []),
    "demand": ("The envoy wants to say that nine died.", "nine died", []),
    "no word from": ("The army did not say that nine died.", "nine died", []),
    "noun, not verb": ("The report on nine dead was long.", "nine dead", []),
    "participle": ("A ceasefire announced by Northland ended with nine dead.", "nine dead", []),
    "names for things": ("The nine dead states of the league were called.", "nine dead", []),
    "lives claimed": ("The blast claimed the lives of nine people.", "nine people", []),
    "we of the outlet": ("We reported that nine people died.", "nine people", []),
}


@pytest.mark.parametrize(("text", "words", "chain"), CHAINS.values(), ids=CHAINS)
def test_evidence_leads_to_its_chain(text: str, words: str, chain: list[str]) -> None:
    """The chain of speakers is read from one sentence, the first speaker first."""
    assert chain_of(text, words) == chain


RESOLVED = {
    "he": (
        "General John Doe said nine died. He said that two were hurt.",
        "two were hurt",
        ["John Doe"],
    ),
    "it": (
        "The Northland army said nine died. It said that two were hurt.",
        "two were hurt",
        ["The Northland army"],
    ),
    "they": (
        "Local sources told AFP nine died. They said that two were hurt.",
        "two were hurt",
        ["Local sources", "AFP"],
    ),
    "according to him": (
        "General John Doe said nine died. According to him, two were hurt.",
        "two were hurt",
        ["John Doe"],
    ),
    "surname": (
        "Observatory director Jane van Roe said nine died. Roe added that two were hurt.",
        "two were hurt",
        ["Jane van Roe"],
    ),
    "name only told elsewhere": (
        "Nine people died on Monday, Roe said. Jane Roe, the mayor, was not at home.",
        "Nine people died",
        ["Jane Roe"],
    ),
    "short name": (
        "The Westland Observatory for Human Rights said nine died. The Observatory said two were "
        "hurt.",
        "two were hurt",
        ["Westland Observatory for Human Rights"],
    ),
    "role before the name": (
        "Nine people died in the raid, a monitoring group said. The Westland Observatory for Human "
        "Rights said two were hurt.",
        "Nine people died",
        ["Westland Observatory for Human Rights"],
    ),
    "initials": (
        "The Westland Observatory for Human Rights said nine died. The WOHR said two were hurt.",
        "two were hurt",
        ["Westland Observatory for Human Rights"],
    ),
    "swapped initials": (
        "The Westland Observatory for Human Rights said nine died. WORH said two were hurt.",
        "two were hurt",
        ["Westland Observatory for Human Rights"],
    ),
    "the source": (
        "A source at Northtown Police told SANA nine died. The source said two were hurt.",
        "two were hurt",
        ["A source at Northtown Police", "SANA"],
    ),
    "the group": (
        "The Northland Front said nine died. The group said two were hurt.",
        "two were hurt",
        ["The Northland Front"],
    ),
    "the statement": (
        "The Northland army said nine died. The statement said two were hurt.",
        "two were hurt",
        ["The Northland army"],
    ),
    "a ministry statement": (
        "The Northland Defense Ministry was angry. A ministry statement said two were hurt.",
        "two were hurt",
        ["Northland Defense Ministry"],
    ),
    "head of": (
        "Jane Roe head of the Westland Observatory said nine died. The head of the Observatory "
        "said two were hurt.",
        "two were hurt",
        ["Jane Roe"],
    ),
    "office": (
        "Defense Secretary John Doe flew home. The secretary said two were hurt.",
        "two were hurt",
        ["John Doe"],
    ),
    "a report speaks for itself": (
        "The Northland army said nine died. The report said two were hurt.",
        "two were hurt",
        ["The report"],
    ),
}


@pytest.mark.parametrize(("text", "words", "chain"), RESOLVED.values(), ids=RESOLVED)
def test_short_names_lead_to_the_fullest(text: str, words: str, chain: list[str]) -> None:
    """Pronouns, surnames and roles are resolved to the fullest name that the text gives."""
    assert chain_of(text, words) == chain


CONTINUED = {
    "quotation of two sentences": (
        '"Nine died. Two were hurt," the mayor said.',
        "Nine died",
        ["the mayor"],
    ),
    "quotation after the speaker": (
        'The mayor said: "Nine died. Two were hurt."',
        "Two were hurt",
        ["The mayor"],
    ),
    "quotation that goes on": (
        '"Nine died," the mayor said. "Two were hurt."',
        "Two were hurt",
        ["the mayor"],
    ),
    "count that goes on": (
        "Nine people died in Oldtown, the mayor said. Another two were killed in Newtown.",
        "two were killed",
        ["the mayor"],
    ),
    "paragraphs after a colon": (
        "Minister Jane Roe said:\n\nNine people died.\n\nTwo were hurt.",
        "Two were hurt",
        ["Jane Roe"],
    ),
    "outlet's own voice after it": (
        "Nine people died, the mayor said. Two bridges were hit.",
        "Two bridges",
        [],
    ),
    "next paragraph": (
        "Nine people died in Oldtown, the mayor said.\n\nAnother two were killed in Newtown.",
        "two were killed",
        [],
    ),
    "time in the outlet's voice": (
        "Nine people died, Jane Roe said on Thursday, a day after rebels struck the town.",
        "rebels struck",
        [],
    ),
}


@pytest.mark.parametrize(("text", "words", "chain"), CONTINUED.values(), ids=CONTINUED)
def test_content_ends_where_the_speaker_stops(text: str, words: str, chain: list[str]) -> None:
    """Quotations and counts go on with their speaker, other sentences are the outlet's."""
    assert chain_of(text, words) == chain


def test_relaying_outlet_that_published_the_report_is_left_out() -> None:
    """The report's own outlet is no link of the chain."""
    text = "A source told Interfax that nine died."
    assert chain_of(text, "nine died", outlet="Interfax") == ["A source"]


def test_what_the_outlet_itself_reports_is_its_own_voice() -> None:
    """An attribution to the report's own outlet has an empty chain."""
    assert chain_of("Nine people died, Interfax reported.", "Nine people", "Interfax") == []


def test_claimed_responsibility_takes_in_the_deed_alone() -> None:
    """Who claims a deed is not the speaker for its toll."""
    text = "The Northland Front claimed responsibility for the blast that killed nine."
    assert chain_of(text, "claimed responsibility") == ["The Northland Front"]
    assert chain_of(text, "killed nine") == []


def test_toll_by_another_source_after_a_condemnation() -> None:
    """A source at the sentence's end speaks for the last clause."""
    text = "The envoy condemned the raid on Oldtown that killed six according to state media."
    assert chain_of(text, "killed six") == ["state media"]
    assert chain_of(text, "the raid on Oldtown") == ["The envoy"]


def test_capitals_and_line_breaks_are_kept_in_the_words() -> None:
    """In wire copy in capitals the words are those of the report, broken lines included."""
    text = (
        "POLICE OFFICERS SAID THAT NINE DIED IN THE RAID. ACCORDING TO POLICE\nSOURCES, TWO FLED."
    )
    found = source_at(attribute(document(text)), text.index("TWO FLED"), len(text))
    assert found is not None
    assert found.source[0].words == "POLICE\nSOURCES"
    assert found.source[0].evidence is not None
    assert found.source[0].evidence.is_in(text)


def test_text_that_went_through_a_tokenizer() -> None:
    """Hyphens and apostrophes that stand alone do not break names apart."""
    text = "Russia ’ s Tass agency said nine died , and the Al - Sahra - Post online reported ten ."
    assert chain_of(text, "nine died") == ["Russia ’ s Tass agency"]


def test_denial_is_in_the_cue() -> None:
    """A denying verb gives its content the stance of a denial."""
    text = "The Northland army denied that it had shelled the town."
    (found,) = attribute(document(text))
    assert found.stance == Stance.DENY
    assert found.cue == "denied"


def test_quoting_marks_of_two_apostrophes() -> None:
    """Old copy writes quotation marks as two apostrophes."""
    text = "''Nine people died in the hall,'' the mayor said."
    assert chain_of(text, "Nine people") == ["the mayor"]


def test_best_cover_wins_and_then_the_innermost() -> None:
    """Of two attributions that cover the evidence the smaller one is taken."""
    outer = Attributed(Span(0, 50), (), "said")
    inner = Attributed(Span(10, 40), (), "said")
    assert source_at([outer, inner], 12, 20) is inner
    assert source_at([outer, inner], 0, 20) is outer
    assert source_at([outer, inner], 60, 70) is None
    assert source_at([], 0, 5) is None


@given(st.text(alphabet='Tthe said,"“” .\n:A()[]that citing according to It he', max_size=200))
def test_any_text_is_read(text: str) -> None:
    """No arrangement of cues and marks breaks the reading, and every speaker is verbatim."""
    for found in attribute(document(text)):
        assert found.span.end <= len(text)
        for link in found.source:
            assert link.evidence is not None
            assert link.evidence.is_in(text)


FLOORS = {"seeds": (0.95, 0.92), "train-a": (0.95, 0.95), "train-c": (0.91, 0.91)}


@pytest.mark.parametrize("part", FLOORS)
def test_speakers_of_the_annotated_reports(shared: Path, part: str) -> None:
    """Speaker and chain stay above the floors on the annotated reports."""
    speakers = chains = claims = 0
    for path in sorted((shared / "corpus" / part).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        found = attribute(document(text, gold["outlet"]))
        for claim in gold["claims"]:
            start = text.index(claim["quote"])
            best = source_at(found, start, start + len(claim["quote"]))
            read = [link.words for link in best.source] if best else []
            pairs = [_alike(*pair) for pair in zip(claim["source"], read, strict=False)]
            claims += 1
            speakers += pairs[0] if pairs else claim["source"] == read
            chains += len(read) == len(claim["source"]) and all(pairs)
    assert speakers / claims >= FLOORS[part][0]
    assert chains / claims >= FLOORS[part][1]


def _alike(one: str, other: str) -> bool:
    small = {"the", "a", "an", "of", "for", "and", "in"}
    first, second = (set(words.casefold().split()) - small for words in (one, other))
    return 2 * len(first & second) >= min(len(first), len(second))


def test_the_reports_own_reporter_is_its_outlet() -> None:
    """An outlet's reporter is no speaker in the outlet's own report."""
    text = "Rialto reporter in the capital said that six clerks were killed."
    assert chain_of(text, "six clerks", outlet="Rialto") == []
    assert chain_of(text, "six clerks") == ["Rialto reporter in the capital"]


def test_a_body_keeps_its_whole_name_at_the_start_of_a_sentence() -> None:
    """The first word of a name is no mere modifier where it opens the sentence."""
    text = "Human Rights Watch says in a report issued Friday that ten monks died in Rakhine."
    assert chain_of(text, "ten monks died") == ["Human Rights Watch"]
