"""Why a side did what it did, and who was told of it beforehand, as the words say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.read.actors import MARK, MaskedSentence, mask_sentences
from rashomon.read.clues import clued
from rashomon.read.document import Document, Finding
from rashomon.read.violence import is_general
from rashomon.records import Facet, Motive, Notice, Stance

__all__ = ["find_motives", "find_notices"]

_DEED = (
    r"(?:(?:air[- ]?)?strikes?|(?:air[- ]?)?raids?|attacks?|assaults?|offensives?|shelling|"
    r"bombings?|bombardments?|"
    r"barrages?|rockets?|missiles?|fire|killings?|operations?|massacres?|airstrikes|"
    r"aggressions?|ambush(?:es)?|"
    r"shootings?|incursions?|blasts?)"
)
_DEEDS = re.compile(
    rf"\b{_DEED}\b|\b(?:bombed|struck|attacked|shelled|killed|launched|fired|targeted|"
    rf"pounded|responded|"
    r"seiz(?:e|ed|ing)|captur\w+|fighting|clash\w*|invaded|raided|battle|"
    r"(?:sends?|sent|deploy(?:s|ed)?) (?:in )?(?:\w+ )?(?:troops|soldiers|tanks|forces))\b"
)
_CLAUSE_END = (
    r"(?=[.;:]|,(?! (?:and|or)\b)|\s+(?:said|says|reported|added|told|according)\b|[\"”]|$)"
)


def _to_end(fewest: int, most: int) -> str:
    """The rest of a clause; where none ends in reach (texts without commas), some of it."""
    return rf"(?:.{{{fewest},{most}}}?{_CLAUSE_END}|.{{{max(40, fewest)},80}}\b)"


# A purpose or reason in so many words; each stands in a sentence that tells of a deed.
_STATED: tuple[tuple[str, str, str], ...] = (
    ("retaliation", "retaliat revenge reprisal response reaction vengeance retribution answer",
     rf"(?:(?:in |as |was |were |an? )*\b(?:retaliation|retaliatory|revenge|reprisals?|"
     rf"vengeance|retribution)|"
     # A "response to the atrocity" in words or by doctors is no reason for violence.
     rf"\b(?:in|as an?|as|came as|(?:was|were|is)(?: in| an?)?) (?!medical|emergency)(?:\w+ )?"
     rf"(?:response|reaction|answer))\b"
     rf"(?: (?:for|to|against|over)\b{_to_end(0, 120)})"),
    ("retaliation", "retaliat respond aveng",
     rf"\b(?:retaliat\w+|respond(?:ed|ing)?|aveng\w+)\b (?:by .{{0,60}}?)?(?:to|for|against|"
     rf"with)\b{_to_end(0, 110)}"),
    ("self-defense", "self",
     r"(?:\b(?:was|were|acted|taken|"
    r"acting) )?[\"“]?(?:in )?self[- ]defen[cs]e\b"),
    ("aim",
     "aim goal purpose objective designed intended meant bid attempt effort order so seek trying "
     "support view",
     rf"\b(?:aimed at|aiming (?:at|to)|aim(?:s|ed)? (?:to|at)|with the (?:aim|goal|purpose|"
     rf"objective) of|designed to|"
     rf"intended to|meant to|in a bid to|"
     rf"in (?:an|its|their|his) (?:\w+ )?(?:attempt|effort|bid)s? to|"
     rf"in order to|so as to|"
     rf"for the purpose of|"
     rf"sought to|seeking to|trying to|seek to|attempting to|whose (?:aim|goal) (?:is|was)|"
     rf"in support of|with a view to)\b{_to_end(3, 130)}"),
    ("purpose", "to",
     rf"\bto (?:repel|fend off|prevent|stop|halt|break|retake|recapture|capture|seize|"
     rf"encircle|relieve|cut|avenge|"
     rf"punish|deter|protect|defend|clear|dislodge|drive out|expel|liberate|push back|"
     rf"destroy|eliminate|target|"
     rf"free|rescue|support|weaken|disrupt|force|take control|regain|secure|thwart|"
     rf"degrade|deny|restore)\b{_to_end(3, 120)}"),
    ("cause",
     "because charging claiming alleging saying after as motivated prompted provoked pretext "
     "justif grounds",
     rf"\b(?:because (?:they|it|he|we|its|their|of (?:its|their|his)|(?:the )?{MARK})|"
     rf"(?:charging|claiming|alleging|saying) (?:that )?(?:they|he|she) (?:had )?(?:took|taken|"
     rf"spied|collaborated|cooperated|worked|betrayed|helped|supported|served|belonged)|"
     rf"after they (?:had )?(?:failed|refused)|as they (?:entered|approached|"
     rf"advanced|posed|had failed)|motivated by|prompted by|"
     rf"provoked by|on the pretext (?:of|that)|under the pretext|justif\w+ (?:by|as|the)|"
     rf"on the grounds)\b{_to_end(3, 120)}"),
    ("goal", "goal aim purpose objective reason motive",
     rf"\b(?:(?:real|true|actual|main|stated|declared) (?:goal|aim|purpose|objective|reason|"
     rf"motive)|actually aimed at)\b{_to_end(3, 140)}"),
    ("threat", "threat",
     rf"\b(?:posed|posing|poses) (?:an? )?(?:imminent |direct |"
    rf"serious )?threat to\b{_to_end(3, 80)}"),
)  # fmt: skip
# "ten men were executed for spying": what the killers held against those they killed.
_HELD_AGAINST = clued(
    "spying spies espionage collaborat refus defying cooperat insult criticiz criticis apostasy "
    "blasphemy treason desert sorcery witchcraft betray inform help support working",
    r"\b(?:execut\w+|behead\w+|kill(?:ed|ing)|murder(?:ed|ing)?|shot|hanged|stoned|crucified|"
    r"lynched|burned alive|abducted|kidnapped)\b[^.;:]{0,120}?(?P<why>(?:(?:allegedly|reportedly|"
    r"apparently) )?(?:for|accused of|on (?:charges|suspicion|accusations) of|suspected of|"
    r"convicted of|after (?:they|he|she) confess\w* to|for allegedly) (?:being |having |"
    r"\w+ly )?(?:spying|spies|espionage|collaborat\w+|refus(?:ing|al)|defying|cooperating|"
    r"insulting|critici[zs]\w+|apostasy|blasphemy|treason|desert\w+|sorcery|witchcraft|"
    r"betray\w+|inform(?:ing|ers?|ants?)\b|helping|supporting|working (?:for|with))"
    + _to_end(0, 80)
    + r")",
)
_STATED_PATTERNS = tuple((rule, clued(clues, pattern)) for rule, clues, pattern in _STATED)

# "after rebels fired …", "following an attack by …": the other side's deed as the reason.
_AFTER = clued(
    "after following wake",
    rf"\b(?:after|following|in the wake of|(?:came|comes) after)\b (?:[\w-]+ ){{0,4}}?(?:"
    rf"{MARK}+ (?:[\w-]+ ){{0,3}}?(?:fired|attacked|launched|bombed|shelled|struck|killed|"
    rf"hit|seized|carried out|ambushed|targeted|stormed)\b"
    rf"|{_DEED}\b (?:[\w-]+ ){{0,4}}?by\b (?:[\w-]+ ){{0,3}}?(?:{MARK}+|[\w-]+)"
    rf"|{MARK}+'?s? (?:[\w-]+ ){{0,3}}?{_DEED}\b){_to_end(0, 80)}",
)
_PROMPTED = clued(
    "prompting triggering drawing provoking sparking",
    rf"\b{_DEED}\b.{{0,60}}?,? (?:prompting|triggering|drawing|provoking|"
    rf"sparking) (?:[\w-]+ ){{0,2}}?(?:{MARK}+ )?(?:[\w-]+ )?{_DEED}\b",
)
_NO_MOTIVE = re.compile(
    r"\b(?:to prevent (?:any|further) (?:unnecessary|such)|investigat\w+|talks|negotiat\w+|"
    r"humanitarian|evacuat\w+|"
    r"ceasefire|cease-fire|truce|resolution|diplomatic|peace process|elections?|demonstrat\w+|"
    r"visit|hospital to|fled to|flee|rescuers|ambulances?|doctors|urged|called on|calls? on|"
    r"appeal\w*)\b"
)
_HEDGED = re.compile(
    r"\b(?:likely|probably|apparently|possibly|perhaps|seem(?:s|ed|ing)?|appear(?:s|ed)?|"
    r"may have|might have|"
    r"believed|thought|presumably)\b"
)

_TOLD = (
    r"(?:inform(?:ed|ing)|notif(?:ied|ying)|warn(?:ed|ing)|told|alerted|tipped off|briefed|"
    r"consult(?:ed|ing)|"
    r"coordinat(?:ed|ing)(?= (?:\w+ )?with)|gave (?:\w+ )?(?:notice|warning)|"
    r"given (?:\w+ )?(?:notice|warning))"
)
_INFORMED = clued(
    "inform notif warn told alert tipped briefed consult coordinat gave given",
    rf"(?:\b[\w¤'-]+ ){{0,4}}\b(?:had |have |has |were |was |been |did not |didn't |never |not |"
    rf"failed to |fail to )*(?:{_TOLD}|inform|notify|warn|alert)\b{_to_end(0, 110)}",
)
_NOTICES = (
    clued(
        "warning notice notification",
        r"\b(?:prior|advance|previous|early|telephoned?|phone|bomb|similar|no|any|without|"
        r"minutes?'?|hours?'?) (?:\w+ )?"
        r"(?:warnings?|notice|notification)\b.{0,80}?(?=[.;,\"”]|$)",
    ),
    clued(
        "warning notice notification",
        r"\b(?:warnings?|notice|notification)s? (?:(?:which|that) )?(?:was|were|had been|"
        r"came|given|issued|sent|received|heard)\b.{0,90}?(?=[.;\"”]|$)",
    ),
    _INFORMED,
    clued(
        "phoned contacted alerted",
        r"\b(?:telephoned|phoned|contacted|alerted) (?:the )?(?:police|authorities|"
        r"samaritans|army|newspapers?|emergency)\b.{0,90}?(?=[.;\"”]|$)",
    ),
    clued(
        "line confliction channel",
        r"\b(?:hot ?line|de-?confliction (?:channel|mechanism|hot ?line)|"
        r"communication channel)\b.{0,80}?(?=[.;\"”]|$)",
    ),
    clued(
        "leaflets messages calls evacuation",
        r"\b(?:leaflets|text messages|phone calls|evacuation (?:order|"
        r"warning)s?)\b.{0,20}\b(?:dropped|sent|warn\w+|issued|urg\w+|"
        r"told)\b.{0,60}?(?=[.;,\"”]|$)",
    ),
)
_PREPARED = re.compile(
    r"\b(?:attack|strike|raid|operation|offensive|assault|launch|shell\w*|bomb\w*|blast|"
    r"explosion|barrage|missiles?|"
    r"airstrikes?|plans?|forces (?:there|in the area)|beforehand|in advance|earlier|ahead of|"
    r"prior|before|respond|military zone|ago|"
    r"evacuate|leave|target|police|authorities)"
)
_NOT_BEFOREHAND = re.compile(
    r"\b(?:told|informed) (?:afp|reuters|ap|sputnik|sana|fna|cnn|the bbc|bbc|xinhua|tass|"
    r"reporters?|journalists?|"
    r"an? |the (?:associated|news|agency|paper|newspaper|daily|press)|state|local media|"
    r"media|anadolu|voa|rt|parliament|mps|"
    r"lawmakers|cbs|abc|nbc|fox|al jazeera|interfax|his|her|him|me|us|them|a news)\b|"
    r"\btold [\w ]{0,30}(?:agency|channel|tv|television|news|radio|briefing|interview|times|"
    r"post)\b|"
    r"\bwarn\w* (?:of|about) (?:famine|a humanitarian|severe|dire|starvation|the impact|"
    r"floods|that the (?:death )?toll|the consequences)|"
    r"\bwarned (?:the government|against)\b.{0,20}\b(?:tricked|attempt)|\bwell[- ]informed\b"
)
# "told" is what one does to the press too; to a side in the fight it is a notice.
_TOLD_ACTOR = re.compile(rf"\btold (?:the )?{MARK}")
_TOLD_ALONE = re.compile(r"\btold\b")


def find_motives(document: Document) -> list[Finding]:
    """Find the reasons and purposes that are stated for a deed of violence."""
    findings: list[Finding] = []
    for masked in mask_sentences(document):
        if _NO_MOTIVE.search(masked.text):
            continue
        taken: list[tuple[int, int]] = []
        for rule, start, end in _motives(masked.text):
            if any(start < e and s < end for s, e in taken):
                continue
            if rule not in ("self-defense", "charge") and not _is_tied(masked, start, end):
                continue
            taken.append((start, end))
            findings.append(_finding(masked, Facet.MOTIVE, start, end, f"motive-{rule}", 0.6))
    return findings


def _motives(text: str) -> Iterator[tuple[str, int, int]]:
    for rule, pattern in _STATED_PATTERNS:
        for found in pattern.finditer(text):
            yield rule, found.start(), found.end()
    for rule, pattern in (("after", _AFTER), ("prompted", _PROMPTED)):
        for found in pattern.finditer(text):
            if rule == "prompted" or _DEEDS.search(text[: found.start()]):
                yield rule, found.start(), found.end()

    for found in _HELD_AGAINST.finditer(text):
        yield "charge", found.start("why"), found.end("why")


def _is_tied(masked: MaskedSentence, start: int, end: int) -> bool:
    """Tell whether a deed of some actor stands near the reason."""
    text = masked.text
    around = text[max(0, start - 110) : start] + text[end : end + 40] + text[start:end][:60]
    return bool(_DEEDS.search(around)) and not is_general(text, start, end)


def find_notices(document: Document) -> list[Finding]:
    """Find who is said to have been, or not to have been, told or warned beforehand."""
    findings: list[Finding] = []
    for masked in mask_sentences(document):
        taken: list[tuple[int, int]] = []
        for pattern in _NOTICES:
            for found in pattern.finditer(masked.plain):
                start, end = found.span()
                if any(start < e and s < end for s, e in taken):
                    continue
                words = found.group()
                is_to_actor = _TOLD_ACTOR.search(masked.text[start:end])
                if _NOT_BEFOREHAND.search(words):
                    continue
                if pattern is _INFORMED and not _PREPARED.search(words):
                    continue
                if _TOLD_ALONE.search(words) and not is_to_actor:
                    continue
                taken.append((start, end))
                findings.append(_finding(masked, Facet.NOTICE, start, end, "notice", 0.55))
    return findings


def _finding(
    masked: MaskedSentence, facet: Facet, start: int, end: int, rule: str, confidence: float
) -> Finding:
    while end > start and masked.text[end - 1] in ' "“”':
        end -= 1
    while start < end and masked.text[start] in ' "“”,':
        start += 1
    lead = masked.text[max(0, start - 25) : end]
    base = masked.sentence.start
    return Finding(
        facet,
        Motive() if facet is Facet.MOTIVE else Notice(),
        base + start,
        base + end,
        rule,
        Stance.UNCERTAIN if facet is Facet.MOTIVE and _HEDGED.search(lead) else Stance.AFFIRM,
        confidence,
    )
