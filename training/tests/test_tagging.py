"""The embedded tagger: how it cuts words, decodes labels, and what the shipped model finds."""

from __future__ import annotations

import itertools
import json
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from rashomon.read.document import parse
from rashomon.records import Report
from rashomon_training import tagging
from rashomon_training.tag_decoding import best_paths, log_softmax, spans_of, transitions
from rashomon_training.tag_pieces import LONGEST_CHUNK, SHAPES, Word, chunks, cut_words, shape_of
from rashomon_training.tagging import FLOOR, ModelError, Tag, Tagger, open_tagger

MODEL = Path(tagging.__file__).parent / "model"
if not MODEL.is_dir():
    pytest.skip(f"needs a trained model in {MODEL}: run make train", allow_module_level=True)
STRIKE = (
    "At least 12 civilians were killed and 30 others injured on Monday when a government air "
    "strike hit a market in the northern town of Mekra, the Red Crescent said. A military "
    "spokesman denied that warplanes had bombed the market."
)


def tags_in(text: str, heads: Sequence[str] | None = None) -> tuple[Tag, ...]:
    """Return the tags of a bare text."""
    return open_tagger().tag(parse(Report("r", "r", "r", text)), heads)


def sure(text: str, head: str) -> list[str]:
    """Return the words of each tag of a head that is likelier than not."""
    return [text[t.start : t.end] for t in tags_in(text, (head,)) if t.score > 0.5]


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("shells", "lower"),
        ("Mekra", "title"),
        ("UN", "upper"),
        ("McKay", "mixed"),
        ("1429", "number"),
        ("F16", "code"),
        (",", "mark"),
        ("A", "letter"),
        ("a", "lower"),
    ],
)
def test_a_word_has_the_shape_of_its_letters(word: str, shape: str) -> None:
    """The model learns what case tells from nine shapes."""
    assert SHAPES[shape_of(word)] == shape


def test_words_keep_their_place_and_cover_the_sentences() -> None:
    """Every letter of a sentence lies in one word, whose offsets are those of the text."""
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    text = "Noise. Ál-Mekra's town, U.S. F-16s!  Then 1,429 fled."
    sentences = [(7, 35), (37, len(text))]
    cut = cut_words(text, sentences, tokenizer, is_capitals=False)
    for (start, end), words in zip(sentences, cut, strict=True):
        joined = "".join(text[w.start : w.end] for w in words)
        assert joined == "".join(text[start:end].split())
    assert [w.is_glued for w in cut[0][:5]] == [False, True, True, True, True]


def test_shapes_tell_nothing_in_capitals() -> None:
    """Where a whole report is in capitals, no word has a shape."""
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    (words,) = cut_words("TROOPS FIRED", [(0, 12)], tokenizer, is_capitals=True)
    assert {w.shape for w in words} == {0}


def _words(*sizes: int) -> list[Word]:
    return [Word(at, at + 1, (7,) * size, 1, False) for at, size in enumerate(sizes)]


@given(st.lists(st.lists(st.integers(1, 24), max_size=40), max_size=12))
def test_chunks_hold_every_word_in_order(sizes: list[list[int]]) -> None:
    """Merging and cutting sentences loses no word and no chunk is too long for the model."""
    sentences = [_words(*some) for some in sizes]
    cut = list(chunks(sentences))
    assert [w for chunk in cut for w in chunk] == [w for some in sentences for w in some]
    assert all(sum(len(w.pieces) for w in chunk) <= LONGEST_CHUNK for chunk in cut)
    assert all(cut)


@given(st.integers(0, 2**32 - 1), st.integers(1, 2), st.integers(1, 5))
def test_the_best_path_is_the_best_of_all(seed: int, kinds: int, length: int) -> None:
    """Decoding gives what trying every sound labeling gives, padding or not."""
    labels = 2 * kinds + 1
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(1, length + 2, labels)).astype(np.float32)
    moves = transitions(kinds, chance.integers(0, 50, (labels, labels)).astype(np.float32))

    def worth(path: Sequence[int]) -> float:
        steps = zip((labels, *path), path, strict=False)
        return float(sum(moves[a, b] for a, b in steps) + sum(scores[0, range(length), path]))

    (found,) = best_paths(scores, moves, [length])
    tried = max(itertools.product(range(labels), repeat=length), key=worth)
    assert worth(found[:length].tolist()) == pytest.approx(worth(tried), abs=1e-4)


@given(st.lists(st.integers(0, 4), max_size=20))
def test_spans_are_the_runs_of_a_labeling(path: list[int]) -> None:
    """Each beginning opens one span, which goes on as long as its kind does."""
    found = spans_of(path)
    assert len(found) == sum(label % 2 for label in path)
    for kind, first, last in found:
        assert path[first] == 2 * kind + 1
        assert set(path[first + 1 : last]) <= {2 * kind + 2}


def test_no_span_begins_in_its_middle() -> None:
    """However likely, a label for the rest of a span needs a beginning before it."""
    likely = np.array([[[0.0, 0.0, 9.0], [0.0, 0.0, 9.0]]], np.float32)
    assert best_paths(log_softmax(likely), transitions(1), [2])[0].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("killed", "12 civilians were killed"),
        ("injured", "30 others injured"),
        ("date", "Monday"),
        ("place", "Mekra"),
        ("means", "air strike"),
        ("where", "Mekra"),
        ("who", "civilians"),
    ],
)
def test_the_model_finds_the_evidence_of_a_facet(head: str, words: str) -> None:
    """Among the sure tags of each head one holds the words that tell it."""
    assert any(words in found for found in sure(STRIKE, head))


def test_the_model_finds_who_says_what() -> None:
    """Sources, cues and contents are kinds of one head."""
    tags = [t for t in tags_in(STRIKE, ("attribution",)) if t.score > 0.5]
    told = {label: [STRIKE[t.start : t.end] for t in tags if t.label == label] for label in _SAID}
    assert told["cue"] == ["said", "denied"]
    sources = [words.removeprefix("the ") for words in told["source"]]
    assert sources == ["Red Crescent", "A military spokesman"]
    assert "12 civilians were killed" in told["content"][0]
    assert "bombed the market" in told["content"][-1]


_SAID = ("source", "cue", "content")


def test_tags_lie_in_the_text_and_above_the_floor() -> None:
    """Every tag has words, of a head and kind that the model has, and a score."""
    tags = tags_in(STRIKE)
    assert tags == tuple(sorted(tags, key=lambda t: (t.start, t.end, t.head, t.label)))
    assert all(0 <= t.start < t.end <= len(STRIKE) for t in tags)
    assert all(FLOOR <= t.score <= 1.0 for t in tags)


def test_evidence_has_a_stance() -> None:
    """Each facet's evidence is told by the same offsets with how it is told."""
    tags = tags_in(STRIKE)
    (killed,) = [t for t in tags if t.head == "killed" and t.score > 0.5]
    stances = {t.label for t in tags if t.head == "stance" and t.start == killed.start}
    assert "affirm" in stances


def test_only_the_heads_asked_for_are_told() -> None:
    """Asking for fewer heads saves decoding the others and changes none of them."""
    everything = tags_in(STRIKE)
    assert tags_in(STRIKE, ("killed", "date")) == tuple(
        t for t in everything if t.head in ("killed", "date")
    )


def test_a_report_without_sentences_has_no_tags() -> None:
    """Nothing in, nothing out."""
    assert tags_in("") == ()


@pytest.mark.parametrize(
    "text",
    ["\x00" * 40, "word " * 3000, "x" * 5000, "“”‘’" * 50, "爆炸造成十二人死亡。" * 30],
    ids=["nulls", "long", "one word", "marks", "Chinese"],
)
def test_any_text_can_be_tagged(text: str) -> None:
    """Dirt, endless sentences and other scripts give tags or none, never an error."""
    assert all(t.end <= len(text) for t in tags_in(text))


def test_threads_share_one_tagger() -> None:
    """Tagging from several threads at once gives what tagging alone gives."""
    alone = tags_in(STRIKE)
    found: list[tuple[Tag, ...]] = []
    threads = [threading.Thread(target=lambda: found.append(tags_in(STRIKE))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 4


def test_a_chunk_reads_the_same_beside_others() -> None:
    """How chunks are put into batches moves no tag, and hardly a score."""
    alone = [(t.head, t.label, t.start, t.end) for t in tags_in(STRIKE) if t.score > 0.5]
    beside = tags_in(f"{STRIKE}\n\n" + "Talks went on for a week. " * 60)
    again = [(t.head, t.label, t.start, t.end) for t in beside if t.score > 0.5]
    assert set(alone) & set(again)


def test_the_tagger_is_loaded_once() -> None:
    """Every caller of a process gets the same tagger, which names its weights."""
    assert open_tagger() is open_tagger()
    assert open_tagger().version.startswith("tagger-")


def test_the_model_is_small() -> None:
    """The weights weigh on every clone and install."""
    assert (MODEL / "tagger.onnx").stat().st_size < 40_000_000


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the shipped model, to be broken."""
    return Path(shutil.copytree(MODEL, tmp_path / "model"))


@pytest.mark.parametrize("name", ["tagger.onnx", "tagger.json", "tokenizer.json"])
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    """The error says which file is missing and what to do."""
    (copied / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}: the embedded model is missing.*install"):
        Tagger(copied)


@pytest.mark.parametrize("name", ["tagger.onnx", "tagger.json", "tokenizer.json"])
def test_a_damaged_file_is_named(copied: Path, name: str) -> None:
    """A file cut short is told by name, not met as a failure deep inside."""
    content = (copied / name).read_bytes()
    (copied / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelError, match=rf"{name}: the embedded model is damaged"):
        Tagger(copied)


def test_another_format_is_refused(copied: Path) -> None:
    """A model of a later Rashomon is not read by an earlier one."""
    card = json.loads((copied / "tagger.json").read_text())
    (copied / "tagger.json").write_text(json.dumps(card | {"format": 99}))
    with pytest.raises(ModelError, match="another format than 1"):
        Tagger(copied)
