"""Claims: all that a query's incidents rest on, and one with its words, speakers and decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from rashomon.deciding import find_claim
from rashomon.errors import SettingError
from rashomon.ledger import Ledger
from rashomon.publish.claim_rows import row_of
from rashomon.publish.decision_json import decision_as_json
from rashomon.publish.readings import claim_as_json
from rashomon.records import Facet, IncidentQuery, Reading, Stance, to_plain
from rashomon.review.standing import withdrawn_by
from rashomon.reviewing import Today
from rashomon.stored_claims import claims_of
from rashomon.web.api.answers import After, Limit, answers, known_words, page, told
from rashomon.web.api.blindly import Anyway, ask_first
from rashomon.web.api.queries import QUERY, query_of
from rashomon.web.api.shapes import KHUSHAM, Claim, ClaimRow, Decision, Page, Told, Words, eg
from rashomon.web.failures import NoSuchThing
from rashomon.web.workplace import Here
from rashomon.wording.decisions import change_lines

__all__ = ["router"]

router = APIRouter(tags=["claims"])
_BATCH = 25  # incidents whose claims are loaded together
_SEARCHED = 500  # incidents that are looked through for one page; then it ends early
_AROUND = 300  # characters on each side of a claim's words


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which claims are asked for; what is empty asks for all."""

    facets: Sequence[str]
    stances: Sequence[str]
    outlets: Sequence[str]
    parties: Sequence[str]

    def has(self, row: dict[str, Any]) -> bool:
        return all(
            not wanted or (row[name] or "-") in wanted
            for name, wanted in (
                ("facet", self.facets),
                ("stance", self.stances),
                ("outlet", self.outlets),
                ("party", self.parties),
            )
        )


class Claims(Page[ClaimRow]):
    """A page of claims. It may hold fewer than asked for, and still be followed by others."""


Some = Annotated[list[str], Query(description="Any of these; - for none.")]


@router.get("/claims", dependencies=[QUERY], responses=answers(Claims))
def claims(
    request: Request,
    place: Here,
    facet: Annotated[list[Facet], Query(description="Any of these.")] = [],  # noqa: B006
    stance: Annotated[list[Stance], Query(description="Any of these.")] = [],  # noqa: B006
    outlet: Some = [],  # noqa: B006
    speaker: Annotated[
        list[str], Query(description="The party that says it; - for no party.")
    ] = [],  # noqa: B006
    after: After = None,
    limit: Limit = 50,
) -> Response:
    """List the claims of the incidents that a query asks for, the newest incidents first.

    They are those of today's view, as people left them. Go on while there is a next page: one may
    hold fewer than `limit`, or none, where few of many claims fit.
    """
    query = query_of(request, place, "facet", "stance", "outlet", "speaker", "after", "limit")
    wanted = _Wanted(facet, stance, outlet, speaker)
    items: list[dict[str, Any]] = []
    following, searched, own = None, set[str](), 0
    for row in _rows(place.ledger, query, after):
        if row["incident_id"] not in searched:
            searched.add(row["incident_id"])
            own = 0
        own += 1
        if len(items) == limit or len(searched) > _SEARCHED:
            break
        following = f"{row['number']}~{row['incident_id']}"
        if wanted.has(row):
            items.append({name: value for name, value in row.items() if name != "number"})
    else:
        following = None
    return page(request, items, total=None, following=following)


def _rows(ledger: Ledger, query: IncidentQuery, after: str | None) -> Iterator[dict[str, Any]]:
    """Yield claims in the order of the list, each with its number in its incident, from 1."""
    today, passed, last = Today(ledger), 0, None
    if after is not None:
        digits, _, last = after.partition("~")
        if not last or not digits.isascii() or not digits.isdigit() or len(digits) > 9:
            raise SettingError(f"{after!r:.80} is no place in this list; begin it anew")
        passed = int(digits)
        ledger.find_incidents(query, after=last, limit=1)  # is in the list, or begin anew
        yield from _numbered(ledger, today, [last], passed)
    is_more = True
    while is_more:
        found = ledger.find_incidents(query, after=last, limit=_BATCH)
        yield from _numbered(ledger, today, [row.incident_id for row in found.rows], 0)
        last, is_more = found.next, found.next is not None


def _numbered(
    ledger: Ledger, today: Today, ids: Sequence[str], passed: int
) -> Iterator[dict[str, Any]]:
    found = {one.incident_id: one for one in today.around(ids)}
    number, before = 0, ""
    for row in claims_of(ledger, today, [found[one] for one in ids if one in found]):
        number = number + 1 if row["incident_id"] == before else 1
        before = row["incident_id"]
        if number > passed:
            yield {**row, "number": number}


class Speaker(Told):
    """Who says it, by whom it is relayed, and so on; the nearest to the words first."""

    words: str = eg("a commander")
    evidence: dict[str, Any] | None = eg({"start": 250, "end": 261, "quote": "a commander"})
    actor: str | None = eg(None)
    party: str | None = eg("Syria")
    kind: str = eg("official")


class Context(Told):
    """The text around a claim's words, from `start` of the report on."""

    start: int = eg(100)
    text: str = eg("… at least 25 fighters were killed, a commander said …")


class OneClaim(ClaimRow):
    """A claim with all that stands behind it."""

    incident_id: str | None = eg(KHUSHAM, "Null where its report has not been linked.")  # type: ignore[assignment]
    speakers: list[Speaker]
    context: Context
    also: list[Claim] = eg([], "The same words as others say them; they have one id.")
    changes: Words = eg(["corrected; was 25 — amina, decision 12: The statement says at least"])
    decided: list[Decision]


@router.get("/claims/{claim_id}", responses=answers(OneClaim))
def claim(request: Request, place: Here, claim_id: str, anyway: Anyway = False) -> Response:
    """Return one claim with its words in the text, its speakers, and what people made of it.

    Of one that was corrected, what it is now. 409 where who asks has still to code it blind.
    """
    known_words(request, ("anyway",))
    ledger, today = place.ledger, Today(place.ledger)
    try:
        found = find_claim(ledger, today, claim_id)
    except SettingError as error:
        raise NoSuchThing(str(error)) from error
    ask_first(request, place, {found.report_id}, anyway=anyway)
    (reading,) = today.readings_of({found.report_id})
    same = [one for one in reading.claims if one.claim_id == found.claim_id]
    words, text = found.evidence, reading.report.text
    start, gone = max(0, words.start - _AROUND), withdrawn_by(today.log)
    return told(
        request,
        {
            **row_of("", same[0], reading),
            "incident_id": _incident_of(today, reading, found.mention),
            "speakers": [to_plain(one) for one in same[0].source],
            "context": {"start": start, "text": text[start : words.end + _AROUND]},
            "also": [claim_as_json(one) for one in same[1:]],
            "changes": change_lines(same[0], today.log),
            "decided": [
                {**decision_as_json(one), "withdrawn_by": gone.get(one.number)}
                for one in today.log
                if one.number in same[0].decisions
            ],
        },
    )


def _incident_of(today: Today, reading: Reading, mention: int) -> str | None:
    for one in reading.incidents:
        if mention in one.mentions:
            return today.incident_of(one.key)
    return None
