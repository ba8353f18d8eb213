"""Signatures that any recipient can check with OpenSSH, which comes with every common system.

`ssh-keygen -Y sign` makes them, so that a key in an agent or on a token serves as well as a file,
and no key passes through Rashomon. An Ed25519 key gives the same signature every time.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from rashomon.errors import SettingError

__all__ = ["NAMESPACE", "SUFFIX", "check_signature", "sign"]

NAMESPACE = "rashomon-release"  # a signature for one purpose must not pass for another
SUFFIX = ".sig"
_SECONDS = 120  # a person may have to touch a token or type a pass phrase


def sign(file: Path, key: Path) -> Path:
    """Sign a file with a private key, or by an agent with its public one; return the signature.

    Raises:
        SettingError: If there is no ssh-keygen, or it cannot sign with this key.
    """
    if not key.is_file():
        raise SettingError(f"{key}: no such key; `ssh-keygen -t ed25519 -f {key}` makes one")
    _run(["-Y", "sign", "-q", "-f", str(key), "-n", NAMESPACE, str(file)], f"{key}: cannot sign")
    return file.with_name(file.name + SUFFIX)


def check_signature(file: Path, signers: Path | None = None) -> str:
    """Check the signature beside a file and return in words who made it.

    Without a file of allowed signers (see ssh-keygen(1)) it is only told by which key it was
    signed, not whose that is.

    Raises:
        SettingError: If there is no ssh-keygen, or the signature does not hold.
    """
    signature = file.with_name(file.name + SUFFIX)
    what = f"{signature}: the signature does not hold"
    told = ["-n", NAMESPACE, "-s", str(signature)]
    if signers is None:
        return _run(["-Y", "check-novalidate", *told], what, file)
    if not signers.is_file():
        raise SettingError(f"{signers}: no such file of allowed signers")
    found = _run(["-Y", "find-principals", "-s", str(signature), "-f", str(signers)], what)
    principal = found.splitlines()[0] if found else ""
    return _run(["-Y", "verify", "-f", str(signers), "-I", principal, *told], what, file)


def _run(options: list[str], what: str, file: Path | None = None) -> str:
    program = shutil.which("ssh-keygen")
    if program is None:
        raise SettingError(f"{what}: there is no ssh-keygen; install OpenSSH")
    given = file.read_bytes() if file is not None else None
    try:
        done = subprocess.run(
            [program, *options], input=given, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise SettingError(f"{what}: ssh-keygen did not answer within {_SECONDS} s") from error
    said = (done.stdout or done.stderr).decode("utf-8", "replace").strip()
    if done.returncode:
        raise SettingError(f"{what}: {said or 'ssh-keygen gives no reason'}")
    return said
