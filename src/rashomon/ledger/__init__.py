"""The append-only store of captures, readings, incidents and decisions."""
