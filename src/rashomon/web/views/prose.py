"""A page of our own documentation as blocks that templates draw: no HTML is made of it.

Raw HTML in it stays words. Links lead within the page set no further: what they name is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import rashomon

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["Block", "blocks", "documentation", "markdown_of"]

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"[−–+-]?\d[\d,.  ]*( ?(%|s|ms|MB|kB|GB))?")

Pieces = tuple[tuple[str, str], ...]
"""Words, each with how they are set: "", "strong", "em" or "code"."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (with its level), paragraph, list of items, table of rows, or code."""

    kind: str
    pieces: Pieces = ()
    rows: tuple[tuple[Pieces, ...], ...] = ()
    level: int = 0

    @property
    def words(self) -> str:
        """All words, however they are set."""
        return "".join(words for words, _ in self.pieces)

    @property
    def anchor(self) -> str:
        """The name of a heading's place in a page ("on-reports-that-the-model-has-not-seen")."""
        return "-".join(_WORD.findall(self.words.lower()))

    @property
    def number_columns(self) -> frozenset[int]:
        """The columns of a table in which most cells are numbers, to stand end below end."""
        told = [
            (column, bool(_NUMBER.fullmatch("".join(words for words, _ in cell).strip())))
            for row in self.rows[1:]
            for column, cell in enumerate(row)
            if cell
        ]
        return frozenset(
            column
            for column in {column for column, _ in told}
            if 2 * told.count((column, True)) > sum(one == column for one, _ in told)
        )


@cache
def documentation(name: str) -> tuple[Block, ...]:
    """Return a page of `docs/`, from the package or, in a checkout, beside it; () of none."""
    return blocks(markdown_of(name))


@cache
def markdown_of(name: str) -> str:
    """Return a page of `docs/` as it was written; "" of none."""
    package = Path(rashomon.__file__).parent
    for folder in (package / "docs", package.parents[1] / "docs"):
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8")
    return ""


def blocks(markdown: str) -> tuple[Block, ...]:
    r"""Return the blocks of a text in Markdown.

    >>> [(one.kind, one.pieces) for one in blocks("# A\n\nb **c**")]
    [('heading', (('A', ''),)), ('paragraph', (('b ', ''), ('c', 'strong')))]
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(markdown)
    return tuple(_blocks(tokens))


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    kind, level, depth = "paragraph", 0, 0
    rows: list[tuple[Pieces, ...]] = []
    row: list[Pieces] = []
    for token in tokens:
        match token.type:
            case "heading_open":
                kind, level = "heading", int(token.tag[1])
            case "heading_close":
                kind, level = "paragraph", 0
            case "table_open":
                rows = []
            case "tr_open" | "list_item_open":
                row = []
            case "tr_close":
                rows.append(tuple(row))
            case "table_close":
                yield Block("table", rows=tuple(rows))
                rows = []
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
                if depth == 1:
                    rows = []
            case "list_item_close":
                rows.append((tuple(piece for pieces in row for piece in pieces),))
                row = []
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
                if depth == 0:
                    yield Block("list", rows=tuple(one for one in rows if one[0]))
                    rows = []
            case "fence" | "code_block":
                yield Block("code", ((token.content, ""),))
            case "inline":
                pieces = _pieces(token.children or ())
                if depth or (token.level > 1 and kind != "heading"):
                    row.append(pieces)
                else:
                    yield Block(kind, pieces, level=level)
            case _:
                continue


def _pieces(tokens: Sequence[Token]) -> Pieces:
    found, style = [], ""
    for token in tokens:
        if token.type in ("strong_open", "em_open"):
            style = token.type.removesuffix("_open")
        elif token.type in ("strong_close", "em_close"):
            style = ""
        elif token.type == "softbreak":
            found.append((" ", style))
        elif token.type == "code_inline":
            found.append((token.content, "code"))
        elif token.content:
            found.append((token.content, style))
    return tuple(found)
