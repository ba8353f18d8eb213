"""What a policy rules, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.records import ClaimGrade, Ruling

__all__ = ["UNKNOWN", "graded_sources", "paired_rulings", "rule_words"]

UNKNOWN = "–"


def rule_words(ruling: Ruling) -> str:
    """Return a ruling's rule, with a word where it was not read in the codebook."""
    return ruling.rule + (" (inferred)" if ruling.is_inferred else "")


def graded_sources(grades: Sequence[ClaimGrade]) -> list[str]:
    """The sources that a person graded, each once, in words; F is no grade."""
    return sorted(
        {f"{one.reliability}: {one.reliability_reason}" for one in grades if one.reliability != "F"}
    )


def paired_rulings(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Put least and most of one group into one row, where they follow one rule."""
    by_name = {ruling.name: ruling for ruling in rulings}
    rows = []
    for ruling in rulings:
        stem, _, end = ruling.name.rpartition("_")
        least, most = by_name.get(f"{stem}_min"), by_name.get(f"{stem}_max")
        if (
            least is None
            or most is None
            or (least.rule, least.claim_ids)
            != (
                most.rule,
                most.claim_ids,
            )
        ):
            rows.append(ruling)
        elif end == "min":
            value = None if least.value is most.value is None else _both_ends(least, most)
            rows.append(replace(least, name=stem, value=value))
    return rows


def _both_ends(least: Ruling, most: Ruling) -> str:
    """Both ends; an end that nobody sets is shown as such: "up to 14", "20 to 100 or more"."""
    if least.value is None:
        return f"up to {most.told}"
    return most.told if least.value == most.value else f"{least.value} to {most.told or UNKNOWN}"
