"""When something happened, as an interval of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rashomon.errors import InvalidRecord

__all__ = ["DateInterval"]


@dataclass(frozen=True, slots=True)
class DateInterval:
    """The days from `first` to `last`, both included, on which something happened.

    `reason` says how the words led there ("Wednesday before 2018-02-10").

    >>> DateInterval(date(2018, 2, 7), date(2018, 2, 8)).days
    2
    """

    first: date
    last: date
    reason: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidRecord(f"date interval runs backwards: {self.first} to {self.last}")

    @property
    def days(self) -> int:
        """How many days the interval holds."""
        return (self.last - self.first).days + 1

    def meets(self, other: DateInterval, slack_days: int = 0) -> bool:
        """Tell whether the intervals share a day, each widened by `slack_days` in all."""
        return (self.first - other.last).days <= slack_days and (
            other.first - self.last
        ).days <= slack_days

    def cover(self, other: DateInterval) -> DateInterval:
        """Return the smallest interval that holds both."""
        return DateInterval(min(self.first, other.first), max(self.last, other.last))

    def narrow(self, other: DateInterval) -> DateInterval | None:
        """Return the days that both hold, None where there are none."""
        if not self.meets(other):
            return None
        return DateInterval(max(self.first, other.first), min(self.last, other.last), self.reason)

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"
