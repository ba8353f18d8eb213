"""What lock files must hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tools.auditing import pins
from tools.auditing.pins import NPM, PYPI, Pin

HASH = "--hash=sha256:" + "0" * 64
INTEGRITY = "sha512-" + "A" * 86 + "=="


def _read(tmp_path: Path, text: str) -> tuple[list[Pin], list[str]]:
    file = tmp_path / "requirements.lock"
    file.write_text(text, "utf-8")
    held, faults = pins.of_pip(file)
    return held, [str(fault) for fault in faults]


def test_a_requirement_at_one_release_with_hashes_is_a_pin(tmp_path: Path) -> None:
    """With its marker; names are told in one spelling."""
    text = (
        f"# made by a program\nA_b.C==1.2 ; python_version < '3.12' \\\n    {HASH} \\\n"
        f"    {HASH}\n    # via x\nd[e]==3 {HASH}  # why\n"
    )
    held, faults = _read(tmp_path, text)
    assert faults == []
    assert held == [
        Pin(PYPI, "a-b-c", "1.2", "requirements.lock", "python_version < '3.12'"),
        Pin(PYPI, "d", "3", "requirements.lock"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        f"a>=1 {HASH}", f"a {HASH}", f"a==1.* {HASH}", f"a===1 {HASH}", f"a==1,<2 {HASH}", "a==1",
        "a==1 --hash=md5:" + "0" * 32, "a==1 --hash=sha256:00", f"a==1 {HASH} --no-binary=a",
        "--index-url https://elsewhere.example/simple", "--extra-index-url=https://x.example",
        "-e .", "-r more.txt", "./wheels/a.whl", "--trusted-host x.example",
        f"a @ https://x.example/a.whl {HASH}", f"git+https://x.example/a {HASH}",
    ],
)  # fmt: skip
def test_a_line_that_pins_nothing_is_a_fault(tmp_path: Path, line: str) -> None:
    """By its number, whatever is good beside it."""
    _, faults = _read(tmp_path, f"good==1 {HASH}\n{line}\n")
    assert len(faults) == 1
    assert faults[0].startswith("requirements.lock, line 2: ")
    assert "make lock" in faults[0]


@pytest.mark.parametrize("text", ["", "# nothing\n", "\\\n"])
def test_an_empty_lock_is_a_fault(tmp_path: Path, text: str) -> None:
    """As where it was cut off."""
    assert "pins nothing" in _read(tmp_path, text)[1][0]


def test_a_line_that_goes_on_at_the_end_of_the_file_is_read(tmp_path: Path) -> None:
    """Where the last line was cut off."""
    assert [pin.name for pin in _read(tmp_path, f"a==1 {HASH} \\")[0]] == ["a"]


def _npm(tmp_path: Path, **packages: Any) -> tuple[list[Pin], list[str]]:
    file = tmp_path / "package-lock.json"
    told = {"": {"name": "ours"}, **{f"node_modules/{k}": v for k, v in packages.items()}}
    file.write_text(json.dumps({"lockfileVersion": 3, "packages": told}), "utf-8")
    held, faults = pins.of_npm(file)
    return held, [str(fault) for fault in faults]


def test_each_package_of_npm_has_its_release_and_hash(tmp_path: Path) -> None:
    """Those within others, too."""
    file = "package-lock.json"
    good = {"version": "1.0.0", "integrity": INTEGRITY}
    held, faults = _npm(tmp_path, **{"@a/b": good, "c/node_modules/d": good})
    assert faults == []
    assert held == [Pin(NPM, "@a/b", "1.0.0", file), Pin(NPM, "d", "1.0.0", file)]


@pytest.mark.parametrize(
    "told",
    [
        {"version": "1"}, {"version": "1", "integrity": "sha1-AAAA"}, {"integrity": INTEGRITY},
        {"version": "1", "integrity": INTEGRITY, "link": True},
        {"version": "1", "integrity": f"{INTEGRITY} sha1-AAAA"},
        {"version": "1", "integrity": INTEGRITY, "resolved": "git+ssh://x.example/a.git#1"},
        {"version": "1", "integrity": INTEGRITY, "resolved": "http://x.example/a.tgz"},
    ],
)  # fmt: skip
def test_a_package_of_npm_without_them_is_a_fault(tmp_path: Path, told: dict[str, Any]) -> None:
    """Or one from elsewhere than a registry."""
    assert len(_npm(tmp_path, a=told)[1]) == 1


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"packages": 3}', '{"packages": {"": {}}}'])
def test_what_is_no_lock_of_npm_is_a_fault(tmp_path: Path, text: str) -> None:
    """Nothing pinned is not nothing wrong."""
    file = tmp_path / "package-lock.json"
    file.write_text(text, "utf-8")
    assert len(pins.of_npm(file)[1]) == 1


def test_locks_that_do_not_fit_together_are_told() -> None:
    """One shared release is enough, where markers ask for two."""
    a = [Pin(PYPI, "a", "1", "x"), Pin(PYPI, "a", "2", "x"), Pin(PYPI, "a", "2", "y")]
    b = [Pin(PYPI, "b", "1", "x"), Pin(PYPI, "b", "2", "y")]
    assert [fault.about for fault in pins.torn([*a, *b])] == ["b"]


def test_what_is_asked_for_and_not_locked_is_told(tmp_path: Path) -> None:
    """Of what runs, extras, groups and the build."""
    file = tmp_path / "pyproject.toml"
    file.write_text(
        '[build-system]\nrequires = ["build==1"]\n[project]\ndependencies = ["A.b>=2", "c[x]>=1"]\n'
        '[project.optional-dependencies]\ne = ["new"]\n[dependency-groups]\n'
        'dev = ["odd==", "c<1"]\n'
    )
    held = [Pin(PYPI, "a-b", "1.9", ""), Pin(PYPI, "c", "1.1rc1", ""), Pin(PYPI, "c", "none", ""),
            Pin(PYPI, "build", "1", "")]  # fmt: skip
    told = [str(fault) for fault in pins.behind(file, held)]
    assert [words.partition(". ")[0] for words in told] == [
        "pyproject.toml: it asks for A.b>=2, and 1.9 is locked",
        "pyproject.toml: it asks for new, and nothing is locked",
        "pyproject.toml: 'odd==' is no requirement",
        "pyproject.toml: it asks for c<1, and 1.1rc1 and none is locked",
    ]
