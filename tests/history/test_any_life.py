"""Whatever happens to a ledger, each moment of it can be looked back at."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from tests.history.conftest import FEN, FORD, Clock, Life

from rashomon.deciding import different, moved, rejected, same
from rashomon.differences.of_ledgers import between_moments
from rashomon.errors import LedgerError, SettingError
from rashomon.history import incident_log
from rashomon.ledger import Ledger, schema
from rashomon.ledger.placements import replayed, rulings_of
from rashomon.reconciling import dossiers
from rashomon.records import Withdraw
from rashomon.reviewing import Today

NAMES = ("one", "two", "three")
HAPPENINGS = st.lists(
    st.sampled_from([FORD, FEN, (8, "Alder Ford"), (21, "Mill")]),
    min_size=1, max_size=3, unique=True,
)  # fmt: skip
PICK = st.integers(0, 7)
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["read and link", "read"]),
            st.sampled_from(NAMES),
            HAPPENINGS,
            st.integers(1, 2),
            st.integers(0, 1),
        ),
        st.tuples(st.just("link")),
        st.tuples(st.sampled_from(["same", "different"]), PICK, PICK),
        st.tuples(st.sampled_from(["reject", "move", "withdraw"]), PICK),
    ),
    min_size=3,
    max_size=9,
)  # fmt: skip


def do(life: Life, step: tuple[object, ...], told: dict[str, list[tuple[int, str]]]) -> None:
    """Do a step, if it can be done; a report keeps what it tells of, which is its bytes."""
    ledger, today = life.ledger, Today(life.ledger)
    incidents = [one.incident_id for one in today.incidents()]
    members = [member for one in today.incidents() for member in one.members]
    try:
        match step:
            case ("read" | "read and link", str(name), list(happenings), int(reader), int(first)):
                own = told.setdefault(name, happenings)
                start = first if len(own) > first else 0
                life.read(name, *own, reader=f"rules-{reader}", killed=reader, first=start)
                if step[0] == "read and link":
                    life.link()
            case ("link",):
                life.link()
            case ("same", int(a), int(b)) if incidents:
                life.decide(same(today, *(incidents[n % len(incidents)] for n in (a, b))))
            case ("different", int(a), int(b)) if incidents:
                life.decide(different(today, *(incidents[n % len(incidents)] for n in (a, b))))
            case ("reject", int(a)) if members:
                report_id, _ = members[a % len(members)]
                claims = next(today.readings_of({report_id})).claims
                life.decide(rejected(ledger, today, claims[a % len(claims)].claim_id))
            case ("move", int(a)) if members:
                report_id, number = members[a % len(members)]
                life.decide(moved(ledger, today, [f"{report_id}#{number}"], None))
            case ("withdraw", int(a)) if today.decisions:
                number = today.decisions[a % len(today.decisions)].number
                life.decide(Withdraw(number))
    except (SettingError, LedgerError, ZeroDivisionError):
        return  # it cannot be decided so: what matters is that nothing came of it


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_every_moment_is_seen_as_it_was(steps: list[tuple[object, ...]]) -> None:
    """Every dossier of every moment, every placement, every difference, whole and of one."""
    clock = Clock()
    with Ledger.open(":memory:", now=clock) as ledger:
        life, told = Life(ledger, clock), dict[str, list[tuple[int, str]]]()
        for n, step in enumerate(steps):
            do(life, step, told)
            life.note(str(n))
        for at, said in life.said.values():
            view = ledger.as_of(ledger.moment_of(at))
            assert {one.incident.incident_id: one for one in dossiers(view)} == said
        with ledger._reading() as connection:
            rulings = rulings_of(connection, ledger.report_ids())
        placed = {member: one.incident_id for member, one in replayed(rulings).items()}
        assert placed == ledger.placements(ledger.report_ids())
        (first, was), (last, now) = life.said["0"], life.said[str(len(steps) - 1)]
        found = between_moments(ledger, ledger.moment_of(first), ledger.moment_of(last))
        by_how = {one.incident_id: one.how for one in found.incidents}
        assert {key for key, how in by_how.items() if how == "appeared"} == now.keys() - was.keys()
        assert {key for key, how in by_how.items() if how == "vanished"} == was.keys() - now.keys()
        for key in was.keys() | now.keys():
            own = between_moments(
                ledger, ledger.moment_of(first), ledger.moment_of(last), incident_id=key
            )
            assert own.incidents == tuple(
                one for one in found.incidents if key == one.incident_id or key in one.others
            )
        for key in was.keys() & now.keys() - by_how.keys():
            assert was[key].summaries == now[key].summaries
        for key in now:
            assert incident_log(ledger, key).entries


def test_what_was_not_kept_is_said(life: Life) -> None:
    """An incident that an earlier Rashomon linked has no past of its kind, days and place."""
    life.read("one", FORD)
    life.link()
    life.note("before")
    with life.ledger._writing() as connection:
        connection.execute(update(schema.incidents).values(described_at=None))
    life.read("two", FORD)
    life.link()
    moments = [life.ledger.moment_of(at) for at in (life.at("before"), life.clock())]
    found = between_moments(life.ledger, *moments)
    assert [one.how for one in found.incidents] == ["changed"]
    assert [note.startswith("how 1 of its incidents") for note in found.notes] == [True]
