"""Place phrases in running text, and which of them say where violence happened.

Syntax only: a preposition, a place noun or a verb of attack before, a capitalized name, and
what hangs on it ("the village of X in Y province, 8 km east of Z"). Whether such a place
exists is for the gazetteer to say, later; a finding that rests on nothing but a capital
letter carries a confidence below one half, so that it can be dropped there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rashomon.read.document import Document, Finding, Sentence
from rashomon.records import Facet, PlaceValue, Stance
from rashomon.reference.countries import country_of, is_country_word
from rashomon.reference.place_words import (
    CLASS_OF_NOUN,
    DESCRIPTIONS,
    HOLDERS,
    NUMBER_WORDS,
    PART_NOUNS,
    bearing_of,
)

__all__ = ["ToponymMention", "find_place_claims", "find_toponyms"]


@dataclass(frozen=True, slots=True)
class ToponymMention:
    """A stretch of text that speaks of a place.

    `words` is the phrase as it is to be resolved, relation included; for a member of a list
    ("X and Y districts in Z") it is put together from the member and what the list shares.
    `head` is the place name itself, None for "the city". `noun` is the class of its place
    noun (village, town, quarter, district, province, site, feature), None where it has none.
    `lead` is the word before it, lower case. `is_cued` is set where the words around it, and
    not only a capital letter, say that it is a place.
    """

    start: int
    end: int
    words: str
    head: str | None
    noun: str | None
    lead: str
    is_cued: bool
    is_part: bool = False  # "the northern parts of", "areas of", "outskirts"


_NOT_NAME = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march april "
        "may june july august september october november december jan feb mar apr jun jul aug "
        "sep sept oct nov dec ramadan eid christmas easter i he she it they we you the a an his "
        "her their this that these those there here but and or as at in on of by for from to "
        "with after before when while if so not no mr mrs ms dr president prime minister general "
        "colonel captain lieutenant lt gen col maj brig sgt king prince emir sheikh-general "
        "ambassador senator secretary spokesman spokeswoman commander chief director god allah "
        "islam english arabic twitter facebook telegram youtube whatsapp reuters afp ap sana "
        "cnn bbc rt sputnik xinhua interfax tass state front army forces force units unit party "
        "council coalition observatory ministry nations police agency union organisation "
        "organization group brigade brigades movement houthi houthis taliban isis isil daesh is "
        "ypg ypj sdf pkk pyd qaeda al-qaeda nusra al-nusra hezbollah hizbullah hamas fatah "
        "boko haram al-shabaab shabaab assad putin trump obama un us uk eu nato usa security "
        "guard guards corps command defence defense affairs human rights helmets crescent cross "
        "committee commission parliament congress senate court government republic kingdom "
        "service services press news agency network television radio times post islamic free "
        "democratic muslim christian shia sunni shiite kurdish kurd kurds arab arabs jewish "
        "christians muslims levant daish sham jihad jaish ahrar liwa jund operation war civil read also tags "
        "photo source image file west east north south western eastern northern southern "
        "farc eln fmln m-19 sendero luminoso jesuits jesuit catholic republican democrats"
    ).split()  # noqa: SIM905
)
_ACTOR_NOUNS = frozenset(
    (
        "state front army forces force units party council coalition observatory ministry "
        "nations police agency union organisation organization group brigade brigades movement "
        "command committee commission parliament congress senate court helmets crescent network "
        "corps guard guards battalion division regiment militia militias houthis taliban service "
        "services television radio times post society association institute league"
    ).split()  # noqa: SIM905
)
# In capitals every word looks like a name; these never belong to one. Common words of wire copy.
_CAPITALS_STOP = frozenset(
    (
        "who whom whose which what where when why how has have had been being were was are be do "
        "does did will would can could shall should may might must all any each every some many "
        "more most other another such only own same than then now just very too also about above "
        "against between during through until upon within without under over again further once "
        "because since although though however including according accordance addition order "
        "favor case cases view fact front charge connection relation response result terms "
        "detail details custody power office force forces effect action actions attack attacks "
        "murder killing killed died dead wounded injured exploded bomb bombs bombing explosion "
        "fire fired shooting shot clashes combat fighting guerrilla guerrillas terrorist "
        "terrorists soldiers soldier troops police army military armed civilian civilians people "
        "population persons person men man women woman children members member leader leaders "
        "government president minister ministry general colonel captain lieutenant official "
        "officials spokesman statement statements report reports today yesterday night morning "
        "afternoon evening week month months year years day days time times hours hour minutes "
        "first last next new old second third one two three four five six seven eight nine ten "
        "several few national international political public social economic human rights "
        "country countries world nation part parts place places way ways hand hands spite place "
        "said says told reported announced added stated claimed their there this that these "
        "those his her its our your my they them him she he it we us you me as at by for from in "
        "into of off on onto out to toward towards up with and or but nor not no yes the a an if "
        "so while after before near around along across inside outside located town city village "
        "command commands operation operations battle battles war peace talks dialogue cooperation "
        "progress process support search pursuit possession general particular fulfillment line "
        "duty midst crime crimes violence death deaths self defense spanish english text words "
        "indistinct recording begin end passage omitted reporter continued clandestine domestic "
        "am pm km meters kilometers kms miles noon midnight dawn exchange encounter coming event "
        "due events situation area areas zone zones region sector full high such"
    ).split()  # noqa: SIM905
)

_STANDING = (
    "held controlled backed populated dominated run occupied ruled bastion majority torn hit "
    "speaking only besieged".split()
)  # noqa: SIM905
_PARTICLES = frozenset("al el ez ed es bin ibn bu de la las los del da do dos e ul".split())  # noqa: SIM905
_ARTICLE = re.compile(r"(?:al|el|ad|as|ash|at|ar|an|az|ez|es|ed|et)[-–'’]", re.IGNORECASE)
_PLURAL = frozenset(
    "neighborhoods neighbourhoods districts quarters villages towns areas suburbs cities streets "
    "provinces camps regions farms".split()  # noqa: SIM905
)
_TOKEN = re.compile(
    # "Deir ez - Zor", "Britain ' s": some texts set hyphens and apostrophes apart.
    r"(?P<poss>\s?['’]\s?s\b|(?<=s)['’](?=\s))"
    r"|(?P<word>[^\W_]+(?:(?:[-–'’.]|(?:(?<=\b[a-z]{2})\s-\s))(?!s\b)[^\W_]+)*)"
    r"|(?P<punct>[^\w\s])"
)
_UNITS = re.compile(r"(?:kilomet(?:er|re)s?|kms?|miles?|met(?:er|re)s?|yards?)$")
_MEASURE = re.compile(r"\d[\d.,]*(?:km|kms|mi|m)?$")
_JOINTS = frozenset("in of near outside inside within on at along around".split())  # noqa: SIM905
_NEARNESS = frozenset("near outside around between inside along".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    plain: str
    kind: str  # word, poss, punct


@dataclass(frozen=True, slots=True)
class _Atom:
    """A name with its noun, or a noun alone, as token indexes; `names` is empty for "the city"."""

    end: int
    names: tuple[tuple[int, int], ...]
    noun: str | None
    noun_word: str | None
    name_end: int = 0
    is_country: bool = False
    is_noun_first: bool = False


class _Phrases:
    """A parser of the place phrases of one sentence, by recursive descent over its tokens."""

    def __init__(self, sentence: Sentence, is_capitals: bool) -> None:
        self.text = sentence.text
        self.offset = sentence.start
        self.is_capitals = is_capitals
        self.tokens = [
            _Token(m.start(), m.end(), m.group(), m.group().casefold().strip(), m.lastgroup or "")
            for m in _TOKEN.finditer(sentence.text)
        ]

    def token(self, at: int) -> _Token | None:
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    def plain(self, at: int) -> str:
        token = self.token(at)
        return token.plain if token else ""

    def all(self) -> Iterator[ToponymMention]:
        """Every place phrase, none inside another."""
        at = 0
        while at < len(self.tokens):
            found = self.phrase(at)
            if found is None:
                at += 1
                continue
            end, mentions = found
            yield from mentions
            at = max(end, at + 1)

    def phrase(self, at: int) -> tuple[int, list[ToponymMention]] | None:
        """The phrase that begins at a token, with the index after it, None where none does."""
        begin = at
        at = self.relation(at)
        has_relation = at > begin
        after_description, has_bearing = self.description(at)
        atom = self.atom(after_description)
        if atom is None:
            atom = self.country(at, after_description)
        if atom is None:
            return None
        while (
            atom.noun_word in PART_NOUNS
            and not atom.names
            and self.plain(atom.end)
            in {
                "of",
                "in",
                "around",
            }
        ):
            inner = self.phrase(atom.end + 1)
            if inner is None:
                break
            end, mentions = inner
            first = self.widened(mentions[0], begin, is_part=True)
            return end, [first, *(replace(other, is_part=True) for other in mentions[1:])]
        if self.is_capitals and not (atom.noun or has_relation or not atom.names):
            if self.lead(begin) not in _PLACE_LEADS:
                return None  # in capitals a bare word is no name unless a preposition says so
        end, inner = self.chain(atom)
        if self.plain(begin) == "between" and self.plain(end) == "and":
            after, _ = self.description(end + 1)
            other = self.atom(after)
            if other is not None:
                end, _ = self.chain(other)
        elif self.plain(begin) == "between" and len(atom.names) < 2:
            return None
        named = atom if atom.names else inner
        return end, list(self.mentions(begin, atom, named, end, has_relation, has_bearing))

    def widened(self, mention: ToponymMention, begin: int, *, is_part: bool) -> ToponymMention:
        """The mention with the words before it that say which part of the place is meant."""
        start = self.offset + self.tokens[begin].start
        if start >= mention.start:
            return mention
        added = self.text[start - self.offset : mention.start - self.offset]
        return ToponymMention(
            start,
            mention.end,
            added + mention.words,
            mention.head,
            mention.noun,
            self.lead(begin),
            True,
            is_part,
        )

    def relation(self, at: int) -> int:
        """Skip "8 km east of", "south of", "near", "between", "in and around"."""
        begin = at
        while self.plain(at) in {"just", "some", "about", "around", "further", "roughly", "nearly",
                                 "more", "less", "than", "over", "only", "very"}:  # fmt: skip
            at += 1
        measure = self.distance(at)
        at = measure or at
        if self.plain(at) in {"to", "in"} and self.plain(at + 1) == "the":
            at += 2
        elif self.plain(at) == "the" and bearing_of(self.plain(at + 1)) is not None:
            at += 1
        turned = at
        while bearing_of(self.plain(turned)) is not None or (
            turned > at
            and self.plain(turned) == "and"
            and bearing_of(self.plain(turned + 1)) is not None
        ):
            turned += 1
        if turned > at and self.plain(turned) in {"of", "from"}:
            return turned + 1
        if measure and self.plain(at) in {"from", "outside", "inside", "off"}:
            return at + 1
        if measure and self.plain(at) == "away" and self.plain(at + 1) == "from":
            return at + 2
        at = begin
        if (
            self.plain(at) in {"in", "on"}
            and self.plain(at + 1) == "and"
            and self.plain(at + 2) == "around"
        ):
            return at + 3
        if self.plain(at) == "close" and self.plain(at + 1) == "to":
            return at + 2
        if self.plain(at) in _NEARNESS:
            return at + 1
        return begin

    def distance(self, at: int) -> int | None:
        """The index after "eight kilometers" or "60 kilometres (35 miles)"."""
        word = self.plain(at)
        if word == "a" and self.plain(at + 1) == "few":
            at += 1
        elif not (_MEASURE.match(word) or word in NUMBER_WORDS):
            return None
        if not word.endswith(("km", "kms")) or not word[0].isdigit():
            at += 1
            if self.plain(at) == "-":
                at += 1
            if not _UNITS.match(self.plain(at)):
                return None
        at += 1
        if self.plain(at) == "(":
            close = at
            while close < min(at + 6, len(self.tokens)) and self.plain(close) != ")":
                close += 1
            at = close + 1 if self.plain(close) == ")" else at
        return at

    def description(self, at: int) -> tuple[int, bool]:
        """Skip "the mostly Kurdish-controlled northeastern Syrian"; tell whether it turns."""
        has_bearing = False
        while True:
            word, token = self.plain(at), self.token(at)
            if token is None:
                return at, has_bearing
            is_name = self.is_name(at)
            if bearing_of(word) is not None and (not is_name or self.is_capitals):
                has_bearing = True
            elif word in CLASS_OF_NOUN or word in PART_NOUNS:
                owner = self.token(at + 1)
                if not (owner and owner.kind == "poss"):
                    return at, has_bearing
                at += 1
            elif word in {"citys", "towns", "villages", "capitals", "provinces", "countrys"} and (
                self.plain(at - 1) in {"the", "this", "that"}
            ):
                pass
            elif "-" in word and re.split(r"\s?-\s?", word)[-1] in {*_STANDING, "led"}:
                pass
            elif word in HOLDERS and (token.text.isupper() or word != "is"):
                pass
            elif size := self.country_size(at):
                at += size - 1
                owner = self.token(at + 1)
                if owner and owner.kind == "poss":
                    at += 1
            elif word in DESCRIPTIONS and (not is_name or word in {"the", "a", "an"}):
                pass
            elif (
                word in {"and", "or"} and self.is_describing(at - 1) and self.is_describing(at + 1)
            ):
                pass
            else:
                return at, has_bearing
            at += 1

    def is_describing(self, at: int) -> bool:
        word = self.plain(at)
        return bearing_of(word) is not None or (word in DESCRIPTIONS and word not in {"the", "a"})

    def country_size(self, at: int) -> int:
        """How many tokens from here are a country's name or demonym, 0 for none."""
        for size in (4, 3, 2, 1):
            last = self.token(at + size - 1)
            if last is None or not self.is_name(at):
                continue
            words = self.text[self.tokens[at].start : last.end]
            if is_country_word(words) and not (self.is_capitals and len(words) < 4):
                return size
        return 0

    def country(self, begin: int, end: int) -> _Atom | None:
        """The country that a description ended with, when nothing that it describes follows."""
        for at in range(begin, end):
            size = self.country_size(at)
            if size and at + size >= end and not self.is_demonym(at, at + size):
                return _Atom(end, ((at, at + size),), None, None, end, is_country=True)
        return None

    def is_demonym(self, start: int, end: int) -> bool:
        words = self.text[self.tokens[start].start : self.tokens[end - 1].end].casefold()
        country = country_of(words)
        told = {name.casefold() for name in country.demonyms} if country else set()
        return words in told or words.removesuffix("s") in told

    def atom(self, at: int) -> _Atom | None:
        """A name with its noun before or after it, or a place noun alone."""
        word = self.plain(at)
        noun = CLASS_OF_NOUN.get(word)
        if (noun or word in PART_NOUNS) and not (self.is_name(at) and not self.is_capitals):
            after = at + 1
            if self.plain(after) in {"of", "called", "named"}:
                after += 1
            elif self.plain(after) in {",", "-", "("}:
                return _Atom(at + 1, (), noun, word)
            if word not in PART_NOUNS or word in _PLURAL:
                after, _ = self.description(after)
                names = self.names(after)
                if names:
                    end = names[-1][1]
                    end += self.plain(end) in CLASS_OF_NOUN and not self.is_name(end)
                    return _Atom(
                        end, names, noun or "district", word, names[-1][1], is_noun_first=True
                    )
            return _Atom(at + 1, (), noun, word)
        names = self.names(at)
        if not names:
            return None
        end = name_end = names[-1][1]
        # "Hmeimim military base", "Atmeh refugee camp"
        ahead = end
        while ahead < end + 2 and self.plain(ahead) in _BEFORE_NOUN:
            ahead += 1
        word = self.plain(ahead)
        if word in CLASS_OF_NOUN or word in PART_NOUNS:
            follower = self.token(ahead)
            if follower and (self.is_capitals or not follower.text[0].isupper()):
                return _Atom(ahead + 1, names, CLASS_OF_NOUN.get(word), word, name_end)
        while bearing_of(self.plain(ahead)) is not None and not self.is_name(ahead):
            ahead += 1
        if ahead > end and self.plain(ahead) in PART_NOUNS:  # "Aleppo northern countryside"
            return _Atom(ahead + 1, names, None, self.plain(ahead), name_end)
        last = self.plain(end - 1)
        noun = CLASS_OF_NOUN.get(last) if names[-1][1] - names[-1][0] > 1 else None
        return _Atom(end, names, noun, last if noun else None, name_end)

    def names(self, at: int) -> tuple[tuple[int, int], ...]:
        """The names of a list from here on ("al-X al-Y and Z"), as ranges of token indexes."""
        found: list[tuple[int, int]] = []
        while True:
            end = self.name(at)
            if end is None:
                return tuple(found)
            found.append((at, end))
            at = end
            if self.plain(at) == "," and self.plain(at + 1) != "and":
                # A comma may as well lead to the wider place: a list is told by its "and".
                if not self.is_list(at):
                    return tuple(found)
                at += 1
            elif self.plain(at) == "," and self.plain(at + 1) == "and":
                at += 2
            elif self.plain(at) in {"and", "&"}:
                at += 1
                if self.plain(at) == "the":
                    at += 1
            else:
                return tuple(self.cut(found))

    def is_list(self, comma: int) -> bool:
        """Tell whether names parted by commas run on to an "and"."""
        at = comma
        while self.plain(at) == ",":
            at += 1
            if self.plain(at) == "and":
                return True
            end = self.name(at)
            if end is None:
                return False
            at = end
        return self.plain(at) == "and" and self.name(at + 1) is not None and comma != at

    def cut(self, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Part names that a text without commas ran together, at their articles."""
        noun = self.plain(found[-1][1])
        if len(found) == 1 and noun not in _PLURAL and self.plain(found[0][0] - 2) not in _PLURAL:
            return found
        parted: list[tuple[int, int]] = []
        for start, end in found:
            begin = start
            for at in range(start + 1, end):
                has_article = _ARTICLE.match(self.tokens[at].text) is not None
                held = at - begin
                first_has = _ARTICLE.match(self.tokens[begin].text) is not None
                is_short = len(self.tokens[begin].plain) <= 5  # al-Bu Kamal, al-Abu X
                if (has_article and (held > 1 or first_has)) or (
                    not has_article and held == 1 and first_has and not is_short
                ):
                    parted.append((begin, at))
                    begin = at
            parted.append((begin, end))
        return parted

    def name(self, at: int) -> int | None:
        """The index after the name that begins here, None where none does."""
        token = self.token(at)
        if token is None:
            return None
        if token.text.isdigit() and self.plain(at + 1) in {"apartments", "apartment"}:
            return at + 2
        if not self.is_name(at) or self.stops(at):
            return None
        end = at + 1
        while True:
            ahead = end
            if self.plain(ahead) in _PARTICLES and not self.is_name(ahead):
                ahead += 1
            if not self.is_name(ahead) or self.stops(ahead) or self.country_size(ahead):
                break
            if self.is_capitals and ahead - at >= 3:
                break
            end = ahead + 1
        if self.is_actor(at, end):
            return None
        return end

    def is_actor(self, at: int, end: int) -> bool:
        words = {self.plain(i) for i in range(at, end)} | {self.plain(end)}
        return bool(words & _ACTOR_NOUNS) and not self.is_capitals

    def is_name(self, at: int) -> bool:
        """Tell whether a token is written as a name: "Homs", "al-Bab"."""
        token = self.token(at)
        if token is None or token.kind != "word":
            return False
        pieces = re.split(r"\s?[-–'’]\s?", token.text)
        return pieces[0][:1].isupper() or (
            len(pieces) > 1 and len(pieces[0]) <= 3 and pieces[1][:1].isupper()
        )

    def stops(self, at: int) -> bool:
        """Tell whether a capitalized word can be no part of a place's name."""
        token = self.tokens[at]
        if _VIOLENCE.fullmatch(token.plain):
            return True  # "Shelling in ..." opens a sentence
        if self.is_capitals:
            return token.plain in _NOT_NAME or token.plain in _CAPITALS_STOP
        pieces = re.split(r"\s?[-–]\s?", token.plain)
        if len(pieces) > 1 and all(is_country_word(piece) for piece in pieces):
            return True  # the Syria-Turkey border
        if pieces[-1] in {*_STANDING, "led", "based", "born", "style"}:
            return True  # US-led, Kurdish-controlled
        if bearing_of(token.plain) is not None and self.is_name(at + 1):
            return False  # West Aleppo
        if token.text.isupper() and 1 < len(token.text) < 6 and not token.text[1:].isdigit():
            return True  # an acronym
        return token.plain in _NOT_NAME

    def chain(self, atom: _Atom) -> tuple[int, _Atom | None]:
        """The index after all that hangs on an atom ("in Y province, 8 km east of Z").

        With it comes the first atom hung on it that has a name of its own.
        """
        end, named = atom.end, None
        for _ in range(4):
            at = end
            has_comma = self.plain(at) == ","
            at += has_comma
            if self.plain(at) in {"located", "situated", "lying"}:
                at += 1
            elif self.plain(at) in {"which", "that"} and self.plain(at + 1) in {"is", "lies"}:
                at += 2 + (self.plain(at + 2) in {"located", "situated"})
            after = self.relation(at)
            is_joined = after > at
            if not is_joined and self.plain(at) in _JOINTS:
                after, is_joined = at + 1, True
                after = self.relation(after)
            if not is_joined and not has_comma:
                break
            described, _ = self.description(after)
            next_atom = self.atom(described) or self.country(after, described)
            if next_atom is None or (not is_joined and not next_atom.names):
                break
            if len(next_atom.names) > 1:
                break  # a list is a phrase of its own
            end = next_atom.end
            if named is None and next_atom.names:
                named = next_atom
        return end, named

    def mentions(
        self,
        begin: int,
        atom: _Atom,
        named: _Atom | None,
        end: int,
        has_relation: bool,
        has_bearing: bool,
    ) -> Iterator[ToponymMention]:
        """One mention of a phrase, or one for each name of its list."""
        lead = self.lead(begin)
        is_cued = bool(atom.noun or has_relation or lead in _PLACE_LEADS)
        is_part = atom.noun_word in PART_NOUNS
        start, stop = self.tokens[begin].start, self.tokens[end - 1].end
        if len(atom.names) < 2 or (self.plain(begin) == "between"):
            head = None
            if named is not None:
                first, last = named.names[0]
                head = self.text[self.tokens[first].start : self.tokens[last - 1].end]
            words = self.text[start:stop].casefold().split()
            is_turned = has_bearing or any(bearing_of(word) is not None for word in words)
            is_bare_country = (
                named is not None and named.is_country and not is_turned and "border" not in words
            )
            yield ToponymMention(
                self.offset + start,
                self.offset + stop,
                self.text[start:stop],
                head,
                "country" if is_bare_country else atom.noun,
                lead,
                is_cued,
                is_part,
            )
            return
        shared = self.text[self.tokens[atom.name_end - 1].end : stop]
        if atom.is_noun_first:  # "the villages of X and Y"
            shared = f" {_singular(atom.noun_word or '')}{shared}"
        elif atom.noun_word and atom.end > atom.name_end:
            shared = shared.replace(atom.noun_word, _singular(atom.noun_word), 1)
        for first, last in atom.names:
            name = self.text[self.tokens[first].start : self.tokens[last - 1].end]
            yield ToponymMention(
                self.offset + self.tokens[first].start,
                self.offset + self.tokens[last - 1].end,
                name + shared,
                name,
                atom.noun,
                lead,
                is_cued,
                is_part,
            )

    def lead(self, begin: int) -> str:
        return self.plain(begin - 1)


_BEFORE_NOUN = frozenset(
    "military refugee international air displacement border residential oil gas thermal industrial "
    "naval army missile".split()  # noqa: SIM905
)
_PLACE_LEADS = frozenset(
    "in at near on across inside outside over around into within of throughout along".split()  # noqa: SIM905
)


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun.removesuffix("s") if not noun.endswith("ss") else noun


def find_toponyms(document: Document) -> list[ToponymMention]:
    """Return every place phrase of a report's sentences, in the order of the text."""
    found: list[ToponymMention] = []
    for sentence in document.sentences:
        found += _Phrases(sentence, document.is_capitals).all()
    return found


# What marks a sentence as telling of violence that happens at a place.
_VIOLENCE = re.compile(
    r"""\b(?:
      kill(?:ed|ing|s|ings)?|dead|died|dies|deaths?|slain|wounded|wounding|injured|injuring|hurt
    | attack(?:s|ed|ing|er|ers)?|assault(?:s|ed)?|strikes?|struck|air-?strikes?|raid(?:s|ed|ing)?
    | shell(?:s|ed|ing|ings)|bomb(?:s|ed|ing|ings|ers?|ardment|arded)?|blasts?|blew|explo(?:sion|sions|ded|sives?|ding)
    | clash(?:es|ed|ing)?|fighting|fought|battles?|battled|firefight|gun(?:men|man|fire)|shot|shoot(?:s|ing|ings)?
    | fired|opened\s+fire|rockets?|missiles?|mortars?|artillery|detonat\w+|massacre\w*|hit|hits|hitting|pounded|pounding
    | target(?:ed|ing|s)|ambush\w*|offensive|siege|besieged|storm(?:ed|ing)|seiz(?:ed|ure)|captur(?:ed|e|ing)
    | retook|recaptured|took\s+control|liberat\w+|destroy(?:ed|ing)|destruction|murder\w*|execut(?:ed|ions?)
    | assassin\w+ | slain | gunned | touched\s+off | abduct\w+|kidnap\w*|suicide|casualt\w+|shot\s+down|crash\w*|burn(?:ed|t)|damaged|dynamit\w+|took\s+place
    | occurred|chemical|gas|toxic|barrel|IEDs?|mines?|devices?|landed|fell|incident|operation|harassed|combat
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TAKING = (
    "retook|recaptured|captured|seized|took|entered|stormed|besieged|besieging|liberated|overran|"
    "encircled|retaken|recapture|retake|capture|seize|attack|advancing\\s+on|battle\\s+for"
)
_HITTING = (
    "hit|hits|hitting|struck|strike|striking|targeted|targeting|target|targets|shelled|shelling|bombed|bombing|"
    "pounded|pounding|bombarded|attacked|attacking|raided|rocked|shook|destroyed|blasted|hammered"
)
_OBJECT_LEAD = re.compile(rf"\b(?:{_TAKING}|{_HITTING})\s+$", re.IGNORECASE)
_NOUN_AFTER = re.compile(
    r"^\s(?:(?:suicide|car|truck|concert|marathon|terror|terrorist|chemical|air|drone|bomb)\s){0,2}"
    r"(?:blast|bombing|bombings|attack|attacks|strike|strikes|explosion|massacre|shelling|battle|raid|"
    r"siege|killings|shooting|ambush|assault|offensive)\b",
    re.IGNORECASE,
)
# The place of somebody who speaks, lives, flees or meets, not of what happened.
_ELSEWHERE = re.compile(
    r"\b(?:told|said|says|saying|reporter|reporters|correspondents?|activists?|offices?|based|meet(?:ing)?|met|"
    r"talks|conference|summit|born|lives?|lived|living|fled|flee|fleeing|escaped?|embassy|headquartered|"
    r"resident|residents|spoke|speaking|reporting|statement|arrived|visit|negotiations|treated|interview)"
    r"\s(?:\S+\s){0,2}?$",
    re.IGNORECASE,
)
_EVENT_PLACES = frozenset({"in", "at", "near", "on", "across", "inside", "outside", "over", "around",
                           "into", "within", "of", "throughout", "along", "between", "against"})  # fmt: skip
_JOINING = frozenset({"and", "including", "or", ","})
_JOINED_WITHIN = 60  # characters: "in X - a rebel-held quarter of Y - and several towns of Z"
# "of X" tells of violence there when these come before it.
_DEED = re.compile(
    r"\b(?:bomb\w*|shelling|siege|battle|capture|seizure|storming|massacre|destruction|pounding|"
    r"liberation|fall|loss|invasion|occupation|attack|raids?|strikes?|outskirts|cent(?:er|re)|heart|"
    r"parts?|side|edges?|areas?|control|recapture|defen[cs]e|streets?)\s+$",
    re.IGNORECASE,
)
# What "the ..." may point back to; "the hospital" is whichever was struck, not a place named.
_POINTED_AT = frozenset(
    "city town village neighborhood neighbourhood quarter suburb district province governorate "
    "capital crossing airport airbase base camp road highway bridge island market".split()  # noqa: SIM905
)
_DEFINITE = re.compile(r"(?:the|this|that|its|their)\b", re.IGNORECASE)
_BASED = re.compile(r"^\s?-\s?based\b|^-(?:based|born|led|backed|linked)\b")


def find_place_claims(document: Document) -> list[Finding]:
    """Return the places of violence that a report's sentences tell of, unresolved."""
    findings: list[Finding] = []
    for sentence in document.sentences:
        last = -1  # where the last place of this sentence ends
        if not _VIOLENCE.search(sentence.text):
            continue
        for mention in _Phrases(sentence, document.is_capitals).all():
            joined = mention.lead in _JOINING and 0 <= mention.start - last < _JOINED_WITHIN
            confidence = _confidence(mention, sentence, document, is_joined=joined)
            if confidence is not None:
                findings.append(_finding(mention, sentence, confidence))
                last = mention.end
    return findings


def _confidence(
    mention: ToponymMention, sentence: Sentence, document: Document, *, is_joined: bool
) -> float | None:
    """How surely a place phrase says where its sentence's violence was; None for not at all."""
    text = sentence.text
    start, end = mention.start - sentence.start, mention.end - sentence.start
    before, after = text[max(0, start - 60) : start], text[end : end + 40]
    if mention.noun == "country" or _BASED.match(after):
        return None
    lead_cut = before[: len(before.rstrip()) - len(mention.lead)] if mention.lead else before
    if mention.lead == "for" and not re.search(r"\b(?:battle|fight|fighting)\s+$", lead_cut, re.I):
        return None
    if mention.lead in {"from", "to", "toward", "towards", "by", "with"}:
        return None
    if _ELSEWHERE.search(lead_cut) and mention.lead in {"in", "at", "from", "near"}:
        return None
    is_object = bool(_OBJECT_LEAD.search(before)) or mention.words.startswith("besieged ")
    is_event = bool(_NOUN_AFTER.match(after))
    is_led = mention.lead in _EVENT_PLACES or _starts_with_relation(mention) or is_joined
    if mention.lead == "of" and not _DEED.search(lead_cut):
        return None
    if mention.head is None:
        if not _points_back(mention):
            return None
        return 0.6 if is_led or is_object else None
    if mention.noun:
        if not (is_led or is_object or is_event):
            return 0.5
        return 0.45 if document.is_capitals else 0.8
    is_told = is_led or is_object or is_event or after.startswith(" where ")
    return 0.45 if is_told else None


def _points_back(mention: ToponymMention) -> bool:
    """Tell whether a phrase without a name means a place spoken of before."""
    words = mention.words.casefold()
    last = words.split()[-1]
    if mention.is_part:
        # "rebel-held areas of the city", "the city's outskirts", "several eastern quarters"
        return bool(re.search(r"\b(?:city|town|village|capital)(?:['’]?\s?s)?\b", words))
    is_definite = _DEFINITE.match(words) is not None or "the " in words
    return is_definite and last in _POINTED_AT


def _starts_with_relation(mention: ToponymMention) -> bool:
    first = mention.words.split(maxsplit=1)[0].casefold()
    if re.match(r"(?:\w+\s){0,2}\d", mention.words):
        return True  # "more than 60 kilometres from"
    return (
        first in {*_NEARNESS, "in", "on", "close", "just"}
        or first[0].isdigit()
        or bearing_of(first) is not None
    )


def _finding(mention: ToponymMention, sentence: Sentence, confidence: float) -> Finding:
    start = mention.start
    lead = re.search(rf"\b{re.escape(mention.lead)}\s+$", sentence.text[: start - sentence.start],
                     re.IGNORECASE)  # fmt: skip
    if lead and mention.lead in _EVENT_PLACES:
        start = sentence.start + lead.start()
    words = " ".join(mention.words.split())
    return Finding(Facet.PLACE, PlaceValue(words, reason="not looked up yet"), start, mention.end,
                   "toponym", Stance.AFFIRM, confidence)  # fmt: skip
