"""From trained weights to the folder that Rashomon ships: an int8 graph, tokenizer and card."""

from __future__ import annotations

import hashlib
import json
import shutil
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import (  # type: ignore[import-untyped]
    QuantType,
    quantize_dynamic,
)

from rashomon_training.encoder import Tagger
from rashomon_training.examples import open_tokenizer
from rashomon_training.schema import FACETS, HEADS, WORDS, columns

__all__ = ["export"]

_INPUTS = ("ids", "positions", "shapes", "glue")
# Heads stay in 32 bits: their numbers decide on labels, and are a hundredth of the weights.
_HEADS = ["/own/MatMul", "/public/MatMul"]


def export(
    model: Tagger,
    counts: Mapping[str, list[list[float]]],
    folder: Path,
    about: Mapping[str, Any],
    *,
    is_small: bool = True,
) -> Path:
    """Write `model` to `folder`, with 8-bit weights unless told otherwise; return `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    graph = folder / "tagger.onnx"
    full = folder / "full.onnx"
    _trace(model, full)
    if is_small:
        small = onnx.load(full)
        _shrink_words(small)
        onnx.save(small, full)
        quantize_dynamic(
            full,
            graph,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=_HEADS,
            per_channel=True,
            reduce_range=True,  # spares processors that lack the instructions for full range
            weight_type=QuantType.QInt8,
        )
        full.unlink()
    else:
        full.rename(graph)
    tokenizer = folder / "tokenizer.json"
    open_tokenizer().save(str(tokenizer))
    weights = hashlib.sha256(graph.read_bytes()).hexdigest()
    where = columns()
    card = {
        "format": 1,
        "version": weights[:8],
        "sha256": weights,
        "tokenizer_sha256": hashlib.sha256(tokenizer.read_bytes()).hexdigest(),
        **about,
        "facets": [*FACETS, *WORDS],
        "heads": [
            {
                "name": head.name,
                "labels": list(head.labels),
                "is_spans": head.is_spans,
                "columns": where[head.name],
                "transitions": counts.get(head.name),
            }
            for head in HEADS
        ],
    }
    (folder / "tagger.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return folder


def _trace(model: Tagger, path: Path) -> None:
    model.eval()
    example = tuple(torch.ones(2, 16, dtype=torch.long) for _ in _INPUTS)
    axes = {0: "rows", 1: "pieces"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the older exporter: the newer one's graph is no faster
        torch.onnx.export(
            model,
            example,
            str(path),
            dynamo=False,
            opset_version=17,
            input_names=list(_INPUTS),
            output_names=["scores"],
            dynamic_axes=dict.fromkeys((*_INPUTS, "scores"), axes),
        )


def _shrink_words(graph: onnx.ModelProto) -> None:
    """Keep the table of words in 8 bits with a scale a row, half of the file otherwise."""
    tables = {t.name: t for t in graph.graph.initializer}
    table = max(tables.values(), key=lambda t: int(np.prod(t.dims)))
    lookup = next(
        node for node in graph.graph.node if node.op_type == "Gather" and table.name in node.input
    )
    values = numpy_helper.to_array(table)
    scale = np.abs(values).max(axis=1, keepdims=True) / 127 + 1e-12
    small = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
    graph.graph.initializer.remove(table)
    graph.graph.initializer.extend(
        [
            numpy_helper.from_array(small, "words_small"),
            numpy_helper.from_array(scale.astype(np.float32), "words_scale"),
        ]
    )
    ids, out = lookup.input[1], lookup.output[0]
    nodes = [
        helper.make_node("Gather", ["words_small", ids], ["words_picked"], axis=0),
        helper.make_node("Cast", ["words_picked"], ["words_cast"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["words_scale", ids], ["words_picked_scale"], axis=0),
        helper.make_node("Mul", ["words_cast", "words_picked_scale"], [out]),
    ]
    at = list(graph.graph.node).index(lookup)
    graph.graph.node.remove(lookup)
    for offset, node in enumerate(nodes):
        graph.graph.node.insert(at + offset, node)
