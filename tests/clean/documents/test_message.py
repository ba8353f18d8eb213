"""E-mails in, the text of their bodies out."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clean.conftest import Cleaner

from rashomon.clean import clean
from rashomon.clean.formats import derive
from rashomon.errors import UnreadableReport
from rashomon.records import Capture

EML = "message/rfc822"
STORY = (
    "Two people were killed on Thursday when a shell struck a bus station in the northern town "
    "of Samplehrad, the regional governor said. Three others were hurt."
)
PAGE = f"""<!doctype html><html><head><title>Newsletter</title></head><body><p>{STORY}</p>
<p>Residents told reporters that they had heard several explosions in the early hours of the
morning, and that the power was out in most of the town until noon.</p></body></html>"""


def mail(**headers: str) -> EmailMessage:
    """Return a message with common headers, and those given (with _ for -)."""
    message = EmailMessage()
    told = {
        "From": "Alerts <alerts@reuters.com>",
        "To": "desk@example.org",
        "Subject": "Shell hits bus station, two killed",
        "Date": "Fri, 04 Mar 2022 01:30:00 +0300",
        **{name.replace("_", "-"): words for name, words in headers.items()},
    }
    for name, words in told.items():
        message[name] = words
    return message


def raw(body: str, *headers: str) -> bytes:
    """Return a message as it would be typed."""
    told = headers or ("From: A <a@example.org>", "Subject: Shell hits station")
    return ("\n".join(told) + "\n\n" + body).encode()


def refusal(content: bytes) -> str:
    """Return why a message is not read."""
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    with pytest.raises(UnreadableReport) as caught:
        clean(Capture(content, "name", "in/name.eml", EML, noon))
    return caught.value.reason


def test_subject_and_plain_part_are_the_text(cleaned: Cleaner) -> None:
    """The headers tell outlet, title and the day that they print."""
    message = mail()
    message.set_content(STORY + "\n", cte="quoted-printable")
    message.add_alternative(PAGE, subtype="html")
    report = cleaned(message.as_bytes(), EML)
    assert report.text == f"Shell hits bus station, two killed\n\n{STORY}"
    assert report.headline
    assert report.headline.of(report.text) == report.title == "Shell hits bus station, two killed"
    assert (report.outlet, report.byline) == ("Reuters", None)
    assert report.published_on == date(2022, 3, 4)
    assert report.published_at == datetime(2022, 3, 3, 22, 30, tzinfo=UTC)
    by = report.found_by
    assert by["published_on"] == by["outlet"] == by["title"] == by["headline"] == "header"
    assert by["text"] == "message, plain part"


@pytest.mark.parametrize("plain", ["", "This message needs a program that shows HTML.\n"])
def test_a_page_is_read_where_the_plain_part_says_next_to_nothing(
    cleaned: Cleaner, plain: str
) -> None:
    """By the same code as pages of the web; its own title gives way to the subject."""
    message = mail()
    if plain:
        message.set_content(plain)
        message.add_alternative(PAGE, subtype="html")
    else:
        message.set_content(PAGE, subtype="html")
    report = cleaned(message.as_bytes(), EML)
    assert report.text.startswith("Shell hits bus station, two killed\n\nTwo people were killed")
    assert "Newsletter" not in report.text
    assert report.title == "Shell hits bus station, two killed"


@pytest.mark.parametrize(
    ("sender", "extra", "outlet", "byline"),
    [
        ("Jane Porter <jane@example.org>", "", None, "Jane Porter"),
        ("Jane Porter <jane.porter@reuters.com>", "", "Reuters", "Jane Porter"),
        ("Example Monitor <newsletter@example.org>", "", "Example Monitor", None),
        ("Example Monitor <x@example.org>", "List-Id: <x.example.org>", "Example Monitor", None),
        ("Jane Porter via Reuters <x@example.org>", "", "Reuters", "Jane Porter"),
        ("Reuters <x@example.org>", "", "Reuters", None),
        ("<x@example.org>", "", None, None),
        ("nobody", "", None, None),
        ("", "", None, None),
    ],
)
def test_senders_are_outlets_or_persons(
    cleaned: Cleaner, sender: str, extra: str, outlet: str | None, byline: str | None
) -> None:
    """By name and domain, and by what only lists send."""
    headers = [f"From: {sender}", "Subject: Shell hits station", *filter(None, [extra])]
    report = cleaned(raw(STORY, *headers), EML)
    assert (report.outlet, report.byline) == (outlet, byline)


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Re: AW: Fwd[2]: Shell hits station", "Shell hits station"),
        ("[OSINT list] Shell hits station", "Shell hits station"),
        (
            "=?utf-8?B?S3lpdiDigJMgc2hlbGwgaGl0cw==?=\n =?utf-8?Q?_station?=",
            "Kyiv – shell hits station",
        ),
        ("=?x-none?Q?Shell_hits_=E2=80=93?=", "Shell hits –"),
        ("=?utf-8?B?!!!?=", "=?utf-8?B?!!!?="),
        ("Shell hits – station", "Shell hits – station"),
    ],
    ids=["replies", "list", "encoded", "charset", "broken", "eight-bit"],
)
def test_subjects_are_decoded_and_bare(cleaned: Cleaner, subject: str, title: str) -> None:
    """Whatever was put before them, however they were written."""
    assert cleaned(raw(STORY, f"Subject: {subject}"), EML).title == title


@pytest.mark.parametrize(
    ("told", "encoded", "letters"),
    [
        ("us-ascii", "utf-8", "Šamplehrad – “two”"),
        ("iso-8859-1", "utf-8", "Šamplehrad – “two”"),
        ("x-unknown", "utf-8", "Šamplehrad"),
        ("iso-8859-2", "iso-8859-2", "Šamplehrad žije"),
        ("utf-16", "utf-16", "Šamplehrad"),
        ("rot13", "ascii", "Samplehrad"),
        ("hex", "utf-8", "Šamplehrad"),
    ],
)
def test_a_wrong_charset_costs_no_letter(
    cleaned: Cleaner, told: str, encoded: str, letters: str
) -> None:
    """What is valid UTF-8 is that, whatever it is called; the rest is as it says."""
    head = f"Subject: Shells\nMIME-Version: 1.0\nContent-Type: text/plain; charset={told}\n"
    head += "Content-Transfer-Encoding: base64\n\n"
    from base64 import encodebytes

    body = encodebytes(f"{STORY} {letters}".encode(encoded))
    assert cleaned(head.encode() + body, EML).text.endswith(letters)


def test_quotations_and_signatures_are_noise(cleaned: Cleaner) -> None:
    """With the line that says whose words were quoted."""
    quoted = "On Thu, 3 Mar 2022 at 10:00, A <a@example.org> wrote:\n\n> Is it true?\n> Tell us."
    body = f"{STORY}\n\n{quoted}\n\nIt is.\n\n-- \nA. Porter\nExample Desk\n"
    report = cleaned(raw(body), EML)
    marked = [span.of(report.text) for span in report.noise]
    assert quoted in marked
    assert "-- \nA. Porter\nExample Desk" in marked
    assert not report.is_noise(report.text.index("It is."), report.text.index("It is.") + 6)


def test_what_is_but_a_quotation_is_read(cleaned: Cleaner) -> None:
    """Some hand news on with signs of quoting before every line."""
    lines = "\n".join(f"> {line}" for line in (STORY, "The power was out."))
    report = cleaned(raw(f"FYI\n\n{lines}"), EML)
    assert ">" not in report.text
    at = report.text.index("Two people")
    assert not report.is_noise(at, at + 10)


@pytest.mark.parametrize(
    "mark",
    [
        "---------- Forwarded message ---------",
        "-----Original Message-----",
        "Begin forwarded message:",
        "________________________________",
    ],
)
def test_a_message_handed_on_is_of_whom_it_came_from(cleaned: Cleaner, mark: str) -> None:
    """The lines above it tell sender, date and subject, and are noise."""
    lines = "From: Reuters <a@reuters.com>\nSent: Thu, 3 Mar 2022 10:00:00 +0000\n"
    lines += "Subject: Shell hits station\nTo: b@example.org\n"
    body = f"FYI\n\n{mark}\n\n{lines}\n{STORY}\n"
    headers = ("From: Jane Porter <j@example.org>", "Subject: Fwd: see below",
               "Date: Fri, 4 Mar 2022 10:00:00 +0000")  # fmt: skip
    report = cleaned(raw(body, *headers), EML)
    assert (report.outlet, report.byline) == ("Reuters", None)
    assert (report.title, report.published_on) == ("Shell hits station", date(2022, 3, 3))
    assert report.found_by["published_on"] == "forwarded header"
    noise = report.noise[0].of(report.text)
    assert noise.startswith("FYI")
    assert noise.endswith("To: b@example.org")


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("Thu, 3 Mar 2022 10:00:00 +0000", datetime(2022, 3, 3, 10, tzinfo=UTC)),
        ("Thu, Mar 3, 2022 at 10:00 AM", None),
        ("Thursday, March 3, 2022 10:00 AM", None),
        ("3 March 2022 at 10:00:00 GMT", None),
        ("2022-03-03 10:00", None),
    ],
)
def test_dates_above_what_was_handed_on_are_of_any_style(
    cleaned: Cleaner, words: str, at: datetime | None
) -> None:
    """Programs write them as their users would."""
    lines = f"> From: Reuters <a@reuters.com>\n> Date: {words}\n> Subject: Shells\n>"
    quoted = STORY.replace(". ", ".\n> ")
    body = f"Begin forwarded message:\n\n{lines}\n> {quoted}\n"
    report = cleaned(raw(body, "From: A <a@example.org>", "Subject: Fwd: Shells"), EML)
    assert (report.published_on, report.published_at) == (date(2022, 3, 3), at)
    assert "\n>" not in report.text
    assert report.noise[0].of(report.text).startswith("Begin")


@pytest.mark.parametrize(("subject", "is_noise"), [("Re: A", True), ("Fwd: A", False)])
def test_a_message_with_words_of_its_own_is_its_senders(
    cleaned: Cleaner, subject: str, is_noise: bool
) -> None:
    """Of a reply, all that it answers is noise; of what is handed on, the lines above it."""
    below = "Nine people were killed elsewhere, in the village of Examplestadt, on Monday."
    body = f"{STORY}\n\n-----Original Message-----\nFrom: B\nSubject: A\n\n{below}\n"
    headers = ("From: Jane Porter <j@example.org>", f"Subject: {subject}")
    report = cleaned(raw(body, *headers), EML)
    assert report.byline == "Jane Porter"
    at = report.text.index("Nine")
    assert report.is_noise(at, at + 4) is is_noise
    at = report.text.index("From: B")
    assert report.is_noise(at, at + 4)


def test_lines_like_a_forward_without_its_lines_are_text(cleaned: Cleaner) -> None:
    """A rule of underscores divides articles, too."""
    body = f"{STORY}\n\n____________________\n\nTo: the point. Nobody claimed the attack.\n"
    report = cleaned(raw(body), EML)
    assert report.found_by["title"] == "header"
    at = report.text.index("Nobody")
    assert not report.is_noise(at, at + 6)


@pytest.mark.parametrize(
    "line",
    [
        "View this email in your browser",
        "You are receiving this because you signed up. Unsubscribe",
        "Manage your preferences | 1 Example Street",
        "You received this message since you follow us.",
    ],
)
@pytest.mark.parametrize("subtype", ["plain", "html"])
def test_what_senders_to_many_put_around_is_noise(
    cleaned: Cleaner, line: str, subtype: str
) -> None:
    """In plain parts and in pages."""
    made = mail()
    words = [STORY, STORY.replace("Two", "Three"), line]
    page = "".join(f"<p>{one}</p>" for one in words)
    made.set_content("\n\n".join(words) if subtype == "plain" else page, subtype=subtype)
    report = cleaned(made.as_bytes(), EML)
    at = report.text.find(line)
    assert at < 0 or report.is_noise(at, at + len(line))
    at = report.text.index("Three people")
    assert not report.is_noise(at, at + 5)


def test_a_message_within_an_empty_one_is_read(cleaned: Cleaner) -> None:
    """Handed on as an attachment."""
    inner = mail(Subject="Inner story")
    inner.set_content(STORY)
    outer = mail(Subject="Outer", From="Jane Porter <j@example.org>")
    outer.set_content("See attached.")
    outer.add_attachment(inner)
    report = cleaned(outer.as_bytes(), EML)
    assert (report.title, report.outlet) == ("Inner story", "Reuters")
    assert report.found_by["text"] == "message, plain part, forwarded"


def test_attachments_are_named(cleaned: Cleaner) -> None:
    """They are no part of the text."""
    message = mail()
    message.set_content(STORY)
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    message.add_attachment("Other words.", filename="b.txt")
    report = cleaned(message.as_bytes(), EML)
    assert "Other words" not in report.text
    assert report.found_by["notes"] == "not part of the text: attached a.pdf, b.txt"


def test_flowed_lines_are_put_together(cleaned: Cleaner) -> None:
    """As programs that wrote them meant it."""
    body = "Two people were killed \nin the town on Thursday, its mayor said. \nNobody \n"
    body += "> quoted \n> words\n-- \nA\n"
    headers = ("Subject: A", "MIME-Version: 1.0", "Content-Type: text/plain; format=flowed")
    text = cleaned(raw(body, *headers), EML).text
    own = "Two people were killed in the town on Thursday, its mayor said. Nobody "
    assert text == f"A\n\n{own}\n> quoted words\n-- \nA"
    headers = (*headers[:2], 'Content-Type: text/plain; format="flowed"; delsp=yes')
    assert "townNobody" in cleaned(raw("town \nNobody", *headers), EML).text


def test_the_subject_is_not_said_twice(cleaned: Cleaner) -> None:
    """Where the body begins with it."""
    report = cleaned(raw(f"Shell hits station\n\n{STORY}", "Subject: Shell hits station"), EML)
    assert report.text == f"Shell hits station\n\n{STORY}"


def test_the_footer_of_a_list_is_part_of_the_text(cleaned: Cleaner) -> None:
    """Plain parts one after the other are one text."""
    message = (
        "Subject: A\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        f"--b\nContent-Type: text/plain\n\n{STORY}\n--b\nContent-Type: text/plain\n\nList\n--b--\n"
    )
    assert cleaned(message.encode(), EML).text == f"A\n\n{STORY}\n\nList"


@pytest.mark.parametrize(
    ("header", "url"),
    [
        ("Archived-At: <https://lists.example.org/1>", "https://lists.example.org/1"),
        ("Content-Base: https://example.org/feed/2", "https://example.org/feed/2"),
        ("Archived-At: javascript:alert(1)", None),
    ],
)
def test_a_message_may_tell_its_address(cleaned: Cleaner, header: str, url: str | None) -> None:
    """Archives of lists and readers of feeds say it."""
    assert cleaned(raw(STORY, "Subject: A", header), EML).url == url


@pytest.mark.parametrize(
    ("headers", "day"),
    [
        (["Date: Thu, 3 Mar 2022 10:00:00 -0000"], date(2022, 3, 3)),
        (["Date: rubbish", "Received: by a; Thu, 3 Mar 2022 10:00:00 +0000"], date(2022, 3, 3)),
        (["Date: Thu, 1 Jan 1970 00:00:00 +0000"], None),
        (["Date: Thu, 3 Mar 2099 10:00:00 +0000"], None),
        (["Date: Thu, 3 Mar 99999 10:00:00 +0000"], None),
    ],
)
def test_the_date_is_when_it_was_sent(
    cleaned: Cleaner, headers: list[str], day: date | None
) -> None:
    """A clock that was not set, or runs ahead of the capture, dates nothing."""
    assert cleaned(raw(STORY, "Subject: A", *headers), EML).published_on == day


def test_an_envelopes_line_is_passed_over(cleaned: Cleaner) -> None:
    """As it stands in mailboxes."""
    content = b"From a@example.org Thu Mar  3 10:00:00 2022\n" + raw(STORY, "Subject: A")
    assert cleaned(content, EML).title == "A"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Two people were killed.", "no message"),
        (raw(""), "no text"),
        (b"Subject: A\nContent-Type: application/pdf; name=a.pdf\n\nx", "attached a.pdf"),
        (b"Subject: A\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!", "text"),
        (b"Subject: A\n\n\x00\x01\x02\x03", "text"),
    ],
)
def test_what_holds_no_text_is_refused(content: bytes, words: str) -> None:
    """In words that say why."""
    assert words in refusal(content)


def nested(depth: int) -> bytes:
    """Return parts within parts."""
    head = b"Subject: A\nMIME-Version: 1.0\n"
    for at in range(depth):
        head += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at)
    return head + b"Content-Type: text/plain\n\n" + STORY.encode() + b"\n"


def test_parts_nest_as_deep_as_mail_does(cleaned: Cleaner) -> None:
    """Thirty levels are more than any has."""
    assert cleaned(nested(30), EML).text.endswith("hurt.")


@pytest.mark.parametrize(
    "content",
    [
        nested(1000),
        b"Subject: A\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 1_000_000,
        b"Subject: A\nContent-Type: multipart/mixed; " + b"a*0=b; " * 100_000 + b"\n\nx",
        b"Subject: " + b"=?utf-8?q?a?= " * 500_000 + b"\n\n" + STORY.encode(),
        b"From: " + b"(" * 500_000 + b"\nSubject: A\n\n" + STORY.encode(),
        b"Subject: A\n\n" + b"> " * 2_000_000,
        b"Subject: A\n\n" + b"From: a\n" * 500_000,
        b"Subject: A\n\n" + b"--\n" * 500_000,
        b"Subject: A\n\n" + b"____________\n" * 200_000,
        b"Subject: A\n\n" + b"a wrote:\n" * 300_000 + b"> b\n",
        b"X: y\n" * 1_000_000,
    ],
    ids="deep wide parameters words comments quotes lines signs rules wrote headers".split(),
)
def test_what_is_made_to_take_long_does_not(content: bytes) -> None:
    """Whether it is read or refused."""
    began = time.process_time()
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    with suppress(UnreadableReport):
        derive(Capture(content, "name", "in/name.eml", EML, noon))
    assert time.process_time() - began < 20


def sample() -> bytes:
    """Return a message with parts of all kinds."""
    message = mail()
    message.set_content(STORY)
    message.add_alternative(PAGE, subtype="html")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    return message.as_bytes()


SAMPLE = sample()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.binary(max_size=6)), max_size=8),
    st.integers(0, len(SAMPLE)),
)
def test_no_damage_harms_us(changes: list[tuple[int, bytes]], cut: int) -> None:
    """A message with bytes changed and its end cut off is read or refused."""
    content = bytearray(SAMPLE)
    for at, new in changes:
        content[at : at + len(new)] = new
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    with suppress(UnreadableReport):
        clean(Capture(bytes(content[:cut]), "name", "in/name.eml", EML, noon))


def test_parts_beyond_the_most_are_left(cleaned: Cleaner, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first ones are read."""
    monkeypatch.setattr("rashomon.reference.mime._MOST_PARTS", 2)
    message = "Subject: A\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    message += f"--b\n\n{STORY}\n" + "--b\n\nMore words.\n" * 5 + "--b--\n"
    assert cleaned(message.encode(), EML).text == f"A\n\n{STORY}"


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: text/plain; charset*=utf-8'en'%",
        "Content-Type: text/plain; name*=bad''%ff; name*0*=x''y",
        "Content-Type: text/plain; charset==?utf-8?q?utf-8?=",
        "Content-Transfer-Encoding: x-uuencode",
    ],
)
def test_headers_that_make_no_sense_cost_no_text(cleaned: Cleaner, head: str) -> None:
    """The body is read as if they were not there."""
    assert STORY in cleaned(raw(STORY, "Subject: A", "MIME-Version: 1.0", head), EML).text
