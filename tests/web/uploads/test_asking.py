"""Nothing that is uploaded makes the server ask anybody."""

from __future__ import annotations

import io
import socket
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.clean import clean
from rashomon.collect import collect
from rashomon.errors import ReportSkipped

STORY = "BEIRUT, 3 March 2018 (Invented Agency) - Four people were killed in Douma, a medic said."


@pytest.fixture
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """Return the address of a server of somebody else's, and what it was asked."""
    asked: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    is_over = threading.Event()

    def accept() -> None:
        while not is_over.is_set():
            try:
                connection, _ = server.accept()
            except OSError:
                continue
            asked.append(connection.recv(1000))
            connection.close()

    thread = threading.Thread(target=accept)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
    is_over.set()
    thread.join()
    server.close()


def _packed(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


def _files(at: str) -> dict[str, bytes]:
    """Files of every kind that names an address, each in the ways that its kind has."""
    entity = (
        f'<!DOCTYPE x PUBLIC "-//X//DTD X//EN" "{at}/dtd" [<!ENTITY % p SYSTEM "{at}/parameter"> '
        f'%p; <!ENTITY e SYSTEM "{at}/entity">]>'
    )
    page = (
        f'<base href="{at}/base/"><meta http-equiv="refresh" content="0;url={at}/refresh">'
        f'<link rel="stylesheet" href="{at}/style"><link rel="canonical" href="{at}/canonical">'
        f'<img src="{at}/image"><iframe src="{at}/frame"></iframe><script src="{at}/x"></script>'
        f'<object data="{at}/object"></object><amp-story src="{at}/amp"></amp-story>'
    )
    feed = (
        f"<rss version='2.0'><channel><title>F</title><link>{at}/feed</link><item><title>T</title>"
        f"<link>{at}/item</link><enclosure url='{at}/enclosure'/><description>&e;</description>"
        "</item></channel></rss>"
    )
    word = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body><w:p><w:r><w:t>{STORY} &e;</w:t></w:r></w:p></w:body></w:document>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/attachedTemplate" Target="{at}/template" TargetMode="External"/>'
        "</Relationships>"
    )
    return {
        "a.html": f"<html><head>{page}</head><body><article><p>{STORY}</p></article>".encode(),
        "b.htm": f'<?xml version="1.0"?>{entity}<html><body><p>{STORY} &e;</p>'.encode(),
        "c.xml": f'<?xml version="1.0"?>{entity}{feed}'.encode(),
        "d.txt": f"{at}/line\n{STORY}\n{at}/other\n".encode(),
        "e.md": f"---\nurl: {at}/front\n---\n{STORY} ![x]({at}/picture)\n".encode(),
        "f.csv": f"url,text\n{at}/row,\"{STORY}\"\n{at}/empty,\n".encode(),
        "g.jsonl": f'{{"id": "a", "url": "{at}/json", "text": "{STORY}"}}\n'.encode(),
        "h.eml": (
            "From: a@b.example\nSubject: S\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
            f"boundary=x\n\n--x\nContent-Type: text/html\n\n<img src='{at}/mail'><p>{STORY}</p>\n"
            f"--x\nContent-Type: message/external-body; access-type=URL; URL='{at}/external'\n\n"
            "Content-Type: text/plain\n\n\n--x--\n"
        ).encode(),
        "i.docx": _packed(
            _Content_Types__xml="", word__document_xml=f'<?xml version="1.0"?>{entity}{word}',
            word___rels__document_xml_rels=relations,
        ),
        "j.svg": f'<?xml version="1.0"?>{entity}<svg><image href="{at}/svg"/>&e;</svg>'.encode(),
        "k.pdf": (
            f"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/URI/URI({at}/pdf)>>>>endobj\n"
            f"2 0 obj<</F({at}/file)/FS/URL>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
        ).encode(),
        "l.url": f"[InternetShortcut]\nURL={at}/shortcut\n".encode(),
        "reports.csv": f"file,url\na.html,{at}/sidecar\n".encode(),
    }  # fmt: skip


def test_no_file_that_names_an_address_has_it_asked(
    listening: tuple[str, list[bytes]], tmp_path: Path
) -> None:
    """Pages, feeds, documents, mails and tables, by whatever their kinds know to fetch by."""
    at, asked = listening
    files = _files(at)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    taken = 0
    skipped: list[ReportSkipped] = []
    for capture in collect([tmp_path], on_skip=skipped.append):
        try:
            clean(capture)
            taken += 1
        except ReportSkipped as error:
            skipped.append(error)
    assert taken >= 6, [str(one) for one in skipped]
    assert asked == []
