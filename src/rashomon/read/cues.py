"""The words by which reports say who says something, and how sure the speaker is.

Lexicons only: how they are used is told in `phrases`, `speakers`, `attribution` and `stance`.
All words are case-folded. Grown from general news English; the Syrian, Latin American and
UK/US samples that they were checked on changed single words, never the shape.
"""

from __future__ import annotations

import re

from rashomon.records import Stance

__all__ = [
    "ADVERBS",
    "AGENCIES",
    "AUXILIARIES",
    "DETERMINERS",
    "DOCUMENT_NOUNS",
    "FINITE_WORDS",
    "GERUNDS",
    "HEARSAY",
    "HEDGE",
    "INVERTING",
    "LISTENERS",
    "MEDIA_NOUNS",
    "MODIFIERS",
    "NATIONAL",
    "NEGATED",
    "NOT_MEDIA",
    "PLURAL_MODIFIERS",
    "PRONOUNS",
    "REPORTING",
    "SMALL_WORDS",
    "SPEAKER_NOUNS",
    "STOP_WORDS",
    "SUSPICION",
    "TITLES",
    "VERBS",
    "WEAK_VERBS",
    "stance_of_cue",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs whose subject asserts what follows or goes before.
VERBS = _words(
    """said says say told tells tell reported reports report announced announces announce
    confirmed confirms confirm claimed claims claim added adds add stated states state noted
    notes note stressed stresses stress wrote writes tweeted tweets alleged alleges allege argued
    argues argue asserted asserts assert affirmed affirms insisted insists insist declared
    declares declare disclosed discloses revealed reveals reveal explained explains explain
    clarified clarifies underlined underlines underscored underscores highlighted highlights
    emphasized emphasised emphasizes emphasises mentioned mentions indicated indicates indicate
    warned warns warn maintained maintains maintain reiterated reiterates reiterate remarked
    remarks observed testified testifies admitted admits admit acknowledged acknowledges
    acknowledge conceded concedes complained complains concluded concludes continued read reads
    posted estimated estimates estimate predicted suggested suggests informed informs agreed
    agree agrees recounted recalled recalls replied denied denies deny refuted refutes
    pointed points contended contends quipped commented boasted specified specifies elaborated
    affirms pledged vowed threatened established"""
)
# Verbs that take a thing told of, not a clause; nothing before them is their content.
WEAK_VERBS = _words(
    """accused accuses accuse blamed blames blame condemned condemns condemn deplored deplores
    denounced denounces slammed slams described describes describe called calls put puts
    gave gives give counted counts documented documents recorded recorded cited cites quoted
    quotes rejected rejects reject dismissed dismisses criticised criticized labelled labeled
    branded disputed disputes detailed details listed denied denies deny published released
    identified identifies"""
)
REPORTING = VERBS | WEAK_VERBS
# Verbs that may stand before their subject: "... , said the mayor".
INVERTING = _words(
    """said says added adds reported reports noted notes stated explained wrote recalled
    announced confirmed warned claimed continued insisted"""
)
GERUNDS = _words(
    """adding saying stating noting stressing claiming alleging arguing insisting warning
    explaining confirming reporting announcing blaming accusing giving underlining underscoring
    emphasizing emphasising highlighting indicating revealing pointing declaring asserting
    maintaining describing calling denying rejecting dismissing specifying estimating putting
    telling admitting acknowledging suggesting reiterating mentioning"""
)
_DENYING = _words(
    """denied denies deny denying rejected rejects reject rejecting refuted refutes dismissed
    dismisses dismissing disputed disputes"""
)

AUXILIARIES = _words("has have had is are did does do having been")
# Also as they look in texts that lost their apostrophes.
NEGATED = _words(
    """didn't doesn't don't wasn't weren't isn't aren't hasn't haven't hadn't won't wouldn't can't
    couldn't didnt doesnt dont wasnt werent isnt arent hasnt havent hadnt wouldnt cant couldnt"""
)
ADVERBS = _words(
    """also later earlier then now today yesterday tonight meanwhile however too further still
    again even first once just already only subsequently though afterwards afterward nevertheless
    moreover instead all both one-time soon since ago always"""
)
DETERMINERS = _words("the a an one two three some several many his her its their our another other")
PRONOUNS = _words("he she it they we i")

# Nouns that can speak, and titles that stand before or after a name.
TITLES = _words(
    """president minister secretary spokesman spokeswoman spokesperson director head chief
    commander general gen col lt colonel lieutenant captain capt major maj brig brigadier sgt
    sergeant admiral adm governor gov mayor senator sen rep congressman chairman chairwoman
    ambassador envoy judge prosecutor lawyer attorney sheikh sheik imam king prince premier
    chancellor pope archbishop bishop mr mrs ms dr prof professor leader deputy official officer
    adviser advisor analyst expert correspondent reporter witness resident activist doctor
    farmer student teacher father mother brother sister lord sir member founder representative
    superintendent commissioner constable inspector sheriff ayatollah mullah rabbi speaker
    coordinator agent manager owner host anchor columnist blogger editor author strategist
    pollster coach fellow researcher scholar economist
    photographer journalist wife husband son daughter cousin
    uncle neighbor neighbour survivor villager elder trader driver shopkeeper magistrate"""
)
DOCUMENT_NOUNS = _words(
    """statement statements communique communiqué report reports release document documents
    letter memo note bulletin bulletins dispatch claim post tweet message video papers tally toll
    estimate estimates figures data"""
)
SPEAKER_NOUNS = (
    TITLES
    | {title + "s" for title in TITLES}
    | DOCUMENT_NOUNS
    | _words(
        """source sources officials officers spokesmen spokespeople monitor monitors group groups
    observatory activists residents witnesses eyewitness eyewitnesses medic medics doctors nurse
    nurses paramedic paramedics rescuer rescuers worker workers volunteers volunteer police army
    military ministry government authorities rebels rebel militants insurgents guerrillas
    commanders leaders lawmakers lawmaker analysts experts reporters journalists agency agencies
    television tv radio channel station newspaper daily media website outlet outlets network
    coalition alliance forces command staff organisation organization organisations
    organizations union council committee commission party movement front brigade brigades
    defence defense helmets service services embassy diplomats diplomat aide aides relative
    relatives neighbors neighbours friend friends man woman survivors refugee refugees villagers
    locals elders chiefs soldier soldiers fighter fighters pilot guard watchmen priest bishops
    cleric clerics chairperson members representatives delegate office bureau department
    administration kremlin pentagon house site account accounts investigators observers
    intelligence mission company agents prosecutors lawyers ministers senators governors mayors
    parliament court hospital hospitals clinic federation association institute university
    survey study poll conclusions people opposition militia militias faction factions navy
    taliban un nato presidency regime state desk team teams personnel campaigners advocates
    family families colleagues colleague scholars historian historians engineer companies
    monitoring watchdog watchdogs charity charities photographers correspondents coordinators
    scientists specialists traders drivers farmers students teachers shepherd passers-by
    bystander bystanders onlookers victims victim guards troops inquiry critics critic
    supporters supporter opponents opponent attorneys lawyers campaign nominee candidate
    businessman businesswoman narrator insiders insider protesters protester demonstrators
    commentators commentator pundits economist economists envoys negotiators negotiator authors
    veteran veterans whistleblower republicans democrats conservatives liberals senators
    conference congregation pilots captors hostages survivors parents mothers friends
    organisers organizers trustees directors heads bosses peacekeepers inspectors jihadists
    extremists gunmen kidnappers separatists tribesmen prisoners inmates nomads herders"""
    )
)
# Lower-case words that may stand before such a noun without a determiner.
MODIFIERS = _words(
    """local military security medical hospital police army rebel opposition government state
    official senior several some other many two three four five various different unnamed
    anonymous independent foreign western regional provincial district city municipal national
    international human rights news health emergency rescue relief aid tribal village judicial
    diplomatic intelligence political religious community civil civilian defence defense
    monitoring media state-run state-owned pro-government pro-opposition pro-regime
    anti-government separatist insurgent militant jihadist islamist allied coalition eye ethnic
    informed reliable well-placed high-ranking top-ranking top ranking well-informed federal
    presidential parliamentary naval air force border customs port airport transport railway
    court field multiple numerous former retired british-based online print social one-time
    deputy chief party press information public foreign interior presidential initial preliminary
    previous earlier unconfirmed first witness eyewitness war drone non-governmental"""
)
# Words in -s that may stand inside a name or before a noun without ending a phrase.
PLURAL_MODIFIERS = _words(
    """rights news forces affairs emergencies sports communications operations headquarters
    us series services women's children's civilians arms customs press business nations
    helmets refugees states borders observatorys syrias russias armys countrys ministrys
    teams its his"""
)
FINITE_WORDS = _words(
    """was were is are am be been has have had do does did will would can could may might must
    shall should killed kill kills wounded injured hit struck fired launched attacked carried
    took said died left claimed broke came went made seized captured began started continued
    destroyed targeted bombed shelled fell continues"""
)
STOP_WORDS = (
    FINITE_WORDS
    | AUXILIARIES
    | NEGATED
    | PRONOUNS
    | DETERMINERS
    | _words(
        """of in on at by for from with to into onto over under near after before during between
    against about through across around as that which who whom whose what when where while
    because since until if than but and or nor so yet not no there this these those him them
    us me my your it's here how why be up out off down amid despite without within toward
    towards including like following according citing said told"""
    )
    - _words("us")
)
SMALL_WORDS = STOP_WORDS - DETERMINERS

AGENCIES = _words(
    """afp reuters ap sputnik sana bbc cnn rt xinhua tass ria interfax fna fars dpa efe acan-efe
    anadolu upi ansa irna isna mehr aljazeera jazeera arabiya kuna wafa petra mena npr cbs nbc
    abc msnbc fox bloomberg cbc voa rfe/rl rferl dw guardian telegraph haaretz ynet kan itar-tass
    notimex prela kyodo yonhap pti ani ians trt dawn geo tolonews nna al-jazeera al-arabiya
    al-manar al-mayadeen al-monitor politico axios vice pbs sky itv itn rfi rudaw newsweek
    lusa ukrinform unian suspilne khaama pajhwok france24 hurriyet tasnim zaman rtve"""
)
# What tells of a nation and may open a speaker's name, apostrophe lost or not.
NATIONAL = re.compile(
    r"[a-z]{2,}(?:[^m]ian|ish|ese|[jl]ean)|iraqi|israeli|saudi|yemeni|somali|pakistani|kuwaiti|"
    r"qatari|emirati|bangladeshi|french|dutch|german|american|mexican|afghan|libyan|african|"
    r"palestinian|kenyan|malian|ugandan|rwandan|indian|u\.?s\.?|u\.?k\.?|"
    r"(?:syria|russia|turkey|iran|iraq|israel|lebanon|jordan|egypt|france|britain|germany|china|"
    r"ukraine|yemen|libya|afghanistan|pakistan|india|nigeria|somalia|sudan|colombia|mexico|peru|"
    r"kenya|mali|tunisia|algeria|qatar|kuwait|arabia)'?s"
)
MEDIA_NOUNS = _words(
    """agency agencies tv television radio channel station newspaper daily news times post press
    correspondent reporter media journal herald guardian magazine tribune telegraph gazette
    website broadcaster broadcasting outlet network programme program"""
)
NOT_MEDIA = _words(
    """us u.s u.s. un u.n. u.n eu nato fbi cia mps mp uk idf is isis isil sdf osce icc ypg pkk
    nsc iaea sas dea das icrc msf unicef unhcr who him her them us me it you"""
)
LISTENERS = _words(
    """reporters journalists lawmakers mps council parliament briefing congress audience troops
    people crowd supporters committee house senate police court conference meeting public nation
    delegates"""
)


def stance_of_cue(cue: str) -> Stance:
    """Return what a reporting word itself says of its content.

    >>> stance_of_cue("flatly denied"), stance_of_cue("said")
    (<Stance.DENY: 'deny'>, <Stance.AFFIRM: 'affirm'>)
    """
    return Stance.DENY if _DENYING & set(cue.casefold().split()) else Stance.AFFIRM


# The speaker is not sure. "may" and "might" only before a verb, so that the month is none.
HEDGE = re.compile(
    r"\b(?:(?:probably|likely)(?! an? )|(?:is|was|were|be) (?:probably|likely)|"
    r"possibly|perhaps|presumably|apparently|seemingly|maybe|"
    r"may (?:have|be|well)|might (?:have|be|well)|could have|"
    r"(?:is|are|was|were|has been|have been) (?:suspected|believed|thought|feared|presumed)|"
    r"believed to|thought to|feared|"
    r"appear(?:s|ed)?(?: to\b)?(?! (?:before|in|at|on)\b)|seem(?:s|ed)?(?: to)?|unconfirmed)\b",
    re.IGNORECASE,
)
# Somebody says so, and the words do not tell who.
HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|"
    r"(?:alleged|purported)(?! (?:\w+ )?(?:\w+ors?|\w+ers?|\w+ists?|rebels?|militants?|"
    r"insurgents?|jihadis?|gunm[ae]n|spies|spy)\b)|"
    r"reports of|(?:is|are|was|were|been)(?: also)? (?:reported|said|alleged|rumou?red)(?! by\b)|"
    r"(?:it|there) (?:is|was|were) (?:also )?reported|"
    r"reported (?:killed|dead|wounded|injured|to have)|said to (?:have|be))\b",
    re.IGNORECASE,
)
# The same of people, which leaves open who did it but not that and where it was done.
SUSPICION = re.compile(
    r"\b(?:accused of|suspects?|suspected|alleged (?:\w+er|\w+or|gunman)|"
    r"(?:believed|thought) to (?:be|have))\b",
    re.IGNORECASE,
)
