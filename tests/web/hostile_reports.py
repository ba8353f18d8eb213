"""Reports that mean harm: markup, scripts, formulas, turned letters, words without end."""

from __future__ import annotations

from pathlib import Path

from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.read import open_reader
from rashomon.records import Assign, Comment, IncidentQuery, SetReport

__all__ = ["ADDRESS", "FORMULA", "IMAGE", "LONG", "MARK", "OVERRIDE", "SCRIPT", "made_ledger"]

MARK = "xssmark"  # what is hostile is an element, attribute or address that holds this
SCRIPT = f"<script>{MARK}()</script>"
IMAGE = f'"><img src=x onerror={MARK}() {MARK}=1>'
DRAWN = f"<svg {MARK} onload={MARK}()><a xlink:href='javascript:{MARK}()'>x</a></svg>"
QUOTES = f"' onmouseover='{MARK}()' x='"
TEMPLATE = "{{ 7*1871 }} ${7*1871} {% include 'base.html' %} #{7*1871} <%= 7*1871 %>"
OVERRIDE = "\u202e"  # what follows is written from right to left, until it is taken back
TURNED = f"{OVERRIDE}\u2066killed\u2069\u202c\u200f\ufeff"
UNSEEN = "\u200b\u200d\u2028\u2029\u0007\u001b\u00ad\ufffe\U000e0041"
ADDRESS = f"javascript:{MARK}(document.domain)"
DATA = f"data:text/html,{SCRIPT}"
FORMULA = f'=HYPERLINK("http://evil.example/{MARK}","x")'
LONG = "Supercalifragilistic" * 20  # a word with nowhere to break it
DAY = "2018-02-07"
LEAD = "KHUSHAM, Syria, Feb. 8, 2018 - "

TOLD = (
    f"An air strike {SCRIPT} killed 25 {IMAGE} militiamen in Khusham, Syria, on February 7, 2018, "
    f"the {DRAWN} Russian Defense Ministry said. {QUOTES} {TEMPLATE} {TURNED}"
)
TEXTS = {
    f"a{SCRIPT.replace('/', '')}.txt": f"{LEAD}{TOLD}\n\nThe ministry denied {IMAGE} any strike.\n",
    "b.txt": f"{LEAD}{TOLD}\n\n\"{SCRIPT}\", said Omar O'{IMAGE} Karim, a doctor, who said "
    "at least 100 people were killed in Khusham on February 7, 2018.\n",
    "c.txt": f"{LEAD}The coalition said on Thursday it killed more than 100 fighters in a "
    f"strike in Khusham on February 7, 2018.\n\n{'A' * 250_000}{SCRIPT}{'{{' * 500}\n",
    "d.txt": LEAD + " ".join(
        f"Police officer Karim Na{one:02}{SCRIPT} said on Thursday that an air strike killed {one} "
        f"people in Khusham on February 7, 2018.\n" for one in range(20, 50)
    ),
    "e.txt": f"{LEAD}At least 999999999999999999999 people were killed in Khusham on February 7, "
    f"2018, the Mayor of {LONG} said. Gen. {LONG} of the {LONG} Brigade denied it 💥💀👨‍👩‍👧. "
    f"{UNSEEN} The army of {OVERRIDE}\u202dTurned{OVERRIDE} said 3 were wounded.\n",
}  # fmt: skip
PAGE = f"""<!doctype html><html lang="en"><head><title>&lt;b&gt; Strike kills 7</title>
<meta property="og:site_name" content="&quot;&gt;&lt;img src=x onerror={MARK}()&gt;">
<meta property="og:title" content="&lt;svg onload={MARK}()&gt; Strike kills 7 in Khusham">
<meta property="og:url" content="{ADDRESS}"><link rel="canonical" href="{ADDRESS}">
<base href="http://evil.example/"><meta property="article:published_time" content="2018-02-08">
<script type="application/ld+json">{{"headline": "</script><script>{MARK}()</script>"}}</script>
</head><body><article><h1>Strike kills 7 in Khusham &lt;{MARK}&gt; &#xD800;&#0;&#x202E;</h1>
<p>An air strike &lt;script&gt;{MARK}()&lt;/script&gt; killed 7 people in Khusham, Syria, on
February 7, 2018, a doctor &lt;img src=x onerror={MARK}()&gt; said on
Thursday. <script>{MARK}()</script></p>
<p>The Syrian Observatory for Human Rights said that the strike wounded 12 people there.
<a href="{ADDRESS}">More</a> <iframe src="{ADDRESS}"></iframe></p></article></body></html>"""
_COLUMNS = "file,outlet,url,title,published,context_date,byline\n"
_ROWS = (
    ("b.txt", FORMULA, ADDRESS, IMAGE, "2018-02-08", DAY, f"+cmd|' /C {MARK}'!A0"),
    ("d.txt", f"@{SCRIPT}", f'http://evil.example/"{MARK}', IMAGE, "2018-02-08", DAY, "-2+3"),
    ("e.txt", f"{OVERRIDE}semiT ehT", DATA, f"{OVERRIDE}{LONG}{UNSEEN}", "2018-02-08", DAY, LONG),
    ("c.txt", LONG, "//evil.example/x", f"\t=1+1 {TURNED}", "2018-02-08", DAY, "\r=1+1"),
)


def made_ledger(folder: Path) -> Path:
    """Make a ledger of reports, sidecars, decisions and saved views that mean harm."""
    reports = folder / "reports"
    reports.mkdir()
    for name, text in TEXTS.items():
        (reports / name).write_text(text, encoding="utf-8")
    (reports / "page.html").write_text(PAGE, encoding="utf-8")
    rows = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in _ROWS]
    (reports / "reports.csv").write_text(_COLUMNS + "\n".join(rows) + "\n", encoding="utf-8")
    path = folder / f"{MARK}'<b>.db"
    with Ledger.open(path) as made:
        build([reports], made, by=f"{IMAGE}", reader=open_reader("rules"))
        first = sorted(made.incident_ids())[0]
        report = made.report_ids()[0]
        made.decide(Comment(first), made_by=f"person: {IMAGE}", why=f"{SCRIPT} {TEMPLATE} {LONG}")
        made.decide(Assign(first, f"zoe{SCRIPT}"), made_by="person: zoe", why=f"{OVERRIDE}{IMAGE}")
        made.decide(SetReport(report, outlet=DRAWN), made_by="person: zoe", why=QUOTES)
        made.add_watch_list(f"view {IMAGE}", IncidentQuery(text=f"x {SCRIPT}"), by=SCRIPT)
    return path
