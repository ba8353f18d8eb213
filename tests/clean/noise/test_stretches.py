"""What is marked as noise, and what never is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.clean.noise.stretches import find_noise

BODY = "At least seven people were killed in Samplehrad on Tuesday, the governor said."


def noise_of(text: str) -> list[str]:
    """Return the words marked."""
    return [span.of(text) for span in find_noise(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "Spread the love",
        "Adjust Comment Print",
        "Like this story? Share it with a friend!",
        "READ MORE: Governor visits the town",
        "You might also like",
        "Similar Posts",
        "Home News World Sport",
        "Home > News > World",
        "The biggest job board in town - JOIN NOW",
        "Join the mailing list",
        "Subscribe to our newsletter",
        "Advertisement",
        "Skip to main content",
        "Image source, Getty Images",
        "Photograph: Jane Sample/Reuters",
        "© 2020 Example News. All rights reserved",
        "We use cookies to improve this site",
        "Privacy Policy",
        "Tags: shelling, markets",
        "0 Comments",
        "3 min read",
        "Published 3 hours ago",
        "https://example.org/a",
        "pic.twitter.com/abc",
        "#Samplehrad #war",
        "***",
        "219",
        "Facebook Twitter WhatsApp",
        "Follow Example News on Facebook and Twitter",
        "icon home icon menu icon search icon share icon close",
        "This story was first published by Example News",
    ],
)
def test_a_line_that_is_no_report_is_noise(line: str) -> None:
    """Alone above, within and below the body."""
    text = f"{line}\n\n{BODY}\n\n{line}\n\n{BODY}\n\n{line}"
    assert "".join(noise_of(text)).count(line) == 3
    assert BODY not in "".join(noise_of(text))


@pytest.mark.parametrize(
    "line",
    [
        BODY,
        "Shell kills seven in Samplehrad market",
        "More than 40 people were killed in the strike.",
        "Print workers killed in a strike on a newspaper",
        "Advertisement workers were among the dead, police said.",
        "“We follow us and them alike,” he said, “and subscribe to nothing.”",
        "Twitter said that it had suspended the account of the group.",
        "Related strikes killed five others, according to the police.",
        "US-led Attack on Government Forces",
        "Loading docks in the port were hit by two missiles.",
        "The army shelled the town (see map) and the refinery.",
        "The news agency (Reuters) reported that he had died.",
    ],
)
def test_what_a_report_says_is_no_noise(line: str) -> None:
    """Even where it uses the words of buttons and labels."""
    assert noise_of(f"{BODY}\n\n{line}\n\n{BODY}") == []


def test_links_after_a_label_are_noise_until_the_body_goes_on() -> None:
    """A sentence ends them."""
    text = f"{BODY}\n\nRelated stories\nGovernor visits the town\nTwo more shells\n{BODY}"
    assert noise_of(text) == ["Related stories", "Governor visits the town", "Two more shells"]


def test_a_label_above_the_body_does_not_take_the_headline() -> None:
    """What follows a menu's label may be the report itself."""
    assert noise_of(f"Latest news\nShell kills seven\n{BODY}") == ["Latest news"]


@pytest.mark.parametrize(
    ("text", "noise"),
    [
        (f"{BODY} (AFP Photo) {BODY}", ["(AFP Photo)"]),
        (f"A market. (reuters) {BODY}", ["(reuters)"]),
        (f"{BODY} (Reuters)", []),
        (f"KYIV (Reuters) - {BODY}", []),
        (
            f"{BODY} Photograph: City Police / Handout / EPA {BODY}",
            ["Photograph: City Police / Handout / EPA"],
        ),
        (f"{BODY} Tags Samplehrad War Rights Group {BODY}", ["Tags Samplehrad War Rights Group"]),
        (f"{BODY} Read Also", ["Read Also"]),
        (f"{BODY} Twitter", ["Twitter"]),
        (f"{BODY} 219", ["219"]),
        (f"{BODY} Enditem", ["Enditem"]),
        (f"{BODY} ab, cd / ef (AFP, Reuters)", ["ab, cd / ef (AFP, Reuters)"]),
        (f"Shell kills seven AFP 5 Jul 2016 Print Tweet {BODY}", ["Print Tweet"]),
        (
            f"Shell kills AFP 5 Jul 2016 Print Tweet Views 12 Related Governor visits town {BODY}",
            ["Print Tweet Views 12 Related Governor visits town"],
        ),
        (
            f"{BODY} Read more: Why governors keep visiting towns {BODY} {BODY}",
            ["Read more: Why governors keep visiting towns"],
        ),
        (
            f"{BODY} You can sign up to our newsletter here. {BODY}",
            ["You can sign up to our newsletter here."],
        ),
        (f"{BODY} Town shelled - YouTube {BODY}", ["Town shelled - YouTube"]),
        (f"{BODY} Seen here pic.twitter.comAbC {BODY}", ["pic.twitter.comAbC"]),
        (f"Print this page {BODY}", ["Print this page"]),
        (
            f"{BODY} {BODY} Related News Governor visits | Town rebuilt Follow us Subscribe "
            "Careers Press Releases Contact Us Privacy Policy",
            [
                "Related News Governor visits | Town rebuilt Follow us Subscribe Careers Press "
                "Releases Contact Us Privacy Policy"
            ],
        ),
        (
            f"{BODY} Watch video Share Town in ruins Send Facebook google + Whatsapp Tumblr Digg "
            f"Reddit Permalink https: / / x. org / p Town in ruins",
            [
                "Watch video Share Town in ruins Send Facebook google + Whatsapp Tumblr Digg "
                "Reddit Permalink https: / / x. org / p Town in ruins"
            ],
        ),
    ],
)
def test_noise_within_a_line(text: str, noise: list[str]) -> None:
    """Archives keep a page as one line; labels are found between its sentences."""
    assert noise_of(text) == noise


BLURB = (
    "Samplehrad Daily is the leading newspaper of Ruritania printed each day in four cities. "
    "Launched in 1978 it offers its readers in-depth analysis and exclusive coverage of the region."
)


@pytest.mark.parametrize(
    ("text", "noise"),
    [
        (f"{BODY} Tags Hrad Ruritania Strelsau Airstrikes in the north killed ten. "
         "The airstrikes went on.",
         ["Tags Hrad Ruritania Strelsau"]),
        (f"{BODY} Tags Hrad Ruritania Ruritanian airstrikes on a village killed ten. {BODY}",
         ["Tags Hrad Ruritania"]),
        (f"{BODY} Tags Hrad airstrikes Northern Front Warplanes carried out raids. Northern Front "
         f"denied it. The Northern Front fled. Two warplanes fell. {BODY}",
         ["Tags Hrad airstrikes Northern Front"]),
        (f"{BODY} Read more here Boy saved from the rubble of a school The army fled. {BODY}",
         ["Read more here Boy saved from the rubble of a school"]),
        (f"{BODY} Read also Stop this war. {BODY}", ["Read also"]),
        (f"{BODY} Read more about this Boy saved from rubble",
         ["Read more about this Boy saved from rubble"]),
        (f"{BODY} Read Also", ["Read Also"]),
        (f"{BODY} Also", ["Also"]),
        ("Smoke over the town [Anadolu] The army fled.", ["[Anadolu]"]),
        ("Smoke over the town [AFP/Getty] The army fled.", ["[AFP/Getty]"]),
        ('"We told [Reuters] that [IS] fled," the governor said.', []),
        (f"{BODY} (Click to enlarge) {BODY}", ["(Click to enlarge)"]),
        (f"{BODY} TimelineJS Embed {BODY}", ["TimelineJS Embed"]),
        (f"SEND httpsexample.ly91ab {BODY}", ["SEND httpsexample.ly91ab"]),
        (f"{BODY} SSH 11", ["SSH 11"]),
        (f"{BODY} MBMB", ["MBMB"]),
        (f"{BODY} REUTERS", []),
        (f"{BODY} 12 MoreImage", ["12 MoreImage"]),
        (f"{BODY} Workers sign up for insurance in the capital.", []),
        (f"{BODY} Sign up for insurance news.", ["Sign up for insurance news."]),
        (f"{BODY} More than 300 men signed up for the brigade in a week. {BODY}", []),
        (f"{BODY} Thousands sign up for US aid each day. {BODY}", []),
        (f"{BODY} The refugees must sign up for food aid now. {BODY}", []),
        (f"{BODY} For the pay, men sign up for the militia. {BODY}", []),
        (f"{BODY} Those who signed up for its newsletter now face trial. {BODY}", []),
        (f"{BODY} For daily alerts sign up. {BODY}", ["For daily alerts sign up."]),
        (f"{BODY} Readers can sign up for our newsletter here. {BODY}",
         ["Readers can sign up for our newsletter here."]),
        (f"{BODY} {BLURB}", [BLURB]),
        (f"{BODY} {BLURB} {BODY}", []),
        (f"{BODY} {BLURB.replace('Samplehrad Daily', 'Asharq Al-Awsat')}",
         [BLURB.replace("Samplehrad Daily", "Asharq Al-Awsat")]),
        (f"{BLURB.replace('Samplehrad Daily', 'Asharq Al-Awsat')} {BODY}", []),
        (f"{BODY} Al Jazeera said the newspaper had published an exclusive analysis.", []),
        (f"{BODY} ... 43 Topic War in Ruritania (1881) Related Ten fled Copyright Privacy policy",
         ["... 43 Topic War in Ruritania (1881) Related Ten fled Copyright Privacy policy"]),
    ],
)  # fmt: skip
def test_labels_credits_and_words_about_the_outlet(text: str, noise: list[str]) -> None:
    """Each is marked with just the words that belong to it, and news beside it never."""
    assert noise_of(text) == noise


@pytest.mark.parametrize(
    ("text", "noise"),
    [
        (f"{BODY} Tags Hrad Suspected Ruritanian airstrikes were seen. Two suspected men fled.",
         ["Tags Hrad"]),
        (f"{BODY} Tags Hrad 12 houses in a village burned down. {BODY}", ["Tags"]),
        (f"{BODY} Tags Hrad Strelsau At least ten were killed. {BODY}", ["Tags Hrad Strelsau"]),
        (f"{BODY} {BODY} Follow us Sign up for our newsletter. Copyright Example News",
         ["Follow us Sign up for our newsletter. Copyright Example News"]),
        (f"{BODY} {BODY} {BODY} Related stories of war were told. Copyright was not an issue.", []),
        (f"{BODY} See more: Why do men fight? {BODY} {BODY}", ["See more: Why do men fight?"]),
        (f"{BODY} Our Standards: The Example Trust Principles.",
         ["Our Standards: The Example Trust Principles."]),
        (f"{BODY}\n\nRelated\n\nCareers, sitemap, terms of use, privacy policy\n\n{BODY}\n\n{BODY}",
         ["Related", "Careers, sitemap, terms of use, privacy policy"]),
    ],
)  # fmt: skip
def test_noise_ends_where_the_report_goes_on(text: str, noise: list[str]) -> None:
    """At the sentence after tags, and never over a paragraph below a label."""
    assert noise_of(text) == noise


def test_a_wrapped_line_is_judged_with_its_paragraph() -> None:
    """Words that the typesetter put on a line of their own are no label."""
    full = "THE GOVERNOR OF THE NORTHERN PROVINCE SAID TODAY THAT THE MEN DID NOT\n"
    assert noise_of(full * 4 + "SHARE\n" + full * 2) == []


@given(st.text(max_size=400))
def test_marks_are_in_order_within_the_text_and_never_blank(text: str) -> None:
    """Whatever the text."""
    last = 0
    for span in find_noise(text):
        assert last <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        last = span.end


@pytest.mark.parametrize("line", ["From: a\n", "____________\n", "a wrote:\n"])
def test_many_short_lines_take_little_time(line: str) -> None:
    """Twice as many take twice as long, not four times."""
    began = time.process_time()
    find_noise(line * (500_000 // len(line)))
    assert time.process_time() - began < 20
