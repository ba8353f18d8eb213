"""The filters of incidents: what can be asked for, what each choice would leave, what is set."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace

from rashomon.records import ApprovalLevel, Facet, IncidentQuery, Zone
from rashomon.records.listings import FacetCounts
from rashomon.records.queries import NOBODY
from rashomon.reference.countries import country_of_code
from rashomon.web.views.listed import contest_words, kind_words, level_sign
from rashomon.web.views.words import day_in_words

__all__ = ["GROUPED", "Chip", "Choice", "Filters", "Group", "chips", "filters_view", "own_counts"]

_GRADINGS = ("Confirmed", "Fair", "Weak", "Contested", "Discounted")
GROUPED = {
    "kinds": "kind", "levels": "level", "country": "country", "parties": "party",
    "facets": "contested", "grades": "grade",
}  # fmt: skip
_SHOWN = 8  # choices of a group that are shown before "more"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a field; `count` is how many incidents it would leave, None if not counted."""

    value: str
    label: str
    count: int | None
    is_set: bool
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The choices of one field: the first ones, and the rest for who asks for more."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()

    @property
    def is_set(self) -> bool:
        """Tell whether anything of the group is asked for."""
        return any(choice.is_set for choice in (*self.choices, *self.more))

    @property
    def is_more_set(self) -> bool:
        """Tell whether anything is asked for that only "more" shows."""
        return any(choice.is_set for choice in self.more)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, in words, and the address of the list without it."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Filters:
    """The whole form: what is typed, and the groups of choices."""

    text: str
    first: str
    last: str
    place: str
    assigned_to: str
    bbox: str
    groups: tuple[Group, ...]
    countries: tuple[Choice, ...]
    zones: tuple[Choice, ...]
    set_count: int


def own_counts(
    query: IncidentQuery, count: Callable[[IncidentQuery, Collection[str]], FacetCounts]
) -> dict[str, FacetCounts]:
    """Count the choices of each group as if nothing of that group were asked for.

    Else a group in which something is set would say that all its other choices leave nothing.
    `count` counts by the fields that are named.
    """
    is_set = {field for field in GROUPED if getattr(query, field) not in (None, ())}
    whole = count(query, [name for field, name in GROUPED.items() if field not in is_set])
    told = dict.fromkeys(GROUPED, whole)
    for field, name in GROUPED.items():
        if field in is_set:
            empty = None if field == "country" else ()
            told[field] = count(replace(query, **{field: empty}), [name])  # type: ignore[arg-type]
    return told


def filters_view(
    query: IncidentQuery, counts: dict[str, FacetCounts], zones: Sequence[Zone]
) -> Filters:
    """Return the form as a query has it set."""
    groups = (
        _group(
            "level", "Review", query.levels, counts["levels"].level, str,
            always=ApprovalLevel, sign=level_sign,
        ),
        _group(
            "contested", "Accounts part on", query.facets, counts["facets"].contested,
            lambda value: contest_words([Facet(value)]),
        ),
        _group("kind", "Kind", query.kinds, counts["kinds"].kind, kind_words),
        _group("party", "Told by", query.parties, counts["parties"].party, str),
        _group("grade", "Graded", query.grades, _gradings_first(counts["grades"].grade), str),
    )  # fmt: skip
    return Filters(
        text=query.text or "",
        first=query.first.isoformat() if query.first else "",
        last=query.last.isoformat() if query.last else "",
        place=query.place or "",
        assigned_to=query.assigned_to or "",
        bbox=_box_words(query),
        groups=tuple(group for group in groups if group.choices),
        countries=tuple(
            Choice(code, _country(code), times, code == query.country)
            for code, times in _with_set(counts["country"].country, [query.country])
        ),
        zones=tuple(
            Choice(zone.zone_id, zone.name, None, zone.zone_id in query.zones)
            for zone in sorted(zones, key=lambda zone: zone.name.casefold())
        ),
        set_count=_set_count(query),
    )


def _group(
    name: str,
    title: str,
    wanted: Sequence[str],
    counted: Iterable[tuple[str, int]],
    label: Callable[[str], str],
    *,
    always: Iterable[str] = (),
    sign: Callable[[str], str] = lambda _: "",
) -> Group:
    found = list(_with_set(counted, wanted))
    if always:
        times = dict(found)
        found = [(str(value), times.get(str(value), 0)) for value in always]
    choices = [
        Choice(value, label(value), times, value in wanted, sign(value)) for value, times in found
    ]
    return Group(name, title, tuple(choices[:_SHOWN]), tuple(choices[_SHOWN:]))


def _with_set(
    counted: Iterable[tuple[str, int]], wanted: Iterable[str | None]
) -> Iterable[tuple[str, int]]:
    """The values with their counts, and those that are asked for though they leave nothing."""
    met = set()
    for value, times in counted:
        met.add(value)
        yield value, times
    for missing in wanted:
        if missing is not None and str(missing) not in met:
            yield str(missing), 0


def _gradings_first(counted: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The policy's gradings in their order, before the Admiralty codes of single claims."""
    order = {name: number for number, name in enumerate(_GRADINGS)}
    return sorted(counted, key=lambda pair: (order.get(pair[0], len(order)), -pair[1], pair[0]))


def _country(code: str) -> str:
    known = country_of_code(code)
    return known.name if known else code


def _set_count(query: IncidentQuery) -> int:
    return sum(getattr(query, field.name) not in (None, ()) for field in fields(query))


def chips(
    query: IncidentQuery, address: Callable[[IncidentQuery], str], zones: Sequence[Zone]
) -> tuple[Chip, ...]:
    """Return what is asked for, each with the address of the list without it."""
    names = {zone.zone_id: zone.name for zone in zones}
    found: list[Chip] = []

    def add(words: str, **without: object) -> None:
        found.append(Chip(words, address(replace(query, **without))))  # type: ignore[arg-type]

    if query.text:
        add(f"words “{query.text}”", text=None)
    if query.first or query.last:
        add(_days_words(query), first=None, last=None)
    if query.place:
        add(f"place “{query.place}”", place=None)
    if query.country:
        add(_country(query.country), country=None)
    several: tuple[tuple[str, Sequence[str], Callable[[str], str]], ...] = (
        ("kinds", query.kinds, kind_words),
        ("parties", query.parties, lambda value: f"told by {value}"),
        ("facets", query.facets, lambda value: f"parting on {contest_words([Facet(value)])}"),
        ("levels", query.levels, str),
        ("grades", query.grades, lambda value: f"graded {value}"),
        ("zones", query.zones, lambda value: names.get(value, value)),
    )
    for field, values, label in several:
        for value in values:
            add(label(value), **{field: tuple(other for other in values if other != value)})
    if query.assigned_to:
        nobody = query.assigned_to == NOBODY
        add("assigned to nobody" if nobody else f"assigned to {query.assigned_to}",
            assigned_to=None)  # fmt: skip
    if query.bbox:
        add(_box_label(query), bbox=None)
    return tuple(found)


def _days_words(query: IncidentQuery) -> str:
    first, last = query.first, query.last
    if first and last:
        words = f"{day_in_words(first)} – {day_in_words(last)}"
        return day_in_words(first) if first == last else words
    return f"from {day_in_words(first)}" if first else f"until {day_in_words(last)}" if last else ""


def _box_words(query: IncidentQuery) -> str:
    return ",".join(f"{number:g}" for number in query.bbox) if query.bbox else ""


def _box_label(query: IncidentQuery) -> str:
    west, south, east, north = query.bbox or (0.0, 0.0, 0.0, 0.0)
    return f"on the map between {_degrees(south, 'NS')}, {_degrees(west, 'EW')} and " + (
        f"{_degrees(north, 'NS')}, {_degrees(east, 'EW')}"
    )


def _degrees(number: float, ends: str) -> str:
    return f"{abs(number):.4g}° {ends[number < 0]}"
