"""Trains the tagger that Rashomon reads with. Never imported when Rashomon runs."""
