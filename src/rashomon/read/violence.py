"""Words of violence: where they stand, what kind of happening they suggest, and whether they
tell of a particular one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.read.document import Document, Finding
from rashomon.records import IncidentKind, Means, MeansValue
from rashomon.reference.letter_case import lowered

__all__ = [
    "Trigger",
    "find_triggers",
    "is_general",
    "is_hypothetical",
    "kind_of",
]


@dataclass(frozen=True, slots=True)
class Trigger:
    """One word of violence.

    `kind` is the kind of happening that the word itself suggests, None where it suggests none
    ("attack"). `is_anaphoric` is set where it points back ("the strike"), `is_general` where
    the words around it tell of many happenings or none in particular, `is_hypothetical` where
    they tell of one that did not, or not yet, happen.
    """

    start: int
    end: int
    kind: IncidentKind | None
    lemma: str
    is_anaphoric: bool = False
    is_general: bool = False
    is_hypothetical: bool = False


_K = IncidentKind
# The first that matches at a place counts, so the more telling stand first.
_LEXICON: tuple[tuple[str, IncidentKind | None, str], ...] = (
    ("chemical", _K.CHEMICAL_ATTACK,
     r"(?:chemical|gas|chlorine|sarin|nerve agent|poison gas|"
     r"toxic gas)(?: weapons?)? attacks?|gassed|"
     r"(?:chlorine|sarin|toxic) gas(?:es)?"),
    ("suicide bombing", _K.SUICIDE_BOMBING,
     r"suicide (?:car |truck |vehicle )?(?:bomb(?:ings?|ers?|s)?|attacks?|attackers?|blasts?|"
     r"explosions?|"
     r"vest|assault)|blew (?:himself|herself|themselves|itself) up|"
     r"blowing (?:himself|herself|themselves) up|blown (?:himself|herself|themselves) up|"
     r"motor(?:cycle|bike) bombers?|bombers? struck|detonated (?:his|her|their|"
     r"an?) (?:explosives?|vest|belt|"
     r"explosive (?:vest|belt|device))"),
    ("drone strike", _K.DRONE_STRIKE,
     r"(?:drone|uav|unmanned)(?: aircraft)? (?:strikes?|attacks?|raids?)|drones? (?:hit|"
     r"struck|attacked|targeted)"),
    ("barrel bomb", _K.AIR_STRIKE, r"barrel[- ]bomb(?:s|ings?|ed)?"),
    ("air strike", _K.AIR_STRIKE,
     r"air[- ]?(?:strikes?|raids?|attacks?|assaults?|bombardments?)|aerial (?:attacks?|"
     r"bomb\w+|raids?|strikes?)|"
     r"bombing raids?|carpet[- ]bomb\w*|warplanes?|war planes?|(?:fighter )?jets?|"
     r"air force strikes?"),
    ("missile strike", _K.MISSILE_STRIKE,
     r"missile (?:strikes?|attacks?|barrages?|hit|struck)|(?:ballistic|cruise|surface-to-surface|"
     r"ground-to-ground) missiles?|missiles? (?:hit|struck|fired|slammed|landed)"),
    ("shelling", _K.SHELLING,
     r"shell(?:ing|ed|ings)|shells|(?:rocket|mortar|artillery)(?: and (?:rocket|mortar|"
     r"artillery))? "
     r"(?:attacks?|fire|shell(?:s|ing)?|rounds?|barrages?|strikes?)|rocket shells?|rockets|"
     r"mortars|"
     r"bombardments?|bombard(?:ed|ing)|barrages?|rocketry"),
    ("car bombing", _K.BOMBING, r"car[- ]bomb(?:s|ings?|ed)?|truck[- ]bomb(?:s|ings?)?|"
    r"vehicle[- ]bomb(?:s|ings?)?"),
    ("bombing", _K.BOMBING,
     r"(?:roadside|planted|nail|pipe|petrol|parcel|homemade|time) bombs?|bomb (?:blasts?|"
     r"attacks?|explosions?)|"
     r"explosive devices?|ieds?|improvised explosive|land ?mines?|bombings?|bombs?(?! squad|"
     r" shelter)|bomb plot"),
    ("shoot-down", _K.SHOOT_DOWN, r"shot down|shoot(?:ing)?[- ]down|downed|downing of"),
    ("shooting", _K.SHOOTING,
     r"shootings?|shot dead|gunned down|shot and killed|opened fire|opening fire|gunfire|"
     r"sniper fire|"
     r"fired (?:on|at|upon)|gunm[ae]n|(?:were|was) shot(?! down)|shoot-?out"),
    ("clash", _K.CLASH,
     r"clash(?:es|ed|ing)?|fighting|firefights?|gun ?(?:fights?|battles?)|gun battle|"
     r"skirmish(?:es)?|"
     r"exchang(?:ed|e|ing|es)(?: of)? (?:gun)?fire|battles?|combats?|confrontations?"),
    ("execution", _K.ABDUCTION_OR_KILLING,
     r"execut(?:ed|ions?|ing)|behead(?:ed|ing|ings)|assassinat(?:ed|ions?|ing)|murder(?:ed|s|"
     r"ing)?|"
     r"kidnapp(?:ed|ing|ings)|abduct(?:ed|ions?|ing)|massacred?|massacres|slaughter(?:ed|"
     r"ing)?|lynched|"
     r"hostages?|strangl(?:ed|ing)|stabb(?:ed|ing)|tortured to death"),
    ("offensive", _K.GROUND_ATTACK,
     r"offensives?|assaults?|ambush(?:ed|es)?|storm(?:ed|ing)(?! of protest)|incursions?|"
     r"invasions?|invaded|overran|overrun|"
     r"seized|captur(?:ed|ing)|recaptur(?:ed|ing)|retook|retaken|besieged|counter-?attacks?|"
     r"counter-?offensives?|"
     r"raided"),
    ("raid", None, r"raids?|raiding"),
    ("strike", None, r"strikes|strike|struck|bombed|pounded|pounding|targeted|targeting|hit"),
    ("explosion", None, r"explosions?|blasts?|exploded|detonat(?:ed|ion|ions|ing)|blew up|"
    r"blown up"),
    ("attack", None, r"attack(?:s|ed|ing)?|attackers?|assailants?|violence|fire on|bloodshed|"
    r"aggression"),
    ("killing", None, r"kill(?:ed|ing|ings|s)|slain|deaths?|dead|died|wounded|injured|"
    r"casualties|bloodied"),
)  # fmt: skip
# All patterns here are for text in lower case.
_TRIGGER = re.compile(
    r"\b(?=[a-z])(?:" + "|".join(f"(?P<t{i}>{p})" for i, (_, _, p) in enumerate(_LEXICON)) + r")\b"
)
_POINTING = re.compile(r"\b(?:the|this|that|these|those|such)\s+(?:\w+\s+){0,2}$|\b\w+day'?s\s+$")

# Words that tell of many happenings, or of none in particular.
_GENERAL = re.compile(
    r"\b(?=[a-z\d])(?:often|frequent(?:ly)?|regular(?:ly)?|repeatedly|routinely|daily|continu(?:ous|"
    r"al)(?:ly)?|"
    r"continu(?:ing|ed) (?:attacks?|shelling|bombardment|strikes|bombing|violence)|"
    r"constant(?:ly)?|ongoing|in the past(?! (?:\w+ )?(?:hours?|days?|week\b))|not rare|"
    r"kept\b|previous(?:ly)?|"
    r"so far this year|over the (?:past|last) (?:\w+ )?(?:years?|months?|decades?)|"
    r"(?:in|over) recent (?:years|months)|for (?:more than |over |nearly |"
    r"almost )?(?:\w+ )?(?:years|decades|months)|"
    r"since (?:the (?:war|conflict|uprising|start|beginning|outbreak|revolt)|\w+ \d{4}|"
    r"(?:mid-|early |late )?\d{4}|(?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december)|\w+'?s (?:war|conflict|uprising))|years of|"
    r"(?:civil|proxy) war\b.{0,60}\bkilled|campaign|always|whenever|each time|every (?:day|"
    r"year|week)|"
    r"accustomed|history of|known for|tends? to|notorious|era of|has (?:claimed|cost|"
    r"killed) .{0,30}lives|"
    r"launch frequent|typically|usually|ha(?:s|ve) been using|"
    r"(?:whose|what|which) (?:planes|warplanes|aircraft) carr(?:y|ied) out|"
    r"since (?:last|the previous) (?:year|month|summer|autumn|winter|spring|january|february|march|"
    r"april|may|june|july|august|september|october|november|december)|"
    r"war crimes?|\d{2,} (?:air ?)?strikes\b.{0,40}? in (?:january|february|"
    r"march|april|may|june|july|august|september|october|november|december))\b"
)
_HYPOTHETICAL = re.compile(
    r"\b(?=[a-z])(?:would(?! have been| be the first)|could(?! not)|might(?! have)|should|if|"
    r"unless|"
    r"plan(?:s|ned|ning)? to|planned|threat(?:en(?:ed|s|ing)?)?(?! posed) (?:to|of|with)|"
    r"call(?:ed|s|ing)? (?:for|on)|"
    r"demand(?:ed|s)?(?! (?:an? |for an? )?(?:[a-z]+ ){0,2}(?:investigation|inquiry|probe))|"
    r"prevent(?:ed|s|ing)?|avoid(?:ed|ing)?|stop(?:ping)?|risk of|ready to|"
    r"prepar(?:ed|ing|ations?)|"
    r"will(?! of)|possib(?:le(?! exposure| use)|ility)|"
    r"warn(?:s|ed|ing|ings)? (?:against|of)|potential(?:ly)?|fears? (?:of|that)|resum(?:e|ing|"
    r"ption)|capable of|"
    r"vow(?:ed|s)?|pledg(?:ed|es)|intend(?:s|ed)? to|let(?:'s)? us|must|authori[sz]ation|"
    r"agree(?:d|ment) to|"
    r"no-fly|prospect|in future|held off|cover against|pretext|protest|preparing|in case of|"
    r"against attacking|instead of|allow(?:s|ed)?)\b"
)
# "the first since the war began", "the worst in years" tells of one, by what it surpasses.
_SURPASSING = re.compile(
    r"\b(?:first|worst|deadliest|bloodiest|heaviest|biggest|largest|highest|fiercest|"
    r"most (?:deadly|intense|serious|severe))\b(?! (?:of|in) (?:many|several))"
)
_BREAK = re.compile(r"[;:]|,\s+(?:and|but|while|which|who|as)\b|\b(?:but|while|whereas|although)\b")


_CLAUSE_REACH = 250  # characters; longer clauses than that are texts without punctuation


def _clause(low: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the stretch around [start, end) up to the nearest strong breaks."""
    begin, finish = max(0, start - _CLAUSE_REACH), min(len(low), end + _CLAUSE_REACH)
    for found in _BREAK.finditer(low, begin, finish):
        if found.end() <= start:
            begin = found.end()
        elif found.start() >= end:
            finish = found.start()
            break
    return begin, finish


def is_general(text: str, start: int, end: int) -> bool:
    """Tell whether the clause around [start, end) tells of many happenings at once."""
    low = lowered(text)
    begin, finish = _clause(low, start, end)
    return _is_of_many(low[begin:finish])


def _is_of_many(clause: str) -> bool:
    """Tell whether a word of a clause makes it one about many happenings."""
    for found in _GENERAL.finditer(clause):
        if not (found.group().startswith("since") and _SURPASSING.search(clause, 0, found.start())):
            return True
    return False


_LEAD = 60  # characters before a word in which its mood is looked for


def is_hypothetical(text: str, start: int, end: int) -> bool:
    """Tell whether the words shortly before [start, end) make it a mere possibility."""
    low = lowered(text)
    begin, _ = _clause(low, start, end)
    return _is_supposed(low, begin, start)


def _is_supposed(low: str, begin: int, start: int) -> bool:
    """Tell whether a word at `start`, in a clause that begins at `begin`, is but a possibility."""
    return bool(_HYPOTHETICAL.search(low[max(begin, start - _LEAD) : start]))


def find_triggers(document: Document) -> list[Trigger]:
    """Find the words of violence in a report's sentences, in order."""
    return list(document.once(_triggers))


def _triggers(document: Document) -> tuple[Trigger, ...]:
    triggers: list[Trigger] = []
    for sentence in document.sentences:
        low = lowered(sentence.text.replace("’", "'").replace("\n", " "))
        general: dict[tuple[int, int], bool] = {}  # by clause; most hold several words
        for found in _TRIGGER.finditer(low):
            lemma, kind, _ = _LEXICON[int((found.lastgroup or "t0")[1:])]
            start, end = found.span()
            clause = _clause(low, start, end)
            if clause not in general:
                general[clause] = _is_of_many(low[clause[0] : clause[1]])
            triggers.append(
                Trigger(
                    sentence.start + start,
                    sentence.start + end,
                    kind,
                    lemma,
                    is_anaphoric=bool(_POINTING.search(low[max(0, start - 40) : start])),
                    is_general=general[clause],
                    is_hypothetical=_is_supposed(low, clause[0], start),
                )
            )
    return tuple(triggers)


_KIND_OF_MEANS = {
    Means.AIR_STRIKE: _K.AIR_STRIKE,
    Means.BARREL_BOMB: _K.AIR_STRIKE,
    Means.CLUSTER_MUNITION: _K.AIR_STRIKE,
    Means.HELICOPTER: _K.AIR_STRIKE,
    Means.DRONE: _K.DRONE_STRIKE,
    Means.MISSILE: _K.MISSILE_STRIKE,
    Means.ARTILLERY: _K.SHELLING,
    Means.MORTAR: _K.SHELLING,
    Means.ROCKET: _K.SHELLING,
    Means.TANK: _K.SHELLING,
    Means.NAVAL: _K.SHELLING,
    Means.IED: _K.BOMBING,
    Means.CAR_BOMB: _K.BOMBING,
    Means.SUICIDE_VEST: _K.SUICIDE_BOMBING,
    Means.CHEMICAL: _K.CHEMICAL_ATTACK,
    Means.SMALL_ARMS: _K.SHOOTING,
    Means.KNIFE: _K.ABDUCTION_OR_KILLING,
}


def kind_of(triggers: Sequence[Trigger], findings: Sequence[Finding] = ()) -> IncidentKind | None:
    """Return the kind that the words and the means suggest most; None where none does.

    Particular words count double against general ones; a tie goes to the earlier.
    """
    votes: Counter[IncidentKind] = Counter()
    for trigger in triggers:
        if trigger.kind is not None:
            is_loose = trigger.is_general or trigger.is_hypothetical
            votes[trigger.kind] += 1 if is_loose else 2
    for finding in findings:
        if isinstance(finding.value, MeansValue) and finding.value.means in _KIND_OF_MEANS:
            votes[_KIND_OF_MEANS[finding.value.means]] += 2
    if not votes:
        return None
    if votes.get(_K.SUICIDE_BOMBING):
        votes[_K.SUICIDE_BOMBING] += votes.get(_K.BOMBING, 0)
    return votes.most_common(1)[0][0]
