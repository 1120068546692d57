"""Heavy libraries that only some formats need; one that is missing is one line that says how to get it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from jiannuo.model.errors import JiannuoError


def _need(module: str, extra: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise JiannuoError("extra_missing", module=module.partition(".")[0], extra=extra) from error


def arrow() -> Any:
    """pyarrow."""
    return _need("pyarrow", "panel")


def parquet() -> Any:
    """pyarrow.parquet."""
    return _need("pyarrow.parquet", "panel")


def duckdb() -> Any:
    """duckdb."""
    return _need("duckdb", "panel")


def distributed() -> Any:
    """Dask's scheduler and its client."""
    return _need("distributed", "cluster")
