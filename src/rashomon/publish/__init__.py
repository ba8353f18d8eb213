"""A ledger in; exports out."""
