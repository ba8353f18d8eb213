"""One capture in; its report out: text, noise and metadata, with offsets that never shift."""

from rashomon.clean.cleaning import clean
from rashomon.clean.parts import parts
from rashomon.clean.versions import CLEANER, cleaner_version

__all__ = ["CLEANER", "clean", "cleaner_version", "parts"]
