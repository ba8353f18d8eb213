"""The verbs: which there are, and that asking for one loads no other."""

from __future__ import annotations

import os
import resource
import subprocess
import sys

import pytest
import typer
from tests.cli.conftest import Run

from rashomon.cli import app
from rashomon.cli.verbs import VERBS

HEAVY = {
    "numpy", "sqlalchemy", "alembic", "fastapi", "starlette", "onnxruntime", "tokenizers", "lxml",
    "trafilatura", "shapely", "pyproj", "httpx2", "uvicorn", "argon2", "psycopg", "pyarrow",
}  # fmt: skip
# What the verbs do is beyond parsing: it is loaded once one is carried out.
WORKING = {
    "rashomon.pipeline", "rashomon.ledger", "rashomon.link", "rashomon.locate", "rashomon.evaluate",
    "rashomon.reconcile", "rashomon.clean", "rashomon.collect", "rashomon.web", "rich.console",
}  # fmt: skip
ENVIRONMENT = {name: value for name, value in os.environ.items() if "COV" not in name}


def _loaded_by(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=ENVIRONMENT, check=True
    )
    return set(run.stderr.split())


def test_the_help_loads_nothing_heavy() -> None:
    """No database, model, web framework or numbers; nor any verb."""
    loaded = _loaded_by(
        "import rashomon.cli\nsys.argv = ['rashomon', '--help']\n"
        "try: rashomon.cli.main()\nexcept SystemExit: pass"
    )
    assert not loaded & (HEAVY | WORKING)
    assert not {f"rashomon.cli.{verb}" for verb in VERBS} & loaded


def test_no_verb_loads_what_it_works_with_before_it_works() -> None:
    """Neither for its help, nor to say what is wrong with its arguments."""
    loaded = _loaded_by(
        "import typer\nfrom rashomon.cli import app\nfrom rashomon.cli.verbs import VERBS\n"
        "group = typer.main.get_command(app)\n"
        "for verb in VERBS: assert group.get_command(None, verb).params is not None"
    )
    assert {f"rashomon.cli.{verb}" for verb in VERBS if verb != "import"} <= loaded
    assert not loaded & (HEAVY | WORKING)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_the_line_of_a_verb_is_the_first_of_its_help(verb: str) -> None:
    """So that the list says what the verb says."""
    command = typer.main.get_command(app).get_command(None, verb)  # type: ignore[attr-defined]
    assert command.name == verb
    assert command.get_short_help_str(200) == VERBS[verb]


def test_the_help_lists_every_verb(run: Run) -> None:
    """By its name and line, in their order."""
    told = " ".join(run("--help").out.split())
    places = [told.index(f" {verb} {line}") for verb, line in VERBS.items()]
    assert places == sorted(places)


def test_a_verb_that_is_none_is_told(run: Run) -> None:
    """With what was meant, perhaps; and it is misuse."""
    done = run("biuld")
    assert done.code == 2
    assert "biuld" in done.err
    assert "build" in done.err.replace("biuld", "")


def _cpu_s(*words: str) -> float:
    """The least processor time that a run takes of three."""
    taken = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, env=ENVIRONMENT,
                       check=True)  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)


def test_the_help_is_there_at_once() -> None:
    """In little more than what loading the parser of the command line takes (was nine times it)."""
    assert _cpu_s("-m", "rashomon.cli", "--help") < 3 * _cpu_s("-c", "import typer")
