"""The words by which names of places are told from other capitalized words.

Lists of ordinary English and of news wire: titles, months, actors, verbs of violence.
"""

from __future__ import annotations

import re

__all__ = [
    "ACTOR_NOUNS",
    "CAPITALS_STOP",
    "NOT_NAME",
    "PARTICLES",
    "PLURAL",
    "STANDING",
    "TITLES",
    "VIOLENCE",
]

NOT_NAME = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march april "
        "may june july august september october november december jan feb mar apr jun jul aug "
        "sep sept oct nov dec ramadan eid christmas easter i he she it they we you the a an his "
        "her their this that these those there here but and or as at in on of by for from to "
        "with after before when while if so not no mr mrs ms dr president prime minister general "
        "colonel captain lieutenant lt gen col maj brig sgt king prince emir sheikh-general "
        "ambassador senator secretary spokesman spokeswoman commander chief director god allah "
        "islam english arabic twitter facebook telegram youtube whatsapp reuters afp ap sana "
        "cnn bbc rt sputnik xinhua interfax tass state front army forces force units unit party "
        "council coalition observatory ministry nations police agency union organisation "
        "organization group brigade brigades movement houthi houthis taliban isis isil daesh is "
        "ypg ypj sdf pkk pyd qaeda al-qaeda nusra al-nusra hezbollah hizbullah hamas fatah "
        "boko haram al-shabaab shabaab assad putin trump obama un us uk eu nato usa security "
        "guard guards corps command defence defense affairs human rights helmets crescent cross "
        "committee commission parliament congress senate court government republic kingdom "
        "service services press news agency network television radio times post islamic free "
        "democratic muslim christian shia sunni shiite kurdish kurd kurds arab arabs jewish "
        "christians muslims levant daish sham jihad jaish ahrar liwa jund operation war civil "
        "read also tags photo source image file west east north south western eastern northern "
        "southern "
        "one two three four five six seven eight nine ten eleven twelve dozens hundreds thousands "
        "air gas drone rocket suicide car truck bomb ground mortar missile artillery "
        "troops residents fighters soldiers witnesses earlier later meanwhile elsewhere separately "
        "overnight "
        "farc eln fmln m-19 sendero luminoso jesuits jesuit catholic republican democrats"
    ).split()
)
ACTOR_NOUNS = frozenset(
    (
        "state front army forces force units party council coalition observatory ministry "
        "nations police agency union organisation organization group brigade brigades movement "
        "command committee commission parliament congress senate court helmets crescent network "
        "directorate authority department-general tv channel newspaper daily website syndicate "
        "corps guard guards battalion division regiment militia militias houthis taliban service "
        "services television radio times post society association institute league"
    ).split()
)
# In capitals every word looks like a name; these never belong to one. Common words of wire copy.
CAPITALS_STOP = frozenset(
    (
        "who whom whose which what where when why how has have had been being were was are be do "
        "does did will would can could shall should may might must all any each every some many "
        "more most other another such only own same than then now just very too also about above "
        "against between during through until upon within without under over again further once "
        "because since although though however including according accordance addition order "
        "favor case cases view fact front charge connection relation response result terms "
        "detail details custody power office force forces effect action actions attack attacks "
        "murder killing killed died dead wounded injured exploded bomb bombs bombing explosion "
        "fire fired shooting shot clashes combat fighting guerrilla guerrillas terrorist "
        "terrorists soldiers soldier troops police army military armed civilian civilians people "
        "population persons person men man women woman children members member leader leaders "
        "government president minister ministry general colonel captain lieutenant official "
        "officials spokesman statement statements report reports today yesterday night morning "
        "afternoon evening week month months year years day days time times hours hour minutes "
        "first last next new old second third one two three four five six seven eight nine ten "
        "several few national international political public social economic human rights "
        "country countries world nation part parts place places way ways hand hands spite place "
        "said says told reported announced added stated claimed their there this that these "
        "those his her its our your my they them him she he it we us you me as at by for from in "
        "into of off on onto out to toward towards up with and or but nor not no yes the a an if "
        "so while after before near around along across inside outside located town city village "
        "command commands operation operations battle battles war peace talks dialogue cooperation "
        "progress process support search pursuit possession general particular fulfillment line "
        "duty midst crime crimes violence death deaths self defense spanish english text words "
        "indistinct recording begin end passage omitted reporter continued clandestine domestic "
        "am pm km meters kilometers kms miles noon midnight dawn exchange encounter coming event "
        "due states events situation area areas zone zones region sector full high such least "
        "fewer less than station stations post checkpoint building buildings house houses school "
        "schools hospital hospitals market mosque church camp base airport road roads highway "
        "bridge center centre outskirts suburb suburbs district districts province provinces "
        "department held controlled interior foreign defense home blast blasts strike strikes "
        "raid raids missile missiles jet jets warplane warplanes drones vehicle vehicles "
        "convoy convoys electric hydroelectric executive commission urban agrarian municipal "
        "judicial press supreme justice peasant peasants subversive subversives revolutionary "
        "patriotic liberation joint chiefs senate deputies constitution assembly"
    ).split()
)

# What a person or an office begins with.
TITLES = frozenset(
    "secretary minister president general colonel spokesman spokeswoman commander defense defence "
    "foreign prime ambassador envoy civil central department state congress senate officials "
    "treasury intelligence".split()
)
STANDING = (
    "held controlled backed populated dominated run occupied ruled bastion majority torn hit "
    "speaking only besieged".split()
)
PARTICLES = frozenset("al el ez ed es bin ibn bu de la las los del da do dos e ul".split())
PLURAL = frozenset(
    "neighborhoods neighbourhoods districts quarters villages towns areas suburbs cities streets "
    "provinces camps regions farms".split()
)
VIOLENCE = re.compile(
    r"""\b(?:
      kill(?:ed|ing|s|ings)?|dead|died|dies|deaths?|slain|wounded|wounding|injured|injuring|hurt
    | attack(?:s|ed|ing|er|ers)?|assault(?:s|ed)?|strikes?|struck|air-?strikes?|raid(?:s|ed|ing)?
    | shell(?:s|ed|ing|ings)|bomb(?:s|ed|ing|ings|ers?|ardment|arded)?|blasts?|blew
    | explo(?:sion|sions|ded|sives?|ding)|clash(?:es|ed|ing)?|fighting|fought|battles?|battled
    | firefight|gun(?:men|man|fire|ned)|shot|shoot(?:s|ing|ings)?|fired|opened\s+fire|rockets?
    | missiles?|mortars?|artillery|detonat\w+|massacre\w*|hit|hits|hitting|pounded|pounding
    | target(?:ed|ing|s)|ambush\w*|offensive|siege|besieged|storm(?:ed|ing)|seiz(?:ed?|ure|ing)
    | captur(?:ed|e|ing)|retook|recaptured|took\s+control|liberat\w+|destroy(?:ed|ing)
    | destruction|murder\w*|execut(?:ed|ions?)|assassin\w+|touched\s+off|abduct\w+|kidnap\w*
    | suicide|casualt\w+|shot\s+down|crash\w*|burn(?:ed|t)|damaged|dynamit\w+|took\s+place
    | occurred|chemical|gas|toxic|barrel|ieds?|mines?|devices?|landed|fell|incident|operation
    | harassed|combat|oust(?:ed|ing|s)?|expell(?:ed|ing)|dislodg(?:ed|ing)|encircl(?:ed?|es|ing)
    | (?:heavy|under|artillery|tank|sniper|machine-?gun)\s+fire|gun-?battles?|gun-?fights?|grenades?
    | torched|looted|beheaded|slaughtered|lynched|stabb(?:ed|ing)|rammed|perished|hostages?
    | overran|overrun(?:ning)?|levell?ed|flattened|razed|blown|sabotag(?:e|ed|ing)|ablaze|on\s+fire
    | machine-?gunn(?:ed|ing)|firebomb\w*|strafed|strafing|ransacked|incursions?|invasion|invaded
    | skirmish\w*|slaying|slayings|incidents|crossfire|gunshots?|hijack\w*|infiltrated
    | dropp(?:ed|ing)|bodies|corpses?|mass\s+graves?|(?:re)?gained\s+control|lost\s+control
    | stabbings?|drones?|warplanes?|airdropped|shoot-?outs?|crackdown
    )\b""",
    re.VERBOSE,
)
"""Words that tell of violence, for text in lower case.

A sentence without any is not read for its places.
"""
