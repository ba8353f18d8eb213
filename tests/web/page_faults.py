"""What a page must not hold, whatever the reports that it shows hold."""

from __future__ import annotations

import json
import re

from lxml import html
from tests.web.hostile_reports import MARK

__all__ = ["faults"]

_ADDRESSES = frozenset(
    "href src action formaction xlink:href data-source hx-get hx-post poster srcset".split()
)

_OWN = re.compile(r"(?:/(?!/)|#|\?|$|https?://)")
_RELATIVE = re.compile(r"(?:(?:\.\./|[\w.-]+/)*[\w.-]*(?:[?#]|$)|https?://)")
_SCRIPTS = re.compile(r"(?:/|(?:\.\./)*)static/")


def faults(page: str, type_: str, *, is_static: bool = False) -> list[str]:
    """Return what in a page could run, load or be followed that is not ours.

    The addresses of a static page are relative: they lead from "../" or a name to a name.
    """
    own = _RELATIVE if is_static else _OWN
    found = []
    for one in html.document_fromstring(page).iter():
        if not isinstance(one.tag, str):
            continue
        words = html.tostring(one, encoding="unicode", with_tail=False)[:120]
        attributes = {str(name).lower(): str(value) for name, value in one.attrib.items()}
        if one.tag == "script" and attributes.get("type") == "application/json":
            json.loads(one.text or "")
            if "<" in (one.text or ""):
                found.append(f"data that can end itself: {words}")
        elif one.tag == "script" and (
            (one.text or "").strip() or not _SCRIPTS.match(attributes.get("src", ""))
        ):
            found.append(f"a script: {words}")
        if one.tag in ("iframe", "object", "embed", "base", "style", "foreignobject", MARK):
            found.append(f"an element: {words}")
        for name, value in attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc", "http-equiv", MARK):
                found.append(f"an attribute: {words}")
            is_address = name in _ADDRESSES
            if is_address and not own.match(value):
                found.append(f"an address: {words}")
            if name != "href" and is_address and value.startswith("http"):
                found.append(f"loads from elsewhere: {words}")
    return [f"{type_}: {one}" for one in found]
