"""How well readings agree with reports that careful coders annotated.

A found claim counts when an annotated claim of the same facet has the same value, overlapping
words and the corresponding incident; each annotated claim is used once. Who says it and with
which stance is measured over the claims found. Incidents are paired by the claims they share,
then by day and place. Linking is measured by B3 over all annotated incidents of all reports,
noise by characters, the date of publication by equality. Claims within the headline count
neither way: it repeats the body.

Annotations and readings are plain JSON objects as `rashomon read` prints them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rashomon.records import COUNT_FACETS
from rashomon.reference.earth import distance_km

__all__ = ["Counts", "Flaw", "Scores", "agreements", "is_same_value", "score"]

Json = Mapping[str, Any]

_EMPTY_WORDS = frozenset("the a an of in on to by s and its his their from for who said".split())
_SPEAKER_SHARE = 0.5  # of the shorter name's words
_ACTOR_SHARE = 0.6  # of all words of both names
_EVIDENCE_SHARE = 0.3  # of the shorter of both stretches
_PLACE_SLACK_KM = 10.0
_DATE_SLACK_DAYS = 3


@dataclass(frozen=True, slots=True)
class Counts:
    """What was right, found and wanted; precision, recall and F1 follow."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """The share of the found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the wanted that was found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.found + other.found, self.wanted + other.wanted
        )


@dataclass(frozen=True, slots=True)
class Flaw:
    """One miss, false alarm or wrong speaker, for a person to read."""

    report: str
    kind: str  # "missed", "false" or "speaker"
    facet: str
    detail: str
    quote: str


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one evaluation. Shares lie in 0..1; None where nothing could be measured."""

    reports: int
    claims: Counts
    facets: Mapping[str, Counts]
    incidents: Counts
    linking: tuple[float, float, float]  # B3 precision, recall, F1
    not_affirmed: Counts
    noise: Counts
    speaker: float
    chain: float
    stance: float
    published: float | None
    flaws: tuple[Flaw, ...] = ()
    # Of every annotated incident of a report: where linking put it, and where it belongs.
    clusters: tuple[tuple[object, str], ...] = ()


@dataclass(slots=True)
class _Tally:
    facets: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    incidents: Counts = field(default_factory=Counts)
    noise: Counts = field(default_factory=Counts)
    not_affirmed: Counts = field(default_factory=Counts)
    matched: int = 0
    speakers: int = 0
    chains: int = 0
    stances: int = 0
    dated: int = 0
    datable: int = 0
    clusters: list[tuple[object, str]] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)


def score(annotated: Iterable[tuple[Json, str]], readings: Mapping[str, Json]) -> Scores:
    """Compare `readings` by report id with annotations, each given with its report's text.

    A report without a reading counts as read empty.
    """
    tally = _Tally()
    reports = 0
    for gold, text in annotated:
        reports += 1
        _score_report(gold, readings.get(gold["id"], {}), text, tally)
    matched = tally.matched or 1
    return Scores(
        reports=reports,
        claims=sum(tally.facets.values(), Counts()),
        facets=dict(sorted(tally.facets.items())),
        incidents=tally.incidents,
        linking=_b_cubed(tally.clusters),
        not_affirmed=tally.not_affirmed,
        noise=tally.noise,
        speaker=tally.speakers / matched,
        chain=tally.chains / matched,
        stance=tally.stances / matched,
        published=tally.dated / tally.datable if tally.datable else None,
        flaws=tuple(tally.flaws),
        clusters=tuple(tally.clusters),
    )


def agreements(
    gold: Json, found: Json, text: str
) -> tuple[list[Json], list[Json], list[tuple[Json, Json]]]:
    """Return the claims annotated and found outside the headline, and which of them agree.

    Agreeing claims have facet, value and words in common, whatever their incidents; a claim may
    agree with several.
    """
    wanted, offered = _outside_headline(gold, found, text)
    return wanted, offered, _agreeing(wanted, offered, text)


def _agreeing(
    wanted: Iterable[Json], offered: Sequence[Json], text: str
) -> list[tuple[Json, Json]]:
    return [
        (want, claim)
        for want in wanted
        for claim in offered
        if claim.get("facet") == want["facet"]
        and is_same_value(want["facet"], want["value"], claim.get("value") or {})
        and _same_evidence(list(_occurrences(text, want["quote"])), claim)
    ]


def _score_report(gold: Json, found: Json, text: str, tally: _Tally) -> None:
    wanted, offered = _outside_headline(gold, found, text)
    pairs = _agreeing(wanted, offered, text)
    offered_incidents = found.get("incidents", [])
    counterpart = _pair_incidents(gold["incidents"], offered_incidents, pairs)
    tally.incidents += Counts(len(counterpart), len(offered_incidents), len(gold["incidents"]))
    for incident in gold["incidents"]:
        key = incident["key"]
        label = str(counterpart[key]) if key in counterpart else (gold["id"], key)
        tally.clusters.append((label, key))

    used: set[int] = set()
    for want, claim in pairs:
        if id(want) in used or id(claim) in used:
            continue
        if counterpart.get(want["incident"]) != claim.get("incident"):
            continue
        used |= {id(want), id(claim)}
        _score_match(gold["id"], want, claim, tally)
    for want in wanted:
        tally.facets[want["facet"]] += Counts(wanted=1)
        if id(want) not in used:
            tally.flaws.append(_flaw(gold["id"], "missed", want))
    for claim in offered:
        tally.facets[claim["facet"]] += Counts(found=1)
        if id(claim) not in used:
            tally.flaws.append(_flaw(gold["id"], "false", claim))
    _score_noise(gold, found, text, tally)
    if gold["published"]:
        tally.datable += 1
        tally.dated += (found.get("published") or "")[:10] == gold["published"]


def _score_match(report: str, want: Json, claim: Json, tally: _Tally) -> None:
    tally.facets[want["facet"]] += Counts(right=1)
    tally.matched += 1
    said, asked = claim.get("source") or [], want["source"]
    is_speaker = is_chain = said == asked
    if said and asked:
        is_speaker = _shares_words(asked[0], said[0])
        is_chain = len(said) == len(asked) and all(map(_shares_words, asked, said))
    tally.speakers += is_speaker
    tally.chains += is_chain
    tally.stances += want["stance"] == claim.get("stance")
    is_denied, was_denied = want["stance"] != "affirm", claim.get("stance") != "affirm"
    tally.not_affirmed += Counts(
        is_denied and want["stance"] == claim.get("stance"), was_denied, is_denied
    )
    if not is_speaker:
        detail = f"{asked} read as {said}"
        tally.flaws.append(Flaw(report, "speaker", want["facet"], detail, want["quote"]))


def _score_noise(gold: Json, found: Json, text: str, tally: _Tally) -> None:
    def marked(stretches: Iterable[tuple[int, int]]) -> set[int]:
        return {i for a, b in stretches for i in range(a, b) if not text[i].isspace()}

    wanted = marked(hit for words in gold["noise"] for hit in _occurrences(text, words))
    offered = marked((a, b) for a, b in found.get("noise", []))
    tally.noise += Counts(len(wanted & offered), len(offered), len(wanted))


def _flaw(report: str, kind: str, claim: Json) -> Flaw:
    return Flaw(report, kind, claim["facet"], str(claim.get("value")), str(claim.get("quote")))


def _outside_headline(gold: Json, found: Json, text: str) -> tuple[list[Json], list[Json]]:
    """Both lists of claims without those whose words lie wholly in the headline."""
    wanted, offered = list(gold["claims"]), list(found.get("claims", []))
    headline = gold.get("headline")
    start = text.find(headline) if headline else -1
    if start < 0:
        return wanted, offered
    end = start + len(headline or "")

    def is_within(a: int, b: int) -> bool:
        return a >= start and b <= end

    wanted = [
        claim
        for claim in wanted
        if not all(is_within(a, b) for a, b in _occurrences(text, claim["quote"]))
    ]
    offered = [c for c in offered if not is_within(c.get("start", -1), c.get("end", -1))]
    return wanted, offered


def _occurrences(text: str, quote: str) -> Iterator[tuple[int, int]]:
    at = text.find(quote)
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)


def _same_evidence(places: Sequence[tuple[int, int]], claim: Json) -> bool:
    start, end = claim.get("start"), claim.get("end")
    if start is None or end is None:
        return False
    return any(
        min(end, b) - max(start, a) >= _EVIDENCE_SHARE * max(1, min(end - start, b - a))
        for a, b in places
    )


def is_same_value(facet: str, want: Json, got: Json) -> bool:
    """Tell whether a found value of a facet agrees with an annotated one."""
    if facet in COUNT_FACETS:
        return bool(want["min"] == got.get("min") and want["max"] == got.get("max"))
    if facet == "responsible":
        return _same_actor(want["actor"], got.get("actor"))
    if facet == "target":
        return _same_actor(want["actor"], got.get("actor")) or _shares_words(
            want["what"], got.get("what")
        )
    if facet == "means":
        return bool(want["class"] == got.get("class"))
    if facet == "place":
        return _is_near(want, got)
    if facet == "date":
        return _same_days(want, got)
    return True  # a motive or notice is its words


def _telling_words(name: str | None) -> set[str]:
    folded = (name or "").casefold().replace("’", "'").replace("defence", "defense")
    return set(re.findall(r"\w+", folded)) - _EMPTY_WORDS


def _shares_words(one: str | None, other: str | None) -> bool:
    a, b = _telling_words(one), _telling_words(other)
    return bool(a and b) and len(a & b) >= _SPEAKER_SHARE * min(len(a), len(b))


def _same_actor(one: str | None, other: str | None) -> bool:
    a, b = _telling_words(one), _telling_words(other)
    return bool(a and b) and len(a & b) / len(a | b) >= _ACTOR_SHARE


def _is_near(want: Json, got: Json) -> bool:
    if any(place.get(end) is None for place in (want, got) for end in ("lat", "lon")):
        return False
    apart = distance_km(want["lat"], want["lon"], got["lat"], got["lon"])
    return bool(apart <= want["radius_km"] + _PLACE_SLACK_KM)


def _same_days(want: Json, got: Json) -> bool:
    ends = (want.get("from"), want.get("to"), got.get("from"), got.get("to"))
    if not all(ends):
        return False
    a, b, c, d = (date.fromisoformat(str(end)[:10]) for end in ends)
    return c <= b and a <= d and (d - c).days <= (b - a).days + _DATE_SLACK_DAYS


def _pair_incidents(
    gold: Sequence[Json], found: Sequence[Json], pairs: Iterable[tuple[Json, Json]]
) -> dict[str, Any]:
    shared = Counter((want["incident"], claim.get("incident")) for want, claim in pairs)
    ranked = []
    for want in gold:
        for got in found:
            when, where = _same_days(want, got), _is_near(want["place"], got.get("place") or {})
            claims = shared[want["key"], got["key"]]
            if claims or (when and where):
                ranked.append((-(claims + 0.5 * when + 0.5 * where), want["key"], got["key"]))
    ranked.sort(key=lambda row: (row[0], row[1], str(row[2])))
    counterpart: dict[str, Any] = {}
    for _, want_key, got_key in ranked:
        if want_key not in counterpart and got_key not in counterpart.values():
            counterpart[want_key] = got_key
    return counterpart


def _b_cubed(labels: Sequence[tuple[object, str]]) -> tuple[float, float, float]:
    """B3 precision, recall and F1 (Bagga and Baldwin 1998) of (found, annotated) clusters."""
    if not labels:
        return 0.0, 0.0, 0.0
    both = Counter(labels)
    found, gold = Counter(f for f, _ in labels), Counter(g for _, g in labels)
    precision = sum(both[f, g] / found[f] for f, g in labels) / len(labels)
    recall = sum(both[f, g] / gold[g] for f, g in labels) / len(labels)
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0
