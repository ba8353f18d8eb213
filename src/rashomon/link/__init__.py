"""Readings in; incidents out, with the reasons for every join."""

from rashomon.link.across import link
from rashomon.link.within import link_within

__all__ = ["LINKER", "link", "link_within"]

LINKER = "link-rules-3"
"""Name and version of the rules of linking, kept with every join."""
