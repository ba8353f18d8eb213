"""Words that name a weapon or platform by themselves, whatever stands near.

Words that mean one weapon or another by their company are not here but where the company is read.
"""

from __future__ import annotations

from rashomon.read.clues import clued
from rashomon.records import Means

__all__ = ["NAMES_OF_WEAPONS"]

_M = Means

# Words that name the weapon by themselves. A later entry does not match inside an earlier one's
# words, so that "rocket shells" are rockets and not shells. Each with its clues.
_PLAIN: tuple[tuple[Means, str, str], ...] = (
    (_M.CHEMICAL, "gas agent sarin chlorine organophosph chemical toxic poison noxious",
     r"(?:chlorine|sarin|mustard|poison(?:ous)?|toxic|nerve)[ -](?:gas(?:es)?|agents?)|sarin|"
     r"chlorine|(?:toxic|poison(?:ous)?|chlorine) gass?es|nerve agents?|organophosph\w+|"
     r"chemical (?:weapons?|massacres?|strikes?|assaults?|rockets?|attacks?|shells?|bombs?|"
     r"bombings?|bombardments?|warheads?|munitions?|substances?|materials?|agents?)|"
     r"gas attacks?|(?:toxic|poisonous|noxious) (?:substances?|chemicals?|materials?|fumes)|"
     r"gas poisoning|poisoned by gas|"
     r"(?:smell|effects?|inhalation|fumes) of (?:the )?gas|gas inhalation|"
     r"inhal(?:ed|ing) (?:the )?gas|kind of chemicals?|"
     r"chemicals?(?= (?:was|were|had been) (?:used|dropped|released|dispersed|fired|spread))"),
    (_M.CLUSTER_MUNITION, "cluster bomblet submunition",
     r"cluster[ -](?:bombs?|munitions?|bombs? attack)|bomblets?|submunitions?"),
    (_M.BARREL_BOMB, "barrel",
     r"barrel[ -]bomb(?:s|ings?|ed)?|explosives?(?:[- ](?:filled|laden|packed))? barrels?|"
     r"barrels? (?:(?:that |which )?contain(?:ing|ed)|(?:filled|packed|laden|loaded) with|of) "
     r"(?:an? |the )?(?:\w+ )?(?:gas(?:es)?|explosives?|tnt|chlorine)"),
    (_M.CAR_BOMB, "bomb booby explo vbied blew detonat",
     r"(?:suicide )?(?:car|truck|vehicle|lorry|van)[ -]?bomb(?:s|ings?|ed|ers?)?(?: attacks?)?|"
     r"(?:booby[- ]trapped|explosives?[- ](?:laden|packed|rigged|filled)) (?:\w+ )?"
     r"(?:car|truck|vehicle|van|ambulance|lorry|tanker)s?|vbieds?|svbieds?|"
     r"(?:car|truck|vehicle|van|ambulance|lorry|tanker)s? "
     r"(?:(?:packed|laden|loaded|filled|rigged) with (?:\w+ )?(?:explosives?|bombs?)|"
     r"exploded|blew up|detonated)"),
    # Bombs that only aircraft carry, whatever is said of them: "guided bombs exploded".
    (_M.AIR_STRIKE, "bomb jdam kab- fab-",
     r"(?:(?:\w+-|(?:laser|precision|satellite) )?guided|glid(?:e|ing)|gravity|"
     r"free[- ]fall|high[- ]altitude|"
     r"bunker[- ]bust(?:er|ing)|air[- ]dropped|aerial|[kf]ab) (?:\w+ )?bombs?"
     r"(?: (?:attacks?|strikes?|raids?))?|jdams?|[kf]ab-\d+s?"),
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
     r"(?<!fuel )(?<!oil )(?<!water )(?<!gas )(?<!storage )(?<!septic )tanks?"
     r"(?!,? (?:where|(?:that|which) (?:hold|held|store|contain)|of (?:oil|fuel|gas|water|crude)))"
     r"(?: (?:fire|shells?|rounds?))?"),
    (_M.NAVAL, "warship gunboat naval",
     r"warships?|gunboats?|naval (?:fire|gunfire|bombardment|vessels?|shelling)"),
    (_M.SMALL_ARMS,
     "rounds bullets fire gun shot sniper shoot rifle firing drive-by kalashnikov ak-47",
     r"explosive (?:rounds|bullets)|"
     r"opened fire|opening fire|open(?:s)? fire|machine[- ]?guns?(?: fire)?|gunfire|"
     r"small[- ]arms fire|"
     r"(?:was|were|been|being) shot(?! down)|shot (?:during|in the (?:head|chest|back)|by)|"
     r"shot (?:dead|and killed|to death|and wounded|and injured|at)|gunned down|"
    r"(?:shot|shoots?|shooting) (?:\w+ ){1,4}?(?:dead|in the (?:head|chest|back|neck|face|leg)|"
    r"at (?:close|point[- ]blank) range)|"
     r"snipers?(?: fire)?|"
     r"gun ?(?:fight|battle)s?|gun (?:attack|fire)s?|shootings?|shoot-?outs?|"
     r"assault rifles?|rifles? fire|firefights?|firing squad|drive-by|"
     r"exchang\w+ (?:of )?(?:gun)?fire|fired (?:on|at|upon)(?= (?:an? |the |several )?"
     r"(?:[\"“]?\w+[\"”]? ){0,3}(?:crowd|gathering|people|protest\w+|demonstrat\w+|soldiers?|"
     r"police\w*|troops|"
     r"patrol|worshippers|civilians|bus|car|vehicle|convoy))|kalashnikovs?|ak-47s?"),
    (_M.OTHER, "grenade into ramming knife",
     r"(?:hand |stun |rifle )?grenades?(?! launchers?)|"
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
     r"aerial (?:attacks?|bombings?|bombardments?|raids?|strikes?|assaults?|operations?|"
     r"campaigns?)|bombing raids?|"
     r"war ?planes?|fighter[- ]jets?|fighter planes?|jet fighters?|(?:military|combat|"
     r"coalition) (?:aircraft|planes?|jets?)|"
     r"airstrike operations?|glide bombs?|carpet[- ]bomb\w*|air force|airpower|"
     r"f-(?:1[568]|35)s?|su-(?:2[245]|3[045])s?|"
     r"mig-(?:2[1359]|31)s?"),
)  # fmt: skip
NAMES_OF_WEAPONS = tuple(
    (means, clued(clues, rf"(?<![\w-])(?:{words})(?!\w)")) for means, clues, words in _PLAIN
)
