"""Turns news reports that contradict each other into an incident ledger that can be audited.

    import rashomon

    ledger = rashomon.build(["reports/"])
    for dossier in rashomon.dossiers(ledger):
        print(dossier.incident.incident_id, dossier.summary(rashomon.Facet.KILLED))

Importing this loads no model, database driver or web framework: that is paid for on use.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.errors import RashomonError, ReportSkipped, RunAborted
from rashomon.read import DEFAULT_READER
from rashomon.records import (
    Account,
    CasualtyRange,
    Claim,
    Dossier,
    EvidenceSpan,
    Facet,
    Incident,
    PlaceValue,
    Position,
    Reading,
    Report,
    Stance,
)

if TYPE_CHECKING:
    from rashomon.date_words import ToldDays
    from rashomon.ledger import Ledger

__all__ = [
    "Account",
    "CasualtyRange",
    "Claim",
    "Dossier",
    "EvidenceSpan",
    "Facet",
    "Incident",
    "PlaceValue",
    "Position",
    "RashomonError",
    "Reading",
    "Report",
    "ReportSkipped",
    "RunAborted",
    "Stance",
    "build",
    "dossiers",
    "open_ledger",
    "read",
    "when",
    "where",
]

# The stage `rashomon.read` and the function below share a name. The import above has loaded the
# stage first, so that a later `import rashomon.read.…` does not rebind the name to the module.


def build(
    paths: Iterable[str | Path],
    ledger: str | Path = ":memory:",
    *,
    reports_csv: str | Path | None = None,
    reader: str = DEFAULT_READER,
) -> Ledger:
    """Read every report under `paths` into a ledger, link and store it; return it open.

    Args:
        paths: Files, folders or globs of .txt, .html and .jsonl reports.
        ledger: File to make or add to; in memory where none is given.
        reports_csv: What the reports themselves lack: outlet, published, url, title.
        reader: "embedded" or "rules".

    Raises:
        NothingToRead: If no path led to a report.
        SettingError: If no reader has this name.
        ModelError: If the reader's model cannot be used.
        LedgerError: If the ledger cannot be opened or written.
    """
    from rashomon.cataloging import refresh
    from rashomon.ledger import Ledger
    from rashomon.pipeline import build as build_into
    from rashomon.read import open_reader

    reading = open_reader(reader)  # first: one that cannot be used leaves no ledger behind
    opened = Ledger.open(ledger)
    try:
        csv = Path(reports_csv) if reports_csv else None
        build_into(paths, opened, reports_csv=csv, reader=reading)
        refresh(opened)
    except BaseException:
        opened.close()
        raise
    return opened


def open_ledger(ledger: str | Path) -> Ledger:
    """Open a ledger that exists.

    Raises:
        NotALedger: If the file is something else.
    """
    from rashomon.ledger import Ledger

    return Ledger.open(ledger, create=False)


def dossiers(ledger: Ledger, *, policy: str | None = None) -> tuple[Dossier, ...]:
    """Compute what the ledger's claims say of every incident, by date.

    Args:
        ledger: The ledger.
        policy: By which policy figures are ruled, "ucdp" or "acled" say; the usual one if none.

    Raises:
        SettingError: If there is no such policy.
    """
    from rashomon.reconcile import POLICY
    from rashomon.reconciling import dossiers as compute

    return compute(ledger, policy=policy or POLICY)


def read(report: Report | str, *, reader: str = DEFAULT_READER) -> Reading:
    """Take one report's claims, its places resolved, on its own incidents.

    A string is read as the plain text of a report, its date and outlet taken from it.

    Args:
        report: The report, cleaned, or its text.
        reader: "embedded" or "rules".

    Raises:
        UnreadableReport: If there is nothing in it to read.
        SettingError: If no reader has this name.
        ModelError: If the reader's model cannot be used.
    """
    from rashomon.locate import open_gazetteer
    from rashomon.pipeline import read_report, report_of
    from rashomon.read import open_reader

    cleaned = report_of(report) if isinstance(report, str) else report
    return read_report(cleaned, open_reader(reader), open_gazetteer())


def when(words: str, *, published: date | str | None = None) -> tuple[ToldDays, ...]:
    """Read the dates that words tell, by themselves: days or constraints, precision, reason.

    Args:
        words: An expression ("late Wednesday") or a sentence.
        published: When it was published, as a date or in ISO's form.

    Raises:
        SettingError: If `published` is no date.
    """
    from rashomon.date_words import told_days

    return told_days(words, published=published)


def where(words: str, *, country: str | None = None, text: str | None = None) -> PlaceValue:
    """Return the point that words for a place lead to, with its uncertainty, reason and rivals.

    Words that lead nowhere give a value without a point, whose reason says why.

    Args:
        words: A name or a relation to one: "Homs", "8 km east of Homs", "near the border".
        country: The English name of the country that the words are about.
        text: The report that they come from, whose other places help to choose.

    Raises:
        SettingError: If no country has this name.
        GazetteerError: If the gazetteer can neither be read nor built.
    """
    from rashomon.errors import SettingError
    from rashomon.locate import open_gazetteer, resolve_place
    from rashomon.reference.countries import country_of

    if country is not None and country_of(country) is None:
        raise SettingError(f"no country is called {country!r}; give its English name")
    with open_gazetteer() as gazetteer:
        return resolve_place(words, country=country, text=text, gazetteer=gazetteer)
