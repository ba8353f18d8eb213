"""Public corpora as labeled texts: attribution, entities, roles in attacks, factuality.

Each loader takes the folder that its corpus lies in (see the README for where they come from)
and gives examples for the head of its own convention.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from rashomon_training.examples import Example, cut, empty
from rashomon_training.schema import IGNORED

__all__ = ["entities", "events", "factuality", "polnear", "roles"]

_ENTITIES = (
    "Person",
    "Organisation",
    "Location",
    "Temporal",
    "Quantity",
    "Weapon",
    "MilitaryPlatform",
    "Nationality",
)
_ROLES = (
    ("PERP: INDIVIDUAL ID",),
    ("PERP: ORGANIZATION ID",),
    ("PHYS TGT: ID",),
    ("HUM TGT: NAME", "HUM TGT: DESCRIPTION"),
    ("INCIDENT: INSTRUMENT ID",),
)
_ARGUMENTS = {"attacker": 3, "killer": 3, "injurer": 3, "target": 4, "victim": 5, "place": 7}
_ARGUMENTS |= {"instrument": 6, "explosivedevice": 6}
_TRIGGERS = (("conflict.attack", 0), ("life.die", 1), ("life.injure", 2))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8-sig") as lines:
        for line in lines:
            yield json.loads(line)


def polnear(path: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Attribution: who says what, each part of a discontinuous span a span of its own."""
    for record in _lines(path):
        example = empty(cut(record["id"], record["text"], tokenizer), "attribution")
        for said in record["attributions"]:
            for kind, part in enumerate(("source", "cue", "content")):
                for span in said.get(part) or []:
                    example.mark("attribution", kind, span["begin"], span["end"])
        yield example


def entities(path: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Entities of conflict texts, the longest first where they nest."""
    for record in _lines(path):
        example = empty(cut(record["id"], record["text"], tokenizer), "entity")
        found = [e for e in record["entities"] if e["type"] in _ENTITIES]
        for entity in sorted(found, key=lambda e: e["begin"] - e["end"]):
            kind = _ENTITIES.index(entity["type"])
            example.mark("entity", kind, entity["begin"], entity["end"])
        yield example


def roles(path: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Roles in attacks from filled templates: every place where a filler's words stand."""
    for record in _lines(path):
        text = record.get("text_mixed_case") or record["text"]
        example = empty(cut(record["id"], text, tokenizer), "role")
        fillers = {
            (alternative, kind)
            for template in record["templates"]
            for kind, slots in enumerate(_ROLES)
            for slot in slots
            for filler in template.get(slot) or []
            for alternative in filler["alts"]
            if isinstance(alternative, str)
        }
        for words, kind in sorted(fillers, key=lambda f: (-len(f[0]), f)):
            pattern = r"\s+".join(re.escape(w) for w in words.replace('\\"', '"').split())
            for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
                example.mark("role", kind, found.start(), found.end())
        yield example


def events(path: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Attacks, deaths and injuries with their arguments, triggers first where they meet."""
    for record in _lines(path):
        sentences = [(a, b) for a, b in record.get("sentences") or []] or None
        example = empty(cut(record["id"], record["text"], tokenizer, sentences), "event")
        arguments = []
        for event in record["events"]:
            kinds = [k for name, k in _TRIGGERS if event["type"].casefold().startswith(name)]
            if not kinds:
                continue
            trigger = event["trigger"]
            example.mark("event", kinds[0], trigger["begin"], trigger["end"])
            arguments += event["arguments"]
        for argument in arguments:
            role = _ARGUMENTS.get(argument["role"].casefold())
            if role is not None:
                example.mark("event", role, argument["begin"], argument["end"])
        yield example


def factuality(path: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Whether a deed is told as having happened: -3 denied, 3 affirmed, between them unsure."""
    for number, record in enumerate(_lines(path)):
        text = record["text"]
        example = cut(f"{path.stem}-{number}", text, tokenizer, [(0, len(text))])
        empty(example, "stance", fill=IGNORED)
        for target in record["targets"]:
            degree = target["factuality"]
            stance = 1 if degree <= -1.5 else 0 if degree >= 1.5 else 2
            example.labels["stance"][example.at(target["begin"], target["end"])] = stance
        yield example
