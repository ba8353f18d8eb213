"""Who was killed or hurt, how many, and how many took part: findings for the count facets.

`rashomon.read.victims` says whom a word of harm takes; here that becomes findings, with what
the clause itself says of them: denied, uncertain, hypothetical, or a total over many events.
What is hypothetical or a total is marked by a confidence under `DOUBTFUL`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rashomon.read.document import Document, Finding, Sentence
from rashomon.read.harm import Harm
from rashomon.read.noun_phrases import GroupKind
from rashomon.read.strength import find_strength
from rashomon.read.victims import Clause, auxiliary, cut, is_speaker, victims
from rashomon.records import CasualtyRange, CountValue, Facet, Stance
from rashomon.reference.letter_case import lowered

__all__ = ["DOUBTFUL", "find_counts"]

DOUBTFUL = 0.3  # findings below are for the record only: no claims of an incident
_AGGREGATE = 0.2
_SURE = 0.8
_HEDGED = 0.7

_HUNDREDS = 200  # "hundreds" and above without a figure are seldom one incident's toll
_LARGE = 300  # from here on words of war or "since" make a figure a total

# A verb farther than this from its number is left out of the evidence. Coders quote the number
# with its verb where they stand together, and the number alone where they do not.
_VERB_WITHIN = 80


@dataclass(frozen=True, slots=True)
class _Carried:
    """What later words may refer back to: "five of them", "they included", "the toll"."""

    facet: Facet | None = None
    confidence: float = _SURE
    killed: CasualtyRange | None = None
    has_total: bool = False


def find_counts(document: Document) -> list[Finding]:
    """Find every number of people killed, hurt or taking part, in the order of the text."""
    findings: list[Finding] = []
    carried = _Carried()
    for sentence in document.sentences:
        reading = _Reading(sentence, cut(sentence.text, has_case=not document.is_capitals), carried)
        found = list(reading.findings())
        findings += found
        carried = reading.carry(found)
    return sorted(findings, key=lambda f: (f.start, f.end, f.facet))


class _Reading:
    """The reading of one sentence, with what the sentences before it left to refer to."""

    def __init__(self, sentence: Sentence, clause: Clause, before: _Carried) -> None:
        self.sentence = sentence
        self.clause = clause
        self.before = before
        self.taken: set[tuple[int, Facet]] = set()

    def findings(self) -> Iterator[Finding]:
        """Yield the findings of the sentence, rule by rule."""
        facet, confidence = self.before.facet, self.before.confidence
        for at, item in enumerate(self.clause.items):
            found: list[Finding] = []
            if item.facet is not None:
                rule, members = victims(self.clause, at)
                for member in members:
                    found += self._finding(member, at, item.facet, rule)
                if not members:
                    found += self._unnumbered(at, item.facet)
            elif item.group is not None and item.group.harm is not None:
                found += self._finding(at, at, Facet(item.group.harm), "adjective")
            elif facet is not None:
                found += self._referring(at, facet, confidence)
            yield from found
            if found and found[-1].rule != "hypothetical":
                facet, confidence = found[-1].facet, found[-1].confidence
        if self.clause.items:
            yield from self._strength()

    def carry(self, found: list[Finding]) -> _Carried:
        """Return what the next sentence may refer to."""
        told = [f for f in found if f.facet is not Facet.STRENGTH and f.rule != "hypothetical"]
        if not told:
            return replace(self.before, has_total=False)
        killed = self.before.killed
        for finding in told:
            if finding.facet is Facet.KILLED and finding.confidence >= DOUBTFUL:
                value = finding.value
                is_part = finding.rule in ("part", "inverted", "reference")
                if isinstance(value, CountValue) and not is_part and value.range != _MANY:
                    killed = value.range
                    break
        last = told[-1]
        return _Carried(
            told[0].facet, last.confidence, killed, any(f.rule == "aggregate" for f in told)
        )

    def _finding(
        self, member: int, harm: int, facet: Facet, rule: str, confidence: float = 1.0
    ) -> Iterator[Finding]:
        group = self.clause.items[member].group
        if group is None or (member, facet) in self.taken:
            return
        is_loose = group.kind is GroupKind.PLURAL or (
            group.range.high is not None
            and group.range.low != group.range.high
            and group.range.floor >= _HUNDREDS
        )
        if is_loose and self._is_generic(member, harm, rule):
            return
        if group.kind is GroupKind.PLURAL and rule == "adjective" and not self._is_seen(member):
            return  # "treated wounded fighters" counts nobody
        if group.kind is GroupKind.NAMED and rule not in ("passive", "died", "noun", "active"):
            return
        self.taken.add((member, facet))
        start, end = self._evidence(member, harm)
        stance, certainty, name = self._mood(harm, rule)
        if name != "hypothetical" and self._is_aggregate(member, start, end):
            certainty, name = _AGGREGATE, "aggregate"
        value = CountValue(group.range, group.who)
        offset = self.sentence.start
        yield Finding(
            facet, value, offset + start, offset + end, name, stance, min(certainty, confidence)
        )

    # Words without a number of their own.

    def _unnumbered(self, at: int, facet: Facet) -> Iterator[Finding]:
        """Read "there were casualties", "confirmed the death toll"."""
        clause, item = self.clause, self.clause.items[at]
        harm = Harm(item.tag)
        offset = self.sentence.start
        if harm is Harm.TOLL:
            known = self.before.killed
            if known is None or not _confirms(clause, at):
                return
            start, end = offset + item.start, offset + item.end
            yield Finding(facet, CountValue(known), start, end, "reference", confidence=0.6)
            return
        is_noun = harm is Harm.COUNTED or facet is Facet.CASUALTIES
        if not is_noun or item.low in ("lives", "bodies", "hit"):
            return
        zero = _WITHOUT.search(clause.text[: item.start])
        if zero and _ONLY_LOOKS.search(zero.group()):
            return  # "no visible injuries" tells how the dead or the sick looked
        lead = zero or _SUFFERED.search(clause.text[: item.start])
        if lead is not None and _TALK.search(lead.group()):
            return
        if lead is None and item.low == "losses":
            return
        told = _TOLD_OF.match(clause.text[item.end :])
        if lead is None and told is None:
            return
        if told and "caused" in told.group() and clause.has_before(at, r"\b(?:the|these|those)"):
            return  # "the deaths were caused by gas" tells of deaths told before
        if _MATERIAL.search(clause.text[max(0, item.start - 30) : item.end + 25]):
            return
        span = CasualtyRange.exactly(0) if zero else _MANY
        stance, confidence, name = self._mood(at, "no number")
        start = lead.start() if lead else item.start
        value = CountValue(span)
        yield Finding(
            facet, value, offset + start, offset + item.end, name, stance, min(0.6, confidence)
        )

    def _referring(self, at: int, facet: Facet, confidence: float) -> Iterator[Finding]:
        """Read "five of them children", "among them was an infant", "they included two nuns"."""
        clause, group = self.clause, self.clause.items[at].group
        if group is None or group.kind is GroupKind.NAMED or (at, facet) in self.taken:
            return
        if is_speaker(clause, at):
            return
        words = clause.text[group.start : group.end].casefold()
        if re.search(r"\bof (?:them|whom|these|those)\b", words):
            if group.who is not None and self._follows_group(at):
                yield from self._finding(at, at, facet, "part", confidence)
            return
        if facet is Facet.CASUALTIES and group.kind is GroupKind.PLURAL:
            return  # "the casualties included women" tells no more than "casualties" does
        named = re.search(_THEY_INCLUDED + r"\W*$", clause.text[: group.start], re.IGNORECASE)
        if named is not None:
            if re.search(r"wounded|injured", named.group(), re.IGNORECASE):
                facet = Facet.INJURED
            elif re.search(r"dead|deceased|slain", named.group(), re.IGNORECASE):
                facet = Facet.KILLED
            yield from self._finding(at, at, facet, "inverted", confidence)
            return
        listed = re.search(r"([GSN])c{1,3}a?$", clause.shape[:at])
        if listed is not None and clause.has_before(listed.start(1), _THEY_INCLUDED):
            yield from self._finding(at, at, facet, "inverted", confidence)
        elif listed is not None and (listed.start(1), facet) in self.taken:
            first = re.search(r"(?:[GSN]c{1,3}a?)+$", clause.shape[:at])
            if first is not None and clause.has_before(first.start(), _THEY_INCLUDED):
                yield from self._finding(at, at, facet, "inverted", confidence)

    def _follows_group(self, at: int) -> bool:
        """Tell whether a number of people was told in this sentence or the one before."""
        return bool(self.taken) or (self.before.facet is not None and at <= 6)

    def _strength(self) -> Iterator[Finding]:
        harmed = {member for member, _ in self.taken}
        for member, start, end in find_strength(self.clause):
            group = self.clause.items[member].group
            if group is None or member in harmed:
                continue
            offset = self.sentence.start
            value = CountValue(group.range, group.who)
            yield Finding(
                Facet.STRENGTH, value, offset + start, offset + end, "strength", confidence=0.6
            )

    # What the clause says of its number.

    def _is_generic(self, member: int, harm: int, rule: str) -> bool:
        """Tell "accused of killing civilians" and "the victims were killed" from a happening."""
        clause, group = self.clause, self.clause.items[member].group
        who = (group.who or "").casefold() if group else ""
        if re.fullmatch(
            r"(?:the|those|these|their|all|most of the)?\s*(?:victims|casualties)", who
        ):
            return True
        if clause.shape[harm] == Harm.DOING.value:
            return clause.has_before(harm, _ACCUSED)
        if clause.shape[harm] == Harm.PRESENT.value:
            return True
        return (
            rule == "noun"
            and group is not None
            and group.kind is GroupKind.PLURAL
            and not re.match(
                r"(?:the|two|three|his|her|their|its|these|those|all|dozens|\w+'s)\b",
                clause.text[clause.items[harm].end :].strip().casefold(),
            )
        )

    def _is_seen(self, member: int) -> bool:
        """Tell "saw many wounded people" from "help for wounded people"."""
        group = self.clause.items[member].group
        is_many = group is not None and bool(re.match(r"many|numerous", group.who or "", re.I))
        return is_many and self.clause.has_before(member, _SAW)

    def _evidence(self, member: int, harm: int) -> tuple[int, int]:
        """The words for the number with its verb; without it where other numbers lie between."""
        clause = self.clause
        start, end = clause.items[member].start, clause.items[member].end
        lead = re.search(r"i[prna]*(?:[GNSP]c{0,3}a?)*$", clause.shape[:member])
        if lead is not None and member != harm:
            first = clause.items[lead.start()]
            is_part = harm < lead.start() or "b" in clause.shape[member:harm] or member < harm
            if is_part and first.low != "(":
                return first.start, end
        # After a verb the gold quotes of a list's later members seldom reach back to it; before
        # a verb they reach on to it.
        if member > harm and re.search(r"[GNSP]|p.+c", clause.shape[harm + 1 : member]):
            return start, end
        left = min(start, clause.items[harm].start)
        right = max(end, clause.items[harm].end)
        if right - left - (end - start) > _VERB_WITHIN:
            return start, end
        return left, right

    def _mood(self, harm: int, rule: str) -> tuple[Stance, float, str]:
        """Whether the clause hedges, denies, or tells of what did not happen."""
        clause = self.clause
        if clause.items[harm].group is not None:
            return Stance.AFFIRM, _SURE, rule
        aux = auxiliary(clause, harm)
        begin = harm if aux is None else aux
        led = re.search(r"[hmuxrbt]*$", clause.shape[:harm])
        verb = led.group() if led else ""
        window = clause.text[max(0, clause.items[begin].start - 30) : clause.items[harm].start]
        if re.search(r"m[hurxb]*$|tr*$", verb) or (
            clause.shape[harm] == Harm.PRESENT.value
            and re.search(r"(?:\bto|\bnot|n['’]t)\s+(?:\w+\s+)?$", window, re.IGNORECASE)
            and not re.search(r"\bdid(?:\s+not|n['’]t)\s+$", window, re.IGNORECASE)
        ):
            return Stance.AFFIRM, _AGGREGATE, "hypothetical"
        before = clause.text[: clause.items[harm].start]
        if _CONDITIONAL.search(before) or (rule == "noun" and _PLANNED.search(before)):
            return Stance.AFFIRM, _AGGREGATE, "hypothetical"
        if "x" in verb or re.search(r"\bdid(?:\s+not|n['’]t)\s+$", window, re.IGNORECASE):
            return Stance.DENY, _HEDGED, rule
        if "u" in verb or _FEARED.search(self._lead(harm)):
            return Stance.UNCERTAIN, _HEDGED, rule
        return Stance.AFFIRM, _SURE, rule

    def _lead(self, harm: int) -> str:
        """The words before the clause that holds the word of harm."""
        clause = self.clause
        _, members = victims(clause, harm)
        first = min([harm, *members])
        return clause.text[: clause.items[first].start]

    def _is_aggregate(self, member: int, start: int, end: int) -> bool:
        """Tell totals of a war, a year or many events from the toll of one."""
        text = self.sentence.text
        around = lowered(text[max(0, start - 120) : end + 140])
        total = _TOTALS.search(around)
        if total and not (total.group().startswith("since") and _SUPERLATIVE.search(text)):
            return True
        group = self.clause.items[member].group
        floor = (group.range.low or group.range.high or 0) if group else 0
        return floor >= 10_000 or (
            floor >= _LARGE and (bool(_WARS.search(around)) or self.before.has_total)
        )


_FEARED = re.compile(
    r"\b(?:feared|believed|thought|suspected|possible|likely|probable)(?:\s+that)?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_MANY = CasualtyRange(2, None)
_SUFFERED = re.compile(
    r"\b(?:there\s+(?:have\s+been|had\s+been|were|are|was|is)|caus\w+|inflict\w+|suffer\w+"
    r"|sustain\w+|result\w+\s+in|incur\w+|le(?:ft|aving)|led\s+to|leading\s+to"
    r"|(?<!\b(?:no|of)\s)report(?:s|ed|ing)?)"
    r"(?:\s+an?\s+(?:large|great|high|huge|unspecified|unknown|undisclosed)\s+number\s+of)?"
    r"\s+(?:(?:heavy|many|some|numerous|mass|civilian|military|large|human|multiple|serious"
    r"|dozens\s+of|among|further)\s+){0,3}$",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"(?:\bno\s+(?:[\w'’-]+\s+){0,3}|\bwithout\s+(?:causing\s+|any\s+|further\s+|civilian\s+)*"
    r"|(?:\bnot|n['’]t)\s+(?:cause|suffer|sustain|result\s+in|inflict)"
    r"\s+(?:any\s+)?(?:\w+\s+)?)$",
    re.IGNORECASE,
)
_ONLY_LOOKS = re.compile(r"\b(?:apparent|visible|external|outward|obvious)\b", re.IGNORECASE)
_SAW = r"\b(?:saw|seen|seeing|counted|received|receiving|show(?:s|ed|ing))"
_TOLD_OF = re.compile(
    r"\s+(?:(?:have|had)\s+been|were|was|are)?\s*(?:inflicted|reported|caused|includ(?:ed|e|ing))\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(?:reports?|word|information|details|confirmation|claim|figures)\b", re.IGNORECASE
)
_MATERIAL = re.compile(
    r"\b(?:material|economic|financial|territorial|equipment|property|territory)\b", re.IGNORECASE
)
_THEY_INCLUDED = (
    r"(?:(?<!of )(?<!OF )\b"
    r"(?:they|the\s+(?:dead|wounded|injured|victims|casualties|deceased|slain))"
    r"\s+(?:also\s+)?(?:include[ds]?|were|are)|\bamong\s+them\s+(?:was|were|is|are))"
    r"(?:\s+at\s+least)?"
)
_ACCUSED = r"\b(?:of|for|from|by|against|about|stop|without|indiscriminately|avoid|are|is|keeps?)"
_CONDITIONAL = re.compile(
    r"\b(?:if|unless|in\s+case|threat(?:en\w*|s?)\s+to|plan(?:s|ned|ning)?\s+to|plot(?:s|ted|ting)?"
    r"\s+to|vow(?:s|ed|ing)?\s+to|tr(?:y|ies|ied|ying)\s+to|attempt(?:s|ed|ing)?\s+to"
    r"|aim(?:s|ed|ing)?\s+to|want(?:s|ed)?\s+to|in\s+order\s+to|able\s+to|capable\s+of)\s+"
    r"(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)

_PLANNED = re.compile(
    r"\b(?:attempted|attempt\s+at|plann?(?:ed|ing|s)?|plots?|plotting|would|could"
    r"|call(?:s|ed|ing)?\s+for"
    r"|threat\w*)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)


def _confirms(clause: Clause, at: int) -> bool:
    """Tell whether somebody is said to confirm the toll that was told before."""
    return clause.has_before(at, r"\bconfirm\w*\s+the") or clause.has_after(
        at, r"(?:was|has\s+been)\s+(?:also\s+)?confirmed"
    )


_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_TOTALS = re.compile(
    rf"""
    \bsince\s+(?:\w+\s+){{0,3}}(?:19|20)\d\d\b
    |\bsince\s+(?:it|they|he|she)\s+(?:first\s+)?(?:declared|proclaimed|seized|captured|took|came
        |overran|emerged|launched|began|started)\b
    |\bsince\s+(?:[\w'’-]+\s+){{0,4}}(?:war|conflict|uprising|revolt|insurgency|start|outbreak
        |beginning|began|begun|started|broke|erupted|escalated|offensive|{_MONTH}|then)\b
    |\b(?:over|in|during|for|within)\s+the\s+(?:past|last|previous)\s+(?:[\w-]+\s+)?
        (?:years?|months?|weeks?|decades?)\b
    |\b(?:over|in|during|for|within)\s+the\s+(?:past|last|previous)\s+
        (?:[5-9]|\d\d+|five|six|seven|eight|nine|ten|several|few)\s+days\b
    |\b(?:during|in|over)\s+the\s+(?:final|first|last|opening)\s+(?:\w+\s+)?(?:months|years|weeks)\b
    |\bin\s+(?:the\s+)?(?:\d+|two|three|four|five|six|several|recent|few)\s+(?:years|months|weeks)\b
    |(?<!earlier\s)(?<!later\s)\b(?:so\s+far\s+)?this\s+(?:year|month)\b(?!['’]s)|\blast\s+year\s+alone\b
    |\b(?:every|each|per)\s+(?:day|week|month|year)\b
    """,
    re.VERBOSE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:first|deadliest|worst|biggest|largest|bloodiest|most)\b", re.IGNORECASE
)
_WARS = re.compile(
    r"\b(?:war|conflict|insurgency|uprising|rebellion|revolt|since)\b", re.IGNORECASE
)
