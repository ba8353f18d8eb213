"""Readings in; incidents out, with the reasons for every join."""

from rashomon.link.across import link
from rashomon.link.within import link_within

__all__ = ["link", "link_within"]
