"""Why a ledger is otherwise at a later moment: what came in, was read, ruled and decided since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.decision_words import decided
from rashomon.differences.changes import Cause
from rashomon.errors import SettingError
from rashomon.history import read_because
from rashomon.records import (
    Act,
    AddClaim,
    Approve,
    Assign,
    Comment,
    CorrectClaim,
    MoveMembers,
    NameActor,
    NamePlace,
    RejectClaim,
    ReviewDecision,
    SetReport,
    Withdraw,
    act_to_plain,
)
from rashomon.review import is_named
from rashomon.review.placing import tied_by

if TYPE_CHECKING:
    from rashomon.ledger import Decision, Ledger
    from rashomon.ledger.as_of import Moment
    from rashomon.ledger.past import ReadingPeriod

__all__ = ["Since", "TooMuchChanged", "since"]


class TooMuchChanged(SettingError):
    """More changed between two moments than whoever asks can wait for."""

    def __init__(self, count: int, what: str) -> None:
        super().__init__(
            f"{count:,} {what}, more than are looked at here: choose moments that lie nearer, or "
            "have it told by `rashomon diff`"
        )


@dataclass(frozen=True, slots=True)
class Since:
    """What happened between two moments, and what it may have touched.

    `reports` and `incident_ids` are what can be otherwise; where `names` were given to actors or
    places, also whatever uses these words.
    """

    causes: tuple[Cause, ...]
    reports: frozenset[str]
    incident_ids: frozenset[str]
    names: frozenset[str]


def since(
    ledger: Ledger,
    before: Moment,
    after: Moment,
    every: Sequence[ReviewDecision],
    *,
    only: tuple[Collection[str], Collection[str]] | None = None,
    most: int | None = None,
) -> Since:
    """Return all that happened after one moment, up to another one.

    `every` are all decisions of people, from the log's beginning. `only` are reports and
    incidents: what machines did to others is left out then. `most` is how many reports may have
    been read in between.

    Raises:
        TooMuchChanged: If more were.
    """
    read = ledger.read_between(before.at, after.at)
    if only is not None:
        read &= set(only[0])
    if most is not None and len(read) > most:
        raise TooMuchChanged(len(read), "reports were read between the two moments")
    causes = list(_readings(ledger.reading_periods(read), before, after))
    if only is None:
        rulings = ledger.rulings_between(before.number, after.number)
    else:
        about = ledger.rulings_about(only[1])
        rulings = tuple(one for one in about if before.number < one.number <= after.number)
    causes += map(_linking, rulings)
    log = {one.number: one for one in every}
    decisions = [one for number, one in log.items() if before.number < number <= after.number]
    causes += [_decision(one, log) for one in decisions]
    acts = [_act(one, log) for one in decisions]
    ids = {incident_id for cause in causes for incident_id in cause.incident_ids}
    reports = {*read, *(report_id for act in acts if (report_id := _report_of(act)))}
    names = _names(acts, every)
    # A decision may have put a name where no reader had read it.
    if names:
        told = [one.what for one in every]
        reports |= {own for act in told if (own := _report_of(act)) and _uses(act, names)}
    reports |= {m.report_id for act in acts if isinstance(act, MoveMembers) for m in act.members}
    return Since(
        causes=tuple(causes),
        reports=frozenset(reports),
        incident_ids=frozenset(ids | ledger.redescribed_between(before.at, after.at)),
        names=names,
    )


def _names(acts: Iterable[Act], log: Iterable[ReviewDecision]) -> frozenset[str]:
    """The names that are given a meaning, and those that other decisions turn into these."""
    names = {one.words for one in acts if isinstance(one, NameActor | NamePlace)}
    renamings = [one.what for one in log if isinstance(one.what, NameActor)]
    while True:
        more = {
            one.words for one in renamings if any(is_named(one.actor, name) for name in names)
        } - names
        if not more:
            return frozenset(names)
        names |= more


def _uses(act: Act, names: Collection[str]) -> bool:
    return any(is_named(words, name) for name in names for words in _words_in(act_to_plain(act)))


def _words_in(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list | tuple):
        for one in data.values() if isinstance(data, dict) else data:
            yield from _words_in(one)


def _readings(periods: Sequence[ReadingPeriod], before: Moment, after: Moment) -> Iterator[Cause]:
    last: dict[str, ReadingPeriod] = {}
    for one in periods:
        old, last[one.report_id] = last.get(one.report_id), one
        if not before.at < one.read_at <= after.at:
            continue
        why = read_because(old, one)
        if old is None:
            words = f"report {one.report_id} was read for the first time by {one.reader}"
            yield Cause("report", words, one.read_at, one.reader, report_id=one.report_id)
        else:
            words = f"report {one.report_id} was read again by {one.reader}: {why}"
            yield Cause("reading", words, one.read_at, one.reader, report_id=one.report_id)


def _linking(one: Decision) -> Cause:
    verb = {"same": "is in", "different": "is not in", "unsure": "may be in"}
    report_id, sign, _ = one.subject.rpartition("#")
    says = verb.get(one.ruling, one.ruling) if sign else "went into"
    return Cause(
        "linking",
        f"linking: {one.subject} {says} {one.other} ({one.why})",
        one.made_at,
        one.made_by,
        one.number,
        report_id or None,
        frozenset({one.other} if sign else {one.subject, one.other}),
    )


def _decision(one: ReviewDecision, log: Mapping[int, ReviewDecision]) -> Cause:
    act = _act(one, log)
    meant = log.get(one.what.number) if isinstance(one.what, Withdraw) else one
    words = decided(one)
    if isinstance(one.what, Withdraw) and meant is not None:
        words += f" ({decided(meant)})"
    return Cause(
        "decision",
        f"decision {one.number} by {one.who}: {words} — {one.why}",
        one.made_at,
        one.who,
        one.number,
        _report_of(act),
        frozenset(_incidents_of(meant or one)),
        frozenset(_claims_of(act)),
        one.what.number if isinstance(one.what, Withdraw) else None,
    )


def _act(one: ReviewDecision, log: Mapping[int, ReviewDecision]) -> Act:
    """What is decided, or, of a withdrawal, what was."""
    if isinstance(one.what, Withdraw) and one.what.number in log:
        return log[one.what.number].what
    return one.what


def _incidents_of(one: ReviewDecision) -> set[str]:
    match one.what:
        case Approve(incident_id) | Comment(incident_id) | Assign(incident_id):
            return {incident_id}
        case _:
            return tied_by(one)


def _report_of(act: Act) -> str | None:
    match act:
        case CorrectClaim(before=claim) | RejectClaim(claim=claim) | AddClaim(claim=claim):
            return claim.report_id
        case SetReport(report_id=report_id):
            return report_id
        case NameActor(report_id=own) | NamePlace(report_id=own):
            return own
        case _:
            return None


def _claims_of(act: Act) -> set[str]:
    match act:
        case CorrectClaim(before, after):
            return {before.claim_id, after.claim_id}
        case RejectClaim(claim=claim) | AddClaim(claim=claim):
            return {claim.claim_id}
        case _:
            return set()
