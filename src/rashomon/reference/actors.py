"""Which actor a noun phrase means: a table of proper names, and the report's own context.

Proper names ("Jaysh al-Islam", "Centcom") are looked up in `actors.csv`, states and their
demonyms in `states.csv`. Common nouns ("the regime", "rebels", "the coalition") mean whoever
they mean in the war that the report is about, so they are resolved against an `ActorContext`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from rashomon.records import Actor, ActorKind, Speaker
from rashomon.reference.actor_context import ActorContext, war_of
from rashomon.reference.actor_scan import FoundActor, scan_actors
from rashomon.reference.actor_table import table
from rashomon.reference.letter_case import is_in_capitals

__all__ = [
    "ActorContext",
    "FoundActor",
    "context_of",
    "party_of",
    "resolve_actor",
    "scan_actors",
    "with_actor",
]


@lru_cache(maxsize=8)  # every finder asks again for the report at hand
def context_of(text: str) -> ActorContext:
    """Tell which war a report is about, from the countries, towns and groups that it names."""
    is_capitals = is_in_capitals(text)
    context = war_of(text, is_capitals)
    return replace(context, persons=_persons(text, context, is_capitals))


# "US Defense Secretary Jim Mattis": the name after an actor and an office.
_NAMED = r"((?:[A-Z][\w'’-]+\s+(?:al-|bin |de )?){1,3}[A-Z][\w'’-]+)"
_OFFICE = (
    r"(?i:secretary|minister|spokes\w+|director|chief|head|general|gen|president|envoy|"
    r"commander|official|colonel|col|lieutenant|lt|major|maj|brigadier|ambassador|reporter|"
    r"governor|leader)"
)
_OFFICE_THEN_NAME = re.compile(rf"(?:\s+[\w’'-]+){{0,5}}?\s*\b{_OFFICE}\.?\s+{_NAMED}")
_ITS_OFFICE = re.compile(rf"(?:['’]s)?\s+({_OFFICE})\b")
_ENDS_WITH_OFFICE = re.compile(rf"\b{_OFFICE}$")
_NAME_AT_ONCE = re.compile(rf"\s+{_NAMED}")
# "Rami Abdel Rahman head of the Syrian Observatory": the office after the name.
_NAME_THEN_OFFICE = re.compile(
    _NAMED + r",?\s+(?:an?\s|the\s)?(?:\w+\s+){0,4}?"
    r"(?:head|director|chief|leader|spokes\w+|commander|member|secretary)\s+(?:of|for|at)\s+$"
)
_HANGS_ON = re.compile(r"\s(?:of|for|at)\s+$")
_ARTICLE = re.compile(r"\b(?:the|a|an)\s$")
# "Regional governor NAME", "the mayor, NAME", "Jubaland security minister NAME": an office of
# the land that the report is about, unless somebody else is said to have filled it.
_HOME_OFFICE = re.compile(
    r"(?:\b(?P<by>[A-Z][\w'’]+)[-‑–](?:installed|appointed|backed|run|imposed|controlled)\s+"
    r"(?:[\w'’-]+\s+){0,3}?)?(?<![-‑–])\b"
    r"(?:(?i:governor|mayor)(?:\s+of\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?)?|"
    r"[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?\s+(?:(?:regional|provincial|state)\s+)?"
    r"(?i:security|interior|information|police)\s+(?i:minister|chief|commissioner))"
    rf"(?:,\s+|\s+){_NAMED.replace('((', '(?P<name>(', 1)}"
)


def _persons(text: str, context: ActorContext, is_capitals: bool) -> dict[str, Actor]:
    """Names that stand beside an office and an actor; none where capitals hide names."""
    if is_capitals:
        return {}
    persons: dict[str, Actor] = {}
    for mention in scan_actors(text, context):
        if mention.actor.kind in (ActorKind.AGENCY, ActorKind.MEDIA):
            continue
        after = _OFFICE_THEN_NAME.match(text, mention.end, mention.end + 110)
        lead_in = _ARTICLE.sub("", text[max(0, mention.start - 90) : mention.start])
        before = _NAME_THEN_OFFICE.search(lead_in) if _HANGS_ON.search(lead_in) else None
        if _ENDS_WITH_OFFICE.search(text[mention.start : mention.end]):
            after = _NAME_AT_ONCE.match(text, mention.end, mention.end + 60) or after
        for found in filter(None, (before, after)):
            persons.setdefault(" ".join(found.group(1).split()).casefold(), mention.actor)
        # "a Pentagon spokesman said … the spokesman, Adrian Rankine-Galloway, told"
        office = _ITS_OFFICE.match(text, mention.end)
        if office:
            again = re.compile(rf"\b[Tt]he {re.escape(office.group(1))},?\s+{_NAMED}")
            named = again.search(text, office.end())
            if named:
                name = " ".join(named.group(1).split()).casefold()
                persons.setdefault(name, mention.actor)
    state = table().states.get(context.country or "")
    if state is not None:
        for found in _HOME_OFFICE.finditer(text):
            holder = " ".join(found["name"].split()).casefold()
            by = found["by"]
            runs = _side(by, context) if by else state.forces
            if runs is not None:
                persons.setdefault(holder, runs)
    return persons


_LOYAL = re.compile(r"\b(?:loyal to|aligned with|allied with|allied to|belonging to)\b", re.I)
_HELPED = re.compile(r"\b(?:backed by|supported by|with the support of|fighting|battling)\b", re.I)


def resolve_actor(words: str, context: ActorContext | None = None) -> Actor | None:
    """Tell which actor a noun phrase means; None where neither it nor the context tells.

    >>> resolve_actor("the US-led coalition's aircraft").name
    'US-led coalition'
    >>> resolve_actor("regime warplanes", ActorContext("Syria")).name
    'Syrian government forces'
    """
    context = context or ActorContext()
    person = context.persons.get(" ".join(words.split()).casefold())
    letters = [c for c in words if c.isalpha()]
    is_capitals = len(letters) > 8 and all(c.isupper() for c in letters)
    loyal = _LOYAL.search(words)
    if loyal:
        side = resolve_actor(words[loyal.end() :], context)
        if side is not None:
            return side
    helped = _HELPED.search(words)
    found = scan_actors(words[: helped.start()] if helped else words, context, is_capitals)
    if found:
        # A proper name tells more than a common noun, and that more than a bare state.
        return min(found, key=lambda f: (f.is_country, f.is_generic)).actor
    return person


def party_of(canonical: str) -> str | None:
    """Return the side that an actor, by canonical name, speaks and fights for."""
    return table().parties.get(canonical)


# Speakers by what they are, not by whom they serve: no side is theirs.
_ROLES: tuple[tuple[re.Pattern[str], ActorKind], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), kind)
    for pattern, kind in (
        (
            r"medical (?:source|official|staff|worker)s?|medics?|doctors?|nurses?|hospitals?|"
            r"paramedics?|surgeons?|physicians?|morgue|health (?:official|worker)s?|ambulance",
            ActorKind.MEDIC,
        ),
        (r"rescuers?|rescue workers?|civil defen[cs]e|first responders?|fire brigade|"
         r"firefighters?|emergency services?|red (?:cross|crescent)", ActorKind.RESCUER),
        (r"(?:eye)?witness(?:es)?", ActorKind.WITNESS),
        (r"residents?|villagers?|locals|inhabitants?|relatives?|neighbou?rs?|survivors?|"
         r"tribal (?:elders?|leaders?)|elders?|community leaders?", ActorKind.RESIDENT),
        (r"activists?|campaigners?", ActorKind.ACTIVIST),
        (r"monitors?|monitoring groups?|rights groups?|observator(?:y|ies)|war monitor|"
         r"human rights", ActorKind.MONITOR),
    )
)  # fmt: skip
_NEUTRAL_ROLES = (ActorKind.MEDIC, ActorKind.WITNESS, ActorKind.RESIDENT, ActorKind.ACTIVIST)
_STATE_ROLE = re.compile(
    r"\b(?:military|army|security|police|police command|government|state|ministry|minister|"
    r"president|presidency|intelligence|authorities|governor|mayor|prosecutors?|officials? in the "
    r"capital|provincial|interior|defen[cs]e|foreign|militia commander|troops?)\b",
    re.IGNORECASE,
)
_STATE_MEDIA = re.compile(
    r"\bstate(?:-| )?(?:run|owned)?\s?(?:tv|television|media|news|radio|broadcaster)",
    re.IGNORECASE,
)
_MEDIA = re.compile(
    r"\b(?:tv|television|media|newspapers?|radio|broadcaster|channel|journalists?|reporters?|"
    r"correspondents?|news agency|photographer|website|daily)\b",
    re.IGNORECASE,
)
# "The Houthi-run health ministry", "the ministry in Houthi-held Sanaa": the office is theirs.
_OFFICES = (
    r"(?:ministry|ministries|ministers?|government|administration|authority|authorities|agency|"
    r"media|tv|television|radio|broadcaster|police|officials?|governor|mayor|department|council)"
)
_RUN = r"[-‑– ](?:run|controlled|installed|appointed|administered)\b"
_HELD = r"[-‑– ](?:run|controlled|held|administered)\b"
_OFFICE_RUN_BY = re.compile(
    rf"^(?:an? |the )?(?P<by>[\w'’-]+(?: [\w'’-]+){{0,3}}?){_RUN}"
    rf"(?= (?:[\w'’-]+ ){{0,4}}?{_OFFICES}\b)|"
    rf"\b{_OFFICES} in (?P<where>[\w'’-]+(?: [\w'’-]+)?){_HELD}",
    re.IGNORECASE,
)
# They serve an authority: with a side named, they speak for it ("Sudanese health officials").
_HEALTH_OFFICIALS = re.compile(r"\bhealth (?:officials?|authorit(?:y|ies))\b", re.IGNORECASE)


def _side(words: str, context: ActorContext) -> Actor | None:
    """Tell whom a modifier names: "Houthi" in "Houthi-run", "Russian" in "Russian-led"."""
    if words.casefold() == "state":
        return None
    return resolve_actor(words, context) or resolve_actor(f"{words} forces", context)


def _runs_office(words: str, context: ActorContext) -> Actor | None:
    """Tell who runs the office that speaks; None where none is named for it."""
    found = _OFFICE_RUN_BY.search(words)
    if found is None:
        return None
    actor = _side(found["by"] or found["where"], context)
    fights = (ActorKind.ARMED_GROUP, ActorKind.FORCE, ActorKind.STATE)
    return actor if actor is not None and actor.kind in fights else None


def with_actor(speaker: Speaker, context: ActorContext | None = None) -> Speaker:
    """Fill in a speaker's actor, party and kind, as far as its words and the context tell.

    Doctors, witnesses, residents, activists, monitors and rescuers speak for no side.
    """
    context = context or ActorContext()
    words = speaker.words
    actor = _runs_office(words, context) or resolve_actor(words, context)
    if actor is not None and actor.kind in (
        ActorKind.AGENCY,
        ActorKind.MONITOR,
        ActorKind.RESCUER,
        ActorKind.MEDIC,
        ActorKind.MEDIA,
        ActorKind.ACTIVIST,
    ):
        return _filled(speaker, actor)
    role = next((kind for pattern, kind in _ROLES if pattern.search(words)), None)
    if role is not None and (actor is None or role in _NEUTRAL_ROLES):
        is_theirs = actor is not None and bool(_HEALTH_OFFICIALS.search(words))
        party = actor.party if actor is not None and is_theirs else None
        return replace(speaker, kind=role.value, actor=None, party=party)
    state = table().states.get(context.country or "")
    if _STATE_MEDIA.search(words):
        owner = actor or (state.forces if state else None)
        return replace(
            speaker,
            kind=ActorKind.MEDIA.value,
            actor=owner.name if owner else None,
            party=owner.party if owner else None,
        )
    if actor is not None:
        return _filled(speaker, actor)
    if _MEDIA.search(words):
        return replace(speaker, kind=ActorKind.MEDIA.value)
    if state is not None and _STATE_ROLE.search(words):
        return _filled(speaker, state.forces)
    if role is not None:
        return replace(speaker, kind=role.value)
    return speaker


def _filled(speaker: Speaker, actor: Actor) -> Speaker:
    return replace(speaker, actor=actor.name, party=actor.party, kind=actor.kind.value)
