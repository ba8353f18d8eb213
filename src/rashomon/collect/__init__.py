"""Files in; captures of reports out, with the raw bytes and the time."""

from rashomon.collect.captures import collect
from rashomon.collect.content import LARGEST_REPORT_BYTES
from rashomon.collect.lines import collect_jsonl
from rashomon.collect.tables.columns import parse_columns

__all__ = ["LARGEST_REPORT_BYTES", "collect", "collect_jsonl", "parse_columns"]
