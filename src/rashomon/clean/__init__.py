"""One capture in; its report out: text, noise and metadata, with offsets that never shift."""

from rashomon.clean.cleaning import clean

__all__ = ["clean"]
