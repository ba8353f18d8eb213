"""Names told in awkward and in hostile ways: in every script, in metadata, markup and data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.web.published.conftest import Publishing
from tests.web.published.test_withholding import told

from rashomon.errors import SettingError
from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.publish.withheld_words import NameFinder
from rashomon.web.published.leaks import check_nothing_leaks, told_text

# Nobody of these is anybody. Each report tells of one strike, so that all come to one incident.
STRIKE = (
    "{place}, 14 March 2019 (Example News) - An air strike hit a market in the Syrian city of "
    "Idlib on Thursday, killing at least {count} civilians, residents said.\n\n"
)
REPORTS = {
    # how it is told: the text, and what may not be found of it
    "capitals": ("Among the dead was Rafiq BAZARBASHI, 41, a local doctor said.", ("bazarbashi",)),
    "quotes": ('The dead man, "Yasin Dardouri", 52, sold spices.', ("dardouri",)),
    "nickname": ('Nabil "Abu Ward" Shamandi, 33, was killed at his stall.', ("shamandi",)),
    "script": (
        "Samira Qandilji (سميرة قندلجي), 29, was killed. Ivan Zhmurko (Иван Жмурко), 61, died.",
        ("qandilji", "قندلجي", "zhmurko", "жмурко"),
    ),
    "list": (
        "The dead were named as Walid Tarakji, Hasna Mabrouki and Zaher Ferzli.",
        ("tarakji", "mabrouki", "ferzli"),
    ),
    "verbs": (
        "The strike killed Munir Sabbaghi and wounded Layal Sabbaghi. The body of Ghassan "
        "Arnouti was found later. Mourners buried Dalal Kurdiyeh on Friday.",
        ("sabbaghi", "arnouti", "kurdiyeh"),
    ),
    "tags": ("Among the dead was <b>Wisam</b> <i>Jalabi</i>, 19, neighbors said.", ("jalabi",)),
    "initial": ("Faris Kanaan Tutunji, 40, was killed. F. Tutunji left two sons.", ("tutunji",)),
    "short": ("Maher Adnan Boustani, 47, was killed.", ("boustani",)),
    "sibling": ('"They hit us," said Boustani\'s brother. #MaherBoustani', ("boustani",)),
}  # fmt: skip


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of these reports, and of three more whose metadata tell a name."""
    folder = tmp_path_factory.mktemp("awkward")
    (folder / "in").mkdir()
    for number, (name, (text, _)) in enumerate(REPORTS.items()):
        whole = STRIKE.format(place="Idlib", count=12 + number) + text + "\n"
        (folder / "in" / f"{name}.txt").write_text(whole, encoding="utf-8")
    lines = [
        {
            "id": "lubna-hadidi-funeral", "title": "Funeral of Lubna Hadidi, 9, killed in Idlib",
            "outlet": "Friends of Lubna Hadidi", "published": "2019-03-15",
            "url": "https://example.org/%D9%84%D8%A8%D9%86%D9%89-%D8%AD%D8%AF%D9%8A%D8%AF%D9%8A",
            "text": STRIKE.format(place="Idlib", count=30)
            + "Lubna Hadidi (لبنى حديدي), 9, was among the dead.",
        },
        {
            "id": "x2", "title": "Nothing more", "outlet": "Other Wire", "published": "2019-03-15",
            "url": "https://example.org/lubnahadidi-remembered",
            "text": STRIKE.format(place="Idlib", count=31) + "The market is closed.",
        },
        {
            "id": "x3", "title": "Grief for Adham Sukkari, 8, dead in the strike",
            "outlet": "Third Wire", "published": "2019-03-15",
            "text": STRIKE.format(place="Idlib", count=32) + "The market is closed.",
        },
    ]  # fmt: skip
    (folder / "in" / "more.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with Ledger.open(folder / "awkward.db") as ledger:
        build([folder / "in"], ledger, by="tester")
    return folder / "awkward.db"


@pytest.fixture(scope="module")
def files(awkward: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return all that the site of that ledger tells, whole texts among it."""
    from rashomon.locate.zones import open_zones
    from rashomon.publish.redaction_rules import read_rules
    from rashomon.reconcile import POLICY, find_policy
    from rashomon.web.published.edition import Wanted
    from rashomon.web.published.writing import publish_site

    site = tmp_path_factory.mktemp("awkward-site") / "site"
    wanted = Wanted(read_rules(), find_policy(POLICY).full_name, with_texts=True)
    with Ledger.open(awkward, create=False) as opened:
        publish_site(opened, site, wanted, zones=open_zones())
    found = told(site)
    assert len(found) > len(REPORTS)
    return found


@pytest.mark.parametrize("manner", REPORTS)
def test_no_name_is_told_however_it_is_written(files: dict[str, str], manner: str) -> None:
    """In no page, no data and no name of a file."""
    for name, text in files.items():
        for word in REPORTS[manner][1]:
            assert word not in text + name, f"{word} in {name}"


@pytest.mark.parametrize("word", ["hadidi", "حديدي", "sukkari", "adham"])
def test_no_name_is_told_by_metadata(files: dict[str, str], word: str) -> None:
    """Titles, outlets, ids and addresses of reports hold names, too, spelled anyhow."""
    for name, text in files.items():
        assert word not in text + name, f"{word} in {name}"


def _leaks(folder: Path, name: str, content: bytes) -> bool:
    (folder / name).write_bytes(content)
    try:
        check_nothing_leaks(folder, [name], NameFinder({"Lubna Hadidi": "name"}), ())
    except SettingError:
        return True
    return False


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<td>Lub<b>na</b></td> <p title='x'>"),
        ("a.html", b"<img alt='a girl, &quot;Nobody&quot;'>"),
        ("a.json", b'{"words": "Lubna of Hadid"}'),
    ],
)
def test_what_is_no_name_may_stand(tmp_path: Path, name: str, content: bytes) -> None:
    """The last look stops for what is withheld alone."""
    assert not _leaks(tmp_path, name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<b>Lub<i>na</i></b>\n<q>Hadidi</q>"),
        ("a.html", b"<img alt='Lubna&nbsp;Hadidi'>"),
        ("a.html", b"<a href='../x/Lubna%20Hadidi'>"),
        ("a.html", b"&lt;b&gt;Lubna&lt;/b&gt; Hadidi"),
        ("a.json", b'{"words": "by Lubna\\nHadidi"}'),
        ("a.json", b'{"Lubna \\u0048adidi": [1]}'),
        ("a.geojson", b'[{"x": ["Lubna\\tHadidi"]}]'),
        ("a.jsonl", b'{"a": 1}\n{"a": "L\\u00fcbna Hadidi"}'),
        ("a.js", b'(self.rashomonData??={})["a.js"]=[["Lubna\\nHadidi"]];\n'),
        ("a.csv", b'id,words\n1,"Lubna\r\nHadidi"\n'),
        ("a.svg", b"<text><tspan>Lubna</tspan> <tspan>Hadidi</tspan></text>"),
        ("lubna-hadidi.html", b""),
        ("Lubna%20Hadidi.html", b""),
    ],
)
def test_a_name_in_any_form_of_file_is_found(tmp_path: Path, name: str, content: bytes) -> None:
    """Escaped as the format has it, parted by markup, in attributes and in names of files."""
    assert _leaks(tmp_path, name, content)


def test_a_name_in_a_table_is_found(tmp_path: Path) -> None:
    """Parquet packs its words, so that bytes alone would tell nothing."""
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.table({"n": [1] * 90, "words": [["nobody", "by Lubna Hadidi"]] * 90})
    pyarrow.parquet.write_table(
        table,
        tmp_path / "made.parquet",
        compression="gzip",
        write_statistics=False,
    )
    content = (tmp_path / "made.parquet").read_bytes()
    assert b"Hadidi" not in content
    assert _leaks(tmp_path, "a.parquet", content)


def test_data_of_a_site_are_looked_through_whatever_their_form(
    awkward: Path, publishing: Publishing
) -> None:
    """The claims of a site in Parquet hold no more than its pages."""
    data = publishing(awkward) / "data"
    text = told_text("claims.parquet", (data / "claims.parquet").read_bytes()).casefold()
    assert "[name withheld]" in text
    for _, words in REPORTS.values():
        assert not [word for word in words if word in text]


def test_names_of_one_report_alone_may_not_stand_on_its_page(tmp_path: Path) -> None:
    """Elsewhere the same word may be a town's."""
    (tmp_path / "a.html").write_text("by Hadidi")
    (tmp_path / "b.html").write_text("near Hadidi")
    own = {"a.html": NameFinder({"Hadidi": "name"})}
    check_nothing_leaks(tmp_path, ["b.html"], NameFinder({}), (), own)
    with pytest.raises(SettingError, match=r"a\.html"):
        check_nothing_leaks(tmp_path, ["a.html"], NameFinder({}), (), own)
