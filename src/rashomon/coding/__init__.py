"""Double coding as pure functions: sheets, units, agreement. Knows no ledger."""

from rashomon.coding.agreement import (
    RESAMPLES,
    Agreement,
    CodedReport,
    FacetAgreement,
    agree,
    differences,
    incidents_matched,
    units,
)
from rashomon.coding.alpha import INTERVAL, NOMINAL, ORDINAL, RATIO, Alpha, Metric, alpha
from rashomon.coding.sheets import COLUMNS, NO_INCIDENT, Fault, Row, parse_sheet, print_sheet
from rashomon.coding.units import Telling, Unit, units_of

__all__ = [
    "COLUMNS",
    "INTERVAL",
    "NOMINAL",
    "NO_INCIDENT",
    "ORDINAL",
    "RATIO",
    "RESAMPLES",
    "Agreement",
    "Alpha",
    "CodedReport",
    "FacetAgreement",
    "Fault",
    "Metric",
    "Row",
    "Telling",
    "Unit",
    "agree",
    "alpha",
    "differences",
    "incidents_matched",
    "parse_sheet",
    "print_sheet",
    "units",
    "units_of",
]
