"""Tests of the queue of uploads: nothing that is sent stalls or kills it, and nothing is lost."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rashomon.ledger import Ledger
from rashomon.web.uploads import desk as module
from rashomon.web.uploads.bounds import Bounds
from rashomon.web.uploads.desk import Desk
from rashomon.web.uploads.job import Job, Phase

TOLD = (
    "DEIR EZ-ZOR, 3 March 2018 (Invented Agency) - At least {} people were killed in an air "
    "strike on Khusham on Friday, a medic said."
)
ROOT = Path(__file__).resolve().parents[3]
Opening = Callable[..., Desk]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Return an empty ledger."""
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    return path


@pytest.fixture
def desks(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    """Return a function that opens a desk, whose process apart is a frail one."""
    monkeypatch.setattr(module, "_WORKER", "tests.web.uploads.frail_worker")
    monkeypatch.setattr(module, "_LOOK_EVERY_S", 0.05)
    monkeypatch.syspath_prepend(str(ROOT))  # from which the process apart is started
    opened = []

    def opening(bounds: Bounds | None = None, *, anew: bool = True) -> Desk:
        desk = Desk(tmp_path / "uploads", str(ledger), bounds or Bounds(), lambda: None)
        if anew:
            desk.start()
        opened.append(desk)
        return desk

    yield opening
    for desk in opened:
        desk.close()


def sent(desk: Desk, **files: str) -> Job:
    """Send files of text; their names end in .txt."""
    return desk.put([(f"{n}.txt", io.BytesIO(t.encode())) for n, t in files.items()], "ana")


def over(desk: Desk, job: Job, *phases: Phase) -> Job:
    """Wait until an upload is over, or has come so far."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = desk.job(job.job_id)
        assert found is not None
        if found.phase.is_over or found.phase in phases:
            return found
        time.sleep(0.02)
    raise AssertionError(f"still {desk.job(job.job_id)}")


def outcomes(job: Job) -> dict[str, str]:
    """Return what became of each file or report, by name."""
    return {row.name: row.outcome for row in job.rows}


def test_what_is_sent_is_read_and_signed(desks: Opening, ledger: Path, tmp_path: Path) -> None:
    """With who sent it, that it was uploaded, and no word of where it lay meanwhile."""
    desk = desks()
    job = over(desk, sent(desk, a=TOLD.format(12), b=TOLD.format(12)))
    assert (job.phase, outcomes(job)) == (Phase.DONE, {"a.txt": "read", "b.txt": "known"})
    with Ledger.open(ledger, create=False) as opened:
        (one, _) = opened.captures_of(job.rows[0].report_id)
        assert one.custody is not None
        assert (one.custody.method, one.custody.by) == ("upload", "ana")
        assert one.address == "upload: a.txt"
        assert len(opened.incidents()) == 1
    assert list((tmp_path / "uploads").iterdir()) == []


@pytest.mark.parametrize("how", ["loops", "swells"])
def test_a_file_that_loops_or_swells_costs_itself_alone(desks: Opening, how: str) -> None:
    """It is told with the way out, and the files around it are read."""
    desk = desks()
    job = over(desk, sent(desk, a=TOLD.format(12), **{how: "x"}, z=TOLD.format(30)))
    assert outcomes(job) == {"a.txt": "read", f"{how}.txt": "cut", "z.txt": "read"}
    assert "save its text" in job.rows[1].why


def test_a_report_that_the_reader_dies_of_costs_itself_alone(desks: Opening) -> None:
    """It is kept unread, and the others are read and linked."""
    desk = desks()
    killing = TOLD.format(9) + " These are words that kill."
    job = over(desk, sent(desk, a=TOLD.format(12), b=killing, c=TOLD.format(30)))
    assert job.phase is Phase.DONE
    assert outcomes(job) == {"a.txt": "read", "b.txt": "cut", "c.txt": "read"}


def test_what_waits_for_ever_is_ended(desks: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the clock on the wall, since it computes nothing."""
    monkeypatch.setattr(module, "_SILENCE_OTHERWISE_S", 3.0)
    desk = desks()
    assert outcomes(over(desk, sent(desk, waits="x"))) == {"waits.txt": "cut"}


def test_an_upload_whose_linking_ends_says_the_way_out(
    desks: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is kept."""
    monkeypatch.setenv("RASHOMON_TEST_FRAIL", "--no-linking")
    desk = desks()
    job = over(desk, sent(desk, a=TOLD.format(12)))
    assert (job.phase, "rashomon build" in job.words) == (Phase.FAILED, True)


def test_a_ledger_that_is_gone_ends_an_upload_in_words(desks: Opening, ledger: Path) -> None:
    """And the queue goes on."""
    desk = desks()
    ledger.write_bytes(b"no ledger")
    job = over(desk, sent(desk, a=TOLD.format(12)))
    assert (job.phase, "ledger" in job.words) == (Phase.FAILED, True)
    assert desk.before("none") == 0


def test_an_upload_can_be_cancelled_running_or_waiting(desks: Opening) -> None:
    """The next one has its turn."""
    desk = desks()
    running, waiting = sent(desk, waits="x"), sent(desk, b=TOLD.format(12))
    last = sent(desk, c=TOLD.format(30))
    over(desk, running, Phase.TAKING_IN)
    assert [desk.before(one.job_id) for one in (running, waiting, last)] == [0, 1, 2]
    assert desk.cancel(waiting.job_id)
    assert desk.cancel(running.job_id)
    assert over(desk, running).phase is Phase.CANCELLED
    assert over(desk, waiting).phase is Phase.CANCELLED
    assert over(desk, last).phase is Phase.DONE
    assert not desk.cancel(last.job_id)
    assert [job.job_id for job in desk.jobs()] == [one.job_id for one in (last, waiting, running)]


def test_a_server_that_ends_is_followed_by_one_that_goes_on(desks: Opening, tmp_path: Path) -> None:
    """What was taken in is not begun again; what another living server holds is left alone."""
    first = desks()
    job = sent(first, a=TOLD.format(12), waits="x", c=TOLD.format(30))
    for _ in range(1000):
        found = over(first, job, Phase.TAKING_IN)
        if outcomes(found)["waits.txt"] == "begun":
            break
        assert not found.phase.is_over
        time.sleep(0.02)
    beside = desks()
    assert beside.jobs() == ()
    first.close()
    folder = tmp_path / "uploads" / job.job_id
    (folder / "0002" / "waits.txt").rename(folder / "0002" / "waits.bak")
    (folder / "0002" / "waits.txt").mkdir()
    (tmp_path / "uploads" / "half").mkdir()
    second = desks()
    found = over(second, job)
    assert found.phase is Phase.DONE
    assert outcomes(found)["a.txt"] == outcomes(found)["c.txt"] == "read"
    assert not (tmp_path / "uploads" / "half").exists()


def test_a_file_that_is_too_large_is_passed_over(desks: Opening) -> None:
    """And the others are read."""
    desk = desks(Bounds(file_bytes=1000))
    job = over(desk, sent(desk, a=TOLD.format(12), large="x" * 1001))
    assert outcomes(job) == {"a.txt": "read", "large.txt": "skipped"}
    assert "send it in parts" in job.rows[1].why


def test_a_table_that_is_sent_along_tells_of_the_others(desks: Opening, ledger: Path) -> None:
    """By the name that it has in folders, too."""
    desk = desks()
    table = b"file,outlet,published\na.txt,The Invented Times,2018-03-04\n"
    job = desk.put(
        [("reports.csv", io.BytesIO(table)), ("a.txt", io.BytesIO(b"Two people were killed."))],
        "ana",
    )
    job = over(desk, job)
    assert outcomes(job) == {"reports.csv": "noted", "a.txt": "read"}
    with Ledger.open(ledger, create=False) as opened:
        assert [one.outlet for one in opened.reports()] == ["The Invented Times"]


def _zip(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def _link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return info


def _nested(content: bytes) -> bytes:
    for _ in range(6):
        content = _zip(("in.zip", content))
    return content


_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"
)
_PAGES = b"endobj\n2 0 obj<</Type/Pages/Count 100000000/Kids[2 0 R 2 0 R]>>endobj\n"
_ATTACKS = {
    "bomb.zip": (_zip(("a.txt", b"0" * 30_000_000)), "skipped", "times its size"),
    "nested.zip": (_nested(b"x"), "skipped", "3 deep"),
    "out.zip": (_zip(("../../a.txt", TOLD.format(13).encode())), "noted", "leads out of"),
    "link.zip": (_zip((_link("a.txt"), b"/etc/passwd")), "skipped", "a link"),
    "pages.pdf": (_PDF + _PAGES + b"trailer<</Root 1 0 R>>\n%%EOF", "skipped", "damaged"),
    "both.pdf": (b"%PDF-1.4\n<html><script>alert(1)</script>" + b"x" * 99, "skipped", "damaged"),
    "image.pdf": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "skipped", "no PDF"),
    "program.txt": (b"\x7fELF" + bytes(range(256)) * 40, "skipped", "a program"),
    "deep.html": (b"<div>" * 200_000 + TOLD.format(15).encode(), "read", ""),
    "page.txt": (f"<html><script>1</script><p>{TOLD.format(16)}".encode(), "read", ""),
    "deep.jsonl": (b'{"text":' + b"[" * 100_000, "skipped", "too deep"),
    "odd.docx": (_zip(("a", b"b"))[:50], "skipped", "damaged"),
    "kills.txt": (b"These are words that kill.", "cut", "save its text"),
    "..\\..\\<b>\u202egpj.txt": (TOLD.format(17).encode(), "read", ""),
}  # fmt: skip


def test_each_file_that_means_harm_loses_itself_alone(
    desks: Opening, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Bombs, links, ways out, wrong kinds, nests without end: each is told, the rest is read."""
    monkeypatch.setenv("RASHOMON_TEST_FRAIL", "--patient")
    desk = desks()
    files = [(name, content) for name, (content, _, _) in _ATTACKS.items()]
    files += [("good.txt", TOLD.format(12).encode())]
    job = over(desk, desk.put([(name, io.BytesIO(content)) for name, content in files], "ana"))
    assert job.phase is Phase.DONE
    for number, (name, (_, outcome, why)) in enumerate(_ATTACKS.items(), 1):
        rows = [row for row in job.rows if row.file == number]
        assert (outcome in [row.outcome for row in rows], name) == (True, name)
        assert why in " ".join(row.why for row in rows)
    assert outcomes(job)["good.txt"] == "read"
    assert not list(tmp_path.rglob("passwd*"))
    assert not (tmp_path / "a.txt").exists()
