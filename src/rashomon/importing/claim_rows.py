"""Claims as people coded them, against what is read: added, corrected, or there already.

Rows of one report that follow each other are settled together: first those that a claim of the
report agrees with, then the others, so that no row corrects a claim that another row confirms.
A row is known again by its key, else by its facet and words, and by who coded it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rashomon.deciding import speakers_of
from rashomon.errors import RashomonError, SettingError
from rashomon.importing.claim_sheets import Coded
from rashomon.importing.claim_values import (
    Wanted,
    agrees,
    facet_of,
    stance_of,
    wanted_value,
)
from rashomon.importing.plan import CODED, Plan
from rashomon.importing.reports import Reports
from rashomon.importing.sheets import BadRow, plain
from rashomon.importing.telling import Telling
from rashomon.importing.words import stretches
from rashomon.records import (
    AddClaim,
    Claim,
    CorrectClaim,
    CountValue,
    EvidenceSpan,
    Reading,
    RejectClaim,
    ReportIncident,
    ReviewDecision,
    Speaker,
    Stance,
)
from rashomon.review import mark_of, review_reading
from rashomon.review.relocating import shared

__all__ = ["ClaimRows", "Settled"]

_LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a row: as `taking.Taken` has it."""

    where: str
    how: str
    words: str = ""
    decisions: tuple[ReviewDecision, ...] = ()


@dataclass(slots=True)
class _Asked:
    """A row, with what it says and by what it is known again."""

    coded: Coded
    who: str
    key: str
    wanted: Wanted
    told: ReportIncident | None
    prior: ReviewDecision | None


@dataclass(slots=True)
class ClaimRows:
    """The claims of one file, taken in report by report."""

    plan: Plan
    file: str
    reports: Reports
    telling: Telling
    _keys: Counter[tuple[str, str]] = field(default_factory=Counter)
    _read: Reading | None = None
    _claims: dict[str, list[Claim]] = field(default_factory=dict)

    def take(self, rows: Sequence[Coded]) -> Iterator[Settled]:
        """Plan what rows about one report say, and yield what became of each, in their order."""
        found: dict[int, Settled] = {}
        asked: list[tuple[int, _Asked]] = []
        reading: Reading | None = None
        for at, coded in enumerate(rows):
            try:
                if reading is None:
                    reading = self._reading(coded)
                if self._is_as_exported(coded, reading):
                    found[at] = Settled(coded.where, "known")
                else:
                    asked.append((at, self._asked(coded, reading)))
            except RashomonError as error:
                found[at] = Settled(coded.where, "left out", str(error))
        used: set[tuple[str, tuple[Speaker, ...]]] = set()
        for is_first in (True, False):
            for at, one in asked:
                if at in found:
                    continue
                assert reading is not None
                count = len(self.plan.planned)
                try:
                    how = self._settle(one, reading, used, only_same=is_first)
                except RashomonError as error:
                    self.plan.undo(count)
                    found[at] = Settled(one.coded.where, "left out", str(error))
                    continue
                if how is not None:
                    made = tuple(each.decision for each in self.plan.planned[count:])
                    found[at] = Settled(one.coded.where, how, "", made)
        for at in range(len(rows)):
            yield found[at]

    def _reading(self, coded: Coded) -> Reading:
        if not coded.report:
            raise BadRow("it names no report; write its id, name or address")
        report_id = self.reports.find(coded.report)
        reading = self.plan.read(report_id)
        if reading is None:
            raise BadRow(f"report {report_id} has not been read; run `rashomon build` first")
        return reading

    def _is_as_exported(self, coded: Coded, reading: Reading) -> bool:
        """Tell whether the row is of an export, and says what is read or holds today."""
        if not coded.claim_id:
            return False
        report_id = reading.report.report_id
        own = [*self._by_id(reading).get(coded.claim_id, ())]
        if not own or self.plan.has_claim_decisions(report_id):
            today = self.plan.reviewed(report_id)
            assert today is not None
            own += [one for one in today.claims if one.claim_id == coded.claim_id]
        if not own:
            self._tell_gone(coded, report_id)
        wanted = _wanted(coded, own[0].evidence)
        return any(agrees(one, wanted) for one in own)

    def _by_id(self, reading: Reading) -> dict[str, list[Claim]]:
        """The claims of a reading by their ids, which take their time to compute."""
        if self._read is not reading:
            self._read, self._claims = reading, {}
            for one in reading.claims:
                self._claims.setdefault(one.claim_id, []).append(one)
        return self._claims

    def _tell_gone(self, coded: Coded, report_id: str) -> None:
        for one in self.plan.in_force(report_id):
            if isinstance(one.what, RejectClaim) and one.what.claim.claim_id == coded.claim_id:
                raise BadRow(
                    f"claim {coded.claim_id} was rejected by decision {one.number}, {one.who}; "
                    f"to have it back, withdraw that: rashomon decide withdraw {one.number}"
                )
        raise BadRow(
            f"the report has no claim {coded.claim_id} today; export the claims anew, or empty the "
            "cell to add one"
        )

    def _asked(self, coded: Coded, reading: Reading) -> _Asked:
        who = " ".join((coded.coder or self.plan.by or "").removeprefix("person:").split())
        if not who:
            raise BadRow("nobody coded it; name somebody in a column “coder”, or say --by")
        facet = facet_of(coded.facet)
        told = None if coded.claim_id else self.telling.asked(coded, reading)
        words = self._words(coded, reading, told)
        wanted = _wanted(coded, words)
        key = coded.claim_id or coded.key[:_LONGEST_KEY]
        if not key:
            base = f"{facet} “{plain(words.quote)[:80]}” at {words.start}"
            self._keys[reading.report.report_id, f"{who}|{base}"] += 1
            number = self._keys[reading.report.report_id, f"{who}|{base}"]
            key = base if number == 1 else f"{base}, {number}"
        prior = self.plan.coded(who, reading.report.report_id, key)
        return _Asked(coded, who, key, wanted, told, prior)

    def _words(self, coded: Coded, reading: Reading, told: ReportIncident | None) -> EvidenceSpan:
        """The one stretch that is marked: as offsets say, else where its facet is read."""
        text, name = reading.report.text, reading.report.name
        start, end = coded.start, coded.end
        if not coded.words and coded.claim_id:
            return self._by_id(reading)[coded.claim_id][0].evidence
        if not coded.words:
            if start is None or end is None or not 0 <= start < end <= len(text):
                raise BadRow("no words are marked; write the report's own words into “words”")
            return EvidenceSpan.cut(text, start, end)
        found = stretches(text, coded.words)
        if not found:
            short = plain(coded.words)
            short = short if len(short) <= 80 else short[:79] + "…"
            raise BadRow(f"{name} holds “{short}” nowhere; copy the words from its stored text")
        best = [span for span in found if span.start == start] or found
        if len(best) > 1:
            mentions = told.mentions if told else [m.mention_id for m in reading.mentions]
            spans = [m.span for m in reading.mentions if m.mention_id in mentions]
            best = [one for one in best if any(span.covers(one) for span in spans)] or best
        if len(best) > 1:
            facet = facet_of(coded.facet)
            near = [c.evidence for c in reading.claims if c.facet is facet]
            best = [one for one in best if any(shared(one, other) for other in near)] or best
        if len(best) > 1:  # which of them is meant does not matter where one is read so already
            same = [one for one in best if _is_read_so(coded, one, reading)]
            best = same[:1] or best
        if len(best) > 1:
            at = ", ".join(str(span.start) for span in best[:5])
            raise BadRow(
                f"{name} holds “{plain(coded.words)[:60]}” {len(best)} times; say in “start” "
                f"which: {at}"
            )
        return best[0]

    def _settle(
        self,
        one: _Asked,
        reading: Reading,
        used: set[tuple[str, tuple[Speaker, ...]]],
        *,
        only_same: bool,
    ) -> str | None:
        """Plan what a row wants; None where that waits for the other rows."""
        plan, report_id = self.plan, reading.report.report_id
        if one.prior is not None and _is_settled(one.prior, one.wanted):
            claim = _made(one.prior)
            used.add((claim.claim_id, claim.source))
            return "known"
        held = plan.in_force(report_id)
        others = [decision for decision in held if decision is not one.prior]
        base = review_reading(reading, others).reading if others else reading
        near = [
            claim
            for claim in base.claims
            if claim.facet is one.wanted.facet
            and shared(claim.evidence, one.wanted.words)
            and (one.told is None or claim.mention in one.told.mentions)
            and (not one.coded.claim_id or claim.claim_id == one.coded.claim_id)
        ]
        same = [claim for claim in near if agrees(claim, one.wanted)]
        if same:
            used.update((claim.claim_id, claim.source) for claim in same)
            if one.prior is None:
                return "known"
            self._withdraw(one, "the claim is read so by now, or the row says so again")
            return "withdrawn"
        if only_same:
            return None
        if one.prior is not None:
            self._withdraw(one, "the row was changed")
        what = self._act(one, reading, near, held, used)
        rests_on = [f"{CODED}{one.key}", f"taken in by {plan.taken_by} from {self.file}"]
        why = one.coded.why or plan.why or f"coded by hand in {self.file}"
        plan.add(what, where=one.coded.where, made_by=one.who, why=why, rests_on=rests_on)
        return "new" if one.prior is None else "changed"

    def _withdraw(self, one: _Asked, why: str) -> None:
        assert one.prior is not None
        self.plan.withdraw(
            one.prior.number, where=one.coded.where, by=one.who, why=f"{why}: {one.coded.where}"
        )

    def _act(
        self,
        one: _Asked,
        reading: Reading,
        near: Sequence[Claim],
        held: Sequence[ReviewDecision],
        used: set[tuple[str, tuple[Speaker, ...]]],
    ) -> AddClaim | CorrectClaim:
        """A correction of the one claim that these words are read as, else a claim of its own."""
        wanted = one.wanted
        self._check_rejected(one, held)
        free = [
            claim
            for claim in near
            if (claim.claim_id, claim.source) not in used
            and (one.coded.claim_id or _is_alike(claim.evidence, wanted.words))
        ]
        others = {
            number
            for claim in free
            for number in self._settled(claim)
            if self.plan.decision(number).who != one.who
        }
        if others and not one.coded.claim_id:
            first = self.plan.decision(min(others))
            raise BadRow(
                f"decision {first.number}, {first.who}, has settled this claim otherwise; withdraw "
                "that first, or leave the row out"
            )
        free = [claim for claim in free if one.coded.claim_id or not self._settled(claim)]
        exact = [claim for claim in free if claim.evidence == wanted.words] or free
        if len({claim.claim_id for claim in exact}) == 1:
            before = replace(exact[0], decisions=())
            used.add((before.claim_id, before.source))
            return CorrectClaim(before, _corrected(before, wanted, reading))
        if one.coded.claim_id:
            raise BadRow(
                f"claim {one.coded.claim_id} has been corrected since it was exported; export the "
                "claims anew and change that"
            )
        told = one.told or self.telling.by_words(one.coded, reading, wanted.words)
        value = wanted.value
        if value is None:
            raise BadRow("it gives no value; write one")
        source = _source(wanted, None, reading)
        claim = Claim(
            reading.report.report_id, told.mentions[0], wanted.facet, value, wanted.words,
            source, wanted.stance or Stance.AFFIRM,
        )  # fmt: skip
        used.add((claim.claim_id, claim.source))
        return AddClaim(claim, mark_of(reading, told))

    def _settled(self, claim: Claim) -> list[int]:
        """The decisions about just this claim; those on names shape many and settle none."""
        kinds = CorrectClaim | AddClaim
        return [n for n in claim.decisions if isinstance(self.plan.decision(n).what, kinds)]

    def _check_rejected(self, one: _Asked, held: Sequence[ReviewDecision]) -> None:
        for decision in held:
            what = decision.what
            if (
                isinstance(what, RejectClaim)
                and decision.who != one.who
                and shared(what.claim.evidence, one.wanted.words)
                and agrees(what.claim, one.wanted)
            ):
                raise BadRow(
                    f"decision {decision.number}, {decision.who}, has rejected this claim; "
                    "withdraw that first, or leave the row out"
                )


def _is_read_so(coded: Coded, words: EvidenceSpan, reading: Reading) -> bool:
    wanted = _wanted(coded, words)
    return any(shared(one.evidence, words) and agrees(one, wanted) for one in reading.claims)


def _wanted(coded: Coded, words: EvidenceSpan) -> Wanted:
    facet = facet_of(coded.facet)
    is_export = bool(coded.claim_id)
    if is_export and coded.start is not None and coded.end is not None and coded.words:
        is_same = plain(coded.words) == plain(words.quote)
        if not is_same or coded.start != words.start:
            words = _remarked(coded, words)
    return Wanted(
        facet,
        words,
        wanted_value(coded, facet, words.quote),
        stance_of(coded.stance),
        coded.speakers,
        is_export,
    )


def _remarked(coded: Coded, words: EvidenceSpan) -> EvidenceSpan:
    """The words as an edited row marks them; whether they stand there is looked up later."""
    assert coded.start is not None
    start = coded.start if coded.start >= 0 else words.start
    return EvidenceSpan(start, start + len(coded.words), coded.words)


def _made(prior: ReviewDecision) -> Claim:
    """The claim that an earlier import of the row led to."""
    assert isinstance(prior.what, AddClaim | CorrectClaim)
    return prior.what.claim if isinstance(prior.what, AddClaim) else prior.what.after


def _is_settled(prior: ReviewDecision, wanted: Wanted) -> bool:
    """Tell whether an earlier import of the row led to all that it says now."""
    claim = _made(prior)
    is_marked = (
        claim.evidence.quote == wanted.words.quote
        if isinstance(prior.what, AddClaim)
        else bool(shared(claim.evidence, wanted.words))
    )
    return is_marked and agrees(claim, wanted)


def _is_alike(one: EvidenceSpan, other: EvidenceSpan) -> bool:
    """Tell whether two stretches share at least half of the longer one."""
    return 2 * shared(one, other) >= max(one.end - one.start, other.end - other.start)


def _corrected(before: Claim, wanted: Wanted, reading: Reading) -> Claim:
    after = before
    if wanted.value is not None and not agrees(before, replace(wanted, stance=None, speakers=None)):
        value = wanted.value
        if (
            not wanted.has_exact_words
            and isinstance(value, CountValue)
            and isinstance(before.value, CountValue)
        ):
            value = replace(value, who=value.who or before.value.who)
        after = replace(after, value=value)
    if wanted.stance is not None:
        after = replace(after, stance=wanted.stance)
    if wanted.has_exact_words and wanted.words.is_in(reading.report.text):
        after = replace(after, evidence=wanted.words)
    elif wanted.has_exact_words:
        raise BadRow(f"the report does not hold “{plain(wanted.words.quote)[:60]}” there")
    return replace(after, source=_source(wanted, before, reading), confidence=1.0)


def _source(wanted: Wanted, before: Claim | None, reading: Reading) -> tuple[Speaker, ...]:
    """Who says it: as it was where nothing else is told, else by words of the report."""
    if wanted.speakers is None:
        return before.source if before else ()
    if before is not None and agrees(
        before, Wanted(before.facet, before.evidence, None, None, wanted.speakers, False)
    ):
        return before.source
    try:
        return tuple(
            speaker
            for words in wanted.speakers
            for speaker in speakers_of(words, wanted.words, reading)
        )
    except SettingError as error:
        raise BadRow(str(error)) from error
