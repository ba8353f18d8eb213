"""All claims of a ledger as rows, in the order of its incidents, without reconciling any.

A claim's row needs its incident's id, its report's name and no more, so that a table of a million
claims is a matter of a minute. Reports on which people decided something are built in full and
reviewed as for any other export; a decision about a name in all reports is looked for in the rows'
own text, and where that might hold it, the report is built as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rashomon.publish.claim_rows import row_of
from rashomon.publish.incident_columns import in_order
from rashomon.publish.readings import value_as_json
from rashomon.records import Facet, Incident, NameActor, NamePlace, Reading, value_from_plain
from rashomon.reviewing import Today

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.ledger.claim_lines import ClaimLine, Told

__all__ = ["claims_of", "each_claim"]

_AT_ONCE = 200  # incidents: some two thousand claims in memory
_SPACE = r"(?:\s|\\[bfnrt])+"  # as it stands in JSON


def each_claim(ledger: Ledger, today: Today | None = None) -> Iterator[dict[str, Any]]:
    """Yield the row of each claim of each incident, as `publish.claim_rows` has it.

    Incidents come by their day, then their id, the undated last, as in other exports.
    """
    today = today or Today(ledger)
    yield from claims_of(ledger, today, in_order(today.incidents()))


def claims_of(
    ledger: Ledger, today: Today, incidents: Sequence[Incident]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of the claims of some incidents, in their order."""
    names = _Names(today)
    for start in range(0, len(incidents), _AT_ONCE):
        yield from _rows(ledger, today, incidents[start : start + _AT_ONCE], names)


def _rows(
    ledger: Ledger, today: Today, incidents: Sequence[Incident], names: _Names
) -> Iterator[dict[str, Any]]:
    wanted = sorted({report_id for one in incidents for report_id, _ in one.members})
    told, lines = ledger.claim_lines(wanted)
    touched = [
        report_id
        for report_id in wanted
        if today.is_decided(report_id) or names.may_stand_in(lines.get(report_id, ()))
    ]
    built = {reading.report.report_id: reading for reading in today.readings_of(touched)}
    for incident in incidents:
        for report_id, number in incident.members:
            if report_id in built:
                yield from _reviewed(incident, number, built[report_id])
            elif report_id in told:
                yield from _stored(incident, number, told[report_id], lines.get(report_id, ()))


def _reviewed(incident: Incident, number: int, reading: Reading) -> Iterator[dict[str, Any]]:
    for told in reading.incidents:
        if told.number == number:
            for claim in reading.claims_of(told):
                yield row_of(incident.incident_id, claim, reading)


def _stored(
    incident: Incident, number: int, told: Told, lines: Sequence[ClaimLine]
) -> Iterator[dict[str, Any]]:
    mentions = told.mentions.get(number, frozenset())
    published = told.published_on.isoformat() if told.published_on else None
    for line in lines:
        if line.mention not in mentions:
            continue
        source, party = _source(line.source)
        yield {
            "incident_id": incident.incident_id,
            "claim_id": line.claim_id,
            "report_id": line.report_id,
            "facet": line.facet.value,
            "value": _value(line.value, line.facet),
            "stance": line.stance,
            "source": source,
            "party": party,
            "quote": line.quote,
            "start": line.start,
            "end": line.end,
            "confidence": round(line.confidence, 3),
            "report": told.name,
            "outlet": told.outlet,
            "published": published,
            "address": told.address,
            "reader": told.reader,
        }


@lru_cache(maxsize=65536)
def _value(text: str, facet: Facet) -> dict[str, Any]:
    return value_as_json(value_from_plain(json.loads(text), facet))


@lru_cache(maxsize=65536)
def _source(text: str) -> tuple[list[str], str | None]:
    """The words of each speaker, the first first, and the first one's party."""
    speakers = json.loads(text)
    return [one["words"] for one in speakers], speakers[0]["party"] if speakers else None


class _Names:
    """The names that people gave a meaning in all reports, as rows may spell them."""

    def __init__(self, today: Today) -> None:
        told = [
            one.what.words
            for one in today.decisions
            if isinstance(one.what, NameActor | NamePlace) and one.what.report_id is None
        ]
        spelled = {_SPACE.join(map(_spelled, name.casefold().split())) for name in told}
        self._pattern = re.compile("|".join(sorted(spelled))) if spelled else None
        self._stands_in = lru_cache(maxsize=65536)(self._looked_for)

    def may_stand_in(self, lines: Sequence[ClaimLine]) -> bool:
        """Tell whether some of the claims may speak of such a name."""
        return self._pattern is not None and any(
            self._looked_for(line.source) or self._stands_in(line.value) for line in lines
        )

    def _looked_for(self, text: str) -> bool:
        assert self._pattern is not None
        return "\\u" in text or self._pattern.search(text.casefold()) is not None


def _spelled(word: str) -> str:
    """Return a pattern for a word as JSON has it."""
    return re.escape(json.dumps(word, ensure_ascii=False)[1:-1])
