"""Who did the violence, as the words say: active, passive, nominal, claimed, charged or denied.

Patterns over sentences whose actors are masked (`actors.MARK`). Each yields the actor and the
few words that tie it to the violence. Nothing is inferred across sentences, except that "it"
or "they" after "X said" is X.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.read.actors import MARK, ActorMention, MaskedSentence, mask_sentences
from rashomon.read.document import Document, Finding
from rashomon.read.violence import is_general, is_hypothetical
from rashomon.records import Facet, ResponsibleValue, Stance
from rashomon.reference.actors import ActorContext

__all__ = ["find_responsible"]


@dataclass(frozen=True, slots=True)
class _Tie:
    """An actor tied to violence by the words in [start, end) of the sentence."""

    mention: ActorMention
    start: int
    end: int
    rule: str
    stance: Stance = Stance.AFFIRM


_A = rf"{MARK}++(?:'s?)?"
# Words that may follow an actor's name and still belong to it: its platforms and kin.
_PLATFORM_WORDS = (
    r"(?:fighter|war|combat|military|air|ground|special|security|armed|rebel|elite|army|"
    r"terrorist|militant|jihadist|islamist|extremist|suicide|tank|jets?|planes?|warplanes?|"
    r"aircraft|bombers?|helicopters?|drones?|gunships?|tanks?|howitzers?|forces?|troops?|"
    r"soldiers?|fighters?|militants?|militiamen|militias?|terrorists?|insurgents?|rebels?|"
    r"groups?|organi[sz]ations?|units?|members?|gunmen|gunman|snipers?|guerrillas?|commandos?|"
    r"elements?|artillery|regiments?|airstrikes?|police|agents?|navy|brigades?|battalions?|"
    r"alliance|coalition|movement|allies|command|factions?|regime|strikes|shells|rockets|"
    r"missiles)"
)
_PLATFORM = rf"(?>\s+(?:{_PLATFORM_WORDS}\b|\([^)]{{1,40}}\)|\[[^\]]{{1,40}}\]))*+"
# What may stand between the subject and its verb.
_ADVERB_WORDS = (
    r"(?:have|has|had|also|then|again|once|reportedly|allegedly|apparently|repeatedly|later|"
    r"earlier|early|late|today|yesterday|meanwhile|on \w+day|\w+day|subsequently|probably|"
    r"likely|deliberately|briefly|is said to have|are said to have|may|might|who|which|that|"
    r"heavily|simultaneously|recently|first|successfully|claimed to have|claims to have|two|"
    r"three|"
    r"some|in turn|responded and|managed to|tried to|attempted to|ambushed and|stormed and|"
    r"is accused of having|are accused of having|actually|themselves|itself)"
)
_SKIP = re.compile(
    rf"\s*,\s*{MARK}++,?|"
    r"\s*,?\s*[\w-]+ (?:brigade|wing|battalion|faction|cell|branch|unit|division)s?\b|"
    rf"\s*,?\s*(?:{_PLATFORM_WORDS}\b|{_ADVERB_WORDS}\b|\([^)]{{1,40}}\)|\[[^\]]{{1,60}}\]|"
    rf"(?:and|or|backed by|together with|alongside|along with|including|who include|"
    rf"(?:and|or) (?:its|their|his) allies(?: from)?)(?: (?!said|says)[\w'-]+){{0,5}}? {MARK}++|"
    rf"and (?={_PLATFORM_WORDS}\b))"
)
_ASIDE = re.compile(
    r"\s*,?\s*(?:positioned|located|based|stationed|entrenched|operating|dominated|affiliated|"
    r"backed|supported|aided|allied|including|along with|who include|linked|in|on|from|of|"
    r"belonging|loyal|wearing|armed|riding|\(|-)\b"
)
_ASIDE_STOP = re.compile(
    r"\b(?:said|says|reported|told|which|that|when|after|while|was|were|is|are|has|have|had|by|"
    r"because|as|before)\b|[;:¤]"
)
_VIOLENT = (
    r"(?:air[- ]?strikes?|air[- ]?raids?|strikes?|raids?|attacks?|assaults?|offensives?|shelling|"
    r"bombings?|bombardments?|bombs?|missiles?|rockets?|shells?|mortars?|barrages?|massacres?|"
    r"ambush(?:es)?|blasts?|explosions?|killings?|murders?|executions?|shootings?|incursions?|"
    r"invasion|attempt to attack|sorties|(?:military|ground|special) operations?|onslaughts?|"
    r"aggressions?|"
    r"munitions?|gas|fire|abductions?|kidnappings?|strafing|siege|blitz|beheadings?|"
    r"explosives?|grenades?|devices?|ieds?|artillery|atroc\w+)"
)
_NOT_VICTIM = (
    r"(?!\s+(?:by|in|when|during|at(?! least)|after|as|near|and|or|since|while|there|here|"
    r"this|last|"
    r"earlier|was|were|is|are|has|have|had|on \w+day|\w+day|yesterday|today|along|outside|inside|"
    r"across|overnight|so far|according|from|for|but)\b|\s*[.,;:]|\s*$)"
)
_DID = (
    r"(?:(?:bombed|bombarded|shelled|pounded|strafed|dynamited|raided|stormed|ambushed|massacred|"
    r"slaughtered|beheaded|assassinated|murdered|gunned down|besieged|invaded|overran|"
    r"demolished|destroyed|blew up|torched|set fire|abducted|kidnapped|shot dead|shot|"
    r"shot down|stabbed|detonated|wounded|injured|killed|executed|attacked|struck|hit|"
    r"targeted|liberated|inflicted)" + _NOT_VICTIM + r"|targeted(?= on \w+day)|"
    r"(?:caused [\"“]?(?:[\w-]+ ){0,5}?(?:dead|wounded|deaths|casualties|damage|destruction)|"
    r"(?:been|were|was) (?:repelled|repulsed|driven back)|entered the (?:town|city|village|"
    r"district|area|camp)|(?:was|were) involved in (?:the |an? )?(?:\w+ )?(?:attack|assault|"
    r"fighting|raid|bombing)|(?:foiled|repelled|thwarted) an? (?:\w+ )?attempt|opened fire|"
    r"exchanged fire|fired (?:on|at|upon|into)|clashed with|blew (?:him|her|them)sel|"
    r"were behind the|was behind the|(?:is|are|was|were) responsible for (?:the |"
    r"an? )?(?:\w+ ){0,4}" + _VIOLENT + r"|(?:are|is|were|was) attacking|pushed further into)|"
    r"(?:seized|captured|recaptured|retook|took|has taken|had taken|"
    r"taken)(?: (?:full )?control of)?"
    r"(?= (?:the (?:\w+ ){0,3}(?:town|city|village|district|area|areas|base|airport|plain|hill|"
    r"neighbou?rhood|crossing|junction|road|bridge)|areas?\b|more territory|more ground|"
    r"several|a key|a town|"
    r"the key|the strategic|\w+ from\b|a village|villages|the (?:sahel )?\w+ district|"
    r"[\w-]+ in \w+))|"
    r"fired (?:[\w-]+ ){0,6}?(?:"
    + _VIOLENT
    + r"|rounds)|dropped (?:[\w-]+ ){0,5}?"
    + _VIOLENT
    + r"|"
    r"(?:launched|carried out|conducted|mounted|staged|unleashed|committed|perpetrated|began|"
    r"started|"
    r"stepped up|intensified|waged|initiated|organi[sz]ed|led|resumed|carrying out|"
    r"were carrying out|was carrying out|planted|directed|plant|opened|ordered|repelled|"
    r"repulsed|foiled|"
    r"thwarted|has foiled|responded with|launch) "
    r"(?:(?!against|by|after|which|that|to\b|for\b)[\w'’\"“”-]+ ){0,6}?" + _VIOLENT + r")"
)
_SPOKE = re.compile(
    rf"\s+(?:said|says|announced|claimed|claims|confirmed|admitted|acknowledged|stated|reported)"
    r"(?: (?!it\b|they\b)[\w-]+){0,3}?(?: that)?,? (?:it|they|its (?:forces|fighters|"
    r"aircraft|planes|"
    r"jets|troops|soldiers|warplanes|men|members|air force)|their (?:forces|fighters|men)|"
    rf"one of its \w+|he|we)(?: {_ADVERB_WORDS})* (?P<did>{_DID})\b"
)
_DID_PATTERN = re.compile(rf"\s*,?\s*(?P<did>{_DID})\b")
# Several actors that act together: "A and B", "A, backed by B", "A and its allies from B".
_MORE = (
    rf"(?:\s*,?\s*(?:and|or|backed by|together with|alongside|who include|including|"
    rf"and its allies from|"
    rf"and their allies|,)(?: (?!said|says)[\w'’-]+){{0,5}}? {MARK}++(?: \((?:\w+)\))?)*+"
)

_BY_HEAD = (
    r"(?:killed|slain|executed|murdered|massacred|shot(?: dead)?|wounded|injured|hurt|attacked|"
    r"bombed|shelled|struck|hit|targeted|fired|carried out|conducted|launched|committed|"
    r"perpetrated|"
    r"staged|destroyed|demolished|besieged|ambushed|abducted|kidnapped|beheaded|detonated|"
    r"planted|"
    r"recaptured|retaken|captured|taken|seized|dropped|assassinated|stormed|raided|repelled|"
    r"overrun|"
    r"pounded|bombarded|caused|inflicted|unleashed|gunned down|set off|attempt|" + _VIOLENT + r")"
)
_BY = re.compile(
    rf"\b(?P<by>by) (?>(?:the|an?|its|their|some|local|hundreds of|dozens of|suspected|"
    rf"unidentified|armed|"
    rf"members of|forces of|fighters from|fighters of|militants from|gunmen from|certain|"
    rf"elements of|forces|"
    rf"troops|warplanes of|warplanes from|jets from|units of|soldiers from|so-called|"
    rf"terrorist|islamist|"
    rf"jihadist|rival|lebanese|our|courageous|brave|presumed|alleged|masked|officers of|"
    rf"group of|planes of|aircraft of|"
    rf"the bombers of|bombers of|men from|allegedly|[\w-]+-(?:backed|led|"
    rf"supported))[ -])*+(?P<who>{_A}{_MORE})"
)
_BY_HEADS = re.compile(rf"\b(?:{_BY_HEAD})\b")
_BY_STOP = re.compile(
    r"\b(?:said|says|reported|backed|held|controlled|supported|led|condemned|claimed|accused|"
    r"published|"
    r"followed|which|who|but|denied|by|monitored|documented|run|used|carried by|quoted|"
    r"and then)\b|[;:]"
)
_FROM = re.compile(
    r"\b(?P<did>(?:(?:under|sniper|mortar|rocket|artillery|heavy|shell|gun) )(?:fire|attack|"
    r"shelling|bombardment)|gunfire) "
    rf"(?:of|from|by) (?:the )?(?P<who>{_A}{_MORE})"
)
_HEAD_WORD = re.compile(
    r"[ -]*[\"“]?(?:air|aerial|artillery|rocket|rockets|missile|drone|mortar|shell|shells|"
    r"suicide|ground|deadly|new|"
    r"fresh|fierce|heavy|intense|bombing|bomb|barrel|cluster|fighter|war|jets?|planes?|"
    r"warplanes?|"
    r"helicopter|tank|sniper|cross-border|retaliatory|major|defensive|surprise|recent|force|"
    r"aircraft|"
    r"forces?|troops|army|military|fighters?|regime|government|explosive|device|car|gas|chemical|"
    r"abortive|failed|double|deadliest|overnight|indiscriminate|naval|militants?|group|terrorist|"
    r"repeated|more|big|large-scale|latest|two|three|several|dawn|night|\w+day'?s?|s)(?=[ -])"
)
_NOMINAL_NOUN = re.compile(
    r"[ -]*[\"“]?(?P<did>(?:air[- ]?strikes?|air[- ]?raids?|strikes?|raids?|attacks?|"
    r"assaults?|offensives?|"
    r"shelling|rocketry shelling|bombings?|bombardments?|barrages?|massacres?|ambush(?:es)?|"
    r"blasts?|incursions?|invasion|fire(?! services?| brigade| fighters?| alarm)|gunfire|"
    r"onslaught|aggression|"
    r"siege of|outrages|missiles? (?=hit|struck|slammed|landed|killed)|rockets? (?=hit|"
    r"struck|landed|killed)|"
    r"drones? (?=hit|struck|killed|attack\w*)|shells? (?=hit|struck|landed|killed)|"
    r"counter-?attacks?|counter-?offensives?|killing of|murder of))"
    r"(?![\w-])(?! helicopters?| aircraft| jets?| planes?| position)"
)
_PAIR = re.compile(rf"(?:,| and| or)(?: \w+)? {MARK}++")
_CLAIMED = re.compile(
    rf"(?P<who>{_A}){_PLATFORM}(?:\s*\([^)]*\))?(?:[ ,]+(?:which|also|later|quickly|"
    rf"on \w+day|has|have|had|immediately|in (?:\w+ ){{1,3}}statement))*"
    rf"\s+(?:claimed|claims|accepted|accepts|admitted|acknowledged|took|assumed|"
    rf"said it was behind|confirmed)\s+"
    rf"(?:full |the )?(?:\w+ )?(?P<did>respons\w+(?: for [\w -]{{0,40}})?|"
    rf"(?:the |an? )?{_VIOLENT}|being behind|carrying out|credit)"
)
_CLAIMED_BY = re.compile(
    rf"\b(?P<did>responsibility .{{0,40}}?claimed|(?:attack|bombing|blast|strike|raid|"
    rf"shooting)s?.{{0,30}}?claimed) by (?:the )?(?P<who>{_A})"
)
_DOING = (
    r"(?:bombing|shelling|attacking|striking|targeting|killing|carrying out|launching|firing|"
    r"being behind|"
    r"conducting|hitting|using|massacring|executing|murdering|dropping|abducting|staging|"
    r"committing(?! (?:war )?crimes)|"
    r"planting|shooting|raiding|perpetrating|detonating|orchestrating)"
)
_CHARGED = (
    re.compile(
        rf"\b(?P<did>blam(?:ed|es|ing|e) (?:the |this |an? )?(?:[\w'’-]+ ){{1,6}}?(?:on|"
        rf"upon)) (?:the |suspected )?(?:\w+ ){{0,2}}?(?P<who>{_A})"
    ),
    re.compile(
        rf"\b(?P<did>blam(?:ed|es|ing|e)|accus(?:ed|es|ing|e)) (?:the |"
        rf"suspected )?(?P<who>{_A}{_MORE})(?P<rest>{_PLATFORM}"
        rf" (?:of|for) (?:\w+ ){{0,3}}?(?:the |an? |this )?(?:{_DOING}|"
        rf"(?:\w+ ){{0,4}}{_VIOLENT}))"
    ),
    re.compile(
        rf"\b(?P<did>blam(?:ed|es|ing) (?:certain |"
        rf"the )?(?:\w+ of (?:the )?)?(?=\W*{MARK}))(?P<who>{_A}) for (?:the |"
        rf"an? )?(?:\w+ ){{0,4}}?{_VIOLENT}"
    ),
    re.compile(
        rf"\b(?P<did>(?:attributed|attributing) (?:\w+ ){{0,5}}?to|(?:hold|holds|held|"
        rf"holding)) (?:the )?(?P<who>{_A})(?P<rest>(?: (?:fully )?responsible)?)"
    ),
    re.compile(
        rf"(?P<who>{_A}){_PLATFORM} (?:is|are|was|were) (?:\w+ )?(?P<did>(?:blamed|"
        rf"accused of|suspected of|thought to be behind|believed to be behind|"
        rf"responsible for|behind))"
    ),
    re.compile(
        rf"\b(?P<did>in (?:cooperation|coordination|"
        rf"concert) with) (?:the )?(?P<who>{_A})"
    ),
    re.compile(
        rf"\b(?P<did>aggression|attack|strike|crime|"
        rf"massacre)[\"”'’]* by (?:the )?(?P<who>{_A})"
    ),
)
_DENIED = (
    re.compile(
        rf"(?P<who>{_A}){_PLATFORM}(?:[ ,]+(?:\w+[ ,]+){{0,6}}?)(?P<did>(?:denied|denies|"
        rf"denying|rejected|rejects|dismissed|ruled out)(?: (?!said|says|after|"
        rf"when)[\w\"“'-]+){{0,8}}?"
        rf" (?:involvement|responsibility|involved|carried|carrying|bomb\w*|attack\w*|"
        rf"strik\w+|struck|target\w*|kill\w*|shell\w*|role|hit\w*|used|using|behind|"
        rf"fir(?:ed|ing)|launch\w*|responsible|charges|\w*slander\w*))\b"
    ),
    re.compile(rf"\b(?P<did>not (?:an? )?(?P<who>{MARK}+(?: (?:or|"
    rf"nor) (?:an? )?{MARK}+)*) (?:air ?)?(?:strike|attack|raid|operation|bombing))"),
    re.compile(
        rf"(?P<who>{_A}){_PLATFORM} (?P<did>(?:was|were|is|are) not (?:responsible|behind|"
        rf"involved)|(?:has|have|had|did|does) (?:not|never) (?:\w+ly )?"
        rf"(?:bomb\w*|str[iu]\w+|target\w*|attack\w*|shell\w*|carr\w+ out|conduct\w*|hit|"
        rf"kill\w*|launch\w*|fire\w*)|had nothing to do with|played no (?:part|role))"
    ),
    re.compile(
        rf"(?P<who>{_A}) (?:says|said|insisted|insists|maintains|claimed)(?: that)? (?:it|"
        rf"they|its (?:forces|aircraft|planes)) "
        rf"(?P<did>(?:has|have|had|did) (?:not|never) (?:bomb\w*|str[iu]\w+|target\w*|"
        rf"attack\w*|shell\w*|carr\w+|conduct\w*|hit|kill\w*|launch\w*)|(?:was|"
        rf"were) not (?:behind|responsible|involved))"
    ),
    re.compile(rf"\bdid not (?P<did>involve) (?:the )?(?P<who>{_A})"),
)  # fmt: skip
_CLASH = re.compile(
    rf"\b(?P<did>(?:clash(?:es|ed|ing)?|fighting(?= (?:between|with|broke|erupted))|battles?|"
    rf"battling|skirmish(?:es)?|firefights?|gun ?battles?|gun ?fights?|"
    rf"fierce exchanges|exchang\w+(?: of)?(?: gun)?fire|shoot-?out|locked in battle|combat)"
    rf"(?: (?!with|between)[\w'’-]+){{0,8}}? (?:between|with|against|among|pitting)) (?:the |"
    rf"a group of |an? )?(?:\w+ ){{0,3}}?(?P<who>{_A}(?:.{{0,45}}?\b(?:and|against|"
    rf"with) (?:the |an? )?(?:\w+ ){{0,2}}?{MARK}+)?)"
)
_CLASH_SUBJECT = re.compile(
    rf"(?P<who>{_A}){_PLATFORM}(?: {_ADVERB_WORDS})*+ (?P<did>clashed with|battled(?! for)|"
    rf"fought (?:with|against)|exchanged (?:gun)?fire with|"
    rf"been (?:locked in battle|battling|fighting)|engaged in (?:\w+ )?(?:clashes|battle))"
)
_HEDGED = re.compile(
    r"\b(?:probably|possibly|perhaps|apparently|may have|might have|suspected|alleged(?!ly)|"
    r"believed to|thought to|likely|seem(?:s|ed)? to|appear(?:s|ed)? to|presumably|reports of)\b"
)
_NEGATED = re.compile(r"\b(?:not|never|no longer|without)\s+(?:\w+\s+){0,2}$")
_IDLE = re.compile(
    # "rebels launched a bid", "army opened a crossing": no violence though the verb fits.
    r"(?:launched|began|started|conducted|carried out|led|opened) (?:an? )?(?:investigation|"
    r"probe|talks|campaign to raise|appeal|"
    r"protest|search|rescue|relief)"
)


def find_responsible(document: Document, context: ActorContext | None = None) -> list[Finding]:
    """Find who is said to have done violence, an actor once for each stretch of words."""
    findings: list[Finding] = []
    for masked in mask_sentences(document, context):
        if masked.mentions:
            findings += _in_sentence(masked)
    findings += _named_persons(document)
    return sorted(findings, key=lambda f: (f.start, f.end))


def _in_sentence(masked: MaskedSentence) -> Iterator[Finding]:
    kept: list[_Tie] = []
    for tie in _ties(masked):
        if any(
            tie.mention.actor == other.mention.actor
            and (tie.start < other.end and other.start < tie.end)
            for other in kept
        ):
            continue
        kept.append(tie)
    base = masked.sentence.start
    for tie in kept:
        yield Finding(
            Facet.RESPONSIBLE,
            ResponsibleValue(tie.mention.actor.name),
            base + tie.start,
            base + tie.end,
            f"responsible-{tie.rule}",
            tie.stance,
            0.85 if not tie.mention.is_generic else 0.75,
        )


def _ties(masked: MaskedSentence) -> Iterator[_Tie]:
    """Every tie in the sentence, denials first: what is denied is not also affirmed."""
    text = masked.text
    for pattern in _DENIED:
        for found in pattern.finditer(text):
            yield from _tied(masked, found.span("who"), found.span("did"), "denied", Stance.DENY)
    for rule, patterns in (
        ("claimed", (_CLAIMED, _CLAIMED_BY)),
        ("charged", _CHARGED),
        ("clash", (_CLASH, _CLASH_SUBJECT)),
        ("by", (_FROM,)),
    ):
        for pattern in patterns:
            for found in pattern.finditer(text):
                yield from _judged(masked, found.span("who"), found.span("did"), rule)
    for found in _BY.finditer(text):
        did = _done_before(text, found.start("by"))
        if did is not None:
            yield from _judged(masked, found.span("who"), did, "by")
    for found in _BY_DOING.finditer(text):
        yield from _judged(masked, found.span("who"), found.span("did"), "by doing")
    for mention in masked.mentions:
        start = mention.start - masked.sentence.start
        end = mention.end - masked.sentence.start
        nominal = _noun_after(text, end)
        if nominal is not None:
            yield from _judged(masked, (start, nominal[0]), nominal, "nominal")
        for who, did in _verb_after(text, start, end):
            yield from _judged(masked, who, did, "active")


# An actor after these is no subject: the deed that follows is somebody else's.
_NO_SUBJECT = re.compile(
    r"\b(?:affiliated (?:to|with)|linked to|loyal to|allied with|against|supported by|by|"
    r"battling|fighting)(?: the| an?)?(?: [\w-]+ and)? $"
)
# "aimed to extend its influence by bombing bridges"
_BY_DOING = re.compile(
    rf"(?P<who>{MARK}++)[^;:{MARK}]{{1,90}}? (?:by|through) "
    r"(?P<did>(?:the )?(?:bombing|shelling|attacking|striking|killing|targeting|firing on|"
    r"executing)\b)"
)
_BY_REACH = 90  # characters: about the fourteen words that parted deed and doer at most


def _done_before(text: str, by: int) -> tuple[int, int] | None:
    """The deed that a "by" belongs to: the nearest before it, with nothing in between."""
    window = max(0, by - _BY_REACH)
    found = max(_BY_HEADS.finditer(text, window, by), key=lambda m: m.end(), default=None)
    if found is None or _BY_STOP.search(text, found.end(), by) or MARK in text[found.end() : by]:
        return None
    return found.span()


def _noun_after(text: str, at: int) -> tuple[int, int] | None:
    """The noun of violence that an actor's name modifies ("regime air strikes")."""
    pair = _PAIR.match(text, at)
    at = pair.end() if pair else at
    possessive = re.compile(r"(?: ?' ?s|')(?= )").match(text, at)
    at = possessive.end() if possessive else at
    for _ in range(7):
        noun = _NOMINAL_NOUN.match(text, at)
        if noun:
            return noun.span("did")
        word = _HEAD_WORD.match(text, at)
        if not word:
            return None
        at = word.end()
    return None


def _verb_after(
    text: str, start: int, end: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The deed whose subject an actor's name is, with the stretch that holds all subjects."""
    if _NO_SUBJECT.search(text[max(0, start - 45) : start]):
        return
    possessive = re.compile(r"(?: ?' ?s|')(?= )").match(text, end)
    at = possessive.end() if possessive else end
    for _ in range(12):
        spoke = _SPOKE.match(text, at)
        if spoke:
            yield (start, end), spoke.span("did")
            return
        did = _DID_PATTERN.match(text, at)
        if did:
            yield (start, at), did.span("did")
            return
        skip = _SKIP.match(text, at)
        if skip is None or skip.end() == at:
            break
        at = skip.end()
    aside = _ASIDE.match(text, at)
    if aside is None:
        return
    limit = min(len(text), at + 110)
    stop = _ASIDE_STOP.search(text, aside.end(), limit)
    for did in re.compile(rf" (?P<did>{_DID})\b").finditer(
        text, aside.end(), stop.start() if stop else limit
    ):
        yield (start, end), did.span("did")
        return


def _judged(
    masked: MaskedSentence, who: tuple[int, int], did: tuple[int, int], rule: str
) -> Iterator[_Tie]:
    if _is_particular(masked, did, rule):
        yield from _tied(masked, who, did, rule, _stance(masked.text, min(who[0], did[0]), did[1]))


def _is_particular(masked: MaskedSentence, did: tuple[int, int], rule: str) -> bool:
    start, end = did
    text = masked.text
    if _IDLE.match(text, start):
        return False
    if rule == "charged":
        return True
    if rule == "claimed":
        return not is_general(text, start, end)
    if is_general(text, start, end) or is_hypothetical(text, start, end):
        return False
    return not (rule == "active" and _NEGATED.search(text[:start]))


def _stance(text: str, start: int, end: int) -> Stance:
    lead = text[max(0, start - 30) : end]
    return Stance.UNCERTAIN if _HEDGED.search(lead) else Stance.AFFIRM


def _tied(
    masked: MaskedSentence, who: tuple[int, int], did: tuple[int, int], rule: str, stance: Stance
) -> Iterator[_Tie]:
    start, end = min(who[0], did[0]), max(who[1], did[1])
    for mention in masked.mentions_within(*who):
        yield _Tie(mention, start, end, rule, stance)


# Lone attackers are recorded under their own names.
_NAME = r"(?P<name>[A-Z][\w'’-]+(?: (?:bin |al-|el-|de )?[A-Z][\w'’-]+){1,3})"
_PERSON = (
    re.compile(
        r"(?:(?P<hedge>suspected|alleged|accused) )?(?:suicide )?(?:bomber|gunman|attacker|"
        r"shooter|killer|assailant|hijacker|"
        rf"bombing suspect|attack suspect|shooting suspect),? (?:identified as |"
        rf"named as )?{_NAME}"
    ),
    re.compile(
        rf"{_NAME},?(?: (?:a|an|the) [\w -]{{1,40}}?)?,? (?:who|the (?:suicide )?(?:bomber|"
        rf"gunman|attacker)) (?:\w+ )?"
        r"(?:carried out|committed|behind|opened fire|killed|blew himself up|drove (?:a|"
        r"his) (?:truck|van|car|lorry))"
    ),
    re.compile(rf"(?:carried out|committed|perpetrated) by {_NAME}"),
)
_NO_NAME = re.compile(
    r"(?:The|A|An|In|On|At|Mr|Mrs|Police|January|February|March|April|May|"
    r"June|July|August|"
    r"September|October|November|December|Monday|Tuesday|Wednesday|"
    r"Thursday|Friday|Saturday|Sunday|Islamic|Al|Syrian)\b"
)


def _named_persons(document: Document) -> Iterator[Finding]:
    """Attackers whom the report names; none in capitals, where names cannot be told."""
    if document.is_capitals:
        return
    for sentence in document.sentences:
        for pattern in _PERSON:
            for found in pattern.finditer(sentence.text):
                name = found.group("name")
                if _NO_NAME.match(name):
                    continue
                is_hedged = "hedge" in pattern.groupindex and found.group("hedge")
                is_hedged = is_hedged or "suspect" in found.group()
                yield Finding(
                    Facet.RESPONSIBLE,
                    ResponsibleValue(name),
                    sentence.start + found.start(),
                    sentence.start + found.end(),
                    "responsible-person",
                    Stance.UNCERTAIN if is_hedged else Stance.AFFIRM,
                    0.6,
                )
