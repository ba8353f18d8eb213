"""Short readings made by hand, for reconciling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from rashomon.reconcile import reconcile
from rashomon.records import (
    CasualtyRange,
    Claim,
    ClaimValue,
    CountValue,
    Dossier,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    Mention,
    Reading,
    Report,
    ReportIncident,
    ResponsibleValue,
    Span,
    Speaker,
    Stance,
)


@dataclass(frozen=True)
class Said:
    """One claim of an invented report; `sentence` tells which mention it hangs on."""

    facet: Facet
    value: ClaimValue
    source: tuple[Speaker, ...] = ()
    stance: Stance = Stance.AFFIRM
    sentence: int = 0


class Bench:
    """Builds readings and reconciles them, so that a test says only what it is about."""

    ministry = Speaker("the Defense Ministry", actor="Freedonia", party="Freedonia", kind="force")
    rebels = Speaker("a rebel spokesman", actor="Rebels", party="Rebels", kind="armed_group")
    monitor = Speaker("the Observatory", kind="monitor")
    medic = Speaker("a doctor", kind="medic")
    news = Speaker("Newswire", kind="agency")

    @staticmethod
    def number(
        facet: Facet,
        low: int | None,
        high: int | None,
        *source: Speaker,
        who: str | None = None,
        stance: Stance = Stance.AFFIRM,
        sentence: int = 0,
    ) -> Said:
        """Build a claim of a number."""
        value = CountValue(CasualtyRange(low, high), who)
        return Said(facet, value, source, stance, sentence)

    def killed(self, number: int, *source: Speaker, who: str | None = None) -> Said:
        """Build a claim of an exact number killed."""
        return self.number(Facet.KILLED, number, number, *source, who=who)

    @staticmethod
    def blamed(actor: str, *source: Speaker, stance: Stance = Stance.AFFIRM) -> Said:
        """Build a claim of who did it."""
        return Said(Facet.RESPONSIBLE, ResponsibleValue(actor), source, stance)

    @staticmethod
    def reading(
        name: str,
        *said: Said,
        outlet: str | None = None,
        carried_from: str | None = None,
        published: date | None = None,
        text: str | None = None,
    ) -> Reading:
        """Build a reading of one incident; each claim's evidence is a word of its own."""
        words = " ".join(f"{name}word{n:03d}" for n in range(max(1, len(said))))
        whole = words if text is None else f"{words}\n{text}"
        sentences = sorted({s.sentence for s in said}) or [0]
        mentions = tuple(Mention(n, Span(0, len(words))) for n in sentences)
        width = len(name) + 8
        claims = tuple(
            Claim(
                name,
                s.sentence,
                s.facet,
                s.value,
                EvidenceSpan.cut(whole, n * width, n * width + width - 1),
                s.source,
                s.stance,
            )
            for n, s in enumerate(said)
        )
        report = Report(
            name, name, name, whole, outlet=outlet, carried_from=carried_from,
            published_on=published,
        )  # fmt: skip
        incident = ReportIncident(name, 0, IncidentKind.OTHER, None, None, tuple(sentences))
        return Reading(report, "hand", mentions, claims, (incident,))

    @staticmethod
    def dossier(
        readings: Sequence[Reading], kind: IncidentKind = IncidentKind.AIR_STRIKE
    ) -> Dossier:
        """Reconcile the readings' incidents as one."""
        members = tuple(i.key for r in readings for i in r.incidents)
        incident = Incident("somewhere-2020-01-01", kind, None, None, members)
        return reconcile(incident, {r.report.report_id: r for r in readings})


@pytest.fixture(scope="session")
def bench() -> Bench:
    """Return the builder of invented readings."""
    return Bench()
