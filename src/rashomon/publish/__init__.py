"""A ledger in; exports out."""

from rashomon.publish.exports import FORMATS, claims_of, export
from rashomon.publish.readings import incident_keys, reading_as_json

__all__ = ["FORMATS", "claims_of", "export", "incident_keys", "reading_as_json"]
