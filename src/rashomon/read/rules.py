"""The rule reader: what the rules of every facet find, assembled into a reading."""

from __future__ import annotations

from rashomon.read.assembling import assemble
from rashomon.read.document import parse
from rashomon.read.findings import RULES, find_all, once, particular
from rashomon.read.languages import is_foreign
from rashomon.read.violence import find_triggers
from rashomon.records import Reading, Report

__all__ = ["RuleReader"]


class RuleReader:
    """Reads by rules alone: fast, explainable, without any model."""

    version = RULES

    def read(self, report: Report) -> Reading:
        """Find the claims of an English report; others give an empty reading."""
        if is_foreign(report):
            return Reading(report, self.version)
        document = parse(report)
        triggers = sorted(find_triggers(document), key=lambda trigger: trigger.start)
        findings = particular(document, once(find_all(document)), triggers)
        return assemble(document, findings, triggers, self.version)
