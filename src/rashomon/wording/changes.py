"""Why something changed, short enough to stand beside it."""

from __future__ import annotations

from rashomon.differences import Cause

__all__ = ["short_cause"]


def short_cause(cause: Cause) -> str:
    """Return a cause that is told in full elsewhere."""
    if cause.kind == "decision" and cause.number is not None:
        return f"decision {cause.number} by {cause.by}" if cause.by else cause.words
    if cause.kind == "linking" and cause.number is not None:
        return f"linking, ruling {cause.number}"
    return {
        "report": "its report is new",
        "reading": f"its report was read again by {cause.by}",
    }.get(cause.kind, cause.words)
