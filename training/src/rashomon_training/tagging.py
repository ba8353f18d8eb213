"""The embedded tagger: a small encoder that finds evidence, speakers and value words in a text.

It proposes and decides nothing: a tag is a stretch of words with a kind and a score, from which
the reader makes claims. Everything runs on the processor, offline. The weights lie beside this
module, in `model/`, and are loaded on first use.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.errors import RunAborted
from rashomon.read.document import Document
from rashomon_training.tag_pieces import Word, chunks, cut_words

if TYPE_CHECKING:
    import numpy as np

    from rashomon_training.tag_decoding import Floats

__all__ = ["FLOOR", "ModelError", "Tag", "Tagger", "open_tagger"]


class ModelError(RunAborted):
    """The trained model is missing, damaged or of another version."""


# Spans below are not told. Low on purpose: a rule that finds the same words may lift them.
FLOOR = 0.2
_FORMAT = 1  # of the model folder; a change that old code cannot read counts up
_BATCH_PIECES = 512  # pieces at a time; more gains no speed on a processor and takes memory
_BEGIN, _END = 101, 102  # the vocabulary's marks for the two ends of a chunk
_FOLDER = Path(__file__).parent / "model"


@dataclass(frozen=True, slots=True)
class Tag:
    """Words of a kind: `start` and `end` are offsets of the report's text.

    `head` is the task ("attribution", "killed", "stance"), `label` the kind within it. `score`
    is the mean probability of the words, from `FLOOR` to 1.
    """

    head: str
    label: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class _Head:
    name: str
    labels: tuple[str, ...]
    is_spans: bool
    columns: slice
    moves: Floats


class Tagger:
    """Finds tags in documents. One may be shared by threads."""

    def __init__(self, folder: Path = _FOLDER, *, threads: int = 1) -> None:
        """Load the model in `folder`.

        One thread a report is best where many are read side by side; a second one helps a
        single long report.

        Raises:
            ModelError: If the model is missing, damaged or of another version.
        """
        # Heavy imports, paid for by those who read with the model.
        import onnxruntime  # type: ignore[import-untyped]
        from tokenizers import Tokenizer

        from rashomon_training.tag_decoding import transitions

        card = _read_card(folder)
        self.version: str = f"tagger-{card['version']}"
        self._heads = tuple(
            _Head(
                name=head["name"],
                labels=tuple(head["labels"]),
                is_spans=head["is_spans"],
                columns=slice(*head["columns"]),
                moves=transitions(len(head["labels"]), _array(head["transitions"])),
            )
            for head in card["heads"]
        )
        self._spans_with_stance = frozenset(card["facets"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Threads that wait by spinning starve whoever shares the processor.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        weights = _checked(folder / "tagger.onnx", card["sha256"])
        words = _checked(folder / "tokenizer.json", card["tokenizer_sha256"])
        self._session = onnxruntime.InferenceSession(
            weights, options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_str(words.decode())

    def tag(self, document: Document, heads: Collection[str] | None = None) -> tuple[Tag, ...]:
        """Return every tag of `document`, by place; `heads` names the tasks if not all."""
        sentences = [(s.start, s.end) for s in document.sentences]
        if not sentences:
            return ()
        cut = cut_words(document.text, sentences, self._tokenizer, is_capitals=document.is_capitals)
        found: set[Tag] = set()
        ordered = sorted(chunks(cut), key=_pieces)
        for batch in _batches(ordered):
            found.update(self._tags(batch, heads))
        return tuple(sorted(found, key=lambda t: (t.start, t.end, t.head, t.label)))

    def _tags(
        self, batch: Sequence[tuple[Word, ...]], heads: Collection[str] | None
    ) -> Iterator[Tag]:
        import numpy as np

        from rashomon_training.tag_decoding import log_softmax

        scores, lengths = self._scores(batch)
        wanted = [h for h in self._heads if heads is None or h.name in heads]
        logs = {head.name: log_softmax(scores[..., head.columns]) for head in wanted}
        facets: list[tuple[int, int, int]] = []
        for width in sorted({len(head.labels) for head in wanted if head.is_spans}):
            alike = [head for head in wanted if head.is_spans and len(head.labels) == width]
            for head, row, kind, first, last, score in _spans(alike, logs, lengths):
                if head.name in self._spans_with_stance:
                    facets.append((row, first, last))
                words = batch[row]
                start, end = words[first].start, words[last - 1].end
                yield Tag(head.name, head.labels[kind], start, end, score)
        for head in wanted:
            if head.is_spans:
                continue
            shares = np.exp(logs[head.name])
            for row, first, last in facets:
                words = batch[row]
                for kind, mean in enumerate(shares[row, first:last].mean(axis=0)):
                    if mean >= FLOOR:
                        start, end = words[first].start, words[last - 1].end
                        yield Tag(head.name, head.labels[kind], start, end, round(float(mean), 4))

    def _scores(self, batch: Sequence[tuple[Word, ...]]) -> tuple[Floats, list[int]]:
        """Run the model; return the numbers of all heads for each word, and the words' counts."""
        import numpy as np

        lengths = [len(words) for words in batch]
        pieces = max(map(_pieces, batch)) + 2
        ids = np.zeros((len(batch), pieces), np.int64)
        shapes, glue = np.zeros_like(ids), np.zeros_like(ids)
        firsts = np.zeros((len(batch), max(lengths)), np.int64)
        for row, words in enumerate(batch):
            ids[row, 0] = _BEGIN
            at = 1
            for column, word in enumerate(words):
                size = len(word.pieces)
                ids[row, at : at + size] = word.pieces
                shapes[row, at : at + size] = word.shape
                glue[row, at : at + size] = 1
                glue[row, at] = word.is_glued
                firsts[row, column] = at
                at += size
            ids[row, at] = _END
        positions = np.broadcast_to(np.arange(pieces, dtype=np.int64), ids.shape)
        inputs: dict[str, np.ndarray[Any, Any]] = {
            "ids": ids,
            "positions": np.ascontiguousarray(positions),
            "shapes": shapes,
            "glue": glue,
        }
        (scores,) = self._session.run(["scores"], inputs)
        return np.take_along_axis(scores, firsts[:, :, None], axis=1), lengths


def _spans(
    heads: Sequence[_Head], logs: Mapping[str, Floats], lengths: Sequence[int]
) -> Iterator[tuple[_Head, int, int, int, int, float]]:
    """Return head, row, kind, first word, word after the last and score of each span.

    The heads have equally many labels: they are decoded together, since a step of decoding
    costs hardly more for a hundred rows than for one. The best labeling comes first; then,
    where it sees nothing, spans that are less likely than not and still above the floor.
    """
    import numpy as np

    from rashomon_training.tag_decoding import best_paths, spans_of

    jobs = [
        (head, row)
        for head in heads
        for row, length in enumerate(lengths)
        if float(logs[head.name][row, :length, 0].min()) <= np.log(1 - FLOOR)
    ]
    if not jobs:
        return
    sizes = [lengths[row] for _, row in jobs]
    some = np.stack([logs[head.name][row, : max(sizes)] for head, row in jobs])
    eager = some.copy()
    eager[..., 0] += np.log(FLOOR / (1 - FLOOR))
    moves = np.stack([head.moves for head, _ in jobs] * 2)
    paths = best_paths(np.concatenate([some, eager]), moves, sizes * 2)
    shares = np.exp(some)
    for at, (head, row) in enumerate(jobs):
        taken: list[tuple[int, int, int]] = []
        for path in (paths[at], paths[len(jobs) + at]):
            for kind, first, last in spans_of(path[: sizes[at]].tolist()):
                if any(k == kind and f < last and first < e for k, f, e in taken):
                    continue
                share = shares[at, first:last, 2 * kind + 1 : 2 * kind + 3].sum(axis=-1)
                score = float(share.mean())
                if score >= FLOOR:
                    taken.append((kind, first, last))
                    yield head, row, kind, first, last, round(score, 4)


def _pieces(words: Sequence[Word]) -> int:
    return sum(len(word.pieces) for word in words)


def _batches(ordered: Sequence[tuple[Word, ...]]) -> Iterator[list[tuple[Word, ...]]]:
    held: list[tuple[Word, ...]] = []
    for words in ordered:
        if held and (len(held) + 1) * (_pieces(words) + 2) > _BATCH_PIECES:
            yield held
            held = []
        held.append(words)
    if held:
        yield held


def _array(rows: list[list[float]] | None) -> Floats | None:
    import numpy as np

    return None if rows is None else np.asarray(rows, np.float32)


def _read_card(folder: Path) -> dict[str, Any]:
    path = folder / "tagger.json"
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(
            f"{path}: the embedded model is missing ({error.strerror}); install Rashomon anew "
            "or read by rules"
        ) from error
    except ValueError as error:
        raise ModelError(f"{path}: the embedded model is damaged: {error}") from error
    if not isinstance(card, dict) or card.get("format") != _FORMAT:
        raise ModelError(
            f"{path}: the embedded model has another format than {_FORMAT}, the one that this "
            "Rashomon knows; install both from one release"
        )
    return card


def _checked(path: Path, sha256: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"{path}: the embedded model is missing ({error.strerror}); install Rashomon anew "
            "or read by rules"
        ) from error
    met = hashlib.sha256(content).hexdigest()
    if met != sha256:
        raise ModelError(
            f"{path}: the embedded model is damaged: its SHA-256 is {met[:12]}…, not "
            f"{sha256[:12]}…; install Rashomon anew or read by rules"
        )
    return content


_LOADED: list[Tagger] = []
_LOADING = threading.Lock()


def open_tagger() -> Tagger:
    """Return the embedded tagger, loaded once in a process.

    Raises:
        ModelError: If the model is missing, damaged or of another version.
    """
    with _LOADING:
        if not _LOADED:
            _LOADED.append(Tagger())
        return _LOADED[0]
