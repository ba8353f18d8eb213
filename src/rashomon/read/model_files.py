"""The folder that the trained model lies in: which files it has, and that they are whole.

Three files belong together: `tagger.onnx` (the weights), `tokenizer.json` (the vocabulary they
were trained with) and `tagger.json`, the card, which pins both by digest and says how the
numbers of the one become tags. Nothing heavy is imported here: asking what model there is
costs the reading of its card.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rashomon.errors import ModelError

__all__ = ["FORMAT", "HeadCard", "Model", "model_folder", "open_model"]

FORMAT = 1  # of the folder; a change that old code cannot read counts up
_CARD, _WEIGHTS, _VOCABULARY = "tagger.json", "tagger.onnx", "tokenizer.json"
_WAY_OUT = 'install Rashomon anew, or read by rules (reader="rules", --reader rules)'


@dataclass(frozen=True, slots=True)
class HeadCard:
    """One task of the model: its labels, and which columns of the model's numbers are its own.

    `transitions` counts which label followed which in training, where that was counted.
    """

    name: str
    labels: tuple[str, ...]
    is_spans: bool
    columns: tuple[int, int]
    transitions: tuple[tuple[float, ...], ...] | None


@dataclass(frozen=True, slots=True)
class Model:
    """What a model's card says. `fingerprint` follows from all that decides on its tags."""

    folder: Path
    fingerprint: str
    trained_on: tuple[str, ...]
    heads: tuple[HeadCard, ...]
    facets: frozenset[str]
    weights_sha256: str
    vocabulary_sha256: str

    @property
    def size(self) -> int:
        """The bytes of its files."""
        return sum(_stat(self.folder / name) for name in (_CARD, _WEIGHTS, _VOCABULARY))

    def weights(self) -> bytes:
        """Return the graph with its weights.

        Raises:
            ModelError: If the file is missing or not the one that the card names.
        """
        return _checked(self.folder / _WEIGHTS, self.weights_sha256)

    def vocabulary(self) -> str:
        """Return the tokenizer.

        Raises:
            ModelError: If the file is missing or not the one that the card names.
        """
        return _checked(self.folder / _VOCABULARY, self.vocabulary_sha256).decode()

    def misfit(self, name: str, reason: object) -> ModelError:
        """Return the error for a file that is what the card says and cannot be used."""
        return ModelError(f"{self.folder / name}: cannot be used ({reason}); {_WAY_OUT}")


def model_folder() -> Path:
    """Return where the model is: `$RASHOMON_MODEL`, or beside this module, where it is shipped."""
    told = os.environ.get("RASHOMON_MODEL")
    return Path(told) if told else Path(__file__).parent / "model"


def open_model(folder: Path | None = None) -> Model:
    """Read the card of the model in `folder`, or in `model_folder()`.

    Raises:
        ModelError: If the folder or the card is missing, damaged or of an unknown version.
    """
    folder = folder or model_folder()
    path = folder / _CARD
    if not folder.is_dir():
        raise ModelError(f"{folder}: the embedded model is missing (no such folder); {_WAY_OUT}")
    try:
        card = json.loads(_read(path))
    except ValueError as error:
        raise ModelError(f"{path}: the embedded model is damaged ({error}); {_WAY_OUT}") from error
    if not isinstance(card, dict) or card.get("format") != FORMAT:
        met = card.get("format") if isinstance(card, dict) else None
        raise ModelError(
            f"{path}: the embedded model has format {met!r}, and this Rashomon knows {FORMAT}; "
            f"{_WAY_OUT}"
        )
    try:
        return _model(folder, card)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{path}: the embedded model is damaged (its card lacks or garbles {error}); {_WAY_OUT}"
        ) from error


def _model(folder: Path, card: dict[str, Any]) -> Model:
    decisive = {key: card[key] for key in ("sha256", "tokenizer_sha256", "facets", "heads")}
    canonical = json.dumps(decisive, sort_keys=True, separators=(",", ":"))
    return Model(
        folder=folder,
        fingerprint=hashlib.sha256(canonical.encode()).hexdigest(),
        trained_on=tuple(map(str, card.get("trained_on", ()))),
        heads=tuple(map(_head, card["heads"])),
        facets=frozenset(card["facets"]),
        weights_sha256=str(card["sha256"]),
        vocabulary_sha256=str(card["tokenizer_sha256"]),
    )


def _head(card: dict[str, Any]) -> HeadCard:
    first, last = card["columns"]
    rows = card["transitions"]
    head = HeadCard(
        name=str(card["name"]),
        labels=tuple(map(str, card["labels"])),
        is_spans=bool(card["is_spans"]),
        columns=(int(first), int(last)),
        transitions=None if rows is None else tuple(tuple(map(float, row)) for row in rows),
    )
    width = 2 * len(head.labels) + 1 if head.is_spans else len(head.labels)
    if last - first != width:
        raise ValueError(f"the columns of {head.name!r}: {last - first} for {width}")
    return head


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"{path}: the embedded model is missing ({error.strerror}); {_WAY_OUT}"
        ) from error


def _checked(path: Path, sha256: str) -> bytes:
    content = _read(path)
    met = hashlib.sha256(content).hexdigest()
    if met != sha256:
        raise ModelError(
            f"{path}: the embedded model is damaged: the file has SHA-256 {met[:12]}…, and its "
            f"card ({_CARD}) names {sha256[:12]}…; {_WAY_OUT}"
        )
    return content


def _stat(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise ModelError(
            f"{path}: the embedded model is missing ({error.strerror}); {_WAY_OUT}"
        ) from error
