"""Which languages the readers read: of a report in any other, nothing is claimed."""

from __future__ import annotations

from rashomon.records import Report

__all__ = ["LANGUAGES", "is_foreign"]

LANGUAGES = ("en",)


def is_foreign(report: Report) -> bool:
    """Tell whether a report is in a language that no reader knows.

    One too short to tell, or in words of several, is taken for English.
    """
    return report.language is not None and report.language not in LANGUAGES
