"""What a date in a sentence dates: violence, somebody's speaking, or something else.

The word that decides is the nearest act told in the same clause, the one before the date
rather than the one behind it: "said on Thursday that ...", "killed on Thursday a monitor said".
Where the date opens its sentence or belongs to a noun ("Thursday's attack", "a Friday blast"),
the word behind it decides.
"""

from __future__ import annotations

import re
from enum import StrEnum

from rashomon.reference.letter_case import lowered

__all__ = ["Role", "role_of"]


class Role(StrEnum):
    """What happened on the date."""

    VIOLENCE = "violence"
    SPEECH = "speech"
    OTHER = "other"
    NONE = "none"  # no act is told near it


# Word lists in the syntax of regular expressions, parted by white space.
_SPEECH = r"""
    (?:statement|report|communique|video|article|interview|letter)\s+(?:published|released|posted)
    (?:statement|report|communique|video|article|interview|letter)\s+(?:issued|aired|carried|dated)
    accus(?:e[sd]?|ing|ations?) acknowledg\w+ add(?:ed|ing) admit\w* assert(?:s|ed|ing|ions?)
    announc(?:e[sd]?|ing|ements?) argu(?:e[sd]?|ing) blam(?:e[sd]?|ing) briefing call(?:s|ed|ing)
    cit(?:ed|ing) claim(?:s|ed|ing)(?!\s+(?:\S+\s+){0,3}lives) comment(?:s|ed|ing|ary)? communique
    conceded condemn\w* confirm(?:s|ed|ing) declar\w+ demand(?:ed|s|ing) den(?:y|ied|ies|ying|ial)
    disclos\w+ dismiss(?:ed|es|ing) explain\w* insist\w* interview\w* issued message
    news\s+conference not(?:ed|ing) pledg\w+ point(?:s|ed|ing)\s+out press\s+conference
    quot(?:e[sd]|ing) reiterat\w+ reject\w* remark\w*
    (?<!were\s)(?<!been\s)report(?:s|ed|ing|edly)? reveal\w* sa(?:id|ys?|ying)
    (?:earlier|previous|initial|provisional|preliminary)\s+(?:death\s+)?toll speak(?:s|ing) speech
    spoke stat(?:ed|ing|ements?) tells? testif\w+ told tweet\w* urg(?:e[sd]?|ing) vow\w*
    warn(?:s|ed|ing|ings?) writ(?:es|ing) wrote denounc\w+
"""
# Acts of violence, never those who commit them: "the bomber was buried on Monday".
_VIOLENCE = r"""
    (?:assault|attack|battle|offensive|shelling|clashes|fighting)\s+(?:\S+\s+){0,12}(?:began|begun)
    (?:air-?)?(?:raids?|strikes?)\s+(?:\S+\s+){0,4}(?:began|begun)
    began\s+(?:\S+\s+){1,4}(?:assault|attack|bombing|offensive|raid|shelling)
    deliver(?:ed|ing)\s+(?:\S+\s+){0,3}strikes? abduct(?:s|ed|ions?|ing)? acts?\s+of\s+terror\w*
    aggressions? advanc(?:ed|ing|es) air-?\s?raids? air-?\s?str(?:ikes?|uck) ambush\w*
    assassinat(?:ed|ions?|ing) assault(?:s|ed|ing)? attack(?:s|ed|ing)? barrage battl\w+ behead\w*
    besieg\w+ blasts? ble(?:w|ws) bloodshed blow(?:n|s|ing)? broke\s+(?:into|through)
    (?:car-?)?bomb(?:s|ed|ings?|ards?|arded|arding|ardments?)? burn(?:ed|t) captur\w+ carnage
    casualt\w+ clash\w* counter-?\s?offensive crossfire dead deadly deaths? demolish\w* destroy\w*
    detonat\w+ died? dies downed dropp?(?:ed|ing) dying encircl\w+ entered execut(?:ed|ing|ions?)
    explo(?:d|s)\w+ fall\s+of fell\s+to(?!\s+\d) fight(?:ing|s)? fir(?:ed|ing|es) firefights?
    fought gass?ed grenades? gun-?\s?battles? gun-?fights? gunfire gunned hijack\w*
    hit(?:s|ting)?(?!\s+(?:out|back)\b) hostages? hostilities hurt incidents? incursions?
    infiltrat\w+ injur\w+ invad(?:ed|ing) intercept\w* kidnap(?:s|ped|pings?)? kill(?:s|ed|ings?)?
    landmines? liberat(?:ed|ing) loot\w* loss\s+of(?!\s+li)
    lost\s+(?:his|her|their)\s+li(?:fe|ves) lynch\w* machine-?\s?gunned martyr\w* massacr\w*
    mines? missiles? mortars? murder(?:s|ed|ing)? offensive open(?:ed|ing)\s+fire
    oust(?:s|ed|ing)? overr[au]n(?:ning|s)? perish\w* pound(?:ed|ing)? raid(?:s|ed|ing)? ramm\w+
    recaptur\w+ repell?ed repuls\w+ retak\w+ retook rocket\w*
    (?:artillery|enemy|friendly|machine-?\s?gun|mortar|rebel|shell|sniper|tank|under)\s+fire
    sabotag\w* seiz\w+ set\s+(?:fire|ablaze) shell(?:s|ed|ing)? shoot(?:s|ing|ings)? shoot-?outs?
    shots? severed skirmish\w* slain slaughter\w* stabb\w+ storm(?:ed|ing) strik(?:es?|ing) struck
    suicide target(?:s|ed|ing)? terror terror(?:ist)?\s+acts? toll
    took(?!\s+(?:in|off|on|out|over|part|place|responsibility|to)\b) torch\w+ tortur\w+ tragedy
    violence wound(?:ed|ing|s)? chased driven\s+(?:out|back|from)
    drove\s+(?:\S+\s+){0,4}(?:out|back|from) push(?:ed|ing)\s+(?:back|into|out) regain(?:s|ed|ing)
    swept\s+(?:into|through) wrest(?:s|ed|ing)? liberation
    broke\s+(?:the|a|its|their)\s+(?:blockade|siege)
"""
# Acts and happenings of peace, politics and courts, and wars as a whole.
_OTHER = r"""
    accord adopted agree(?:d|ment|s)? anniversary appeal\w* appoint\w* approved arrest\w* arriv\w+
    attend(?:s|ed|ing) began begun born buried cancel\w* cease-?\s?fires? celebrat\w+ charged
    circulat\w+ civil\s+war conferences? conflict convict\w* created crisis deadline deals?
    debat\w+ deliver\w* demonstrat\w* deployed detain\w* discover(?:s|ed|ing|y) distributed
    elect(?:ed|s) elections? evacuat\w+ expected extradit\w+ fled flee(?:s|ing)? flew formed found
    founded funerals? gather(?:ed|ing) hearing held(?!\s+by\b) identified invasion investigat\w+
    launch(?:ed|es|ing)\s+(?:[\w-]+\s+){0,4}campaign
    launch(?:ed|es|ing)\s+(?:[\w-]+\s+){0,4}operation left\s+for meet(?:s|ing|ings)? met mourn\w*
    opened passed pictured planned plead\w* posted protest\w* publish\w* raised rall(?:y|ies|ied)
    recover(?:ed|ing)
    releas(?:ed|es|ing)(?!\s+(?:[\w-]+\s+){0,2}["“]?(?:chlorine|gas|gases|toxic|sarin|poison))
    remain(?:s|ed|ing)? reopen\w* rescued resign\w* resolution restored return(?:s|ed|ing) revolt
    revolution sanction\w* scheduled seen sentenc\w+ shown sign(?:ed|ing) still stoppages? summit
    summoned suspend\w* taken\s+to\s+(?:\w+\s+)?hospitals? talks travel\w* treated trial truce
    uprising visit\w* vot(?:e[sd]?|ing) withdr[ae]w\w*
"""


def _any_of(words: str) -> str:
    return "|".join(words.split())


# For text in lower case, as a list of words this long takes most of the time.
_ACT = re.compile(
    rf"(?<![\w-])(?=[a-z])(?:(?P<speech>{_any_of(_SPEECH)})|(?P<violence>{_any_of(_VIOLENCE)})"
    rf"|(?P<other>{_any_of(_OTHER)}))(?!\w)"
)
_CLAUSE_END = re.compile(
    r"[;:](?!\d\d\b)|\s[–—]\s|\s--\s|\b(?:(?<!\ball\s)but|while|whereas|although|though|meanwhile)\b",
    re.IGNORECASE,
)
# A participle right before the date that is no act of violence: "restored Tuesday". Those of
# mere happening leave it to the noun before them: "fighting that erupted on Thursday".
_PARTICIPLE = re.compile(
    r"(?<![\w-])(?!(?:carried|conducted|continued|erupted|escalated|followed|happened|intensified|"
    r"launched|occurred|raged|ensued|unfolded|persisted|reported|resumed|staged|started|waged)\s)[a-z]{3,}ed\s*$",
    re.IGNORECASE,
)
_ATTRIBUTIVE = re.compile(
    r"(?<!\w)(?:the|an?|this|that|after|before|following|since)\s+$", re.IGNORECASE
)
# "Thursday's", or "Thursdays" in copy that has lost its apostrophes.
_OWNED = re.compile(
    r"(?:['’`]\s?s|(?:sun|mon|tues|wednes|thurs|fri|satur)days|\blast\s(?:week|month|year)s)$",
    re.IGNORECASE,
)
# "Said that on Friday and Saturday gunmen killed six": what is said begins with its date.
_SAYS_THAT = re.compile(
    r"(?<!\w)that\s+(?:(?:(?:on|late|early|overnight|between|both)\s+){0,2}"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+and\s+)?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w'’-]+")
_NEAR_WORDS = 4  # "Thursday's deadly twin car bombings" holds three words before the noun
_FAR_WORDS = 30  # about the longest clause in the annotated corpus
_REACH = 600  # as many characters hold that many words; keeps endless sentences cheap


def role_of(
    sentence: str,
    start: int,
    end: int,
    is_before_its_act: bool = False,
    until: int | None = None,
) -> Role:
    """Tell what the date at [start, end) of a sentence dates.

    `is_before_its_act` is set for words that date what follows them ("a day after ...").
    Acts from `until` on belong to another date.
    """
    opens, closes = _clause(sentence, start, end)
    # Looking on beyond the clause lets a pattern see what follows ("took" in "took on Friday").
    near = _ACT.finditer(lowered(sentence), opens, closes + _REACH)
    acts = [match for match in near if match.end() <= closes]
    before = [match for match in acts if match.end() <= start]
    after = [match for match in acts if end <= match.start() < (until or closes)]
    behind = _reached(sentence, end, after[0].start(), after[0]) if after else None
    is_owned = bool(_OWNED.search(sentence[start:end]))
    if is_owned or _ATTRIBUTIVE.search(sentence[opens:start]):
        if behind and behind[1] < _NEAR_WORDS:
            return behind[0]
        if is_owned:
            return Role.NONE
    nearest = _reached(sentence, before[-1].end(), start, before[-1]) if before else None
    if behind and behind[0] == Role.VIOLENCE and _SAYS_THAT.search(sentence[opens:start]):
        return behind[0]
    if not is_before_its_act:
        is_adjacent = nearest is not None and nearest[1] == 0
        if _PARTICIPLE.search(sentence[opens:start]) and not is_adjacent:
            return Role.OTHER
        if nearest and nearest[1] < _FAR_WORDS:
            return nearest[0]
    return behind[0] if behind and behind[1] < _FAR_WORDS else Role.NONE


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Where the date's clause begins and ends."""
    opens = max(0, start - _REACH)
    for stop in _CLAUSE_END.finditer(sentence, opens, start):
        opens = stop.end()
    last = min(len(sentence), end + _REACH)
    closes = _CLAUSE_END.search(sentence, end, last)
    return opens, closes.start() if closes else last


def _reached(sentence: str, start: int, end: int, act: re.Match[str]) -> tuple[Role, int]:
    """The act's role, and how many words lie between it and the date."""
    return Role(str(act.lastgroup)), len(_WORD.findall(sentence[start:end]))
