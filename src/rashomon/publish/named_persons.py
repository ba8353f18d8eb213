"""Names of private persons that a report tells: among the dead and the hurt, and who speaks.

What is looked for are runs of capitalized words where readers found harm to people, and beside
ages and kin. Names with an office or rank, of places, bodies, actors and outlets are left. It is
meant to find too much rather than too little: what it should leave is named in the rules.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape

from rashomon.publish.redaction_rules import Rules
from rashomon.publish.withheld_words import MARKUP as _MARKUP
from rashomon.publish.withheld_words import folded_name
from rashomon.records import (
    ActorKind,
    Claim,
    CountValue,
    Facet,
    PlaceValue,
    Reading,
    Span,
    TargetValue,
)
from rashomon.reference.actors import resolve_actor
from rashomon.reference.calendar_words import FULL_MONTHS, WEEKDAYS
from rashomon.reference.common_words import common_words
from rashomon.reference.countries import country_of

__all__ = ["Named", "parts_alone", "private_names", "role_of"]

_LETTERS = r"[^\W\d_]"
_CAPITAL = rf"(?:(?![a-zß-öø-ÿа-я]){_LETTERS})"
_ARTICLE = r"(?:(?:[AaEe]l|[Aa](?:n|s|sh|d|z|r))-)"
_NAME_WORD = rf"{_ARTICLE}?{_CAPITAL}(?:{_LETTERS}|[’'‘-](?={_LETTERS}))+"
_PARTICLE = r"(?:al|el|bin|ibn|bint|abu|umm|abd|abdul|ul|de|del|della|da|dos|van|von|der|di|y)"
_NICKNAME = (  # Jane "Jay" Doe
    rf"\s+[\"“”‘’'«„(]{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,2}}[\"“”‘’'»)](?=\s+{_NAME_WORD})"
)
_NICKNAMED = re.compile(r"\s+[\"“”‘’'«„(][^\"“”»)]+[\"“”’'»)](?=\s)")
_RUN = re.compile(
    rf"(?<!\w){_NAME_WORD}(?:\s+(?:{_PARTICLE}\s+)*(?:{_CAPITAL}\.\s+)?{_NAME_WORD}|{_NICKNAME})*"
)
_ASIDE = r"(?:\s*[(\[][^()\[\]\d]{1,60}[)\]])?"  # the name in its own letters
_AGE = (
    rf"{_ASIDE}"
    r"(?:,?\s+(?:aged?\s+)?\d{1,3}(?=\s*[,.;)]|\s+and\b)|\s*\(\s*(?:aged?\s+)?\d{1,3}\s*\)|"
    r",\s+aged?\s+\d|,\s+(?:an?\s+)?\d{1,3}[- ](?:year|month)s?[- ]old)"
)
_AGED = re.compile(rf"({_RUN.pattern}){_AGE}")
_OLD = re.compile(rf"\d{{1,3}}[- ](?:year|month)s?[- ]old\s+(?:\w+,?\s+){{0,2}}?({_RUN.pattern})")
_CALLED = re.compile(
    rf"\b(?:named|identified(?:\s+\w+){{0,3}}\s+as|called|whose\s+name\s+was)\s+(?:as\s+)?"
    rf"({_RUN.pattern})"
)
_KIN = re.compile(
    r"\b(?i:his|her|their|my|’s|'s)\s+(?:\w+\s+)?(?:son|daughter|wife|husband|mother|father|brother|sister|cousin|uncle|aunt|"
    r"nephew|niece|grandson|granddaughter|grandmother|grandfather|child|baby|fianc[ée]e?)s?,?\s+"
    rf"({_RUN.pattern})"
)  # fmt: skip
_PRIVATE = (
    r"(?:eye)?witness|resident|villager|inhabitant|local|relative|neighbou?r|survivor|farmer|"
    r"shepherd|shopkeeper|shop\s+owner|student|pupil|teacher|housewife|widow|widower|refugee|"
    r"displaced\s+\w+|father|mother|son|daughter|brother|sister|husband|wife|cousin|uncle|aunt|"
    r"nephew|niece|grandfather|grandmother|orphan|driver|baker|laborer|labourer|worker|civilian|"
    r"passerby|bystander|schoolboy|schoolgirl|toddler|baby"
)
_HARMED = (
    r"(?:kill|wound|injur|murder|behead|execut|tortur|rap|detain|arrest|kidnapp|abduct|shot\s+dead|"
    r"struck|buri|mourn|maim|disappear|beat)"
)
# "killed NAME", "the body of NAME"; "NAME was killed", "NAME died", "NAME's funeral".
_HARMED_NAME = re.compile(
    rf"\b(?i:{_HARMED}(?:ed|ied|ing|ying|d)?|(?:body|bodies|remains|funeral|death|deaths|murder|"
    rf"killing|grave|burial|execution|arrest|detention|disappearance|grief|mourning|prayers)"
    rf"\s+(?:of|for))\s+({_RUN.pattern})"
)
_NAME_HARMED = re.compile(
    rf"({_RUN.pattern}){_ASIDE},?\s+(?:(?:who\s+)?(?:was|were|is|are|has\s+been|had\s+been|have\s+"
    rf"been)\s+(?:\w+\s+){{0,2}}?{_HARMED}(?:ed|ied|ing|ying|d)?\b|(?:who\s+)?(?:died|perished|bled|"
    rf"succumbed|lost\s+(?:his|her|their)|passed\s+away)\b)"
)
_NAMES_FUNERAL = re.compile(
    rf"({_RUN.pattern})[’']s\s+(?:\w+\s+)?(?i:body|remains|funeral|death|killing|murder|grave|burial|"
    rf"family|relatives|injur\w+|wounds|arrest|corpse)\b"
)
_LISTED = re.compile(
    r"\b(?i:(?:names?\s+of\s+)?the\s+(?:dead|victims|deceased|wounded|injured|killed|casualties|"
    r"martyrs|missing|detained|detainees|fallen)(?:\s+(?:were|are|was|is|include[sd]?|have\s+been))?"
    r"(?:\s+(?:named|identified))?(?:\s+as)?)\s*[:–—-]?\s*(?=\S)"
)
_LIST_ENDS = re.compile(r"[^\W\d_]{2}\.(?=\s)|\n\s*\n")
_LIST_AT_MOST = 800  # signs of a list of names
_OWN_LETTERS = r"\s*[(\[“\"«]\s*([^()\[\]“”\"«»\d]{2,60}?)\s*[)\]”\"»]"
# "A relative, NAME, said", "resident NAME"; "NAME, a resident of the village", "NAME, who lost".
_ROLE_NAME = re.compile(rf"\b(?i:{_PRIVATE}),?\s+({_RUN.pattern})")
_NAME_ROLE = re.compile(
    rf"({_RUN.pattern}),\s+(?:(?:an?|one|another|the|his|her|their)\s+(?:[\w’'-]+\s+){{0,3}}?"
    rf"(?i:{_PRIVATE})\b|(?:aged\s|who\s+lost\s|whose\s+(?:\w+\s+){{0,2}}(?i:{_PRIVATE})\b))"
)
# What makes a person public, right before the name or within a few words behind it.
_OFFICE = (
    r"secretary|minister|ministry|spokes\w+|director|chief|general|gen|president|envoy|commander|"
    r"official|colonel|col|lieutenant|lt|major|maj|brigadier|brig|captain|capt|sergeant|sgt|corporal|"
    r"admiral|marshal|ambassador|governor|mayor|leader|emir|king|queen|prince|senator|lawmaker|"
    r"prosecutor|judge|imam|bishop|patriarch|pope|analyst|professor|head|deputy|chairman|"
    r"correspondent|reporter|editor|premier|chancellor|representative|ayatollah|mullah|"
    r"militant|warlord|negotiator|politician|candidate|operative"
)
_OFFICE_BEFORE = re.compile(rf"(?i)\b(?:{_OFFICE})s?\.?,?\s+(?:\w+\.?\s+){{0,1}}$")
_OFFICE_WITHIN = re.compile(rf"(?i)\b(?:{_OFFICE})s?\b")
_OFFICE_AFTER = re.compile(rf"(?i)^,?\s*(?:an?\s+|the\s+)?(?:[\w’'-]+\s+){{0,4}}?(?:{_OFFICE})s?\b")
_PLACE_BEFORE = re.compile(
    r"(?i)\b(?:in|at|near|from|around|outside|inside|towards?|into|to|across|between|north|south|"
    r"east|west|northern|southern|eastern|western|central|village|town|city|district|province|"
    r"region|camp|street|neighbou?rhood)\s+(?:of\s+)?(?:the\s+)?$"
)
_PLACE_AFTER = re.compile(
    r"(?i)^\s+(?:village|town|city|district|province|region|governorate|camp|street|"
    r"neighbou?rhood|river|road|bridge|area|airport|base|hospital|mosque|school|market|square)\b"
)
_BODY = frozenset(
    """
    administration agency air alliance amnesty army association authority bank base brigade bureau
    center centre city coalition command commission committee company congress corps council court
    crescent cross database defence defense democratic department directorate east west embassy
    federation forces force foundation front government group guard guards helmets hospital house
    initiative institute international islamic state kingdom kremlin league media militia ministry
    mission movement nations national network news north south observatory office organisation
    organization parliament party pentagon police press project province radio republic rights
    senate service services society staff states syndicate television tv union united university
    watch white red green arab syrian russian american british french turkish israeli iranian
    iraqi saudi kurdish ukrainian human people peoples street road bridge airport mosque church
    school market square camp district village river valley mount lake sea gulf border crossing
    twitter telegram facebook reuters sunday prime civil free popular mobilization mobilisation
    organisations organizations committees coordination relief medical operation operations
    shield storm campaign units liberation resistance brigades battalion division regiment corps
    tribe mr mrs ms
    """.split()
)
_NO_NAME = frozenset(
    """
    the a an this that these those he she it they we i you his her its their our my who what when
    where why how there here but and or so yet if as at by for from in of on to with after before
    during since until while although because among also other others some many several most all
    both each every no none one two three four five six seven eight nine ten dozens hundreds
    thousands is are was were be being been
    at least more less nearly about around local according meanwhile however later
    earlier then now today yesterday tomorrow islam god allah killed wounded injured dead
    """.split()
) | {*map(str.casefold, WEEKDAYS), *map(str.casefold, FULL_MONTHS)}
_NO_NAMES_WITHIN = re.compile(
    rf"(?:.*\s)?(?i:{'|'.join(sorted(map(re.escape, _NO_NAME)))})\s+", re.DOTALL
)
_CAPITALS = 4  # letters of a name in capitals at least; fewer are a body's initials
_PARTICLES = frozenset(
    "abu umm bin ibn bint abd abdul del della van von der haj hajj sheikh".split()
)
_ROLES = {
    ActorKind.WITNESS: "a witness",
    ActorKind.RESIDENT: "a resident",
    ActorKind.CIVILIANS: "a civilian",
    ActorKind.MEDIC: "a medic",
    ActorKind.RESCUER: "a rescuer",
    ActorKind.ACTIVIST: "an activist",
}
_RELATIVE = re.compile(
    r"(?i)\b(?:relative|father|mother|son|daughter|brother|sister|wife|husband|widow|widower|"
    r"cousin|uncle|aunt|nephew|niece|grand\w+|survivor|neighbou?r)s?\b"
)
_LEADS = frozenset(
    "mr mrs ms dr witness resident relative survivor farmer teacher student father mother".split()
)
_HARM = (Facet.KILLED, Facet.INJURED, Facet.CASUALTIES)
_COMPOUND = re.compile(r"-(?:[a-z]{3,}ed|led|run|held|born|wide)\b")
_TITLES = re.compile(r"(?i)^(?:mr|mrs|ms|dr)\.?\s+")


@dataclass(frozen=True, slots=True)
class Named:
    """Names with the rule by which each is withheld: everywhere, and in their own report alone.

    Alone there stand a part of a longer name and a single word, which elsewhere may be another's.
    """

    everywhere: dict[str, str] = field(default_factory=dict)
    in_report: dict[str, str] = field(default_factory=dict)


def private_names(reading: Reading, rules: Rules) -> Named:
    """Return the names of private persons in a report, by the rules that are in force."""
    known = _Known(reading, rules)
    found: dict[str, str] = {}
    if rules.withholds_victims:
        found |= dict.fromkeys(_victims(reading, known), "name")
    if rules.withholds_speakers:
        found |= {name: "name" for name in _speakers(reading, rules, known) if name not in found}
    named = Named()
    for name, rule in list(found.items()):
        for other in (*_shorter(name, known), *_in_own_letters(name, known)):
            found.setdefault(other, rule)
    for name, rule in found.items():
        whole = _words(name)
        (named.everywhere if len(whole) > 1 else named.in_report)[name] = rule
        for part in whole if len(whole) > 1 else ():
            if known.is_part_alone(part):
                named.in_report[part] = rule
    return named


def _words(name: str) -> list[str]:
    """The words of a name, without quotation marks around a nickname."""
    return [word for word in (one.strip('"“”‘«»„()') for one in name.split()) if word]


def _shorter(name: str, known: _Known) -> Iterator[str]:
    """What else somebody is called whose whole name is told: first and last name, an initial."""
    bare = _NICKNAMED.sub("", name)
    if bare != name:
        yield bare
    words = _words(bare)
    last = words[-1]
    is_led = folded_name(words[0]) in _PARTICLES
    if len(words) > 1 and not is_led and known.is_part_alone(last):
        yield f"{words[0][0]}. {last}"
    if len(words) > 2:
        pairs = [(words[-2], last)] if folded_name(words[-2]) not in _PARTICLES else []
        if not is_led:
            pairs.append((words[0], last))
            if folded_name(words[1]) not in _PARTICLES:
                pairs.append((words[0], words[1]))
        for pair in pairs:
            if known.is_person(" ".join(pair), "", "") and all(len(one) > 2 for one in pair):
                yield " ".join(pair)


def _in_own_letters(name: str, known: _Known) -> Iterator[str]:
    """The same name in letters that are not Latin, where it stands in brackets behind it."""
    for text in known.texts:
        for met in re.finditer(rf"{re.escape(name)}{_OWN_LETTERS}", text):
            letters = [sign for sign in met[1].casefold() if sign.isalpha()]
            if len(letters) > 1 and not any("a" <= sign <= "z" for sign in letters):
                yield met[1]


def parts_alone(reading: Reading, rules: Rules, parts: Iterable[str]) -> list[str]:
    """Return those parts of other reports' names that are withheld in this report, too.

    Not those that are a place's, a body's or a common word here.
    """
    known = _Known(reading, rules)
    return [part for part in parts if known.is_part_alone(part)]


class _Known:
    """What of a report's capitals is no private person: its places, bodies, actors and outlets."""

    def __init__(self, reading: Reading, rules: Rules) -> None:
        report = reading.report
        self.text = report.text
        # What names are looked for in by how they are told: the text, without its markup where it
        # has any, and the title.
        bare = unescape(_MARKUP.sub("", report.text)) if _MARKUP.search(report.text) else ""
        self.texts = tuple(one for one in (report.text, bare, report.title or "") if one)
        places = [
            place
            for place in (
                *(claim.value for claim in reading.claims),
                *(mention.place for mention in reading.mentions),
                *(told.place for told in reading.incidents),
            )
            if isinstance(place, PlaceValue)
        ]
        names = {place.words for place in places}
        for place in places:
            names |= {one.name for one in place.anchors}
            names |= {one.admin or "" for one in place.anchors}
            names |= {one.country or "" for one in place.anchors}
        self._places = {folded_name(name) for name in names} - {""}
        self._place_words = {word for name in self._places for word in name.split()}
        self._kept = {folded_name(name) for name in rules.keep}
        others = (report.outlet, report.carried_from, report.byline)
        self._others = {folded_name(one) for one in others if one}

    def is_person(
        self, run: str, before: str, after: str, *, least: int = 2, is_sure: bool = False
    ) -> bool:
        """Tell whether a run of capitalized words may be a private person's name.

        `before` and `after` are what stands around it; `least` is how many words it has to have.
        `is_sure` where an age, kin or harm beside it tells that it is somebody's.
        """
        words = [one.strip('"“”‘«»„()') for one in folded_name(run).split()]
        whole = " ".join(words)
        if len(words) < least or len(words) > 6 or whole in self._kept:
            return False
        if {*words} & (_BODY | _NO_NAME) or any(word.isdigit() for word in words):
            return False
        capitals = [one for one in _words(run) if one.isupper() and len(one.strip(".")) > 1]
        if capitals and (
            any(len(one) < _CAPITALS for one in capitals)
            or not (is_sure or len(capitals) < len(words))
        ):
            return False  # initials of a body, or a headline in capitals
        if _COMPOUND.search(run):
            return False  # "Britain-based", "US-led"
        if whole in self._places or whole in self._others or {*words} <= self._place_words:
            return False
        if len(words) == 1 and (words[0] in common_words() or words[0] in self._place_words):
            return False
        if _PLACE_BEFORE.search(before) or _PLACE_AFTER.search(after):
            return False
        if _OFFICE_BEFORE.search(before) or _OFFICE_WITHIN.search(run):
            return False
        if _OFFICE_AFTER.search(after.split(".")[0].split(";")[0]):
            return False
        return country_of(run) is None and resolve_actor(run) is None

    def is_part_alone(self, part: str) -> bool:
        """Tell whether a part of a name is withheld where it stands alone in the report."""
        folded = folded_name(part)
        return (
            sum(letter.isalpha() for letter in folded) >= 3
            and folded not in self._place_words
            and folded not in self._kept
            and folded not in _BODY | _NO_NAME | _PARTICLES
            and folded not in common_words()
            and part[:1].isupper()
            and country_of(part) is None
        )

    def runs(self, start: int, end: int, *, least: int = 2) -> Iterator[str]:
        """Yield the names of persons within a stretch of the text."""
        for met in _RUN.finditer(self.text, start, end):
            run, begin = _without_first(met[0], met.start())
            before, after = self.text[max(0, begin - 60) : begin], self.text[met.end() :][:80]
            if self.is_person(run, before, after, least=least):
                yield run


def _without_first(run: str, start: int) -> tuple[str, int]:
    """A run without what only stands in capitals because a sentence begins with it."""
    while " " in run:
        first, _, rest = run.partition(" ")
        if first.casefold().rstrip(".") not in _NO_NAME | _LEADS and country_of(first) is None:
            break
        start += len(run) - len(rest.lstrip())
        run = rest.lstrip()
    return run, start


def _victims(reading: Reading, known: _Known) -> Iterator[str]:
    """Names where harm is told, and names with an age or kin beside them."""
    spans = {mention.mention_id: mention.span for mention in reading.mentions}
    told: set[tuple[int, int]] = set()
    for claim in reading.claims:
        if claim.facet in _HARM:
            told.add((claim.evidence.start, claim.evidence.end))
            if _is_of_few(claim):
                told.add((spans[claim.mention].start, spans[claim.mention].end))
        elif isinstance(claim.value, TargetValue) and claim.value.actor is None:
            told.add((claim.evidence.start, claim.evidence.end))
    for start, end in sorted(told):
        yield from known.runs(start, end)
    for met in _LISTED.finditer(known.text):
        stop = _LIST_ENDS.search(known.text, met.end(), met.end() + _LIST_AT_MOST)
        end = stop.end() if stop else min(len(known.text), met.end() + _LIST_AT_MOST)
        yield from known.runs(met.end(), end)
    for expression, least in (
        (_AGED, 2), (_OLD, 1), (_CALLED, 2), (_KIN, 1), (_HARMED_NAME, 2), (_NAME_HARMED, 2),
        (_NAMES_FUNERAL, 2),
    ):  # fmt: skip
        yield from _told_by(expression, known, least)


def _told_by(expression: re.Pattern[str], known: _Known, least: int) -> Iterator[str]:
    """The names that stand where an expression has them, an office before or behind set aside."""
    for text in known.texts:
        for met in expression.finditer(text):
            run, begin = _without_first(met[1], met.start(1))
            if cut := _NO_NAMES_WITHIN.match(run):  # a headline of capitals: "Grief For N. N."
                begin, run = begin + cut.end(), run[cut.end() :]
            # By the words that make it a name; nobody mourns at a town's funeral.
            is_led = met.start(1) > met.start() or expression is _NAMES_FUNERAL
            before = "" if is_led else text[max(0, begin - 60) : begin]
            end = met.end(1) if met.start(1) > met.start() else met.end()
            if known.is_person(run, before, text[end:][:80], least=least, is_sure=True):
                yield run


def _is_of_few(claim: Claim) -> bool:
    """Tell whether the number is so small that its sentence may name whom it counts."""
    value = claim.value
    return isinstance(value, CountValue) and value.range.high is not None and value.range.high <= 20


def _speakers(reading: Reading, rules: Rules, known: _Known) -> Iterator[str]:
    """The names within the words for speakers of the kinds that are withheld, and beside words
    for private people, whether they say anything that was read or not.
    """
    for expression in (_ROLE_NAME, _NAME_ROLE):
        yield from _told_by(expression, known, 1 if expression is _NAME_ROLE else 2)
    for claim in reading.claims:
        for speaker in claim.source:
            if speaker.kind not in rules.speaker_kinds or speaker.party or speaker.actor:
                continue
            # Of a kind that is not known a single capital may be a paper's name as well.
            least = 2 if speaker.kind == ActorKind.UNKNOWN.value else 1
            words = _TITLES.sub("", speaker.words)
            for met in _RUN.finditer(words):
                run, begin = _without_first(met[0], met.start())
                before, after = _around(speaker.evidence, known.text)
                before, after = before + words[:begin], words[met.end() :] or after
                if known.is_person(run, before, after, least=least):
                    yield run


def _around(evidence: Span | None, text: str) -> tuple[str, str]:
    """What stands before and after some words of a text."""
    if evidence is None:
        return "", ""
    return text[max(0, evidence.start - 60) : evidence.start], text[evidence.end :][:80]


def role_of(kind: str, words: str, rest: Collection[str] = ()) -> str:
    """Return what a private speaker is called instead: by kin, else by the kind of speaker.

    >>> role_of("resident", "Abu Karam, a relative"), role_of("unknown", "Karam Doe")
    ('a relative', 'a private person')
    """
    if _RELATIVE.search(" ".join((words, *rest))):
        return "a relative"
    try:
        return _ROLES.get(ActorKind(kind), "a private person")
    except ValueError:  # a reader of somebody else's, with kinds of its own
        return "a private person"
