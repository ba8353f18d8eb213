"""What a policy yields of one incident: figures, codes and grades, each with rule and claims."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.errors import InvalidRecord

__all__ = ["ClaimGrade", "Ruling", "Slip", "SourceGrade"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """One figure, code or grade that a policy gives an incident.

    `name` is the codebook's ("best", "inter1", "grading"). `value=None` is unknown, never zero.
    `rule` says in words what led there, `claim_ids` on what it rests. `is_inferred` marks a rule
    that was not read in the codebook but reasoned from data or memory. `is_open` marks a highest
    figure that its own words set no ceiling to ("at least 100"): so many or more.
    """

    name: str
    value: int | str | None
    rule: str
    claim_ids: tuple[str, ...] = ()
    is_inferred: bool = False
    is_open: bool = False

    @property
    def told(self) -> str:
        """The value for a person: "100 or more" where its words set no ceiling, "" if unknown."""
        if self.value is None:
            return ""
        return f"{self.value} or more" if self.is_open else str(self.value)


@dataclass(frozen=True, slots=True)
class SourceGrade:
    """A person's grade of a source on the Admiralty scale, with who gave it, when and why.

    `what` is "outlet", "speaker" or "kind" (of speaker); `source` is its name. `grade` goes from
    A, reliable, to E, unreliable; F cannot be judged.
    """

    source: str
    what: str
    grade: str
    who: str = ""
    when: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        if self.grade not in ("A", "B", "C", "D", "E", "F"):
            raise InvalidRecord(f"{self.source}: no grade {self.grade!r}; a source is A to F")
        if self.what not in ("outlet", "speaker", "kind"):
            raise InvalidRecord(f"{self.source}: {self.what!r} is no outlet, speaker or kind")


@dataclass(frozen=True, slots=True)
class ClaimGrade:
    """A claim on the Admiralty scales: its source's reliability, its own credibility.

    The two are graded apart: neither is computed from the other. `credibility` goes from 1,
    confirmed by other independent origins, to 5, improbable; 6 cannot be judged.
    """

    claim_id: str
    reliability: str
    reliability_reason: str
    credibility: int
    credibility_reason: str

    def __post_init__(self) -> None:
        if not 1 <= self.credibility <= 6:
            raise InvalidRecord(f"a credibility of {self.credibility} lies outside 1..6")

    def __str__(self) -> str:
        return f"{self.reliability}{self.credibility}"


@dataclass(frozen=True, slots=True)
class Slip:
    """A report's own numbers that do not fit each other.

    `start` and `end` are offsets into the report's text, `quote` the words between them; `note`
    says what was computed.
    """

    report_id: str
    kind: str  # "percent", "times", "part" or "sum"
    start: int
    end: int
    quote: str
    note: str
