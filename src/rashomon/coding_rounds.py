"""Rounds of double coding in an open ledger: who codes what, what has come in, how far it agrees.

A coding is seen by nobody before all coders of its round have coded all its reports, or a person
has closed the round and said why. That is kept by everything that shows codings; it is no lock:
who can read a ledger's file can read all that is in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.coding import (
    parse_sheet,
)
from rashomon.coding_sheets import coded_rows, write_sheet
from rashomon.errors import BadSheet, SettingError
from rashomon.publish.custody import find_report
from rashomon.records import (
    Adjudicate,
    CloseRound,
    CodedClaim,
    CodeReport,
    OpenRound,
    Report,
    ReviewDecision,
    Speaker,
    Withdraw,
)
from rashomon.review import in_force
from rashomon.review.relocating import find_words
from rashomon.reviewing import Today

if TYPE_CHECKING:
    from pathlib import Path

    from rashomon.ledger import Ledger

__all__ = [
    "Round",
    "Taken",
    "close_round",
    "coder_of",
    "find_round",
    "open_round",
    "person",
    "relocated",
    "report_of",
    "rounds",
    "sheet",
    "take",
    "veiled",
    "withdrawn",
]


# What the machine is called beside coders, and what a ruling is called that takes no coding.
_RESERVED = ("the reader", "neither")


@dataclass(frozen=True, slots=True)
class Round:
    """A round of coding as it stands.

    `codings` holds the decision that counts for each coder and report; `rulings` the
    adjudications in force, by unit. `seen_from` is the number of the decision since which
    codings could be seen, None while they cannot; `recoded` are those made after it.
    """

    opened: ReviewDecision
    what: OpenRound
    closed: ReviewDecision | None
    codings: Mapping[tuple[str, str], ReviewDecision]
    rulings: Mapping[str, ReviewDecision]
    seen_from: int | None

    @property
    def name(self) -> str:
        """The round's name."""
        return self.what.name

    def left(self, coder: str) -> tuple[str, ...]:
        """Return the reports that a coder has still to code."""
        return tuple(one for one in self.what.report_ids if (coder, one) not in self.codings)

    @property
    def is_complete(self) -> bool:
        """Tell whether every coder has coded every report."""
        return not any(self.left(coder) for coder in self.what.coders)

    @property
    def is_visible(self) -> bool:
        """Tell whether codings and agreement may be seen."""
        return self.closed is not None or self.is_complete

    @property
    def recoded(self) -> tuple[ReviewDecision, ...]:
        """Codings that count and were made after the round's codings could be seen."""
        if self.seen_from is None:
            return ()
        after = (one for one in self.codings.values() if one.number > (self.seen_from or 0))
        return tuple(sorted(after, key=lambda one: one.number))


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a sheet: reports coded now, coded so before, and left to code (ids)."""

    stored: tuple[str, ...]
    same: tuple[str, ...]
    left: tuple[str, ...]


def person(name: str, option: str = "--by") -> str:
    """Return a person's name without needless space.

    Raises:
        SettingError: If it names nobody.

    """
    who = " ".join(name.removeprefix("person:").split())
    if not who:
        raise SettingError(f"{option} names nobody; say who")
    return who


def rounds(ledger: Ledger) -> tuple[Round, ...]:
    """Return the rounds that were opened and not withdrawn, in the order of opening."""
    return _rounds(ledger.reviews())


def _rounds(log: Sequence[ReviewDecision]) -> tuple[Round, ...]:
    standing = in_force(log)
    numbers = {one.number for one in standing}
    return tuple(
        _round(one, one.what, standing, numbers, log)
        for one in standing
        if isinstance(one.what, OpenRound)
    )


def _round(
    opened: ReviewDecision,
    what: OpenRound,
    standing: Sequence[ReviewDecision],
    numbers: set[int],
    log: Sequence[ReviewDecision],
) -> Round:
    closed = None
    codings: dict[tuple[str, str], ReviewDecision] = {}
    rulings: dict[str, ReviewDecision] = {}
    for one in standing:
        match one.what:
            case CloseRound(round=name) if name == what.name:
                closed = one
            case CodeReport() as coding if coding.round == what.name:
                codings[one.who, coding.report_id] = one
            case Adjudicate() as ruling if ruling.round == what.name:
                if numbers >= set(ruling.decisions):  # else what carried it out was withdrawn
                    rulings[ruling.unit] = one
    return Round(opened, what, closed, codings, rulings, _seen_from(what, log))


def _seen_from(what: OpenRound, log: Sequence[ReviewDecision]) -> int | None:
    """The decision with which codings could first be seen, whatever was withdrawn since."""
    lacking = {(coder, report_id) for coder in what.coders for report_id in what.report_ids}
    for one in log:
        match one.what:
            case CodeReport() as coding if coding.round == what.name:
                lacking.discard((one.who, coding.report_id))
            case CloseRound(round=name) if name == what.name:
                return one.number
            case _:
                continue
        if not lacking:
            return one.number
    return None


def find_round(ledger: Ledger, name: str) -> Round:
    """Return a round by its name.

    Raises:
        SettingError: If there is none; the message names those that there are.

    """
    every = rounds(ledger)
    for one in every:
        if one.name == name:
            return one
    known = ", ".join(one.name for one in every) or "none; `rashomon coding open` opens one"
    raise SettingError(f"no round of coding is called {name!r}; there are: {known}")


def coder_of(found: Round, name: str) -> str:
    """Return a coder of a round by name, whatever its case.

    Raises:
        SettingError: If the round has no such coder.

    """
    wanted = person(name, "--coder")
    for coder in found.what.coders:
        if coder.casefold() == wanted.casefold():
            return coder
    known = ", ".join(found.what.coders)
    raise SettingError(f"round {found.name} has no coder {wanted!r}; its coders are: {known}")


def open_round(
    ledger: Ledger,
    name: str,
    coders: Sequence[str],
    *,
    by: str,
    why: str,
    reports: Sequence[str] = (),
    incident: str | None = None,
    sample: int | None = None,
    seed: int = 0,
) -> ReviewDecision:
    """Open a round: these reports, or those of an incident, or so many drawn of these or of all.

    The same seed draws the same of the same reports, on every machine.

    Raises:
        SettingError: If no report is named, or the name was used before, or coders are not two.
        InvalidRecord: If two coders have one name.

    """
    own = " ".join(name.split())
    names = tuple(person(one, "--coder") for one in coders)
    for coder in names:
        if coder.casefold() in _RESERVED:
            raise SettingError(f"a coder cannot be called {coder!r}; choose another name")
    rests_on = []
    with ledger.at_once():
        for one in ledger.reviews():
            if isinstance(one.what, OpenRound) and one.what.name == own:
                raise SettingError(
                    f"a round {own!r} was opened by decision {one.number}; a name is used once, "
                    "so that nobody's coding can come into another round: choose another name"
                )
        chosen = [find_report(ledger, one) for one in reports]
        if incident is not None:
            members = Today(ledger).incident(incident).members
            chosen += [report_id for report_id, _ in members]
        if sample is not None:
            frame = sorted(set(chosen)) or sorted(ledger.report_ids())
            rests_on.append(f"{sample} of {len(frame)} reports drawn with seed {seed}")
            chosen = _drawn(frame, sample, seed)
        if not chosen:
            raise SettingError("say which reports to code: by id or name, --incident or --sample")
        what = OpenRound(own, tuple(dict.fromkeys(chosen)), names)
        return ledger.decide(what, made_by=f"person: {person(by)}", why=why, rests_on=rests_on)


def _drawn(frame: Sequence[str], size: int, seed: int) -> list[str]:
    """Reports drawn by hashes, which are the same in every version of Python."""
    if size < 1:
        raise SettingError(f"a sample of {size} reports; draw one or more")
    if size > len(frame):
        raise SettingError(f"a sample of {size} reports; there are only {len(frame)}")
    ranked = sorted(frame, key=lambda one: hashlib.sha256(f"{seed}|{one}".encode()).digest())
    return sorted(ranked[:size])


def close_round(ledger: Ledger, name: str, *, by: str, why: str) -> ReviewDecision:
    """Let a round's codings be seen though some are lacking; no more are taken in.

    Raises:
        SettingError: If there is no such round, or it was closed before.

    """
    with ledger.at_once():
        found = find_round(ledger, name)
        if found.closed is not None:
            raise SettingError(
                f"round {name} was closed by decision {found.closed.number}, {found.closed.who}: "
                f"{found.closed.why}"
            )
        return ledger.decide(CloseRound(found.name), made_by=f"person: {person(by)}", why=why)


def take(ledger: Ledger, name: str, coder: str, sheet: bytes, *, told_in: str = "a sheet") -> Taken:
    """Take what a coder filled into a sheet: a coding of each report, all or nothing.

    `told_in` says in the record of each coding by what it came.

    A report of which the sheet says what the coder's latest coding says is not coded again; one
    without a filled row is left as it is.

    Raises:
        BadSheet: If a row cannot be used; it names every such row, and nothing is stored.
        SettingError: If the round does not take this coder's codings.

    """
    rows, faults = parse_sheet(sheet)
    if faults:
        raise BadSheet([str(fault) for fault in faults])
    with ledger.at_once():
        found = find_round(ledger, name)
        who = coder_of(found, coder)
        if found.closed is not None:
            raise SettingError(
                f"round {name} was closed by decision {found.closed.number}, {found.closed.who}: "
                f"{found.closed.why}; to go on, withdraw that: rashomon decide withdraw "
                f"{found.closed.number}"
            )
        texts = {report_id: report_of(ledger, report_id) for report_id in found.what.report_ids}
        coded, faults = coded_rows(rows, texts, lambda words: find_report(ledger, words))
        if faults:
            raise BadSheet([str(fault) for fault in faults])
        stored, same = [], []
        for report_id, claims in coded.items():
            what = CodeReport(found.name, report_id, claims)
            before = found.codings.get((who, report_id))
            if before is not None and before.what == what:
                same.append(report_id)
                continue
            how = "coded" if before is None else f"coded anew, in place of decision {before.number}"
            ledger.decide(what, made_by=f"person: {who}", why=f"{how} from {told_in}")
            stored.append(report_id)
        return Taken(tuple(stored), tuple(same), find_round(ledger, name).left(who))


def sheet(ledger: Ledger, name: str, coder: str, folder: Path) -> Path:
    """Write a coder's sheet and the texts to code, and return where the sheet is.

    What the coder has coded so far is filled in; of the others and of machines there is nothing.

    Raises:
        SettingError: If the sheet is there already: it may hold work.

    """
    found = find_round(ledger, name)
    who = coder_of(found, coder)
    today = Today(ledger)
    reports = [today.set_by_people(report_of(ledger, one)) for one in found.what.report_ids]
    own = {
        report_id: tuple(relocated(one, report_of(ledger, report_id).text) for one in done.claims)
        for (by, report_id), one_done in found.codings.items()
        if by == who and isinstance(done := one_done.what, CodeReport)
    }
    return write_sheet(folder, f"{found.name}-{who}", reports, own)


def report_of(ledger: Ledger, report_id: str) -> Report:
    """Return a report as the ledger holds it, read or not.

    Raises:
        SettingError: If it holds none of this id.

    """
    derived = ledger.derivation(report_id)
    if derived is None:
        raise SettingError(f"the ledger holds no report {report_id}")
    return derived.report


def relocated(coded: CodedClaim, text: str) -> CodedClaim:
    """Return a coding in a text that was derived anew; as it was where that lost its words."""
    if coded.claim.evidence.is_in(text):
        return coded
    words = find_words(coded.claim.evidence, text)
    if words is None:
        return coded

    def moved(speaker: Speaker) -> Speaker:
        if speaker.evidence is None:
            return speaker
        return replace(speaker, evidence=find_words(speaker.evidence, text))

    source = tuple(map(moved, coded.claim.source))
    return replace(coded, claim=replace(coded.claim, evidence=words, source=source))


def veiled(log: Sequence[ReviewDecision]) -> frozenset[int]:
    """Return the numbers of the codings that nobody may see yet; superseded ones are among them.

    Codings of a round that was withdrawn before it could be seen stay veiled.
    """
    visible = {one.name for one in _rounds(log) if one.is_visible}
    return frozenset(
        one.number
        for one in log
        if isinstance(one.what, CodeReport) and one.what.round not in visible
    )


def withdrawn(ledger: Ledger, numbers: Sequence[int], *, by: str, why: str) -> None:
    """Withdraw decisions that still hold, the last one first."""
    standing = {one.number for one in in_force(ledger.reviews())}
    for number in sorted(standing.intersection(numbers), reverse=True):
        ledger.decide(Withdraw(number), made_by=f"person: {person(by)}", why=why)
