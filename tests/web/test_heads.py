"""HEAD, which link checkers, proxies and `curl -I` send."""

from __future__ import annotations

import pytest
from tests.web.conftest import Browser


@pytest.mark.parametrize(
    "path",
    ["/incidents", "/sources", "/data/incidents/map.json", "/api/v1/incidents", "/health",
     "/static/icon.svg", "/nowhere", "/incidents/nowhere"],
)  # fmt: skip
def test_head_is_get_without_a_body(looking: Browser, path: str) -> None:
    """The same status and headers, and nothing after them."""
    plain = {"accept-encoding": "identity"}  # packed, the token of forms makes lengths differ
    whole = looking.client.get(path, headers=plain)
    head = looking.client.head(path, headers=plain)
    assert head.status_code == whole.status_code
    assert head.content == b""
    for name in ("content-type", "content-security-policy", "cache-control"):
        assert head.headers.get(name) == whole.headers.get(name), name
    assert int(head.headers["content-length"]) > 0  # of a page it varies with the form's token


def test_head_changes_nothing(looking: Browser) -> None:
    """What only POST may do HEAD does not do, and is refused as GET is."""
    for path in ("/incidents/decide", "/sign-out"):
        asked = looking.client.head(path)
        assert asked.status_code == looking.client.get(path).status_code
        assert asked.status_code in (404, 405)
