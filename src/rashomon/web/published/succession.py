"""One edition of a site after another: which came before, what changed since, what is gone.

An edition has a number and no date of its own: it tells the state of the ledger that it is of. The
manifest of each holds what the next one needs: a digest of every incident and its members (as
REPORT#NUMBER), the addresses that are no more, and a line for every edition before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from rashomon.errors import SettingError
from rashomon.web.published.folder import KIND, MANIFEST

__all__ = ["Before", "Changes", "Notes", "read_before"]

_LASTING = ("incidents/", "reports/", "sources/")  # folders whose pages have lasting addresses


@dataclass(frozen=True, slots=True)
class Before:
    """The edition before: where it lies, and what its manifest tells. Empty where there is none."""

    folder: Path | None = None
    manifest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """Its number; 0 where there is none."""
        return int(self._record.get("number", 0))

    @property
    def _record(self) -> Mapping[str, Any]:
        found = self.manifest.get("edition")
        return found if isinstance(found, dict) else {}

    @property
    def records(self) -> tuple[Mapping[str, Any], ...]:
        """A line for every edition, the last one's last."""
        told = self.manifest.get("editions")
        earlier = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
        return (*earlier, self._record) if self._record else tuple(earlier)

    @property
    def incidents(self) -> Mapping[str, Mapping[str, Any]]:
        """Its incidents by id, each with a digest and its members."""
        told = self.manifest.get("incidents")
        return told if isinstance(told, dict) else {}

    @property
    def changes(self) -> Changes:
        """What changed in it since the one before it."""
        told = self.manifest.get("changes")
        return Changes.of(told) if isinstance(told, dict) else Changes()

    @property
    def gone(self) -> Mapping[str, Mapping[str, Any]]:
        """Addresses that were no more then: which edition took them off, and their members."""
        told = self.manifest.get("gone")
        return told if isinstance(told, dict) else {}

    def pages(self) -> Iterator[str]:
        """Yield the addresses of its pages that are to last."""
        for entry in self.manifest.get("files", ()):
            name = str(entry.get("name", "")) if isinstance(entry, dict) else ""
            if name.startswith(_LASTING) and name.endswith(".html"):
                yield name


def read_before(target: Path, named: Path | None = None) -> Before:
    """Return the edition before: the one that is named, else what lies where the site will.

    Raises:
        SettingError: If one is named, and there is none.
    """
    place = named or target
    file = place / MANIFEST if place.is_dir() else place
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or told.get("kind") != KIND:
        if named is not None:
            raise SettingError(
                f"{named}: is no edition of a site; name its folder, or its {MANIFEST}"
            )
        return Before()
    return Before(file.parent, told)


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed of incidents since the edition before, by published ids.

    `merged` says into which incident one went; `withdrawn` in which others its reports are told
    now, which may be none.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()
    withdrawn: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def ids(self) -> Iterator[str]:
        """Yield every id that is told."""
        yield from (*self.added, *self.changed)
        for former, whole in self.merged:
            yield from (former, whole)
        for former, now in self.withdrawn:
            yield from (former, *now)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Changes:
        """Return changes as a manifest tells them."""
        return cls(
            added=tuple(told["added"]),
            changed=tuple(told["changed"]),
            merged=tuple((one, whole) for one, whole in told["merged"]),
            withdrawn=tuple((one, tuple(now)) for one, now in told["withdrawn"]),
        )


@dataclass(slots=True)
class Notes:
    """What is taken down of an edition while it is written."""

    before: Before
    incidents: dict[str, dict[str, Any]] = field(default_factory=dict)
    _by_member: dict[str, list[str]] = field(default_factory=dict)

    def note(self, incident_id: str, told: str, members: Sequence[str]) -> None:
        """Take an incident down, told as JSON."""
        self.incidents[incident_id] = {
            "sha256": hashlib.sha256(told.encode()).hexdigest()[:16],
            "members": list(members),
        }

    def changes(self, merged: Mapping[str, str], is_withheld: Callable[[str], bool]) -> Changes:
        """Return what changed; `merged` says of ids that are no more what they became part of.

        An id that was published once and holds what is withheld now is not told again.
        """
        old, new = self.before.incidents, self.incidents
        left = [one for one in sorted(old.keys() - new.keys()) if not is_withheld(one)]
        return Changes(
            added=tuple(sorted(new.keys() - old.keys())),
            changed=tuple(
                one
                for one in sorted(new.keys() & old.keys())
                if new[one]["sha256"] != old[one].get("sha256")
            ),
            merged=tuple((one, merged[one]) for one in left if one in merged),
            withdrawn=tuple(
                (one, self.told_in(self._was(one))) for one in left if one not in merged
            ),
        )

    def told_in(self, members: Sequence[str]) -> tuple[str, ...]:
        """Return the incidents of today that these are members of."""
        if not self._by_member:
            for one, told in sorted(self.incidents.items()):
                for member in told["members"]:
                    self._by_member.setdefault(member, []).append(one)
        return tuple(sorted({one for own in members for one in self._by_member.get(own, ())}))

    def _was(self, incident_id: str) -> Sequence[str]:
        return tuple(self.before.incidents.get(incident_id, {}).get("members", ()))

    def gone(self, pages: Container[str], number: int) -> dict[str, dict[str, Any]]:
        """Return addresses of the editions before that have no page now.

        Each with the number of the edition that took it off, this one's for the first time, and
        with the members that it had.
        """
        known: dict[str, dict[str, Any]] = {}
        for page in self.before.pages():
            folder, _, name = page.partition("/")
            own = unquote(name.removesuffix(".html"))
            told = self._was(own) if folder == "incidents" else ()
            known[page] = {"edition": number, "members": list(told)}
        for page, was in self.before.gone.items():
            known[page] = {"edition": int(was["edition"]), "members": list(was["members"])}
        return {page: told for page, told in sorted(known.items()) if page not in pages}
