"""How many people a claim says were harmed, no more exact than its words."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.errors import IncompatibleRanges, InvalidRecord

__all__ = ["CasualtyRange", "told_range"]


@dataclass(frozen=True, slots=True)
class CasualtyRange:
    """A whole number of people from `low` to `high`, both ends included.

    `low=None` means that the words set no floor ("up to 14"), `high=None` that they set no
    ceiling ("at least 12"). Neither means zero or endless.

    >>> witness, official = CasualtyRange(20, None), CasualtyRange(22, 22)
    >>> witness.is_compatible(official), str(witness.narrow(official)), str(witness)
    (True, '22', '20 or more')
    """

    low: int | None
    high: int | None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise InvalidRecord("a casualty range needs a floor or a ceiling")
        for end in (self.low, self.high):
            if end is not None and end < 0:
                raise InvalidRecord(f"{end} is below zero; a toll counts people")
        if self.low is not None and self.high is not None and self.high < self.low:
            raise InvalidRecord(f"range runs backwards: low={self.low}, high={self.high}")

    @classmethod
    def exactly(cls, number: int) -> CasualtyRange:
        """Build the range for a bare number."""
        return cls(number, number)

    @property
    def floor(self) -> int:
        """The fewest people that the words allow; zero where they set no floor."""
        return self.low or 0

    def is_compatible(self, other: CasualtyRange) -> bool:
        """Tell whether some number would make both claims true."""
        low, high = self._shared(other)
        return high is None or low <= high

    def implies(self, other: CasualtyRange) -> bool:
        """Tell whether this claim, if true, makes the other true as well.

        "At least 106" implies "at least 41", which says nothing of 106.
        """
        return self.floor >= other.floor and (
            other.high is None or (self.high is not None and self.high <= other.high)
        )

    def narrow(self, other: CasualtyRange) -> CasualtyRange:
        """Keep only the numbers that both claims allow.

        Raises:
            IncompatibleRanges: If there are none.

        """
        low, high = self._shared(other)
        if high is not None and low > high:
            raise IncompatibleRanges(f"no number lies both in {self} and in {other}")
        floorless = self.low is None and other.low is None
        return CasualtyRange(None if floorless else low, high)

    def cover(self, other: CasualtyRange) -> CasualtyRange:
        """Return the smallest range that holds both; it may admit numbers nobody reported."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return CasualtyRange(0, None) if low is None and high is None else CasualtyRange(low, high)

    def __str__(self) -> str:
        if self.high is None:
            return f"{self.low} or more"
        if self.low is None:
            return f"up to {self.high}"
        return str(self.low) if self.low == self.high else f"{self.low} to {self.high}"

    def _shared(self, other: CasualtyRange) -> tuple[int, int | None]:
        ceilings = [end for end in (self.high, other.high) if end is not None]
        return max(self.floor, other.floor), min(ceilings, default=None)


def told_range(figures: CasualtyRange, highest: int | None) -> str:
    """Return a range for a person, with how high the figures told go.

    >>> told_range(CasualtyRange(25, None), 100)
    '25 to 100 or more'
    """
    if figures.high is None and highest is not None and highest > figures.floor:
        return f"{figures.low} to {highest} or more"
    return str(figures)
