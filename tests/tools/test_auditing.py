"""The audit as a whole: what it ends with, and what it says."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import pytest
from tests.tools.conftest import Database
from tools.auditing import __main__ as auditing
from tools.auditing import accepted, installed, licenses, vendored
from tools.auditing.faults import Fault, plain
from tools.auditing.osv import Advisory, Answer
from tools.auditing.pins import PYPI, Pin

ROOT = Path(__file__).parents[2]
OWN = ROOT / "tools" / "auditing"
JINJA = Pin(PYPI, "jinja2", "2.4.1", "requirements.lock")
TODAY = date(2031, 3, 7)
TERMS = licenses.read(OWN / "licenses.toml")


class Installed(Distribution):
    """A package as if it were installed."""

    def __init__(self, name: str, version: str = "1", **more: str) -> None:
        self._files = {"METADATA": f"Name: {name}\nVersion: {version}\n" + more.pop("says", "")}
        self._files |= {name.replace("_json", ".json"): text for name, text in more.items()}

    def read_text(self, filename: Any) -> str | None:
        """Return a file of its data."""
        return self._files.get(filename)

    def locate_file(self, path: Any) -> Any:
        """Find nothing."""
        raise FileNotFoundError(path)


def _there(*found: Installed) -> Mapping[str, Distribution]:
    return {one.metadata["Name"]: one for one in found}


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a new environment whose index has withdrawn nothing."""
    monkeypatch.setattr(installed, "unlocked", lambda *_: [])
    monkeypatch.setattr(installed, "withdrawn", lambda _: [])


def test_our_own_locks_and_licenses_are_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever else is installed on this machine."""
    found = auditing.offline(ROOT, auditing._locked(ROOT), terms=True)
    wrong = [str(one) for one in found.faults if "installed" not in one.words]
    assert wrong == []
    assert any("jinja2" in note and "BSD-3-Clause" in note for note in found.notes)
    assert any(note.startswith("maplibre-gl") for note in found.notes)


@pytest.mark.usefixtures("quiet")
def test_a_known_fault_ends_with_1_and_the_way_out(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Package, release, file, names, and the release that mends it."""
    root = _checkout(tmp_path)
    version = next(p.version for p in auditing._locked(root).pins if p.name == "jinja2")
    database.known = {(PYPI, "jinja2", version): ["GHSA-aaaa-bbbb-cccc"]}
    database.records["GHSA-aaaa-bbbb-cccc"] = {
        "id": "GHSA-aaaa-bbbb-cccc", "summary": "Bad\x1b[2J", "aliases": ["CVE-2031-1"],
        "affected": [{"package": {"ecosystem": "PyPI", "name": "Jinja2"}, "ranges": [
            {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]}]}],
    }  # fmt: skip
    ask = ["--osv", database.address, "--root", str(root)]
    assert auditing.main(ask) == 1
    told = capsys.readouterr().out
    assert (
        f"audit: jinja2 {version} (requirements.lock): GHSA-aaaa-bbbb-cccc (CVE-2031-1): Bad [2J. "
        "Mended in 99.1: ask for jinja2>=99.1 in pyproject.toml, then make lock" in told
    )
    assert "\x1b" not in told
    (root / "tools/auditing/accepted.toml").write_text(
        '[[accepted]]\nid = "CVE-2031-1"\npackage = "jinja2"\nreason = "It is never reached"\n'
        "since = 2999-01-01\nuntil = 2999-03-01\n"
    )
    assert auditing.main(ask) == 0
    assert "is accepted until 2999-03-01: It is never reached" in capsys.readouterr().out


@pytest.mark.usefixtures("quiet")
def test_where_no_database_answers_it_is_said_in_a_line_and_by_the_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither as if all were well, nor as if something were wrong."""
    root = _checkout(tmp_path)
    assert auditing.main(["--osv", "http://127.0.0.1:9", "--root", str(root)]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert sum("UNKNOWN whether faults are known: http://127.0.0.1:9" in one for one in lines) == 1
    assert auditing.main(["--offline", "--root", str(root)]) == 0
    assert "UNKNOWN" not in capsys.readouterr().out


@pytest.mark.usefixtures("quiet")
def test_what_is_wrong_here_is_wrong_though_nobody_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A hash that is gone fails without a network, too."""
    root = _checkout(tmp_path)
    with (root / "requirements.lock").open("a") as lock:
        lock.write("evil==1\n")
    assert auditing.main(["--osv", "http://127.0.0.1:9", "--root", str(root)]) == 1
    assert "evil has no hash" in capsys.readouterr().out


def test_an_address_in_the_clear_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever sits on the way could say that all is well."""
    assert auditing.main(["--osv", "http://osv.example"]) == 2
    assert "https" in capsys.readouterr().err


@pytest.mark.usefixtures("quiet")
def test_an_index_that_does_not_tell_is_told(
    tmp_path: Path,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As what is not known, not as what is well."""

    def silent(_: object) -> list[Fault]:
        raise installed.Unknown("no network")

    monkeypatch.setattr(installed, "withdrawn", silent)
    assert auditing.main(["--osv", database.address, "--root", str(_checkout(tmp_path))]) == 3
    assert "UNKNOWN whether a release was withdrawn" in capsys.readouterr().out


def _checkout(tmp_path: Path) -> Path:
    """The files of this checkout that are audited."""
    root = tmp_path / "checkout"
    for name in ("pyproject.toml", "requirements.lock", "requirements-formats.lock",
                 "src/rashomon/web/assets", "tools/auditing"):  # fmt: skip
        to = root / name
        to.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to, ignore=shutil.ignore_patterns("*.py*"))
        else:
            shutil.copy(ROOT / name, to)
    return root


# --- What is accepted ---------------------------------------------------------------------------

ENTRY = {"id": '"CVE-1-1"', "package": '"a"', "reason": '"It is never reached"',
         "since": "2031-01-01", "until": "2031-04-01"}  # fmt: skip


def _accepted(tmp_path: Path, **changed: str) -> tuple[list[accepted.Accepted], list[Fault]]:
    file = tmp_path / "accepted.toml"
    lines = [f"{name} = {value}" for name, value in {**ENTRY, **changed}.items() if value]
    file.write_text("[[accepted]]\n" + "\n".join(lines))
    return accepted.read(file, TODAY)


def test_a_fault_is_accepted_by_any_of_its_names_in_its_package_alone(tmp_path: Path) -> None:
    """The same fault elsewhere is another one."""
    (one,), faults = _accepted(tmp_path)
    assert faults == []
    assert one.covers("a", ["GHSA-x", "CVE-1-1"], TODAY)
    assert not one.covers("b", ["CVE-1-1"], TODAY)
    assert not one.covers("a", ["GHSA-x"], TODAY)
    assert not one.covers("a", ["CVE-1-1"], date(2031, 4, 2))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"until": "2031-03-06"}, "is over"),
        ({"until": "2031-12-01"}, "183 days"),
        ({"reason": '"fine"'}, "all that is needed"),
        ({"reason": ""}, "all that is needed"),
        ({"until": ""}, "all that is needed"),
        ({"until": '"2031-04-01"'}, "all that is needed"),
        ({"until": "2031-04-01T00:00:00Z"}, "all that is needed"),
        ({"id": "3"}, "all that is needed"),
        ({"id": '"'}, "cannot be read"),
    ],
)
def test_what_is_accepted_has_a_reason_and_an_end(
    tmp_path: Path, changed: dict[str, str], told: str
) -> None:
    """An entry that is over is a fault of its own, so that somebody looks."""
    good, (fault,) = _accepted(tmp_path, **changed)
    assert good == []
    assert told in str(fault)


def test_nothing_is_accepted_where_there_is_no_list(tmp_path: Path) -> None:
    """And a list of another form is a fault."""
    file = tmp_path / "accepted.toml"
    assert accepted.read(file, TODAY) == ([], [])
    file.write_text("accepted = 3")
    assert len(accepted.read(file, TODAY)[1]) == 1


def test_a_fault_that_nothing_mends_says_so() -> None:
    """And that of a package of npm how that is raised."""
    answer = Answer({
        JINJA: (Advisory("GHSA-a-b"),),
        Pin("npm", "htmx.org", "1", "package-lock.json"): (Advisory("GHSA-c-d", fixed="2.0"),),
    })  # fmt: skip
    faults, notes = auditing.known(answer, [], TODAY)
    assert notes == []
    assert "npm install htmx.org@2.0 --package-lock-only" in str(faults[0])
    assert "No release is told to mend it" in str(faults[1])


# --- What is installed --------------------------------------------------------------------------


def test_nothing_is_installed_that_is_not_locked() -> None:
    """At the locked release, from the index; what a virtual environment begins with aside."""
    there = _there(
        Installed("jinja2", "2.4.1"), Installed("stray"), Installed("pip"), Installed("rashomon"),
        Installed("other", "2"), Installed("local", "1", direct_url_json="{}"),
    )  # fmt: skip
    held = [JINJA, Pin(PYPI, "other", "1", "x"), Pin(PYPI, "local", "1", "x")]
    told = [str(fault).partition(". ")[0] for fault in installed.unlocked(there, held)]
    assert told == [
        "local 1: it was installed from elsewhere than the index",
        "other 2: it is installed, and 1 is locked",
        "stray 1: it is installed and not locked",
    ]
    assert "jinja2" in installed.here()


def _pip(tmp_path: Path, code: str) -> list[str]:
    program = tmp_path / "pip.py"
    program.write_text(
        "import json, sys, time\n"
        "at = {a.partition('=')[0]: a.partition('=')[2] for a in sys.argv}\n" + code
    )
    return [sys.executable, str(program)]


def test_a_withdrawn_release_is_a_fault(tmp_path: Path) -> None:
    """As pip was told by the index; nothing is installed for it."""
    pip = _pip(
        tmp_path,
        """
asked = open(at["--requirement"]).read().splitlines()
assert asked == ["jinja2==2.4.1", "a==1 ; python_version < '3.12'"], asked
assert "--dry-run" in sys.argv
items = [{"is_yanked": i == 0, "metadata": {"name": "jinja2", "version": "2.4.1"}} for i in (0, 1)]
json.dump({"install": items}, open(at["--report"], "w"))
""",
    )
    held = [JINJA, Pin(PYPI, "a", "1", "x", "python_version < '3.12'")]
    (fault,) = installed.withdrawn(held, pip=pip)
    assert str(fault).startswith("jinja2 2.4.1: its author has withdrawn this release")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("print('ERROR: no network', file=sys.stderr); sys.exit(1)", "ERROR: no network"),
        ("sys.exit(1)", "no reason"),
        ("time.sleep(9)", "takes too long"),
        ("", "does not say"),
        ("open(at['--report'], 'w').write('{}')", "does not say"),
        ("open(at['--report'], 'w').write('{\"install\": [3]}')", "does not say"),
    ],
)
def test_an_index_that_cannot_be_asked_is_unknown(tmp_path: Path, code: str, told: str) -> None:
    """Which is neither good nor bad."""
    patience = 0.3 if told == "takes too long" else 20
    with pytest.raises(installed.Unknown, match=told):
        installed.withdrawn([JINJA], pip=_pip(tmp_path, code), patience_s=patience)


# --- Licenses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "is_allowed"),
    [
        ("MIT", True), ("GPL-3.0-only", False), ("MIT OR GPL-3.0-only", True), ("", False),
        ("MIT AND GPL-3.0-only", False), ("(GPL-2.0 OR MIT) AND Zlib", True), ("MIT AND", False),
        ("(MIT", False), ("MIT)", False), ("MIT MIT", False), ("Apache-2.0 WITH X", False),
        ("GPL-3.0-only AND MIT OR ISC", True),
    ],
)  # fmt: skip
def test_an_expression_of_licenses_is_allowed_by_one_of_its_choices(
    expression: str, is_allowed: bool
) -> None:
    """As SPDX reads it: AND binds closer than OR."""
    assert licenses.is_allowed(expression, TERMS) == is_allowed


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("License-Expression: MIT\nLicense: X\n", "MIT"),
        ("License: Apache 2.0\n", "Apache-2.0"),
        ("License: A text\n  of many lines\nClassifier: License :: OSI Approved :: MIT License\n",
         "MIT"),
        ("Classifier: License :: Other/Proprietary License\n", "Other/Proprietary License"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_packages_say_of_their_license_is_read(says: str, told: str) -> None:
    """An expression first, then what their data call it; what is strange stays what it is."""
    there = _there(Installed("a", says=says))
    found, faults = licenses.of_python(["a"], there, TERMS)
    assert found == {"a 1": told}
    assert bool(faults) == (not licenses.is_allowed(told, TERMS))


def test_what_is_shipped_is_what_we_ask_for_and_what_that_asks_for(tmp_path: Path) -> None:
    """With our extras, without tests, and with what is asked for on this machine alone."""
    file = tmp_path / "pyproject.toml"
    file.write_text(
        '[project]\ndependencies = ["a", "gone"]\n[project.optional-dependencies]\n'
        'x = ["b[more]>=1"]\n[dependency-groups]\ndev = ["tests"]\n'
    )
    there = _there(
        Installed("a", says="Requires-Dist: c>=1\nRequires-Dist: no; python_version < '3'\n"),
        Installed("b", says="Requires-Dist: d; extra == 'more'\nRequires-Dist: no; extra == 'n'\n"),
        Installed("c", says="Requires-Dist: a\n"), Installed("d"), Installed("tests"),
        Installed("no"),
    )  # fmt: skip
    assert licenses.shipped(file, there) == (["a", "b", "c", "d"], ["gone"])


def test_a_license_that_is_not_allowed_is_a_fault_of_npm_too(tmp_path: Path) -> None:
    """With the table to enter it into, once it was read."""
    lock = tmp_path / "package-lock.json"
    packages = {"": {}, "node_modules/a": {"version": "1", "license": "SSPL-1.0"}}
    lock.write_text(json.dumps({"packages": packages}))
    told, (fault,) = licenses.of_npm(lock, TERMS)
    assert told == {"a 1": "SSPL-1.0"}
    assert "licenses.toml" in str(fault)


# --- The files of others ------------------------------------------------------------------------


@pytest.fixture
def put(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Return pins, the files that they ask for, and where npm left what it checked."""
    assets, folder, packages = (tmp_path / name for name in ("assets", "vendor", "packages"))
    source = packages / "node_modules" / "one" / "dist"
    for made in (assets, folder / "licenses", source):
        made.mkdir(parents=True)
    lock = {"packages": {"node_modules/one": {"version": "1", "integrity": "sha512-x"}}}
    (assets / "package-lock.json").write_text(json.dumps(lock))
    (assets / "package.json").write_text("{}")
    (assets / "vendored.json").write_text('{"files": {"one.js": ["one", "dist/one.js"]}}')
    (folder / "one.js").write_text("code")
    (folder / "licenses" / "one.txt").write_text("terms")
    (source / "one.js").write_text("code")
    manifest = {
        "pins": vendored._pins_hash(assets),
        "packages": {"one": {"version": "1", "integrity": "sha512-x"}},
        "files": {
            name: {"sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest()}
            for name in ("one.js", "licenses/one.txt")
        },
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert vendored.changed(assets, folder, packages) == []
    return assets, folder, packages


@pytest.mark.parametrize("what", ["changed", "gone", "more", "noted anew", "pins", "release", "no"])
def test_files_of_others_that_are_not_as_pinned_are_faults(
    put: tuple[Path, Path, Path], what: str
) -> None:
    """One that was changed, also where the notes of hashes were changed with it."""
    assets, folder, packages = put
    manifest = json.loads((folder / "manifest.json").read_text())
    if what in ("changed", "noted anew"):
        (folder / "one.js").write_text("evil")
    if what == "noted anew":
        manifest["files"]["one.js"]["sha256"] = hashlib.sha256(b"evil").hexdigest()
    if what == "gone":
        (folder / "one.js").unlink()
    if what == "more":
        (folder / "evil.js").write_text("evil")
    if what == "pins":
        (assets / "package.json").write_text('{"version": "2"}')
    if what == "release":
        manifest["packages"]["one"]["integrity"] = "sha512-y"
    (folder / "manifest.json").write_text("" if what == "no" else json.dumps(manifest))
    (fault,) = vendored.changed(assets, folder, packages)
    assert "make assets" in str(fault)


def test_it_runs_as_a_command() -> None:
    """From the folder of the checkout, as `make audit` calls it."""
    run = subprocess.run([sys.executable, "-m", "tools.auditing", "--help"], cwd=ROOT,
                         capture_output=True, text=True, timeout=30)  # fmt: skip
    assert (run.returncode, "--osv" in run.stdout) == (0, True)


def test_what_others_told_is_one_plain_line() -> None:
    """That no terminal takes for an order, and that has an end."""
    assert plain("a\r\n\u202eb\x07" + "c" * 300, most=10) == "a b ccccc…"
