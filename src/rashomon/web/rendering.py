"""Templates to HTML: always escaped, and an unknown name is an error, not an empty place."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rashomon.web.site import Site

__all__ = ["render"]

_TEMPLATES = Path(__file__).with_name("templates")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,  # whatever a template is called: what reports say is never markup
        undefined=StrictUndefined,
        auto_reload=False,  # or every page asks the disk of each of its templates
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(site: Site, template: str, **values: object) -> str:
    """Return a page, or a part of one, as HTML."""
    return _environment().get_template(template).render(site=site, **values)
