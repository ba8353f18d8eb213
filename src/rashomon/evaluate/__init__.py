"""Gold annotations and readings in; figures out."""

from rashomon.evaluate.given_words import GivenWords, read_given_words
from rashomon.evaluate.gold import as_capture, load_annotations
from rashomon.evaluate.scoring import Counts, Flaw, Scores, agreements, score

__all__ = [
    "Counts",
    "Flaw",
    "GivenWords",
    "Scores",
    "agreements",
    "as_capture",
    "load_annotations",
    "read_given_words",
    "score",
]
