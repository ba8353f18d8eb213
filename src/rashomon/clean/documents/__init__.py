"""Documents in (PDF, mail, Word, Markdown, rows of tables), the text derived from them out."""
