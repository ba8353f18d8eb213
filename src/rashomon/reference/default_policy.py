"""By which policy figures, codes and grades follow where none is named.

Its name alone: whoever shows it loads no rules.
"""

from __future__ import annotations

__all__ = ["POLICY"]

POLICY = "airwars-2"
