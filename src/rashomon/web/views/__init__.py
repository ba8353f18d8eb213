"""Pure functions from what the ledger holds to small frozen values that templates print."""
