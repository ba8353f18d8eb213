"""The nouns, directions and descriptions that place phrases are made of.

Finding place phrases in running text and taking one apart are two jobs in two stages; they
share this vocabulary so that what the one finds the other understands.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = [
    "BEARINGS",
    "CLASS_OF_NOUN",
    "DESCRIPTIONS",
    "HOLDERS",
    "NOUNS",
    "NUMBER_WORDS",
    "PART_NOUNS",
    "bearing_of",
]

_NOUN_TABLE = {
    "village": "village villages hamlet hamlets settlement settlements kibbutz commune communes",
    "town": "town towns township townships city cities municipality municipalities capital "
    "stronghold strongholds bastion port",
    "quarter": "neighborhood neighborhoods neighbourhood neighbourhoods quarter quarters suburb "
    "suburbs barrio slum borough square ghetto favela street road avenue boulevard alley market "
    "markets bazaar souk",
    "district": "district districts county counties subdistrict sub-district raion woreda "
    "tehsil canton cantons jurisdiction locality corregimiento upazila",
    "province": "province provinces governorate governorates oblast department departments state "
    "states region regions prefecture intendancy wilaya krai",
    "site": "base bases airbase airport airports airfield airstrip refinery refineries crossing "
    "crossings checkpoint checkpoints camp camps hospital hospitals clinic school schools "
    "university college mosque church monastery factory plant prison jail barracks garrison "
    "outpost roundabout intersection junction bridge bridges dam station stations port harbor "
    "harbour depot warehouse warehouses fields field farm farms silo silos castle citadel hotel "
    "palace embassy building tower towers stadium headquarters facility complex compound mine "
    "quarry cemetery tunnel terminal installations marathon theatre theater mall restaurant "
    "bakery headquarter academy college library museum pumping-station gas-field oilfield "
    "apartments shrine temple synagogue cathedral chapel seminary supermarket kindergarten "
    "nightclub steelworks shipyard substation plantation ranch estate orphanage courthouse cafe",
    "feature": "river valley lake mountain mountains hill hills hilltop highway highways "
    "motorway route desert island islands peninsula forest coast gulf strait sea border plain "
    "plains basin canal pass gorge marshes steppe line strip belt corridor wadi gulch jungle zone "
    "stream creek ravine volcano slopes beach bay cape reservoir plateau ridge heights",
}
NOUNS: dict[str, tuple[str, ...]] = {k: tuple(v.split()) for k, v in _NOUN_TABLE.items()}

CLASS_OF_NOUN: dict[str, str] = {}
"""Place noun to its class: village, town, quarter, district, province, site or feature."""
for _class, _nouns in NOUNS.items():
    for _noun in _nouns:
        CLASS_OF_NOUN.setdefault(_noun, _class)

PART_NOUNS = frozenset(
    (
        "area areas part parts outskirts edge edges side countryside center centre heart suburbs "
        "environs vicinity neighborhoods neighbourhoods districts quarters streets villages towns "
        "surroundings periphery entrance entrances half sector sectors section sections "
        "periphery region regions corner front fronts frontline middle flank"
    ).split()
)
"""Nouns for a part of a place, which name nothing by themselves ("the northern parts of")."""

BEARINGS: dict[str, float] = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}

DESCRIPTIONS = frozenset(
    (
        "a an the this that its their his several some many two three four five six both other "
        "different various numerous another certain main central upper lower old new inner outer "
        "residential populated crowded busy densely populous poor industrial agricultural rural "
        "urban tribal mountainous remote strategic key historic ancient famous nearby neighboring "
        "neighbouring adjacent surrounding flashpoint besieged embattled contested divided "
        "war-torn battered restive volatile troubled disputed border frontier coastal desert oil "
        "rebel government regime opposition insurgent militant jihadist rebel-held "
        "government-held regime-held opposition-held government-controlled rebel-controlled "
        "opposition-controlled is-held isis-held isil-held daesh-held kurdish-held held "
        "controlled kurdish arab sunni shia shiite alawite christian druze muslim turkmen mostly "
        "mainly predominantly largely majority so-called same very entire whole second third "
        "largest biggest major small little tiny sprawling rich oil-rich diverse civilian "
        "military police army international refugee displaced commercial economic northernmost "
        "southernmost popular provincial regional national local last former remaining occupied "
        "annexed liberated ethnic predominately overcrowded heavily sparsely downtown uptown "
        "midtown metropolitan suburban affluent upscale impoverished bustling quiet sleepy "
        "tense leafy"
    ).split()
)
"""Words before a place noun or name that tell nothing of where it is."""

HOLDERS = frozenset(
    (
        "is isis isil daesh daish da'esh taliban houthi hezbollah ypg sdf pkk kurdish shiite shia "
        "sunni assad hamas nusra qaeda ukrainian-held boko"
    ).split()
)
"""Names of those who hold a place, as put before its noun ("the Taliban stronghold of")."""

NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen twenty"
        ).split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "a few": 4, "several": 5, "a": 1}


@lru_cache(maxsize=8192)  # asked of most words of a report, several times over
def bearing_of(word: str) -> float | None:
    """Return the compass bearing of a direction in degrees, None for other words.

    >>> bearing_of("north-eastern"), bearing_of("Southwest"), bearing_of("border")
    (45.0, 225.0, None)
    """
    plain = word.casefold().replace("-", "").replace(" ", "")
    for ending in ("ernmost", "ern", "wards", "ward", "side"):
        plain = plain.removesuffix(ending)
    return BEARINGS.get(plain)
