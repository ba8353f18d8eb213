"""The embedded reader: the rules' promises kept, with a tagger beside them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rashomon.errors import ModelError, SettingError
from rashomon.read import DEFAULT_READER, READERS, open_reader
from rashomon.read.document import Document
from rashomon.read.embedded import EmbeddedReader, version_of
from rashomon.read.rules import RuleReader
from rashomon.read.tags import Tag
from rashomon.read.weighing import Weights, lay_out
from rashomon.records import Facet, Report

TEXT = (
    "An air strike killed nine people in Marib on Wednesday, the Red Crescent said. "
    "The army denied that its jets had carried out the attack."
)
FRENCH = (
    "Au moins douze personnes ont été tuées mercredi dans une frappe aérienne sur la ville, "
    "ont indiqué les secours, qui dénoncent une attaque contre un marché."
)


def report(text: str = TEXT, **told: object) -> Report:
    made = Report("r1", "report", "report", text, published_on=date(2019, 5, 10))
    return replace(made, **told)  # type: ignore[arg-type]


class Canned:
    """A tagger with nothing to tell, which remembers what it was asked."""

    fingerprint = "0123456789abcdef"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def tag(self, document: Document, heads: Collection[str] | None = None) -> tuple[Tag, ...]:
        """Tell nothing."""
        assert heads is None
        self.asked.append(document.text)
        return ()


def weights(fingerprint: str = "fedc", chance: float = 0.9) -> Weights:
    """Return weights by which every finding has one chance."""
    leaf = {"asks": [-1], "limits": [chance], "others": [0]}
    return Weights(fingerprint, lay_out([], [leaf]), 0.5, 0.6)


def test_the_version_names_model_and_weights() -> None:
    """Others of either are another version, so that a ledger reads its reports anew."""

    class Another(Canned):
        fingerprint = "123456789abcdef0"

    version = EmbeddedReader(Canned(), weights()).version
    assert version == version_of(Canned.fingerprint, "fedc")
    assert re.fullmatch(r"embedded-1\+[0-9a-f]{8}", version)
    assert version == EmbeddedReader(Canned(), weights(chance=0.1)).version
    assert version != EmbeddedReader(Canned(), weights("0987")).version
    assert version != EmbeddedReader(Another(), weights()).version


def test_a_report_is_tagged_once_and_read() -> None:
    """The reader asks its tagger and gives claims under its own version."""
    tagger = Canned()
    reader = EmbeddedReader(tagger, weights())
    reading = reader.read(report())
    assert tagger.asked == [TEXT]
    assert reading.reader == reader.version
    assert {claim.facet for claim in reading.claims} >= {Facet.KILLED, Facet.PLACE, Facet.DATE}


def test_what_is_claimed_is_believed_by_the_weights() -> None:
    """Their chance is the claims' confidence, and what they doubt is no claim."""
    sure = EmbeddedReader(Canned(), weights(chance=0.75)).read(report())
    assert {c.confidence for c in sure.claims if c.facet is Facet.KILLED} == {0.75}
    assert EmbeddedReader(Canned(), weights(chance=0.25)).read(report()).claims == ()


@pytest.mark.parametrize("language", ["fr", "de", "ar"])
def test_another_language_gives_an_empty_reading(language: str) -> None:
    """Neither reader claims anything of a report that is not English; the tagger is not asked."""
    tagger = Canned()
    for reader in (EmbeddedReader(tagger, weights()), RuleReader()):
        reading = reader.read(report(FRENCH, language=language))
        assert (reading.mentions, reading.claims, reading.reader) == ((), (), reader.version)
        assert reader.read(report(language="en")).claims
    assert tagger.asked == [TEXT]


def test_the_shipped_reader_reads(model: Path) -> None:
    """Opened by name it has the shipped model, shared by all who open it."""
    reader = open_reader("embedded")
    assert reader.version.startswith("embedded-1+")
    reading = reader.read(report())
    assert reading == open_reader("embedded").read(report())
    (killed,) = (claim for claim in reading.claims if claim.facet is Facet.KILLED)
    assert "nine" in killed.evidence.quote


def test_there_are_two_readers_and_one_is_the_default() -> None:
    """An unknown name lists those there are."""
    assert DEFAULT_READER in READERS
    assert open_reader("rules").version == "rules-4"
    with pytest.raises(SettingError, match="'oracle'; there are: embedded, rules"):
        open_reader("oracle")


def test_a_missing_model_is_told_when_the_reader_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening fails, before any report is touched."""
    from rashomon.read import tagger

    monkeypatch.setattr(tagger, "_LOADED", [])
    monkeypatch.setenv("RASHOMON_MODEL", str(tmp_path / "gone"))
    with pytest.raises(ModelError, match="gone"):
        open_reader("embedded")


def test_missing_weights_are_told_when_the_reader_is_opened(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model without its weights cannot be used, either."""
    from rashomon.read import tagger

    folder = Path(shutil.copytree(model, tmp_path / "model"))
    (folder / "weighing.json").unlink()
    monkeypatch.setattr(tagger, "_LOADED", [])
    monkeypatch.setenv("RASHOMON_MODEL", str(folder))
    with pytest.raises(ModelError, match=r"weighing\.json: the weights are missing"):
        open_reader("embedded")


def alone(program: str) -> str:
    """Return what a program prints in a process of its own, nothing measured beside it."""
    quiet = {name: value for name, value in os.environ.items() if "COV" not in name}
    code = textwrap.dedent(program)
    return subprocess.check_output([sys.executable, "-c", code], text=True, env=quiet)


def test_a_long_report_stays_within_memory(model: Path) -> None:
    """20,000 words are tagged in less than 600 MB, hardly more than a short report takes."""
    program = """
        import re
        from pathlib import Path
        from rashomon.read.document import parse
        from rashomon.read.tagger import open_tagger
        from rashomon.records import Report
        line = "On Monday shells hit the market of Mekra, killing {n} people, medics said. "
        def peak(lines):
            text = "".join(line.format(n=n) for n in range(lines))
            assert open_tagger().tag(parse(Report("r", "r", "r", text)))
            # Of this program alone: what getrusage tells begins with who started it.
            status = Path("/proc/self/status").read_text()
            return int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) // 1024
        print(peak(45), peak(1540))
    """
    short, long = map(int, alone(program).split())
    assert long < 600
    assert long < short + 100


def test_tagging_reaches_for_no_hub_and_no_network(model: Path) -> None:
    """The tokenizer's library can fetch from a hub; nothing of that is even loaded."""
    program = """
        import socket, sys
        def refuse(*args, **kwargs):
            raise AssertionError("the network was asked for")
        socket.socket.connect = socket.getaddrinfo = refuse
        from rashomon.read import open_reader
        from rashomon.records import Report
        open_reader("embedded").read(Report("r", "r", "r", "Shells killed two in Mekra."))
        print(*{"huggingface_hub", "httpx2", "requests", "torch"} & set(sys.modules))
    """
    assert not alone(program).strip()


def test_a_fork_reads_like_its_parent(model: Path) -> None:
    """A process forked after the model was loaded can use it: the model holds no threads."""
    program = """
        import os, warnings
        warnings.simplefilter("ignore")
        from rashomon.read import open_reader
        from rashomon.records import Report
        report = Report("r", "r", "r", "Shells killed two in Mekra. " * 60)
        told = repr(open_reader("embedded").read(report))
        child = os.fork()
        if not child:
            os._exit(0 if repr(open_reader("embedded").read(report)) == told else 7)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """
    assert alone(program).strip() == "0"


def test_what_breaks_the_tagger_reaches_the_caller() -> None:
    """An error beside the rules is raised, not lost with its thread."""

    class Broken(Canned):
        def tag(self, document: Document, heads: Collection[str] | None = None) -> tuple[Tag, ...]:
            """Fail."""
            raise ModelError(f"broken: {document.text!r}, {heads}")

    with pytest.raises(ModelError, match="broken"):
        EmbeddedReader(Broken(), weights()).read(report())
