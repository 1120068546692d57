"""The reference page's content, made from the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

_REF = "#/components/schemas/"


class Line(msgspec.Struct, frozen=True):
    """A parameter or a field: where it stands, its name, its type in words, whether it must be given."""

    name: str
    kind: str
    required: bool
    place: str = ""


class Chapter(msgspec.Struct, frozen=True, kw_only=True):
    """An operation as the page shows it."""

    method: str
    path: str
    name: str
    summary: str
    right: str
    scope: str
    parameters: tuple[Line, ...]
    body: tuple[Line, ...]
    answer: tuple[Line, ...]


def chapters(document: dict[str, Any]) -> list[Chapter]:
    """Every operation of *document*, in its order."""
    shapes = document["components"]["schemas"]
    return [
        _chapter(path, method, told, shapes)
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    ]


def _chapter(path: str, method: str, told: dict[str, Any], shapes: dict[str, Any]) -> Chapter:
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    answer = told["responses"][200]["content"]["application/json"]["schema"]
    return Chapter(
        method=method.upper(),
        path=path,
        name=told["operationId"],
        summary=str(told["summary"]),
        right=told["x-right"],
        scope=told["x-scope"],
        parameters=tuple(
            Line(one["name"], _kind(one["schema"], shapes), bool(one.get("required")), one["in"])
            for one in told.get("parameters", ())
        ),
        body=tuple(_fields(body, shapes)),
        answer=tuple(_fields(answer, shapes)),
    )


def _fields(shape: dict[str, Any], shapes: dict[str, Any], lead: str = "") -> Iterator[Line]:
    """The fields of *shape*; those of the rows of a list stand below it, with its name before theirs."""
    found = _resolved(shape, shapes)
    for name, inner in found.get("properties", {}).items():
        yield Line(lead + name, _kind(inner, shapes), name in found.get("required", ()))
        rows = inner.get("items")
        if rows and not lead:
            yield from _fields(rows, shapes, f"{name}[].")


def _resolved(shape: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    name = shape.get("$ref", "").removeprefix(_REF)
    return dict(shapes[name]) if name else shape


def _kind(shape: dict[str, Any], shapes: dict[str, Any]) -> str:
    """The type in words: ``integer``, ``string|null``, ``array of object``, the words of a closed list."""
    found = _resolved(shape, shapes)
    for several in ("anyOf", "allOf", "oneOf"):
        if several in found:
            kinds = (_kind(inner, shapes) for inner in found[several])
            return " | ".join(dict.fromkeys(kind for kind in kinds if kind))
    if "enum" in found:
        return " | ".join(str(value) for value in found["enum"])
    if "const" in found:
        return str(found["const"])
    kind = str(found.get("format") or found.get("type", ""))
    return f"array of {_kind(found['items'], shapes)}" if kind == "array" and "items" in found else kind
