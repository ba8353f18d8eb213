"""Bytes in, characters out: encodings, broken and unseen ones."""
