"""Archives in; the files, pages and documents that they hold out."""
