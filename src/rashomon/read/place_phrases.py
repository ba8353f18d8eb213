"""Place phrases of a sentence: names, place nouns and relations, by recursive descent.

    phrase  = [relation] description atom chain
    atom    = name [noun] | noun ["of"] name {"and" name} | noun
    chain   = {(", " | relation | "in" | "of" | ...) description atom}

A phrase ends where the next word fits no rule. Capital letters tell a name; in text that is all
in capitals, a preposition and lists of common words have to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rashomon.read.place_links import BORDERS, WAYS, PlaceLinks
from rashomon.read.place_tokens import NEARNESS, SPEECH
from rashomon.read.toponym_words import ACTOR_NOUNS, PLURAL, TITLES, VIOLENCE
from rashomon.reference.place_words import BEARINGS, CLASS_OF_NOUN, PART_NOUNS, bearing_of

__all__ = ["PlacePhrases", "ToponymMention"]


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


_ARTICLE = re.compile(r"(?:al|el|ad|as|ash|at|ar|an|az|ez|es|ed|et)[-–'’]", re.IGNORECASE)
_ONLY_BARE = frozenset({"at", "on", "along", "inside"})
_JOINTS = frozenset("in of near outside inside within on at along around".split())


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


class PlacePhrases(PlaceLinks):
    """A parser of the place phrases of one sentence, by recursive descent over its tokens."""

    def all(self) -> Iterator[ToponymMention]:
        """Every place phrase, none inside another."""
        at = 0
        while at < len(self.tokens):
            found = self.phrase(at) if self.can_open(at) else None
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
        turned = self.plain(after_description - 1)
        if (
            after_description > at + 1
            and self.plain(after_description) == "of"
            and bearing_of(turned) is not None
        ):  # "the rebel-held east of Aleppo"
            after_description, _ = self.description(after_description + 1)
        atom = self.atom(after_description)
        if atom is None:
            atom = self.country(at, after_description)
        if atom is None:
            atom = self.side(at, after_description)
        if atom is None:
            return None
        atom = self.owned(atom)
        is_part = atom.noun_word in PART_NOUNS and not atom.names
        if is_part and self.plain(atom.end) in {"of", "in", "around"}:
            whole = self.phrase(atom.end + 1)
            if whole is not None:
                end, mentions = whole
                first = self.widened(mentions[0], begin, is_part=True)
                return end, [first, *(replace(other, is_part=True) for other in mentions[1:])]
        is_bare = bool(atom.names) and not (atom.noun or has_relation)
        if is_bare and self.lead(begin) in TITLES:
            return atom.end, []  # "President Bashar al-Assad in Damascus"
        if self.is_capitals and is_bare and self.lead(begin) not in _PLACE_LEADS:
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

    def owned(self, atom: _Atom) -> _Atom:
        """The place that a named one owns: "Kharkiv's Saltivka district", "Homs's outskirts"."""
        token = self.token(atom.end)
        if len(atom.names) != 1 or token is None or token.kind != "poss":
            return atom
        after, _ = self.description(atom.end + 1)
        inner = self.atom(after)
        if inner is None and self.is_plain_before_noun(after):
            inner = self.atom(after + 1)  # "Kabul's diplomatic quarter"
        if inner is not None and self.is_called_so(inner):  # "St Anthony's Church"
            start, word = atom.names[0][0], self.plain(inner.end - 1)
            name = ((start, inner.end),)
            return _Atom(inner.end, name, CLASS_OF_NOUN[word], word, inner.end)
        if inner is None and self.side(atom.end, after):
            return replace(atom, end=after)  # "Aleppo's east"
        if inner is None or inner.noun_word is None or len(inner.names) > 1:
            return atom
        return replace(inner, names=inner.names or atom.names)

    def is_plain_before_noun(self, at: int) -> bool:
        """Tell whether a small word that we do not know stands before a place noun."""
        token = self.token(at)
        if token is None or token.kind != "word" or not token.text.islower():
            return False
        word = self.plain(at + 1)
        return word in CLASS_OF_NOUN and VIOLENCE.fullmatch(token.plain) is None

    def is_called_so(self, atom: _Atom) -> bool:
        """Tell whether an atom is a place noun written as a name: "Church", "Hospital"."""
        return (
            len(atom.names) == 1
            and atom.names[0] == (atom.end - 1, atom.end)
            and self.plain(atom.end - 1) in CLASS_OF_NOUN
        )

    def side(self, begin: int, end: int) -> _Atom | None:
        """The direction that a description ended with, where a town owns it ("the city's east")."""
        owner = self.token(end - 2)
        is_owned = owner is not None and (owner.kind == "poss" or owner.plain in _LOST_APOSTROPHE)
        is_side = end > begin and self.plain(end - 1) in BEARINGS
        if not (is_owned and is_side) or self.is_name(end):
            return None
        return _Atom(end, (), None, "part")

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

    def country(self, begin: int, end: int) -> _Atom | None:
        """The country that a description ended with, when nothing that it describes follows."""
        for at in range(begin, end):
            size = self.country_size(at)
            if size and at + size >= end and not self.is_demonym(at, at + size):
                return _Atom(end, ((at, at + size),), None, None, end, is_country=True)
        return None

    def atom(self, at: int) -> _Atom | None:
        """A name with its noun before or after it, or a place noun alone."""
        word = self.plain(at)
        noun = CLASS_OF_NOUN.get(word)
        if (noun or word in PART_NOUNS) and not (self.is_name(at) and not self.is_capitals):
            after = at + 1
            if word in {"center", "centre"} and self.plain(after) == "in":
                return None  # "a detention center in Saada"
            if self.plain(after) in {"of", "called", "named"}:
                after += 1
            elif self.plain(after) in {",", "-", "("}:
                return _Atom(at + 1, (), noun, word)
            is_tied = after > at + 1 or self.plain(after) not in {"the", "a", "an"}
            if is_tied and (word not in PART_NOUNS or word in PLURAL):
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
        if self.is_tribal_agency(end):
            return _Atom(end + 1, names, "district", "agency", name_end)
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
        is_long = names[-1][1] - names[-1][0] > 1
        noun = CLASS_OF_NOUN.get(last) if is_long else None
        if noun is None and is_long and len(names) == 1 and not self.is_capitals:
            noun = _LEADING_NOUNS.get(self.plain(names[0][0]))
        return _Atom(end, names, noun, last if noun else None, name_end)

    def names(self, at: int) -> tuple[tuple[int, int], ...]:
        """The names of a list from here on ("al-X al-Y and Z"), as ranges of token indexes."""
        found: list[tuple[int, int]] = []
        while True:
            end = self.name(at)
            if end is None:
                return tuple(found)
            owner = self.token(end)
            if found and owner is not None and owner.kind == "poss":
                return tuple(self.cut(found))  # "Colombo and St Sebastian's Church"
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
        if len(found) == 1 and noun not in PLURAL and self.plain(found[0][0] - 2) not in PLURAL:
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

    def chain(self, atom: _Atom) -> tuple[int, _Atom | None]:
        """The index after all that hangs on an atom ("in Y province, 8 km east of Z").

        With it comes the first atom hung on it that has a name of its own.
        """
        end, named = atom.end, None
        if atom.noun_word in BORDERS and not atom.names:
            end = self.far_side(end)
        elif atom.noun_word in WAYS:
            ways = self.way(end, is_named=bool(atom.names))
            if ways is not None:
                end, near = ways
                named = _Atom(near[1], (near,), None, None, near[1])
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
            is_bare = not atom.names and named is None
            if self.plain(at) in _ONLY_BARE and not (is_bare or self.is_edge(at + 1)):
                break  # "rockets fired from Gaza at the town of Sderot"
            if is_bare and atom.noun == "feature" and self.plain(at) == "in":
                break  # "the banks of the river in the east of X": X is a place of its own
            if not is_joined and self.plain(at) in _JOINTS:
                after, is_joined = at + 1, True
                after = self.relation(after)
            if not is_joined and not has_comma:
                break
            described, _ = self.description(after)
            next_atom = self.atom(described) or self.country(after, described)
            if next_atom is None or (not is_joined and not next_atom.names):
                break
            next_atom = self.owned(next_atom)
            owner = self.token(next_atom.end)
            if owner is not None and owner.kind == "poss":
                break  # "Omdurman, Khartoum's twin city"
            if len(next_atom.names) > 1:
                break  # a list is a phrase of its own
            if has_comma and not is_joined and self.is_next_clause(after, next_atom):
                break
            if is_bare and has_comma and not is_joined and atom.noun == "feature":
                break  # "like a war zone, Petrov ..."
            end = next_atom.end
            if next_atom.noun_word in BORDERS:
                end = self.far_side(end)
            if self.plain(after - 1) == "between" and self.plain(end) == "and":
                other, _ = self.description(end + 1)  # "the crossing between X and Y"
                far = self.atom(other) or self.country(end + 1, other)
                end = far.end if far is not None else end
            if named is None and next_atom.names:
                named = next_atom
        return end, named

    def is_edge(self, at: int) -> bool:
        """Tell whether a part of the wider place follows ("on the eastern outskirts of")."""
        after, _ = self.description(at)
        if self.plain(after) in PART_NOUNS or self.plain(after) == "border":
            return True
        end = self.name(after)
        if end is None:
            return False
        owner = self.token(end)
        end += owner is not None and owner.kind == "poss"  # "on Aleppo's outskirts"
        return self.plain(end) in PART_NOUNS

    def is_next_clause(self, at: int, atom: _Atom) -> bool:
        """Tell whether what stands after a comma is somebody who speaks or acts.

        ", the Pentagon said", ", US Defense Secretary ...", ", Human Rights Watch said".
        """
        if self.plain(at) in {"the", "a", "an"} and not atom.noun:
            return True
        if self.plain(atom.end) in SPEECH:
            return True
        return self.is_name(atom.end) and (
            atom.is_country or self.plain(atom.end) in ACTOR_NOUNS or self.plain(atom.end) in TITLES
        )

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
        if has_relation and len(atom.names) > 1 and self.plain(begin) in NEARNESS:
            lead = self.plain(begin)  # "near X, Y and Z"
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
        """The word before a phrase, lower case."""
        return self.plain(begin - 1)


_LOST_APOSTROPHE = frozenset({"citys", "towns", "capitals", "provinces"})
_BEFORE_NOUN = frozenset(
    "military refugee international air displacement border residential oil gas thermal industrial "
    "naval army missile railway bus train metro subway police power nuclear electric "
    "tribal".split()
)
# "Camp Lemonnier", "Fort Hood": the noun stands first in the name itself.
_LEADING_NOUNS = {"camp": "site", "fort": "site", "lake": "feature", "mount": "feature"}
_PLACE_LEADS = frozenset(
    "in at near on across inside outside over around into within of throughout along off".split()
)


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun.removesuffix("s") if not noun.endswith("ss") else noun
