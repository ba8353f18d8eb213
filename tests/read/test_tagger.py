"""The embedded tagger: what the shipped model finds, and that it gives the same to everybody."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from rashomon.errors import SettingError
from rashomon.read.document import parse
from rashomon.read.tagger import Tagger, open_tagger, thread_count
from rashomon.read.tags import FLOOR, Tag
from rashomon.records import Report

pytestmark = pytest.mark.usefixtures("model")
STRIKE = (
    "At least 12 civilians were killed and 30 others injured on Monday when a government air "
    "strike hit a market in the northern town of Mekra, the Red Crescent said. A military "
    "spokesman denied that warplanes had bombed the market."
)


def tags_in(
    text: str, heads: Sequence[str] | None = None, tagger: Tagger | None = None
) -> tuple[Tag, ...]:
    """Return the tags of a bare text."""
    return (tagger or open_tagger()).tag(parse(Report("r", "r", "r", text)), heads)


def sure(text: str, head: str) -> list[str]:
    """Return the words of each tag of a head that is likelier than not."""
    return [text[t.start : t.end] for t in tags_in(text, (head,)) if t.score > 0.5]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("killed", "12 civilians were killed"),
        ("injured", "30 others injured"),
        ("date", "Monday"),
        ("place", "Mekra"),
        ("means", "air strike"),
        ("where", "Mekra"),
        ("who", "civilians"),
    ],
)
def test_the_model_finds_the_evidence_of_a_facet(head: str, words: str) -> None:
    """Among the sure tags of each head one holds the words that tell it."""
    assert any(words in found for found in sure(STRIKE, head))


def test_the_model_finds_who_says_what() -> None:
    """Sources, cues and contents are kinds of one head."""
    tags = [t for t in tags_in(STRIKE, ("attribution",)) if t.score > 0.5]
    told = {label: [STRIKE[t.start : t.end] for t in tags if t.label == label] for label in _SAID}
    assert told["cue"] == ["said", "denied"]
    sources = [words.removeprefix("the ") for words in told["source"]]
    assert sources == ["Red Crescent", "A military spokesman"]
    assert "12 civilians were killed" in told["content"][0]
    assert "bombed the market" in told["content"][-1]


_SAID = ("source", "cue", "content")


def test_tags_lie_in_the_text_and_above_the_floor() -> None:
    """Every tag has words, of a head and kind that the model has, and a score."""
    tags = tags_in(STRIKE)
    assert tags == tuple(sorted(tags, key=lambda t: (t.start, t.end, t.head, t.label)))
    assert all(0 <= t.start < t.end <= len(STRIKE) for t in tags)
    assert all(FLOOR <= t.score <= 1.0 for t in tags)


def test_evidence_has_a_stance() -> None:
    """Each facet's evidence is told by the same offsets with how it is told."""
    tags = tags_in(STRIKE)
    (killed,) = [t for t in tags if t.head == "killed" and t.score > 0.5]
    stances = {t.label for t in tags if t.head == "stance" and t.start == killed.start}
    assert "affirm" in stances


def test_only_the_heads_asked_for_are_told() -> None:
    """Asking for fewer heads saves decoding the others and changes none of them."""
    everything = tags_in(STRIKE)
    assert tags_in(STRIKE, ("killed", "date")) == tuple(
        t for t in everything if t.head in ("killed", "date")
    )


def test_a_report_without_sentences_has_no_tags() -> None:
    """Nothing in, nothing out."""
    assert tags_in("") == ()


@pytest.mark.parametrize(
    "text",
    ["\x00" * 40, "word " * 3000, "x" * 5000, "“”‘’" * 50, "爆炸造成十二人死亡。" * 30],
    ids=["nulls", "long", "one word", "marks", "Chinese"],
)
def test_any_text_can_be_tagged(text: str) -> None:
    """Dirt, endless sentences and other scripts give tags or none, never an error."""
    assert all(t.end <= len(text) for t in tags_in(text))


LONG = " ".join(
    f"On Monday shells hit the market of Mekra, killing {n} people, medics said. Talks went on "
    "in the capital. The army denied that it had fired."
    for n in range(2, 60)
)


def test_threads_share_one_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that ask at once wait for one loading, and read as one that is alone."""
    from rashomon.read import tagger as module

    monkeypatch.setattr(module, "_LOADED", [])
    start = threading.Barrier(4)

    def ask(_: int) -> tuple[Tagger, tuple[Tag, ...]]:
        start.wait()
        return open_tagger(), tags_in(STRIKE)

    with ThreadPoolExecutor(4) as pool:
        asked = list(pool.map(ask, range(4)))
    assert len({id(tagger) for tagger, _ in asked}) == 1
    assert [tags for _, tags in asked] == [tags_in(STRIKE)] * 4


def test_how_many_threads_changes_no_score() -> None:
    """One, two and four threads give the same tags to the last digit."""
    one, two, four = (tags_in(LONG, tagger=Tagger(threads=n)) for n in (1, 2, 4))
    assert one
    assert one == two == four


def test_a_report_reads_the_same_after_others() -> None:
    """Nothing of one report is left in the tagger when it reads the next."""
    fresh = tags_in(STRIKE, tagger=Tagger())
    tags_in(LONG)
    assert tags_in(STRIKE) == fresh


def test_the_number_of_threads_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment says how many; unless it does, two where the machine has two."""
    monkeypatch.delenv("RASHOMON_THREADS", raising=False)
    assert thread_count() in (1, 2)
    monkeypatch.setenv("RASHOMON_THREADS", "3")
    assert thread_count() == 3
    for nonsense in ("0", "-1", "all", "²"):
        monkeypatch.setenv("RASHOMON_THREADS", nonsense)
        with pytest.raises(SettingError, match="RASHOMON_THREADS"):
            thread_count()


def test_telemetry_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading the model switches off whatever its runtime might tell its makers."""
    import onnxruntime

    called: list[bool] = []
    monkeypatch.setattr(onnxruntime, "disable_telemetry_events", lambda: called.append(True))
    Tagger()
    assert called == [True]


def test_a_chunk_reads_the_same_beside_others() -> None:
    """What stands in other chunks moves no tag and no score."""
    # A sentence too long to be merged with its neighbors is a chunk of its own.
    alone = "Shells killed nine people in Mekra" + ", in Tell Rawa and near Qasr" * 15 + "."
    beside = f"{alone} " + " ".join(f"Raids hit {n} towns on Friday, he said." for n in range(200))
    assert tags_in(alone)
    assert tags_in(alone) == tuple(t for t in tags_in(beside) if t.end <= len(alone))


def test_the_tagger_is_loaded_once() -> None:
    """Every caller of a process gets the same tagger, which names what it was made of."""
    assert open_tagger() is open_tagger()
    assert len(open_tagger().fingerprint) == 64
