"""In which language a report is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from rashomon.clean.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The army said on Monday that it had taken the town.", "en"),
        ("THE ARMY SAID TODAY THAT IT HAD SEIZED AN ARSENAL IN THE NORTH OF THE CITY.", "en"),
        (
            "L'armée a déclaré lundi que la ville est sous son contrôle depuis la nuit.",
            "fr",
        ),
        ("El ejército dijo el lunes que la ciudad fue tomada por los rebeldes en la noche.", "es"),
        (
            "Die Armee teilte am Montag mit, dass sie die Stadt eingenommen hat und bleibt.",
            "de",
        ),
        ("قال الجيش يوم الاثنين إنه سيطر على المدينة بعد معارك عنيفة", "ar"),
        ("ارتش روز دوشنبه اعلام کرد که شهر را از پیکارجویان پس گرفته است", "fa"),
        ("Армия заявила в понедельник, что город взят под контроль.", "ru"),
        ("Армія заявила в понеділок, що місто взято під контроль її військ.", "uk"),
        ("军队周一表示,经过激烈战斗,他们已经控制了这座城市以及周边的村庄。", "zh"),
        ("軍は月曜日に、激しい戦闘の末にその町を制圧したと発表しました。", "ja"),
        ("הצבא הודיע ביום שני כי השתלט על העיר לאחר קרבות", "he"),
        ("Coalition aircraft bombed a Syrian army post near Idlib, a monitor said.", "en"),
        ("Rebels ambush a convoy na estrada", "en"),
        ("EL EJERCITO TOMO LA CIUDAD Y LIBERO A LOS PRISIONEROS DE LA CARCEL AYER", "es"),
        ("LOS SOLDADOS HERIDOS FUERON LLEVADOS AYER AL CUARTEL DE LA PRIMERA BRIGADA", "es"),
        ("[SIGNED] COMMANDERS JOAQUIN, SHAFIK, EDUARDO, FRANCISCO, SALVADOR AND FERMAN", "en"),
        ("12 34 56", None),
        ("Aleppo Idlib Hama Homs Raqqa Damascus Deraa", None),
        ("Жергілікті билік қала маңында жарылыс болғанын хабарлады", "kk"),
        ("The army армия the army армия armed армия", None),
    ],
)
def test_the_language_is_told_by_script_and_common_words(text: str, language: str | None) -> None:
    """None where it cannot be told."""
    assert language_of(text) == language


TABLE = Path(__file__).parent / "data" / "languages.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
ALIKE = ({"id", "ms"}, {"hr", "bs", "sr"})  # told apart by a handful of words


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["kind"] == "english"], ids=lambda row: row["text"][:40]
)
def test_english_is_never_taken_for_another_language(row: dict[str, str]) -> None:
    """In capitals, badly scanned, full of names, in bulletins and among foreign menus."""
    assert language_of(row["text"].replace("\\n", "\n")) in ("en", None)


def test_other_languages_are_told_by_a_sentence() -> None:
    """None is taken for English, and nine in ten are told by name."""
    rows = [row for row in ROWS if row["kind"] == "foreign"]
    found = [language_of(row["text"].replace("\\n", "\n")) for row in rows]
    assert "en" not in found
    assert found.count(None) <= 3
    named = [
        code == row["language_or_style"]
        or any({code, row["language_or_style"]} <= k for k in ALIKE)
        for row, code in zip(rows, found, strict=True)
        if len(row["language_or_style"]) == 2
    ]
    assert sum(named) >= 0.95 * len(named)
