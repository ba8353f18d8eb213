"""One capture in, its report out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.clean.conftest import Cleaner

from rashomon.errors import UnreadableReport
from rashomon.records import Sidecar

BODY = "At least seven people were killed in Samplehrad on Tuesday, the governor said."


def test_offsets_point_into_what_the_file_reads_as(cleaned: Cleaner, tmp_path: Path) -> None:
    """The text is that of `Path.read_text`, byte order mark and all."""
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffÜber Samplehrad\r\n\r\nZwei\rDrei\n".encode() + BODY.encode())
    report = cleaned(path.read_bytes())
    assert report.text == path.read_text(encoding="utf-8")
    assert report.is_noise(0, 1)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (BODY.encode("utf-16"), "utf-16"),
        (BODY.encode("utf-32"), "utf-32"),
        (("“" + BODY + "” – café déjà").encode("cp1252"), "guessed"),
        (f"Größe, Länge, Übung, Höhe, Öl. {BODY}".encode() + b"\xff", "utf-8, damaged"),
        (BODY.encode() + "é".encode()[:1], "utf-8, damaged"),
    ],
)
def test_other_encodings_are_read_and_told(cleaned: Cleaner, content: bytes, encoding: str) -> None:
    """`found_by` has what was taken."""
    report = cleaned(content)
    assert "Samplehrad on Tuesday" in report.text
    assert encoding in report.found_by["encoding"]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"\xff\xfe\x00", "text/plain"),
        (b"\x01\x02\x81\x8d\x8f" * 40, "text/plain"),
        ("\ufeff \n".encode(), "text/plain"),
        (b"<html><body></body></html>", "text/html"),
        (b"no JSON", "application/json"),
        (b'{"id": "x"}', "application/json"),
        (b'{"id": "x", "text": 5}', "application/json"),
    ],
)
def test_what_holds_no_text_is_unreadable(
    cleaned: Cleaner, content: bytes, media_type: str
) -> None:
    """The error names the address."""
    with pytest.raises(UnreadableReport, match=r"in/name\.txt"):
        cleaned(content, media_type)


def test_a_json_line_is_taken_as_it_stands(cleaned: Cleaner) -> None:
    """Line ends too; a lone surrogate, which no file can hold, is one character still."""
    line = json.dumps({"id": "x", "text": f"a\r\nb \ud800 {BODY}"}).encode()
    assert cleaned(line, "application/json").text == f"a\r\nb \ufffd {BODY}"


def test_every_finding_names_its_method(cleaned: Cleaner) -> None:
    """Title, headline and date."""
    report = cleaned(f"Shell kills seven in market\n5 July 2016\n\n{BODY}")
    assert report.title == "Shell kills seven in market"
    assert report.published_on == date(2016, 7, 5)
    assert dict(report.found_by) == {
        "published_on": "date line",
        "title": "headline",
        "headline": "layout",
    }


@pytest.mark.parametrize(
    ("text", "sidecar", "day", "method"),
    [
        (f"5 July 2016\n{BODY}", Sidecar(published_on=date(2020, 1, 2)), (2020, 1, 2), "sidecar"),
        (BODY, Sidecar(url="https://x.org/2018/06/17/a"), (2018, 6, 17), "address"),
        (
            f"{BODY}\n\nUpdated 3 May 2020",
            Sidecar(url="https://x.org/2018/06/17/a"),
            (2018, 6, 17),
            "address",
        ),
        (f"{BODY}\n\nUpdated 3 May 2020", Sidecar(), (2020, 5, 3), "date of update"),
        (
            f"KABUL, Jan 3 (Reuters) - {BODY}",
            Sidecar(context_date=date(2012, 1, 20)),
            (2012, 1, 3),
            "dateline, in the year of the context date",
        ),
    ],
)
def test_the_day_of_publication(
    cleaned: Cleaner, text: str, sidecar: Sidecar, day: tuple[int, int, int], method: str
) -> None:
    """Sidecar, dateline, address, update, in this order."""
    report = cleaned(text, sidecar=sidecar)
    assert report.published_on == date(*day)
    assert report.found_by["published_on"] == method


def test_a_context_date_far_away_gives_a_dateline_no_year(cleaned: Cleaner) -> None:
    """The report stays without a date of its own."""
    report = cleaned(
        f"KABUL, Jan 3 (Reuters) - {BODY}", sidecar=Sidecar(context_date=date(2012, 7, 20))
    )
    assert report.published_on is None
    assert report.base_date == date(2012, 7, 20)


def test_noise_within_headline_or_dateline_is_not_marked_twice(cleaned: Cleaner) -> None:
    """A stretch is one thing or the other."""
    report = cleaned(f"Shell kills seven in market\nBBC News\n3 May 2020\n\n{BODY}")
    kept = [span for span in (report.headline, report.dateline) if span]
    assert len(kept) == 2
    assert not any(span.covers(noise) for noise in report.noise for span in kept)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(min_size=1, max_size=600))
def test_every_text_becomes_a_report_or_is_unreadable(cleaned: Cleaner, text: str) -> None:
    """Spans lie within the text, whatever it is."""
    try:
        report = cleaned(text.encode("utf-8", "replace"))
    except UnreadableReport:
        return
    assert report.text


PIECES = st.sampled_from(
    [BODY, "Share", "5 July 2016", "AFP", "KYIV (Reuters) -", "Tags A B", "\n", "\n\n", "Related",
     "By Jane Sample", "Read more: A", "Published", "219", "(AFP Photo)", "BBC News", "The", "“"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=25).map(" ".join))
def test_pages_put_together_at_random_become_reports(cleaned: Cleaner, text: str) -> None:
    """The text is kept whole and every span holds words."""
    if not text.strip():
        return
    report = cleaned(text)
    assert report.text == text
    for span in (*report.noise, *filter(None, (report.headline, report.dateline))):
        assert span.of(text).strip()


def test_the_corpus_is_cleaned_as_its_coders_did(cleaned: Cleaner, shared: Path) -> None:
    """Dates, origins and headlines of the founding reports; dates of the first training set."""
    for path in sorted((shared / "corpus" / "seeds").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        report = cleaned(path.with_suffix(".txt").read_bytes())
        published = report.published_on.isoformat() if report.published_on else None
        assert (published, report.outlet, report.carried_from, report.language) == (
            gold["published"], gold["outlet"], gold["carried_from"], "en",
        ), path.name  # fmt: skip
        assert report.headline
        assert report.headline.of(report.text) == gold["headline"], path.name
        assert [span.of(report.text) for span in report.noise] == gold["noise"], path.name
    dated = 0
    golds = sorted((shared / "corpus" / "train-a").glob("*.json"))
    for path in golds:
        report = cleaned(path.with_suffix(".txt").read_bytes())
        told = json.loads(path.read_text(encoding="utf-8"))["published"]
        dated += bool(report.published_on and report.published_on.isoformat() == told)
    assert dated >= 0.95 * len(golds)
