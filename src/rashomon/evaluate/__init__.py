"""Gold annotations and readings in; figures out."""
