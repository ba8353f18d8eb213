"""A program beside ours that may die, hang or ramble, one document at a time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rashomon.clean.documents import apart
from rashomon.errors import UnreadableReport


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_PATIENCE_SECONDS", 0.5)


def program(tmp_path: Path, body: str) -> Path:
    """Return a program that does something with each document."""
    path = tmp_path / "program.py"
    path.write_text(f"import os, struct, sys, time\nserved = 0\nwhile True:\n{body}")
    return path


TAKE = "    served += 1; n = struct.unpack('>Q', sys.stdin.buffer.read(8))[0]\n"
TAKE += "    content = sys.stdin.buffer.read(n)\n"
GIVE = "    sys.stdout.buffer.write(struct.pack('>Q', 2) + b'{}'); sys.stdout.flush()\n"


def test_a_child_that_dies_costs_its_document(tmp_path: Path) -> None:
    """And the next one is read by another."""
    path = program(tmp_path, f"{TAKE}    if content == b'die': os._exit(9)\n{GIVE}")
    assert apart.parse_apart(path, b"a", "a.pdf") == {}
    with pytest.raises(UnreadableReport, match="damaged"):
        apart.parse_apart(path, b"die", "a.pdf")
    assert apart.parse_apart(path, b"b", "a.pdf") == {}


def test_a_child_worn_out_is_replaced(tmp_path: Path) -> None:
    """What an earlier document left behind does not cost a later one."""
    path = program(tmp_path, f"{TAKE}    if served > 1: os._exit(9)\n{GIVE}")
    for _ in range(3):
        assert apart.parse_apart(path, b"a", "a.pdf") == {}


def test_a_child_is_renewed_after_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it has kept in its memory is gone."""
    monkeypatch.setattr(apart, "_MOST_SERVED", 1)
    path = program(tmp_path, TAKE + GIVE)
    apart.parse_apart(path, b"a", "a.pdf")
    assert path not in apart._held


def test_a_child_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason says so."""
    monkeypatch.setattr(apart, "_WALL_SECONDS", 0.5)
    path = program(tmp_path, f"{TAKE}    time.sleep(60)\n")
    with pytest.raises(UnreadableReport, match="takes too long"):
        apart.parse_apart(path, b"a", "a.pdf")


def test_a_child_that_never_listens_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though it be handed more than a pipe holds."""
    monkeypatch.setattr(apart, "_WALL_SECONDS", 0.5)
    path = program(tmp_path, "    time.sleep(60)\n")
    with pytest.raises(UnreadableReport, match="takes too long"):
        apart.parse_apart(path, bytes(1_000_000), "a.pdf")


@pytest.mark.parametrize("length", [0, 10**12, 3])
def test_an_answer_of_a_wrong_length_is_none(tmp_path: Path, length: int) -> None:
    """Nothing, more than we hold, or more than comes."""
    give = f"    sys.stdout.buffer.write(struct.pack('>Q', {length}) + b'{{}}')\n"
    path = program(tmp_path, f"{TAKE}{give}    sys.stdout.flush(); os._exit(0)\n")
    with pytest.raises(UnreadableReport, match="damaged"):
        apart.parse_apart(path, b"a", "a.pdf")


def test_a_forked_process_has_a_child_of_its_own(tmp_path: Path) -> None:
    """Two that talk to one would mix their documents up."""
    path = program(tmp_path, TAKE + GIVE)
    apart.parse_apart(path, b"a", "a.pdf")
    held = apart._held[path]
    held.owner = os.getpid() + 1
    apart.parse_apart(path, b"a", "a.pdf")
    assert apart._held[path] is not held
    held.owner = os.getpid()
    for process in (held.process,):
        process.kill()
        process.communicate()


def test_a_child_that_stays_without_a_word_is_ended(tmp_path: Path) -> None:
    """Though it heeds neither the end of its input nor that of its output."""
    path = program(tmp_path, f"{TAKE}    os.close(1); time.sleep(60)\n")
    with pytest.raises(UnreadableReport, match="damaged"):
        apart.parse_apart(path, b"a", "a.pdf")
    assert path not in apart._held


def test_a_child_that_computes_without_end_is_ended(tmp_path: Path) -> None:
    """By the system, at the limit that it has set for itself."""
    limit = "    import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\n"
    path = program(tmp_path, f"{TAKE}{limit}    while True: pass\n")
    with pytest.raises(UnreadableReport, match="takes too long"):
        apart.parse_apart(path, b"a", "a.pdf")


def test_giving_up_what_is_not_ours_leaves_it(tmp_path: Path) -> None:
    """A copy made by forking must not end the child of the process it was made from."""
    path = program(tmp_path, TAKE + GIVE)
    apart.parse_apart(path, b"a", "a.pdf")
    held = apart._held[path]
    held.owner = os.getpid() + 1
    apart._give_up(path)
    assert held.process.poll() is None
    held.owner = os.getpid()
    apart._held[path] = held
    apart._give_up(path)
    assert held.process.poll() is not None


def test_an_answer_that_is_no_json_is_none(tmp_path: Path) -> None:
    """Whatever the child was talked into saying."""
    give = "    sys.stdout.buffer.write(struct.pack('>Q', 2) + b'{['); sys.stdout.flush()\n"
    with pytest.raises(UnreadableReport, match="damaged"):
        apart.parse_apart(program(tmp_path, TAKE + give), b"a", "a.pdf")
