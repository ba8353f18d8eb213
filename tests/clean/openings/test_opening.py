"""What stands before the body: headline, dateline, dates, byline."""

from __future__ import annotations

from datetime import date

import pytest

from rashomon.clean.noise.stretches import find_noise
from rashomon.clean.openings.opening import Opening, find_opening

BODY = (
    "At least seven people were killed in the northern town of Samplehrad on Tuesday when a "
    "shell struck a market, the governor said. He said that others were hurt."
)


def opened(text: str, title: str | None = None) -> tuple[Opening, str | None, str | None]:
    """Return the opening with the words of its headline and dateline."""
    opening = find_opening(text, find_noise(text), title)
    return (
        opening,
        opening.headline.of(text) if opening.headline else None,
        opening.dateline.of(text) if opening.dateline else None,
    )


@pytest.mark.parametrize(
    ("text", "headline", "dateline", "day"),
    [
        (
            "Shell kills seven in Samplehrad market monitor AFP Tuesday 5 Jul 2016 " + BODY,
            "Shell kills seven in Samplehrad market monitor",
            "AFP Tuesday 5 Jul 2016",
            date(2016, 7, 5),
        ),
        (
            "Tue 05 Jul 2016 Shell kills seven in Samplehrad market. " + BODY,
            "Shell kills seven in Samplehrad market.",
            "Tue 05 Jul 2016",
            date(2016, 7, 5),
        ),
        ("Published July 5 2016 " + BODY, None, "Published July 5 2016", date(2016, 7, 5)),
        ("05.07.2016 " + BODY, None, "05.07.2016", date(2016, 7, 5)),
        (
            "5 July 2016 Shell Kills Seven in Northern Market The governor of the province said "
            "that a shell had struck a market.",
            "Shell Kills Seven in Northern Market",
            "5 July 2016",
            date(2016, 7, 5),
        ),
        (
            "Shell kills seven in Samplehrad 5 July 2016 Aleppo SANA-" + BODY,
            "Shell kills seven in Samplehrad",
            "5 July 2016 Aleppo SANA-",
            date(2016, 7, 5),
        ),
        (
            "Wednesday 6 Jul 2016 Shell kills seven in Samplehrad market AFP " + BODY,
            "Shell kills seven in Samplehrad market",
            "AFP",
            date(2016, 7, 6),
        ),
        (
            "AFP Tuesday 5 Jul 2016 " + BODY,
            None,
            "AFP Tuesday 5 Jul 2016",
            date(2016, 7, 5),
        ),
        (
            "Seven killed in market KYIV, Ukraine, Oct. 3 (Xinhua) -- " + BODY,
            "Seven killed in market",
            "KYIV, Ukraine, Oct. 3 (Xinhua) --",
            None,
        ),
        (
            "Shell Kills Seven in Market LONDON — The governor said that a shell had struck.",
            "Shell Kills Seven in Market",
            "LONDON —",
            None,
        ),
        (
            "30-06-2016 Rebels Fire Shells at Market Kill Seven Militants of a rebel group fired "
            "shells at a market. Militants of a rebel group fired shells at a market a "
            "correspondent said.",
            "Rebels Fire Shells at Market Kill Seven",
            "30-06-2016",
            date(2016, 6, 30),
        ),
        (
            "UPDATED Shell kills seven in Samplehrad AFP Tuesday 5 Jul 2016 " + BODY,
            "Shell kills seven in Samplehrad",
            "AFP Tuesday 5 Jul 2016",
            date(2016, 7, 5),
        ),
    ],
)
def test_a_report_in_one_line(
    text: str, headline: str | None, dateline: str | None, day: date | None
) -> None:
    """Dates, agencies and repetition divide what no line break does."""
    opening, found, dated = opened(text)
    assert found == headline
    assert dated == dateline
    assert opening.published_on == day


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "On July 5, 2016, a shell struck a market. The army said on 7 July 2016 that it was sorry.",
        "5 July 2016, a day like others, began with shelling. Nobody was hurt, officials said.",
        "A bomb that killed nine on 21 July 1972 is still unexplained. Police reopened the case.",
        "The minister told the court on Thursday 22 July 2015 that he had not been there at all.",
    ],
)
def test_a_date_in_the_body_is_not_the_reports(text: str) -> None:
    """However full it is written."""
    opening, headline, dateline = opened(text)
    assert (opening.published_on, headline, dateline) == (None, None, None)


def test_a_standfirst_is_no_headline() -> None:
    """A whole sentence after the date is read for claims."""
    text = "Date of publication 5 July 2016 A shell has hit a market killing seven. " + BODY
    assert opened(text)[1] is None


@pytest.mark.parametrize(
    ("text", "headline", "dateline", "day"),
    [
        (f"Shell kills seven\n\n{BODY}", "Shell kills seven", None, None),
        (
            f"Shell kills seven in Samplehrad\n\n{BODY}",
            "Shell kills seven in Samplehrad",
            None,
            None,
        ),
        (
            f"Weapons and War\n\nShell kills seven in Samplehrad\n\nSputnik News\n\n"
            f"16:48 09.06.2017(updated 21:50 09.06.2017)\n\n{BODY}",
            "Shell kills seven in Samplehrad",
            "Sputnik News\n\n16:48 09.06.2017(updated 21:50 09.06.2017)",
            date(2017, 6, 9),
        ),
        (
            f"17 Jun, 2018 22:39\n\nShell kills seven\n\nShell kills seven\n\n{BODY}",
            "Shell kills seven\n\nShell kills seven",
            "17 Jun, 2018 22:39",
            date(2018, 6, 17),
        ),
        (
            f"Shell kills seven in market\nBy Jane Sample | 5 July 2016\nKYIV (Reuters) - {BODY}",
            "Shell kills seven in market",
            "By Jane Sample | 5 July 2016\nKYIV (Reuters) -",
            date(2016, 7, 5),
        ),
        (
            f"Shell Kills Seven in Market\n14 August 2022 Mogadishu — {BODY}",
            "Shell Kills Seven in Market",
            "14 August 2022 Mogadishu —",
            date(2022, 8, 14),
        ),
        (
            f"Shell kills seven in market\nANKARA\n{BODY}",
            "Shell kills seven in market",
            "ANKARA",
            None,
        ),
        (f"Damascus: {BODY}", None, "Damascus:", None),
        (f"Governor: {BODY}", None, None, None),
        (
            "Shell kills seven in market\nHe was there\nNo stops at all",
            None,
            None,
            None,
        ),
    ],
)
def test_a_report_in_lines(
    text: str, headline: str | None, dateline: str | None, day: date | None
) -> None:
    """Headline, masthead, byline, date line and agency dateline each have a line."""
    opening, found, dated = opened(text)
    assert found == headline
    assert dated == dateline
    assert opening.published_on == day


@pytest.mark.parametrize(
    ("text", "dateline", "day"),
    [
        (
            "SAN SALVADOR, 17 NOV 89 (DOMESTIC SERVICE) -- [SPEECH] [TEXT] THE ARMY\nSAID TODAY.",
            "SAN SALVADOR, 17 NOV 89 (DOMESTIC SERVICE) -- [SPEECH] [TEXT]",
            date(1989, 11, 17),
        ),
        ("KABUL, Jan 3 (Reuters) - " + BODY, "KABUL, Jan 3 (Reuters) -", None),
        ("(AFP) - " + BODY, "(AFP) -", None),
        ("MOSCOW (Sputnik) " + BODY, "MOSCOW (Sputnik)", None),
        (
            "DONETSK, February 22. /TASS/. " + BODY,
            "DONETSK, February 22. /TASS/.",
            None,
        ),
        ("ZAPORIZHZHIA, Ukraine — " + BODY, "ZAPORIZHZHIA, Ukraine —", None),
        ("BREAKING NEWS - " + BODY, None, None),
    ],
)
def test_an_agencys_dateline(text: str, dateline: str | None, day: date | None) -> None:
    """Place, day and agency, as the wires write them."""
    opening, _, dated = opened(text)
    assert dated == dateline
    assert opening.published_on == day


def test_a_label_tells_the_date_at_the_end() -> None:
    """The only date told, an update's, stands for publication as well."""
    opening, _, _ = opened(f"{BODY}\n\nUpdated: May 14, 2023 09:12 GMT")
    assert opening.published_on == opening.updated_on == date(2023, 5, 14)
    assert opening.found_by == "date of update"


def test_a_paper_tells_where_it_was_published() -> None:
    """The paper and the date at the end."""
    opening, _, _ = opened(f"{BODY}\n\nPublished in Dawn, July 6th, 2016")
    assert (opening.published_on, opening.masthead) == (date(2016, 7, 6), "Dawn")


def test_the_first_date_is_kept_apart_from_the_update() -> None:
    """Published wins over updated."""
    opening, _, _ = opened(f"Updated 3 May 2020\nPublished 1 May 2020\n\n{BODY}")
    assert (opening.published_on, opening.updated_on) == (date(2020, 5, 1), date(2020, 5, 3))


def test_an_author_after_the_date_is_the_byline() -> None:
    """The dateline takes it in."""
    opening, headline, dateline = opened(
        "Posted on July 12 2016 by Jane Sample Shell Kills Seven in Northern Market Ten people "
        "were also hurt, the governor said."
    )
    assert opening.byline == "Jane Sample"
    assert dateline == "Posted on July 12 2016 by Jane Sample"
    assert headline == "Shell Kills Seven in Northern Market"


def test_a_title_told_beside_the_text_is_its_headline() -> None:
    """Where the text begins with it, and goes on with another sentence."""
    assert opened(f"Seven dead {BODY}", "Seven dead")[1] == "Seven dead"
    assert opened("Seven dead in a market, said the governor of it.", "Seven dead")[1] is None
    assert opened(f"One\nTwo\nThree\n{BODY}", "Two")[1] == "Two"


def test_a_date_after_a_told_title_is_found() -> None:
    """With the agency before it, as without a told title."""
    text = f"Seven dead in market AFP Tuesday 5 Jul 2016 {BODY}"
    opening, headline, dateline = opened(text, "Seven dead in market")
    assert (headline, dateline) == ("Seven dead in market", "AFP Tuesday 5 Jul 2016")
    assert (opening.published_on, opening.credits) == (date(2016, 7, 5), ("AFP",))
