"""What reconciling yields: positions, contests, accounts by party, ranges, origins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rashomon.records.casualties import CasualtyRange, told_range
from rashomon.records.claims import Facet
from rashomon.records.decisions import IncidentReview
from rashomon.records.incidents import Incident
from rashomon.records.lineage import Passage
from rashomon.records.rulings import ClaimGrade, Ruling, Slip
from rashomon.records.zones import ZoneRelation

__all__ = [
    "Account",
    "AccountStep",
    "CasualtySummary",
    "Contest",
    "ContestKind",
    "Dossier",
    "Origin",
    "Position",
]


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent root of text: the reports that carry it, and how that was found.

    A report is in one origin alone. `passages` are the stretches of it in reports of others,
    which so are of two origins: claims whose words stand there are this origin's.
    """

    origin_id: str
    name: str  # the outlet or agency, or the report's name where none is known
    report_ids: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """Claims of one facet that can all be true together.

    `label` is the value in words a reader takes in at once ("25 killed", "US-led coalition").
    `group` says whom a number counts ("all", "civilians", "children"); "" for other facets.
    `range` is what the claims leave open together, for numbers only. `is_denial` marks a
    position that says "not so". `origins` counts independent origins, never articles;
    `exact_origins` those of them whose own words say all that the label does ("at least 41" only
    leaves room for 106), None where nobody looked.
    """

    position_id: str
    facet: Facet
    label: str
    claim_ids: tuple[str, ...]
    parties: tuple[str, ...]
    origins: tuple[str, ...]
    group: str = ""
    range: CasualtyRange | None = None
    is_denial: bool = False
    exact_origins: tuple[str, ...] | None = None


class ContestKind(StrEnum):
    """In which way accounts part."""

    NUMERIC_GAP = "numeric_gap"
    KILLED_INJURED_SWAP = "killed_injured_swap"
    RESPONSIBILITY = "responsibility"
    TARGET = "target"
    PLACE = "place"
    DATE = "date"
    MEANS = "means"
    MOTIVE = "motive"
    DENIAL = "denial"
    TRANSMISSION = "transmission"  # one origin relayed with different figures or meanings
    UPDATE = "update"  # the same speaker, later
    SCOPE = "scope"  # a part against a total: both can be true


_NO_CONTEST = frozenset({ContestKind.UPDATE, ContestKind.SCOPE})


@dataclass(frozen=True, slots=True)
class Contest:
    """Positions that cannot be true together, with the words that say why.

    An update or a matter of scope is found and shown as one, but nothing is contested by it.
    """

    facet: Facet
    kind: ContestKind
    position_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    note: str

    @property
    def is_rivalry(self) -> bool:
        """Tell whether accounts part in it, and not only seem to."""
        return self.kind not in _NO_CONTEST


@dataclass(frozen=True, slots=True)
class AccountStep:
    """What an account said of a facet for the first time on one day.

    `teller` is the side, or the monitor, office or person who speaks for none. `day=None` where
    no report tells a day; `is_spoken` where it is the day that the speaker spoke, not that of
    publishing. `is_change` marks what does not fit what was told on the days before.
    """

    facet: Facet
    teller: str
    day: date | None
    is_spoken: bool
    position_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """One party's version of an incident, or that of a kind of speaker that stands on no side.

    `party` is the side ("Russia"), or "monitors", "medics", "witnesses", "outlets" and so on.
    `positions` maps a facet to the ids of the positions that the party's claims are in, `steps`
    tell by facet, teller and day when each was first told. `labels` put what the party's own
    claims say of each position into words: others may be more exact in the same position.
    """

    party: str
    speakers: tuple[str, ...]
    positions: Mapping[Facet, tuple[str, ...]]
    claim_ids: tuple[str, ...]
    silent_on: tuple[Facet, ...] = ()
    steps: tuple[AccountStep, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CasualtySummary:
    """The figures that the claims leave open for one outcome and group, by a named policy.

    `highest` is the highest figure told; where `range` has no ceiling it is no maximum.
    """

    outcome: Facet  # KILLED, INJURED or CASUALTIES
    group: str
    range: CasualtyRange
    policy: str  # name and version, "airwars-1"
    rule: str
    claim_ids: tuple[str, ...]
    replaced: tuple[str, ...] = ()  # claims that their own speaker has updated since
    highest: int | None = None

    @property
    def told(self) -> str:
        """The range for a person, with how high the figures go: "25 to 100 or more"."""
        return told_range(self.range, self.highest)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that the ledger shows of one incident.

    `zones` tells how it lies to the lines and areas near it; `zone_list` is the fingerprint of
    the list of zones that was asked, "" where none was.
    `policy` names the policy that `summaries` and `rulings` follow, `grades` are its claims'
    Admiralty grades, `slips` the numbers of its reports that do not fit each other.
    `review` says how far people have come with it, and which of their decisions shaped it.
    """

    incident: Incident
    positions: tuple[Position, ...] = ()
    contests: tuple[Contest, ...] = ()
    accounts: tuple[Account, ...] = ()
    summaries: tuple[CasualtySummary, ...] = ()
    origins: tuple[Origin, ...] = ()
    notes: tuple[str, ...] = field(default=())
    zones: tuple[ZoneRelation, ...] = ()
    zone_list: str = ""
    policy: str = ""
    rulings: tuple[Ruling, ...] = ()
    grades: tuple[ClaimGrade, ...] = ()
    slips: tuple[Slip, ...] = ()
    review: IncidentReview = field(default_factory=IncidentReview)

    @property
    def contested(self) -> tuple[Facet, ...]:
        """The facets on which accounts part, each once, in the facets' order."""
        met = {contest.facet for contest in self.contests if contest.is_rivalry}
        return tuple(facet for facet in Facet if facet in met)

    def summary(self, outcome: Facet, group: str = "all") -> CasualtySummary | None:
        """Return the range for one outcome and group, None where nothing was claimed."""
        for summary in self.summaries:
            if (summary.outcome, summary.group) == (outcome, group):
                return summary
        return None

    def ruling(self, name: str) -> Ruling | None:
        """Return what the policy says under one of its codebook's names, None if nothing."""
        return next((ruling for ruling in self.rulings if ruling.name == name), None)
