"""A release: a ledger in every format, with a manifest by which each file can be checked.

The manifest tells each file's SHA-256, and what the release was made of and by: the last seal of
the captures and the last hash of the decisions, readers, gazetteers, cleaners, linkers, policies
and the list of zones. Two releases of one ledger by one version are the same, byte for byte: no
clock is in them but the moment that the user gives.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from rashomon.errors import SettingError
from rashomon.publish.exports import FORMATS
from rashomon.publish.signatures import sign
from rashomon.publish.writing import Asked, Readings
from rashomon.records import Dossier

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["FILES", "MANIFEST", "ReleaseFile", "write_release"]

MANIFEST = "manifest.json"
_VERSION = 1  # of the manifest's own form


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One file of a release: its format, the policy of its figures, and its codebook's page."""

    name: str
    form: str
    policy: str | None = None  # None: the usual one
    page: str = ""


FILES = (
    ReleaseFile("incidents.json", "json"),
    ReleaseFile("incidents.csv", "csv", page="incidents"),
    ReleaseFile("incidents.geojson", "geojson", page="geojson"),
    ReleaseFile("incidents.jsonld", "jsonld", page="schema-org"),
    ReleaseFile("claims.jsonl", "jsonl", page="claims"),
    ReleaseFile("claims.parquet", "parquet", page="claims"),
    ReleaseFile("entities.ftm.json", "ftm", page="followthemoney"),
    ReleaseFile("ucdp.csv", "csv", "ucdp", "ucdp"),
    ReleaseFile("acled.csv", "csv", "acled", "acled"),
    ReleaseFile("airwars.csv", "csv", "airwars", "airwars"),
)

Dossiers = Callable[[str], Iterable[Dossier]]  # by the full name of a policy


def write_release(
    ledger: Ledger,
    folder: Path,
    dossiers: Dossiers,
    readings: Readings,
    *,
    policies: Mapping[str | None, str],
    linker: str,
    sources: Path | None = None,
    at: datetime | None = None,
    without: Sequence[str] = (),
    key: Path | None = None,
) -> dict[str, Any]:
    """Write a release into `folder`, which must not be there yet, and return its manifest.

    All is there in the end, or nothing is. `dossiers` computes the incidents by a policy;
    `policies` names the version of each that `FILES` asks for. `linker` is the linking method of
    this version. `without` leaves out formats, `key` signs the manifest, `at` is its moment.

    Raises:
        SettingError: If something is at `folder`, or it cannot be written; if there is no such
            format to be left out; if a library or a key that is needed is not there.
    """
    strangers = set(without) - FORMATS.keys()
    if strangers:
        raise SettingError(
            f"no format is called {min(strangers)!r}; there are: {', '.join(FORMATS)}"
        )
    files = [file for file in FILES if file.form not in without]
    with _emerging(folder) as rising:
        incidents, zone_list = 0, ""
        for policy in dict.fromkeys(policies[file.policy] for file in files):  # a pass each
            own = [file for file in files if policies[file.policy] == policy]
            incidents, zone_list = _write(own, rising, dossiers(policy), readings)
        manifest = {
            "manifest": _VERSION,
            "made_at": at.astimezone(UTC).isoformat() if at else None,
            "made_by": _versions(ledger, linker),
            "zone_list": zone_list or None,
            "sources": _digest(sources) if sources else None,
            "ledger": _heads(ledger),
            "counts": {"incidents": incidents, **_counts(ledger)},
            "files": [_entry(file, rising, policies[file.policy]) for file in files],
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        (rising / MANIFEST).write_text(text, encoding="utf-8", newline="")
        if key is not None:
            sign(rising / MANIFEST, key)
    return manifest


@contextmanager
def _emerging(folder: Path) -> Iterator[Path]:
    """A folder beside the one wanted, which takes its place when all has been written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SettingError(f"{folder}: something is there already; name a folder that is not")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        rising = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            yield rising
            rising.chmod(0o755)  # made for its owner alone
            if folder.exists():
                folder.rmdir()
            rising.replace(folder)
        except BaseException:
            shutil.rmtree(rising, ignore_errors=True)
            raise
    except OSError as error:
        raise SettingError(f"{folder}: cannot be written: {error.strerror or error}") from error


def _write(
    files: Sequence[ReleaseFile], folder: Path, dossiers: Iterable[Dossier], readings: Readings
) -> tuple[int, str]:
    """Write several files in one pass; return how many incidents, and by which list of zones."""
    count, zone_list = 0, ""
    with ExitStack() as stack:
        adders = []
        for file in files:
            form = FORMATS[file.form]
            path = folder / file.name
            stream: IO[Any] = stack.enter_context(
                path.open("wb") if form.is_binary else path.open("w", encoding="utf-8", newline="")
            )
            adders.append(stack.enter_context(form.write(stream, Asked(readings, file.policy))))
        for dossier in dossiers:
            count, zone_list = count + 1, dossier.zone_list or zone_list
            for add in adders:
                add(dossier)
    return count, zone_list


def _versions(ledger: Ledger, linker: str) -> dict[str, Any]:
    """What made the release and what it tells of; of methods, how many reports each made."""
    from rashomon.ledger.captures import tool_version

    readers, gazetteers, cleaners = Counter[str](), Counter[str](), Counter[str]()
    for report_id in ledger.report_ids():
        note, derived = ledger.reading_note(report_id), ledger.derivation(report_id)
        if note is not None:
            readers[note.reader] += 1
            gazetteers[note.gazetteer or "unknown"] += 1
        if derived is not None:
            cleaners[derived.cleaner or "unknown"] += 1
    made = Counter(decision.made_by for decision in ledger.decisions())
    linkers = {name: count for name, count in made.items() if not name.startswith("person:")}
    return {
        "tool": f"rashomon {tool_version()}",
        "linker": linker,
        "readers": _sorted(readers),
        "gazetteers": _sorted(gazetteers),
        "cleaners": _sorted(cleaners),
        "decisions_by_method": _sorted(linkers),
        "decisions_by_people": made.total() - sum(linkers.values()),
    }


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: counts[name] for name in sorted(counts)}


def _heads(ledger: Ledger) -> dict[str, Any]:
    """The ends of the ledger's two chains: who has them can tell that nothing was changed."""
    capture = ledger.last_seal()
    decision = next(reversed(ledger.decisions()), None)
    return {
        "last_capture": capture[0] if capture else None,
        "last_seal": capture[1] if capture else None,
        "last_decision": decision.number if decision else None,
        "last_decision_hash": decision.hash if decision else None,
    }


def _counts(ledger: Ledger) -> dict[str, int]:
    return {"reports": len(ledger.report_ids()), "decisions": len(ledger.decisions())}


def _entry(file: ReleaseFile, folder: Path, policy: str) -> dict[str, Any]:
    path = folder / file.name
    return {
        "name": file.name,
        "sha256": _digest(path),
        "bytes": path.stat().st_size,
        "format": file.form,
        # Claims are the same under any policy.
        "policy": None if file.form in ("jsonl", "parquet", "jsonld") else policy,
        "codebook": f"docs/codebooks/{file.page}.md" if file.page else None,
    }


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise SettingError(f"{path}: cannot be read: {error.strerror}") from error
