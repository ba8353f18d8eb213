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
from rashomon.records import ActorKind, Facet, Means, MeansValue, Stance

__all__ = ["Weapon", "find_means", "find_weapons"]

_M = Means


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


# Words that name the weapon by themselves. A later entry does not match inside an earlier one's
# words, so that "rocket shells" are rockets and not shells. Each with its clues.
_PLAIN: tuple[tuple[Means, str, str], ...] = (
    (_M.CHEMICAL, "gas agent sarin chlorine organophosph chemical",
     r"(?:chlorine|sarin|mustard|poison(?:ous)?|toxic|nerve)[ -](?:gas(?:es)?|agents?)|sarin|"
     r"chlorine|(?:toxic|poison(?:ous)?|chlorine) gass?es|nerve agents?|organophosph\w+|"
     r"chemical (?:weapons?|massacres?|strikes?|assaults?|rockets?|attacks?|shells?|bombs?|"
     r"agents?)|gas attacks?"),
    (_M.CLUSTER_MUNITION, "cluster bomblet submunition",
     r"cluster[ -](?:bombs?|munitions?|bombs? attack)|bomblets?|submunitions?"),
    (_M.BARREL_BOMB, "barrel",
     r"barrel[ -]bomb(?:s|ings?|ed)?"),
    (_M.CAR_BOMB, "bomb booby explo vbied blew detonat",
     r"(?:suicide )?(?:car|truck|vehicle|lorry|van)[ -]bomb(?:s|ings?|ed|ers?)?(?: attacks?)?|"
     r"(?:booby[- ]trapped|explosives?[- ](?:laden|packed|rigged|filled)) (?:\w+ )?"
     r"(?:car|truck|vehicle|van|ambulance|lorry|tanker)s?|vbieds?|svbieds?|"
     r"(?:car|truck|vehicle|van|ambulance|lorry|tanker)s? "
     r"(?:(?:packed|laden|loaded|filled|rigged) with (?:\w+ )?(?:explosives?|bombs?)|"
     r"exploded|blew up|detonated)"),
    (_M.IED, "bomb blast device mine dynamite explo ied",
     r"(?:roadside|road-side|nail|pipe|petrol|parcel|homemade|home-made|time|magnetic|sticky|"
     r"pressure[- ]cooker|planted|twin|landmine)[ -](?:bombs?|bombings?|blasts?|ieds?)|"
     r"bomb (?:blasts?|attacks?|explosions?)|explosive devices?|improvised explosive "
     r"devices?|roadside ieds?|ieds?|land ?mines?|(?<!coal )mine (?:blast|explosion)s?|"
     r"bombs? (?:exploded|went off|detonated|was detonated|were detonated|ripped|planted|"
     r"had been planted|"
     r"had exploded|hidden|placed)|(?:planted|detonated|placed|set off) (?:\w+ ){0,4}?bombs?|"
     r"dynamite|"
     r"explosives? (?:had been|were|was) (?:used|planted|placed)|explosive charges?"),
    (_M.IED, "device package",
     r"devices?(?: that| which)?(?: had)? (?:exploded|detonated|went off|was detonated|"
     r"were detonated|"
     r"was hidden|was planted|contain\w+)|packages? (?:that |which )?(?:exploded|contain\w+)"),
    (_M.MORTAR, "mortar",
     r"mortar(?:s|ed)?(?: (?:shell(?:s|ing)?|rounds?|fire|attacks?|bombs?|barrages?|strikes?))?"),
    (_M.ROCKET, "rocket katyusha grad rpg himars",
     r"(?:artillery )?rocket(?:s|ry)?(?:[- ](?:propelled grenades?|bombs?|shells?|shelling|"
     r"attacks?|"
     r"fire|barrages?|strikes?|systems?|launchers?|salvo(?:e?s)?))?|katyushas?|"
     r"grads?(?= rocket| missile| fire|s )|"
     r"rpgs?|himars|multiple[- ]launch rocket systems?"),
    (_M.DRONE, "drone uav quadcopter predator piloted bayraktar unmanned shahed",
     r"(?:kamikaze |combat |armed |explosive |suicide |attack |shahed |reconnaissance "
     r")?(?:drones?|uavs?|quadcopters?|predators?(?= (?:drone|struck|fired|missile|strike))|"
     r"remotely[- ]piloted (?:aircraft|vehicles?|planes?)|bayraktars?|"
     r"unmanned aerial vehicles?)"
     r"(?: (?:strikes?|attacks?|raids?))?|shaheds?"),
    (_M.HELICOPTER, "gunship helicopter mi-",
     r"(?:helicopter )?gunships?|helicopters?|(?:apache|mi-24) helicopters?|"
     r"mi-(?:8|17|24|28|35)s?"),
    (_M.MISSILE, "missile",
     r"(?:(?:ballistic|cruise|surface-to-surface|ground-to-ground|anti-tank|guided|kalibr|"
     r"iskander|scud|"
     r"tomahawk)\s)*missiles?(?: (?:strikes?|attacks?|barrages?))?"),
    (_M.ARTILLERY, "artillery shell howitzer gun",
     r"artillery(?: (?:fire|shell(?:s|ing)?|rounds?|barrages?|attacks?|strikes?|regiment|"
     r"bombardment))?|"
     r"(?<!rocket )(?<!mortar )(?<!sea )shell(?:ing|s|ed)(?! (?:out|company))|howitzers?|"
     r"tank shells?|(?:an?|the|one|another|tank|artillery) shell|(?<!rocket )(?<!mortar )shell "
     r"(?=hit|"
     r"struck|landed|fell|exploded|slammed|fired)|field guns?|heavy guns?"),
    (_M.TANK, "tank",
     r"tanks?(?: (?:fire|shells?|rounds?))?"),
    (_M.NAVAL, "warship gunboat naval",
     r"warships?|gunboats?|naval (?:fire|gunfire|bombardment|vessels?|shelling)"),
    (_M.SMALL_ARMS, "fire gun shot sniper shoot rifle firing drive-by kalashnikov ak-47",
     r"opened fire|opening fire|open(?:s)? fire|machine[- ]?guns?(?: fire)?|gunfire|"
     r"small[- ]arms fire|"
     r"(?:was|were|been|being) shot(?! down)|shot (?:during|in the (?:head|chest|back)|by)|"
     r"shot (?:dead|and killed|to death|and wounded|and injured|at)|gunned down|"
     r"snipers?(?: fire)?|"
     r"gun ?(?:fight|battle)s?|gun (?:attack|fire)s?|shootings?|shoot-?outs?|"
     r"assault rifles?|rifles? fire|firefights?|firing squad|drive-by|"
     r"exchang\w+ (?:of )?(?:gun)?fire|fired (?:on|at|upon)(?= (?:an? |the |several )?"
     r"(?:[\"“]?\w+[\"”]? ){0,3}(?:crowd|gathering|people|protest\w+|demonstrat\w+|soldiers?|"
     r"police\w*|troops|"
     r"patrol|worshippers|civilians|bus|car|vehicle|convoy))|kalashnikovs?|ak-47s?"),
    (_M.OTHER, "grenade explosive into ramming knife",
     r"(?:hand |stun |rifle )?grenades?(?! launchers?)|explosive rounds|"
     r"(?:car|truck|van|lorry|vehicle|bulldozer)s? (?:that |which |had )?"
     r"(?:ploughed|plowed|"
     r"rammed|drove|slammed|ploughs|rams|ran) into|(?:car|van|truck|vehicle)[- ](?:ramming|"
     r"and[- ]knife|"
     r"\S+ and \S+ knife)(?: attacks?)?"),
    (_M.KNIFE, "knife knives stabb machete hacked behead throat",
     r"knife|knives|stabb(?:ed|ing|ings)|machetes?|hacked to death|beheaded|"
    r"beheading|throats? (?:were )?(?:slit|cut)"),
    (_M.FIRE, "arson set torched burn molotov petrol incendiary napalm phosphorus",
     r"arson|set (?:\w+ ){0,3}(?:on fire|ablaze)|torched|burn(?:ed|t) (?:alive|down)|"
     r"molotov cocktails?|petrol bombs?|incendiary|napalm|(?:white )?phosphorus"),
    (_M.AIR_STRIKE, "air aerial bomb plane jet f-1 f-35 su- mig-",
     r"air[- ]?strikes?|air[- ]?raids?|air (?:attacks?|assaults?|bombardments?|operations?)|"
     r"aerial (?:attacks?|bombings?|bombardments?|raids?|strikes?|assaults?)|bombing raids?|"
     r"war ?planes?|fighter[- ]jets?|fighter planes?|jet fighters?|(?:military|combat|"
     r"coalition) (?:aircraft|planes?|jets?)|"
     r"airstrike operations?|glide bombs?|carpet[- ]bomb\w*|air force|airpower|"
     r"f-(?:1[568]|35)s?|su-(?:2[245]|3[045])s?|"
     r"mig-(?:2[1359]|31)s?"),
)  # fmt: skip
_PLAIN_PATTERNS = tuple(
    (means, clued(clues, rf"(?<![\w-])(?:{words})(?!\w)")) for means, clues, words in _PLAIN
)

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
    r"backed by|led|left|claimed|went off|touched off|placed|subjected|torch\w*|burn\w*|"
    r"stabb\w*|behead\w*|hack\w*|gunned|"
    r"ambush\w*|assault\w*|resulted|put the|triggered|crash\w*|taken place|took place|"
    r"stepped up|report\w*)\b"
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
    r"(?:destroy\w+|demolish\w+|hit|target\w+|struck|strik\w+|bomb\w+|lost|losing|"
    r"neutrali[sz]\w+)\s+"
    r"(?:(?!in\b|after\b|following\b|with\b|by\b)[\w,-]+\s+){0,6}?$"
)
_WITH = re.compile(r"\b(?:with|by|using)\b")
# Weapons that are also things to be destroyed.
_THINGS = (_M.TANK, _M.ARTILLERY, _M.ROCKET, _M.HELICOPTER, _M.DRONE)
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
_MOVABLE = (*_THINGS, Means.SMALL_ARMS, Means.MORTAR)
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


def find_means(document: Document) -> list[Finding]:
    """Find the weapons and platforms that a report says were used."""
    findings: list[Finding] = []
    is_driven, is_aerial = _company(document)
    for masked in mask_sentences(document):
        taken: set[Means] = set()
        last = 0
        for hit in sorted(_hits(masked, is_driven, is_aerial), key=lambda h: h.start):
            finding = _judge(masked, hit)
            if finding is None or (hit.means in taken and hit.start - last < 70):
                continue
            taken.add(hit.means)
            last = hit.start
            findings.append(finding)
    return findings


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
        is_wheeled = bool(_AT_THE_WHEEL.search(plain)) and not _NOT_AT_THE_WHEEL.search(plain)
        if is_wheeled:
            yield _Hit(*found.span(), Means.CAR_BOMB, "driven-bomb")
        elif not is_driven or re.search(r"motor|himself|herself|vest|belt", found.group()):
            yield _Hit(*found.span(), Means.SUICIDE_VEST, "suicide")
    for means, pattern in _PLAIN_PATTERNS:
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
    if _DENIED.search(before):
        stance = Stance.DENY
    elif _POSSESSED.search(plain[max(0, hit.start - 90) : hit.end + 30]):
        return None
    if not _USE.search(plain):
        return None
    is_thing = hit.rule == "named" and hit.means in _THINGS
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
