"""Turns news reports that contradict each other into an incident ledger that can be audited."""
