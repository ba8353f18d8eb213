"""Markdown in, its words out: headings, links and emphasis without their signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rashomon.clean.derived import Derived
from rashomon.clean.documents.front_matter import read_front_matter
from rashomon.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

__all__ = ["read_markdown"]

# Notes have some kilobytes. The parser takes 5 s for 1 MB of the worst signs, and more than
# twice that for twice as many; what is larger is read as it is written.
_MOST_CHARACTERS = 1_000_000
_TAG = re.compile(r"<!--.{0,5000}?-->|</?[A-Za-z][^<>]{0,1000}>", re.DOTALL)


def read_markdown(text: str, encoding: str) -> Derived:
    """Derive the words of a Markdown text; front matter stays at its start, as noise.

    A paragraph's lines become one. Pictures and rules are left out, links keep their words,
    and a table has a line for each row, with " | " between its cells.
    """
    front = read_front_matter(text)
    opening = f"{front.span.of(text)}\n\n" if front else ""
    body = text[front.span.end :] if front else text
    notes = front.notes if front else ()
    title = None
    if len(body) > _MOST_CHARACTERS:
        words = body
        notes += (f"longer than {_MOST_CHARACTERS:,} characters: its Markdown signs are kept",)
    else:
        words, title = _words(body)
    at = len(opening)
    return Derived(
        f"{opening}{words}",
        "markdown",
        encoding,
        title=title,
        title_by="heading",
        headline=Span(at, at + len(title)) if title else None,
        noise=(Span(0, len(opening.rstrip())),) if front else (),
        byline=front.byline if front else None,
        byline_by="front matter",
        told=front.told if front else Derived("").told,
        notes=notes,
    )


def _words(body: str) -> tuple[str, str | None]:
    """Return the blocks' words, and the title where the first block is a heading."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    blocks: list[str] = []
    row: list[str] | None = None
    kind = ""
    title = None
    is_tight, is_first = False, True
    for token in tokens:
        words = ""
        if token.type.startswith(("bullet_list", "ordered_list", "table", "blockquote")):
            is_first = True
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            words, row = " | ".join(row), None
        elif token.type == "inline":
            words = _inline(token.children or ())
            if row is not None:
                row.append(words)
                continue
        elif token.type in {"code_block", "fence"}:
            words = token.content
        elif token.type == "html_block":
            words = _TAG.sub(" ", token.content)
        elif token.type.endswith("_open"):
            kind = token.type
            is_tight = token.hidden
            continue
        words = "\n".join(filter(None, (" ".join(line.split()) for line in words.split("\n"))))
        if not words:
            continue
        if not blocks and kind == "heading_open" and "\n" not in words:
            title = words
        is_line = is_tight or token.type == "tr_close"
        blocks.append(("\n" if is_line and not is_first else "\n\n") + words)
        kind, is_tight, is_first = "", False, False
    return "".join(blocks).lstrip("\n"), title


def _inline(children: Sequence[Token]) -> str:
    words: list[str] = []
    for token in children:
        if token.type in {"text", "code_inline"}:
            words.append(token.content)
        elif token.type == "softbreak":
            words.append(" ")
        elif token.type == "hardbreak":
            words.append("\n")
    return "".join(words)
