"""What a ledger holds, in words for a person: one wording for the terminal and for the pages.

No layout and no color: functions from records to strings, and to tuples of them. Days are ISO
dates here; pages spell them out.
"""
