"""Which gazetteer entries a name may mean at all, before anything is known of its report.

"Texans" are at home in Texas, "the Syrian" is Syria, "Laurel County" may be entered as Laurel,
"Delhi High Court" stands in Delhi. Each way to read the words costs a little; the ranking
decides what the cost is worth.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rashomon.locate.gazetteer import Gazetteer, Hit
from rashomon.locate.spelling import fold
from rashomon.records import PlaceKind
from rashomon.reference.countries import country_of
from rashomon.reference.place_words import CLASS_OF_NOUN

__all__ = ["Sighting", "sightings"]

_MOST = 400  # of one name; "San Jose" has about so many
_LONGEST_SHORT = 8  # letters and dots of an abbreviation ("N. Mex.")
_LONGEST = 8  # words; a longer name is a sentence
_OWNED = re.compile(r"\s?['’ʼ`]\s?s?$")
_HANGING = re.compile(r"[-–](?:based|area|born|led|backed|held|controlled|run)$", re.IGNORECASE)
_WORDS = re.compile(r"[^\s,]+")
_OF = re.compile(
    r"^(?:the\s)?(?:city|town|village|port|state|province|county|district|borough|"
    r"republic|kingdom|commonwealth|university|bank|diocese|gulf|strait|bay|isle|island)\sof\s"
    r"(?:the\s)?(?=\S)",
    re.IGNORECASE,
)
# Said before or after a name, they say what it is and are often left out of its entry.
_TITLES = frozenset(
    "city town village county parish borough district province state region governorate oblast "
    "municipality department prefecture township raion canton island islands river lake".split()
)
_TURNS = frozenset(
    "north south east west northern southern eastern western central upper lower greater "
    "downtown mid northeast northwest southeast southwest northeastern northwestern "
    "southeastern southwestern inner outer suburban metropolitan rural".split()
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """An entry that a name may mean, and how the name was read to get there.

    `cover` is the share of the words that were used. `is_byword` is set for a demonym and for
    what merely stands for the place ("the Kremlin").
    """

    hit: Hit
    cover: float = 1.0
    is_byword: bool = False


def sightings(words: str, gazetteer: Gazetteer) -> tuple[Sighting, ...]:
    """Return the entries that `words` may mean, the whole name before parts of it.

    Parts are tried only where the whole name is unknown, and shorter ones only where longer are.
    """
    text = _OWNED.sub("", " ".join(words[:200].split())).strip(' .,;:()"“”')
    if words.rstrip().endswith("."):
        text += "."  # of an abbreviation
    found: dict[str, Sighting] = {}

    def keep(hit: Hit, cover: float, is_byword: bool = False) -> None:
        known = found.get(hit.place.place_id)
        if known is None or (known.cover, known.hit.fit) < (cover, hit.fit):
            found[hit.place.place_id] = Sighting(hit, cover, is_byword)

    noun = CLASS_OF_NOUN.get(text.rpartition(" ")[2].casefold())
    for readings in (_whole(text), _titled(text), *_parts(text)):
        for name, cover in readings:
            for hit, is_byword in _entries(name, gazetteer):
                # The French Quarter is not in France, but the Russian embassy is Russia's.
                if not (is_byword and cover < 1 and noun in {"quarter", "feature"}):
                    keep(hit, cover, is_byword)
        if found:
            break
    return tuple(found.values())[:_MOST]


def _entries(name: str, gazetteer: Gazetteer) -> Iterator[tuple[Hit, bool]]:
    country = country_of(name)
    named = gazetteer.named(name)
    if country is not None and not any(
        hit.place.kind == PlaceKind.PROVINCE and hit.fit == 1 and hit.code == country.code
        for hit in named  # Wales is more than a name of the United Kingdom
    ):
        is_name = fold(name) in {fold(n) for n in (country.name, *country.other_names)}
        for hit in gazetteer.named(country.name):
            if hit.place.kind == PlaceKind.COUNTRY:
                yield hit, not is_name
    for word in _bywords().get(fold(name), ()):
        for hit in gazetteer.named(word.place):
            if word.fits(hit):
                yield hit, True
    for hit in gazetteer.named(name):
        yield hit, False
    if (len(name) <= _LONGEST_SHORT and name[-1:] in ".'") or (name.isupper() and len(name) < 4):
        for hit in gazetteer.abbreviated(name):
            yield hit, False


def _whole(text: str) -> Iterator[tuple[str, float]]:
    """The name as it stands."""
    yield text, 1.0
    if "." in text:
        yield text.replace(".", ""), 1.0  # "U.S. Virgin Islands"
    plain = _HANGING.sub("", text)
    if plain != text:
        yield plain, 1.0


def _titled(text: str) -> Iterator[tuple[str, float]]:
    """The name without what merely says what it is, or which part of it."""
    rest = _OF.sub("", text)
    if rest != text:
        yield rest, 0.95
    words = rest.split()
    if 1 < len(words) <= _LONGEST:
        first, last = words[0].casefold(), words[-1].casefold().rstrip(".")
        if last in _TITLES:
            yield " ".join(words[:-1]), 0.9
        elif first in _TURNS:
            yield " ".join(words[1:]), 0.85
        elif first in _TITLES or first in {"mount", "fort", "camp"}:
            yield " ".join(words[1:]), 0.8


def _parts(text: str) -> Iterator[list[tuple[str, float]]]:
    """Pieces of a longer name, those of a length together and the longest first."""
    words = _WORDS.findall(text)
    if len(words) == 1 and "-" in text:
        words = text.split("-")
    if not 1 < len(words) <= _LONGEST:
        return
    for size in range(len(words) - 1, 0, -1):
        pieces = []
        for start in range(len(words) - size + 1):
            piece = words[start : start + size]
            bare = _OWNED.sub("", piece[-1])
            name = " ".join([*piece[:-1], bare])
            if len(name) < 3 or not name[:1].isupper() or _is_common(name):
                continue
            pieces.append((name, 0.7 * size / len(words)))
        yield pieces


_COMMON = frozenset(
    "university college high school hospital church court house hotel center centre club union "
    "bank street avenue road park bridge international national regional central general "
    "community foreign ministry embassy police council society museum market army saint san "
    "santa new old great royal first memorial middle elementary airport station square hall mall "
    "east west north south department office institute academy company the air force federal "
    "public ocean bay gulf sea port tower district city town county state island mount lake river "
    "northern southern eastern western white black red green blue golden grand main king "
    "queen".split()
)


def _is_common(name: str) -> bool:
    folded = name.casefold()
    return folded in _COMMON or folded in CLASS_OF_NOUN


@dataclass(frozen=True, slots=True)
class _Byword:
    place: str
    code: str
    kinds: frozenset[str]

    def fits(self, hit: Hit) -> bool:
        if self.code and hit.code != self.code:
            return False
        return not self.kinds or str(hit.place.kind) in self.kinds


@cache
def _bywords() -> dict[str, tuple[_Byword, ...]]:
    """Folded word to what it stands for."""
    lines = (files("rashomon.locate") / "bywords.csv").read_text(encoding="utf-8").splitlines()
    found: dict[str, tuple[_Byword, ...]] = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        kinds = frozenset(filter(None, row["kinds"].split("|")))
        word = fold(row["word"])
        found[word] = (*found.get(word, ()), _Byword(row["place"], row["country"], kinds))
    return found
