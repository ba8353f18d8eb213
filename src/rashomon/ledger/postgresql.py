"""All that is particular to PostgreSQL: addresses, transactions, error codes, integrity.

Writers of one ledger queue up for a lock of its own, as they do for SQLite's, so that the chains
never fork and no writer overwrites what it has not seen. Who writes past the lock, with another
program, is met by the unique columns of the chains: the transaction is rolled back and done
again from its beginning. Readers see one moment for as long as their transaction lasts, and
wait for nobody. Every commit is on the server's disk before it is told
(`synchronous_commit = on`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Integer,
    Select,
    Table,
    and_,
    create_engine,
    event,
    func,
    literal_column,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError

from rashomon.errors import (
    LedgerBusy,
    LedgerChanged,
    LedgerError,
    LedgerFull,
    LedgerLost,
    NotALedger,
    SettingError,
)
from rashomon.records.search_words import Terms

__all__ = [
    "after_copying",
    "check_marked",
    "clear_words",
    "explain",
    "forget_words",
    "index_words",
    "integrity_problems",
    "keep_append_only",
    "make_word_index",
    "mark_as_ledger",
    "name_of",
    "numbers_with",
    "open_engine",
    "reading",
    "settle",
    "writing",
]

_MARK = "Rashomon ledger"  # the comment on the table alembic_version
_LOCK = 0x52534D4E  # "RSMN"; with the schema's name it makes the key of the writers' lock
_WRITING = "rashomon_writing"
_CONNECT_S = 10  # to reach a server; libpq alone would wait for minutes
_PLACES, _LAST_PLACE = 256, 16383  # of one word in a tsvector; of a text
_SECRET = ("password", "sslpassword", "oauth_client_secret")
_SIGNS_OF_LOSS = (
    "server closed the connection",
    "connection is lost",
    "connection is closed",
    "consuming input failed",
    "sending query failed",
    "terminating connection",
)
_OPERATOR = "have whoever runs the server look after it, and run this again"


def name_of(address: str) -> str:
    """Return the address as messages may show it.

    >>> name_of("postgresql://ana:secret@db.example/records?sslpassword=x")
    'postgresql://ana:***@db.example/records?sslpassword=***'
    """
    url = _url(address).set(drivername="postgresql")
    hidden = dict.fromkeys((name for name in _SECRET if name in url.query), "***")
    shown = url.update_query_dict(hidden).render_as_string(hide_password=True)
    return shown.replace("=%2A%2A%2A", "=***")  # as the password itself is shown


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        # Without the cause and the address: either may show a password.
        raise SettingError(
            "the ledger's address cannot be read; it is written "
            "postgresql://USER@HOST:PORT/DATABASE, with signs such as @ and / in a name or a "
            "password as %40 and %2F"
        ) from None
    return url.set(drivername="postgresql+psycopg")


def open_engine(
    address: str, *, create: bool = True, busy_seconds: float, max_pages: int | None = None
) -> Engine:
    """Return an engine for the ledger in the database at an address.

    `create` and `max_pages` bear on files alone: whether there is a ledger is seen once
    connected, and how large it may grow is for the server to say.

    Raises:
        SettingError: If the address cannot be read.
        LedgerError: If the driver is not installed.

    """
    del create, max_pages
    url = _url(address)
    if "connect_timeout" not in url.query:
        url = url.update_query_dict({"connect_timeout": str(_CONNECT_S)})
    try:
        engine = create_engine(
            url,
            json_serializer=_to_json,
            pool_pre_ping=True,  # a ledger that lost its server works again with the next call
            hide_parameters=True,
        )
    except ImportError as error:
        raise LedgerError(
            f"{name_of(address)} needs the driver psycopg, which is not installed: "
            "pip install 'rashomon[postgres]'"
        ) from error
    wait_ms = max(1, round(busy_seconds * 1000))

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: object) -> None:
        connection.autocommit = True
        for setting in (
            f"SET lock_timeout = {wait_ms:d}",
            "SET TIME ZONE 'UTC'",
            "SET client_encoding = 'UTF8'",
            "SET synchronous_commit = on",
        ):
            connection.execute(setting)
        connection.autocommit = False

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        if connection.get_execution_options().get(_WRITING, False):
            connection.exec_driver_sql(
                f"SELECT pg_advisory_xact_lock({_LOCK:d}, hashtext(current_schema()))"
            )

    return engine


def reading(engine: Engine) -> Engine:
    """Return the engine with every transaction a snapshot that cannot write."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def writing(engine: Engine) -> Engine:
    """Return the engine with every transaction a writing one, which waits for the others.

    Not with a snapshot: it would be taken before the lock is, and miss what the writer before
    has just committed.
    """
    return engine.execution_options(isolation_level="READ COMMITTED", **{_WRITING: True})


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def check_marked(connection: Connection, where: str) -> None:
    """Make sure that the schema is empty or holds a ledger.

    Raises:
        NotALedger: If it holds something else, or is none.
        LedgerError: If the database does not keep text in UTF-8.

    """
    found = connection.execute(
        text(
            "SELECT current_schema() AS schema, current_setting('server_encoding') AS encoding, "
            "obj_description(to_regclass('alembic_version'), 'pg_class') AS mark, "
            "(SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p', 'm', 'f') "
            "AND relnamespace = to_regnamespace(quote_ident(current_schema()))) AS tables"
        )
    ).one()
    if found.schema is None:
        raise NotALedger(
            f"{where} has no schema to work in: that of its search_path does not exist, or this "
            "role may not use it"
        )
    if found.encoding != "UTF8":
        raise LedgerError(
            f"{where} keeps text in {found.encoding}, which cannot hold every report; make a "
            "database with ENCODING 'UTF8'"
        )
    if found.tables and found.mark != _MARK:
        raise NotALedger(
            f"{where} holds other tables, but no ledger; they are left as they are, so name an "
            "empty database or schema"
        )


def mark_as_ledger(connection: Connection) -> None:
    """Write our mark, and let text be ordered bytewise, as SQLite and Python order it."""
    connection.execute(text(f"COMMENT ON TABLE alembic_version IS '{_MARK}'"))
    localized = connection.execute(
        text(
            "SELECT quote_ident(c.relname) AS own, quote_ident(a.attname) AS name, "
            "format_type(a.atttypid, a.atttypmod) AS type FROM pg_attribute a "
            "JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' "
            "AND c.relnamespace = to_regnamespace(quote_ident(current_schema())) "
            "WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attcollation <> 0 "
            "AND a.attcollation <> 'pg_catalog.\"C\"'::regcollation ORDER BY 1, a.attnum"
        )
    ).all()
    changes: dict[str, list[str]] = {}
    for column in localized:
        changes.setdefault(column.own, []).append(
            f'ALTER COLUMN {column.name} TYPE {column.type} COLLATE "C"'
        )
    for table, altered in changes.items():
        connection.execute(text(f"ALTER TABLE {table} {', '.join(altered)}"))


def keep_append_only(connection: Connection, tables: tuple[Table, ...]) -> None:
    """Let the database refuse to change or delete rows of `tables`.

    It guards against slips, not against the tables' owner: those the hashes show.
    """
    connection.execute(
        text(
            "CREATE OR REPLACE FUNCTION only_ever_grows() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION '% only ever grows', TG_TABLE_NAME "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    )
    for table in tables:
        for deed, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            connection.execute(
                text(
                    f"CREATE OR REPLACE TRIGGER {_trigger(table, deed)} BEFORE {deed} "
                    f"ON {table.name} FOR EACH {each} EXECUTE FUNCTION only_ever_grows()"
                )
            )


def _trigger(table: Table, deed: str) -> str:
    return f"{table.name}_no_{deed.lower()}"


def settle(engine: Engine) -> None:
    """Nothing: the server's settings are the administrator's."""


def after_copying(connection: Connection, tables: Iterable[Table]) -> None:
    """Let numbers that the database gives go on behind those that were copied."""
    for table in tables:
        column = table.autoincrement_column
        if column is None:
            continue
        sequence = connection.execute(
            select(func.pg_get_serial_sequence(table.name, column.name))
        ).scalar()
        last = connection.execute(select(func.max(column))).scalar()
        if sequence is not None and last is not None:
            connection.execute(select(func.setval(sequence, last)))


def integrity_problems(connection: Connection) -> list[str]:
    """Return which references lead nowhere, and which guards have been taken off."""
    from rashomon.ledger.schema import APPEND_ONLY, metadata

    problems = [
        f"a row of {own} points to a row of {other} that is not there"
        for table in metadata.sorted_tables
        for own, other in _dangling(connection, table)
    ]
    wanted = {_trigger(table, deed) for table in APPEND_ONLY for deed in ("UPDATE", "DELETE")}
    there = connection.execute(
        text(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgenabled IN ('O', 'A') "
            "AND c.relnamespace = to_regnamespace(quote_ident(current_schema()))"
        )
    )
    problems += [
        f"the rule {name}, by which rows are only ever added, has been taken off"
        for name in sorted(wanted - set(there.scalars()))
    ]
    return problems


def _dangling(connection: Connection, table: Table) -> Iterator[tuple[str, str]]:
    """Which references have a row that leads nowhere; once each, whatever the rows."""
    for constraint in sorted(table.foreign_key_constraints, key=lambda found: str(found.name)):
        other = constraint.referred_table.alias("referred")
        pairs = [
            (table.c[own.parent.name], other.c[own.column.name]) for own in constraint.elements
        ]
        there = select(other).where(and_(*(theirs == own for own, theirs in pairs)))
        wanted = select(pairs[0][0]).where(
            *(own.is_not(None) for own, _ in pairs), ~there.correlate(table).exists()
        )
        if connection.execute(wanted.limit(1)).first() is not None:
            yield table.name, constraint.referred_table.name


def make_word_index(connection: Connection, name: str) -> None:
    """Make an index of texts by their words (GIN over tsvector), which keeps no text itself.

    The words come folded, so that no dictionary of the server's has a say in what they are.
    """
    connection.execute(
        text(f"CREATE TABLE {name} (number integer PRIMARY KEY, words tsvector NOT NULL)")
    )
    connection.execute(text(f"CREATE INDEX ix_{name}_words ON {name} USING gin (words)"))
    # A function, since a plan of its own is needed: the server takes the texts for as short as
    # their places in the table, and would rather look through all of them than at the index.
    connection.execute(
        text(
            f"CREATE FUNCTION {name}_with(asked tsquery) RETURNS SETOF integer LANGUAGE sql STABLE "
            f"ROWS 5000 SET enable_seqscan = off AS "
            f"'SELECT number FROM {name} WHERE words @@ asked'"
        )
    )


def index_words(connection: Connection, name: str, texts: Mapping[int, str]) -> None:
    """Add texts of folded words, by numbers that the index does not know."""
    if texts:
        connection.execute(
            text(f"INSERT INTO {name} (number, words) VALUES (:number, CAST(:words AS tsvector))"),
            [{"number": number, "words": _vector(words)} for number, words in texts.items()],
        )


def _vector(words: str) -> str:
    """Spell a tsvector: each word with the places where it stands, none but letters in it.

    A word has room for 256 places, and those behind the 16383rd are taken for that one.
    """
    places: defaultdict[str, list[str]] = defaultdict(list)
    for place, word in enumerate(words.split(), 1):
        if place <= _LAST_PLACE and len(places[word]) < _PLACES:
            places[word].append(str(place))
    return " ".join(
        f"'{word}':{','.join(own)}" if own else f"'{word}'" for word, own in places.items()
    )


def forget_words(connection: Connection, name: str, texts: Mapping[int, str]) -> None:
    """Take texts out again."""
    if texts:
        connection.execute(
            text(f"DELETE FROM {name} WHERE number = :number"),
            [{"number": number} for number in texts],
        )


def clear_words(connection: Connection, name: str) -> None:
    """Take all texts out."""
    connection.execute(text(f"DELETE FROM {name}"))


def numbers_with(name: str, terms: Terms) -> Select[Any]:
    """Return the query for the numbers of the texts that hold every term."""
    asked = " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in run) + (":*" if begins else "") + ")"
        for run, begins in terms
    )
    return (
        select(literal_column("number", Integer))
        .select_from(text(f"{name}_with(CAST(:asked AS tsquery)) AS number"))
        .params(asked=asked)
    )


def explain(error: BaseException, where: str) -> LedgerError:
    """Return the error of ours that says what one of PostgreSQL's or the driver's means."""
    state = getattr(error, "sqlstate", None) or ""
    words = " ".join(str(error).split())
    constraint = getattr(getattr(error, "diag", None), "constraint_name", None) or ""
    if state in ("40001", "40P01") or (state == "23505" and _is_of_a_chain(constraint)):
        return LedgerChanged(
            f"{where} was written by another program at the same moment; nothing of this was "
            "kept, so run it again"
        )
    if state == "55P03":
        return LedgerBusy(
            f"{where} is being written by another process; wait until it has ended, or end it, "
            "and run this again"
        )
    if state in ("53300", "57P03"):
        return LedgerBusy(f"{where} takes no more connections just now ({words}); try again later")
    if state in ("53100", "54000") or state == "53000":
        return LedgerFull(
            f"no room is left for {where} ({words}); the ledger is as it was before the last "
            f"report: {_OPERATOR}"
        )
    if state[:2] == "28" or "password authentication failed" in words or "no password" in words:
        return LedgerError(
            f"{where} did not let this user in; check the user's name and give the password in "
            "~/.pgpass or PGPASSWORD"
        )
    if state == "3D000" or ("database" in words and "does not exist" in words):
        return NotALedger(f"there is no such database: {where}; its administrator can make one")
    if state == "42501":
        return LedgerError(
            f"this user may not do that in {where} ({words}); docs/postgresql.md says what to grant"
        )
    if state in ("57P01", "57P02", "57P05") or state[:2] == "08" or _is_lost(words):
        return LedgerLost(
            f"the connection to {where} was lost; what was being written is there wholly or "
            "not at all, so run this again: what is there is not taken twice"
        )
    if not state and type(error).__name__ in ("OperationalError", "ConnectionTimeout"):
        return LedgerLost(f"{where} cannot be reached ({words}); check the address and the server")
    if state[:2] in ("XX", "58"):
        return NotALedger(f"{where} is damaged or its server fails ({words}): {_OPERATOR}")
    return LedgerError(f"{where}: {words}")


def _is_of_a_chain(constraint: str) -> bool:
    """Tell whether two rows that follow the same one have met there."""
    return constraint in ("pk_captures", "pk_decisions") or "_prev_" in constraint


def _is_lost(words: str) -> bool:
    """Tell, where there is no code for it since no server was left to send one."""
    return any(sign in words for sign in _SIGNS_OF_LOSS)
