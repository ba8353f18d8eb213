"""The embedded reader: what the rules find, beside what a trained tagger proposes.

The tagger knows more ways to say a thing than the rules do, and the rules know exactly what
the words amount to: a number, a day, an actor. So values are always read by rules.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from rashomon.read.assembling import assemble
from rashomon.read.document import Document, parse
from rashomon.read.findings import RULES, find_all
from rashomon.read.languages import is_foreign
from rashomon.read.tags import Tag
from rashomon.read.violence import find_triggers
from rashomon.read.voices import hear
from rashomon.read.weighing import Weights, weigh
from rashomon.records import Reading, Report

__all__ = ["EmbeddedReader", "FindsTags", "version_of"]


class FindsTags(Protocol):
    """What the reader asks of a tagger: its tags, and what they follow from."""

    @property
    def fingerprint(self) -> str:
        """Names the model in hexadecimal; another one may give other tags."""
        ...

    def tag(self, document: Document, heads: Collection[str] | None = None) -> tuple[Tag, ...]:
        """Return the tags of a document by place, of some heads or of all."""
        ...


def version_of(*fingerprints: str) -> str:
    """Return the version of a reader with the models of these fingerprints and today's rules.

    >>> version_of("88b7c723c99de9a9", "5a1f")
    'embedded-1+0b2a72bb'
    """
    return f"embedded-1+{hashlib.sha256(' '.join((RULES, *fingerprints)).encode()).hexdigest()[:8]}"


class EmbeddedReader:
    """Reads with a tagger and rules. One may be shared by threads."""

    def __init__(self, tagger: FindsTags, weights: Weights) -> None:
        """Make a reader that asks `tagger` and believes it, and the rules, by `weights`."""
        self._tagger = tagger
        self._weights = weights
        self.version = version_of(tagger.fingerprint, weights.fingerprint)

    def read(self, report: Report) -> Reading:
        """Find the claims of an English report; others give an empty reading."""
        if is_foreign(report):
            return Reading(report, self.version)
        document = parse(report)
        # The model leaves the interpreter to the rules while it computes.
        with ThreadPoolExecutor(1) as aside:
            tagging = aside.submit(self._tagger.tag, document)
            triggers = sorted(find_triggers(document), key=lambda trigger: trigger.start)
            found = list(find_all(document))
            tags = tagging.result()
        findings = weigh(document, found, triggers, tags, self._weights)
        return assemble(document, findings, triggers, self.version, hear(document, tags))
