"""The documentation says what is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from rashomon.cli import app
from rashomon.cli.verbs import VERBS
from rashomon.errors import RashomonError

ROOT = Path(__file__).resolve().parents[1]
GROUP: Any = typer.main.get_command(app)
COMMANDS = {name: GROUP.get_command(None, name) for name in VERBS}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_on_its_page(name: str) -> None:
    """docs/cli.md has a section for each command that names each of its options."""
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"^## `rashomon {name}\b.*?(?=^## |\Z)", page, re.DOTALL | re.M)
    for parameter in COMMANDS[name].params:
        longest = max(parameter.opts, key=len)
        if longest.startswith("--") and longest != "--help":
            assert f"`{longest}" in section or f"{longest} " in section
    for verb, command in getattr(COMMANDS[name], "commands", {}).items():  # "zones add"
        assert f"`rashomon {name} {verb}" in section
        for parameter in command.params:
            longest = max(parameter.opts, key=len)
            if longest.startswith("--") and longest != "--help":
                assert f"`{longest}" in section or f"{longest} " in section


def test_the_tree_of_errors_is_the_family() -> None:
    """The drawing at the top of errors.py names every error, and nothing else."""
    import rashomon.errors as errors

    drawn = re.findall(r"^[│ ]*[├└]── (\w+)", errors.__doc__ or "", re.M)
    there = {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, RashomonError)
    }
    assert {*drawn, "RashomonError"} == there == set(errors.__all__)


@pytest.mark.parametrize("page", sorted(p.name for p in (ROOT / "docs").glob("*.md")))
def test_paths_named_in_the_docs_exist(page: str) -> None:
    """A path of the source tree that a page names is there."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for path in re.findall(r"`((?:src|docs|tests|examples|bench)/[\w./-]+)`", text):
        assert (ROOT / path).exists(), path


def test_nothing_of_the_shared_corpus_is_in_the_repository(shared: Path) -> None:
    """No sentence of the annotated reports stands in a file of ours."""
    sentences = set()
    for path in (shared / "corpus").rglob("*.txt"):
        for line in re.split(r"(?<=[.!?])\s+", path.read_text(encoding="utf-8")):
            if len(line) > 90:
                sentences.add(line[:90])
    ours = [
        path
        for folder in ("src", "tests", "docs", "examples", "bench")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".txt", ".html", ".csv", ".json"}
    ]
    for path in [*ours, *ROOT.glob("*.md")]:
        text = path.read_text(encoding="utf-8")
        assert not [sentence for sentence in sentences if sentence in text], path


def test_the_example_of_the_readme_prints_what_it_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], update_golden: bool
) -> None:
    """The first code block, run from the root, prints the block after it."""
    monkeypatch.chdir(ROOT)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    if update_golden:
        block = re.compile(r"(```text\n).*?(```)", re.DOTALL)
        readme = block.sub(lambda m: m[1] + printed + m[2], readme)
        (ROOT / "README.md").write_text(readme, encoding="utf-8")
    assert f"```text\n{printed}```" in readme
