"""How English ties a side to its deed: patterns over sentences whose actors are masked.

Lexicons only; `responsibility` says how they are put to use. In each, `who` holds the masked
actors and `did` the words of the deed. Runs of `MARK` are matched possessively, so that a long
name costs no more than a short one.
"""

from __future__ import annotations

import re

from rashomon.read.actors import MARK
from rashomon.read.clues import clued

__all__ = [
    "ACTOR",
    "ADVERB_WORDS",
    "ASIDE",
    "ASIDE_STOP",
    "BY",
    "BY_HEADS",
    "BY_STOP",
    "CLASH",
    "CLASH_BEFORE",
    "CLASH_SUBJECT",
    "DID",
    "DID_PATTERN",
    "FOUGHT",
    "FROM",
    "HEAD_WORD",
    "HEDGED",
    "IDLE",
    "LOST_TO",
    "MORE",
    "NEGATED",
    "NOMINAL_NOUN",
    "PAIR",
    "PLATFORM",
    "SEEN",
    "SKIP",
    "SPOKE",
    "STREWING",
    "VIOLENT",
]

ACTOR = rf"{MARK}++(?:'s?)?"
# Words that may follow an actor's name and still belong to it: its platforms and kin.
PLATFORM_WORDS = (
    r"(?:fighter|war|combat|military|air|ground|special|security|armed|rebel|elite|army|"
    r"terrorist|militant|jihadist|islamist|extremist|suicide|tank|jets?|planes?|warplanes?|"
    r"aircraft|bombers?|helicopters?|drones?|gunships?|tanks?|howitzers?|forces?|troops?|"
    r"soldiers?|fighters?|militants?|militiamen|militias?|terrorists?|insurgents?|rebels?|"
    r"groups?|organi[sz]ations?|units?|members?|gunmen|gunman|snipers?|guerrillas?|commandos?|"
    r"elements?|artillery|regiments?|airstrikes?|police|agents?|navy|brigades?|battalions?|"
    r"alliance|coalition|movement|allies|command|factions?|regime|strikes|shells|rockets|"
    r"missiles)"
)
PLATFORM = rf"(?>\s+(?:{PLATFORM_WORDS}\b|\([^)]{{1,40}}\)|\[[^\]]{{1,40}}\]))*+"
# What may stand between the subject and its verb.
ADVERB_WORDS = (
    r"(?:have|has|had|also|then|again|once|reportedly|allegedly|apparently|repeatedly|later|"
    r"earlier|early|late|today|yesterday|meanwhile|on \w+day|\w+day|subsequently|probably|"
    r"likely|deliberately|briefly|is said to have|are said to have|may|might|who|which|that|"
    r"heavily|simultaneously|recently|first|successfully|claimed to have|claims to have|two|"
    r"for (?:its|their|his) part|in response|in retaliation|reportedly also|finally|still|"
    r"three|"
    r"some|in turn|responded and|managed to|tried to|attempted to|ambushed and|stormed and|"
    r"is accused of having|are accused of having|actually|themselves|itself|lately|swiftly|"
    r"quickly|fiercely|indiscriminately|intensively|"
    r"systematically|intentionally|randomly|violently|mistakenly|accidentally|jointly)"
)
SKIP = re.compile(
    rf"\s*,\s*{MARK}++,?|"
    r"\s*[\"”“]|"
    r"\s*,\s*(?:which|who)\b[^;:.¤]{3,80},(?= \w)|"
    r"\s*,\s*(?:an?|the|one of|formerly|also known|known|once|led by)\b[^,;:.¤]{3,70},(?! "
    r"(?:and|or)\b)|"
    r"\s*,?\s*[\w-]+ (?:brigade|wing|battalion|faction|cell|branch|unit|division)s?\b|"
    rf"\s*,?\s*(?:{PLATFORM_WORDS}\b|{ADVERB_WORDS}\b|\([^)]{{1,40}}\)|\[[^\]]{{1,60}}\]|"
    rf"(?:and|or|backed by|supported by|aided by|affiliated (?:to|with)|linked to|allied (?:to|"
    rf"with)|"
    rf"together with|alongside|along with|in (?:cooperation|coordination) with|including|who "
    rf"include|"
    rf"(?:and|or) (?:its|their|his) allies(?: from)?)(?: (?!said|says)[\w'-]+){{0,5}}? {MARK}++|"
    rf"and (?={PLATFORM_WORDS}\b))"
)
ASIDE = re.compile(
    r"\s*,?\s*(?:positioned|located|based|stationed|entrenched|operating|dominated|affiliated|"
    r"backed|supported|aided|allied|including|along with|who include|linked|in|on|from|"
    r"of(?! \w+ing\b)|belonging|loyal|wearing|armed|riding|\(|-)\b"
)
ASIDE_STOP = re.compile(
    r"\b(?:said|says|reported|told|which|that|when|after|while|was|were|is|are|has|have|had|by|"
    r"because|as|before)\b|[;:¤]"
)
VIOLENT = (
    r"(?:air[- ]?strikes?|air[- ]?raids?|strikes?|raids?|attacks?|assaults?|offensives?|shelling|"
    r"bombings?|bombardments?|bombs?|missiles?|rockets?|shells?|mortars?|barrages?|massacres?|"
    r"ambush(?:es)?|blasts?|explosions?|killings?|murders?|executions?|shootings?|incursions?|"
    r"invasion|attempt to attack|sorties|(?:military|ground|special) operations?|onslaughts?|"
    r"aggressions?|"
    r"munitions?|gas|fire|abductions?|kidnappings?|strafing|siege|blitz|beheadings?|"
    r"explosives?|grenades?|devices?|ieds?|artillery|atroc\w+|drones?|assassinations?|"
    r"sarin|chlorine|napalm|phosphorus|warheads?|projectiles?)"
)
NOT_VICTIM = (
    r"(?!\s+(?:by|in|when|during|at(?! least)|after|as|near|and|or|since|while|there|here|"
    r"this|last|"
    r"earlier|was|were|is|are|has|have|had|on \w+day|yesterday|today|along|outside|inside|"
    r"\w+day(?! (?:an?|the|several|some|dozens|scores|at least|\d+|two|three|four|five)\b)|"
    r"fighting|"
    r"across|overnight|so far|according|from|for|but)\b|\s*[.,;:]|\s*$)"
)
DID = (
    r"(?:(?:bombed|bombarded|shelled|pounded|strafed|dynamited|raided|stormed|ambushed|massacred|"
    r"slaughtered|beheaded|assassinated|murdered|gunned down|sabotaged|besieged|invaded|overran|"
    r"set off|blasted|crucified|eliminated|annihilated|neutrali[sz]ed|wiped out|rammed|retook|"
    r"recaptured|rocketed|machine-gunned|hacked|lynched|mowed down|hanged|downed|brought down|"
    r"razed|flattened|gassed|maimed|strangled|"
    r"demolished|destroyed|blew up|torched|set fire|abducted|kidnapped|shot dead|shot|"
    r"shot down|stabbed|detonated|wounded|injured|killed|executed|attacked|struck|hit|"
    r"targeted|liberated|inflicted)" + NOT_VICTIM + r"|targeted(?= on \w+day)|"
    r"(?:killed|wounded|captured|attacked|shot|arrested) and (?:wounded|injured|executed|killed|"
    r"captured|destroyed|"
    r"burned|burnt|beheaded)|"
    r"(?:kills?|wounds?|bombards?|bombs|executes?|storms|pounds?|shells|attacks|seizes?|captures?|"
    r"beheads?|ambush(?:es)?|strikes|recaptures?|destroys?|retakes?|overruns?|besieges?|"
    r"encircles?|ousts?|raids?)(?= (?:the|an?|at least|more|over|up|[\w-]+-(?:held|controlled)|"
    r"nearly|"
    r"dozens|scores|hundreds|several|\d+|two|three|four|five|six|seven|eight|nine|ten)\b| al-| ¤)|"
    r"(?:caused [\"“]?(?:[\w-]+ ){0,5}?(?:dead|wounded|deaths|casualties|damage|destruction)|"
    r"(?:been|were|was) (?:repelled|repulsed|driven back)|entered the (?:town|city|village|"
    r"district|area|camp)|(?:was|were) involved in (?:the |an? )?(?:\w+ )?(?:attack|assault|"
    r"fighting|raid|bombing)|(?:foiled|repelled|thwarted) an? (?:\w+ )?attempt|"
    r"opened fire|"
    r"exchanged fire|fired (?:on|at|upon|into|across|towards?)|clashed|traded fire|"
    r"blew (?:him|her|them)sel(?:f|ves)|"
    r"were behind the|was behind the|(?:is|are|was|were) responsible for (?:the |"
    r"an? )?(?:\w+ ){0,4}"
    + VIOLENT
    + r"|(?:(?:are|is|were|was)|(?:have|has|had) been) (?:attacking|shelling|bombing|pounding|"
    r"bombarding|firing on|targeting)|pushed further into)|"
    r"(?:took|taken|gained|regained|seized|wrested) (?:(?:full|complete|total) )?control (?:of|"
    r"over)|"
    r"(?:took|taken) over(?= (?:the|an?|two|three|several|most|parts?|areas?|large|\w+ "
    r"(?:villages?|towns?))\b)|"
    r"wrested|broke into|fought (?:its|their) way|(?:pushed|drove|driven|beat|beaten|fought) "
    r"(?:back|off)(?= (?:the|an?|¤))|(?:encircled|surrounded|ousted|routed)(?= (?:the|an?|most|"
    r"parts?|several|dozens|hundreds|¤))|(?:drove|pushed|expelled|ousted) (?:[\w¤'-]+ "
    r"){1,6}?(?:from|out of)|"
    r"(?:made|achieved) (?:[\w-]+ ){0,2}?(?:advances|gains)|advanced (?:in|into|on|towards?|"
    r"against)|"
    r"(?:seized|captured|recaptured|retook|took|has taken|had taken|"
    r"taken)"
    r"(?= (?:the (?:\w+ ){0,3}(?:town|city|village|district|area|areas|base|airport|plain|hill|"
    r"neighbou?rhood|crossing|junction|road|bridge)|areas?\b|more territory|more ground|"
    r"several|a key|a town|"
    r"the key|the strategic|\w+ from\b|a village|villages|the \w+ district|"
    r"an? (?:[\w-]+ ){1,3}(?:towns?|city|villages?|districts?|neighbou?rhoods?|areas?|base|hill|"
    r"airport|positions?|checkpoints?|stronghold|suburb|outposts?|crossing|field)|"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|dozens of|many|most of|parts? of|large|"
    r"much of|new|strategic|key|swathes?|territory|territories|ground|control of)\b|"
    r"[\w-]+ in \w+|[\w-]+ (?:and [\w-]+ )?(?:village|town|city|neighbou?rhood|hill|base)))|"
    r"(?:slammed|crashed|ploughed|plowed|tore|smashed) (?:into|through)|ripped through|"
    r"rained (?:down )?on|burn(?:ed|t) (?:down |alive )?(?:the|an?|their|several|dozens|many|"
    r"\d+|homes|"
    r"houses|villages?|shops|people)\b|drove (?:an? )?(?:[\w-]+ ){1,5}?into|"
    r"(?:responded|retaliated|reacted) by (?:firing|shelling|bombing|shooting|launching|attacking)|"
    r"fired (?:[\w-]+ ){0,6}?(?:" + VIOLENT + r"|rounds)|dropped (?:[\w-]+ ){0,5}?" + VIOLENT + r"|"
    r"(?:launched|carried out|conducted|mounted|staged|unleashed|committed|perpetrated|began|"
    r"lobbed|rained|escalated|dealt|delivered|executed|"
    r"set off|sent|placed|hurled|threw|"
    r"started|"
    r"stepped up|intensified|waged|initiated|organi[sz]ed|led|resumed|carrying out|"
    r"were carrying out|was carrying out|planted|directed|plant|opened|ordered|repelled|"
    r"repulsed|foiled|"
    r"thwarted|has foiled|responded with|launch) "
    r"(?:(?!against|by|after|which|that|to\b|for\b)[\w'’\"“”-]+ ){0,6}?" + VIOLENT + r")"
)
SPOKE = re.compile(
    rf"\s+(?:said|says|announced|claimed|claims|confirmed|admitted|acknowledged|stated|reported)"
    r"(?: (?!it\b|they\b)[\w-]+){0,3}?(?: that)?,? (?:it|they|its (?:forces|fighters|"
    r"aircraft|planes|"
    r"jets|troops|soldiers|warplanes|men|members|air force)|(?:its|their) ¤++|"
    rf"their (?:forces|fighters|men)|"
    rf"one of its \w+|he|we)(?: {ADVERB_WORDS})* (?P<did>{DID})\b"
)
DID_PATTERN = re.compile(rf"\s*,?\s*(?P<did>{DID})\b")
# Several actors that act together: "A and B", "A, backed by B", "A and its allies from B".
MORE = (
    rf"(?:\s*,?\s*(?:and|or|backed by|together with|alongside|who include|including|"
    rf"and its allies from|"
    rf"and their allies|,)(?: (?!said|says)[\w'’-]+){{0,5}}? {MARK}++(?: \((?:\w+)\))?)*+"
)

BY_HEAD = (
    r"(?:killed|slain|executed|murdered|massacred|shot(?: dead)?|wounded|injured|hurt|attacked|"
    r"bombed|shelled|struck|hit|targeted|fired|carried out|conducted|launched|committed|"
    r"perpetrated|"
    r"staged|destroyed|demolished|besieged|ambushed|abducted|kidnapped|beheaded|detonated|"
    r"planted|"
    r"recaptured|retaken|captured|taken|seized|dropped|assassinated|stormed|raided|repelled|"
    r"overrun|"
    r"pounded|bombarded|burned|burnt|torched|caused|inflicted|unleashed|gunned down|set off|"
    r"attempt|" + VIOLENT + r")"
)
# Words that part "by" from whatever actor stands behind them: the deed is somebody else's.
_PARTING = (
    r"(?:\w+ing|by|in|at|on|near|against|with|for|to|after|before|and|or|of|which|who|that|than|as|"
    r"from|"
    r"when|while|during|is|was|were|are|has|have|had|said|says|told|activists?|residents?|"
    r"observers?|killed|wounded|injured|left|hit|struck|destroyed|damaged|forced|sent|sparked|"
    r"triggered|prompted|drew|came|targeted|rocked|"
    r"civilians?|opponents?|enem(?:y|ies)|rivals?|victims?|hand|phone|way|means|then|now|"
    r"reports?)\b"
)
BY = clued(
    "by",
    rf"\b(?P<by>by) (?>(?:members of|forces of|fighters (?:from|of)|militants (?:from|of)|"
    rf"gunmen from|"
    rf"elements of|warplanes (?:of|from)|jets from|units of|soldiers (?:from|of)|troops (?:from|"
    rf"of)|"
    rf"officers of|group of|planes of|aircraft of|bombers of|men from|(?:a|the) number of|"
    rf"dozens of|"
    rf"hundreds of|supporters of|(?:a|the) (?:\w+ )?(?:group|unit|branch|affiliate|cell|"
    rf"faction) of|"
    rf"(?!{_PARTING})[\w'’-]+)[ -]){{0,6}}+[\"“]?(?P<who>{ACTOR}{MORE})",
)
BY_HEADS = re.compile(rf"\b(?:{BY_HEAD})\b")
BY_STOP = re.compile(
    r"\b(?:said|says|reported|backed|held|controlled|supported|led|condemned|claimed|accused|"
    r"published|"
    r"followed|which|who|but|denied|by|monitored|documented|run|used|carried by|quoted|"
    r"and then|(?:was|were|is|are|been|be) \w+ed)\b|[;:]"
)
FROM = clued(
    "fire attack shelling bombardment from",
    r"\b(?P<did>(?:(?:under|sniper|mortar|rocket|artillery|heavy|shell|gun|tank) |"
    r"under (?:[\w-]+ ){1,3}?)(?:fire|attack|shelling|bombardment)|gunfire|"
    r"(?:bombardment|shelling|air[- ]?strikes?|attacks?|fire|bombing|raids|strikes|assault|"
    r"offensive|"
    r"rockets|shells|missiles|mortars)(?= from)) "
    rf"(?:of|from|by) (?:the )?(?:nearby |rival |local )?(?P<who>{ACTOR}{MORE})",
)
HEAD_WORD = re.compile(
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
NOMINAL_NOUN = re.compile(
    r"[ -]*[\"“]?(?P<did>(?:air[- ]?strikes?|air[- ]?raids?|strikes?|raids?|attacks?|"
    r"assaults?|offensives?|"
    r"shelling|bombings?|bombardments?|barrages?|massacres?|ambush(?:es)?|"
    r"blasts?|incursions?|invasion|fire(?! services?| brigade| fighters?| alarm)|gunfire|"
    r"onslaught|aggression|"
    r"outrages|missiles? (?=hit|struck|slammed|landed|killed)|rockets? (?=hit|"
    r"struck|landed|killed)|"
    r"drones? (?=hit|struck|killed|attack\w*)|shells? (?=hit|struck|landed|killed)|"
    r"counter-?attacks?|counter-?offensives?|killing of|murder of))"
    r"(?![\w-])(?! helicopters?| aircraft| jets?| planes?| position)"
)
PAIR = re.compile(rf"(?:,| and| or)(?: \w+)? {MARK}++")
CLASH = clued(
    "clash battl skirmish fight fire exchang shelling shoot combat",
    rf"\b(?P<did>(?:clash(?:es|ed|ing)?|fighting(?= (?:between|with|broke|erupted|raged|"
    rf"continued|resumed|intensified|flared|was reported))|battles?|"
    rf"battling|skirmish(?:es)?|firefights?|gun ?battles?|gun ?fights?|"
    rf"fierce exchanges|(?:mutual )?shelling(?= between)|exchang\w+(?: of)?(?: gun)?fire|"
    rf"shoot-?out|locked in battle|combat)"
    rf"(?: (?!with|between)[\w'’-]+){{0,8}}? (?:between|with|against|among|pitting)) (?:the |"
    rf"a group of |an? )?(?:\w+ ){{0,3}}?(?P<who>{ACTOR}(?:(?:(?!\bsaid\b|;|\. "
    rf").){{0,80}}?\b(?:and|against|"
    rf"with) (?:the |an? )?(?:[\w-]+ ){{0,4}}?{MARK}+)?)",
)
# "12 fighters of A were killed in clashes with B": A fought too.
CLASH_BEFORE = clued(
    "clash battle fight skirmish",
    rf"(?P<who>{ACTOR}){PLATFORM}[^;:¤]{{0,70}}? (?P<did>(?:clash(?:es|ing)|battles?|fighting|"
    rf"fire ?fights?|"
    rf"gun ?battles?|skirmish(?:es)?)(?: (?!said|between|force)[\w-]+){{0,3}}? (?:with|against) "
    rf"(?:[\w-]+ ){{0,3}}?{MARK}++)",
)
# "helicopters hovered over the town, dropping barrel bombs"
STREWING = clued(
    "dropping firing raining launching unleashing lobbing",
    rf"(?P<who>{ACTOR}){PLATFORM}(?:(?!\b(?:was|were|hit|struck|by)\b)[^;:¤]){{0,70}}? "
    rf"(?P<did>(?:dropping|firing|raining|launching|unleashing|lobbing) (?:[\w-]+ "
    rf"){{0,5}}?{VIOLENT})\b",
)
# "footage showing rebels shooting soldiers", "May saw rebels encircle the town"
SEEN = (
    clued(
        "show video footage film depict photo image saw see",
        rf"\b(?:show(?:ing|s|ed|n)?|videos? of|footage of|photos? of|images? of|filmed|"
        rf"depict(?:ing|s|ed)?|saw|seen?|sees|seeing) (?:the |a group of |what appear\w* to be )?"
        rf"(?:\w+ )?(?P<who>{ACTOR}){PLATFORM} (?P<did>(?:killing|executing|shooting|beheading|"
        rf"murdering|burning|stoning|attacking|bombing|shelling|firing on|firing at|storming|"
        rf"destroying|launching|"
        rf"encircl(?:e|ing)|overrun(?:ning)?|seiz(?:e|ing)|captur(?:e|ing)|storm|recapture|"
        rf"retake|attack|shell|bomb|kill|launch)(?!\w))",
    ),
    clued(
        "video footage film photo image picture",
        rf"(?P<who>{ACTOR}){PLATFORM} (?:has |have |had )?(?:also )?(?:released|posted|published|"
        rf"issued|put out|uploaded|circulated|distributed|broadcast|aired)[^;:¤]{{0,60}}?\b"
        rf"(?:videos?|footage|film|photos?|photographs|images|pictures)\b[^;:¤]{{0,50}}?"
        rf"\b(?P<did>killings?|executions?|beheadings?|murders?|massacres?|shootings?|slayings?|"
        rf"slaughter)\b",
    ),
)
# "the town fell to rebels", "the loss of the town to rebels"
LOST_TO = clued(
    "fell fall loss lost losing",
    rf"\b(?P<did>(?:fell|fallen|falls|fall)|(?:loss of|lost|losing) (?:[\w'-]+ ){{1,8}}?) ?\bto "
    rf"(?:the |an? )?(?:\w+ )?(?P<who>{ACTOR})",
)
# "A fought B": B fought too.
FOUGHT = clued(
    "fought battled",
    rf"{MARK} (?P<did>(?:have |had |has )?(?:fought|battled)) (?:the )?(?P<who>{ACTOR})",
)
CLASH_SUBJECT = clued(
    "clashed battl fought exchanged fighting engaged",
    rf"(?P<who>{ACTOR}){PLATFORM}(?: {ADVERB_WORDS})*+ (?P<did>clashed with|battled(?! for)|"
    rf"fought(?= (?:the )?¤)|"
    rf"fought (?:with|against)|exchanged (?:gun)?fire with|"
    rf"been (?:locked in battle|battling|fighting)|engaged in (?:\w+ )?(?:clashes|battle))",
)
HEDGED = re.compile(
    r"\b(?:probably|possibly|perhaps|apparently|may have|might have|suspected|alleged(?!ly)|"
    r"believed to|thought to|likely|seem(?:s|ed)? to|appear(?:s|ed)? to|presumably|reports of|"
    r"hallmarks?|whether)\b"
)
NEGATED = re.compile(r"\b(?:not|never|no longer|without)\s+(?:\w+\s+){0,2}$")
IDLE = re.compile(
    # "rebels launched a bid", "army opened a crossing": no violence though the verb fits.
    r"(?:launched|began|started|conducted|carried out|led|opened) (?:an? )?(?:investigation|"
    r"probe|talks|campaign to raise|appeal|"
    r"protest|search|rescue|relief)"
)
