"""Whom or what the violence was aimed at: the objects of strikes, raids, shelling and attacks.

Those whom it killed or hurt are counted elsewhere and are no targets; nor are countries and
provinces, or the day and manner that may follow "on" and "at".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.read.actors import MaskedSentence, mask_sentences
from rashomon.read.clues import clued
from rashomon.read.document import Document, Finding
from rashomon.read.objects import (
    antecedent,
    object_after,
    sentence_lost_at,
    subject_before,
)
from rashomon.read.target_words import (
    AIMED,
    CIVILIANS,
    FIGURATIVE,
    LOOT,
    NAME_ALONE,
    NEGATED,
    NO_OBJECT,
    PERSONS,
    PROJECTILES,
    SITE_NAMES,
    TOWN_ALONE,
    VAGUE,
    VICTIMS,
    WIDE,
)
from rashomon.read.violence import is_general, is_hypothetical
from rashomon.records import Actor, Facet, Stance, TargetValue
from rashomon.reference.actor_table import war_countries
from rashomon.reference.actors import ActorContext, context_of, resolve_actor, scan_actors

__all__ = ["actor_aimed_at", "find_targets"]


@dataclass(frozen=True, slots=True)
class _Aim:
    """A deed and its object, in offsets of the sentence."""

    did: tuple[int, int]
    what: tuple[int, int]
    rule: str
    stance: Stance = Stance.AFFIRM


_NOUN = (
    r"(?:(?:air[- ]?)?strikes?|(?:air[- ]?)?raids?|attacks?|assaults?|shelling|bombings?|"
    r"bombardments?|"
    r"offensives?|fire|rockets?|missiles?|shells?|rounds?|mortars?|grenades?|barrages?|"
    r"ambush(?:es)?|"
    r"massacres?|(?:barrel )?bombs?|blasts?|aggressions?|rain|military operations?|bullets?|"
    r"assassination attempt|incursions?|"
    r"opened fire|fired|gunfire|drones?)"
)
_ON = clued(
    "strike raid attack assault shelling bomb offensive fire rocket missile shell round "
    "mortar grenade barrage ambush massacre blast aggression rain operation bullet "
    "assassination incursion drone",
    rf"\b(?P<did>{_NOUN})(?![\w-])",
)
_ONTO = re.compile(r" (?P<how>on|against|at|into|upon|onto|towards?)[\"“]? ")
_ON_STOP = re.compile(
    r"\b(?:said|says|which|who|when|while|after|before|as|but|killed|killing|left|leaving|"
    r"told|was|were|"
    r"has|have|had|destroyed|hit|struck|wounding|injuring|adding|place|advancing|comes|came|"
    r"called|dubbed|blam\w+|siege|calling|urging|accusing|cast|we|are|aimed|targeted|pounded|"
    r"shelled|bombed|"
    r"attacked|occurred|happened|add(?:s|ed)?|pressure|shows?|showed|showing|strewn|lying|allow|"
    r"prompted|sparked|drew|raised|depend(?:s|ed)?|focus\w*|vot(?:e|ed|ing)|report(?:s|ed)?|"
    r"took place|targeting|hitting)\b|[;:]"
)
_OF = clued(
    "shelling bombing bombardment pounding destruction storming ambush",
    r"\b(?P<did>shelling|bombing|bombardment|carpet-bombing|pounding|shellings|bombings|"
    r"destruction|storming|ambush) of ",
)
_VERB = clued(
    "attack bomb shell dynamited struck hit pound target raided stormed ambushed besieged "
    "strafed striking destroy demolish mortared torched into through down blew blowing fire "
    "sabotag gunned pummel blast riddled rocketed landed aimed directed",
    r"(?<![\w-])(?P<did>attacks? to hit|attempt (?:[\w¤]+ ){0,4}?to attack|(?:car[- ]?|"
    r"carpet[- ])?bombed|bombarded|shelled|dynamited|struck|hit|pounded|pounding|targeted|"
    r"targeting|"
    r"target|attacked|"
    r"raided|stormed|ambushed|besieged|strafed|hitting|striking|bombing|attacking|shelling|"
    r"destroyed|destroying|"
    r"demolishing|demolished|mortared|torched|slammed into|crashed into|ploughed into|"
    r"tore through|ripped through|"
    r"shot down|downed|blew up|blowing up|set fire to|setting fire to|burned down|sabotaged|"
    r"sabotaging|"
    r"machine-gunned|"
    r"pummel+ed|pummel+ing|blasted|riddled|rocketed|"
    r"fired (?:on|at(?! least)|upon|into)|opened fire (?:on|at)|landed (?:on|in)|"
    r"aimed at(?! \w+ing)|directed at)"
    r"(?P<when>(?: (?:on|late on|early on) \w+day| \w+day| yesterday| today| again|"
    r" with [\w -]{3,30}?(?= (?:the|an?|al-)\b)|"
    r" with (?:[\w-]+ ){0,6}?(?:shells?|rockets?|missiles?|mortars?|bombs?|grenades?|artillery|"
    r"gunfire|guns?|fire|rounds?|munitions?|bullets)(?: fire| rounds| shells)?(?= [\w¤]))?"
    r"(?: (?:evening|morning|night|afternoon))?)[\"“]? ",
)
_TAKEN = clued(
    "seize control retook captured overran liberated wrested broke took besieged launched "
    "driving drove oust expel dislodg evict",
    r"(?<![\w-])(?P<did>(?:seized|recaptured|regained) control (?:of|over)|seized|retook|"
    r"recaptured|captured|overran|liberated|wrested|broke into|took over|"
    r"(?<=¤ )besieged|have besieged|has besieged|had besieged|(?:take|taken|taking|took|gain|"
    r"gained|"
    r"seized?|regained) control (?:of|over)|took over|"
    r"took(?= [\w' -]{3,40} from\b)|"
    r"(?:oust(?:s|ed|ing)?|expel(?:s|led|ling)?|dislodg(?:e|es|ed|ing)|evict(?:s|ed|ing)?)"
    r"(?= [\w¤' -]{2,40} (?:from|of)\b)|"
    r"for control of|launched .{0,30}? to (?:retake|recapture|capture)|(?:driving|drove) out) ",
)
# Sites and gatherings that are aimed at when a bomb goes off in them ("a pub bombing").
_SITE = (
    r"(?:pubs?|bars?|concert|marathon|trains?|metro|subway|nightclub|club|markets?|mosques?|"
    r"church(?:es)?|"
    r"cathedral|embass(?:y|ies)|consulate|hotels?|airport|restaurants?|caf[eé]s?|bus(?:es)?|"
    r"schools?|university|"
    r"malls?|shopping cent(?:er|re)|hospitals?|clinic|stadium|barracks|checkpoints?|convoys?|"
    r"museum|"
    r"synagogue|temple|shrine|theat(?:er|re)|bakery|parade|funeral|wedding|rally|procession|"
    r"headquarters|"
    r"police station|offices?|ministry|parliament|court(?:house)?|bank|compound|camps?|prison|"
    r"outpost|posts?|"
    r"(?:air ?|military |naval )?bases?|supermarket|shops?|stores?|buildings?|crowd|gathering|"
    r"vehicles?|cars?|"
    r"trucks?|taxi|minibus(?:es)?|van|motorcade|patrol|plane|aircraft|airliner|bridge|pipeline|"
    r"power plant|factory|plant|residence|home|house|sports cent(?:er|re)|bus stop|bus station|"
    r"terminal|academy)"
)
_ITEM = (
    rf"(?:an?|the|two|three|four|five|several) (?:[\w¤'’-]+ ){{0,3}}?"
    rf"(?:{_SITE}|villages?|depots?|warehouses?|clinics?|bakeries|shelters?|trucks?|ambulances?|"
    r"factories|mosques?|refinery|dam|farms?|garage|orphanage|kindergarten)\b"
)
# Alone before "attack" or "bomb" these tell with what, or nothing.
_BARE_SITES = frozenset("car truck vehicle van bus base post plant house court camp".split())
_LIST = re.compile(rf"{_ITEM}(?:,? {_ITEM})*,? and {_ITEM}")
_EACH = re.compile(_ITEM)
# "a depot struck by jets": the participle without its verb.
_STRUCK_BY = clued(
    "struck hit targeted bombed shelled attacked raided pounded",
    rf"(?P<what>(?:an?|the) (?:[\w¤'’-]+ ){{0,4}}?(?:{_SITE}|depot|warehouse|facility|clinic|"
    r"position|bakery|refinery|village)) "
    r"(?P<did>(?:struck|hit|targeted|bombed|shelled|attacked|raided|pounded) "
    r"(?:by|in (?:an? |the )?(?:\w+ ){0,2}(?:strikes?|raids?|attacks?|airstrikes?)))\b",
)
_TARGET_WAS = clued(
    "target",
    r"\b(?P<did>targets?(?: of (?:the|last|this) (?:[\w'’-]+ ){0,3}?[\w'’-]+)? "
    r"(?:was|were|included)) (?!not |also |to |again |hit |struck |\w+ed )",
)
_AMONG = clued(
    "among amid crowd",
    r"\b(?P<did>exploded|detonat(?:ed|ing)|went off|blew (?:\w+sel(?:f|ves) )?up|blowing "
    r"\w+sel(?:f|ves) up|opened fire|opening fire)(?: [\w'-]+){0,4}? "
    r"(?:among|amid|amidst|in a crowd of) ",
)
_COMPOUND = clued(
    "bomb blast attack shooting massacre siege explosion",
    rf"\b(?P<what>(?:[A-Za-z][\w'’-]* ){{0,3}}?{_SITE})(?P<did> (?:bomb(?:ing|ings|er|ers|s)?|"
    rf"blasts?|attacks?|"
    r"shootings?|massacre|suicide attack|siege|explosions?))\b",
)
_WENT_OFF = clued(
    "explod detonat went going blew blowing opened planted hurled threw thrown rammed crashed plo",
    r"\b(?P<did>exploded|exploding|detonat(?:ed|ing)|went off|going off|blew (?:\w+sel(?:f|ves) "
    r")?up|"
    r"blowing \w+sel(?:f|ves) up|opened fire|planted|hurled|threw|thrown|rammed|crashed|"
    r"plow?u?gh?ed|"
    r"exploded on \w+day)(?: [\w'-]+){0,5}? (?:at|inside|in|into|on|under|among|aboard) "
    rf"(?P<what>(?:an?|the|two|three|four|five|six|several|\w+'s) (?:[\w¤'’-]+ ){{0,4}}?{_SITE})\b",
)
_BEING = (
    r"(?:was|were|is|are|has been|have been|had been|being|been|came|comes?|has not been|"
    r"had not been)"
    r"(?: (?:also|not|again|never|been|later|\w+ly))*"
)
_PASSIVE = clued(
    "targeted hit struck attack bomb shell pounded raid stormed ambushed destroyed demolished "
    "annihilated wiped fire strikes level flattened gutted razed ablaze torched rubble",
    rf"\b(?P<did>{_BEING} (?:targeted|hit|struck|attacked|bombed|shelled|pounded|raided|stormed|"
    r"bombarded|ambushed|destroyed|demolished|annihilated|wiped out|levell?ed|flattened|gutted|"
    r"razed|set (?:on fire|ablaze)|torched|reduced to rubble|"
    r"(?:under |subjected to )(?:[\w-]+ ){0,4}?(?:fire|attack|shelling|gunfire|bombardment|"
    r"raids|strikes)))(?![\w-])",
)

_HEDGED = re.compile(r"\b(?:probably|possibly|may have|might have|likely|apparently|seem\w*)\b")


def find_targets(document: Document, context: ActorContext | None = None) -> list[Finding]:
    """Find the objects of violence, with the actor that they belong to where one is named."""
    sentences = mask_sentences(document, context)
    context = context or context_of(document.text)
    findings: list[Finding] = []
    for masked in sentences:
        taken: list[tuple[int, int]] = []
        for aim in _aims(masked.text):
            start, end = aim.what
            if any(start < e and s < end for s, e in taken):
                continue
            finding = _judge(masked, aim, context)
            if finding is not None:
                taken.append(aim.what)
                findings.append(finding)
    return sorted(findings, key=lambda f: (f.start, f.end))


# "the besieged town", "two captured villages": no verb.
_ATTRIBUTIVE = re.compile(
    r"\b(?:with|by|amid|the|an?|one|two|three|four|five|six|several|many|some|all|both|other|of|"
    r"from|in|into|"
    r"to|for|newly|"
    r"recently|their|its|this|these|those) $"
)
_NOUNLIKE = ("bombing", "shelling", "pounding", "striking", "attacking", "targeting")
_GERUND = re.compile(
    r"(?:\b(?:by|from|for|of|kept|keep|are|were|is|was|and|began|started|in|avoid|after|"
    r"before|been|bombs?|"
    r"attacks?|(?:air[- ]?)?strikes?|blasts?|(?:air[- ]?)?raids?|shelling|barrages?|fire|"
    r"operations?|missions?|sorties?|offensive|assault)|,) (?:\w+ly )?$|¤ $"
)


_BETWEEN = re.compile(
    r"\b(?:when|after|before|as|said|that|which|who|killing|wounding|and)\b|[,;:]"
)
# Words before a compound's site that are not of its name.
_LEAD_IN = re.compile(
    r"(?:.*\b(?:the|an?|in|of|on|at|for|to|from|with|by|and|or|this|that|last|another|january|"
    r"february|march|"
    r"april|may|june|july|august|september|october|november|december|\w+day'?s?|\d+|said|was|"
    r"were|is|are|"
    r"has|have|had|after|before|during|as|when|deadly|deadliest|accused|alleged|suspected|"
    r"suicide|first|"
    r"second|third|twin|recent|car|truck|roadside|massive|major|behind|since|over|into|about) )"
)


def _aims(text: str) -> Iterator[_Aim]:
    for found in _TAKEN.finditer(text):
        if _ATTRIBUTIVE.search(text[max(0, found.start() - 25) : found.start()]):
            continue
        what = object_after(text, found.end())
        if what:
            yield _Aim(found.span("did"), what, "taken")
    for found in _VERB.finditer(text):
        before = text[max(0, found.start() - 25) : found.start()]
        if not found.group("did").endswith("ing") and _ATTRIBUTIVE.search(before):
            continue
        if found.group("did") in _NOUNLIKE and not _GERUND.search(before):
            continue
        if text.startswith("of ", found.end()):
            continue  # a noun: "the bombing of X"
        if re.search(r"\b(?:was|were|been|being|is|are|get|got) (?:\w+ly )?$", before):
            continue
        what = object_after(text, found.end())
        if what:
            stance = Stance.DENY if NEGATED.search(before[-12:]) else Stance.AFFIRM
            for item in _items(text, what):
                yield _Aim(found.span("did"), item, "verb", stance)
    for found in _ON.finditer(text):
        yield from _aimed_on(text, found)
    for found in _OF.finditer(text):
        what = object_after(text, found.end())
        if what:
            yield _Aim(found.span("did"), what, "of")
    for found in _STRUCK_BY.finditer(text):
        yield _Aim(found.span("did"), found.span("what"), "struck-by")
    for found in _AMONG.finditer(text):
        what = object_after(text, found.end())
        if what:
            yield _Aim(found.span("did"), what, "among")
    for found in _TARGET_WAS.finditer(text):
        what = object_after(text, found.end())
        if what:
            yield _Aim(found.span("did"), what, "target-was")
    for found in _WENT_OFF.finditer(text):
        if not _BETWEEN.search(text, found.end("did"), found.start("what")):
            yield _Aim(found.span("did"), found.span("what"), "site")
    for found in _COMPOUND.finditer(text):
        start, end = found.span("what")
        lead = _LEAD_IN.match(text, start, end)
        yield _Aim(found.span("did"), (lead.end() if lead else start, end), "compound")
    for found in _PASSIVE.finditer(text):
        what = subject_before(text, found.start("did"))
        if what and text[what[0] : what[1]] in ("they", "it"):
            what = antecedent(text, what[0])
        if what:
            stance = Stance.DENY if NEGATED.search(found.group("did")) else Stance.AFFIRM
            yield _Aim(found.span("did"), what, "passive", stance)


def _items(text: str, what: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The things of a list, each a target of its own; the words as they are where they are none."""
    listed = _LIST.match(text, what[0])
    if listed is None:
        yield what
        return
    for item in _EACH.finditer(text, listed.start(), listed.end()):
        yield item.span()


# "135 strikes on clinics last year" are no one happening.
_TALLIED = re.compile(
    r"\b(?:\d+|three|four|five|six|seven|eight|nine|ten|dozens of|scores of|hundreds of) "
    r"(?:[\w-]+ ){0,2}(?:attacks|strikes|airstrikes|raids|bombings|assaults|ambushes)\b"
)
_OVER_TIME = re.compile(r"\b(?:(?:last|this|past|previous) year|in (?:19|20)\d\d|months|since)\b")
_BLAMED = re.compile(
    r"\b(?:blam(?:e|es|ed|ing)|pin(?:ned|ning)? (?:the blame for )?)(?: for)? (?:[\w-]+ ){0,3}$"
)


def _aimed_on(text: str, found: re.Match[str]) -> Iterator[_Aim]:
    """The object after "on", "at", "against"; a day after "on" is stepped over."""
    if _BLAMED.search(text, max(0, found.start() - 30), found.start()):
        return  # what follows "on" is who is held to have done it
    if _OVER_TIME.search(text) and _TALLIED.search(text, max(0, found.start() - 40), found.end()):
        return
    limit = min(len(text), found.end() + 70)
    stop = _ON_STOP.search(text, found.end(), limit)
    limit = stop.start() if stop else limit
    for onto in _ONTO.finditer(text, found.end() - 0, limit):
        what = object_after(text, onto.end())
        if what and not NO_OBJECT.search(text[what[0] : what[1]].strip()):
            for item in _items(text, what):
                yield _Aim(found.span("did"), item, "on")
            return


def _judge(masked: MaskedSentence, aim: _Aim, context: ActorContext) -> Finding | None:
    text = masked.text
    start, end = aim.what
    did_start, did_end = aim.did
    base = masked.sentence.start
    end = sentence_lost_at(masked.sentence.text, start, end)
    raw = masked.sentence.text[start:end]
    plain = raw.lower().replace("\n", " ").strip(" \"“”'")
    if not re.search(r"[a-z¤]", plain) or NO_OBJECT.search(plain) or VICTIMS.match(plain):
        return None
    if aim.stance is Stance.AFFIRM and (
        is_general(text, did_start, did_end) or is_hypothetical(text, did_start, did_end)
    ):
        return None
    actor = _owner(raw, context)
    if WIDE.search(plain) and actor is None:
        return None
    if actor is None and _is_country(plain):
        return None
    if FIGURATIVE.search(plain):
        return None
    did = text[did_start:did_end]
    if (
        aim.rule != "taken"
        and not PROJECTILES.search(did)
        and (
            TOWN_ALONE.search(plain)
            or VAGUE.search(plain)
            or (actor is None and not masked.sentence.text.isupper() and _is_town_name(raw))
        )
    ):
        return None
    if aim.rule == "taken" and LOOT.search(plain):
        return None
    if aim.rule == "compound" and (
        plain in _BARE_SITES
        or re.search(r"\b(?:car|cars|truck|trucks|vehicle|vehicles|van)$", plain)
    ):
        return None
    if plain.startswith(("and ", "or ")):
        return None
    if plain in ("they", "it"):
        return None
    did = text[did_start:did_end]
    if aim.rule == "passive" and PERSONS.search(plain) and not AIMED.search(did):
        return None
    name = _name(actor, plain)
    lead = text[max(0, did_start - 25) : did_end]
    stance = aim.stance
    if stance is Stance.AFFIRM and _HEDGED.search(lead):
        stance = Stance.UNCERTAIN
    return Finding(
        Facet.TARGET,
        TargetValue(" ".join(raw.split()), name),
        base + min(start, did_start),
        base + max(end, did_end),
        f"target-{aim.rule}",
        stance,
        0.7,
    )


def _is_town_name(raw: str) -> bool:
    """Whether the words are a bare name that nothing makes more than a place's."""
    named = NAME_ALONE.match(raw)
    return named is not None and named.group("last").lower() not in SITE_NAMES


def actor_aimed_at(words: str, context: ActorContext) -> str | None:
    """Return the canonical name of whom the words for a target mean, None where they tell nobody.

    >>> actor_aimed_at("a crowd of mourners", ActorContext())
    'civilians'
    """
    return _name(_owner(words, context), words.casefold())


def _name(actor: Actor | None, plain: str) -> str | None:
    if actor is not None and actor.name != "police":
        return actor.name
    return "civilians" if CIVILIANS.search(plain) else None


def _owner(words: str, context: ActorContext) -> Actor | None:
    """The actor that is attacked, or whose the thing attacked is; a bare country is none."""
    is_capitals = words.isupper()
    if all(found.is_country for found in scan_actors(words, context, is_capitals)):
        return None
    return resolve_actor(words, context)


def _is_country(plain: str) -> bool:
    words = re.sub(
        r"^(?:the|all of|northern|southern|eastern|western|central|"
        r"[\w-]+ern) ",
        "",
        plain,
    )
    if words not in war_countries():
        return False  # spares reading most words as a report of their own
    found = context_of(words.title())
    return found.country is not None and found.country.lower() == words
