"""How many people took part on one side: "some 500 fighters stormed the base"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.read.noun_phrases import GroupKind
from rashomon.read.victims import Clause

__all__ = ["find_strength"]

# People who fight; others that a sentence counts ("200 residents") take no part.
_FIGHTING = re.compile(
    r"\b(?:fighters?|militants?|soldiers?|troops|rebels?|gunm[ae]n|attackers?|assailants?|bombers?"
    r"|insurgents?|terrorists?|forces|commandos?|paratroopers?|marines|guerrillas?|jihadis?t?s?"
    r"|militiam[ae]n|mercenaries|servicemen|officers|policemen|police|raiders?|extremists?"
    r"|hijackers?|mujahideen|mujahedeen|separatists|snipers?|peacekeepers|brothers|men|tribesmen"
    r"|personnel|individuals|persons|vigilantes)\b",
    re.IGNORECASE,
)
_ATTACKED = (
    r"(?:(?:[\w'’-]+\s+){0,6}?)(?:had\s+|have\s+|also\s+|then\s+|reportedly\s+|allegedly\s+)*"
    r"(?:attack(?:ed|s|ing)?|storm(?:ed|ing)|raid(?:ed|ing)|ambush(?:ed|ing)|assault(?:ed|ing)"
    r"|stag(?:ed|ing)|launch(?:ed|ing)|took\s+part|tak(?:e|ing|en)\s+part|participat(?:ed|ing)"
    r"|were\s+involved|opened\s+fire|open\s+fire|burst\s+into|broke\s+into|tried\s+to"
    r"|attempted\s+to|carried\s+out|overran|infiltrat(?:ed|ing)|besieged|charged|mounted"
    r"|detonated|blew\s+(?:themselves|himself|herself)|invad(?:ed|ing)|advanc(?:ed|ing))\b"
)
_ATTACK_BY = re.compile(
    r"\b(?:attack|assault|raid|ambush|offensive|operation|incursion|shooting|storming|shot|attacked"
    r"|stormed|raided|ambushed|carried\s+out|conducted|staged|launched|surrounded)\b"
    r"[^.;]{0,80}\bby\s+(?:a\s+(?:group|force|band|gang|squad|column)\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_A_FORCE_OF = re.compile(
    r"\b(?:force|column|contingent)\s+of\s+$"
    r"|\b(?:tanks?|artillery|vehicles?|armou?r|mortars?|guns?|howitzers?|weapons)\s+and\s+$",
    re.IGNORECASE,
)


def find_strength(clause: Clause) -> Iterator[tuple[int, int, int]]:
    """Yield (item, start, end) for each group told to have taken part, offsets in the sentence."""
    for at, item in enumerate(clause.items):
        group = item.group
        if group is None or group.kind is not GroupKind.COUNTED or group.harm is not None:
            continue
        if not _FIGHTING.search(group.who or "") or group.range.high in (0, 1):
            continue
        before, after = clause.text[: group.start], clause.text[group.end :]
        attacked = re.match(rf"\s+(?:who\s+)?{_ATTACKED}", after, re.IGNORECASE)
        if attacked is not None and not _BROKEN.search(_LED_BY.sub("", attacked.group())):
            end = group.end + (attacked.end() if attacked.end() <= 40 else 0)
            yield at, group.start, end
        elif _ATTACK_BY.search(before) or _A_FORCE_OF.search(before):
            yield at, group.start, group.end


_LED_BY = re.compile(r"\b(?:back|l|support|accompani|arm)ed\s+(?:by|with)\b", re.IGNORECASE)
# A clause's end, or a verb that makes the people the object of somebody's deed.
_BROKEN = re.compile(
    r"\b(?:said|that|when|where|after|before|was|while|and|as|by|killed|wounded|injured|died|dead"
    r"|arrested|captured|which|in\s+an?|during)\b",
    re.IGNORECASE,
)
