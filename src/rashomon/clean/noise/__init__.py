"""A text in; the stretches of it that are not the report out."""
