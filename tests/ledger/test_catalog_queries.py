"""Lists, counts, maps, timelines and searches, on each database, against their plain meaning."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from tests.ledger.conftest import add, told

from rashomon.errors import InvalidRecord, SettingError
from rashomon.ledger import Ledger, catalog_queries
from rashomon.ledger.catalog import CatalogBasis, doubt
from rashomon.records import (
    ApprovalLevel,
    CasualtyRange,
    CatalogRow,
    Facet,
    IncidentKind,
    IncidentQuery,
    Toll,
    ZoneMark,
    ZoneSide,
    matches,
)
from rashomon.records.listings import Order, TimelineUnit
from rashomon.records.queries import NOBODY

BASIS = CatalogBasis("airwars-2", "zones", "1")
WORDS = ["clinic", "convoy", "hospital", "strike", "дамаск", "دمشق", "or", "near"]
PLACES = ["Alder Ford", "Alder", "Ford Alder", "Aït-X", "100%_town", ""]
PARTIES = ["Utopia", "medics", "Erewhon", "a'b\"c"]
SOME_DATES = st.dates(date(2030, 12, 1), date(2031, 2, 10))
LAT, LON = (
    st.sampled_from([0.0, 10.0, 10.04, 89.99, -45.0]),
    st.sampled_from([0.0, 179.98, -179.98, 20.0, 20.4]),
)


def _some(values: Any, most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=most).map(tuple)


@st.composite
def rows(draw: st.DrawFn) -> CatalogRow:
    """Draw a row, but for its id; everything that can be unknown may be."""
    first = draw(st.none() | SOME_DATES)
    last = None if first is None else max(first, draw(SOME_DATES))
    is_placed = draw(st.booleans())
    low = draw(st.none() | st.integers(0, 40))
    return CatalogRow(
        incident_id="",
        kind=draw(st.sampled_from([IncidentKind.CLASH, IncidentKind.BOMBING])),
        date_first=first,
        date_last=last,
        place=draw(st.sampled_from(PLACES)),
        admin=draw(st.sampled_from(["", "High Fen", "Alder"])),
        country=draw(st.sampled_from([None, "UT", "ER"])),
        lat=draw(LAT) if is_placed else None,
        lon=draw(LON) if is_placed else None,
        radius_km=draw(st.sampled_from([0.5, 5.0, 60.0])) if is_placed else None,
        killed=None if low is None else Toll(CasualtyRange(low, None), low + 3),
        contested=draw(_some([Facet.KILLED, Facet.DATE, Facet.MOTIVE])),
        parties=draw(_some(PARTIES)),
        zones=tuple(
            ZoneMark(zone, draw(st.sampled_from([ZoneSide.INSIDE, ZoneSide.EITHER])))
            for zone in draw(_some(["ring", "line"]))
        ),
        grades=draw(_some(["F3", "Fair"])),
        report_ids=draw(_some(["r1", "r2", "r3"], 3)),
        origin_ids=draw(_some(["o-r1", "o-r2"])),
        level=draw(st.sampled_from(ApprovalLevel)),
        assigned_to=draw(st.sampled_from([None, "Ana", "Bo"])),
        least_confidence=draw(st.none() | st.floats(0, 1)),
        least_link=draw(st.none() | st.floats(0, 1)),
        lost=draw(st.integers(0, 2)),
        words=" ".join(sorted(draw(_some(WORDS, 5)))),
    )


QUERIES = st.builds(
    IncidentQuery,
    text=st.none()
    | st.sampled_from(
        ["clinic", "strike* convoy", "hosp*", "Дамаск", "دَمشق", '"clinic near"', "or", "?", "a(b"]
    ),
    first=st.none() | st.just(date(2031, 1, 5)),
    last=st.none() | st.just(date(2031, 1, 20)),
    place=st.none() | st.sampled_from(["alder", "Alder f", "ford", "high", "AIT", "100%", "!"]),
    country=st.sampled_from([None, None, "UT"]),
    parties=_some([*PARTIES, "nobody's"]),
    kinds=_some([IncidentKind.CLASH, IncidentKind.BOMBING]),
    facets=_some([Facet.KILLED, Facet.DATE]),
    zones=_some(["ring", "line", "ring:inside", "line:left"]),
    levels=_some(list(ApprovalLevel)),
    assigned_to=st.sampled_from([None, None, "Ana", NOBODY]),
    grades=_some(["F3", "Fair", "A1"]),
    bbox=st.none()
    | st.sampled_from(
        [
            (9.0, 9.0, 21.0, 11.0), (179.9, -90.0, -179.9, 90.0), (-180.0, -90.0, 180.0, 90.0),
            (20.1, 10.0, 20.2, 10.1), (-180.0, 80.0, -170.0, 90.0),
        ]
    ),
)  # fmt: skip

# One ledger for all that is drawn: what was in it is taken out by the next that is put in.
DRAWN = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def fill(ledger: Ledger, found: list[CatalogRow]) -> list[CatalogRow]:
    """Let the catalog hold these rows alone, each with an id of its own."""
    ledger.begin_catalog(BASIS, anew=True)
    named = [replace(row, incident_id=f"i-{at:03}") for at, row in enumerate(found)]
    assert ledger.put_catalog(named, after=ledger.catalog_state().refreshes)
    return named


@DRAWN
@given(st.lists(rows(), max_size=8), st.lists(QUERIES, min_size=1, max_size=6), st.data())
def test_the_database_finds_what_queries_mean(
    ledger: Ledger, found: list[CatalogRow], queries: list[IncidentQuery], data: st.DataObject
) -> None:
    """Lists, counts, facets, maps and timelines tell of exactly the rows that match."""
    named = fill(ledger, found)
    order = data.draw(st.sampled_from(Order))
    for query in queries:
        wanted = [row for row in named if matches(query, row)]
        page = ledger.find_incidents(query, order=order)
        assert sorted(page.rows, key=lambda row: row.incident_id) == wanted
        assert page.total == ledger.count_incidents(query) == len(wanted)
        counts = ledger.facet_counts(query)
        assert counts.total == len(wanted)
        assert dict(counts.party) == Counter(p for row in wanted for p in row.parties)
        assert dict(counts.level) == Counter(row.level for row in wanted)
        assert dict(counts.contested) == Counter(f for row in wanted for f in row.contested)
        placed = [row for row in wanted if row.lat is not None]
        shown = ledger.map_points(query)
        assert [point.incident_id for point in shown.points] == [r.incident_id for r in placed]
        assert (shown.total, shown.unplaced) == (len(placed), len(wanted) - len(placed))
        clustered = ledger.map_points(query, limit=1)
        assert clustered.total == len(placed)
        assert sum(one.count for one in clustered.clusters) + len(clustered.points) == len(placed)
        box = (9.0, 9.0, 21.0, 11.0)
        near = [row for row in placed if matches(IncidentQuery(bbox=box), row)]
        assert ledger.map_points(query, bbox=box).total == len(near)
        line = ledger.timeline(query, unit=TimelineUnit.MONTH)
        months = Counter(row.date_first.replace(day=1) for row in wanted if row.date_first)
        assert dict(line.counts) == months
        assert line.undated == sum(row.date_first is None for row in wanted)


@DRAWN
@given(st.lists(rows(), max_size=9), st.sampled_from(Order), st.integers(1, 4))
def test_pages_follow_each_other(
    ledger: Ledger, found: list[CatalogRow], order: Order, limit: int
) -> None:
    """Every incident is on one page, whether pages are counted or follow the last id."""
    named = fill(ledger, found)
    whole = [row.incident_id for row in ledger.find_incidents(order=order).rows]
    assert sorted(whole) == [row.incident_id for row in named]
    seen: list[str] = []
    after = None
    while True:
        page = ledger.find_incidents(order=order, after=after, limit=limit)
        at = ledger.find_incidents(order=order, offset=len(seen), limit=limit)
        assert page.rows == at.rows
        seen += [row.incident_id for row in page.rows]
        after = page.next
        if after is None:
            break
    assert seen == whole


def _row(at: int, **told: Any) -> CatalogRow:
    return CatalogRow(f"i-{at:03}", IncidentKind.CLASH, **told)


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        (Order.NEWEST, "1 0 2"),
        (Order.OLDEST, "0 1 2"),
        (Order.KILLED, "2 0 1"),
        (Order.REPORTS, "1 0 2"),
        (Order.CONTESTED, "2 1 0"),
        (Order.DOUBT, "0 2 1"),
    ],
)
def test_orders_are_as_they_say(ledger: Ledger, order: Order, ids: str) -> None:
    """What is not known comes last, and an id settles ties."""
    first, second = date(2031, 3, 1), date(2031, 3, 5)
    kept = [
        _row(0, date_first=first, date_last=first, killed=Toll(CasualtyRange(0, 3)), lost=1),
        _row(1, date_first=first, date_last=second, contested=(Facet.DATE,), report_ids=("r1",)),
        _row(2, killed=Toll(CasualtyRange(1, None), 9), contested=(Facet.KILLED, Facet.DATE)),
    ]
    fill(ledger, kept)
    found = ledger.find_incidents(order=order).rows
    assert " ".join(row.incident_id[-1] for row in found) == ids


def test_a_queue_shows_lost_work_first() -> None:
    """A decision that finds nothing outweighs any doubt of a machine."""
    worst = _row(0, least_link=0.0, least_confidence=0.0, contested=tuple(Facet))
    assert doubt(_row(1, lost=1)) > doubt(worst) > doubt(_row(2, least_link=0.5)) > doubt(_row(3))


def test_a_page_whose_beginning_has_gone_is_told(ledger: Ledger) -> None:
    """Nobody is shown a list that goes on from nowhere."""
    fill(ledger, [_row(0)])
    with pytest.raises(SettingError, match="begin the list anew"):
        ledger.find_incidents(after="gone")


def test_rows_are_given_by_their_ids(ledger: Ledger) -> None:
    """Those that are not there are left out."""
    named = fill(ledger, [_row(0), _row(1), _row(2)])
    assert list(ledger.catalog_rows(["i-002", "x", "i-000"])) == [named[0], named[2]]


def test_many_points_come_as_clusters(ledger: Ledger) -> None:
    """What lies near each other is counted together, what lies alone is a point, none is lost."""
    near = [
        _row(at, lat=10.0 + at / 1000, lon=20.0, radius_km=2.0, contested=(Facet.DATE,) * (at % 2))
        for at in range(6)
    ]
    far = _row(9, lat=-30.0, lon=-60.0, radius_km=2.0)
    fill(ledger, [*near, far, _row(10)])
    shown = ledger.map_points(zoom=3, limit=4)
    (cluster,) = shown.clusters
    assert (cluster.count, cluster.contested) == (6, 3)
    assert cluster.bbox == (20.0, 10.0, 20.0, 10.005)
    assert cluster.lat == pytest.approx(10.0025)
    assert [point.lat for point in shown.points] == [-30.0]
    assert (shown.total, shown.unplaced) == (7, 1)


def test_clusters_widen_until_they_are_few(ledger: Ledger) -> None:
    """However far in, no more than what was asked for is sent."""
    fill(ledger, [_row(at, lat=at / 10, lon=at / 10, radius_km=1.0) for at in range(40)])
    shown = ledger.map_points(zoom=20, limit=5)
    assert len(shown.clusters) + len(shown.points) <= 5
    assert shown.total == 40


@pytest.mark.parametrize(
    ("unit", "days"),
    [
        (TimelineUnit.DAY, {date(2031, 3, 5): 2, date(2031, 4, 1): 1}),
        (TimelineUnit.MONTH, {date(2031, 3, 1): 2, date(2031, 4, 1): 1}),
        (TimelineUnit.YEAR, {date(2031, 1, 1): 3}),
    ],
)
def test_a_timeline_counts_first_days(
    ledger: Ledger, unit: TimelineUnit, days: dict[date, int]
) -> None:
    """The undated are counted apart."""
    on = [date(2031, 3, 5), date(2031, 3, 5), date(2031, 4, 1)]
    rows_ = [_row(at, date_first=day, date_last=date(2031, 5, 1)) for at, day in enumerate(on)]
    fill(ledger, [*rows_, _row(9)])
    line = ledger.timeline(unit=unit)
    assert (dict(line.counts), line.undated) == (days, 1)


def test_too_much_is_not_asked() -> None:
    """What no person types is refused before it reaches a database."""
    with pytest.raises(InvalidRecord, match="500 signs"):
        IncidentQuery(text="x" * 501)
    with pytest.raises(InvalidRecord, match="200 at most"):
        IncidentQuery(parties=tuple(map(str, range(201))))


def test_a_long_query_is_answered(ledger: Ledger) -> None:
    """As many words and values as a query can have."""
    words = " ".join(f"{at:x}" for at in range(16, 180))
    fill(ledger, [_row(0, words=words, parties=("p1",))])
    query = IncidentQuery(text=words, parties=tuple(f"p{at}" for at in range(200)))
    assert ledger.find_incidents(query).total == 1


# --- The words of reports --------------------------------------------------------------------


def test_reports_are_found_by_their_words(ledger: Ledger) -> None:
    """With snippets that mark them, the claims that hold them, and once read anew no more."""
    reading = add(ledger, told("one"))
    add(ledger, told("two", ((9, "Birch Hill"),)))
    assert ledger.search("killed").total == 0  # not indexed yet
    assert ledger.catalog_state().unsearched == 2
    ids = ledger.index_reports(limit=1) + ledger.index_reports()
    assert ids == ledger.report_ids()
    assert ledger.index_reports() == ()
    (hit,) = ledger.search('"people were killed" ALDER').hits
    assert (hit.report_id, hit.name) == (reading.report.report_id, "one")
    (snippet,) = hit.snippets
    marked = [snippet.text[mark.start : mark.end] for mark in snippet.marks]
    assert marked == ["people were killed", "Alder"]
    assert reading.report.text[snippet.start :].startswith(snippet.text)
    assert hit.claim_ids == tuple(dict.fromkeys(claim.claim_id for claim in reading.claims))
    add(ledger, told("one", ((7, "Oak End"),)))
    assert ledger.search("alder").total == 0
    ledger.index_reports()
    assert ledger.search("alder").total == 0
    assert ledger.search("oak").total == 1


def test_hits_come_in_pages(ledger: Ledger) -> None:
    """The last to come in are the first, and each page tells where the next begins."""
    for at in range(5):
        add(ledger, told(f"n{at}"))
        ledger.index_reports()
    names, after = [], None
    while True:
        page = ledger.search("medic", after=after, limit=2)
        assert page.total == 5
        names += [hit.name for hit in page.hits]
        after = page.next
        if after is None:
            break
    assert names == ["n4", "n3", "n2", "n1", "n0"]


def test_hits_tell_their_incidents(ledger: Ledger) -> None:
    """Those that the catalog has the report in."""
    reading = add(ledger, told("one"))
    ledger.index_reports()
    fill(ledger, [_row(0, report_ids=(reading.report.report_id,)), _row(1)])
    ledger.index_reports()
    (hit,) = ledger.search("alder").hits
    assert hit.incident_ids == ("i-000",)


def test_what_lies_far_apart_is_shown_in_pieces(ledger: Ledger) -> None:
    """No more than three, each cut between words."""
    happenings = [(day, f"Place{day}") for day in range(1, 28)]
    add(ledger, told("long", happenings))
    ledger.index_reports()
    (hit,) = ledger.search("Place1 Place9 Place17 Place25").hits
    assert len(hit.snippets) == 3
    for snippet in hit.snippets:
        assert not snippet.text[0].isspace()
        assert all("Place" in snippet.text[m.start : m.end] for m in snippet.marks)


@pytest.mark.parametrize(
    "asked",
    [
        "", "  ", "?!", '"', "'", "AND", "NOT near", "(", "a:b", "words : x", "^clinic", "{a b}",
        "NEAR(a b)", "x*", "*", "-a", "a OR", "a & !b", "<->", "\\", "'; DROP TABLE reports; --",
        "\0", "\ufdd0", "😀", "%", "_", "medic' | 'x", "x" * 5000, "a " * 400,
    ],
)  # fmt: skip
def test_nothing_that_is_typed_is_syntax(ledger: Ledger, asked: str) -> None:
    """Whatever a database's own language makes of it, it is only words here."""
    add(ledger, told("one"))
    fill(ledger, [_row(0, words="medic people")])
    ledger.index_reports()
    assert ledger.search(asked).total in (0, 1)
    assert ledger.count_incidents(IncidentQuery(text=asked[:500])) in (0, 1)


@DRAWN
@given(
    st.lists(st.text(alphabet="ab c-ÄД'\"\\:", max_size=12), max_size=4),
    st.text('abÄД c*"', max_size=9),
)
def test_an_incident_is_found_by_its_own_words(
    ledger: Ledger, texts: list[str], asked: str
) -> None:
    """Both databases find the words as they are folded, and nothing else."""
    from rashomon.records.search_words import fold

    kept = [_row(0, words=" ".join(sorted(set(fold(told).split())))) for told in texts]
    named = fill(ledger, kept)
    query = IncidentQuery(text=asked)
    found = [row.incident_id for row in ledger.find_incidents(query, order=Order.OLDEST).rows]
    assert found == [row.incident_id for row in named if matches(query, row)]


def test_common_filters_use_indexes(path: Any) -> None:
    """No common question passes through all incidents where SQLite can look them up."""
    with Ledger.open(path) as ledger, ledger._reading() as connection:
        for query in (
            IncidentQuery(text="clinic"),
            IncidentQuery(country="UT"),
            IncidentQuery(kinds=(IncidentKind.CLASH,)),
            IncidentQuery(levels=(ApprovalLevel.DRAFT,)),
            IncidentQuery(assigned_to="Ana"),
            IncidentQuery(parties=("Utopia",)),
            IncidentQuery(zones=("ring",)),
            IncidentQuery(bbox=(1.0, 2.0, 3.0, 4.0)),
        ):
            wanted = catalog_queries.conditions(connection, query)
            asked = select(catalog_queries._CATALOG.c.number).where(*wanted)
            plain = asked.compile(connection, compile_kwargs={"literal_binds": True})
            plan = connection.execute(text(f"EXPLAIN QUERY PLAN {plain}")).all()
            steps = [str(row[3]) for row in plan]
            assert not any(step == "SCAN catalog" for step in steps), (query, steps)
