"""Gold annotations and readings in; figures out."""

from rashomon.evaluate.gold import as_capture, load_annotations
from rashomon.evaluate.scoring import Counts, Flaw, Scores, agreements, score

__all__ = ["Counts", "Flaw", "Scores", "agreements", "as_capture", "load_annotations", "score"]
