"""Rules of what is withheld: what a file may say, and what it must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.errors import SettingError
from rashomon.publish.redaction_rules import read_rules


def _written(folder: Path, words: str) -> Path:
    path = folder / "own.toml"
    path.write_text(words, encoding="utf-8")
    return path


def test_the_usual_rules_withhold_persons_and_what_they_are_reached_by() -> None:
    """They stand in a file of the package, whose digest is in their version."""
    rules = read_rules()
    assert rules.withholds_victims
    assert rules.withholds_speakers
    assert {one.rule for one in rules.patterns} == {"e-mail address", "handle", "phone number"}
    assert rules.version.startswith("rashomon-redactions-1 (")


def test_a_table_of_ones_own_replaces_the_usual_one(tmp_path: Path) -> None:
    """The others stay, and the version says that the rules are others."""
    rules = read_rules(
        _written(tmp_path, "[victims]\nwithhold = false\n[decisions]\ncomments=true")
    )
    assert not rules.withholds_victims
    assert rules.has_comments
    assert rules.withholds_speakers
    assert rules.patterns == read_rules().patterns
    assert rules.version.startswith("rashomon-redactions-1+own (")
    named = read_rules(_written(tmp_path, 'version = "our-3"\n'))
    assert named.version.startswith("our-3 (")


def test_names_may_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    """One a line beside the rules; the version, which is told, lets nobody check a guess at one."""
    names = tmp_path / "names.txt"
    names.write_text("﻿# ours\n\nKarim  Qasmawi\nKarim Qasmawi\n", encoding="utf-8")
    path = _written(tmp_path, '[names]\nwithhold = ["Rimaz D."]\nfile = "names.txt"\n')
    before = read_rules(path)
    assert before.names == ("Rimaz D.", "Karim Qasmawi")
    names.write_text("Somebody Else\n", encoding="utf-8")
    assert read_rules(path).version == before.version
    assert read_rules(path).names != before.names


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("[names", "no TOML"),
        ("[nmaes]\n", "nothing is called 'nmaes'"),
        ('[names]\nwithold = ["A B"]\n', "in names there may be file, keep, withhold"),
        ('[names]\nwithhold = "A B"\n', "is to be a list of words"),
        ("[names]\nwithhold = [3]\n", "are no words"),
        ('[names]\nwithhold = ["."]\n', "too short a name"),
        ('[names]\nfile = "none.txt"\n', "cannot be read"),
        ("names = 3\n", r"is to be written \[names\]"),
        ("[pattern]\nrule = 'x'\n", r"is to be written \[\[pattern\]\]"),
        ("[[pattern]]\nrule = 'x'\n", "are no words"),
        ("[[pattern]]\nrule = 'x'\nregex = '('\n", "the pattern of 'x' is none"),
        ("[[pattern]]\nrule = 'x'\nregex = 'a*'\n", "fits nothing at all"),
        ("[victims]\nwithhold = 1\n", "true or false"),
        ('[speakers]\nkinds = ["folk"]\n', "no kind is called 'folk'"),
        ("[[coarsen]]\nkm = 0\n", "write kilometers"),
        ("[[coarsen]]\nkm = true\n", "write kilometers"),
        ("[[coarsen]]\nkm = 3\nkinds = ['x']\n", "no kind is called 'x'"),
        ("version = 3\n", "are no words"),
    ],
)  # fmt: skip
def test_what_is_no_rule_is_refused(tmp_path: Path, words: str, problem: str) -> None:
    """A misspelled rule must not pass for one that withholds."""
    with pytest.raises(SettingError, match=problem):
        read_rules(_written(tmp_path, words))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """With its name."""
    with pytest.raises(SettingError, match=r"none\.toml: cannot be read"):
        read_rules(tmp_path / "none.toml")


def test_incidents_are_told_coarsely_by_kind_or_by_id(tmp_path: Path) -> None:
    """Any of them will do."""
    (rule,) = read_rules(
        _written(tmp_path, '[[coarsen]]\nkm = 5\nkinds = ["shelling"]\nincidents = ["a-1"]\n')
    ).coarsenings
    assert rule.holds_for("a-1", "clash")
    assert rule.holds_for("b-1", "shelling")
    assert not rule.holds_for("b-1", "clash")
