"""The tour of docs/api.md: its commands are run, and answered as the page says."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rashomon.web.api.scopes import SCOPES
from rashomon.web.app import make_app
from rashomon.web.settings import Settings

PAGE = Path(__file__).resolve().parents[3] / "docs" / "api.md"
HERE = "http://127.0.0.1:8000"
REST = "…"
# What a command may name of the answers before it.
TAKEN = ("claim_id", "seen", "number", "id")


def is_told(told: Any, answered: Any) -> bool:
    """Tell whether an answer is what the page shows of it; `…` stands for what is left out."""
    if isinstance(told, str) and REST in told:
        pattern = ".*".join(map(re.escape, told.split(REST)))
        words = answered if isinstance(answered, str) else json.dumps(answered)
        return re.fullmatch(pattern, words, re.DOTALL) is not None
    if isinstance(told, dict):
        shown = {name: value for name, value in told.items() if name != REST}
        return (
            isinstance(answered, dict)
            and (REST in told or set(told) == set(answered))
            and all(name in answered and is_told(shown[name], answered[name]) for name in shown)
        )
    if isinstance(told, list):
        shown_items = [one for one in told if one != REST]
        return (
            isinstance(answered, list)
            and (len(shown_items) < len(told) or len(told) == len(answered))
            and len(answered) >= len(shown_items)
            and all(map(is_told, shown_items, answered))
        )
    return bool(told == answered)


@pytest.mark.parametrize(
    ("told", "answered", "expected"),
    [
        ({"a": 1, REST: REST}, {"a": 1, "b": 2}, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": 1, REST: REST}, {"b": 2}, False),
        ([1, REST], [1, 2], True),
        ([1], [1, 2], False),
        ([1, 2, REST], [1], False),
        ("x …", "x y", True),
        ("x …", "y", False),
        (REST, None, True),
        (3, 4, False),
    ],
)
def test_what_is_left_out_is_said(told: Any, answered: Any, expected: bool) -> None:
    """And all else is held to the answer."""
    assert is_told(told, answered) is expected


def steps(page: str) -> list[tuple[list[str], Any]]:
    """Return the commands of the tour with the answers that the page shows."""
    (tour,) = re.findall(r"^## A tour$(.*?)^## ", page, re.DOTALL | re.M)
    found = []
    for block in re.findall(r"^```console\n(.*?)^```$", tour, re.DOTALL | re.M):
        for step in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, told = step.partition("\n")
            found.append((shlex.split(command), json.loads(told)))
    return found


@pytest.fixture
def client(built_example: Path, tmp_path: Path) -> Iterator[TestClient]:
    """Return a program on the machine of `rashomon demo`."""
    path = shutil.copy(built_example, tmp_path / "demo.db")
    with TestClient(make_app(Settings(str(path), user="tester")), base_url=HERE) as client:
        yield client


def _ask(client: TestClient, words: list[str]) -> Any:
    """Send what a command of curl sends."""
    assert words.pop(0) == "curl"
    method, headers, body = "GET", {}, None
    while words[0].startswith("-"):
        option, value = words.pop(0), words.pop(0)
        match option:
            case "-X":
                method = value
            case "-H":
                name, _, told = value.partition(": ")
                headers[name] = told
            case "-d":
                body = value
            case _:
                assert option == "-o"
    (address,) = words
    answer = client.request(method, address, headers=headers, content=body)
    assert answer.status_code < 300 or answer.status_code == 422, answer.text
    return answer.json()


def _filled(word: str, known: dict[str, str]) -> str:
    return re.sub(r"\b(CLAIM_ID|SEEN|NUMBER|ID)\b", lambda found: known[found[0].lower()], word)


def _values(data: dict[str, Any]) -> dict[str, str]:
    """What a later command may name of an answer, or of the first of a list."""
    items = data.get("items")
    first = items[0] if isinstance(items, list) and items else data
    return {name: str(first[name]) for name in TAKEN if first.get(name) is not None}


def test_the_tour_is_answered_as_the_page_says(client: TestClient) -> None:
    """Find, read, decide, see what changed, take back, save a view, look up, save a file."""
    known: dict[str, str] = {}
    walk = steps(PAGE.read_text(encoding="utf-8"))
    for command, told in walk:
        words = [_filled(word, known) for word in command]
        answered = _ask(client, words)
        assert is_told(told, answered), f"{command}\n{json.dumps(answered)[:3000]}"
        known |= _values(answered)
    assert len(walk) > 12


def test_every_route_stands_on_the_page() -> None:
    """A new one is entered into its table."""
    page = PAGE.read_text(encoding="utf-8")
    assert not [path for _, path in SCOPES if f"{path}`" not in page and f"{path}?" not in page]
