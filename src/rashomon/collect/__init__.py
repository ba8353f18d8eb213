"""Files in; captures of reports out, with the raw bytes and the time."""

from rashomon.collect.captures import collect, leads_somewhere
from rashomon.collect.content import LARGEST_REPORT_BYTES
from rashomon.collect.lines import collect_jsonl
from rashomon.collect.tables.columns import parse_columns

__all__ = ["LARGEST_REPORT_BYTES", "collect", "collect_jsonl", "leads_somewhere", "parse_columns"]
