"""Who published a report, and whose text it carries."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from rashomon.clean.openings.opening import Opening
from rashomon.records import Sidecar
from rashomon.reference.outlets import Outlet, find_outlet, outlet_by_marks, outlet_of_url

__all__ = ["Provenance", "find_provenance"]

_END_CHARACTERS = 300
# Who interviews for itself. Agencies do too, and everybody quotes what they were told.
_BROADCASTING = frozenset({"independent", "state media", "public broadcaster", "unknown"})


@dataclass(frozen=True, slots=True)
class Provenance:
    """Outlet and origin, each with the method that found it ("" where none did)."""

    outlet: str | None
    outlet_by: str
    carried_from: str | None
    carried_by: str


def find_provenance(
    text: str,
    opening: Opening,
    sidecar: Sidecar,
    site_name: str | None = None,
    url: str | None = None,
    providers: tuple[str, ...] = (),
) -> Provenance:
    """Find outlet and origin; what the sidecar tells holds over all that the text does.

    `url` is where the report was published, and `providers` are those whom its page names as
    its authors or sources.
    """
    outlet, outlet_by = _told_outlet(sidecar, site_name, url)
    carried, carried_by = sidecar.carried_from, "sidecar" if sidecar.carried_from else ""
    origins, stations = _dateline_credits(opening)
    if outlet is None and (marked := outlet_by_marks(text)):
        outlet, outlet_by = marked.name, "phrase of its pages"
    masthead = find_outlet(opening.masthead) if opening.masthead else None
    if masthead and outlet in (None, masthead.name) and not _is_repost(text, masthead):
        outlet, outlet_by = masthead.name, outlet_by or "masthead"
    elif masthead and not carried:
        carried, carried_by = masthead.name, "masthead"
    if outlet is None and stations:
        outlet, outlet_by = stations[0], "dateline"
    if not carried and origins:
        carried, carried_by = ", ".join(origins), "dateline"
    if not carried:
        credited, is_own = _end_credits(text)
        publishing = [
            o for o in credited if is_own or o.kind in ("party to the conflict", "monitor")
        ]
        if publishing and outlet is None:  # its own site, not a reader of the agencies
            outlet, outlet_by = publishing[0].name, "credit"
        elif credited:
            carried, carried_by = ", ".join(o.name for o in credited), "credit"
    if not carried and (agencies := _agencies(providers)):
        carried, carried_by = ", ".join(agencies), "byline"
    if outlet is None and (own := _names_itself(text)):
        outlet, outlet_by = own, "names itself"
    if carried and _same(carried, outlet):
        carried, carried_by = None, ""
    return Provenance(outlet, outlet_by, carried, carried_by)


def _told_outlet(
    sidecar: Sidecar, site_name: str | None, url: str | None
) -> tuple[str | None, str]:
    if sidecar.outlet:
        return sidecar.outlet, "sidecar"
    if url and (site := outlet_of_url(url)):
        return site.name, "address"
    if site_name:
        known = find_outlet(site_name)
        return (known.name if known else site_name), "site name"
    return None, ""


def _agencies(providers: tuple[str, ...]) -> list[str]:
    """The agencies among the names in bylines: "Jo Doe, AP Auto Writer", "Reuters Staff"."""
    met: list[str] = []
    for provider in providers:
        for part in re.split(r"\s*(?:,|/|\||;|\band\b|\bfor\b)\s*", provider)[:20]:
            words = part.split()[:8]
            # A person's name may be an agency's ("Ria"), so that it must open or be the part.
            for count in range(len(words), 0, -1):
                known = find_outlet(" ".join(words[:count]))
                if known and known.is_agency and (count == len(words) or words[0].isupper()):
                    met.append(known.name)
                    break
    return list(dict.fromkeys(met))


def _dateline_credits(opening: Opening) -> tuple[list[str], list[str]]:
    """The agencies in the dateline, and the stations and papers that publish it themselves."""
    origins: list[str] = []
    stations: list[str] = []
    for credit in opening.credits:
        for part in re.split(r"\s*(?:,|/|\band\b)\s*", credit):
            known = find_outlet(part)
            if known and known.is_agency:
                origins.append(known.name)
            elif known:
                stations.append(known.name)
            elif credit.isupper() and part == credit:
                stations.append(part.title())
    return list(dict.fromkeys(origins)), list(dict.fromkeys(stations))


def _end_credits(text: str) -> tuple[list[Outlet], bool]:
    """Who is credited after the last sentence: "--Reuters", "Source: …", "(AFP, AP)".

    Also tells whether an outlet credits itself beside the agencies: "Source: X and agencies".
    """
    tail = text.rstrip()[-_END_CHARACTERS:]
    shapes = (
        r"(?:^|[\n.!?)\"”]\s*)\(?\s?(?:[Ss]ource|SOURCE)s?\s?:?\s(?P<names>[A-Z][^\n.()]{1,80}?)\)?\s*(?:\n|$)",
        r"(?:--?|[–—])\s?(?P<names>[A-Z][\w./ -]{1,40})$",
        r"\((?:[Ww]ith\s)?(?:inputs?\sfrom\s)?(?P<names>[A-Z][^()\n]{1,60})\)$",
        r"\n(?:[Ww]ith\s(?:inputs?|files|reporting)\sfrom\s)(?P<names>[A-Z][^()\n]{1,60}?)\.?$",
    )
    for shape in shapes:
        for found in re.finditer(shape, tail):
            known = _outlets_in(found["names"])
            if known:
                is_own = "agencies" in found["names"].casefold() and not known[0].is_agency
                return known, is_own
    if re.search(r"\bEnditem\W*$", tail) and (xinhua := find_outlet("Xinhua")):
        return [xinhua], False
    return [], False


def _outlets_in(words: str) -> list[Outlet]:
    """The outlets in a list of names; none where some part names none."""
    found: list[Outlet] = []
    for part in re.split(r"\s*(?:,|/|\+|&|\band\b)\s*", words.strip()):
        if not part or part.casefold() in {"agencies", "agency", "wires", "staff", "others"}:
            continue
        known = find_outlet(part)
        if known is None:
            return []
        found.append(known)
    return found


def _is_repost(text: str, masthead: Outlet) -> bool:
    """Tell whether the page carries another outlet's mark besides this masthead."""
    marked = outlet_by_marks(text)
    return marked is not None and marked.name != masthead.name


_SELF = re.compile(
    r"\b(?P<to>told|speaking to|interview with)\s(?P<a>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,2})"
    r"|\b(?P<b>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,2})(?:['’]s\s(?:interview|correspondent|reporter)"
    r"|\s(?:correspondent|reporter)s?\b)"
)


def _names_itself(text: str) -> str | None:
    """The outlet that the report says was spoken to, where it says so twice and of no other.

    Agencies are left out: everybody quotes what they were told.
    """
    counts: Counter[str] = Counter()
    for found in _SELF.finditer(text):
        words = (found["a"] or found["b"]).split()
        for count in range(len(words), 0, -1):
            known = find_outlet(" ".join(words[:count]))
            if known:
                if known.kind in _BROADCASTING and not _is_news_agency(known):
                    counts[known.name] += 1
                break
    if len(counts) == 1:
        name, count = counts.most_common(1)[0]
        quoted = re.escape(name)
        cited = (
            rf"(?:according to|reported by|cited by|quoted by)\s{quoted}\b"
            rf"|\b{quoted}\s(?:reported|reports|said|says)\b"
        )
        return name if count > 1 and not re.search(cited, text) else None
    return None


def _is_news_agency(outlet: Outlet) -> bool:
    """Tell agencies of the state, which are quoted like the others, from its broadcasters."""
    return any("agency" in name.casefold() for name in (outlet.name, *outlet.aliases))


def _same(one: str, other: str | None) -> bool:
    if other is None:
        return False
    first, second = find_outlet(one), find_outlet(other)
    return one.casefold() == other.casefold() or (first is not None and first == second)
