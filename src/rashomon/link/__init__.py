"""Readings in; incidents out, with the reasons for every join."""

from rashomon.link.across import link, link_added
from rashomon.link.surroundings import Surroundings
from rashomon.link.within import link_within

__all__ = ["LINKER", "Surroundings", "link", "link_added", "link_within"]

LINKER = "link-weights-2"
"""Name and version of how incidents are linked, kept with every join."""
