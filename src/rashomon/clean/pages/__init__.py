"""Web pages in, the text derived from them out, with what they tell of themselves."""
