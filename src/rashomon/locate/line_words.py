"""Borders, roads, rivers and coasts in a phrase: "the Turkish-Syrian border", "the M5 highway".

They are found before a phrase is taken apart, since "the road between A and B" is one thing
and not a relation to A and B; each is replaced by a mark that stands for it as a name does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.locate.drawn_zones import find_zones
from rashomon.locate.line_data import GAZA, WEST_BANK, named_lines, named_pattern, plain_name
from rashomon.locate.measures import BEARING, wind_of
from rashomon.reference.countries import country_of
from rashomon.reference.letter_case import lowered

__all__ = ["MARKS", "LineWords", "mark_lines"]

MARKS = "".join(chr(0xE000 + number) for number in range(8))
"""The marks, from a range of characters that no text uses; more lines are no phrase."""


@dataclass(frozen=True, slots=True)
class LineWords:
    """A line as words tell it.

    `kind` is border, road, river, coast or zone. `codes` are the countries of a border or coast,
    none where it is just "the border". `name` is that of a river, road or zone in our data. `ends`
    are the ways to read the two ends of a road; one end alone stands second. `bearing` is the
    side told ("the eastern bank").
    """

    words: str
    kind: str
    codes: tuple[str, ...] = ()
    name: str = ""
    ends: tuple[tuple[str, str], ...] = ()
    bearing: float | None = None


_BORDER = re.compile(
    r"(?<![\w-])(?:borders?|frontiers?|boundary)(?!\w|-)"
    r"(?:\s(?:areas?|regions?|zones?|strip|fence|line|lands?|wall|barrier))?"
    r"(?!\s(?:towns?|villages?|city|cities|crossings?|posts?|points?|guards?|gates?|police|provinces?|"
    r"districts?|checkpoints?|forces?|patrol|county|camps?|settlements?|hamlets?|outposts?|"
    r"communit\w+|terminal|station|bridge|state|states|oblasts?|governorates?|troops|control)\b)"
)
_ALIASES = {
    "durand line": ("AF", "PK"), "blue line": ("IL", "LB"), "line of control": ("IN", "PK"),
    "line of actual control": ("CN", "IN"), "gaza fence": ("IL", GAZA),
    "gaza perimeter fence": ("IL", GAZA), "gaza border": ("IL", GAZA),
}  # fmt: skip
_ALIAS = re.compile(
    r"(?<![\w-])(?:the\s)?(?:" + "|".join(re.escape(name) for name in _ALIASES) + r")(?!\w)"
)
_SPECIAL = {
    "gaza": GAZA, "gaza strip": GAZA, "the gaza strip": GAZA, "gazan": GAZA, "west bank": WEST_BANK,
    "the west bank": WEST_BANK, "salvador": "SV",
}  # fmt: skip
_GLUE = re.compile(r"\s?[-–—/]\s?$|\sand\s$|\s$")
_OWNER = re.compile(r"\s?['’ʼ]\s?s?\s$")
_LANDS_OF = {"crimean": "Crimea", "chechen": "Chechnya", "sinai": "Sinai"}
_TURNED = re.compile(
    rf"(?<!\w)(?:{BEARING}|common|shared|land|mountainous|desert|porous|nearby|long|whole|entire|volatile|disputed)\s$"
)
_ARTICLE = re.compile(r"(?<!\w)(?:the|its|their|a|an)\s$")
_WITH = re.compile(
    r"\s(?:with|between|of|to|separating|dividing|shared\swith|shared\sby)\s"
    r"(?:the\s)?(?:neighbou?ring\s)?"
)
_AND = re.compile(r"\s?[-–—/]\s?|\s(?:and|from|with)\s(?:the\s)?(?:neighbou?ring\s)?")
_TOKEN = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")

_LONGEST_COUNTRY = 6  # words: the Democratic Republic of the Congo, and a little

_ROAD = re.compile(
    r"(?<![\w-])(?:roads?|highways?|motorways?|expressway|route|railway|railroad)(?![\w-])"
)
_ROAD_BETWEEN = re.compile(
    r"\s(?:(?:which|that)\s)?(?:(?:links?|connects?|joins?|runs?|leads?|linking|connecting|joining|"
    r"running|leading|going|stretching)\s)?(?:between\s|from\s)?"
    r"(?:the\s(?:\w+\s){0,2}?(?:cities|towns|villages|city|town|village|capital)(?:\sof)?\s)?"
)
_LINKING = re.compile(r"\s(?:.*\s)?(?:link|connect|join|between|from)")
_JOIN = re.compile(
    r"\s(?:to|and|with|towards?)\s"
    r"(?:the\s(?:\w+\s){0,2}?(?:city|town|village|capital)(?:\sof)?\s)?"
)
_LEADING = re.compile(r"\s(?:leading\s|going\s|heading\s|out\s)?(?:to|towards?|into)\s")
_ROAD_WORDS = re.compile(
    r"(?:(?:main|international|coastal|desert|strategic|vital|key|national|old|new|dirt|supply|"
    r"busy|mountain|[mh]\d+|a\d+|n\d+|m-\d+)\s)+$"
)
_NAME = (
    r"(?:(?:al|el|ad|as|ash|at|ar|an|az|ez|es|ed)[-’'\s])?[A-Z][\w’']+"
    r"(?:(?:[-\s](?:al|el|ad|as|ash|at|ar|an|az|ez|es|ed|e|de|del|la|ul))?[-\s][A-Z][\w’']+)*"
)
_NAME_BEFORE = re.compile(rf"(?P<one>{_NAME})\s?(?P<glue>[-–—]|\sto\s)\s?(?P<other>{_NAME})\s$")
_NAME_AFTER = re.compile(_NAME)
_DASHES = re.compile(r"\s?[–—]\s?|\s-\s|\s?-\s?")
_ARTICLES = frozenset("al el ad as ash at ar an az ez es ed deir tel tell abu umm bab ras".split())

_RIVER_NOUN = re.compile(
    r"\s(?:rivers?(?:\s(?:valley|basin|banks?))?|valley|basin|canal|delta)(?!\w)"
)
_ROAD_NOUN = re.compile(
    r"\s(?:(?:international|main|coastal|strategic|ring)\s)?"
    r"(?:roads?|highways?|motorways?|expressway|route|corridor|axis)(?!\w)"
)
_NUMBERED = re.compile(
    r"(?:[a-z]|(?:highway|route)\s)-?\d+|highway one|.*\scorridor|highway of death|ring road",
    re.IGNORECASE,
)
_RIVER_BEFORE = re.compile(r"(?:the\s)?(?:rivers?|middle|lower|upper|mid)[\s-]$")
_BANK = re.compile(
    rf"(?:the\s)?(?:(?P<side>{BEARING}|left|right|opposite|far|other|near)\s)?"
    r"(?:river\s?)?(?:banks?|shores?|side|bend)\sof\s(?:the\s)?$"
)
_NO_RIVER = re.compile(
    r"\s(?:dam|bridges?|crossings?|shield|hotel|de-?confliction|line|province|state|governorate|"
    r"university|hospital|street|volcano|delta\sstate|region|city|town|operation|oil|tv)(?!\w)"
)
_NAME_GOES_ON = re.compile(r"(?:\s|-)[A-Z][a-z]")

# "The de-confliction zone with Russia" lies in Syria.
_AGREED_WITH = re.compile(
    r"\s(?:(?:agreed|negotiated|set\sup|established)\s)?(?:with|by)\s(?:the\s)?"
    r"[A-Z][\w.]*(?:[\s-](?:and\s)?[A-Z][\w.]*)*"
)

_COAST = re.compile(r"(?<![\w-])(?:coast|coasts|coastline|shores?|waters|seaboard)(?![\w-])")


def mark_lines(text: str) -> tuple[str, dict[str, LineWords]]:
    """Replace each line of a phrase by a mark; return the text and what each mark means.

    >>> text, lines = mark_lines("near the Turkish-Syrian border")
    >>> len(text), [line.codes for line in lines.values()]
    (6, [('SY', 'TR')])
    """
    lines: dict[str, LineWords] = {}
    for find in (_borders, _zones, _named, _roads, _coasts):
        cased = _with_capitals(text) if text.isupper() else text
        for start, end, line in sorted(find(cased), key=lambda found: -found[0]):
            if len(lines) < len(MARKS) and not any(mark in text[start:end] for mark in MARKS):
                mark = MARKS[len(lines)]
                lines[mark] = line
                text = f"{text[:start]} {mark} {text[end:]}"
    return " ".join(text.split()), lines


_SMALL_WORDS = re.compile(
    r"\b(?:the|a|an|of|in|on|at|to|from|with|between|and|near|along|linking|connecting|joining|"
    r"leading|that|which|links?|off|outside|road|highway|motorway|route|border|coast|river)\b",
    re.IGNORECASE,
)


def _with_capitals(text: str) -> str:
    """Write a phrase in capitals as other outlets would; its length stays."""
    titled = re.sub(r"[^\W\d_]+", lambda word: word[0][:1] + lowered(word[0][1:]), text)
    return _SMALL_WORDS.sub(lambda word: lowered(word[0]), titled)


Found = tuple[int, int, LineWords]


def _borders(text: str) -> Iterator[Found]:
    low = lowered(text)
    last = 0
    for found in _ALIAS.finditer(low):
        name = found.group().removeprefix("the ")
        yield (
            *found.span(),
            LineWords(text[slice(*found.span())], "border", _ALIASES[name], name=name),
        )
        last = found.end()
    for found in _BORDER.finditer(low, last):
        start, codes, bearing = _before_border(low, text, found.start())
        end = found.end()
        told = _WITH.match(low, end)
        if told:
            first = _country_at(text, told.end())
            if first:
                end = first[0]
                codes += (first[1],)
                glue = _AND.match(low, end)
                second = _country_at(text, glue.end()) if glue and len(codes) < 2 else None
                if second:
                    end = second[0]
                    codes += (second[1],)
        if not codes and start == found.start():
            continue  # "border" alone describes what follows
        codes = tuple(sorted(dict.fromkeys(codes[:2])))
        yield start, end, LineWords(text[start:end], "border", codes, bearing=bearing)


def _before_border(low: str, text: str, start: int) -> tuple[int, tuple[str, ...], float | None]:
    """Where the words begin that say whose border it is, the countries, and its side."""
    bearing = None
    turned = _TURNED.search(low[:start])
    at = start
    if turned:
        at = turned.start()
        bearing = wind_of(turned.group())
    codes: list[str] = []
    while len(codes) < 2:
        glue = (_OWNER.search(low[:at]) if not codes else None) or _GLUE.search(low[:at])
        told = _country_before(text, glue.start()) if glue else None
        if told is None:
            break
        at = told[0]
        codes.append(told[1])
    article = _ARTICLE.search(low[:at])
    if article:
        return article.start(), tuple(codes), bearing
    return (at if codes else start), tuple(codes), bearing


def _country_before(text: str, end: int) -> tuple[int, str] | None:
    tokens = list(_TOKEN.finditer(text, max(0, end - 60), end))
    for count in range(min(_LONGEST_COUNTRY, len(tokens)), 0, -1):
        start = tokens[-count].start()
        if tokens[-1].end() != end:
            return None
        code = _code(text[start:end])
        if code:
            return start, code
    return None


def _country_at(text: str, start: int) -> tuple[int, str] | None:
    tokens = list(_TOKEN.finditer(text, start, start + 60))[:_LONGEST_COUNTRY]
    for count in range(len(tokens), 0, -1):
        if tokens[0].start() != start:
            return None
        end = tokens[count - 1].end()
        code = _code(text[start:end])
        if code:
            return end, code
    return None


def _code(words: str) -> str | None:
    special = _SPECIAL.get(words.casefold())
    if special:
        return special
    if not words[:1].isupper():
        return None
    country = country_of(words)
    return country.code if country else None


def _roads(text: str) -> Iterator[Found]:
    low = lowered(text)
    for found in _ROAD.finditer(low):
        start = found.start()
        mods = _ROAD_WORDS.search(low[:start])
        at = mods.start() if mods else start
        before = _NAME_BEFORE.search(text[:at])
        if before and named_lines(text[before.start() : found.end()]):
            continue  # in our data under its whole name
        if before:
            ends = _ends(text[before.start() : at].strip())
            if ends:
                start = _from_article(low, before.start())
                yield start, found.end(), LineWords(text[start : found.end()], "road", ends=ends)
                continue
        between = _ROAD_BETWEEN.match(low, found.end())
        first = _NAME_AFTER.match(text, between.end()) if between else None
        if between and first and _LINKING.match(between.group()):
            join = _JOIN.match(low, first.end())
            second = _NAME_AFTER.match(text, join.end()) if join else None
            if second is not None:
                begin = _from_article(low, at)
                end = second.end()
                ends = ((first.group(), second.group()),)
                yield begin, end, LineWords(text[begin:end], "road", ends=ends)
                continue
        leading = _LEADING.match(low, found.end())
        goal = _NAME_AFTER.match(text, leading.end()) if leading else None
        if goal and not _names_before(text, at):
            begin = _from_article(low, at)
            words = text[begin : goal.end()]
            yield begin, goal.end(), LineWords(words, "road", ends=(("", goal.group()),))


def _names_before(text: str, at: int) -> bool:
    word = text[:at].rsplit(maxsplit=1)
    return bool(word) and word[-1][:1].isupper()


def _from_article(low: str, at: int) -> int:
    article = _ARTICLE.search(low[:at])
    return article.start() if article else at


def _ends(words: str) -> tuple[tuple[str, str], ...]:
    """The ways to cut "Deir ez-Zor-Damascus" in two names, the likeliest first."""
    words = re.sub(r"\sto\s", "–", words)
    cuts = sorted(_DASHES.finditer(words), key=lambda cut: "-" in cut.group())
    ways = []
    for cut in cuts:
        one, other = words[: cut.start()].strip(), words[cut.end() :].strip()
        is_whole = one[:1].isalpha() and other[:1].isalpha()
        odd = {one.casefold(), other.casefold()} & _ARTICLES
        last = re.split(r"[\s-]", one)[-1].casefold()
        if is_whole and not odd and last not in _ARTICLES and min(len(one), len(other)) > 2:
            ways.append((one, other))
    return tuple(ways)


def _zones(text: str) -> Iterator[Found]:
    """Lines and areas that somebody drew, by names of their own and by those that they share."""
    low = lowered(text)
    for found in find_zones(low):
        start, end = _from_article(low, found.start()), found.end()
        partner = _AGREED_WITH.match(text, end)
        end = partner.end() if partner else end
        yield start, end, LineWords(text[start:end], "zone", name=found.group())


def _named(text: str) -> Iterator[Found]:
    """Rivers and roads that our data holds by name."""
    low = lowered(text)
    for found in named_pattern().finditer(text):
        lines = named_lines(found.group())
        if not lines or not (found.group()[:1].isupper() or found.group()[:1].isdigit()):
            continue
        is_river = lines[0].kind == "river"
        start, end = found.span()
        noun = (_RIVER_NOUN if is_river else _ROAD_NOUN).match(low, end)
        before = _RIVER_BEFORE.search(low[:start]) if is_river else None
        bank = _BANK.search(low[: before.start() if before else start]) if is_river else None
        if _NO_RIVER.match(low, end) or (not noun and _NAME_GOES_ON.match(text, end)):
            continue
        if not is_river and not noun and not _NUMBERED.fullmatch(found.group()):
            continue  # "Salaheddin" by itself is a quarter of Aleppo
        is_river_told = before is not None and "river" in before.group()
        is_known = noun or is_river_told or bank
        is_a_place = lines[0].is_a_place_too(found.group())
        if is_a_place and not is_known and not _is_the_two_words(low, *found.span()):
            continue
        end = noun.end() if noun else end
        start = before.start() if before else start
        bearing = None
        if bank:
            start = bank.start()
            bearing = wind_of(bank["side"]) if bank["side"] else None
        start = _from_article(low, start)
        kind = lines[0].kind
        name = plain_name(found.group())
        yield start, end, LineWords(text[start:end], kind, name=name, bearing=bearing)


_OF_LAKE = re.compile(r"\sof\s(?:the\s)?lake\b")
_SEA = re.compile(r"\b(?:Sea|Gulf|Ocean|Bay)$")


def _is_the_two_words(low: str, start: int, end: int) -> bool:
    """Tell whether a name is one like "the Blue Nile"; "Blue Nile" alone is a state."""
    return low[:start].endswith("the ") and " " in low[start:end]


def _coasts(text: str) -> Iterator[Found]:
    low = lowered(text)
    for found in _COAST.finditer(low):
        start, end = found.span()
        if _OF_LAKE.match(low, end):
            continue
        turned = _TURNED.search(low[:start])
        start = turned.start() if turned else start
        owner = _OWNER.search(low[:start]) or re.search(r"\s$", low[:start])
        told = _country_before(text, owner.start()) if owner else None
        bearing = wind_of(turned.group()) if turned else None
        codes: tuple[str, ...] = ()
        if told:
            start, codes = told[0], (told[1],)
        else:
            named = re.search(rf"(?P<name>{_NAME})(?:['’]\s?s)?\s$", text[:start])
            is_of = re.match(r"\s(?:of|near|at|off|in|between|north|south|east|west)\b", low[end:])
            if named is None and is_of is None and start == found.start() and end < len(low):
                continue
            if named is not None and not _SEA.search(named["name"]):
                # "the Hodeidah coast" is read as "the coast of Hodeidah"
                begin = _from_article(low, named.start())
                words = text[begin:end]
                name = _LANDS_OF.get(named["name"].casefold(), named["name"])
                yield begin, end, LineWords(words, "coast", name=name, bearing=bearing)
                continue
        start = _from_article(low, start)
        yield start, end, LineWords(text[start:end], "coast", codes, bearing=bearing)
