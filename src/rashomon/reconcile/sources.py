"""How many independent words stand behind claims: by who speaks, and by whose text it is.

Policy: a side is one source, whoever speaks for it; a monitor or office known by name is one,
however many outlets quote it. Unnamed witnesses, residents and doctors are one source per
origin of text. An outlet's own voice counts only where its text credits nobody else with the
same: it may well repeat whom it quotes. Two claims are independent where both the source and
the origin of the text differ.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Set

from rashomon.reconcile.backing import Backing
from rashomon.reconcile.lineage import outlet_name
from rashomon.reconcile.voices import OUTLETS, UNNAMED_KINDS, bare_name, is_identified
from rashomon.records import Claim

__all__ = [
    "Source",
    "are_independent",
    "count_independent",
    "match",
    "origin_of",
    "source_of",
    "sources_of",
    "thinned",
]

Source = tuple[str, ...]


def source_of(claim: Claim, backing: Backing) -> Source:
    """Return who stands behind the claim: a side, a known speaker, or a text's own voice."""
    speaker = claim.speaker
    if speaker is None:
        return OUTLETS, origin_of(claim, backing)
    if speaker.kind in ("agency", "media") and not speaker.party:
        return OUTLETS, origin_of(claim, backing)
    if speaker.party:
        return "side", speaker.party
    if speaker.actor:
        return "actor", speaker.actor
    words = bare_name(speaker.words).casefold()
    if is_identified(claim):
        return "speaker", words
    # "A doctor" and "a doctor at the hospital" of one text may well be one and the same.
    who = speaker.kind if speaker.kind in UNNAMED_KINDS else words
    return "speaker", who, origin_of(claim, backing)


def origin_of(claim: Claim, backing: Backing) -> str:
    """Return the origin of the claim's text; what is relayed from an outlet comes from there."""
    relay = claim.source[-1] if claim.source else None
    if relay is not None and relay.kind in ("agency", "media") and not relay.party:
        name = outlet_name(relay.actor or relay.words)
        return backing.origin_named.get(name, name)
    return backing.origin(claim)


def are_independent(one: Claim, other: Claim, backing: Backing) -> bool:
    """Tell whether neither the source nor the origin of the text is the same."""
    return source_of(one, backing) != source_of(other, backing) and origin_of(
        one, backing
    ) != origin_of(other, backing)


def count_independent(claims: Iterable[Claim], backing: Backing) -> int:
    """Return how many of the claims can be picked so that each two are independent.

    That is the greatest matching of sources with origins: a source told by three texts is one,
    and so is a text that quotes three sources.
    """
    return match({(source_of(claim, backing), origin_of(claim, backing)) for claim in claims})


def match(pairs: Iterable[tuple[Source, str]]) -> int:
    """Return how many pairs of a source and an origin can be picked, each of both but once."""
    origins: dict[Source, set[str]] = {}
    for source, origin in pairs:
        origins.setdefault(source, set()).add(origin)
    holder: dict[str, Source] = {}
    held: dict[Source, str] = {}
    return sum(_is_placed(source, origins, holder, held) for source in thinned(origins))


def thinned(origins: Mapping[Source, Set[str]], more: int = 0) -> list[Source]:
    """Leave out sources that cannot count: of those with the same origins, as many as these are.

    `more` are kept of each sort, in case so many are taken away.
    """
    kept: list[Source] = []
    times: Counter[frozenset[str]] = Counter()
    for source, own in origins.items():
        alike = frozenset(own)
        times[alike] += 1
        if times[alike] <= len(alike) + more:
            kept.append(source)
    return kept


def _is_placed(
    source: Source,
    origins: Mapping[Source, Set[str]],
    holder: dict[str, Source],
    held: dict[Source, str],
) -> bool:
    """Give a source an origin of its own, moving others to free ones where that helps."""
    came_by: dict[str, Source] = {}
    waiting = deque([source])
    while waiting:
        asking = waiting.popleft()
        for origin in origins[asking] - came_by.keys():
            came_by[origin] = asking
            if origin in holder:
                waiting.append(holder[origin])
                continue
            free: str | None = origin
            while free is not None:  # back along the way: each takes it and gives up its own
                taker = came_by[free]
                holder[free] = taker
                held[taker], free = free, held.get(taker)
            return True
    return False


def sources_of(claims: Iterable[Claim], backing: Backing) -> frozenset[Source]:
    """Return the different sources behind the claims, each once."""
    found: dict[Source, set[str]] = {}
    for claim in claims:
        found.setdefault(source_of(claim, backing), set()).add(origin_of(claim, backing))
    credited = {
        origin for source, origins in found.items() if source[0] != OUTLETS for origin in origins
    }
    return frozenset(
        source
        for source, origins in found.items()
        if source[0] != OUTLETS or not origins <= credited
    )
