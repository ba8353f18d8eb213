"""In which language a report is."""

from __future__ import annotations

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
        ("Rebels ambush a convoy na estrada", None),
        ("12 34 56", None),
        ("Xyz qwr plk mnb vcx zas dfg hjk", None),
        ("The army армия the army армия armed армия", None),
    ],
)
def test_the_language_is_told_by_script_and_common_words(text: str, language: str | None) -> None:
    """None where it cannot be told."""
    assert language_of(text) == language
