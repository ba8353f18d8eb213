"""By what means the violence was done: weapons and platforms, where they were used.

A weapon that is merely possessed, discussed or counted over years gives no claim, nor does a
bare strike, raid or explosion. Some words mean one weapon or another by their company:
"bombing" by an air force is an air strike and on the ground a planted bomb; a suicide bomber
at a wheel is a car bomb.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rashomon.read.actors import MARK, MaskedSentence, mask_sentences
from rashomon.read.clues import clued
from rashomon.read.document import Document, Finding, Sentence
from rashomon.read.violence import is_general, is_hypothetical
from rashomon.read.weapon_words import NAMES_OF_WEAPONS
from rashomon.records import ActorKind, Facet, Means, MeansValue, Stance

__all__ = ["Weapon", "find_means", "find_weapons"]


@dataclass(frozen=True, slots=True)
class Weapon:
    """Words that name a weapon or platform, used or not, at offsets of the report's text."""

    start: int
    end: int
    means: Means


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    means: Means
    rule: str


_SUICIDE = clued(
    "suicide blew blow detonat bomber explo kamikaze",
    r"(?<![\w-])(?:suicide[ -](?:bomb(?:ers?|ings?|s)?(?: (?:blasts?|attacks?|vests?|"
    r"explosions?))?|"
    r"attack(?:ers?|s)?|blasts?|vests?|belts?|explosions?)|blew (?:him|her|them)sel(?:f|ves) up|"
    r"detonating (?:his|her|their) (?:explosives?|vest|belt)|blow(?:ing|n) (?:him|her|"
    r"them)sel(?:f|ves) up|motor(?:cycle|bike) bombers?|"
    r"explosive (?:vest|belt)s?|"
    r"(?:bomber|attacker|assailant|he|she|man|woman) (?:had )?detonated (?:his|her|an?|"
    r"their) (?:\w+ )?(?:explosives?|vest|belt|bomb|device)\w*|"
    r"(?:the|a) bombers?(?= (?:struck|blew|was on|detonated|hit|attacked|walked|entered))|"
    r"kamikaze attackers?)(?!\w)",
)
_AT_THE_WHEEL = re.compile(
    r"\b(?:suicide|bomber|attacker|himself|explosives)\b.{0,80}\b(?:car|truck|vehicle|van|"
    r"ambulance|lorry|tanker|humvee)\b|"
    r"\b(?:car|truck|vehicle|van|ambulance|lorry|tanker|humvee)\b.{0,80}\b(?:suicide|bomber|"
    r"himself|explosives)\b|"
    r"\bdr(?:ove|iving|iver)\b.{0,60}\b(?:explosives?|bomb)"
)
_NOT_AT_THE_WHEEL = re.compile(
    r"motor(?:cycle|bike)|on foot|next to|near (?:a|the)|\bhit\b|"
    r"convoy|police vehicle"
)
_DRIVING = re.compile(
    r" (?:who (?:was |had )?)?(?:driving|drove|driven|at the wheel of|in) "
    r"(?:an?|the|his|her|their) (?:[\w-]+ ){0,3}?"
    r"(?:car|truck|vehicle|van|ambulance|lorry|tanker|humvee|pickup)\b"
)
_WHEELS = re.compile(
    r"\b(?:driving|drove|car bomb|truck bomb|vehicle bomb|suicide car|"
    r"suicide truck)\b"
)

# "bombing", "bombed": whose, and with what, is told by the company.
_BOMBING = clued(
    "bomb",
    r"(?<![\w-])(?:bombings?|bombed|bombs|bomb(?! squads?| shelters?|"
    r" disposal| plot| alert| threats?))(?!\w)",
)
_AIR_COMPANY = re.compile(
    r"\b(?:air (?:force|strike|raid)s?|air-?strikes?|airstrikes?|aircraft|war ?planes?|jets?|"
    r"dropp(?:ed|ing)|sorties|aerial)"
)
_GROUND_COMPANY = re.compile(
    r"\b(?:suicide|plant(?:ed|ing)|explod\w+|blast|detonat\w+|device|backpack|suitcase|"
    r"marathon|station|concert|embassy|"
    r"went off|hotel|market bombing|bombers?\b|mosque bombing|cafe|claimed)"
)
_RAID = clued("raids", r"(?<![\w-])(?:air )?raids(?!\w)")
_AIR_FLEET = clued(
    "air plane jet",
    rf"(?:(?:¤+'?s?|the|government|regime|army|military|"
    rf"state) )(?:{MARK}+ )?(?:\w+ ){{0,2}}?(?:air force|aircraft|planes|jets)\b",
)
_BOMBERS = clued("bombers", r"\b(?:the )?bombers of\b|\bthe bombers had\b")

# A weapon used, not had: some word of use or harm must stand in the sentence.
_USE = re.compile(
    r"\b(?:kill\w*|injur\w+|wound\w+|dead|died|dies|deaths?|hit|hits|struck|strik\w+|"
    r"target\w*|fir(?:ed|ing|e|es)|launch\w*|"
    r"dropp\w+|land(?:ed|ing)|fell|fall\w*|explo\w+|deton\w+|attack\w*|bomb\w*|blast\w*|"
    r"shell\w*|pound\w*|destroy\w*|damag\w*|"
    r"demolish\w*|carried out|carry\w* out|conduct\w*|us(?:ed|ing)|stage\w*|raid\w*|drove|"
    r"driv\w+|blew|blow\w*|plant\w*|suffer\w*|"
    r"casualt\w+|rain\w*|respond\w*|slam\w*|rock(?:ed|s)|ripp\w+|tor(?:e|n)|destruction|"
    r"massacre|shot|open\w* fire|battle|clash\w*|"
    r"expos(?:ed|ure)|symptoms?|inhal\w+|suffocat\w+|chok\w+|smell\w*|"
    r"backed by|led|left|claimed|went off|touched off|placed|subjected|torch\w*|burn\w*|"
    r"stabb\w*|behead\w*|hack\w*|gunned|"
    r"ambush\w*|assault\w*|resulted|put the|triggered|crash\w*|taken place|took place|"
    r"stepped up|report\w*)\b"
)
# Words for a weapon that are words for its use.
_USED = re.compile(
    r"strikes?$|raids?$|attacks?$|shelling$|bombardments?$|bombings?$|shootings?$|fire$|"
    r"barrages?$|salvo(?:e?s)?$|poisoning$|fight$|battle$|shot\b|fired?\b"
)
_POSSESSED = re.compile(
    r"\b(?:possess\w*|stockpile\w*|arsenal|suppl(?:y|ied|ies|ying)|"
    r"provid\w+ (?:\w+ ){0,6}with|"
    r"manufactur\w+|produc(?:e|ed|ing|tion)|banned|ban on|treaty|no-fly|defused|seized|"
    r"captur(?:ed|ing)|"
    r"recovered|confiscated|found (?:\w+ ){0,3}(?:cache|weapons)|intercepted|shot down|"
    r"downed|sold|sale of|exports?|bought|purchase\w*)\b"
)
_DENIED = re.compile(
    r"\bdenie[sd] (?:[\w'-]+ ){0,6}?us(?:e|ed|ing)\b|\b(?:did|do|does|has|"
    r"have) not (?:been )?use[ds]?\b|"
    r"\bnever used\b"
)
_HEDGED = re.compile(
    r"[\"“]?\b(?:probably|possibly|perhaps|apparently|may have|might have|suspected|alleged|"
    r"believed to|"
    r"thought to|likely|seems?|appear(?:s|ed)? to)\b"
)
# Targets destroyed are no means; nor are words in which a weapon only names something else.
_OBJECTS = re.compile(
    r"(?:destroy\w+|demolish\w+|hit|target\w+|struck|(?<!air )(?<!air-)strik\w+|bomb(?:ed|ing)|"
    r"lost|losing|"
    r"neutrali[sz]\w+)\s+"
    r"(?:(?!in\b|after\b|following\b|with\b|by\b)[\w,-]+\s+){0,6}?$"
)
_WITH = re.compile(r"\b(?:with|by|using)\b")
# Weapons that are also things to be destroyed.
_THINGS = (Means.TANK, Means.ARTILLERY, Means.ROCKET, Means.HELICOPTER, Means.DRONE)
_TAKEN_AFTER = re.compile(
    r"(?:(?!\b(?:by|hit|fired|struck|which|that|killed)\b)[^.;]){0,140}\b(?:was|were|been|"
    r"being) (?:also )?"
    r"(?:destroyed|seized|captured|confiscated|found|discovered|recovered|neutrali[sz]ed|"
    r"dismantled|"
    r"defused)\b"
)
_EQUIPPED = re.compile(
    r"\b(?:equipped|fitted|mounted|provided|armed|loaded) with (?:[\w-]+ ){0,4}$"
)
_MOVABLE = (*_THINGS, Means.SMALL_ARMS, Means.MORTAR, Means.CHEMICAL)
_NAMES = re.compile(
    r"^\s*(?:teams?\b|inspect\w+|experts?|watchdog|use\b|commission|convention|claims?|"
    r"allegations?|"
    r"investigat\w+|probes?|stockpil\w+|arsenals?|agency|body\b|squads?|shelters?|disposal|"
    r"factory|depots?|sites?|programme?s?|"
    r"programs?|scientists?|systems? in\b|"
    r"defen[cs]es?|commanders?|officers?|units?\b|chiefs?|base\b|"
    r"installations?|facilit|gen\b|general|academy|said\b|was not|were not|"
    r"spokes|ministry|minister|pilots?\b|launchers? (?:was|were)|manufactur|"
    r"operators?|emplacement)"
)


# Said of the bomb, whatever stands near: the vehicle itself carried it.
_LADEN = re.compile(
    r"\b(?:explosives?|bomb)[- ](?:laden|packed|rigged|filled) |\bbooby[- ]trapped "
    r"(?:car|truck|vehicle|van)|\b(?:car|truck|vehicle|van|tanker) (?:packed|laden|loaded|filled|"
    r"rigged) with (?:\w+ )?explosives?"
)
# "did not have chemical weapons": whoever says so of a side says that it did not use them.
_NOT_HAVING = re.compile(
    r"\b(?:does|did|do|had|has|have) (?:not|never|no longer) (?:have|had|possess(?:ed)?|own(?:ed)?|"
    r"hold|held) (?:any )?$|"
    r"\b(?:denie[sd]|denying) (?:that )?(?:[\w¤'-]+ ){0,4}?"
    r"(?:having|possessing|had|has|possesse[sd]) (?:any )?$|\b(?:has|had|have) no $"
)
# "denied that it had used such weapons", after a sentence that names them.
_SUCH = clued(
    "weapons",
    r"\b(?:any (?:such|of (?:these|those))|such|these|those|the|"
    r"(?:this|that) (?:kind|type|sort) of) weapons\b",
)
_NOT_USING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|not|never) (?:[\w',-]+ ){0,8}?(?:us(?:e|es|ed|ing)|"
    r"dropp(?:ed|ing)|fir(?:ed|ing)) $"
)
_BANNED = (Means.CHEMICAL, Means.CLUSTER_MUNITION, Means.BARREL_BOMB)
# Names of bodies and treaties, and weapons that are kept, made or cleared away.
_KEPT = re.compile(
    r"\b(?:prohibition|elimination|destruction|removal|dismantling|disposal|proliferation|"
    r"stockpiles?|declaration|manufacture|development) of (?:its |all |the |any )?$|"
    r"\b(?:building|making|developing|storing|storage of|keeping|hiding|surrender\w*|giving up|"
    r"hand(?:ed|ing) over|rid of) (?:its |all |the |any |their )?$|"
    r"\b(?:weapons? against|ban(?:s|ned|ning)? (?:on |all )?|convention on |events? like|"
    r"such as) $"
)
_COUNTED = re.compile(
    r"\b(?:(?:claims|allegations|accusations|cases|instances|reports|series|(?:second|third|fourth|"
    r"fifth|latest) (?:claim|allegation|case|instance)) of (?:an? |the )?|"
    r"(?:dozens|scores|hundreds) of |(?:several|many|numerous|other|three|four|five|six|seven|"
    r"eight|nine|ten|\d+) )(?:alleged |suspected )?$"
)


def find_means(document: Document) -> list[Finding]:
    """Find the weapons and platforms that a report says were used."""
    findings: list[Finding] = []
    named: Means | None = None
    is_driven, is_aerial = _company(document)
    for masked in mask_sentences(document):
        taken: set[Means] = set()
        counted: set[Means] = set()  # told of many times over, so nothing after tells of one
        last = 0
        if named is not None:
            findings.extend(_denials(masked, named))
        for hit in sorted(_hits(masked, is_driven, is_aerial), key=lambda h: h.start):
            named = hit.means if hit.means in _BANNED else named
            before = masked.plain[max(0, hit.start - 60) : hit.start]
            if hit.means is Means.CHEMICAL and _COUNTED.search(before):
                counted.add(hit.means)
            if hit.means in counted:
                continue
            finding = _judge(masked, hit)
            if finding is None or (hit.means in taken and hit.start - last < 70):
                continue
            taken.add(hit.means)
            last = hit.start
            findings.append(finding)
    return findings


def _denials(masked: MaskedSentence, named: Means) -> Iterator[Finding]:
    """What a sentence denies of weapons that one before it names."""
    base = masked.sentence.start
    for found in _SUCH.finditer(masked.plain):
        if _NOT_USING.search(masked.plain, max(0, found.start() - 90), found.start()):
            yield Finding(
                Facet.MEANS,
                MeansValue(named),
                base + found.start(),
                base + found.end(),
                "means-such",
                Stance.DENY,
            )


def find_weapons(document: Document) -> Callable[[Sentence], list[Weapon]]:
    """Return what finds the weapons that a sentence names, whatever is said of them."""
    is_driven, is_aerial = _company(document)
    masked_at = {masked.sentence.index: masked for masked in mask_sentences(document)}

    def named(sentence: Sentence) -> list[Weapon]:
        hits = _hits(masked_at[sentence.index], is_driven, is_aerial)
        base = sentence.start
        return sorted(
            (Weapon(base + hit.start, base + hit.end, hit.means) for hit in hits),
            key=lambda weapon: weapon.start,
        )

    return named


def _company(document: Document) -> tuple[bool, bool]:
    """Whether the report tells of a suicide bomber at a wheel, and whether of aircraft."""
    low = document.text.lower()
    return bool(_WHEELS.search(low) and "suicide" in low), bool(_AIR_COMPANY.search(low))


def _hits(masked: MaskedSentence, is_driven: bool, is_aerial: bool) -> Iterator[_Hit]:
    """Every weapon that the sentence names, none inside another's words."""
    plain = masked.plain
    spent: list[tuple[int, int]] = []

    def is_free(start: int, end: int) -> bool:
        return all(end <= s or e <= start for s, e in spent)

    for found in _SUICIDE.finditer(plain):
        spent.append(found.span())
        if _LADEN.search(plain):
            continue  # the vehicle's own words tell the weapon
        is_wheeled = bool(_DRIVING.match(plain, found.end())) or (
            bool(_AT_THE_WHEEL.search(plain)) and not _NOT_AT_THE_WHEEL.search(plain)
        )
        if is_wheeled:
            yield _Hit(*found.span(), Means.CAR_BOMB, "driven-bomb")
        elif not is_driven or re.search(r"motor|himself|herself|vest|belt", found.group()):
            yield _Hit(*found.span(), Means.SUICIDE_VEST, "suicide")
    for means, pattern in NAMES_OF_WEAPONS:
        for found in pattern.finditer(plain):
            if is_free(*found.span()):
                spent.append(found.span())
                yield _Hit(*found.span(), means, "named")
    for found in _BOMBING.finditer(plain):
        if is_free(*found.span()):
            means_or_none = _bombing(masked, plain, found, is_aerial)
            if means_or_none is not None:
                yield _Hit(*found.span(), means_or_none, "bombing")
    for found in _RAID.finditer(plain):
        before = masked.text[max(0, found.start() - 25) : found.start()]
        if is_free(*found.span()) and is_aerial and not re.search(r"police|army|ground", before):
            yield _Hit(*found.span(), Means.AIR_STRIKE, "raids")
    for found in _BOMBERS.finditer(plain):
        if is_free(*found.span()) and is_aerial:
            yield _Hit(*found.span(), Means.AIR_STRIKE, "bombers")
    for found in _AIR_FLEET.finditer(masked.text):
        if is_free(*found.span()):
            yield _Hit(*found.span(), Means.AIR_STRIKE, "fleet")
    for mention in masked.mentions:
        start = mention.start - masked.sentence.start
        end = mention.end - masked.sentence.start
        words = plain[start:end]
        if re.search(r"\b(?:jets|planes|aircraft)$", words) and is_free(start, end):
            yield _Hit(start, end, Means.AIR_STRIKE, "fleet")


_BY = re.compile(r"(?: [\w'-]+){0,5}? by\b")


def _bombing(
    masked: MaskedSentence, plain: str, found: re.Match[str], is_aerial: bool
) -> Means | None:
    """What a bare "bombing" was, as far as its company tells."""
    reach = 45 if _BY.match(plain, found.end()) else 0
    by_forces = any(
        m.actor.kind in (ActorKind.STATE, ActorKind.FORCE, ActorKind.COALITION)
        and m.actor.name != "police"
        for m in masked.mentions_within(found.start() - 60, found.end() + reach)
    )
    by_group = any(
        m.actor.kind is ActorKind.ARMED_GROUP
        for m in masked.mentions_within(found.start() - 40, found.start())
    )
    if _AIR_COMPANY.search(plain):
        return Means.AIR_STRIKE
    if _GROUND_COMPANY.search(plain):
        return Means.IED
    if found.group() in ("bombed", "bombing", "bombings") and by_forces:
        return Means.AIR_STRIKE
    if is_aerial and not by_group:
        return Means.AIR_STRIKE if found.group() != "bomb" else None
    return Means.IED


def _judge(masked: MaskedSentence, hit: _Hit) -> Finding | None:
    """The finding for a weapon, unless the sentence tells of no use of it."""
    plain = masked.plain
    if is_general(plain, hit.start, hit.end) or is_hypothetical(plain, hit.start, hit.end):
        return None
    if _NAMES.match(plain[hit.end : hit.end + 20]) or re.match(
        r"\s*-?(?:held|proof)", plain[hit.end :]
    ):
        return None
    stance = Stance.AFFIRM
    before = plain[max(0, hit.start - 60) : hit.start]
    is_chemical = hit.means is Means.CHEMICAL
    if _DENIED.search(before) or (is_chemical and _NOT_HAVING.search(before)):
        stance = Stance.DENY
    elif (is_chemical and _KEPT.search(before)) or _POSSESSED.search(
        plain[max(0, hit.start - 90) : hit.end + 30]
    ):
        return None
    is_use_itself = stance is Stance.DENY or bool(_USED.search(plain[hit.start : hit.end]))
    if not is_use_itself and not _USE.search(plain):
        return None
    is_thing = hit.rule == "named" and hit.means in _THINGS and not is_use_itself
    if is_thing and _OBJECTS.search(before) and not _WITH.search(before[-30:]):
        return None
    is_movable = hit.rule == "named" and hit.means in _MOVABLE
    if is_movable and (_TAKEN_AFTER.match(plain, hit.end) or _EQUIPPED.search(before)):
        return None
    if stance is Stance.AFFIRM and _HEDGED.search(plain[max(0, hit.start - 45) : hit.end]):
        stance = Stance.UNCERTAIN
    start = masked.sentence.start + hit.start
    end = masked.sentence.start + hit.end
    return Finding(Facet.MEANS, MeansValue(hit.means), start, end, f"means-{hit.rule}", stance)
