"""Captures into the ledger: what is stored, what is known, what is a copy, what is derived anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import rashomon.intake
import rashomon.verifying
from rashomon.clean import CLEANER, clean, cleaner_version
from rashomon.errors import ReportSkipped, UnreadableReport
from rashomon.intake import Step, derive, renew, take_in, user_name
from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.read import open_reader
from rashomon.records import Capture, CaptureMethod, Custody, Exchange, Report, Sidecar
from rashomon.verifying import verify

NOON = datetime(2031, 3, 8, 12, tzinfo=UTC)
BODY = (
    "Shelling killed four people in the town of Alder Ford on 7 March 2031, a medic said. "
    "The district office spoke of two more who were wounded near the bridge."
)
TIMES = Sidecar(outlet="The Invented Times")


def capture(
    text: str = BODY, name: str = "one", sidecar: Sidecar = TIMES, **told: object
) -> Capture:
    """Return a plain text as it came in."""
    made = Capture(text.encode(), name, f"in/{name}.txt", "text/plain", NOON, sidecar)
    return replace(made, **told)  # type: ignore[arg-type]


def outcomes(ledger: Ledger, *captures: Capture, by: str = "ana") -> list[str]:
    """Take captures in, and return what became of each."""
    told: list[str] = []

    def note(step: Step) -> None:
        told.append(step.outcome)

    def skip(error: ReportSkipped) -> None:
        told.append(f"skipped {error.reason}")

    take_in(captures, ledger, by=by, on_step=note, on_skip=skip)
    return told


@pytest.fixture(name="ledger")
def ledger_fixture(tmp_path: Path) -> Iterator[Ledger]:
    """Open a new ledger."""
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


def test_a_capture_is_kept_with_its_derived_report(ledger: Ledger) -> None:
    """Bytes, custody, text and the version of the cleaner; and it waits to be read."""
    one = capture()
    assert outcomes(ledger, one) == ["added"]
    derived = ledger.derivation(one.report_id)
    assert derived is not None
    assert derived.report == clean(one)
    assert (derived.cleaner, derived.is_read) == (cleaner_version(), False)
    assert derived.capture_id is not None
    kept = ledger.capture(derived.capture_id)
    assert kept == replace(one, custody=Custody(by="ana"))
    assert ledger.waiting() == ((one.report_id, derived.capture_id),)
    assert verify(ledger).problems == ()


def test_who_is_told_by_the_collector_stays(ledger: Ledger) -> None:
    """The pipeline fills in only what nobody has told."""
    outcomes(ledger, capture(custody=Custody(by="the crawler")))
    (note,) = ledger.captures()
    assert note.custody is not None
    assert note.custody.by == "the crawler"


def test_whoever_has_no_name_is_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container there may be no name for the user."""

    def nameless() -> str:
        raise OSError("no name")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert user_name().startswith("uid ")


def test_known_bytes_are_not_cleaned_again(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second time costs a look into the ledger, whatever the address."""
    outcomes(ledger, capture())
    monkeypatch.setattr(rashomon.intake, "clean", None)
    assert outcomes(ledger, capture(), capture(name="two")) == ["known", "copy"]
    assert [note.address for note in ledger.captures()] == ["in/one.txt", "in/two.txt"]


def test_an_answer_at_another_time_is_another_capture(ledger: Ledger) -> None:
    """That a page still said so is evidence; the report is the same."""
    page = capture(custody=Custody(CaptureMethod.FETCH))
    later = replace(page, captured_at=NOON + timedelta(hours=1))
    assert outcomes(ledger, page) == ["added"]
    assert outcomes(ledger, later) == ["known"]
    assert len(ledger.captures_of(page.report_id)) == 2


def test_bytes_without_text_are_kept_without_a_report(ledger: Ledger) -> None:
    """A page cannot be asked again as it was; what it held may be derived one day."""
    (told,) = outcomes(ledger, capture("\ufeff \n"))
    assert told.startswith("skipped")
    assert len(list(ledger.captures())) == 1
    assert ledger.report_ids() == ()
    assert verify(ledger).problems == ()


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(BODY.replace(". ", ".\r\n\r\n"), id="white space"),
        pytest.param(BODY.upper(), id="case"),
        pytest.param(f"{BODY}\n\nAdvertisement\n\nShare on Facebook\n", id="noise"),
    ],
)
def test_the_same_words_in_other_bytes_are_one_report(ledger: Ledger, other: str) -> None:
    """They are kept as captures of the first, which alone waits to be read."""
    first, second = capture(), capture(other, name="two")
    assert outcomes(ledger, first, second, second) == ["added", "near", "copy"]
    assert ledger.copies() == {second.report_id: first.report_id}
    assert [n.sha256 for n in ledger.captures_of(first.report_id)] == [first.sha256, second.sha256]
    assert len(ledger.waiting()) == 1
    assert outcomes(ledger, second) == ["known"]
    assert verify(ledger).problems == ()


@pytest.mark.parametrize(
    ("other", "sidecar"),
    [
        pytest.param(BODY.replace("four", "five"), TIMES, id="a number"),
        pytest.param(BODY.replace("bridge", "mill"), TIMES, id="a word"),
        pytest.param(BODY + " ", Sidecar(outlet="Another Paper"), id="outlet"),
        pytest.param(BODY + " ", Sidecar(), id="an outlet unknown"),
        pytest.param(BODY + " ", replace(TIMES, published_on=NOON.date()), id="day"),
    ],
)
def test_what_differs_is_a_report_of_its_own(ledger: Ledger, other: str, sidecar: Sidecar) -> None:
    """An update is evidence of change, and who else carries a text is for lineage to tell."""
    first = capture(sidecar=replace(TIMES, published_on=NOON.date() - timedelta(days=1)))
    second = capture(other, name="two", sidecar=sidecar)
    assert outcomes(ledger, first, second) == ["added", "added"]


@pytest.mark.parametrize(
    "url", ["http://www.a.example/x/?utm_source=feed#top", "https://A.example/x"]
)
def test_one_address_is_one_article(ledger: Ledger, url: str) -> None:
    """Where no outlet is known the address tells, without what only tells where one came from."""
    first = capture(sidecar=Sidecar(url="https://a.example/x"))
    second = capture(BODY + "\n", name="two", sidecar=Sidecar(url=url))
    other = capture(BODY + "\n\n", name="three", sidecar=Sidecar(url="https://a.example/y"))
    broken = capture(BODY + "\n\n\n", name="four", sidecar=Sidecar(url="http://[a"))
    told = outcomes(ledger, first, second, other, broken)
    assert told[:2] == ["added", "near"]
    assert told[2:] in (["added", "added"], ["near", "near"])  # an outlet is known by its host


def test_a_copy_of_which_more_is_told_is_looked_at_again(ledger: Ledger) -> None:
    """A sidecar that names another outlet makes a report of it."""
    outcomes(ledger, capture(), capture(BODY + "\n", name="two"))
    told = capture(BODY + "\n", name="two", sidecar=Sidecar(outlet="Another Paper"))
    assert outcomes(ledger, told) == ["added"]
    assert ledger.copies() == {}
    assert len(ledger.waiting()) == 2


def test_parts_are_reports_of_one_capture(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes are stored once, and taken apart once."""
    calls = []

    def halves(whole: Capture) -> tuple[Capture, ...]:
        calls.append(whole)
        return tuple(replace(whole, part=part) for part in (1, 2))

    def half(part: Capture) -> Report:
        middle = len(part.content) // 2
        content = part.content[:middle] if part.part == 1 else part.content[middle:]
        report = clean(replace(part, content=content, part=0))
        return replace(report, report_id=part.report_id)

    monkeypatch.setattr(rashomon.intake, "parts", halves)
    monkeypatch.setattr(rashomon.intake, "clean", half)
    monkeypatch.setattr(rashomon.verifying, "clean", half)
    assert outcomes(ledger, capture()) == ["added", "added"]
    assert outcomes(ledger, capture()) == ["known", "known"]
    assert len(calls) == 1
    assert [note.part for note in ledger.captures()] == [1, 2]
    assert verify(ledger).problems == ()


def test_a_page_is_taken_in_with_all_of_its_articles_or_not_at_all(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is killed after the first is done anew; the others would never be looked for."""

    def halves(whole: Capture) -> tuple[Capture, ...]:
        return tuple(replace(whole, part=part) for part in (1, 2, 3))

    class Killed(BaseException):
        """As if the process ended here."""

    def part_of(one: Capture) -> Report:
        if one.part == 2:
            raise UnreadableReport(one.address, "nothing in it")
        report = clean(replace(one, content=one.content.replace(b"two", b"%d" % one.part), part=0))
        return replace(report, report_id=one.report_id)

    real, taken = Ledger.take_in, []

    def killed_at_the_last(self: Ledger, one: Capture, *told: Report, cleaner: str) -> object:
        taken.append(one.part)
        if one.part == 3 and taken.count(3) == 1:
            raise Killed
        return real(self, one, *told, cleaner=cleaner)

    monkeypatch.setattr(rashomon.intake, "parts", halves)
    monkeypatch.setattr(rashomon.intake, "clean", part_of)
    monkeypatch.setattr(Ledger, "take_in", killed_at_the_last)
    with pytest.raises(Killed):
        outcomes(ledger, capture())
    assert list(ledger.captures()) == []
    assert outcomes(ledger, capture()) == ["added", "skipped nothing in it", "added"]
    assert [note.part for note in ledger.captures()] == [1, 2, 3]
    assert ledger.verify() == []


def test_an_article_that_cannot_be_stored_leaves_the_others(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of a surrogate pair is no text that a database takes."""

    def halves(whole: Capture) -> tuple[Capture, ...]:
        return tuple(replace(whole, part=part) for part in (1, 2))

    def odd(one: Capture) -> Report:
        report = replace(clean(replace(one, part=0)), report_id=one.report_id)
        return replace(report, outlet="\ud800") if one.part == 1 else report

    monkeypatch.setattr(rashomon.intake, "parts", halves)
    monkeypatch.setattr(rashomon.intake, "clean", odd)
    told = outcomes(ledger, capture())
    assert told[0].startswith("skipped")
    assert told[1] == "added"
    assert [note.part for note in ledger.captures()] == [2]
    assert ledger.verify() == []


def _with_cleaner(monkeypatch: pytest.MonkeyPatch, version: str, add: str = "") -> None:
    """Let the cleaner be of another version, which derives longer texts."""

    def other(one: Capture) -> Report:
        report = clean(one)
        return replace(report, text=report.text + add)

    for module in (rashomon.intake, rashomon.verifying):
        monkeypatch.setattr(module, "clean", other)
        monkeypatch.setattr(module, "cleaner_version", lambda: version)
    monkeypatch.setattr("rashomon.pipeline.cleaner_version", lambda: version)


def _renewed(ledger: Ledger) -> list[str]:
    told: list[Step] = []
    renew(ledger, on_step=told.append)
    return [step.outcome for step in told]


def test_a_changed_cleaner_that_tells_the_same_only_leaves_its_version(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing waits for it, and the next time there is nothing to do."""
    outcomes(ledger, capture(), capture(BODY + "\n", name="two"))
    _with_cleaner(monkeypatch, "clean-99")
    assert _renewed(ledger) == ["same", "same"]
    assert _renewed(ledger) == []
    derived = ledger.derivation(capture().report_id)
    assert derived is not None
    assert derived.cleaner == "clean-99"
    assert ledger.older_derivations(capture().report_id) == ()


def test_a_changed_text_that_nobody_read_takes_the_others_place(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was before is kept, with the version that derived it."""
    one = capture()
    outcomes(ledger, one)
    _with_cleaner(monkeypatch, "clean-99", " More.")
    assert _renewed(ledger) == ["renewed"]
    derived = ledger.derivation(one.report_id)
    (before,) = ledger.older_derivations(one.report_id)
    assert derived is not None
    assert derived.report.text == BODY + " More."
    assert (before.report.text, before.cleaner) == (BODY, cleaner_version())
    verdict = verify(ledger)
    assert verdict.problems == ()
    assert (verdict.rederived, verdict.older) == (1, {cleaner_version(): 1})


def test_a_changed_text_that_was_read_waits_to_be_read_anew(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then its claims point into the text that they were read from."""
    (tmp_path / "one.txt").write_text(BODY, encoding="utf-8")
    reader = open_reader("rules")
    assert build([tmp_path / "one.txt"], ledger, reader=reader).read == 1
    (report_id,) = ledger.report_ids()
    _with_cleaner(monkeypatch, "clean-99", " More.")
    assert _renewed(ledger) == ["renewed"]
    assert _renewed(ledger) == []
    kept = ledger.reading(report_id)
    assert kept is not None
    assert kept.report.text == BODY
    assert build((), ledger, reader=reader).read == 1
    anew = ledger.reading(report_id)
    assert anew is not None
    assert anew.report.text == BODY + " More."
    assert [old.report.text for old in ledger.older_readings(report_id)] == [BODY]
    assert ledger.waiting() == ()
    assert verify(ledger).problems == ()


def test_copies_that_part_by_a_changed_cleaner_become_reports(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is a copy is today's view, made again from bytes that are all there."""
    outcomes(ledger, capture(), capture(BODY + "\n", name="two"))

    def parting(one: Capture) -> Report:
        report = clean(one)
        return replace(report, text=f"{report.text}{one.name}")

    _with_cleaner(monkeypatch, "clean-99")
    monkeypatch.setattr(rashomon.intake, "clean", parting)
    monkeypatch.setattr(rashomon.verifying, "clean", parting)
    assert _renewed(ledger) == ["renewed", "added"]
    assert ledger.copies() == {}
    assert len(ledger.waiting()) == 2
    assert verify(ledger).problems == ()


def test_what_a_changed_cleaner_cannot_derive_stays(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, and the older text is kept with its version."""
    outcomes(ledger, capture(), capture(BODY + "\n", name="two"))

    def failing(one: Capture) -> Report:
        raise UnreadableReport(one.address, "too strange")

    _with_cleaner(monkeypatch, "clean-99")
    monkeypatch.setattr(rashomon.intake, "clean", failing)
    told: list[Step] = []
    renew(ledger, on_step=told.append)
    assert [str(step.error) for step in told] == [
        f"in/{name}.txt: too strange; what was derived before is kept" for name in ("one", "two")
    ]
    derived = ledger.derivation(capture().report_id)
    assert derived is not None
    assert derived.cleaner == cleaner_version()


def test_a_told_sidecar_renews_what_was_not_read(ledger: Ledger) -> None:
    """The newest sidecar is what the report will be read with; the older derivation is kept."""
    outcomes(ledger, capture())
    assert outcomes(ledger, capture(sidecar=Sidecar(outlet="Another Paper"))) == ["renewed"]
    report, number = derive(ledger, capture().report_id)
    assert (report.outlet, number) == ("Another Paper", 2)
    (before,) = ledger.older_derivations(report.report_id)
    assert before.report.outlet == TIMES.outlet
    assert verify(ledger).rederived == 2
    assert outcomes(ledger, capture()) == ["renewed"]


def test_bytes_from_elsewhere_take_nothing_from_what_was_told(ledger: Ledger) -> None:
    """An archive without a sidecar does not make the outlet unknown; taking the row out does."""
    outcomes(ledger, capture())
    bare = capture(sidecar=Sidecar(), address="crawl.warc!/one")
    assert outcomes(ledger, bare) == ["known"]
    assert outcomes(ledger, capture(sidecar=Sidecar())) == ["renewed"]


def test_a_sidecar_that_comes_back_to_what_was_read_needs_no_reading(
    ledger: Ledger, tmp_path: Path
) -> None:
    """Told otherwise and back again before anything was read, nothing waits."""
    (tmp_path / "one.txt").write_text(BODY, encoding="utf-8")
    sidecar = tmp_path / "reports.csv"
    sidecar.write_text("file,outlet\none.txt,The Invented Times\n", encoding="utf-8")
    reader = open_reader("rules")
    build([tmp_path / "one.txt"], ledger, reader=reader, reports_csv=sidecar)
    first = next(ledger.captures())
    kept = ledger.capture(first.capture_id)
    assert outcomes(ledger, replace(kept, sidecar=Sidecar())) == ["renewed"]
    assert len(ledger.waiting()) == 1
    assert outcomes(ledger, kept) == ["known"]
    assert ledger.waiting() == ()


def test_a_report_that_nobody_has_cannot_be_derived(ledger: Ledger) -> None:
    """The message names it."""
    with pytest.raises(UnreadableReport, match="rnone"):
        derive(ledger, "rnone")


def test_an_exchange_comes_back_with_its_capture(ledger: Ledger) -> None:
    """What the server answered is there when the report is derived again."""
    exchange = Exchange("https://a.example/x", 200, (("Content-Type", "text/plain"),))
    told = Custody(CaptureMethod.RECORD, "ana", "c" * 64, "record at 3", NOON, exchange)
    outcomes(ledger, capture(custody=told))
    assert ledger.capture(1).custody == told


def test_the_version_of_the_cleaner_names_its_libraries() -> None:
    """Another trafilatura may derive another text."""
    assert cleaner_version().startswith(f"{CLEANER} (")
    assert "trafilatura " in cleaner_version()
