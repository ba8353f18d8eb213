"""What a site tells the machines that gather pages: whether they may, and where all pages are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

__all__ = ["crawler_files"]

_MOST = 50_000  # addresses that one sitemap may hold, by the protocol
_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<{{}} xmlns="{_XMLNS}">\n'


def crawler_files(
    pages: Iterable[str], base_url: str, *, is_hidden: bool
) -> Iterator[tuple[str, bytes]]:
    """Yield robots.txt and, where the site's address is known, its sitemap.

    Sitemaps hold whole addresses, so there is none of a site that may stand anywhere; nor of one
    that is to be found by nobody.
    """
    if is_hidden:
        yield "robots.txt", b"User-agent: *\nDisallow: /\n"
        return
    robots = "User-agent: *\nAllow: /\n"
    base = base_url.rstrip("/")
    if base:
        robots += f"Sitemap: {base}/sitemap.xml\n"
        yield from _sitemaps(sorted(pages), base)
    yield "robots.txt", robots.encode()


def _sitemaps(pages: list[str], base: str) -> Iterator[tuple[str, bytes]]:
    parts = [pages[at : at + _MOST] for at in range(0, len(pages), _MOST)] or [[]]
    names = ["sitemap.xml"] if len(parts) == 1 else [
        f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)
    ]  # fmt: skip
    for name, part in zip(names, parts, strict=True):
        told = (f"{base}/{'' if page == 'index.html' else page}" for page in part)
        yield name, _listing("urlset", "url", told)
    if len(names) > 1:
        yield "sitemap.xml", _listing("sitemapindex", "sitemap", (f"{base}/{n}" for n in names))


def _listing(whole: str, each: str, addresses: Iterable[str]) -> bytes:
    lines = "".join(f"<{each}><loc>{escape(one)}</loc></{each}>\n" for one in addresses)
    return f"{_HEAD.format(whole)}{lines}</{whole}>\n".encode()
