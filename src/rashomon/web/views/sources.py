"""Outlets and speakers in words: what each published or said, how relayed, of whose losses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.records import CasualtyRange, DateInterval, Facet, SourceGrade
from rashomon.source_tallies import Losses, OutletTally, SourceTallies, SpeakerTally
from rashomon.web.views.words import FACETS, days_in_words, range_in_words
from rashomon.wording.counts import number_of

__all__ = ["SourceView", "SourcesView", "source_view", "sources_view"]

_ON_A_PAGE = 100
_LONGEST = 200
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Counted:
    """Something with how often: a facet, an outlet, a speaker."""

    name: str
    count: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An outlet or a speaker in the list of all."""

    name: str
    label: str
    kind: str
    reports: int
    claims: int
    harm: int
    relayed: str
    grade: str


@dataclass(frozen=True, slots=True)
class SourcesView:
    """The list: outlets by reports, speakers by claims, a page of each."""

    outlets: tuple[Line, ...]
    speakers: tuple[Line, ...]
    outlets_in_all: int
    speakers_in_all: int
    reports: int
    claims: int
    without_outlet: int
    page: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of losses that leads to its words."""

    report_id: str
    claim_id: str
    told: str
    who: str


@dataclass(frozen=True, slots=True)
class LossesView:
    """Figures of one sort of losses: counts in words, and the first of them."""

    title: str
    killed: int
    injured: int
    figures: tuple[Figure, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class OutletView:
    """What an outlet published."""

    reports: str
    days: str
    own_text: int
    carried: tuple[Counted, ...]
    carried_by: tuple[Counted, ...]
    claims: tuple[Counted, ...]
    own_voice: int
    speakers: tuple[Counted, ...]
    shown: tuple[tuple[str, str], ...]  # report id and name
    left_out: int


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """What a speaker says."""

    kind: str
    party: str
    claims: tuple[Counted, ...]
    stances: tuple[Counted, ...]
    direct: int
    through: tuple[Counted, ...]
    outlets: tuple[Counted, ...]
    losses: tuple[LossesView, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """One name: as an outlet, as a speaker, or both."""

    name: str
    label: str
    grades: tuple[str, ...]
    outlet: OutletView | None
    speaker: SpeakerView | None


def sources_view(
    tallies: SourceTallies, grades: Sequence[SourceGrade] = (), page: int = 1
) -> SourcesView:
    """Return the list of all outlets and speakers."""
    outlets = sorted(tallies.outlets.values(), key=lambda one: (-one.reports, one.name))
    speakers = sorted(tallies.speakers.values(), key=lambda one: (-one.claims.total(), one.name))
    cut = slice((page - 1) * _ON_A_PAGE, page * _ON_A_PAGE)
    return SourcesView(
        outlets=tuple(_outlet_line(one, grades) for one in outlets[cut]),
        speakers=tuple(_speaker_line(one, grades) for one in speakers[cut]),
        outlets_in_all=len(outlets),
        speakers_in_all=len(speakers),
        reports=tallies.reports,
        claims=tallies.claims,
        without_outlet=tallies.without_outlet,
        page=page,
        has_more=max(len(outlets), len(speakers)) > page * _ON_A_PAGE,
    )


def _outlet_line(one: OutletTally, grades: Sequence[SourceGrade]) -> Line:
    carried = one.carried.total()
    return Line(
        one.name, _short(one.name), "", one.reports, one.claims.total(), _harm(one.claims),
        f"{carried:,} carry others" if carried else "", _grade(grades, "outlet", one.name),
    )  # fmt: skip


def _speaker_line(one: SpeakerTally, grades: Sequence[SourceGrade]) -> Line:
    through = one.through.total()
    return Line(
        one.name, _short(one.name), _kind(one), 0, one.claims.total(), _harm(one.claims),
        f"{through:,} through others" if through else "", _speaker_grade(one, grades),
    )  # fmt: skip


def source_view(
    tallies: SourceTallies,
    name: str,
    grades: Sequence[SourceGrade] = (),
    names: dict[str, str] | None = None,
) -> SourceView | None:
    """Return what one name published and said, None where nobody is called so.

    `names` are what reports are called, by id.
    """
    outlet, speaker = tallies.outlets.get(name), tallies.speakers.get(name)
    if outlet is None and speaker is None:
        return None
    return SourceView(
        name,
        _short(name),
        tuple(_grades_in_words(grades, name, speaker)),
        _outlet(outlet, names or {}) if outlet else None,
        _speaker(speaker) if speaker else None,
    )


def _outlet(one: OutletTally, names: dict[str, str]) -> OutletView:
    days = DateInterval(one.first, one.last) if one.first and one.last else None
    return OutletView(
        reports=number_of(one.reports, "report"),
        days=days_in_words(days) if days else "",
        own_text=one.reports - one.carried.total(),
        carried=_most(one.carried.items()),
        carried_by=_most(one.carried_by.items()),
        claims=_facets(one.claims),
        own_voice=one.own_voice,
        speakers=_most(one.speakers.items()),
        shown=tuple((each, _short(names.get(each, each))) for each in one.shown),
        left_out=one.reports - len(one.shown),
    )


def _speaker(one: SpeakerTally) -> SpeakerView:
    sorts = (
        (
            ("Of its own side", one.own),
            ("Of others", one.others),
            ("Of people whose side the words do not name", one.no_side),
        )
        if one.is_named
        else (("Losses that they tell", _together(one)),)
    )
    return SpeakerView(
        kind=_kind(one),
        party=one.party or "",
        claims=_facets(one.claims),
        stances=_most(one.stances.items()),
        direct=one.direct,
        through=_most(one.through.items()),
        outlets=_most(one.outlets.items()),
        losses=tuple(_losses(title, told) for title, told in sorts),
    )


def _together(one: SpeakerTally) -> Losses:
    told = (one.own, one.others, one.no_side)
    whole = Losses()
    for each in told:
        whole.counts.update(each.counts)
        whole.shown.extend(each.shown)
    return whole


def _losses(title: str, told: Losses) -> LossesView:
    return LossesView(
        title,
        told.counts[Facet.KILLED],
        told.counts[Facet.INJURED],
        tuple(
            Figure(
                one.report_id,
                one.claim_id,
                f"{range_in_words(CasualtyRange(one.low, one.high))} {one.facet}",
                _short(one.who),
            )
            for one in told.shown
        ),
        told.counts.total() - len(told.shown),
    )


def _most(counts: Iterable[tuple[str, int]]) -> tuple[Counted, ...]:
    found = sorted(counts, key=lambda one: (-one[1], one[0]))
    return tuple(Counted(name, times, _short(name)) for name, times in found[:_MOST_NAMED])


def _facets(counts: dict[str, int]) -> tuple[Counted, ...]:
    return tuple(
        Counted(facet.value, counts[facet], words)
        for facet, words in FACETS.items()
        if counts.get(facet)
    )


def _harm(counts: dict[str, int]) -> int:
    return sum(counts.get(one, 0) for one in (Facet.KILLED, Facet.INJURED, Facet.CASUALTIES))


def _kind(one: SpeakerTally) -> str:
    return one.kind.replace("_", " ") if one.is_named and one.kind != "unknown" else ""


def _grade(grades: Sequence[SourceGrade], what: str, name: str) -> str:
    return next((one.grade for one in grades if (one.what, one.source) == (what, name)), "")


def _speaker_grade(one: SpeakerTally, grades: Sequence[SourceGrade]) -> str:
    return _grade(grades, "speaker", one.name) or _grade(grades, "kind", one.kind)


def _grades_in_words(
    grades: Sequence[SourceGrade], name: str, speaker: SpeakerTally | None
) -> Iterable[str]:
    for one in grades:
        is_kind = one.what == "kind" and speaker is not None and one.source == speaker.kind
        if (one.source == name and one.what != "kind") or is_kind:
            told = ", ".join(part for part in (one.who, one.when) if part)
            yield (
                f"{one.grade} as {one.what}"
                + (f" ({told})" if told else "")
                + (f": {one.why}" if one.why else "")
            )


def _short(words: str) -> str:
    plain = " ".join(words.split()) or words
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
