"""Files in; captures of reports out, with the raw bytes and the time."""
