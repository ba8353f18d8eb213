"""Toponyms in; gazetteer places out, with the precision that the words allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.locate.context import Context, read_context
from rashomon.locate.gazetteer import Gazetteer, open_built, open_gazetteer
from rashomon.locate.local_days import in_local_days
from rashomon.locate.resolve import Resolver
from rashomon.locate.runs import run_apart
from rashomon.locate.toponyms import ToponymResult, resolve_toponyms
from rashomon.records import Claim, Facet, Mention, PlaceValue, Reading
from rashomon.reference.letter_case import is_in_small_letters

__all__ = [
    "Gazetteer",
    "ToponymResult",
    "locate",
    "open_built",
    "open_gazetteer",
    "resolve_place",
    "resolve_places",
    "resolve_toponyms",
]

# The reader gives less than this to a capitalized word that nothing but its position marks as
# a place. Such a claim stands only if the gazetteer knows the word.
_NEEDS_GAZETTEER = 0.5


def locate(reading: Reading, gazetteer: Gazetteer) -> Reading:
    """Resolve the places of a reading's claims and mentions.

    A place that cannot be resolved stays as its words, with the reason; it never costs the
    others theirs. Claims that rest on a mere capitalized word (confidence below one half)
    are dropped where the gazetteer does not know it. Days told in another time zone become
    those of the place.
    """
    context = read_context(reading.report.text, gazetteer)
    reading = replace(reading, claims=tuple(_apart(reading.claims, context, gazetteer)))
    is_small = is_in_small_letters(reading.report.text)
    resolver = Resolver(context, gazetteer, has_no_capitals=is_small)
    values: dict[tuple[int, str], PlaceValue] = {}

    def resolved(value: PlaceValue, offset: int) -> PlaceValue:
        key = (offset, value.words)
        if key not in values:
            values[key] = resolver.resolve(value.words, offset)
        return values[key]

    wanted = {
        (claim.evidence.start, claim.value.words)
        for claim in reading.claims
        if isinstance(claim.value, PlaceValue)
    }
    wanted |= {
        (_offset_of(mention, reading), mention.place.words)
        for mention in reading.mentions
        if mention.place is not None
    }
    for offset, words in sorted(wanted):  # in the order of the text, for "the village"
        resolved(PlaceValue(words), offset)
    claims: list[Claim] = []
    for claim in reading.claims:
        if claim.facet == Facet.PLACE and isinstance(claim.value, PlaceValue):
            value = resolved(claim.value, claim.evidence.start)
            is_known = value.is_resolved and value.words not in resolver.surrogates
            is_doubtful = claim.confidence < _NEEDS_GAZETTEER
            if is_doubtful and (not is_known or resolver.is_foreign(value)):
                continue
            claim = replace(claim, value=value)
        claims.append(claim)
    mentions = tuple(
        replace(mention, place=resolved(mention.place, _offset_of(mention, reading)))
        if mention.place is not None
        else mention
        for mention in reading.mentions
    )
    return in_local_days(replace(reading, claims=tuple(claims), mentions=mentions))


def _apart(claims: tuple[Claim, ...], context: Context, gazetteer: Gazetteer) -> Iterator[Claim]:
    """The claims, those of places that were run together one for each place."""
    for claim in claims:
        if isinstance(claim.value, PlaceValue):
            for words in run_apart(claim.value.words, context, gazetteer):
                yield replace(claim, value=replace(claim.value, words=words))
        else:
            yield claim


def resolve_place(
    words: str, *, country: str | None = None, text: str | None = None, gazetteer: Gazetteer
) -> PlaceValue:
    """Resolve one place phrase, with the country or the text that it comes from as context.

    Somebody who types a phrase alone may leave out capitals; its case tells nothing then.
    """
    written = words.upper() if text is None and words.islower() else words
    context = read_context(text or written, gazetteer, country)
    offset = text.find(words) if text else -1
    resolver = Resolver(
        context, gazetteer, has_no_capitals=text is None or is_in_small_letters(text)
    )
    return resolver.resolve(words, offset if offset >= 0 else None)


def resolve_places(
    phrases: Sequence[tuple[str, int]], text: str, gazetteer: Gazetteer
) -> list[PlaceValue]:
    """Resolve place phrases of one text, each given with its offset, in the order given.

    Phrases are resolved in the order of the text, so that "the village" finds the one before.
    """
    resolver = Resolver(read_context(text, gazetteer), gazetteer)
    values = {
        (at, words): resolver.resolve(words, at)
        for at, words in sorted((at, w) for w, at in phrases)
    }
    return [values[at, words] for words, at in phrases]


def _offset_of(mention: Mention, reading: Reading) -> int:
    """Where in the text a mention's place stands, as near as its words tell."""
    words = mention.place.words if mention.place else ""
    at = reading.report.text.find(words, mention.span.start, mention.span.end)
    return at if at >= 0 else mention.span.start
