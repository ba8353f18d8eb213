"""The description of the API (OpenAPI): summaries, scopes, the one shape of errors, examples."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi.openapi.utils import get_openapi

from rashomon.web.api.scopes import ROOT, takes_of

__all__ = ["description", "example_of"]

_ABOUT = """
What the pages show and do, for programs. `docs/api.md` of Rashomon is a tour of it.

Send a token as `Authorization: Bearer rsm_…`; what each route takes stands with it. Every answer
has an ETag, every list the header `Link` to its next page, every error one shape (RFC 9457).
"""
_PROBLEM = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string", "examples": ["This cannot be done as asked"]},
        "status": {"type": "integer", "examples": [422]},
        "detail": {
            "type": "string",
            "examples": ["From: 'yesterday' is no day; write 2031-03-07."],
        },
    },
}
_FAULTS = {
    "304": "The program has this already: what it sent as If-None-Match still holds.",
    "400": "This request cannot be read.",
    "401": "Nobody is signed in, and no token that holds was sent.",
    "403": "Who asks may not do this.",
    "404": "What is named is not there.",
    "409": "Somebody else was faster; nothing was kept.",
    "413": "More was sent than is taken.",
    "414": "The address is too long.",
    "415": "What was sent is of no kind that is taken.",
    "421": "This server is not called so.",
    "422": "Something that was asked or sent means nothing here; the detail says what would.",
    "431": "The headers are too many, or too long.",
    "429": "Too much was asked for at once; Retry-After says when to come again.",
    "503": "The ledger is being written, or counts are being made; come again.",
    "507": "The disk has no room for it.",
}
_MAY_MISS = ("/account", "/team", "/quality/", "/names", "/decisions")  # what a query names, too
_OF_ALL = ("400", "401", "403", "414", "421", "422", "429", "431", "503")


@cache
def description() -> dict[str, Any]:
    """Return the description of all routes."""
    from rashomon.web.api import router as whole

    found = get_openapi(
        title="Rashomon",
        version="1",
        summary="Reports that contradict each other, as incidents that can be audited.",
        description=_ABOUT.strip(),
        routes=whole.routes,
    )
    parts = found.setdefault("components", {})
    schemas: dict[str, Any] = parts.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = _PROBLEM
    parts["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of the page Account."}
    }
    parts["responses"] = {
        status: _fault(status, words) for status, words in _FAULTS.items() if status != "304"
    }
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            _complete(operation, method, path.removeprefix(ROOT), schemas)
    return found


def _fault(status: str, words: str) -> dict[str, Any]:
    content: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/Problem"}}
    answer = {"description": words, "content": {"application/problem+json": content}}
    if status == "429":
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return answer


def _complete(operation: dict[str, Any], method: str, path: str, schemas: dict[str, Any]) -> None:
    """Give an operation its summary, scope, errors and examples."""
    summary, _, rest = str(operation.get("description", "")).partition("\n\n")
    operation["summary"] = " ".join(summary.split()).rstrip(".")
    operation["description"] = rest.strip()
    takes = takes_of(method.upper(), path)
    action = "" if takes is None or takes.action is None else takes.action.value
    operation["security"] = [{"token": [action] if action else []}]
    otherwise = "Takes what its kind of decision takes." if method == "post" else "Takes no scope."
    needs = f"Takes: {action}." if action else otherwise
    if takes is not None and takes.in_person:
        needs += " No token may do this: it takes somebody who is signed in."
        operation["security"] = []
    operation["description"] = f"{operation['description']}\n\n{needs}".strip()
    answers: dict[str, Any] = operation["responses"]
    body = operation.get("requestBody", {}).get("content", {})
    may_miss = "{" in path or body or path.startswith(_MAY_MISS)
    faults = [*_OF_ALL, *(["404"] if may_miss else [])]
    if "anyway" in {one["name"] for one in operation.get("parameters", ())}:
        faults.append("409")
    if method != "get":
        faults += ["404", "409", "413", "415", "507"]
    for status in faults:
        answers[status] = {"$ref": f"#/components/responses/{status}"}
    if method == "get":
        answers["304"] = {"description": _FAULTS["304"]}
    for status, answer in answers.items():
        if status.startswith("2"):
            _show(answer.get("content", {}), schemas)
            answer["headers"] = {"ETag": {"schema": {"type": "string"}}}
    _show(body, schemas)


def _show(content: dict[str, Any], schemas: dict[str, Any]) -> None:
    for kind, media in content.items():
        if kind == "application/json" and "schema" in media and "examples" not in media:
            media["example"] = example_of(media["schema"], schemas)


def example_of(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    """Return an example of a schema, made of those of its fields.

    >>> example_of({"type": "array", "items": {"type": "integer", "examples": [3]}}, {})
    [3]
    """
    if "examples" in schema:
        return schema["examples"][0]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    for fixed in ("const", "default"):
        if fixed in schema:
            return schema[fixed]
    if "enum" in schema:
        return schema["enum"][0]
    for choice in ("oneOf", "anyOf", "allOf"):
        if choice in schema:
            return example_of(schema[choice][0], schemas)
    if schema.get("type") == "object":
        return {
            name: example_of(one, schemas)
            for name, one in schema.get("properties", {}).items()
            if name in schema.get("required", ()) or "examples" in one
        }
    if schema.get("type") == "array":
        return [example_of(schema["items"], schemas)]
    return {"string": "", "integer": 0, "number": 0.0, "boolean": False}.get(
        str(schema.get("type"))
    )
