"""Whom a common noun means: the war that a report is about, and the groups that it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from rashomon.records import Actor, ActorKind
from rashomon.reference.actor_table import GENERIC, State, first_words, hits, table, tokens_of

__all__ = ["ActorContext", "meant", "war_of"]


@dataclass(frozen=True, slots=True)
class ActorContext:
    """What a report's common nouns mean: its country, and the groups and persons it names.

    `groups` are the armed groups that it names, most often named first; `coalition` the
    coalition that "the coalition" means; `persons` the names that it ties to an actor.
    """

    country: str | None = None
    groups: tuple[Actor, ...] = ()
    coalition: Actor | None = None
    persons: Mapping[str, Actor] = field(default_factory=dict)


# Armed groups that common nouns such as "militants" never mean.
_STATE_ALLIES = frozenset(
    ("Peshmerga", "Popular Mobilization Forces", "Northern Alliance", "Wagner Group")
)


def meant(role: str, context: ActorContext) -> Actor | None:
    """Whom a common noun means in the report's war; None where that cannot be told."""
    tables = table()
    state = tables.states.get(context.country or "")
    if role == "government":
        if state and state.name == "United Kingdom":
            return Actor("British Army", ActorKind.FORCE, state.forces.party)
        return state.forces if state else None
    if role == "police":
        return Actor("police", ActorKind.FORCE, state.forces.party if state else None)
    if role == "coalition":
        return context.coalition
    if role == "gunmen":
        return Actor("unidentified armed men", ActorKind.ARMED_GROUP)
    if role == "kurdish":
        if context.country == "Iraq":
            return Actor("Peshmerga", ActorKind.ARMED_GROUP, table().parties.get("Peshmerga"))
        if context.country == "Turkey":
            name = "Kurdistan Workers' Party"
        else:
            name = "Syrian Democratic Forces"
        return Actor(name, ActorKind.ARMED_GROUP, table().parties.get(name))
    is_in_syria = state is not None and state.name == "Syria"
    local = [g for g in context.groups if tables.countries.get(g.name) == context.country]
    if role == "terrorists" and not is_in_syria:
        role = "militants"
    if role == "militants" and context.groups and not is_in_syria:
        foes = [g for g in (*local, *context.groups) if g.name not in _STATE_ALLIES]
        return foes[0] if foes else None
    # In Syria the word means whoever fights the state, unless the text names one group alone.
    is_only = [g.name for g in context.groups[:1]] == ["Islamic State"] and not [
        g for g in local if g.name != "Syrian Democratic Forces"
    ]
    if role == "militants" and is_only:
        return context.groups[0]
    if state is None:
        foes = [g for g in context.groups if g.name not in _STATE_ALLIES]
        return foes[0] if foes else None
    if state.opposition:
        return Actor(state.opposition, ActorKind.ARMED_GROUP, table().parties.get(state.opposition))
    if local:
        return local[0]
    if role in ("militants", "terrorists") or not state.demonyms:
        return None
    name = f"{state.demonyms[0]} rebels"
    return Actor(name, ActorKind.ARMED_GROUP, name)


def war_of(text: str, is_capitals: bool) -> ActorContext:
    """Tell which war a report is about, from the countries, towns and groups that it names.

    States with a war of their own outweigh those that are named as outside powers: a report
    on Aleppo names Russia and the United States as often as Syria.
    """
    tables = table()
    tokens = tokens_of(text)
    countries: Counter[str] = Counter()
    groups: Counter[Actor] = Counter()
    coalitions: Counter[str] = Counter()
    openings = first_words()
    at = 0
    while at < len(tokens):
        if tokens[at].folded not in openings:
            at += 1
            continue
        best = max(hits(text, tokens, at, is_capitals), key=lambda hit: hit.words, default=None)
        if best is None:
            at += 1
            continue
        if best.state is not None:
            countries[best.state.name] += _weight(best.state, best.role)
        elif best.actor is not None and best.actor.party != GENERIC:
            actor = best.actor
            if actor.name in tables.countries:
                countries[tables.countries[actor.name]] += 2
            if actor.kind is ActorKind.ARMED_GROUP:
                groups[actor] += 1
            if actor.kind is ActorKind.COALITION:
                coalitions[actor.name] += 1
        at += best.words
    country = max(countries, key=lambda name: countries[name]) if countries else None
    return ActorContext(
        country,
        tuple(actor for actor, _ in groups.most_common()),
        _coalition(country, coalitions),
    )


def _weight(state: State, role: str) -> int:
    if role == "city":
        return 3
    return 3 if state.has_war else 1 if state.name != "United States" else 0


def _coalition(country: str | None, named: Counter[str]) -> Actor | None:
    coalitions = table().coalitions
    by_country = {
        "Syria": "US-led coalition",
        "Iraq": "US-led coalition",
        "Afghanistan": "US-led coalition",
        "Yemen": "Saudi-led coalition",
        "Libya": "NATO",
    }
    usual = coalitions.get(by_country.get(country or "", ""))
    if usual is None and named:
        return coalitions[named.most_common(1)[0][0]]
    return usual


# "US Defense Secretary Jim Mattis": the name after an actor and an office.
