"""The frozen value types that every stage passes on. They import nothing of the stages."""

from rashomon.records.accounts import (
    Account,
    CasualtySummary,
    Contest,
    ContestKind,
    Dossier,
    Origin,
    Position,
)
from rashomon.records.actors import Actor, ActorKind
from rashomon.records.casualties import CasualtyRange
from rashomon.records.claims import (
    COUNT_FACETS,
    VALUE_TYPES,
    Claim,
    ClaimValue,
    CountValue,
    Facet,
    Means,
    MeansValue,
    Motive,
    Notice,
    ResponsibleValue,
    Stance,
    TargetValue,
)
from rashomon.records.dates import DateConstraint, DateInterval, DateValue
from rashomon.records.evidence import EvidenceSpan, Span, Speaker
from rashomon.records.incidents import (
    Incident,
    IncidentKind,
    Link,
    Linkage,
    Mention,
    Reading,
    ReportIncident,
)
from rashomon.records.places import Place, PlaceKind, PlaceRelation, PlaceValue, RankedPlace
from rashomon.records.reports import Capture, Report, Sidecar
from rashomon.records.serial import from_plain, to_plain, value_from_plain

__all__ = [
    "COUNT_FACETS",
    "VALUE_TYPES",
    "Account",
    "Actor",
    "ActorKind",
    "Capture",
    "CasualtyRange",
    "CasualtySummary",
    "Claim",
    "ClaimValue",
    "Contest",
    "ContestKind",
    "CountValue",
    "DateConstraint",
    "DateInterval",
    "DateValue",
    "Dossier",
    "EvidenceSpan",
    "Facet",
    "Incident",
    "IncidentKind",
    "Link",
    "Linkage",
    "Means",
    "MeansValue",
    "Mention",
    "Motive",
    "Notice",
    "Origin",
    "Place",
    "PlaceKind",
    "PlaceRelation",
    "PlaceValue",
    "Position",
    "RankedPlace",
    "Reading",
    "Report",
    "ReportIncident",
    "ResponsibleValue",
    "Sidecar",
    "Span",
    "Speaker",
    "Stance",
    "TargetValue",
    "from_plain",
    "to_plain",
    "value_from_plain",
]
