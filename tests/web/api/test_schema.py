"""The API against its own description: whatever fits it, and much that does not, is asked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.web.conftest import ORIGIN

from rashomon.web.app import make_app
from rashomon.web.settings import Settings

_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
_EXAMPLES = 4  # of each operation and mode: some three hundred requests each, in ten seconds
_HEADERS = {"Host": "localhost", "Origin": ORIGIN}


@pytest.fixture
def described(built_example: Path, tmp_path: Path) -> Iterator[Any]:
    """Return the description of an application over a copy of the example."""
    path = shutil.copy(built_example, tmp_path / "asked.db")
    app = make_app(Settings(str(path), user="tester", at_once=0))
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=_HEADERS)
    app.state.desk.close()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_nothing_that_is_asked_breaks_it(described: Any, mode: GenerationMode) -> None:
    """No answer of 500, and each with a status, type and body that the description names."""
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 60
    unasked = []
    for operation in operations:

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=_EXAMPLES, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def ask(case: Any) -> None:
            answer = case.call(headers=_HEADERS)
            case.validate_response(answer, checks=_CHECKS)

        try:
            ask()
        except Unsatisfiable:  # where all that can be sent fits the description
            unasked.append(operation.label)
    assert len(unasked) <= (4 if mode is GenerationMode.NEGATIVE else 0), unasked
