"""`rashomon release`: a ledger in every format with a manifest, and the check of one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.console import open_zones, say
from rashomon.errors import SettingError
from rashomon.records import Dossier

__all__ = ["release"]


def release(
    folder: Annotated[Path, typer.Argument(help="The folder to write, or with --check to check.")],
    ledger: Annotated[str, typer.Option(help="The ledger to release.")] = "ledger.db",
    sources: Annotated[
        Path | None, typer.Option(help="sources.csv with your grades of outlets and speakers.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(help="The moment to state, as 2026-01-31T12:00:00Z.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(help="A format to leave out; may be given again.")
    ] = None,
    key: Annotated[
        Path | None, typer.Option(help="The SSH key to sign the manifest with (Ed25519).")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Check a release instead of making one.")
    ] = False,
    signers: Annotated[
        Path | None, typer.Option(help="With --check: whose signatures are taken, for ssh-keygen.")
    ] = None,
) -> None:
    """Write a ledger in all formats with a manifest of hashes, or check such a release."""
    from rashomon.publish.release import write_release
    from rashomon.reconcile import POLICY, find_policy, read_sources

    if check:
        _check(folder, signers)
        return
    from rashomon.ledger import Ledger
    from rashomon.link import LINKER
    from rashomon.reconciling import each_dossier
    from rashomon.stored_readings import StoredReadings

    moment = _moment(at) if at else None
    grades = read_sources(sources) if sources else ()
    zones = open_zones()
    names = {None: POLICY} | {
        name: find_policy(name).full_name for name in ("ucdp", "acled", "airwars")
    }
    with Ledger.open(ledger, create=False) as opened:
        readings = StoredReadings(opened)

        def dossiers(policy: str) -> Iterator[Dossier]:
            return each_dossier(
                opened, policy=policy, zones=zones, sources=grades, readings=readings
            )

        manifest = write_release(
            opened,
            folder,
            dossiers,
            readings,
            policies=names,
            linker=LINKER,
            sources=sources,
            at=moment,
            without=without or (),
            key=key,
        )
    signed = "signed" if key else "not signed"
    count = manifest["counts"]["incidents"]
    say(f"{folder}: {count} incidents in {len(manifest['files'])} files, {signed}")


def _check(folder: Path, signers: Path | None) -> None:
    """Say what differs and exit with 1, or by whom all was signed."""
    from rashomon.publish.release import MANIFEST
    from rashomon.publish.release_check import differing_files, read_manifest
    from rashomon.publish.signatures import SUFFIX, check_signature

    manifest = read_manifest(folder)
    is_signed = (folder / (MANIFEST + SUFFIX)).exists()
    if signers is not None and not is_signed:
        raise SettingError(f"{folder}: the release is not signed")
    said = check_signature(folder / MANIFEST, signers) if is_signed else "not signed"
    first = next(differing_files(folder, manifest), None)
    if first is not None:
        raise SettingError(first)
    say(f"{folder}: {len(manifest['files'])} files are as the manifest says; {said}")
    if is_signed and signers is None:
        say(f"{folder}: whose key that is, --signers would tell")


def _moment(told: str) -> datetime:
    try:
        moment = datetime.fromisoformat(told)
    except ValueError as error:
        raise SettingError(f"--at {told}: no moment such as 2026-01-31T12:00:00Z") from error
    if moment.tzinfo is None:
        raise SettingError(f"--at {told}: lacks its time zone, such as a Z at the end")
    return moment
