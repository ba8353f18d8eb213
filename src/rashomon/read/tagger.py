"""The embedded tagger: a small encoder that finds evidence, speakers and value words in a text.

It proposes and decides nothing: a tag is a stretch of words with a kind and a score, from which
the reader makes claims. Everything runs on the processor, offline; the weights are loaded on
first use.

The model reads one chunk at a time. Filling a batch takes a fifth more time than it saves on a
processor; and since the 8-bit model rounds by the largest number it meets, a chunk's tags would
hang on its neighbors. So they do not, and the number of threads changes no tag either.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.errors import SettingError
from rashomon.read.document import Document
from rashomon.read.model_files import Model, open_model
from rashomon.read.tags import FLOOR, Tag
from rashomon.read.word_pieces import Word, chunks, cut_words

if TYPE_CHECKING:
    from rashomon.read.labelings import Floats

__all__ = ["Tagger", "open_tagger", "thread_count"]

_GROUP = 16  # chunks decoded at a time: a usual report in one go, a long one in bounded memory
_BEGIN, _END = 101, 102  # the vocabulary's marks for the two ends of a chunk
_MOST_THREADS = 2  # unless told otherwise: a report of usual length keeps no more than two busy
_INPUTS = ("ids", "positions", "shapes", "glue")

Chunk = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    name: str
    labels: tuple[str, ...]
    is_spans: bool
    columns: slice
    moves: Floats


def thread_count() -> int:
    """Return how many threads the model may use: `$RASHOMON_THREADS`, or two where there are two.

    Raises:
        SettingError: If the setting is no whole number from 1 up.
    """
    told = os.environ.get("RASHOMON_THREADS", "")
    if not told:
        return min(_MOST_THREADS, os.cpu_count() or 1)
    if not (told.isascii() and told.isdecimal()) or int(told) < 1:
        raise SettingError(f"RASHOMON_THREADS is {told!r}; it must be a whole number from 1 up")
    return int(told)


class Tagger:
    """Finds tags in documents. One may be shared by threads."""

    def __init__(self, folder: Path | None = None, *, threads: int = 1) -> None:
        """Load the model in `folder`, or the shipped one.

        So many chunks of a report are read at a time. One is best where reports themselves are
        read side by side.

        Raises:
            ModelError: If the model is missing, damaged or of another version.
        """
        # Heavy imports, paid for by those who read with the model.
        from tokenizers import Tokenizer

        from rashomon.read.labelings import transitions

        self.model = open_model(folder)
        self._heads = tuple(
            _Head(
                name=head.name,
                labels=head.labels,
                is_spans=head.is_spans,
                columns=slice(*head.columns),
                moves=transitions(len(head.labels), _array(head.transitions)),
            )
            for head in self.model.heads
        )
        # A damaged vocabulary is told by its digest, before the tokenizer meets it.
        self._tokenizer = Tokenizer.from_str(self.model.vocabulary())
        self._session = _session(self.model)
        self._threads = threads

    @property
    def fingerprint(self) -> str:
        """What the weights, the vocabulary and the decoding amount to; another one, other tags."""
        return self.model.fingerprint

    def tag(self, document: Document, heads: Collection[str] | None = None) -> tuple[Tag, ...]:
        """Return every tag of `document`, by place; `heads` names the tasks if not all."""
        sentences = [(s.start, s.end) for s in document.sentences]
        if not sentences:
            return ()
        cut = cut_words(document.text, sentences, self._tokenizer, is_capitals=document.is_capitals)
        # By length, so that chunks decoded together are filled up to the longest with little.
        ordered = sorted(chunks(cut), key=len)
        groups = [ordered[at : at + _GROUP] for at in range(0, len(ordered), _GROUP)]
        found: set[Tag] = set()
        with self._running(len(ordered)) as run:
            for group in groups:
                found.update(self._tags(group, list(run(group)), heads))
        return tuple(sorted(found, key=lambda t: (t.start, t.end, t.head, t.label)))

    @contextmanager
    def _running(self, count: int) -> Iterator[Callable[[Sequence[Chunk]], Iterable[Floats]]]:
        """Give what runs the model over `count` chunks, side by side where threads allow."""
        if min(self._threads, count) < 2:
            yield lambda group: map(self._scores, group)
            return
        with ThreadPoolExecutor(min(self._threads, count)) as pool:
            yield lambda group: pool.map(self._scores, group)

    def _tags(
        self, group: Sequence[Chunk], scores: Sequence[Floats], heads: Collection[str] | None
    ) -> Iterator[Tag]:
        import numpy as np

        from rashomon.read.labelings import log_softmax

        lengths = [len(words) for words in group]
        filled = np.zeros((len(group), max(lengths), scores[0].shape[-1]), np.float32)
        for row, of_chunk in enumerate(scores):
            filled[row, : lengths[row]] = of_chunk
        wanted = [h for h in self._heads if heads is None or h.name in heads]
        logs = {head.name: log_softmax(filled[..., head.columns]) for head in wanted}
        facets: list[tuple[int, int, int]] = []
        for width in sorted({len(head.labels) for head in wanted if head.is_spans}):
            alike = [head for head in wanted if head.is_spans and len(head.labels) == width]
            for head, row, kind, first, last, score in _spans(alike, logs, lengths):
                if head.name in self.model.facets:
                    facets.append((row, first, last))
                words = group[row]
                start, end = words[first].start, words[last - 1].end
                yield Tag(head.name, head.labels[kind], start, end, score)
        for head in wanted:
            if head.is_spans:
                continue
            shares = np.exp(logs[head.name])
            for row, first, last in facets:
                words = group[row]
                for kind, mean in enumerate(shares[row, first:last].mean(axis=0)):
                    if mean >= FLOOR:
                        start, end = words[first].start, words[last - 1].end
                        yield Tag(head.name, head.labels[kind], start, end, round(float(mean), 4))

    def _scores(self, chunk: Chunk) -> Floats:
        """Run the model over one chunk; return the numbers of all heads for each word."""
        import numpy as np

        ids, shapes, glue, firsts = [_BEGIN], [0], [0], []
        for word in chunk:
            size = len(word.pieces)
            firsts.append(len(ids))
            ids += word.pieces
            shapes += [word.shape] * size
            glue += [int(word.is_glued)] + [1] * (size - 1)
        ids.append(_END)
        shapes.append(0)
        glue.append(0)
        inputs = {
            name: np.asarray([row], np.int64)
            for name, row in zip(_INPUTS, (ids, range(len(ids)), shapes, glue), strict=True)
        }
        (scores,) = self._session.run(["scores"], inputs)
        return np.asarray(scores[0, firsts], np.float32)


def _spans(
    heads: Sequence[_Head], logs: Mapping[str, Floats], lengths: Sequence[int]
) -> Iterator[tuple[_Head, int, int, int, int, float]]:
    """Return head, row, kind, first word, word after the last and score of each span.

    The heads have equally many labels: they are decoded together, since a step of decoding
    costs hardly more for a hundred rows than for one. The best labeling comes first; then,
    where it sees nothing, spans that are less likely than not and still above the floor.
    """
    import numpy as np

    from rashomon.read.labelings import best_paths, spans_of

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


def _array(rows: Sequence[Sequence[float]] | None) -> Floats | None:
    import numpy as np

    return None if rows is None else np.asarray(rows, np.float32)


def _session(model: Model) -> Any:
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as failures

    # Nothing about a report or its reader may leave the machine.
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    # A chunk is too small to be worth dividing: two at a time are faster than two threads for one.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what fails is raised; a log beside it would say it twice
    weights = model.weights()
    try:
        session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    except (
        failures.Fail,
        failures.InvalidArgument,
        failures.InvalidGraph,
        failures.InvalidProtobuf,
        failures.NotImplemented,
        failures.RuntimeException,
    ) as error:
        raise model.misfit("tagger.onnx", error) from error
    asked = tuple(given.name for given in session.get_inputs())
    if sorted(asked) != sorted(_INPUTS):
        raise model.misfit("tagger.onnx", f"it asks for {', '.join(asked)}")
    return session


_LOADED: list[Tagger] = []
_LOADING = threading.Lock()


def open_tagger() -> Tagger:
    """Return the embedded tagger, loaded once in a process and shared by its threads.

    Raises:
        ModelError: If the model is missing, damaged or of another version.
        SettingError: If `$RASHOMON_THREADS` is no number of threads.
    """
    with _LOADING:
        if not _LOADED:
            _LOADED.append(Tagger(threads=thread_count()))
        return _LOADED[0]
