"""Today's view: what machines read and linked, with what people decided, and nothing lost.

Pure functions from readings, incidents and decisions to readings and incidents. None of them
changes what was stored, so that a decision and its withdrawal leave no trace in the view.
"""

from rashomon.review.by_subject import BySubject, marks_of, report_of, sort_out
from rashomon.review.placing import Placement, place_incidents, related_ids
from rashomon.review.progress import review_of
from rashomon.review.readings import Lost, Reviewed, is_named, review_reading
from rashomon.review.relocating import find_member, mark_of
from rashomon.review.retelling import is_same_place, is_same_time, retell
from rashomon.review.standing import in_force

__all__ = [
    "BySubject",
    "Lost",
    "Placement",
    "Reviewed",
    "find_member",
    "in_force",
    "is_named",
    "is_same_place",
    "is_same_time",
    "mark_of",
    "marks_of",
    "place_incidents",
    "related_ids",
    "report_of",
    "retell",
    "review_of",
    "review_reading",
    "sort_out",
]
