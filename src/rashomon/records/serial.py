"""Records as plain data that JSON can hold, and back, with nothing lost on the way.

Every field is written, defaults too: a default that changes later must not change what was
stored. Fields that a record gained since are filled with their defaults on the way back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from rashomon.errors import InvalidRecord
from rashomon.records.claims import VALUE_TYPES, Claim, ClaimValue, Facet
from rashomon.records.dates import DateConstraint, DateInterval

if TYPE_CHECKING:
    from cattrs.preconf.json import JsonConverter

__all__ = ["from_plain", "to_plain", "value_from_plain"]

Record = TypeVar("Record")


def to_plain(record: object) -> Any:
    """Return a record as dicts, lists, strings and numbers.

    >>> from rashomon.records import CasualtyRange, CountValue
    >>> to_plain(CountValue(CasualtyRange(12, None), "fighters"))
    {'range': {'low': 12, 'high': None}, 'who': 'fighters'}
    """
    return _converter().unstructure(record)


def from_plain(data: object, kind: type[Record]) -> Record:
    """Build a record of a kind from what `to_plain` made of it.

    Raises:
        InvalidRecord: If the data does not fit the kind, or breaks one of its invariants.

    """
    try:
        return _converter().structure(data, kind)
    except InvalidRecord:
        raise
    except KeyError as error:
        raise InvalidRecord(f"not a {kind.__name__}: no field {error}") from error
    except (TypeError, ValueError, AttributeError, _extra_keys_error()) as error:
        raise InvalidRecord(f"not a {kind.__name__}: {error}") from error


def value_from_plain(data: object, facet: Facet) -> ClaimValue:
    """Build the value of a facet's claim from what `to_plain` made of it.

    Raises:
        InvalidRecord: If the data does not fit what the facet takes.

    """
    return from_plain(data, _kind_of(data, facet))


def _kind_of(data: object, facet: Facet) -> type[ClaimValue]:
    """Which of the types that a facet takes the data are of.

    An interval has a first day; what lacks one is a constraint. Values are stored without the
    name of their type, as they were when each facet had one type only.
    """
    if facet is Facet.DATE:
        return DateInterval if isinstance(data, Mapping) and "first" in data else DateConstraint
    (kind,) = VALUE_TYPES[facet]
    return kind


def _extra_keys_error() -> type[Exception]:
    from cattrs.errors import ForbiddenExtraKeysError  # looked up only where something failed

    return ForbiddenExtraKeysError


@lru_cache(maxsize=1)
def _converter() -> JsonConverter:
    from cattrs.preconf.json import make_converter

    # One-line errors instead of a tree: `from_plain` says which record, and the tree costs time.
    converter = make_converter(detailed_validation=False, forbid_extra_keys=True)
    converter.register_structure_hook(str, _words)
    converter.register_structure_hook(int, _whole)
    converter.register_structure_hook(bool, _truth)
    converter.register_structure_hook(float, _number)
    converter.register_unstructure_hook(float, float)  # a reader's float32 too
    converter.register_structure_hook(date, _day)
    converter.register_structure_hook(datetime, _moment)
    converter.register_structure_hook(Claim, _claim_hook(converter))
    return converter


# The converter's own way would make a string of anything, and True of "false".


def _words(value: object, kind: type[str]) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no string")
    return kind(value)  # our enums are strings too, and come here as well


def _whole(value: object, _: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r} is no whole number")
    return value


def _truth(value: object, _: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


def _number(value: object, _: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{value!r} is no number")
    return float(value)


def _day(value: str, _: object) -> date:
    return date.fromisoformat(value)


def _moment(value: str, _: object) -> datetime:
    return datetime.fromisoformat(value)


def _claim_hook(converter: JsonConverter) -> Callable[[Mapping[str, Any], object], Claim]:
    """Which value type a claim holds is told by its facet, not by the value's own fields."""
    from cattrs.gen import make_dict_structure_fn, override

    # One function for each facet, made once: each knows the value's type.
    by_facet = {}
    for facet in VALUE_TYPES:

        def value_of(value: object, _: object, of: Facet = facet) -> object:
            return converter.structure(value, _kind_of(value, of))

        by_facet[facet] = make_dict_structure_fn(
            Claim,
            converter,
            _cattrs_detailed_validation=False,
            _cattrs_forbid_extra_keys=True,
            value=override(struct_hook=value_of),
        )

    def hook(data: Mapping[str, Any], _: object) -> Claim:
        return by_facet[Facet(data["facet"])](data, Claim)

    return hook
