"""A ledger in; exports out."""

from rashomon.publish.exports import FORMATS, claims_of, date_reason, export, export_claims
from rashomon.publish.readings import (
    days_as_json,
    incident_keys,
    place_as_json,
    reading_as_json,
)

__all__ = [
    "FORMATS",
    "claims_of",
    "date_reason",
    "days_as_json",
    "export",
    "export_claims",
    "incident_keys",
    "place_as_json",
    "reading_as_json",
]
