"""The claims of one incident in; its dossier out: accounts, contests, and what a policy rules."""

from rashomon.reconcile.admiralty import GRADES
from rashomon.reconcile.arithmetic import find_slips
from rashomon.reconcile.dossier import reconcile
from rashomon.reconcile.lineage import trace_lineage, trace_origins
from rashomon.reconcile.policies import DEFAULT as POLICY
from rashomon.reconcile.policies import Policy, find_policy, policies
from rashomon.reconcile.source_table import read_sources

__all__ = [
    "GRADES",
    "POLICY",
    "Policy",
    "find_policy",
    "find_slips",
    "policies",
    "read_sources",
    "reconcile",
    "trace_lineage",
    "trace_origins",
]
