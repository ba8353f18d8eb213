"""How large the gazetteer's index is, how fast it answers, and how many places are resolved.

    python bench/locating.py [FILE.jsonl] [--most N]

Builds the index in a folder of its own, opens it in fresh processes, looks up known and unknown
names by spelling and by sound, and reads and locates the texts of the file (`{"text": …}` a line;
the bundled example without one). Each figure names what it stands for; peaks of memory are
VmHWM, as the kernel counts it (Linux).
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from rashomon.clean import clean
from rashomon.locate import Gazetteer, locate, open_gazetteer
from rashomon.locate.context import read_context
from rashomon.read import open_reader
from rashomon.records import Capture, Facet

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "khusham"
OPENING = """
import sys, time
from pathlib import Path
from rashomon.locate.gazetteer import Gazetteer
began = time.perf_counter()
gazetteer = Gazetteer(Path(sys.argv[1]))
opened = time.perf_counter()
gazetteer.named(sys.argv[2])
print(1000 * (opened - began), 1000 * (time.perf_counter() - opened))
"""
CHECKED_OPENING = """
import sys, time
from pathlib import Path
from rashomon.locate import open_gazetteer
began = time.perf_counter()
open_gazetteer(Path(sys.argv[1]))
print(1000 * (time.perf_counter() - began))
"""
NAMES = (
    "Aleppo", "Deir ez-Zor", "Springfield", "Santa Maria", "Kramatorsk", "Mogadishu", "Khusham",
    "Qorbulanistan", "Orange County", "Idlib governorate", "Zaporizhzhia", "al-Bukamal",
    "Texas", "Gao", "Hodeidah", "Sana'a", "the Hague", "Pul-e-Khumri", "Nowhere in Particular",
    "Maiduguri", "Kyiv", "Халеб", "حلب",
)  # fmt: skip
HEARD = ("Dair al-Zur", "Mambidj", "Hassakeh", "Qandagar", "Lugansk", "Hudaydah", "Xqzv")
COUNTRIES = ("SY", "UA", "YE", "AF", "IQ")
HOSTILE = ("word " * 10_000, "\0" * 1000, "🚀" * 5000, "\u202e" + "a" * 100_000)


def main() -> None:
    """Print one figure a line."""
    parser = argparse.ArgumentParser(description="Time the gazetteer and the locating of places.")
    parser.add_argument("file", nargs="?")
    parser.add_argument("--most", type=int, help="read no more reports than this")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = built(Path(folder))
        opened(path)
        with Gazetteer(path) as gazetteer:
            looked_up(gazetteer)
    located(texts(asked.file)[: asked.most])


def built(folder: Path) -> Path:
    """Build the index in a process of its own, and say what that took."""
    code = (
        "import sys; from pathlib import Path; from rashomon.locate import open_gazetteer; "
        "print(open_gazetteer(Path(sys.argv[1])).path); "
        "print(open('/proc/self/status').read())"
    )
    began = time.perf_counter()
    out = _run(code, str(folder))
    took = time.perf_counter() - began
    path = Path(out.partition("\n")[0])
    size = path.stat().st_size / 1e6
    print(f"index        built in {took:.1f} s, {size:.1f} MB on disk, {_peak(out)} to build")
    return path


def opened(path: Path) -> None:
    """Say how long a fresh process takes to open the index and to look up a first name."""
    pairs = [list(map(float, _run(OPENING, str(path), "Aleppo").split())) for _ in range(7)]
    opening, first = (statistics.median(pair[i] for pair in pairs) for i in (0, 1))
    checked = statistics.median(float(_run(CHECKED_OPENING, str(path.parent))) for _ in range(5))
    print(f"open         {opening:.1f} ms the file, {checked:.1f} ms with its version checked")
    print(f"first name   {first:.2f} ms (a fresh process, the file in the system's cache)")


def looked_up(gazetteer: Gazetteer) -> None:
    """Say how long lookups take that nothing in memory answers, and those that are known."""

    def fresh(name: str) -> None:
        gazetteer._known.clear()
        gazetteer._heard.clear()
        gazetteer.named(name)

    _row("named", "not asked before", fresh, NAMES)
    _row("named", "asked before", gazetteer.named, NAMES)

    def heard(name: str) -> None:
        gazetteer._heard.clear()
        gazetteer.sounding_like(name, COUNTRIES)

    _row("by sound", "in five countries, not asked before", heard, HEARD)
    _row("by sound", "asked before", lambda n: gazetteer.sounding_like(n, COUNTRIES), HEARD)
    _row("hostile", "50,000 characters", fresh, HOSTILE)


def located(reports: list[str]) -> None:
    """Say how many places a second are resolved over whole texts."""
    reader, gazetteer = open_reader("rules"), open_gazetteer()
    readings = []
    for number, text in enumerate(reports):
        name = str(number)
        captured = Capture(text.encode(), name, name, "text/plain", datetime.now(UTC))
        readings.append(reader.read(clean(captured)))
    before = _memory()
    began = time.perf_counter()
    for reading in readings:
        read_context(reading.report.text, gazetteer)
    context = time.perf_counter() - began
    began = time.perf_counter()
    done = [locate(reading, gazetteer) for reading in readings]
    took = time.perf_counter() - began
    claims = [claim for one in done for claim in one.claims if claim.facet == Facet.PLACE]
    spots = sum(1 for one in done for mention in one.mentions if mention.place)
    count = len(claims) + spots
    print(
        f"locate       {count} places of {len(done)} reports in {took:.2f} s: "
        f"{count / took:.0f} places/s, {1000 * took / len(done):.1f} ms a report, "
        f"of which context {1000 * context / len(done):.1f} ms"
    )
    print(f"peak memory  {_memory()} with reader and reports, {before} before locating")


def texts(path: str | None) -> list[str]:
    """Return the texts to read."""
    if path:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["text"] for line in lines if line.strip()]
    return [path.read_text(encoding="utf-8") for path in sorted(EXAMPLE.glob("*.txt"))] * 50


def _row(what: str, how: str, look_up: Callable[[str], object], names: Iterable[str]) -> None:
    took = []
    for _ in range(20):
        for name in names:
            began = time.perf_counter()
            look_up(name)
            took.append(1000 * (time.perf_counter() - began))
    took.sort()
    middle, late = statistics.median(took), took[int(len(took) * 0.95)]
    print(f"{what:<12} {middle:.3f} ms in the middle, {late:.3f} ms at 95 %, {how}")


def _run(code: str, *arguments: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True
    )
    return ran.stdout


def _peak(status: str) -> str:
    found = re.search(r"VmHWM:\s*(\d+)", status)
    return f"{int(found[1]) / 1024:.0f} MB at most" if found else "unknown memory"


def _memory() -> str:
    status = Path("/proc/self/status")
    return _peak(status.read_text()) if status.exists() else "unknown memory"


if __name__ == "__main__":
    main()
