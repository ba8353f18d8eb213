"""What single rules of the policies do, where the cases do not reach."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.errors import SettingError
from rashomon.reconcile import POLICY, find_policy, policies
from rashomon.reconcile.policies.acled_events import inter_code
from rashomon.reconcile.policies.sides import actor_of, war_is_recorded
from rashomon.reconcile.policies.vague import ACLED, UCDP, estimate
from rashomon.records import (
    Actor,
    ActorKind,
    CasualtyRange,
    Claim,
    CountValue,
    EvidenceSpan,
    Facet,
    IncidentKind,
    Means,
    MeansValue,
    Speaker,
)


def count(words: str, low: int | None, high: int | None) -> Claim:
    """Build a claim of deaths in words."""
    value = CountValue(CasualtyRange(low, high))
    return Claim("r", 0, Facet.KILLED, value, EvidenceSpan(0, len(words), words))


def test_names_and_versions_name_one_policy() -> None:
    """A name alone is its newest version, which the usual policy is as well."""
    assert find_policy("airwars").full_name == "airwars-2" == POLICY
    assert find_policy("airwars-1").version == 1
    assert len({policy.full_name for policy in policies()}) == len(policies())
    with pytest.raises(SettingError, match="ucdp-1"):
        find_policy("ucdp-9")


def test_every_policy_tells_its_rules() -> None:
    """Rules are sentences, and of each codebook some are inferred and say so."""
    for policy in policies():
        assert policy.summary
        assert policy.source
        assert all(rule.text.endswith(".") for rule in policy.rules)
    newest = [find_policy(name) for name in ("airwars", "ucdp", "acled")]
    assert all(any(rule.is_inferred for rule in policy.rules) for policy in newest)


@pytest.mark.parametrize(
    ("words", "low", "high", "acled", "in_war", "ucdp"),
    [
        ("several civilians", 3, 9, 3, 10, 3),
        ("a few people", 3, 9, 3, 10, 3),
        ("dozens of people", 24, 99, 12, 12, 24),
        ("tens of people", 20, 99, 10, 10, 20),
        ("scores of people", 40, 99, 40, 40, 40),
        ("hundreds died", 200, 999, 100, 100, 200),
        ("thousands died", 2000, 9999, 1000, 1000, 2000),
        ("over a dozen people", 12, None, 12, 12, 13),
        ("more than 100 people", 100, None, 100, 100, 101),
        ("more than a thousand", 1000, None, 1000, 1000, 1001),
        ("fighters were killed", 2, None, 3, 10, 2),
        ("at least two people", 2, None, 2, 2, 2),
        ("at least 12", 12, None, 12, 12, 12),
        ("10 to 15 people", 10, 15, 10, 10, 10),
        ("killing 30 and wounding dozens", 30, 30, 30, 30, 30),
        ("up to 40 people", None, 40, 3, 10, 2),
        ("up to one", None, 1, 1, 1, 1),
    ],
)
def test_words_become_the_codebooks_numbers(
    words: str, low: int | None, high: int | None, acled: int, in_war: int, ucdp: int
) -> None:
    """The table of each codebook, and no table where a figure is told."""
    claim = count(words, low, high)
    assert estimate(claim, ACLED).best == acled
    assert estimate(claim, ACLED, is_war=True).best == in_war
    assert estimate(claim, UCDP).best == ucdp


def test_what_stands_for_words_says_so() -> None:
    """A number of the table is explained, and marked where it was inferred."""
    assert estimate(count("dozens", 24, 99), ACLED).words == "“dozens” stands for 12"
    assert not estimate(count("dozens", 24, 99), ACLED).is_inferred
    assert estimate(count("dozens", 24, 99), UCDP).is_inferred
    assert estimate(count("several", 3, 9), ACLED, is_war=True).words.endswith("in a war zone")
    assert estimate(count("12 people", 12, 12), UCDP).words == ""


@pytest.mark.parametrize(
    ("name", "country", "code"),
    [
        ("Syrian government forces", "Syria", 1),
        ("Syrian government forces", "Lebanon", 8),
        ("Russia", "Ukraine", 8),
        ("Ukraine", "Ukraine", 1),
        ("US-led coalition", "Syria", 8),
        ("Houthis", "Yemen", 2),
        ("unidentified armed men", "Nigeria", 3),
        ("Haitian gangs", "Haiti", 3),
        ("Israeli settlers", "Palestine", 4),
        ("Fulani herders", "Nigeria", 4),
        ("protesters", "Iraq", 6),
        ("rioters", "Iraq", 5),
        ("civilians", "Iraq", 7),
        ("Russia", None, 1),
        ("the Blue Dawn Brigade", "Iraq", 2),
        ("John Doe", "Iraq", None),
    ],
)
def test_actors_have_their_inter_code(name: str, country: str | None, code: int | None) -> None:
    """A state's army abroad is 8; nothing here depends on who is to blame."""
    assert inter_code(actor_of(name), country)[0] == code


def test_who_is_neither_state_nor_armed_group_is_other() -> None:
    """An organization that attacks nobody is coded 8, and the code is inferred."""
    assert inter_code(Actor("a charity", ActorKind.ORGANISATION), "Iraq")[::2] == (8, True)


def test_wars_are_told_by_the_table_of_states() -> None:
    """A country with a war of its own is an active war zone; one unknown is none."""
    assert war_is_recorded("Syria")
    assert not war_is_recorded("Iceland")
    assert not war_is_recorded(None)


@pytest.mark.parametrize(
    ("kind", "means", "wanted"),
    [
        (IncidentKind.AIR_STRIKE, None, "Air/drone strike"),
        (IncidentKind.MISSILE_STRIKE, None, "Shelling/artillery/missile attack"),
        (IncidentKind.BOMBING, None, "Remote explosive/landmine/IED"),
        (IncidentKind.BOMBING, Means.SUICIDE_VEST, "Suicide bomb"),
        (IncidentKind.SHELLING, Means.CHEMICAL, "Chemical weapon"),
        (IncidentKind.CLASH, Means.CHEMICAL, "Armed clash"),
        (IncidentKind.SHOOT_DOWN, None, "Shelling/artillery/missile attack"),
        (IncidentKind.GROUND_ATTACK, None, "Armed clash"),
        (IncidentKind.SHOOTING, None, "Attack"),
        (IncidentKind.ABDUCTION_OR_KILLING, None, "Attack"),
        (IncidentKind.OTHER, Means.CAR_BOMB, "Remote explosive/landmine/IED"),
        (IncidentKind.OTHER, Means.KNIFE, None),
    ],
)
def test_kind_and_means_give_the_sub_event_type(
    bench: Any, kind: IncidentKind, means: Means | None, wanted: str | None
) -> None:
    """The kind decides, gas and a bomber's own body before it."""
    from rashomon.reconcile import reconcile
    from rashomon.records import Incident

    said = type(bench.killed(1))
    claims = [said(Facet.MEANS, MeansValue(means))] if means else [bench.blamed("Houthis")]
    reading = bench.reading("a", *claims)
    incident = Incident("x", kind, None, None, (("a", 0),))
    found = reconcile(incident, {"a": reading}, policy="acled")
    ruling = found.ruling("sub_event_type")
    assert ruling is not None
    assert ruling.value == wanted


def test_who_claims_an_attack_on_fighters_confirms_no_harm(bench: Any) -> None:
    """The strike is declared; harm to civilians is nobody's claim, and has no grade."""
    own = Speaker("the army", actor="Freedonia", party="Freedonia", kind="force")
    found = bench.dossier(
        [
            bench.reading(
                "a",
                bench.blamed("Freedonia", own),
                bench.killed(9, own, who="rebels"),
            )
        ]
    )
    strike, harm = found.ruling("strike_status"), found.ruling("grading")
    assert strike.value == "declared"
    assert harm.value is None
    assert harm.rule == "no harm to civilians is told; those counted are told as fighters"


def test_a_side_that_says_no_civilian_was_hurt_finds_reports_not_credible(bench: Any) -> None:
    """Its own assessment is shown beside the grading, and changes none."""
    own = Speaker("the army", actor="Freedonia", party="Freedonia", kind="force")
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(9, bench.medic, who="civilians")),
            bench.reading(
                "b",
                bench.blamed("Freedonia", own),
                bench.number(Facet.KILLED, 0, 0, own, who="civilians"),
            ),
        ]
    )
    belligerent = found.ruling("belligerent: Freedonia")
    assert belligerent.value == "known; own assessment: non-credible"
    assert found.ruling("grading").value == "Weak"
