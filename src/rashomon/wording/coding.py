"""Agreement in words."""

from __future__ import annotations

from rashomon.coding import Alpha

__all__ = ["alpha_words"]


def alpha_words(found: Alpha) -> str:
    """Return an alpha with its interval; 1 is shown only where nobody differs.

    >>> alpha_words(Alpha(0.9999, 12, 24, low=0.981, high=1.0))
    '0.999 (0.98 to 1.00)'
    """
    if found.value is None:
        return "undefined" if found.units else "–"
    if found.low is None or found.high is None:
        return _rounded(found.value, 3)
    return f"{_rounded(found.value, 3)} ({_rounded(found.low, 2)} to {_rounded(found.high, 2)})"


def _rounded(value: float, digits: int) -> str:
    """A figure, of which 1 is only shown where it is one: nobody differs."""
    step = 10**-digits
    return f"{1 - step if 1 - step < value < 1 else value:.{digits}f}"
