"""Bytes in, text out, whatever encoding they came in; with the encoding that was taken."""

from __future__ import annotations

import codecs
import re

from rashomon.errors import UnreadableReport

__all__ = ["decode", "mend_surrogates"]

_MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 200_000  # enough for guessing an encoding; the guess takes long on more
_MOST_RUBBISH = 0.02  # of the characters; a wrong guess gives far more, a damaged file fewer
_RUBBISH = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")


def decode(content: bytes, where: str) -> tuple[str, str]:
    r"""Return the text with its line ends as "\n", and the name of its encoding.

    Valid UTF-8 comes out as `Path.read_text(encoding="utf-8")` gives it: a byte order mark
    stays as the first character.

    Raises:
        UnreadableReport: If no encoding makes text of it.

    """
    text, encoding = _decode(content, where)
    if len(_RUBBISH.findall(text)) > _MOST_RUBBISH * len(text):
        raise UnreadableReport(where, f"not text in any known encoding (read as {encoding})")
    return mend_surrogates(text).replace("\r\n", "\n").replace("\r", "\n"), encoding


def mend_surrogates(text: str) -> str:
    """Put the replacement character for lone surrogates, which no file can hold."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _decode(content: bytes, where: str) -> tuple[str, str]:
    for mark, encoding in _MARKED:
        if content.startswith(mark):
            try:
                return content.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise UnreadableReport(where, f"damaged {encoding} text: {error.reason}") from error
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(content, error):
            return content.decode("utf-8", "replace"), "utf-8, damaged"
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE_BYTES]).best()
    encoding = best.encoding if best else "cp1252"
    try:
        return content.decode(encoding), f"{encoding}, guessed"
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "cp1252, guessed"


def _is_damaged_utf8(content: bytes, error: UnicodeDecodeError) -> bool:
    """Tell UTF-8 with a broken byte or two from text in another encoding."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for c in text if ord(c) > 127) - broken
    is_cut_short = error.reason == "unexpected end of data" and error.end >= len(content)
    return is_cut_short or sound > 4 * broken
