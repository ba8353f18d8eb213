"""What stands before the body of a report: headline, dateline, dates, byline."""
