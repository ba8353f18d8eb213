"""The claims of one incident in; its dossier out: accounts, contests, ranges."""

from rashomon.reconcile.dossier import reconcile
from rashomon.reconcile.lineage import trace_origins
from rashomon.reconcile.summaries import POLICY

__all__ = ["POLICY", "reconcile", "trace_origins"]
