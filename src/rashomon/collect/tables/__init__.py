"""Tables in, a capture of each row that is a report out."""
