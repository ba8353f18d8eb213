"""Actors' mentions in a stretch of text, the longest at each place.

A modifier such as "Iran-backed" or "rebel-held" names an actor that did not act; it is never
taken for the phrase's actor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rashomon.records import Actor, ActorKind
from rashomon.reference.actor_context import ActorContext, meant
from rashomon.reference.actor_table import (
    GENERIC,
    Hit,
    Token,
    first_words,
    hits,
    is_joined,
    tokens_of,
)

__all__ = ["FoundActor", "scan_actors"]


@dataclass(frozen=True, slots=True)
class FoundActor:
    """An actor's mention: where it stands, and how sure its reading is.

    `is_generic` is set for common nouns ("rebels"), `is_demonym` for a bare adjective before
    a noun of violence ("a Russian strike"), `is_country` for a bare name of a state or seat.
    """

    start: int
    end: int
    actor: Actor
    is_generic: bool = False
    is_demonym: bool = False
    is_country: bool = False


# A noun that makes the demonym before it mean the state's forces or officials.
_FORCE_NOUNS = frozenset(
    """army armies force forces troop troops military militaries soldier soldiers warplane
    warplanes jet jets plane planes aircraft bomber bombers helicopter helicopters drone drones
    navy police government regime authorities official officials officer officers ministry
    minister president premier spokesman spokeswoman spokesperson ambassador commandos marines
    artillery tank tanks tankers howitzers gunners gunboat gunboats warship warships
    servicemen guards guardsmen servicemember paratroopers airforce fighters militiamen
    militias militia commander commanders general generals intelligence administration
    side media television airpower aircrafts aviation missiles missile gunship gunships
    peacekeepers convoy secretary pilots snipers junta regimes leadership embassy envoy diplomat
    diplomats airmen infantry conscripts loyalists paramilitaries paramilitary
    brigade batteries governor""".split()
)
_REBEL_NOUNS = frozenset(
    """rebel rebels opposition insurgent insurgents guerrilla guerrillas guerilla guerillas
    militant militants separatist separatists dissidents factions islamists
    gunmen gunman""".split()
)
_FORCE_MODIFIERS = frozenset(
    """air special security armed defence defense foreign interior state military government
    regime war fighter ground general top senior army federal border occupation riot central
    elite naval navy combat attack tank combined joint health information prime deputy vice
    national troops rescue bomber artillery local provincial counterterrorism and
    police intelligence affairs run owned paramilitary high ranking surveillance
    helicopter""".split()
)
_VIOLENT_NOUNS = frozenset(
    """strike strikes airstrike airstrikes raid raids attack attacks shelling bombing bombings
    bombardment bombardments bombs bomb assault assaults offensive offensives fire missile
    missiles rocket rockets shell shells mortar mortars onslaught incursion invasion aggression
    operation operations air aerial drone artillery barrage sniper gunfire killing massacre
    ambush ambushes counterattack counteroffensive blockade siege tank naval cross""".split()
)
# Nouns behind a group's name that are still the group ("Hamas fighters").
_KIN = (
    _FORCE_NOUNS
    | _REBEL_NOUNS
    | frozenset(("group", "groups", "members", "terrorists", "jihadists", "gunman", "units"))
) - frozenset(("missile", "missiles", "tank", "tanks", "drone", "drones", "media", "artillery"))
_FIGHTING = (ActorKind.ARMED_GROUP, ActorKind.COALITION, ActorKind.FORCE, ActorKind.STATE)
# A word after the mention that turns it into a mere modifier: "rebel-held", "US-backed".
_MODIFYING = frozenset(
    """backed led held controlled supported allied linked aligned affiliated run ruled occupied
    dominated besieged built made based protected sponsored recognised recognized funded armed
    trained appointed populated supplied free brokered imposed style era bastion offshoot
    offshoots stronghold territory territories areas affiliate affiliates
    sympathizers sympathisers""".split()
)
_HYPHENED = re.compile(r"[-‑–]\s?$")


_PLACING = frozenset(
    """in from to across inside into over near northern southern eastern western northeast
    northwest southeast southwest north south east west around through throughout between of
    outside central via off leave left within""".split()
)
_SPREAD = 4  # words that may stand between a demonym and its noun ("Syrian regime war planes")


def scan_actors(
    text: str, context: ActorContext | None = None, is_capitals: bool = False
) -> list[FoundActor]:
    """Find every actor's mention in `text`, in order, the longest at each place.

    Common nouns are found only as far as the context tells whom they mean.
    """
    context = context or ActorContext()
    tokens = tokens_of(text)
    found: list[FoundActor] = []
    is_led = any(word in text.lower() for word in _LEADING)
    openings = first_words()
    at = 0
    while at < len(tokens):
        if tokens[at].folded not in openings and tokens[at].folded not in _BARE_SIDES:
            at += 1
            continue
        mention, used = _mention_at(text, tokens, at, context, is_capitals)
        if mention is not None:
            last = found[-1] if found else None
            between = text[last.end : mention.start].lower() if last else ""
            if (
                last
                and last.is_generic
                and (between in _OF or (between in _NAMED and _is_group(mention)))
            ):
                # "guerrillas of the FMLN": one mention, of the proper name.
                found[-1] = replace(mention, start=last.start)
            elif last and mention.is_generic and _is_kin(text[last.end : mention.start], last):
                # "Islamic State militants", "Boko Haram insurgents": one mention.
                found[-1] = replace(last, end=mention.end)
            else:
                lead = (
                    _LED_BY_KIN.search(text, max(0, mention.start - _LEAD), mention.start)
                    if is_led
                    else None
                )
                if lead and (not last or last.end <= lead.start()):
                    mention = replace(mention, start=lead.start())
                elif lead and last and last.is_generic and last.start >= lead.start():
                    found.pop()
                    mention = replace(mention, start=last.start)
                found.append(mention)
        at += max(1, used)
    return found


_LEADING = ("loyal", "aligned", "allied", "belonging", "faithful")  # what each lead holds
_LEAD = 110  # characters before a name in which "forces loyal to" is looked for
_OF = (" of the ", " of ", " from the ", " from ")
# "forces loyal to the president, X": the kin belong to the mention.
_LED_BY_KIN = re.compile(
    r"\b(?:forces?|troops|fighters|militias?|militiamen|militants|gunmen|soldiers|units|tribesmen|"
    r"insurgents|rebels|factions|groups?)\s+(?:loyal to|aligned with|allied with|allied to|"
    r"belonging to|faithful to)\s+(?:[\w'’-]+\s+){0,4}?$",
    re.IGNORECASE,
)


# "the militant group X", "rebel group X": one mention, of the proper name.
_NAMED = (" ", " group ", " groups ", " organization ", " organisation ", " movement ", " network ")


def _is_group(mention: FoundActor) -> bool:
    is_bare = mention.is_generic or mention.is_country or mention.is_demonym
    return mention.actor.kind is ActorKind.ARMED_GROUP and not is_bare


def _is_kin(between: str, last: FoundActor) -> bool:
    return not last.is_generic and between in (" ", " group ", "\n", " movement ", " group's ")


def _mention_at(
    text: str, tokens: Sequence[Token], at: int, context: ActorContext, is_capitals: bool
) -> tuple[FoundActor | None, int]:
    """The mention that begins at a word, and how many words it (or a mere name) takes."""
    if at and tokens[at - 1].folded in ("anti", "non", "al", "el", "counter"):
        before = text[tokens[at - 1].end : tokens[at].start]
        if before.strip() in ("-", "–", "‑"):
            return None, 1
    best: FoundActor | None = None
    used = 0
    for hit in hits(text, tokens, at, is_capitals):
        candidate, reach = _read_hit(text, tokens, at, hit, context)
        if reach > used or (reach == used and candidate is not None):
            best, used = candidate, reach
    if best is None and used <= 1:
        best = _bare_side(text, tokens, at, context)
    return best, used


# Words for a side that name it only before a noun of violence ("government shelling").
_STRUCK_WITH = _VIOLENT_NOUNS - {"operation", "operations"}
_BARE_SIDES = {"government": "government", "opposition": "opposition", "loyalist": "government"}


def _bare_side(
    text: str, tokens: Sequence[Token], at: int, context: ActorContext
) -> FoundActor | None:
    role = _BARE_SIDES.get(tokens[at].folded)
    if role is None or at + 1 >= len(tokens) or not is_joined(text, tokens[at], tokens[at + 1]):
        return None
    if tokens[at + 1].folded not in _STRUCK_WITH:
        return None
    whom = meant(role, context)
    return FoundActor(tokens[at].start, tokens[at].end, whom, is_generic=True) if whom else None


def _read_hit(
    text: str, tokens: Sequence[Token], at: int, hit: Hit, context: ActorContext
) -> tuple[FoundActor | None, int]:
    last = at + hit.words - 1
    start, end = tokens[at].start, tokens[last].end
    if hit.state is not None:
        return _read_state(text, tokens, at, hit, context)
    actor = hit.actor
    assert actor is not None
    if _is_modifier(text, tokens, last):
        return None, hit.words
    if actor.party == GENERIC:
        whom = meant(actor.name, context)
        return (FoundActor(start, end, whom, is_generic=True) if whom else None), hit.words
    reach = hit.words
    while actor.kind in _FIGHTING and (kin := last + 1) < len(tokens):
        is_next = text[tokens[last].end : tokens[kin].start].isspace()
        if not (is_next and tokens[kin].folded in _KIN) or _is_modifier(text, tokens, kin):
            break
        last, reach = kin, reach + 1
    return FoundActor(start, tokens[last].end, actor), reach


_SIDE_NOUNS = _FORCE_NOUNS | _REBEL_NOUNS


def _read_state(
    text: str, tokens: Sequence[Token], at: int, hit: Hit, context: ActorContext
) -> tuple[FoundActor | None, int]:
    """A state's name, demonym or seat, with the noun that says what of it acts."""
    state = hit.state
    assert state is not None
    last = at + hit.words - 1
    start = tokens[at].start
    if hit.role == "city":
        return None, hit.words
    if hit.role in ("demonym", "country"):
        for step in range(1, _SPREAD + 1):
            index = last + step
            if index >= len(tokens) or not is_joined(text, tokens[index - 1], tokens[index]):
                break
            word = tokens[index].folded
            if _is_modifier(text, tokens, index) and word not in _FORCE_MODIFIERS:
                break
            if word in _REBEL_NOUNS:
                inner = replace(context, country=state.name)
                whom = meant("opposition", inner)
                if whom and not _is_modifier(text, tokens, index):
                    return FoundActor(start, tokens[index].end, whom), hit.words + step
                break
            if word in _FORCE_NOUNS and not _is_modifier(text, tokens, index):
                following = tokens[index + 1].folded if index + 1 < len(tokens) else ""
                if word in _FORCE_MODIFIERS and following in _SIDE_NOUNS:
                    continue
                return FoundActor(start, tokens[index].end, state.forces), hit.words + step
            following = tokens[index + 1].folded if index + 1 < len(tokens) else ""
            if word in _VIOLENT_NOUNS and step == 1 and following not in _FORCE_NOUNS:
                return (
                    FoundActor(start, tokens[last].end, state.forces, is_demonym=True)
                ), hit.words
            if word in _VIOLENT_NOUNS and tokens[index - 1].folded in ("air", "regime", "army"):
                return FoundActor(start, tokens[index - 1].end, state.forces), hit.words
            is_make = (
                step == 1 and tokens[index].raw[:1].isupper() and tokens[index].raw[1:].islower()
            )
            if is_make and following in _ARMS:
                continue  # "a Russian Kinzhal missile"
            if word not in _FORCE_MODIFIERS:
                break
    if hit.role == "demonym" and _is_paired(text, tokens, last, context):
        return FoundActor(start, tokens[last].end, state.forces, is_demonym=True), hit.words
    if _is_modifier(text, tokens, last) or hit.role == "demonym":
        return None, hit.words
    if at and tokens[at - 1].folded in _PLACING:
        return None, hit.words
    if hit.role == "country" and state.has_war and not _is_subject(tokens, last):
        return None, hit.words
    if hit.role == "seat" and at and tokens[at - 1].folded in _CHARGING:
        return FoundActor(start, tokens[last].end, state.forces, is_country=True), hit.words
    is_office = hit.role == "seat" and tokens[last].folded in _OFFICES
    is_alone = len(tokens) <= hit.words + 1
    if hit.role == "seat" and not (is_office or is_alone or _is_subject(tokens, last)):
        return None, hit.words
    return FoundActor(start, tokens[last].end, state.forces, is_country=True), hit.words


def _is_paired(text: str, tokens: Sequence[Token], last: int, context: ActorContext) -> bool:
    """Tell whether a demonym shares the force that is named after an "and" behind it.

    "Russian and Syrian planes", "Saudi and regime jets".
    """
    if last + 2 >= len(tokens) or tokens[last + 1].folded not in ("and", "or"):
        return False
    if not is_joined(text, tokens[last], tokens[last + 1]):
        return False
    other, used = _mention_at(text, tokens, last + 2, context, tokens[last].raw.isupper())
    return other is not None and used > 0 and not other.is_country


_SUBJECTS_VERBS = frozenset(
    """has had says said denies denied claims claimed accuses accused blames blamed insists
    insisted maintains maintained rejects rejected warned warns launched carried bombed struck
    confirmed announced reported told did admitted vowed called described condemned argues
    also have""".split()
)


# "blamed Moscow": the seat is the state.
_CHARGING = frozenset("blamed blames blaming accused accuses accusing".split())
_ARMS = frozenset(
    """missile missiles drone drones jet jets tank tanks helicopter helicopters warplane warplanes
    bomber bombers aircraft gunship gunships rocket rockets""".split()
)
# Seats that are offices, not towns.
_OFFICES = frozenset(("pentagon", "kremlin", "house", "street", "whitehall", "elysee", "britain"))
_FILLERS = frozenset(("however", "also", "meanwhile", "itself", "later", "has", "repeatedly"))


def _is_subject(tokens: Sequence[Token], last: int) -> bool:
    if last + 1 < len(tokens) and tokens[last + 1].folded in _FILLERS:
        last += 1
    return last + 1 < len(tokens) and tokens[last + 1].folded in _SUBJECTS_VERBS


def _is_modifier(text: str, tokens: Sequence[Token], last: int) -> bool:
    """Tell whether the words that follow make the name a mere modifier ("rebel-held")."""
    if last + 1 >= len(tokens):
        return False
    following = tokens[last + 1]
    between = text[tokens[last].end : following.start]
    if last + 2 < len(tokens) and tokens[last + 2].folded == "by" and between == " ":
        return False  # "rebels backed by Turkey" are rebels
    if following.folded not in _MODIFYING or between.strip() not in ("", "-", "–", "‑"):
        return False
    if following.folded in ("backed", "supported", "led", "run", "armed", "trained", "held"):
        return bool(_HYPHENED.search(between)) or following.folded != "armed"
    return True


# Armed groups that common nouns such as "militants" never mean.
