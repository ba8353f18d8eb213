"""Which part of a page is the report's body, and by which way it was found."""

from __future__ import annotations

import pytest

from rashomon.clean.pages import bodies
from rashomon.clean.pages.bodies import body_of
from rashomon.clean.pages.markup import tree_of

LINES = [
    f"The {n}. line of the day said that {n} people were killed there on the road."
    for n in range(12)
]


def paragraphs(lines: list[str]) -> str:
    """Paragraphs of a page."""
    return "".join(f"<p>{line}</p>" for line in lines)


def article(*groups: list[str], tag: str = "article") -> str:
    """A page with chunks of one shape."""
    chunks = "".join(f'<div class="text">{paragraphs(group)}</div>' for group in groups)
    return f"<html><body><{tag}>{chunks}</{tag}></body></html>"


def twins(page: str, body: list[str]) -> list[str]:
    """The lines after twins were taken in."""
    tree = tree_of(page)
    assert tree is not None
    return bodies._with_twins(tree, "\n\n".join(body)).split("\n\n")


def test_chunks_of_the_bodys_shape_are_taken_in_where_they_stand() -> None:
    """Before it, after it, and with the lines of the body in their order."""
    page = article(LINES[:5], LINES[5:9], LINES[9:])
    assert twins(page, LINES[5:9]) == LINES
    assert twins(page, [*LINES[5:9], "A line of a list"]) == [*LINES, "A line of a list"]


def test_little_more_of_one_shape_is_left_out() -> None:
    """Blurbs of other reports look like it; so do chunks outside of the article."""
    page = article(LINES[:10], LINES[10:])
    assert twins(page, LINES[:10]) == LINES[:10]
    assert twins(article(LINES[:4], LINES[4:], tag="section"), LINES[:4]) == LINES[:4]
    assert twins(article(LINES[:2], LINES[2:]), LINES[:2]) == LINES[:2]


def test_the_lenient_way_is_taken_where_the_precise_one_lost_the_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is asked only where the page has text enough, and taken only if it finds some."""
    asked: list[bool] = []

    def fake(tree: object, *, favor_precision: bool) -> str:
        asked.append(favor_precision)
        return LINES[0] if favor_precision else found

    monkeypatch.setattr(bodies, "_trafilatura", fake)
    page = article(LINES)
    found = "\n\n".join(LINES)
    assert body_of(page, tree_of(page)) == (found, "trafilatura, lenient")
    found = LINES[0]
    assert body_of(page, tree_of(page)) == (LINES[0], "trafilatura")
    asked.clear()
    short = article(LINES[:1])
    assert body_of(short, tree_of(short)) == (LINES[0], "trafilatura")
    assert asked == [True]


def test_megabytes_of_text_are_not_extracted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their paragraphs are taken as they stand; megabytes of script are no text."""
    monkeypatch.setattr(bodies, "_LONGEST", 300)
    page = article(LINES)
    assert body_of(page, tree_of(page)) == ("\n\n".join(LINES), "densest part")
    scripted = (
        f"<html><body><script>{'x' * 900}</script><article><p>{LINES[0]}</p></article></body>"
    )
    found = body_of(scripted, tree_of(scripted))
    assert found is not None
    assert found[1].startswith("trafilatura")


def test_lines_beyond_a_bound_are_left_out_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of pages that are no tree."""
    monkeypatch.setattr(bodies, "_MOST_LINES", 3)
    assert body_of(article(LINES), None) == (
        "\n\n".join(LINES[:3]),
        "all text, by tags, the first 3 lines",
    )


def test_the_pages_own_data_hold_where_they_tell_far_more() -> None:
    """A body that is shown by a script is taken from schema.org; a few words are not."""
    page = article(LINES[:1])
    told = "\n".join(LINES)
    assert body_of(page, tree_of(page), told) == ("\n\n".join(LINES), "schema.org")
    short = " ".join(LINES[:2])
    assert body_of(page, tree_of(page), short) == (LINES[0], "trafilatura")


def test_trees_that_are_too_deep_are_not_extracted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their running text is taken as it stands."""
    monkeypatch.setattr(bodies, "_DEEPEST", 4)
    page = article(LINES)
    assert body_of(page, tree_of(page)) == ("\n\n".join(LINES), "densest part")


def test_lines_in_short_blocks_are_the_last_resort(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing runs on, all that is seen is taken; where that is little, nothing is."""
    monkeypatch.setattr(bodies, "_extracted", lambda _: None)
    words = [f"Some {n} words only." for n in range(6)]
    page = "<html><body>" + "".join(f"<span>{one}</span><br>" for one in words) + "</body></html>"
    assert body_of(page, tree_of(page)) == ("\n\n".join(words), "all text")
    few = f"<html><body><span>{words[0]}</span></body></html>"
    assert body_of(few, tree_of(few)) is None


def test_the_densest_part_is_without_what_lies_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Menus, comments beside it and labels within it are left out."""
    monkeypatch.setattr(bodies, "_MOST_EXTRACTED", 0)
    page = (
        "<html><body><nav><ul><li>"
        + "Home and world and all the other sections " * 9
        + "</li></ul>"
        f"</nav><div><section>{paragraphs(LINES)}<p>More</p></section></div>"
        f"<div><p>{LINES[0]}</p></div></body></html>"
    )
    assert body_of(page, tree_of(page)) == ("\n\n".join(LINES), "densest part")


def test_a_line_that_the_page_has_twice_is_taken_once() -> None:
    """As part of the body, whatever stood above it."""
    page = article([LINES[0], *LINES[:4]], LINES[4:9])
    assert twins(page, LINES[:4]) == LINES[:9]


def test_tables_are_lines_with_cells_set_apart() -> None:
    """The signs that frame a row are left out, and the rule below its head."""
    assert bodies._paragraphs("| Town | Killed |\n|---|---|\n| Hrad | 4 |\n\n  An end. ") == (
        "Town | Killed\n\nHrad | 4\n\nAn end."
    )
