"""What a place in a sentence of violence is there for, where it is not where that happened.

News names many places beside the one that was hit: where a source sits, whence a rocket came,
what an army wants to take, what a town is like. Each is told by the few words around it. Every
rule here says no; a place that no rule speaks against is left to `toponyms` to judge.
"""

from __future__ import annotations

import re

from rashomon.read.toponym_words import VIOLENCE
from rashomon.reference.letter_case import lowered

__all__ = ["is_beside_the_violence", "suffers"]

_SAYING = (
    r"(?:said|says|told|tells|saying|reported|reports|confirmed|announced|added|stated|warned|"
    r"accused|denied|claimed|posted|issued|described|estimated|condemned|declined|believe[sd]?|"
    r"thinks?|thought|insist(?:ed|s)|argued?|alleged|expressed|noted|pointed\sout|recalled|"
    r"threatened|were\sthreatening|fear(?:ed)?|quoted)"
)
# Somebody who is there to tell of it.
_TELLER = re.compile(
    r"\b(?:sources?|officials?|activists?|correspondents?|reporters?|journalists?|diplomats?|"
    r"analysts?|monitors?|representatives?|ambassadors?|envoys?|offices?|bureaus?|ministry|"
    r"embassy|embassies|spokes(?:man|woman|person|people)|photographers?|cameram[ae]n|presence|"
    r"stringers?|(?:news|press)\s(?:conference|briefing)|negotiators?|delegation|talks|summit)"
    r"(?:\s(?:based|here|currently))?\s(?:(?:in|at|from|on|inside|near|around|across|outside)\s)$"
)
# Somebody who may be a victim as well: a teller only where a verb of saying follows.
_PERHAPS_TELLER = re.compile(
    r"\b(?:doctors?|medics?|medical\s(?:staff|workers)|residents?|witnesses|leaders?|commanders?|"
    r"rebels|fighters|insurgents|militants|groups?|workers?|people|directors?|chief|head|governor|"
    r"mayor|volunteers?|police|army|military|authorities|government|opposition|prosecutors?|"
    r"hospital|centre|center|committee|council|court|commission|agency|network|administration|"
    r"experts?|families|relatives|civilians|refugees|investigators|families|judge|lawyers?)"
    r"\s(?:in|at|from|on|inside|near|around|across|outside)\s$"
)
_SAYS_AFTER = re.compile(
    rf"^\W*(?:(?:who|has|have|had|also|later|then|city|town|province|on\s\w+day|\w+ly)\W+){{0,3}}"
    rf"(?:{_SAYING}|(?:was|were)\s(?:quoted|cited))\b"
)
_ACCORDING = re.compile(r"\b(?:according\sto|quot(?:ed|ing)|citing|cited|told)\b[^.;]{0,50}$")
_HURT_AFTER = re.compile(
    r"^\W*(?:was|were|has\sbeen|have\sbeen|had\sbeen)\s(?:\w+ly\s)?"
    r"(?:kill|shot|wound|injur|hit|struck|attack|target|shell|bomb|storm|besieg|abduct|kidnap)"
)
# A place as the subject of what was done to it.
_SUFFERS = re.compile(
    r"^(?:\s(?:also|itself|too|alone|again|meanwhile))?(?:\s(?:was|were|is|are|being|came|comes|"
    r"coming|(?:has|have|had)\sbeen)\s(?:(?:\w+ly|also|again|still|being)\s|"
    r"under\s(?:\w+\s){0,2}(?=fire|attack|siege|bombardment|shelling)){0,2}"
    r"(?:hit|struck|shelled|bombed|bombarded|attacked|targeted|raided|rocked|shaken|pounded|"
    r"stormed|captured|recaptured|retaken|seized|overrun|besieged|levell?ed|flattened|destroyed|"
    r"razed|torched|fire|attack|siege|bombardment|shelling|dynamited|blasted|ambushed|invaded)\b|"
    r"\s(?:(?:has|had)\sfallen|fell)\sto\b|,?\s(?:the\s)?(?:site|scene|target)\sof\b)"
)
# "In Washington, the Pentagon said ...": the dateline of a statement.
_OPENS_WITH_SPEECH = re.compile(rf"^\W*(?:the\s|a\s|an\s)?(?:[\w'’.-]+\s){{1,6}}?{_SAYING}\b")

# Whence the blow came, not where it fell.
_POSTED = re.compile(
    r"\b(?:positioned|located|stationed|based|deployed|entrenched|holed\sup|hiding|situated)\s$"
)
_ACTS_AFTER = re.compile(
    r"^\W*(?:[\w'’-]+\W+){0,3}?(?:target(?:ed|ing)|fired|firing|shell(?:ed|ing)|attack(?:ed|ing)|"
    r"launch(?:ed|ing)|bomb(?:ed|ing)|lobbed|struck|hit|shot|opened\sfire)\b"
)
_ATTACKERS_POSTED = re.compile(
    r"\b(?:terrorists|militants|groups?|rebels|fighters|organi[sz]ations|gunmen|insurgents|"
    r"snipers?|artillery|launchers?|batteries)\s(?:(?:which|that|who)\s(?:are|were)\s)?"
    r"(?:positioned|located|stationed|entrenched|holed\sup)\s$"
)
_LEAD = re.compile(r"\b(?:in|at|on|near|around|inside|outside|of)\s$")
_BY_POSTED = re.compile(r"\b(?:by|from)\s(?:[\w'’-]+\s){1,6}$")
_FROM = re.compile(
    r"\bfrom\s(?:(?:the|its|their|rebel|army|government|regime|military|a|an|\w+-held|"
    r"[\w-]+['’]s?|[\w-]+-(?:backed|led|controlled))\s){0,4}"
    r"(?:positions?|bases?|sites?|areas?|parts?|territory|territories|airports?|airbases?|"
    r"strongholds?|districts?|suburbs?|outskirts|hills?|farms?|towns?|villages?|neighbou?rhoods?)"
    r"\s(?:in|of|near|around|on|outside|at)\s$"
)
_DWELLING = re.compile(
    r"\b(?:operat(?:es|ing)|present|active|trapped|lives?|living|resid(?:es|ing)|born|buried|"
    r"treated|hospitali[sz]ed|jailed|imprisoned|detained|held\sprisoner|trained|training|"
    r"protest(?:s|ed|ing)?|demonstrat(?:ed|ions?|ors|ing)|rall(?:y|ies|ied)|prison|jail|"
    r"memorials?|memorial\sservice|vigils?|commemorat\w+|ceremon(?:y|ies)|assembly|session|hearing|"
    r"debates?|forum|appearance|"
    r"funerals?(?!\s(?:hall|home|tent|procession))|meeting|meetings|speaking|speech|parliament|briefing|exile|sheltering|shelters?)"
    r"\s(?:\w+\s)?(?:in|at|outside|near|inside|on|across)\s$"
)
# What is wanted or planned, not what happened. An attempt by those who fought is no plan.
_TAKING = (
    r"(?:(?:re)?(?:capture|take|seize|gain|open)|clear|liberate|encircle|enter|storm|break|lift|"
    r"end|expel|drive|control|secure|defend|reach|advance|attack|target|strike|bomb|cut|oust|"
    r"surround|hold|establish|free|stop|halt|relieve|deescalate|impose|protect|create|threaten)"
)
_PURPOSE = re.compile(
    rf"\b(?:operations?|offensives?|campaigns?|plan(?:s|ned|ning)?|aim(?:s|ed|ing)?(?:\sat)?|goals?|"
    rf"objectives?|bid|push|vow(?:s|ed)?|want(?:s|ed)?|threat(?:s|ened)?|prepar\w+|order(?:s|ed)?|"
    rf"effort|efforts|battle|battles|drive|agree[ds]?|pledge[ds]?|hop(?:es|ed|ing)|ready|"
    rf"mission|call(?:s|ed|ing)?|appeal(?:s|ed)?|urg(?:ed|ing|es)|refus\w+|way|able|unable|"
    rf"week|year|month|was|is|in\sorder)\s(?:[\w-]+\s){{0,2}}?to\s(?:\w+ly\s)?"
    rf"{_TAKING}\b(?:\s[\w'’-]+){{0,7}}\s?$"
)
_PURPOSE_ING = re.compile(
    r"\b(?:aim(?:s|ed)?\sat|goal\sof|purpose\sof|hopes?\sof|threat\sof|plans?\sfor|"
    r"prevent(?:ed|ing)?\s(?:\w+\s){0,3}from|critical\sto|objective\sof)\s"
    r"(?:(?:re)?captur|(?:re)?tak|seiz|clear|liberat|encircl|enter|storm|break|expel|driv|"
    r"control|secur|defend|reach|advanc|attack|target|strik|bomb|cut|oust|surround|hold)ing\b"
    r"(?:\s[\w'’-]+){0,9}\s?$"
)

# What the place is like, or who holds it.
_HOLDING = re.compile(
    r"\b(?:control"
    r"(?<!took\scontrol)(?<!take\scontrol)(?<!taken\scontrol)(?<!taking\scontrol)"
    r"(?<!seized\scontrol)(?<!seize\scontrol)(?<!gained\scontrol)(?<!lost\scontrol)"
    r"(?<!of\scontrol)(?<!for\scontrol)(?<!under\scontrol)"
    r"(?:s|ling)?|"
    r"controlled|hold|holds|rules?|runs|dominat(?:es|ing|ed)|govern(?:s|ing)|occup(?:y|ies)|"
    r"swathes?\sof|connect(?:s|ing)|link(?:s|ing)|leads?\sto|leading\sto|access\sto|"
    r"routes?\s(?:in)?to|roads?\s(?:in)?to|such\sas|like|flee|fled|fleeing|escap\w+|"
    r"supply(?:ing)?|natives?\sof|residents?\sof|people\sof|capital\sof|"
    r"(?:passage|evacuat\w+)\s(?:\w+\s){0,3}(?:out\sof|from))"
    r"\s(?:(?:most|much|all|half|large|parts?|some|areas?|swathes?|of|the|nearly|"
    r"countryside|cit(?:y|ies)|towns?|nearby|besieged|territory|militants|fighters|terrorists|"
    r"positions|in|to|between)\s)*$|"
    r"\b(?:strengthen|reinforc|enhanc|bolster)(?:e?s|ed|ing)?\s"
    r"(?:[\w-]+\s){1,3}(?:in|near|around|inside|outside|at)\s$|"
    r"\b(?:aim(?:s|ed)?\sat|bid\sfor|goal\sof|hopes?\sof)\s(?:the\s)?(?:(?:re)?capture|liberation|"
    r"conquest|encirclement|control|seizure)\sof\s(?:[\w'’-]+\s){0,4}$|"
    r"\bsince\s(?:the\s)?(?:[\w-]+\s){0,2}(?:battle|siege|fall|capture|offensive|attack)\s"
    r"(?:for|of|on|in|against)\s(?:the\s)?$|"
    r"\b(?:comments?|reaction|response|word|pressure)\s(?:from|on)\s(?:[\w'’-]+\s){1,3}in\s$|"
    r"\bboth\s(?:also\s)?in\s$|"
    r"\b(?:rhetoric|accusations?|allegations?|charges|complaints?|sanctions|threats?|warnings?)\s"
    r"(?:against|at|towards?)\s$|"
    r"\b(?:bridges?\s(?:over|across)|(?:created|established|declared)\s(?:\w+\s){0,4}"
    r"(?:in|around|near))\s$|"
    r"\b(?:debates?|talks|vote|resolution|protests?|anger|outrage|concerns?|criticism|condemnation|"
    r"statement|silence|silent|alarmed?|outcry)\s(?:on|over|about|against|at)\s(?:[\w'’-]+\s){0,6}"
    r"(?:in|on|of|at|against|near)\s(?:the\s)?$|\bwill\s(?:\w+\s){1,6}$"
)
_IS_LIKE = re.compile(
    r"^\W*(?:(?:which|where|that)\s(?:[\w'’-]+\s){1,8}?)?(?:"
    r"(?:is|are|remains?|was|were|became|lies|hosts?|faces?|borders?|serves?|has\slong|forms?|"
    r"(?:has|have|had)\s(?:\w+ly\s)?been\s(?:\w+ly\s)?(?:divided|split|held|controlled|the\s(?:scene|site|"
    r"target|focus)|home|a\b|an\b|under\b(?=.{0,40}\b(?:since|for)\b))|"
    r"(?:has|have)\s(?:seen|witnessed|become|suffered|endured))"
    r"(?!\s(?:\w+\s)?(?:hit|struck|shelled|bombed|attacked|targeted|raided|rocked|pounded|stormed|"
    r"captured|recaptured|retaken|seized|taken|besieged|under|level+ed|flattened|destroyed|razed|"
    r"overrun|damaged|torched|set\sablaze|reduced)\b)|"
    r"(?:is|are)\s(?:\w+ly\s)?(?:controlled|held|divided|run|targeted\sby\sboth))\b"
)
# "... where troops and rebels have fought since 2012" tells of the years before.
_WHERE_LONG = re.compile(r"^\W*where\b[^.;]{0,90}\b(?:since|for\s(?:\w+\s){0,2}years)\b")
_WHERE_VIOLENT = re.compile(r"^\W*where\b(?!.{0,40}\blocated\b)")
# What was done to suspects and to what they left, not by them.
_IN_CUSTODY = re.compile(
    r"\b(?:arrest(?:ed|s|ing)?|detain(?:ed|ing)|custody|apprehended|court|trial|tried|convicted|"
    r"sentenced|extradited|indicted|charged|interrogated|questioned|searched|studied|studying|"
    r"enrolled|graduated|grew\sup|raised|emigrated|moved|visited|visiting|traveled|travelled|"
    r"vacationing)\b(?:\s[\w'’-]+){0,6}\s(?:in|at|near|outside|on|to|from)\s$"
)
_STORED = re.compile(
    r"\b(?:seiz|found|finding|discover|confiscat|uncover|defus|recover|captur|carr)\w*\s"
    r"(?:[\w'’,-]+\s){0,8}?(?:arsenals?|weapons?|arms|cach?es?|rifles|ammunition|munitions|drugs|"
    r"cocaine|documents|materi[ae]l|equipment|packages?|computers?|tanks)\s(?:[\w'’-]+\s){0,3}?"
    r"(?:in|at|near|inside|from)\s$"
)
_VISITED = re.compile(
    r"\b(?:visit|treat)\w*\s(?:the\s)?(?:injured|wounded)\s(?:\w+\s){0,2}(?:in|at)\s"
    r"(?:[^.;,]{0,40}\sand\s)?$"
)
# One of these stands before the place in each of the three patterns above.
_AFTERMATH = frozenset(
    "arrest arrested arrests arresting detained detaining custody apprehended court trial tried "
    "convicted sentenced extradited indicted charged interrogated questioned searched studied "
    "studying enrolled graduated grew raised emigrated moved visited visiting traveled travelled "
    "vacationing arsenal arsenals weapon weapons arms cache caches rifles ammunition munitions "
    "drugs cocaine documents material materiel equipment package packages computer computers "
    "tanks injured wounded".split()
)
_GROUP_OF = re.compile(r"\b(?:al[\s-]*qa\w+)\s(?:of|in)\s(?:the\s)?$")
_REPORTED = re.compile(
    r"(?:\bit\s(?:was|is|has\sbeen)\s(?:\w+ly\s)?|(?<!were\s)(?<!was\s)(?<!been\s)(?<!being\s)\b)"
    r"(?:report(?:ed|s)|announced|learned|confirmed|stated|declared|disclosed|claimed|say|said)\s"
    r"(?:\w+ly\s|today\s|here\s|yesterday\s|on\s\w+day\s)?(?:in|from|at)\s$"
)
_THAT = re.compile(r"^\W*(?:(?:today|yesterday|here|on\s\w+day|\w+ly)\s)?that\b")
_IT_WAS_SAID = re.compile(
    r"^\W*(?:it\s(?:was|is|has\sbeen)\s(?:\w+ly\s)?(?:reported|announced|learned|confirmed|stated)\b)"
)
_THERE_HIMSELF = re.compile(
    r"\b(?:who|he|she|president\s\w+|minister\s\w+)\s(?:is|was|were|are|had\sbeen|has\sbeen)\s"
    r"(?:\w+ly\s)?in\s$"
)
_CARED_FOR = re.compile(
    r"\b(?:treat(?:ed|ing|ment)|admitted|visit(?:ed|ing|s)?|rushed|recover(?:ing|s)?|receiv(?:e|es|ed|ing)|"
    r"brought|transferred|evacuated|arriv\w+|gasp\w*|lying|breathes?|mask|injured|hospitali[sz]ed)"
    r"\s(?:[\w'’-]+\s){0,6}(?:in|at|inside|to)\s(?:[^.;]{0,60}\band\s)?$"
)
_CARE = re.compile(r"\b(?:hospitals?|clinics?|infirmary|morgue)\b")
_IS_OWNER = re.compile(r"^\s?(?:['’]\s?s?|['’ʼ]s)\s")


def is_beside_the_violence(
    text: str, start: int, end: int, *, is_subject: bool, is_clause_first: bool
) -> bool:
    """Tell whether the words around a place, [start, end) of a sentence, give it another role.

    `is_subject` says that nothing but its position ties the place to the violence;
    `is_clause_first` that its preposition opens the sentence.
    """
    text = text.replace("\n", " ")
    low = lowered(text)
    before, after = low[max(0, start - 110) : start], low[end : end + 110]
    if _IS_OWNER.match(after):
        return True
    if _WHERE_LONG.match(after) and not VIOLENCE.search(before):
        return True
    if _WHERE_VIOLENT.match(after) and VIOLENCE.search(after[:70]):
        return False
    is_hurt = bool(_HURT_AFTER.match(after))
    if not is_hurt and _TELLER.search(before):
        return True
    is_told = _SAYS_AFTER.match(after) or _ACCORDING.search(before)
    if not is_hurt and is_told and _PERHAPS_TELLER.search(before):
        return True
    if is_clause_first:
        spoken = _OPENS_WITH_SPEECH.match(after)
        if spoken and not VIOLENCE.search(spoken.group()) and _names_another(text[end:]):
            return True
    if not is_hurt and is_subject and _SPEAKS_ITSELF.match(after):
        return True
    if _IT_WAS_SAID.match(after) or (_THAT.match(after) and _REPORTED.search(before)):
        return True
    if _is_of_aftermath(before, after, low[start:end]):
        return True
    # "In" that opens a sentence leads to no origin, so its case counts here.
    has_lead = bool(_LEAD.search(text[max(0, start - 110) : start]))
    return (
        (has_lead and _is_origin(before, after))
        or bool(_DWELLING.search(before))
        or bool(_PURPOSE.search(before) or _PURPOSE_ING.search(before))
        or bool(_HOLDING.search(before))
        or (is_subject and bool(_IS_LIKE.match(after)))
    )


def suffers(after: str) -> bool:
    """Tell whether the words after a place tell of what was done to it."""
    return _SUFFERS.match(lowered(after)) is not None


_SPEAKS_ITSELF = re.compile(
    r"^\s(?:(?:has|have|had|also|later|\w+ly)\s){0,2}"
    r"(?:said|says|told|added|reported|announced|confirmed|stated|warned|accused|denied|claimed|"
    r"condemned|declined|expressed|insisted|argued|demanded)\b"
)


def _is_of_aftermath(before: str, after: str, words: str) -> bool:
    """Tell whether suspects were caught, arms were found or the hurt were cared for there."""
    if _GROUP_OF.search(before) and (words.startswith("the ") or before.endswith("the ")):
        return True  # "al-Qaeda in the Islamic Maghreb"
    if not _AFTERMATH.isdisjoint(before.split()):
        for pattern in (_IN_CUSTODY, _STORED, _VISITED):
            found = pattern.search(before)
            if found and not VIOLENCE.search(_without_first(found.group())):
                return True
    if _THERE_HIMSELF.search(before) and not VIOLENCE.search(after[:60]):
        return True
    care = _CARED_FOR.search(before) if _CARE.search(words) else None
    return care is not None and not VIOLENCE.search(_without_first(care.group()))


def _without_first(words: str) -> str:
    """The words after the first one; "seized" is a word of violence itself."""
    return words.partition(" ")[2]


def _is_origin(before: str, after: str) -> bool:
    lead = _LEAD.search(before)
    if lead is None:
        return False
    posted = _POSTED.search(before[: lead.start()])
    if posted and (_ACTS_AFTER.match(after) or _BY_POSTED.search(before[: posted.start()])):
        return True
    if _ATTACKERS_POSTED.search(before[: lead.start()]) and not _HURT_AFTER.match(after):
        return True
    return bool(_FROM.search(before))


def _names_another(rest: str) -> bool:
    """Tell whether another "in Somewhere" follows in the sentence."""
    return bool(re.search(r"\b(?:in|at|near|on)\s(?:\w+\s){0,4}?(?:al-)?[A-Z]\w{2,}", rest))
