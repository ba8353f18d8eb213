"""Bytes are text in the encoding they are in, whatever anybody says of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.clean import clean
from rashomon.clean.characters.decoding import (
    _RUBBISH,
    _is_rubbish,
    decode,
    encoding_in_type,
    mend_surrogates,
)
from rashomon.errors import UnreadableReport
from rashomon.records import Capture, Custody, Exchange

RUSSIAN = "Два человека погибли в четверг при обстреле автовокзала, сообщил глава области."
ARABIC = "قتل شخصان يوم الخميس في قصف استهدف محطة للحافلات شمال البلاد، حسب ما أعلنه المحافظ."
FRENCH = "Deux personnes ont été tuées jeudi à l’entrée de la gare, a déclaré le préfet."
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "encoding", "told", "found"),
    [
        (RUSSIAN, "cp1251", "windows-1251", "cp1251"),
        (RUSSIAN, "cp1251", "iso-8859-1", "cp1251, told as iso-8859-1, guessed"),
        (RUSSIAN, "cp1251", "utf-8", "cp1251, told as utf-8, guessed"),
        (RUSSIAN, "cp1251", None, "cp1251, guessed"),
        (RUSSIAN, "koi8-r", "windows-1251", "koi8-r, told as windows-1251, guessed"),
        (RUSSIAN, "utf-8", "windows-1251", "utf-8, told as windows-1251"),
        (RUSSIAN, "utf-16", "utf-8", "utf-16"),
        (RUSSIAN, "iso8859_5", "iso-8859-5", "iso8859-5"),
        (ARABIC, "cp1256", "windows-1256", "cp1256"),
        (ARABIC, "cp1256", "windows-1251", "cp1256, told as windows-1251, guessed"),
        (ARABIC, "cp1256", None, "cp1256, guessed"),
        (FRENCH, "cp1252", "iso-8859-1", "cp1252"),
        (FRENCH, "cp1252", "no-such-thing", None),
        (FRENCH, "utf-16-le", None, "utf-16-le"),
        (FRENCH, "utf-16-be", "utf-8", "utf-16-be"),
        ("これは日本語の文章です。二人が死亡した。", "iso2022_jp", "iso-2022-jp", "iso2022_jp"),
        ("これは日本語の文章です。二人が死亡した。", "shift_jis", "shift_jis", "cp932"),
        ("两人在周四的袭击中死亡,官员说。", "gbk", "gb2312", "gb18030"),
        ("Two died.", "ascii", "windows-1251", "utf-8"),
        ("Two died.", "ascii", "utf-7", "utf-8"),
    ],
)
def test_text_is_read_in_its_own_encoding(
    text: str, encoding: str, told: str | None, found: str | None
) -> None:
    """What is told is taken where it makes plausible text, and named where it does not hold."""
    result, name = decode(text.encode(encoding), "here", told)
    assert result == text
    assert found in (name, None)


def test_a_page_names_its_encoding() -> None:
    """In a meta tag or the XML declaration; what the server says goes first."""
    page = f'<html><head><meta charset="koi8-r"></head><body>{RUSSIAN}</body></html>'
    assert RUSSIAN in decode(page.encode("koi8-r"), "here")[0]
    equiv = page.replace(
        'charset="koi8-r"', 'http-equiv="Content-Type" content="text/html; charset=koi8-r"'
    )
    assert RUSSIAN in decode(equiv.encode("koi8-r"), "here")[0]
    xml = f'<?xml version="1.0" encoding="windows-1256"?><html>{ARABIC}</html>'
    assert decode(xml.encode("cp1256"), "here")[1] == "cp1256"
    wrong = page.encode("cp1251")
    assert RUSSIAN in decode(wrong, "here", "windows-1251")[0]
    assert RUSSIAN in decode(wrong, "here")[0]


def test_the_servers_header_counts() -> None:
    """The last one, of whatever case; else the media type of the capture."""
    headers = (("content-TYPE", "text/html; charset=windows-1252"), ("X", "1"))
    page = f"<html><body><p>{FRENCH} {FRENCH}</p></body></html>".encode("cp1252")
    exchange = Exchange("https://example.org/a", 200, headers)
    capture = Capture(page, "a", "a.html", "text/html", NOON, custody=Custody(exchange=exchange))
    report = clean(capture)
    assert "été tuées" in report.text
    assert (report.found_by["encoding"], report.url) == ("cp1252", "https://example.org/a")
    told = replace(capture, custody=Custody(), media_type="text/html; charset=windows-1252")
    assert clean(told).text == report.text


def test_charsets_are_found_in_media_types() -> None:
    """Quoted or not; none where there is none."""
    assert encoding_in_type("text/html;charset='UTF-8'") == "utf-8"
    assert encoding_in_type("text/html") is None


def test_damaged_bytes_in_a_told_encoding_are_borne() -> None:
    """One byte that the encoding lacks does not turn the text over to guesses."""
    raw = RUSSIAN.encode("cp1251") * 5 + b"\x98"
    assert RUSSIAN in decode(raw, "here", "windows-1251")[0]


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "windows-1251", "x", "base64"]))
def test_any_bytes_are_text_or_refused(raw: bytes, told: str | None) -> None:
    """Nothing else comes out."""
    try:
        text, name = decode(raw, "here", told)
    except UnreadableReport:
        return
    assert name
    text.encode()


@given(st.text(st.sampled_from("ab é€\x00\x7f\x85\ufffd\ue000\uf8ff\ud800\U0001f600"), max_size=80))
def test_the_quick_look_at_rubbish_misses_none(text: str) -> None:
    """What it lets pass has no more of it than text may have."""
    many = text + "a" * 50 * text.count("\x85")
    for one in (text, many):
        assert _is_rubbish(one) == (len(_RUBBISH.findall(one)) > 0.02 * len(one))


def test_lone_surrogates_are_mended() -> None:
    """Pairs of them are characters, which a text holds as such."""
    assert mend_surrogates("a\ud83db\U0001f600") == "a\ufffdb\U0001f600"
