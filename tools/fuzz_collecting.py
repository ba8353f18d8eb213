"""Fuzz the collecting of archives and tables: valid ones are changed, and nothing may be raised.

    python tools/fuzz_collecting.py --minutes 10 --seed 1 [--keep folder]

With atheris installed, `--atheris` lets it steer the changes by what code they reach. It is in no
group of dependencies, since it has no wheels for some Pythons. A case that is found is written
under `--keep`; shrink it by hand and make it a test.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import io
import json
import random
import sys
import tempfile
import time
import traceback
import tracemalloc
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

_PAGE = b"<!DOCTYPE html><html><body><p>Two people were killed in Exampletown.</p></body></html>"
_NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
# No seed needs a tenth; what takes longer is a way to keep us busy.
_SLOW_S, _LARGE_BYTES = 5.0, 150_000_000
_WORDS = (
    b"\x1f\x8b\x08", b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"WARC/1.0\r\n",
    b"\r\n\r\n", b'"', b'""', b",", b"\0", b"\xff\xfe", b"\xef\xbb\xbf",
    b"Content-Length: 99999999",
    b"Content-Length: -1", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: br\r\n",
    b"ffffffff\r\n", b"../../", b"[" * 2000, b"9" * 5000, b"\xff\xff\xff\xff", b"\x00\x00\x00\x00",
)  # fmt: skip


def _record(block: bytes, uri: str, *headers: str, kind: str = "response") -> bytes:
    told = (f"WARC-Type: {kind}", f"WARC-Target-URI: {uri}", "WARC-Date: 2016-07-05T10:00:00Z",
            f"WARC-Record-ID: <{uri}>", *headers, f"Content-Length: {len(block)}")  # fmt: skip
    return ("WARC/1.0\r\n" + "\r\n".join(told) + "\r\n\r\n").encode() + block + b"\r\n\r\n"


def _answer(body: bytes, *headers: str) -> bytes:
    lines = ("HTTP/1.1 200 OK", "Content-Type: text/html", *headers, "", "")
    return "\r\n".join(lines).encode() + body


def _zip(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def seeds() -> dict[str, bytes]:
    """Return a valid file of each kind by its name."""
    packed = gzip.compress(_PAGE, mtime=0)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    digest = "sha1:" + base64.b32encode(hashlib.sha1(_PAGE).digest()).decode()
    records = [
        _record(b"software: x", "", kind="warcinfo"),
        _record(_answer(_PAGE), "https://e.org/a", f"WARC-Payload-Digest: {digest}"),
        _record(_answer(chunked, "Transfer-Encoding: chunked", "Content-Encoding: gzip"),
                "https://e.org/b"),
        _record(_answer(zlib.compress(_PAGE), "Content-Encoding: deflate"), "https://e.org/d"),
        _record(b"", "https://e.org/c", f"WARC-Payload-Digest: {digest}", kind="revisit"),
        _record(b"Two died.", "https://e.org/t", "Content-Type: text/plain", kind="resource"),
    ]  # fmt: skip
    warc = b"".join(gzip.compress(record, mtime=0) for record in records)
    pages = b'{"format": "json-pages-1.0"}\n{"url": "https://e.org/a", "title": "A"}\n'
    package = {
        "resources": [
            {"path": "pages/pages.jsonl", "hash": "sha256:" + hashlib.sha256(pages).hexdigest()}
        ]
    }
    wacz = _zip(("archive/a.warc.gz", warc), ("pages/pages.jsonl", pages),
                ("datapackage.json", json.dumps(package).encode()))  # fmt: skip
    line = b'{"id": "x", "text": "Two died.", "published": "2018-06-17"}\n'
    table = (
        b'id,headline,date,outlet,body\r\n1,"T, t",05/07/2016,A,"Two ""died"".\nB"\r\n2,,,,b\r\n'
    )
    return {
        "a.zip": _zip(("reports.csv", b"file,outlet\na,A\n"), ("a.txt", b"Two died."),
                      ("in.zip", _zip(("b.html", _PAGE), ("c.warc.gz", warc))), ("r.jsonl", line)),
        "a.warc.gz": warc, "a.warc": b"".join(records), "a.wacz": wacz, "a.jsonl": line * 3,
        "a.csv": table, "a.tsv": table.replace(b",", b"\t"), "a.csv.gz": gzip.compress(table),
        "a": _PAGE,
    }  # fmt: skip


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return bytes changed in a few places: flipped, cut, doubled, with words that matter."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 12))):
        at, span = chance.randrange(len(made) + 1), chance.choice((1, 2, 4, 8, 30, 200))
        match chance.randrange(7):
            case 0 if made:
                made[min(at, len(made) - 1)] = chance.randrange(256)
            case 1 if made:
                made[min(at, len(made) - 1)] ^= 1 << chance.randrange(8)
            case 2:
                del made[at : at + span]
            case 3:
                made[at:at] = made[at : at + span] * chance.choice((1, 2, 50))
            case 4:
                word = chance.choice(_WORDS)
                made[at : at + (len(word) if chance.random() < 0.5 else 0)] = word
            case 5:
                made[at : at + span] = chance.randbytes(span)
            case 6:
                del made[at:]
    return bytes(made)


def run_one(folder: Path, name: str, content: bytes) -> None:
    """Collect one file; whatever is raised is a find."""
    # Here, so that atheris can instrument them as they are loaded.
    from rashomon.collect import collect
    from rashomon.errors import ReportSkipped

    path = folder / name
    path.write_bytes(content)
    told: list[ReportSkipped] = []
    for capture in collect([path], on_skip=told.append, now=lambda: _NOON):
        assert capture.address.isprintable()
        assert capture.custody.container or capture.media_type == "text/html"
        told.append(ReportSkipped(capture.address, capture.report_id))
    assert told, "neither a capture nor a complaint"


def _by_chance(minutes: float, seed: int, keep: Path) -> int:
    chance, started, runs, finds = random.Random(seed), time.monotonic(), 0, 0
    valid, known = seeds(), set[str]()
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() - started < minutes * 60:
            name = chance.choice(tuple(valid))
            content = mutated(valid[name], chance)
            begun = time.monotonic()
            if runs % 10 == 0:  # it makes everything three times as slow
                tracemalloc.start()
            why = ""
            try:
                run_one(Path(folder), name, content)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a find
                frame = traceback.extract_tb(error.__traceback__)[-1]
                why = f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}"
            if time.monotonic() - begun > _SLOW_S:
                why = why or f"slow: {name}"
            if tracemalloc.is_tracing() and tracemalloc.get_traced_memory()[1] > _LARGE_BYTES:
                why = why or f"memory: {name}"
            tracemalloc.stop()
            runs += 1
            if why and why not in known:
                known.add(why)
                finds += 1
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{finds}-{name}").write_bytes(content)
                print(f"{why}: {keep}/{finds}-{name}", flush=True)
    print(f"{runs:,} files in {minutes:g} minutes, seed {seed}: {finds} finds")
    return 1 if finds else 0


def _by_atheris(minutes: float, seed: int) -> None:
    import atheris  # type: ignore[import-not-found,unused-ignore]

    with atheris.instrument_imports(include=["rashomon.collect"]):
        import rashomon.collect.captures  # noqa: F401

    valid = tuple(seeds().items())
    folder = Path(tempfile.mkdtemp())
    corpus = folder / "corpus"
    corpus.mkdir()
    for at, (name, content) in enumerate(valid):
        (corpus / name).write_bytes(bytes([at]) + content)

    def one(content: bytes) -> None:
        name = valid[content[0] % len(valid)][0] if content else "a.zip"
        run_one(folder, name, content[1:])

    limits = [f"-max_total_time={int(minutes * 60)}", f"-seed={seed}", "-timeout=10",
              "-rss_limit_mb=800", "-max_len=20000"]  # fmt: skip
    atheris.Setup([sys.argv[0], *limits, str(corpus)], one)
    atheris.Fuzz()


def main() -> int:
    """Fuzz for so many minutes; the exit status is 1 where something was found."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--keep", type=Path, default=Path("build/fuzz"))
    asked.add_argument("--atheris", action="store_true")
    given = asked.parse_args()
    if given.atheris:
        _by_atheris(given.minutes, given.seed)
        return 0
    return _by_chance(given.minutes, given.seed, given.keep)


if __name__ == "__main__":
    sys.exit(main())
