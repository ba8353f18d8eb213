"""One capture in; its report out: text, noise and metadata, with offsets that never shift."""

from rashomon.clean.cleaning import clean
from rashomon.clean.parts import parts

__all__ = ["clean", "parts"]
