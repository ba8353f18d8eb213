"""A ledger in; exports out."""

from rashomon.publish.exports import FORMATS, claims_of, date_reason, export
from rashomon.publish.readings import incident_keys, place_as_json, reading_as_json

__all__ = [
    "FORMATS",
    "claims_of",
    "date_reason",
    "export",
    "incident_keys",
    "place_as_json",
    "reading_as_json",
]
