"""Which captures hold several reports, and each one's own text."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.clean import clean, formats, parts
from rashomon.clean.derived import Derived
from rashomon.clean.pages import markup
from rashomon.clean.pages.page_parts import page_parts
from rashomon.clean.text_parts import text_parts
from rashomon.errors import UnreadableReport
from rashomon.records import Capture

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
FIRST = (
    "Two people were killed on Thursday when a shell struck a bus station in the northern town of "
    "Samplehrad, the regional governor said in a statement on his channel. He said that three "
    "others were hurt and had been taken to hospital. The military did not comment."
)
SECOND = (
    "A convoy was ambushed on the road to Probeville late on Friday and five soldiers were "
    "wounded, the army said. Residents told reporters that they had heard several explosions in "
    "the early hours of the morning and that the power was out in most of the quarter."
)
MORE = (
    "The governor said that crews were at work to bring back the power and that schools would stay "
    "shut for the week. Shops near the station opened again at noon, residents said, and the road "
    "was cleared in the evening."
)


def of(content: str, media_type: str = "text/plain") -> Capture:
    """A capture of a text."""
    return Capture(content.encode(), "pile", "pile.txt", media_type, NOON)


def texts(content: str, media_type: str = "text/plain") -> list[str]:
    """The stored text of each part."""
    return [clean(part).text for part in parts(of(content, media_type))]


def test_one_report_is_its_own_only_part() -> None:
    """The capture comes back as it is."""
    capture = of("Two people were killed on Monday.")
    assert parts(capture) == (capture,)


@pytest.mark.parametrize("content", ["", "<html><body></body></html>", "\x01\x02\x03" * 40])
def test_what_cannot_be_read_is_one_part(content: str) -> None:
    """Cleaning says why."""
    assert len(parts(of(content))) == 1


# Text


def test_an_export_that_counts_its_documents_is_split() -> None:
    """The lines that count them, and the cover sheet before the first, are nobody's text."""
    pile = f"Search: shell\n\nDocument 1 of 2\n\n{FIRST}\n\nDocument 2 of 2\n\n{SECOND}\n"
    assert texts(pile) == [FIRST, SECOND]
    old = pile.replace("Document 1 of 2", "1 of 2 DOCUMENTS").replace(
        "Document 2 of 2", "2 of 2 DOCUMENTS"
    )
    assert texts(old) == [FIRST, SECOND]
    pictures = pile.replace("Document ", "")
    assert texts(pictures) == [pictures]


def test_marks_at_the_ends_split() -> None:
    """As databases put them: a document's number, or a line that says so."""
    first, second = "Document SMPL000020160705ec750003q", "Document SMPL000020160706ec760001b"
    pile = f"{FIRST}\n\n{first}\n\n{SECOND}\n\n{second}\n"
    assert texts(pile) == [FIRST, SECOND]
    assert texts(f"{FIRST}\nEnd of Document\n{SECOND}\nEnd of Document\n") == [FIRST, SECOND]
    assert len(texts(f"{FIRST}\nEnd of Document\n")) == 1


def test_rules_split_where_every_stretch_opens_with_a_date_or_dateline() -> None:
    """A rule above the last notes of one report divides nothing."""
    one = f"Shell hits station\n\nSAMPLEHRAD, 3 March 2022 (Reuters) - {FIRST}"
    other = f"Convoy ambushed\n\nPROBEVILLE, 4 March 2022 (AFP) - {SECOND}"
    assert texts(f"{one}\n\n======\n\n{other}\n") == [one, other]
    assert len(texts(f"{one}\n\n======\n\n{SECOND}\n")) == 1
    assert len(texts(f"{one}\n\n------\n\nEditing by a desk\n")) == 1


def test_headlines_above_datelines_split() -> None:
    """Each with its agency; a second dateline within a report does not divide it."""
    one = f"Shell hits station\n\nSAMPLEHRAD (Reuters) - {FIRST}\n\n{MORE}"
    other = f"Convoy ambushed\n\nPROBEVILLE (AFP) - {SECOND}\n\n{MORE}"
    assert texts(f"{one}\n\n{other}\n") == [one, other]
    assert (
        len(texts(f"SAMPLEHRAD (Reuters) - {FIRST}\n\nPROBEVILLE (AFP) - {SECOND}\n\n{MORE}")) == 1
    )
    assert len(texts(f"{MORE}\n\n{one}\n\n{other}\n")) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n\n1 of 3\n\n{SECOND}\n\n3 of 3\n\n{MORE}",
        f"{FIRST}\n\n2 of 2\n\n{SECOND}\n\n3 of 2\n\n{MORE}",
        f"{FIRST}\n\n1 of 3\n\n{SECOND}\n\n2 of 4\n\n{MORE}",
    ],
    ids=["a gap", "past the end", "two totals"],
)
def test_numbers_that_do_not_count_on_split_nothing(text: str) -> None:
    """They are pictures' or pages'."""
    assert len(texts(text)) == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [FIRST, SECOND, MORE, "======", "* * * * *", "Document 1 of 2", "Document 2 of 2",
             "Headline", "KABUL (AP) - Four died.", "End of Document", "\n\n", "\n", " "]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_parts_stand_in_order_and_apart(pieces: list[str]) -> None:
    """Whatever divides them, each is a stretch of the text of its own."""
    text = "\n\n".join(pieces)
    spans = text_parts(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert len(spans) != 1
    for number, span in enumerate(spans, 1):
        assert clean(replace(of(text), part=number)).text == span.of(text)


@pytest.mark.parametrize("sign", [" ", "\t", "=", "\n", "1 of 2\n", "\n\nA\n\nK (AP) - B"])
def test_long_runs_of_signs_take_no_time(sign: str) -> None:
    """Nothing that divides texts may be looked for twice in the same place."""
    began = time.process_time()
    text_parts(sign * (200_000 // len(sign)) + "x")
    assert time.process_time() - began < 2


# Pages


def article(head: str, body: str, sign: str = '<p class="byline">By Jo Doe</p>') -> str:
    """One box of a page."""
    return f"<article><h2>{head}</h2>{sign}<p>{body}</p><p>{MORE}</p></article>"


def page(inside: str, title: str = "Today's reports") -> str:
    """A page around it."""
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>"
        '<meta property="og:site_name" content="Samplehrad Gazette">'
        '<meta property="article:published_time" content="2022-03-05T10:00:00Z">'
        f"</head><body><main>{inside}</main></body></html>"
    )


def test_boxes_with_bylines_or_dates_of_their_own_are_reports() -> None:
    """Each with its own headline, text and date; the page's date where it has none."""
    dated = '<time datetime="2022-03-03T09:00:00+02:00">3 March</time>'
    split = parts(
        of(page(article("Shell hits", FIRST) + article("Convoy", SECOND, dated)), "text/html")
    )
    first, second = (clean(part) for part in split)
    assert (first.title, second.title) == ("Shell hits", "Convoy")
    assert FIRST in first.text
    assert SECOND not in first.text
    assert FIRST not in second.text
    assert (first.published_on, second.published_on) == (date(2022, 3, 5), date(2022, 3, 3))
    assert first.report_id != second.report_id
    assert first.outlet == second.outlet == "Samplehrad Gazette"


def test_a_digest_is_split_at_headings_above_datelines() -> None:
    """Every item has one; where one lacks it, the page is one report with sections."""
    items = (
        f"<h2>Shell hits</h2><p>SAMPLEHRAD (Reuters) - {FIRST}</p>"
        f"<h2>Convoy</h2><p>PROBEVILLE (AFP) - {SECOND}</p>"
    )
    first, second = (clean(part) for part in parts(of(page(items), "text/html")))
    assert (first.title, first.carried_from) == ("Shell hits", "Reuters")
    assert (second.title, second.carried_from) == ("Convoy", "AFP")
    assert len(parts(of(page(f"{items}<h2>Background</h2><p>{MORE} {MORE}</p>"), "text/html"))) == 1


ONE = f"<h2>Shell</h2><time>1 May</time><p>{FIRST}</p><p>{MORE}</p>"
OTHER = article("Convoy", SECOND)
WHOLE = {
    "live blog": (article("10:04 Shell", FIRST) + OTHER, "Live: war in Sampleland"),
    "live markup": (f'<div class="live-blog"><article>{ONE}</article>{OTHER}</div>', "War"),
    "teaser": (
        f"<article>{ONE}</article><article><h3>More</h3><time>3 May</time><p>Short.</p></article>",
        "Shell",
    ),
    "chapters": (article("One", FIRST, "") + article("Two", SECOND, ""), "A long report"),
    "nested": (f"<article>{ONE}{OTHER}</article>", "Shell"),
    "beside": (f"<article>{ONE}</article><aside>{OTHER}</aside>", "Shell"),
    "comment": (f"<article>{ONE}</article>{OTHER.replace('le>', 'le class=comment>', 1)}", "Shell"),
}


@pytest.mark.parametrize(("inside", "title"), WHOLE.values(), ids=WHOLE)
def test_a_page_of_one_report_stays_whole(inside: str, title: str) -> None:
    """One report cut in two would be counted twice."""
    assert len(parts(of(page(inside, title), "text/html"))) == 1


def test_a_part_that_is_not_there_is_an_error() -> None:
    """For a page and for a text."""
    for content, kind in ((page(article("Shell", FIRST)), "text/html"), (FIRST, "text/plain")):
        with pytest.raises(UnreadableReport, match="no part 2"):
            clean(replace(of(content, kind), part=2))


def test_a_part_has_no_parts() -> None:
    """So that asking twice changes nothing."""
    pile = of(f"Document 1 of 2\n\n{FIRST}\n\nDocument 2 of 2\n\n{SECOND}\n")
    assert [part.part for whole in parts(pile) for part in parts(whole)] == [1, 2]


def test_a_document_is_derived_once_for_its_parts_and_its_texts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Asking how many reports it holds does the work of reading them."""
    read: list[Capture] = []

    def derived(capture: Capture) -> Derived:
        read.append(capture)
        return Derived(f"Document 1 of 2\n\n{FIRST}\n\nDocument 2 of 2\n\n{SECOND}\n")

    monkeypatch.setitem(formats._FORMATS, "application/pdf", derived)
    document = of("only once", "application/pdf")
    assert [clean(part).text for part in parts(document)] == [FIRST, SECOND]
    assert len(read) == 1


def test_a_page_is_parsed_once_for_its_parts_and_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tree is handed on, once: whoever has it may change it."""
    parsed: list[str] = []

    def body(html: str, tree: object, told: str | None = None) -> tuple[str, str]:
        parsed.append(f"{id(tree)}")
        return FIRST, "trafilatura"

    html = page(f"<article>{ONE}</article><article><p>More of this.</p></article>", "Shell")
    assert page_parts(html + "<!-- 1 -->") == ()
    kept = markup._kept[html + "<!-- 1 -->"]
    monkeypatch.setattr("rashomon.clean.pages.page.body_of", body)
    for _ in range(2):
        clean(of(html + "<!-- 1 -->", "text/html"))
        clean(of("<html><p>Other</p></html>", "text/html"))
        clean(of(f"{html}<!-- 2 -->", "text/html"))
    assert parsed.count(f"{id(kept)}") == 1
    assert not markup._kept


def test_a_line_of_json_is_one_report() -> None:
    """Whatever its text looks like."""
    line = of('{"id": "1", "text": "Document 1 of 2\\n\\nDocument 2 of 2"}', "application/json")
    assert parts(line) == (line,)
    with pytest.raises(UnreadableReport, match="no part 1"):
        clean(replace(line, part=1))
