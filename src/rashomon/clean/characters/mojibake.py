"""Text whose UTF-8 was once read as Windows-1252 and written again: "â€œKyivâ€" for “Kyiv”."""

from __future__ import annotations

import re

__all__ = ["mended"]

# The letters that a UTF-8 byte from 80 to BF turns into when it is read as Windows-1252, or as
# Latin-1 where that has none.
_LATER = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0)}
_BYTES = {letter: byte for byte, letter in _LATER.items()}
_TAIL = "".join(map(re.escape, _LATER.values()))
_RUN = re.compile(rf"[\u00c2-\u00f4{_TAIL}]*[\u00c2-\u00f4][{_TAIL}][\u00c2-\u00f4{_TAIL}]*")
_SIGN = re.compile(rf"[\u00c2-\u00f4][{_TAIL}]")
_FEWEST = 2  # runs; one may be a quotation of broken text
# Letters that stand in runs which are sound as they are must be few: French and Portuguese
# texts in their right encoding have accents between plain letters, which no run is made of.
_SHARE = 0.9


def mended(text: str) -> str | None:
    r"""Return the text as it was before it was encoded twice; None where that is not certain.

    Certain means: at least two stretches of such letters are whole UTF-8 once their letters
    are taken as bytes, and hardly any letter beyond ASCII stands outside of them.

    >>> mended("â€œTwo diedâ€\x9d in MontrÃ©al")
    '“Two died” in Montréal'
    """
    # In UTF-8 the first letter of every sign begins with this byte, which is quickly counted.
    if text.isascii() or text.encode("utf-8", "replace").count(b"\xc3") < _FEWEST:
        return None
    if len(_SIGN.findall(text)) < _FEWEST:
        return None
    runs = 0
    letters = 0

    def mend(found: re.Match[str]) -> str:
        nonlocal runs, letters
        raw = bytes(_BYTES.get(letter, ord(letter)) for letter in found.group())
        try:
            told = raw.decode("utf-8")
        except UnicodeDecodeError:
            return found.group()
        runs += 1
        letters += len(found.group())
        return told

    result = _RUN.sub(mend, text)
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return result if runs >= _FEWEST and letters >= _SHARE * beyond else None
