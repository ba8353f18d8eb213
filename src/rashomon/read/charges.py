"""How English lays a deed at a side's door: claimed, charged, blamed or denied.

Patterns over sentences whose actors are masked; in each, `who` holds the masked actors and `did`
the words of the charge. `responsibility` says how they are put to use.
"""

from __future__ import annotations

import re

from rashomon.read.actors import MARK
from rashomon.read.clues import clued
from rashomon.read.deeds import ACTOR, MORE, PLATFORM, VIOLENT

__all__ = ["CHARGED", "CLAIMED", "CLAIMED_BY", "DENIED", "GENERAL_CHARGE", "PRETEXT"]

CLAIMED = clued(
    "claim accept admitted acknowledged took assumed behind confirmed",
    rf"(?P<who>{ACTOR}){PLATFORM}(?:\s*\([^)]*\))?(?:[ ,]+(?:which|also|later|quickly|"
    rf"on \w+day|has|have|had|immediately|in (?:\w+ ){{1,3}}statement))*"
    rf"\s+(?:claimed|claims|accepted|accepts|admitted|acknowledged|took|assumed|"
    rf"said it was behind|confirmed)\s+"
    rf"(?:full |the )?(?:\w+ )?(?P<did>respons\w+(?: for [\w -]{{0,40}})?|"
    rf"(?:the |an? )?{VIOLENT}|being behind|carrying out|credit|"
    rf"(?:the )?blame)",
)
CLAIMED_BY = clued(
    "claimed",
    rf"\b(?P<did>responsibility .{{0,40}}?claimed|(?:attack|bomb|bombing|blast|strike|raid|"
    rf"explosion|"
    rf"assault|killing|ambush|assassination|shooting)s?(?:(?!said|denied).){{0,30}}?claimed) by "
    rf"(?:the )?(?P<who>{ACTOR})",
)
# What is laid at a side's door, when it is not named as violence.
HARM = r"(?:incidents?|deaths?|carnage|bloodshed|tragedy|atrocit\w+|crimes?|downing|destruction)"
DOING = (
    r"(?:bombing|shelling|attacking|striking|targeting|killing|carrying out|launching|firing|"
    r"being behind|"
    r"conducting|hitting|using|massacring|executing|murdering|dropping|abducting|staging|"
    r"committing(?! (?:war )?crimes)|"
    r"planting|shooting|raiding|perpetrating|detonating|orchestrating)"
)
CHARGED = (
    clued(
        "blam",
        rf"\b(?P<did>blam(?:ed|es|ing|e) (?:the |this |an? )?(?:[\w'’-]+,? ){{0,8}}?(?:on|"
        rf"upon)) (?:the |suspected )?(?:\w+ ){{0,2}}?(?P<who>{ACTOR})",
    ),
    clued(
        "blam accus",
        rf"\b(?P<did>blam(?:ed|es|ing|e)|accus(?:ed|es|ing|e)) (?:the |president |"
        rf"suspected )?(?P<who>{ACTOR}{MORE})(?P<rest>{PLATFORM}"
        rf" (?:of|for) (?:\w+ ){{0,3}}?(?:the |an? |this )?(?:{DOING}|"
        rf"(?:\w+ ){{0,4}}{VIOLENT}))",
    ),
    clued(
        "blam",
        rf"\b(?P<did>blam(?:ed|es|ing) (?:certain |suspected |"
        rf"the )?(?:\w+ of (?:the )?)?(?=\W*{MARK}))(?P<who>{ACTOR}) for (?:the |"
        rf"an? |this |that )?(?:\w+ ){{0,4}}?(?:{VIOLENT}|{HARM})\b",
    ),
    # "A and B accused each other of shelling": both are charged.
    clued(
        "each one",
        rf"(?P<who>{ACTOR}{PLATFORM} and (?:[\w-]+ ){{0,3}}?{ACTOR}){PLATFORM} "
        rf"(?:(?:have|had|both|also|again|\w+ly) ){{0,3}}(?P<did>(?:blam(?:ed|es|ing|e)|"
        rf"accus(?:ed|es|ing|e)) (?:each other|one another) (?:of|for) (?:[\w-]+ ){{0,4}}?"
        rf"(?:{DOING}|{VIOLENT}|{HARM}))\b",
    ),
    # "the group said it was responsible"
    clued(
        "responsible behind",
        rf"(?P<who>{ACTOR}){PLATFORM} (?:has |had )?(?:said|says|claimed|claims|announced|"
        rf"confirmed|admitted|acknowledged)(?: that)? (?P<did>(?:it|they|its (?:forces|fighters|"
        rf"men|members|militants)) (?:was|were|is|are|had been) (?:behind|responsible))\b",
    ),
    # "the inquiry found the army responsible"
    clued(
        "found find deem declar consider",
        rf"\b(?P<did>found|finds?|deem(?:ed|s)?|declar(?:ed|es)|consider(?:ed|s)?) (?:that )?"
        rf"(?:the )?(?P<who>{ACTOR})(?P<rest>{PLATFORM} (?:(?:was|were|is|are|to be|jointly) )*"
        rf"(?:responsible|guilty|to blame|behind))\b",
    ),
    clued("hallmark", rf"\b(?P<did>hallmarks? of) (?:an? |the )?(?P<who>{ACTOR})"),
    # "Washington accused Moscow of responsibility"
    clued(
        "accus",
        rf"\b(?P<did>accus(?:ed|es|ing|e)) (?:the |president |suspected )?(?P<who>{ACTOR}{MORE})"
        rf"(?P<rest>{PLATFORM} of (?:[\w-]+ ){{0,3}}?(?:responsibility|(?!crime){HARM}))\b",
    ),
    # "split the blame between", "laid responsibility at the door of"
    clued(
        "blame responsib",
        rf"\b(?P<did>(?:put|puts|putting|placed|places|placing|laid|lays|laying|pinned|pinning|"
        rf"split|shared|divided|lies|lay|rests?|assigned|cast|casting) (?:[\w-]+ ){{0,3}}?"
        rf"(?:blame|responsibility)(?: for (?:[\w-]+ ){{1,5}}?| [\w]+ly)? ?(?:on|upon|with|"
        rf"between|to|at the (?:door|feet) of|squarely on)|(?:blame|responsibility) (?:lies|lay|"
        rf"rests|rested|falls|fell) (?:\w+ly )?(?:with|on)) (?:the )?(?:[\w-]+ ){{0,2}}?"
        rf"(?P<who>{ACTOR})",
    ),
    clued(
        "responsibility blame",
        rf"(?P<who>{ACTOR}){PLATFORM} (?:\w+ly )?(?P<did>(?:bears?|bore|carr(?:y|ies|ied)) "
        rf"(?:the |a |full |sole |primary |\w+ly )*(?:responsibility|blame)|(?:is|are|was|were) "
        rf"to blame)\b",
    ),
    # "these brutal actions by the regime"
    clued(
        "action act crime deed",
        rf"\b(?P<did>(?:these|this|such|heinous|barbaric|brutal|horrific|horrendous|cowardly|"
        rf"despicable|criminal|vicious|savage|inhuman\w*|monstrous|hostile|aggressive) "
        rf"(?:[\w-]+ ){{0,2}}?(?:actions?|acts?|crimes?|deeds?)) (?:committed |carried out |"
        rf"perpetrated )?(?:by|of) (?:the )?(?P<who>{ACTOR})",
    ),
    # "aircraft of the army flying over the town at the time of the attack"
    clued(
        "flying flew flown",
        rf"(?P<who>{ACTOR}){PLATFORM} (?:(?:was|were|had been|had) )?(?P<did>(?:flying|flew|flown)"
        rf"(?: [\w-]+){{0,8}}? (?:at the (?:(?:same|exact|very) )?(?:time|moment) of|when the|"
        rf"(?:shortly |just |minutes |moments )before the|during the))\b",
    ),
    clued(
        "attribut hold held",
        rf"\b(?P<did>(?:attributed|attributing) (?:\w+ ){{0,5}}?to|(?:hold|holds|held|"
        rf"holding)) (?:the )?(?P<who>{ACTOR})(?P<rest>(?: (?:fully )?responsible)?)",
    ),
    clued(
        "blamed accused suspected behind responsible",
        rf"(?P<who>{ACTOR}){PLATFORM} (?:is|are|was|were|(?:has|have|had) (?:also )?been"
        rf"(?! responsible| behind)) (?:\w+ )?(?P<did>(?:blamed|"
        rf"accused of|suspected of|thought to be behind|believed to be behind|"
        rf"responsible for|behind))",
    ),
    clued(
        "finger",
        rf"\b(?P<did>point(?:ed|ing|s)? (?:the |a |an? \w+ |their |its )?fingers?(?: of blame)?"
        rf"(?: \w+ly)? (?:at|to|towards?)) (?:the )?(?P<who>{ACTOR})",
    ),
    clued(
        "blam",
        rf"\b(?P<did>blam(?:ed|es|ing)) (?:the |suspected |president )*(?P<who>{ACTOR}{MORE})"
        rf"(?!{PLATFORM} (?:for|of|over|on|as)\b)",
    ),
    clued(
        "responsible",
        rf"(?P<who>{ACTOR}){PLATFORM} (?P<did>(?:is|are|was|were) (?:\w+ )?responsible)(?! for)",
    ),
    clued(
        "cooperation coordination concert",
        rf"\b(?P<did>in (?:cooperation|coordination|"
        rf"concert) with) (?:the )?(?P<who>{ACTOR})",
    ),
    clued(
        "aggression attack strike crime massacre",
        rf"\b(?P<did>aggression|attack|strike|crime|"
        rf"massacre)[\"”'’]* by (?:the )?(?P<who>{ACTOR})",
    ),
)
DENIED = (
    clued(
        "denied denies denying reject dismissed ruled",
        rf"(?P<who>{ACTOR}){PLATFORM}(?:[ ,]+(?:\w+[ ,]+){{0,6}}?)(?P<did>(?:denied|denies|"
        rf"denying|rejected|rejects|dismissed|ruled out)(?: (?!said|says|after|"
        rf"when)[\w\"“'¤-]+){{0,8}}?"
        rf" (?:involvement|participation|any (?:link|connection|hand)|"
        rf"responsibility|involved|carried|carrying|bomb\w*|attack\w*|"
        rf"strik\w+|struck|target\w*|kill\w*|shell\w*|role|hit\w*|used|using|behind|"
        rf"fir(?:ed|ing)|launch\w*|responsible|charges|\w*slander\w*))\b"
    ),
    clued(
        "not",
        rf"\b(?P<did>not (?:an? )?(?P<who>{MARK}+(?: (?:or|"
    rf"nor) (?:an? )?{MARK}+)*) (?:air ?)?(?:strike|attack|raid|operation|bombing))"),
    clued(
        "not never nothing played no distanced",
        rf"(?P<who>{ACTOR}){PLATFORM} (?P<did>(?:was|were|is|are) not (?:responsible|behind|"
        rf"involved)|(?:has|have|had|did|does) (?:not|never) (?:\w+ly )?"
        rf"(?:bomb\w*|str[iu]\w+|target\w*|attack\w*|shell\w*|carr\w+ out|conduct\w*|hit|"
        rf"kill\w*|launch\w*|fire\w*)|(?:had|has|have) nothing to do with|"
        rf"(?:played|had|has|have|took) no (?:part|role|hand|involvement)|distanced (?:itself|"
        rf"themselves|himself) from)"
    ),
    clued(
        "not never no",
        rf"(?P<who>{ACTOR}) (?:says|said|insisted|insists|maintains|claimed)(?: that)? (?:it|"
        rf"they|its (?:forces|aircraft|planes)) "
        rf"(?P<did>(?:has|have|had|did) (?:not|never) (?:bomb\w*|str[iu]\w+|target\w*|"
        rf"attack\w*|shell\w*|carr\w+|conduct\w*|hit|kill\w*|launch\w*|fire\w*|use\w*|drop\w*|"
        rf"execut\w*)|had (?:no (?:part|role|hand|involvement) in|nothing to do with)|(?:was|"
        rf"were) not (?:behind|responsible|involved))"
    ),
    clued(
        "not",
        rf"\bdid not (?P<did>involve) (?:the )?(?P<who>{ACTOR})"),
    # "denied that the army had used any such weapons"
    clued(
        "denied denies denying denial rejected rejects dismissed",
        rf"\b(?P<did>(?:denied|denies|denying|denials?|rejected|rejects|dismissed)"
        rf"(?: (?!said|says)[\w\"“'-]+){{0,5}}? that) (?:the |any )?(?:[\w-]+ ){{0,2}}?"
        rf"(?P<who>{ACTOR})(?P<rest>{PLATFORM} (?:(?:have|has|had|was|were|is|are|ever) ){{0,3}}"
        rf"(?:used|employed|carried out|bombed|attacked|struck|hit|targeted|killed|shelled|fired|"
        rf"launched|dropped|conducted|been (?:behind|involved|responsible)|behind|involved|"
        rf"responsible|present|executed|shot|took part|taken part))\b"),
    # "Damascus refuted these allegations"
    clued(
        "allegation accusation claim charge report blame",
        rf"(?P<who>{ACTOR}){PLATFORM}(?:,? (?:has|have|had|also|in turn|however|later|"
        rf"\w+ly)){{0,3}},? (?P<did>(?:denied|denies|rejected|rejects|refuted|refutes|dismissed|"
        rf"dismisses|rebuffed|rubbished) (?:all |any )?(?:the |these |those |such |this |that |"
        rf"its )?(?:[\w'-]+ ){{0,2}}?(?:allegations?|accusations?|claims?|charges?|reports?|"
        rf"blame))\b"),
    # "Moscow called the allegations baseless"
    clued(
        "allegation accusation claim charge report",
        rf"(?P<who>{ACTOR}){PLATFORM} (?:(?:has|have|had|spokes\w+|officials?|ministers?|leaders?|"
        rf"commanders?|ministry|\w+ly) ){{0,3}}(?P<did>(?:called|calls|"
        rf"branded|described|describes|labell?ed|dismissed|slammed) (?:all |any )?(?:the |these |"
        rf"those |such |this |that )?(?:[\w'-]+ ){{0,2}}?(?:allegations?|accusations?|claims?|"
        rf"charges?|reports?) (?:[\w¤'-]+ ){{0,5}}?(?:baseless|false|lies|unfounded|groundless|"
        rf"untrue|fabricat\w+|nonsense|absurd|ridiculous|fake|propaganda))\b"),
    # "there is no evidence that the army shelled the mill"
    clued(
        "evidence proof indication sign",
        rf"\bno (?:[\w-]+ )?(?P<did>(?:evidence|proof|indications?|signs?) that) (?:the )?"
        rf"(?P<who>{ACTOR})(?P<rest>{PLATFORM} (?:(?:have|has|had|was|were|is|are|been) ){{0,2}}"
        rf"(?:used|employed|carried out|bombed|attacked|struck|hit|targeted|killed|shelled|fired|"
        rf"launched|dropped|conducted|behind|involved|responsible|executed|shot))\b"),
    # "We had nothing to do with it," an army spokesman said.
    clued(
        "we ",
        rf"\bwe (?P<did>(?:had|have) (?:nothing to do with|no (?:part|role|hand|involvement) in)|"
        rf"(?:did|do|have) not (?:carry out|carried out|bomb\w*|attack\w*|target\w*|shell\w*|"
        rf"kill\w*|hit|strike|struck|fire\w*|launch\w*|use\w*)|(?:were|are) not (?:behind|"
        rf"responsible|involved)|(?:categorically |strongly )?(?:deny|reject))\b"
        rf"[^.;¤]{{0,70}}?[\"”,] (?:an? |the )?(?:senior |top )?(?P<who>{ACTOR})"),
    # "repeated the government's denial"
    clued("denial", rf"(?P<who>{ACTOR}) (?:[\w-]+ )?(?P<did>denials?)\b(?! of service)"),
    # What it does not have it did not use.
    clued(
        "weapon arms agent munition gas bomb missile substance chemicals",
        rf"(?P<who>{ACTOR}){PLATFORM} (?P<did>(?:has|have|had|does|do|did|will|would)"
        rf"(?: (?:not|never)|n'?t)(?:,? (?:and|or|nor|not|never|will|would|does|do|did|has|have|"
        rf"had|ever|also)){{0,6}} (?:use[ds]?|possess\w*|have|had|own\w*|employ\w*|drop\w*)"
        rf"(?: [\w-]+){{0,4}}? (?:weapons?|arms|agents?|munitions?|gas|bombs?|missiles?|"
        rf"substances?|chemicals))\b"),
    # "coalition aircraft were not there at that time"
    clued(
        "not n't nt",
        rf"(?P<who>{ACTOR}{MORE}){PLATFORM} (?P<did>(?:(?:was|were|had|have)(?: not|n'?t)"
        rf"(?: been)? (?:there|in the area|in the vicinity|flying|operating|active|present|over|"
        rf"anywhere near)|did(?: not|n'?t) (?:fly|operate)))\b"),
    # "no army planes were over the town"
    clued(
        "no",
        rf"\bno (?P<who>{ACTOR})(?P<rest>{PLATFORM} (?:(?:was|were|had|have|has|been) ){{0,2}}"
        rf"(?:in the area|in the vicinity|over|flying|operating|active|flew|bombed|struck|"
        rf"carried out|conducted|attacked|took part))(?P<did>)\b"),
)  # fmt: skip
# Charges of many deeds or of a habit: no incident's. "accused rebels of using poison gas"
GENERAL_CHARGE = re.compile(
    rf"(?: the| president| suspected){{0,2}}(?: ?{MARK}++)?(?: [\w'-]+){{0,3}}? of "
    r"(?:repeatedly |regularly |routinely |often |also |previously |already )?"
    r"(?:using|having used|deploying|employing|possessing|storing|"
    r"producing|(?:conducting|carrying out|committing|launching) (?:at least|more than|over|"
    r"dozens|scores|hundreds|thousands|many|numerous|several|repeated|\d+))\b"
    r"(?![^.;]{0,80}\b(?:on \w+day|yesterday|\w+day'?s|this attack|the attack|that attack|"
    r"in the (?:attack|strike|raid|assault|battle)))"
)
PRETEXT = re.compile(r"\b(?:pretext|excuse|in order|so as|attempts?|trying|seeking) (?:for|to) $")
