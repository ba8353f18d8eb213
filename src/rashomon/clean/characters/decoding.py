"""Bytes in, text out, whatever encoding they came in; with the encoding that was taken."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import lru_cache

from rashomon.clean.characters.mojibake import mended
from rashomon.errors import UnreadableReport

__all__ = ["decode", "encoding_in_type", "mend_surrogates"]

_MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 200_000  # enough for guessing an encoding; the guess takes long on more
_MOST_BROKEN = 0.002  # of the characters of text in the encoding that is told
_MOST_RUBBISH = 0.02  # of the characters; a wrong guess gives far more, a damaged file fewer
_RUBBISH = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_HEAD_BYTES = 4096  # within which a page names its encoding; browsers look at 1,024


@lru_cache(maxsize=1)  # a page is asked for its parts, then cleaned
def decode(content: bytes, where: str, told: str | None = None) -> tuple[str, str]:
    r"""Return the text with its line ends as "\n", and the name of its encoding.

    `told` is the encoding that a server or message names. A byte order mark holds over
    everything, then valid UTF-8, whatever else is told, then what is told, what a page names
    itself, and at last a guess. What makes no plausible text is not taken, told or not. Valid
    UTF-8 comes out as `Path.read_text(encoding="utf-8")` gives it, the byte order mark as its
    first character; only text that was surely encoded twice is mended.

    Raises:
        UnreadableReport: If no encoding makes text of it.

    """
    text, encoding = _decode(content, where, told)
    if _is_rubbish(text):
        raise UnreadableReport(where, f"not text in any known encoding (read as {encoding})")
    text = mend_surrogates(text).replace("\r\n", "\n").replace("\r", "\n")
    once = mended(text) if encoding == "utf-8" else None
    return (text, encoding) if once is None else (once, "utf-8, encoded twice and mended")


def mend_surrogates(text: str) -> str:
    """Put the replacement character for lone surrogates, which no file can hold."""
    try:
        text.encode("utf-8")  # many times as quick as looking at each letter
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", text)
    return text


# What rubbish is made of in UTF-8: control characters, and the first bytes of all else.
_MAYBE_RUBBISH = bytes([*range(9), *range(0x0E, 0x20), 0x7F, 0xC2, 0xEE, 0xEF])


def _is_rubbish(text: str) -> bool:
    most = _MOST_RUBBISH * len(text)
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw) - len(raw.translate(None, _MAYBE_RUBBISH)) <= most:
        return False
    return len(_RUBBISH.findall(text)) > most


def encoding_in_type(media_type: str) -> str | None:
    """Return the charset that a media type names, None for none.

    >>> encoding_in_type('text/html; Charset="windows-1251"')
    'windows-1251'
    """
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", media_type[:500], re.IGNORECASE)
    return found[1].lower() if found else None


def _decode(content: bytes, where: str, told: str | None) -> tuple[str, str]:
    for mark, encoding in _MARKED:
        if content.startswith(mark):
            try:
                return content.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise UnreadableReport(where, f"damaged {encoding} text: {error.reason}") from error
    names = [name for name in (told, _named(content)) if name]
    if unmarked := _unmarked_utf16(content):
        return content.decode(unmarked, "replace"), unmarked
    if b"\x1b" in content[:_SAMPLE_BYTES] and (shifted := _by_names(content, names, _SHIFTED)):
        return shifted
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(content, error):
            return content.decode("utf-8", "replace"), "utf-8, damaged"
    else:
        return text, _as_told("utf-8", names, is_plain=text.isascii())
    if found := _by_names(content, names):
        return found
    return _guessed(content, names)


# Encodings that change between alphabets by escape signs: valid UTF-8, and no text in it.
_SHIFTED = frozenset({"iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_3", "iso2022_kr"})
# What pages say, and what they mean by it.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
    "big5": "big5hkscs",
}
# Not text encodings, or ones that make text of anything.
_REFUSED = frozenset({"utf-7", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "idna", "punycode",
                      "unicode_escape", "raw_unicode_escape", "undefined"})  # fmt: skip


def _codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if found.name in _REFUSED or not getattr(found, "_is_text_encoding", True):
        return None
    return _MEANT.get(found.name, found.name)


def _named(content: bytes) -> str | None:
    """The encoding that a page or an XML file names near its start."""
    head = content[:_HEAD_BYTES].decode("latin-1")
    found = re.search(r"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", head, re.I)
    found = found or re.match(r"\s{0,9}<\?xml\b[^>]{0,100}?encoding=[\"']([\w.:-]{2,40})", head)
    return found[1].lower() if found else None


def _by_names(
    content: bytes, names: list[str], only: frozenset[str] | None = None
) -> tuple[str, str] | None:
    """The text by the first name that makes plausible text."""
    for name in names:
        codec = _codec(name)
        if codec is None or (only is not None and codec not in only):
            continue
        try:
            text = content.decode(codec)
        except (UnicodeDecodeError, UnicodeError):
            text = content.decode(codec, "replace")
            if text.count("\ufffd") > 1 + _MOST_BROKEN * len(text):
                continue
        if _is_plausible(text):
            return text, _as_told(codec, names)
    return None


def _as_told(codec: str, names: list[str], *, is_plain: bool = False) -> str:
    """Name the encoding, with the one that was told where that is another."""
    meant = [_codec(name) or name for name in names]
    if is_plain or not meant or meant[0] == codec:
        return codec
    return f"{codec}, told as {names[0]}"


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without a mark: in text of Europe's languages every other byte is zero."""
    sample = content[:2000]
    if len(sample) < 20:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.05 * half else None


def _guessed(content: bytes, names: list[str]) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    sample = content[:_SAMPLE_BYTES]
    for encoding in _LIKELY:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_plausible(text):
            return content.decode(encoding, "replace"), f"{_as_told(encoding, names)}, guessed"
    best = from_bytes(sample).best()
    encoding = best.encoding if best else "cp1252"
    try:
        return content.decode(encoding), f"{encoding}, guessed"
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "cp1252, guessed"


# Tried before the guess at large, in which short texts go wrong; the commonest in which pages
# were written, each told from the others by its commonest letters.
_LIKELY = ("cp1251", "koi8-r", "cp1256")
_COMMON = {
    "cyrillic": frozenset("оеаинтсрвлкмдпуя"),
    "arabic": frozenset("اليمنوترةهبعدسفك"),
}
_FEWEST_COMMON = 0.7  # running text has 0.80 to 0.95, another encoding of it under 0.5
_FEWEST_LETTERS = 8  # beyond ASCII, from which letters tell anything


def _is_plausible(text: str) -> bool:
    """Tell text from letters that another encoding would make of the same bytes.

    One script stands beyond ASCII, in running text of its own; Latin letters with marks stand
    between plain ones.
    """
    sample = text[:_SAMPLE_BYTES]
    if len(_RUBBISH.findall(sample)) > _MOST_RUBBISH / 4 * len(sample):
        return False
    beyond = Counter(letter for letter in sample if letter > "\x7f" and letter.isalpha())
    total = beyond.total()
    if total < _FEWEST_LETTERS:
        return True
    scripts: Counter[str] = Counter()
    for letter, count in beyond.items():
        scripts[_script(letter)] += count
    script, count = scripts.most_common(1)[0]
    if script in _COMMON:
        common = sum(beyond[letter] for letter in _COMMON[script])
        upper = sum(number for letter, number in beyond.items() if letter.isupper())
        return count > 0.9 * total and common >= _FEWEST_COMMON * count and upper <= 0.4 * count
    if script == "latin":
        plain = sum(1 for letter in sample if letter <= "\x7f" and letter.isalpha())
        return total <= 0.25 * plain
    return True


def _script(letter: str) -> str:
    at = ord(letter)
    if at < 0x250:
        return "latin"
    if 0x400 <= at <= 0x52F:
        return "cyrillic"
    return "arabic" if 0x600 <= at <= 0x77F or 0xFB50 <= at <= 0xFEFC else "other"


def _is_damaged_utf8(content: bytes, error: UnicodeDecodeError) -> bool:
    """Tell UTF-8 with a broken byte or two from text in another encoding."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for c in text if ord(c) > 127) - broken
    is_cut_short = error.reason == "unexpected end of data" and error.end >= len(content)
    return is_cut_short or sound > 4 * broken
