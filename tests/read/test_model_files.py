"""The model's folder: what is missing, damaged or of another version is named, with a way out."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rashomon.errors import ModelError, RunAborted
from rashomon.read.model_files import open_model
from rashomon.read.tagger import Tagger

FILES = ("tagger.json", "tagger.onnx", "tokenizer.json")
WAY_OUT = 'install Rashomon anew, or read by rules (reader="rules", --reader rules)'


@pytest.fixture
def copied(model: Path, tmp_path: Path) -> Path:
    """A copy of the shipped model, to be broken."""
    return Path(shutil.copytree(model, tmp_path / "model"))


def told(folder: Path) -> str:
    """Return what loading the model of a folder says is wrong."""
    with pytest.raises(ModelError) as error:
        Tagger(folder)
    assert isinstance(error.value, RunAborted)
    assert str(error.value).endswith(WAY_OUT)
    return str(error.value)


def rewrite(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the card of a folder."""
    card = json.loads((folder / "tagger.json").read_text())
    change(card)
    (folder / "tagger.json").write_text(json.dumps(card))


def test_the_card_tells_what_the_model_is(model: Path) -> None:
    """Size, fingerprint and training are known without loading a weight."""
    found = open_model(model)
    assert found.size == sum((model / name).stat().st_size for name in FILES) < 40_000_000
    assert len(found.fingerprint) == 64
    assert "train-a" in found.trained_on
    assert {"killed", "attribution"} <= {head.name for head in found.heads}


def test_whatever_decides_on_tags_is_in_the_fingerprint(copied: Path) -> None:
    """Other labels or weights make another model, another note beside them does not."""
    was = open_model(copied).fingerprint
    rewrite(copied, lambda card: card.update(seed=99))
    assert open_model(copied).fingerprint == was
    rewrite(copied, lambda card: [head["labels"].reverse() for head in card["heads"]])
    changed = open_model(copied).fingerprint
    rewrite(copied, lambda card: card.update(sha256="0" * 64))
    assert len({was, changed, open_model(copied).fingerprint}) == 3


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """The error says which folder is not there."""
    words = told(tmp_path / "gone")
    assert words.startswith(f"{tmp_path / 'gone'}: the embedded model is missing")


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    """The error says which file is missing."""
    (copied / name).unlink()
    words = told(copied)
    assert words.startswith(f"{copied / name}: the embedded model is missing")
    with pytest.raises(ModelError, match="missing"):
        open_model(copied).size  # noqa: B018 - asking is what fails


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("share", [0, 0.5], ids=["empty", "cut short"])
def test_a_damaged_file_is_named(copied: Path, name: str, share: float) -> None:
    """A file cut short is told by name, not met as a failure deep inside."""
    content = (copied / name).read_bytes()
    (copied / name).write_bytes(content[: int(len(content) * share)])
    assert told(copied).startswith(f"{copied / name}: the embedded model is damaged")


def test_one_wrong_byte_is_found(copied: Path) -> None:
    """The digest tells weights that would load and read differently."""
    content = bytearray((copied / "tagger.onnx").read_bytes())
    content[len(content) // 2] ^= 1
    (copied / "tagger.onnx").write_bytes(content)
    words = told(copied)
    assert f"{copied / 'tagger.onnx'}: the embedded model is damaged: the file has SHA-256" in words
    assert hashlib.sha256(content).hexdigest()[:12] in words
    assert open_model(copied).weights_sha256[:12] in words


def test_a_tokenizer_of_another_model_is_refused(copied: Path) -> None:
    """A vocabulary that is sound in itself, but not the one of these weights, is not used."""
    vocabulary = json.loads((copied / "tokenizer.json").read_text())
    (copied / "tokenizer.json").write_text(json.dumps(vocabulary, indent=1))
    words = told(copied)
    assert words.startswith(f"{copied / 'tokenizer.json'}: the embedded model is damaged")


@pytest.mark.parametrize("form", [0, 2, 99, None, "1"])
def test_another_format_is_refused(copied: Path, form: object) -> None:
    """A card of a version that this Rashomon does not know is not guessed at."""
    rewrite(copied, lambda card: card.update(format=form))
    assert f"the embedded model has format {form!r}, and this Rashomon knows 1" in told(copied)


@pytest.mark.parametrize("content", ["[]", '"model"', "7"], ids=["list", "words", "number"])
def test_a_card_that_is_none_is_refused(copied: Path, content: str) -> None:
    """Sound JSON of another shape has no format."""
    (copied / "tagger.json").write_text(content)
    assert "has format None" in told(copied)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(lambda card: card.pop("sha256"), "'sha256'", id="digest"),
        pytest.param(lambda card: card.pop("heads"), "'heads'", id="heads"),
        pytest.param(lambda card: card["heads"][0].pop("labels"), "'labels'", id="labels"),
        pytest.param(lambda card: card.update(heads=7), "int", id="no list of heads"),
        pytest.param(
            lambda card: card["heads"][0]["labels"].append("more"), "columns", id="columns"
        ),
    ],
)
def test_a_card_with_a_hole_is_refused(
    copied: Path, change: Callable[[dict[str, Any]], object], words: str
) -> None:
    """What the card lacks is named."""
    rewrite(copied, change)
    met = told(copied)
    assert met.startswith(f"{copied / 'tagger.json'}: the embedded model is damaged")
    assert words in met


def test_weights_that_are_no_graph_are_refused(copied: Path) -> None:
    """A file that is what the card says and still cannot be run says so."""
    (copied / "tagger.onnx").write_bytes(b"no graph")
    digest = hashlib.sha256(b"no graph").hexdigest()
    rewrite(copied, lambda card: card.update(sha256=digest))
    assert told(copied).startswith(f"{copied / 'tagger.onnx'}: cannot be used (")


def test_a_graph_that_asks_for_something_else_is_refused(copied: Path) -> None:
    """A graph with other inputs than the tagger's belongs to another version."""
    content = (copied / "tagger.onnx").read_bytes().replace(b"\x0a\x06shapes", b"\x0a\x06shaken")
    content = content.replace(b"\x12\x06shapes", b"\x12\x06shaken")
    (copied / "tagger.onnx").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    rewrite(copied, lambda card: card.update(sha256=digest))
    assert "cannot be used" in told(copied)


def test_asking_what_model_there_is_loads_nothing_heavy(model: Path) -> None:
    """The card is read without the runtime."""
    code = (
        "import sys; from rashomon.read.model_files import open_model; open_model();"
        "print(*{'numpy', 'onnxruntime', 'tokenizers'} & set(sys.modules))"
    )
    assert not subprocess.check_output([sys.executable, "-c", code], text=True).strip()
