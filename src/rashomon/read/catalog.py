"""Which readers there are, under which version each would read now, and what it reads with."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.errors import ModelError
from rashomon.read.languages import LANGUAGES

__all__ = ["ReaderEntry", "reader_entries"]


@dataclass(frozen=True, slots=True)
class ReaderEntry:
    """One built-in reader. `fault` says why it cannot be used; its version is unknown then.

    Of a reader with a trained model, `model_bytes`, `fingerprint` and `trained_on` tell of it.
    """

    name: str
    version: str | None
    languages: tuple[str, ...] = LANGUAGES
    model_bytes: int | None = None
    fingerprint: str | None = None
    trained_on: tuple[str, ...] = ()
    fault: str | None = None


def reader_entries() -> tuple[ReaderEntry, ...]:
    """Return every built-in reader; one whose model is missing or damaged with its fault.

    A model's files are read and checked, and not loaded.
    """
    from rashomon.read.rules import RuleReader

    return (_embedded(), ReaderEntry("rules", RuleReader.version))


def _embedded() -> ReaderEntry:
    from rashomon.read.embedded import version_of
    from rashomon.read.model_files import open_model
    from rashomon.read.weighing import open_weights

    try:
        model = open_model()
        model.weights()
        model.vocabulary()
        return ReaderEntry(
            "embedded",
            version_of(model.fingerprint, open_weights().fingerprint),
            model_bytes=model.size,
            fingerprint=model.fingerprint,
            trained_on=model.trained_on,
        )
    except ModelError as error:
        return ReaderEntry("embedded", None, fault=str(error))
