"""The words by which reports say that people were killed or hurt, and what each is in grammar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from rashomon.read.clues import clued
from rashomon.records import Facet
from rashomon.reference.letter_case import lowered

__all__ = ["Harm", "HarmWord", "find_harm"]


class Harm(Enum):
    """How a word of harm takes its people."""

    PAST = "K"  # "killed": its people follow; or stand before, with or without "were"
    PASSIVE = "V"  # only "were hit", "were taken to hospital", and the like
    PRESENT = "B"  # "kills", "kill": its people follow
    DOING = "k"  # "killing": its people follow
    DYING = "D"  # "died", "lost their lives": its people stand before
    STATE = "J"  # "dead": its people stand before, with or without "were"
    NOUN_OF = "M"  # "the deaths of": its people follow
    COUNTED = "Q"  # "deaths", "injuries": a number stands before
    TOLL = "L"  # "the death toll": a number follows somewhere


@dataclass(frozen=True, slots=True)
class HarmWord:
    """A word or phrase of harm within a sentence."""

    start: int
    end: int
    harm: Harm
    facet: Facet


_HURT = r"(?:wounded|injured|hurt|maimed)"
_DEAD = r"(?:killed|dead|martyred|murdered)"
_SORT = r"(?:\w+\s+){0,2}"
# What those suffer whom gas or smoke has reached.
_AILMENT = (
    r"(?:(?:breathing|respiratory|eye|vision|skin)\s+(?:and\s+\w+\s+)?"
    r"(?:difficult(?:y|ies)|problems?|trouble|symptoms|distress|failure|irritation)"
    r"|(?:difficult(?:y|ies)|problems?|trouble)\s+(?:in\s+)?breathing"
    r"|convulsions|choking|suffocation|asphyxiation|asphyxia|shortness\s+of\s+breath"
    r"|seizures|vomiting|nausea|(?:\w+\s+)?poisoning|(?:gas|smoke)\s+inhalation|shock)"
)
_LOST_OF_BODY = r"(?:consciousness|(?:\w+\s+)?(?:limbs?|legs?|arms?|hands?|eyes?|sight))\b"
_GAS = r"(?:gas(?:es)?|fumes|chlorine|sarin|agents?|chemicals?|smoke)"
_FIGURE = (
    r"(?:(?:at\s+least|some|about|around|more\s+than|over|nearly|up\s+to)\s+)?"
    r"(?:\d+|t(?:wo|hree|en)|four|five|s(?:ix|even|everal)|eight|nine|a\s+dozen|(?:dozens|scores"
    r"|hundreds)\s+of)"
)

# First match wins at one place, so phrases stand before the words that they hold.
_TABLE: tuple[tuple[str, Harm, Facet], ...] = (
    # Killed and hurt not told apart.
    (rf"{_DEAD}\s*(?:and|or|and/or|&)\s*{_HURT}", Harm.PAST, Facet.CASUALTIES),
    (rf"{_HURT}\s*(?:and|or|and/or|&)\s*(?:{_DEAD}|missing)", Harm.PAST, Facet.CASUALTIES),
    (r"(?:killed|dead)\s+or\s+missing", Harm.PAST, Facet.CASUALTIES),
    (r"killing\s+(?:and|or)\s+(?:wounding|injuring)", Harm.DOING, Facet.CASUALTIES),
    (r"slaughter\s+and\s+maiming\s+of", Harm.NOUN_OF, Facet.CASUALTIES),
    (r"casualties|losses", Harm.COUNTED, Facet.CASUALTIES),
    (r"hit|neutrali[sz]ed", Harm.PASSIVE, Facet.CASUALTIES),
    # Killed.
    (r"(?:shot|stabbed|clubbed|beaten|hacked)\s+(?:and\s+killed|dead)", Harm.PAST, Facet.KILLED),
    (
        r"(?:beaten|stabbed|burn(?:ed|t)|stoned|hacked|tortured|crushed|put)\s+to\s+death",
        Harm.PAST,
        Facet.KILLED,
    ),
    (
        r"(?:fatally|mortally)\s+(?:wounded|injured|shot|stabbed|hurt)|shot\s+to\s+death",
        Harm.PAST,
        Facet.KILLED,
    ),
    (
        r"(?:starved|froze|frozen|bled|choked)\s+to\s+death",
        Harm.DYING,
        Facet.KILLED,
    ),
    (r"gunn?ed\s+down|mow(?:ed|n)\s+down|burn(?:ed|t)\s+alive", Harm.PAST, Facet.KILLED),
    (
        r"(?:claim(?:s|ed|ing)?|t(?:akes?|aken|aking|ook)|costs?|costing)\s+"
        r"(?:(?:away|also|reportedly)\s+)?the\s+li(?:ves|fe)\s+of",
        Harm.NOUN_OF,
        Facet.KILLED,
    ),
    (r"lost\s+(?:his|her|their)\s+li(?:fe|ves)", Harm.DYING, Facet.KILLED),
    (
        r"among(?:st)?\s+(?:the\s+)?(?:dead|killed|deceased|fatalities|those\s+(?:who\s+were\s+)?"
        r"(?:killed|executed|dead))",
        Harm.DYING,
        Facet.KILLED,
    ),
    (
        r"among(?:st)?\s+(?:the\s+)?(?:wounded|injured|those\s+(?:who\s+were\s+)?"
        r"(?:wounded|injured|hurt))",
        Harm.DYING,
        Facet.INJURED,
    ),
    (r"among(?:st)?\s+the\s+(?:casualties|victims)", Harm.DYING, Facet.CASUALTIES),
    (
        r"number\s+of\s+(?:the\s+)?(?:dead|deaths|martyrs|killed(?!\s+(?:and|or)\b)"
        r"|fatalities|(?:people|those)\s+killed)",
        Harm.TOLL,
        Facet.KILLED,
    ),
    (r"number\s+of\s+(?:the\s+)?(?:wounded|injured|injuries)", Harm.TOLL, Facet.INJURED),
    (r"death\s+toll|deaths?\s+count|body\s+count", Harm.TOLL, Facet.KILLED),
    (r"toll", Harm.TOLL, Facet.KILLED),
    (
        r"(?:assassination|murder|massacre|slaying|slaughter|killing|execution|beheading"
        r"|lynching|death)s?\s+of",
        Harm.NOUN_OF,
        Facet.KILLED,
    ),
    (r"(?:dead\s+)?(?:bodies|body|corpses?|remains)\s+of", Harm.NOUN_OF, Facet.KILLED),
    (r"killed|killled", Harm.PAST, Facet.KILLED),
    (
        r"murdered|slain|slew|massacred|slaughtered|executed|assassinated|beheaded|decapitated"
        r"|lynched|martyred|butchered|liquidated|exterminated|hanged",
        Harm.PAST,
        Facet.KILLED,
    ),
    (r"kills?", Harm.PRESENT, Facet.KILLED),
    (
        r"killing|murdering|slaying|massacring|slaughtering|executing|assassinating|beheading"
        r"|martyring",
        Harm.DOING,
        Facet.KILLED,
    ),
    (r"died|perished|drowned|suffocated\s+to\s+death|succumbed", Harm.DYING, Facet.KILLED),
    (r"fallen\s+in", Harm.DYING, Facet.KILLED),
    (r"deceased|lifeless|dead", Harm.STATE, Facet.KILLED),
    (r"lives", Harm.COUNTED, Facet.KILLED),
    (r"deaths|fatalities|corpses|bodies|martyrs|killings", Harm.COUNTED, Facet.KILLED),
    (rf"eliminated|wiped\s+out|lost(?!\s+{_LOST_OF_BODY})", Harm.PASSIVE, Facet.KILLED),
    # Hurt.
    (r"(?:wounding|injuring|injury|maiming)\s+of", Harm.NOUN_OF, Facet.INJURED),
    (r"shot\s+and\s+(?:wounded|injured)", Harm.PAST, Facet.INJURED),
    (
        rf"(?:suffer(?:ed|ing)?|sustain(?:ed|ing)?|received|incurred)\s+(?:from\s+)?{_SORT}"
        r"(?:injur(?:y|ies)|wounds?|burns|fractures|concussions?)",
        Harm.DYING,
        Facet.INJURED,
    ),
    (
        r"(?:(?:began|begun|started)\s+(?:to\s+suffer|suffering)"
        rf"|suffer(?:ed|ing)?|experienc(?:ed|ing)|ha(?:d|ving))\s+(?:from\s+)?{_SORT}{_AILMENT}"
        r"|(?:show(?:ed|ing|n)?|exhibit(?:ed|ing)|display(?:ed|ing))\s+(?:symptoms|signs)\s+of\s+"
        rf"(?:exposure|{_SORT}{_AILMENT})|lost\s+{_LOST_OF_BODY}|fainted|fell\s+(?:ill|sick)"
        r"|fallen\s+(?:ill|sick)",
        Harm.DYING,
        Facet.INJURED,
    ),
    (
        r"(?:receiv(?:ed|ing)|undergoing|underwent|sought|seeking|need(?:ed|ing)|requir(?:ed|ing))"
        r"\s+(?:(?:hospital|medical|emergency)\s+(?:treatment|care|attention)|treatment|surgery)",
        Harm.DYING,
        Facet.INJURED,
    ),
    (
        r"inflict(?:ed|ing|s)?\s+(?:serious\s+|grave\s+)?(?:harm|injur(?:y|ies)|wounds)\s+"
        r"(?:up)?on",
        Harm.DOING,
        Facet.INJURED,
    ),
    (
        rf"treat(?:ed|ing)(?=\s+{_FIGURE}\s)(?!(?:\s+\w+){{1,5}}\s+(?:as|like)\b)"
        rf"|receiv(?:ed|ing)(?=\s+{_FIGURE}\s+(?:\w+\s+)?(?:victims|patients)\b)",
        Harm.DOING,
        Facet.INJURED,
    ),
    (
        rf"(?:affected\s+by|exposed\s+to)\s+(?:the\s+|a\s+)?(?:[\w-]+\s+){{0,2}}{_GAS}"
        r"|shot\s+in\s+the\s+(?:legs?|arms?|shoulders?|hands?|f(?:oo|ee)t|thighs?|back|stomach"
        r"|abdomen)|in\s+(?:intensive\s+care|a\s+coma)|gassed|poisoned",
        Harm.PASSIVE,
        Facet.INJURED,
    ),
    (
        r"being\s+treated\s+(?:for|in|at)\b|suffocating|choking|with\s+(?:\w+\s+)?(?:injuries|burns"
        r"|wounds)|gasping\s+for\s+(?:air|breath)",
        Harm.STATE,
        Facet.INJURED,
    ),
    (
        r"(?:taken|rushed|brought|evacuated|transferred|sent|admitted|transported)\s+to\s+"
        rf"(?:the\s+|a\s+)?{_SORT}hospitals?|hospitali[sz]ed|detained\s+in\s+hospital"
        r"|(?:being\s+)?treated\s+(?:for|in|at)\b|in\s+hospital"
        r"|in\s+(?:a\s+)?(?:critical|serious|grave|stable)\s+condition|critically\s+ill"
        r"|(?:allowed\s+home|released|discharged)\s+after\s+(?:medical\s+)?treatment"
        r"|given\s+(?:medical\s+)?treatment",
        Harm.PASSIVE,
        Facet.INJURED,
    ),
    (
        r"wounded|injured|hurt|maimed|mutilated|suffocated|disfigured|crippled",
        Harm.PAST,
        Facet.INJURED,
    ),
    (r"wounds|injures", Harm.PRESENT, Facet.INJURED),
    (r"wounding|injuring|hurting|maiming", Harm.DOING, Facet.INJURED),
    (
        r"injuries|(?:suffocation|asphyxiation|poisoning)\s+cases"
        r"|cases\s+of\s+(?:suffocation|asphyxiation|asphyxia|poisoning)",
        Harm.COUNTED,
        Facet.INJURED,
    ),
)
# Over text in lower case.
_HARM = clued(
    "kill dead wound injur hurt maim casualt losses hit neutrali shot death down alive lives life "
    "among number toll count murder massacr slay slaughter execut behead lynch assassinat bodies "
    "body corpse remains slain slew decapitat martyr butcher liquidat exterminat hanged died "
    "perish drown suffocat succumb fallen deceased fatalit eliminat lost burn asphyxiat fracture "
    "concussion hospital treat condition ill mutilat disfigur crippl suffer experienc inflict "
    "gasping chok symptoms signs shock seizure vomit nausea poison breath fainted sick surgery "
    "care attention inhalation affected exposed coma receiv gassed fatally mortally starv froze "
    "bled wiped",
    r"\b(?=[a-z])(?:"
    + "|".join(rf"(?P<h{i}>(?:{words})\b)" for i, (words, _, _) in enumerate(_TABLE))
    + ")",
)


def find_harm(sentence: str) -> Iterator[HarmWord]:
    """Yield the words of harm of a sentence, in order, none within another."""
    for found in _HARM.finditer(lowered(sentence)):
        assert found.lastgroup is not None  # every alternative is named
        _, harm, facet = _TABLE[int(found.lastgroup[1:])]
        yield HarmWord(found.start(), found.end(), harm, facet)
