"""`airwars`: harm by group of victims, and gradings, in the manner of Airwars.

Two versions are registered: `airwars-1` is the range rule alone, `airwars-2` leaves out figures
that their own speaker replaced later, and grades harm and strike.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.reconcile.policies.case import Case
from rashomon.reconcile.policies.gradings import belligerent_rulings, harm_ruling, strike_ruling
from rashomon.reconcile.policies.policy import Policy, Rule
from rashomon.reconcile.policies.ranges import sum_up, sum_up_all
from rashomon.reconcile.policies.scales import place_ruling
from rashomon.records import CasualtySummary, Facet, Ruling
from rashomon.reference.place_precision import where_words
from rashomon.reference.victims import ALL, CIVILIANS, FIGHTERS

__all__ = ["POLICIES"]

_RANGES = (
    Rule("Killed and injured are summed up apart; figures that do not tell them apart stay an "
         "outcome of their own."),
    Rule("Each group of victims has a range from the lowest figure told to the highest; no speaker "
         "is preferred. An end that no figure sets stays open. Blank is unknown, not zero."),
    Rule("A total is never made by adding up parts, and a part never lowers or raises a total."),
    Rule("What is denied is left out; what is hedged counts."),
)  # fmt: skip
RULES = (
    *_RANGES,
    Rule("A figure that its own speaker replaced later is left out, and named beside the range.",
         is_inferred=True),
    Rule("Confirmed: a belligerent accepted responsibility for the harm."),
    Rule("Accepting takes both: the side says that it did it, blaming nobody else, and itself "
         "tells of harm to civilians; a strike admitted with the harm left open is declared only.",
         is_inferred=True),
    Rule("Discounted: those killed were combatants, or other parties most likely responsible."),
    Rule("So only where civilian harm is told in doubt alone, and two independent claims count the "
         "harmed as fighters; who is likelier responsible is never computed.", is_inferred=True),
    Rule("Contested: competing claims of responsibility."),
    Rule("Fair: two or more credible sources and a likely or confirmed nearby action."),
    Rule("A source is credible unless it is graded D or E; a side counts as one source. An action "
         "is likely where somebody is named as attacker or a weapon is told.", is_inferred=True),
    Rule("Weak: a single source."),
    Rule("Where nobody tells of fighters harmed or struck, where children or other civilians are "
         "told among the dead, or where a report counts more people than fighters, people are "
         "taken for civilians in grading, never in counting.", is_inferred=True),
    Rule("Strike status, apart from that: declared (a side says that it did it), contested, "
         "likely (two or more sources), single source claim."),
    Rule("Per belligerent: suspected or known; its own assessment (none yet, credible, "
         "non-credible); deaths conceded; the days of its statements."),
    Rule("Known is who says of itself that it did it. Who denies it, or blames others, concedes "
         "nothing by telling of the harm. Who is blamed for attacking others is not suspected of "
         "the harm to its own fighters, as long as nobody else is told harmed.", is_inferred=True),
    Rule("A denial by the one side that is accused makes a strike no contested one. Who denies it "
         "and is named by nobody is not suspected.", is_inferred=True),
)  # fmt: skip

_GROUPS = (("", ALL), ("civilians_", CIVILIANS), ("children_", "children"),
           ("women_", "women"), ("men_", "men"), ("combatants_", FIGHTERS))  # fmt: skip


def _figures(summaries: Sequence[CasualtySummary]) -> list[Ruling]:
    """Killed and injured, least and most, for every group that Airwars has a column for."""
    found = []
    for outcome in (Facet.KILLED, Facet.INJURED):
        ranges = {s.group: s for s in summaries if s.outcome is outcome}
        for prefix, group in _GROUPS:
            summary = ranges.get(group)
            for end in ("min", "max"):
                name = f"{prefix}{outcome}_{end}"
                if summary is None:
                    found.append(Ruling(name, None, "no figure is told: unknown, not zero"))
                    continue
                number = summary.range.low if end == "min" else summary.highest
                is_open = end == "max" and summary.range.high is None
                found.append(Ruling(name, number, summary.rule, summary.claim_ids, is_open=is_open))
        for group, summary in sorted(ranges.items()):
            if group.endswith(f" {FIGHTERS}"):
                side = group.removesuffix(f" {FIGHTERS}")
                rule = f"{summary.rule}; fighters of one side"
                found.append(
                    Ruling(f"combatants_{outcome}: {side}", summary.told, rule,
                           summary.claim_ids)
                )  # fmt: skip
    return found


def _first_reported(case: Case) -> Ruling:
    dated = sorted(
        (report.published_on, report.outlet or report.name)
        for report in case.reports.values()
        if report.published_on
    )
    if not dated:
        return Ruling("first_reported", None, "no report tells when it was published")
    day, outlet = dated[0]
    return Ruling("first_reported", f"{day} {outlet}", "the earliest day of publication at hand")


def _code(case: Case) -> tuple[Ruling, ...]:
    return (
        *_figures(sum_up(case, "")),
        harm_ruling(case),
        strike_ruling(case),
        *belligerent_rulings(case),
        _first_reported(case),
        place_ruling(case, "location_accuracy", where_words),
    )


_SOURCE = "Airwars, casualty recording methodology"
POLICIES = (
    Policy(
        "airwars",
        1,
        "killed and injured, least and most, by group of victims",
        _SOURCE,
        _RANGES,
        sum_up_all,
        lambda case: tuple(_figures(sum_up_all(case, ""))),
    ),
    Policy(
        "airwars",
        2,
        "killed and injured, least and most, by group of victims; grading of civilian harm; "
        "strike status; belligerents",
        _SOURCE,
        RULES,
        sum_up,
        _code,
    ),
)
